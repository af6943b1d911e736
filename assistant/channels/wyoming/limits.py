"""How much and how long the service bears with a client."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    connections: int = 32
    """At once. One more takes the place of one which has asked for nothing yet, or is refused."""
    header: int = 16 * 1024
    data: int = 64 * 1024
    payload: int = 1024 * 1024
    sentence: int = 10_000
    """Characters in one sentence of a conversation: ten minutes of speech."""
    audio: float = 3600.0
    """Of sound in one transcription."""
    first_event: float = 5.0
    """From the connection to its first whole event."""
    whole_event: float = 10.0
    """From the first byte of an event to its last."""
    audio_pause: float = 30.0
    """Between two pieces of sound."""
    idle: float = 600.0
    """Between two questions."""
    write: float = 10.0
    """For a client to take what is sent to it."""
