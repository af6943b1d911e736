"""Opening a device in one of the ways it agrees to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from assistant.speech.audio.portaudio import Which, cannot_open, describe, portaudio

_RATES = (48000, 44100, 32000, 16000)
"""Tried where a device refuses the rate which it says is its own."""


def opened(which: Which, kind: Literal["input", "output"], make: Callable[[int, int], Any]) -> Any:
    """A started stream.

    `make` is given a rate and a number of channels. The device's own rate and a single channel come
    first; some have no single channel to give, some refuse their own rate. Raises Trouble.
    """
    sounddevice = portaudio()
    info = describe(which, kind)
    own = int(info["default_samplerate"])
    channels = (1, 2) if int(info[f"max_{kind}_channels"]) > 1 else (1,)
    refused: Exception | None = None
    for rate in dict.fromkeys((own, *_RATES)):
        for count in channels:
            try:
                stream = make(rate, count)
            except sounddevice.PortAudioError as error:
                refused = refused or error
                continue
            try:
                stream.start()
            except sounddevice.PortAudioError as error:
                stream.close(ignore_errors=True)
                refused = refused or error
                continue
            return stream
    assert refused is not None
    raise cannot_open("microphone" if kind == "input" else "loudspeaker", refused)


def close(stream: Any) -> None:
    """Let go of a device, whatever state it is in."""
    stream.abort(ignore_errors=True)
    stream.close(ignore_errors=True)
