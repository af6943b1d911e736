"""What a conversation hears through and speaks through, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.speech.sound import Sound

RATE = 16000
"""Samples a second of what is heard, after resampling: what recognizers take."""
TAIL = 0.15
"""Seconds after the end of playback in which a room still gives Lantern's own voice back."""

Event = Literal["lost", "back", "gap", "end"]
"""lost: the device has gone; blocks without sound follow until it is back. gap: some sound was lost
before the next block, for the machine was too busy. end: nothing more is going to be heard, and it
is said again in each block from then on."""


@dataclass(frozen=True, slots=True)
class Block:
    """A short piece of what was heard.

    `pcm` is 16-bit mono at `RATE`, 20 to 50 ms of it, or empty. `at` is the stream's time at the
    piece's beginning, in seconds from the first. `muted`: Lantern was speaking, or its voice had
    not yet died away, so that the piece is no person's speech.
    """

    pcm: bytes
    at: float
    muted: bool = False
    event: Event | None = None

    @property
    def seconds(self) -> float:
        """How much was heard."""
        return len(self.pcm) / 2 / RATE


class Audio(Protocol):
    """Both directions of sound. `blocks` is read in one thread; the rest may be called in any."""

    rate: int

    def blocks(self) -> Iterator[Block]:
        """Everything heard, in order, as time goes by; ends after `close`."""

    def play(self, sound: Sound) -> None:
        """Play after what is playing already. Returns at once."""

    def stop(self) -> float:
        """Stop playing within a buffer. Gives the seconds which were heard since the silence
        before."""

    @property
    def playing(self) -> bool:
        """True until the last sample has really left the loudspeaker."""

    def close(self) -> None:
        """Let go of devices and files."""
