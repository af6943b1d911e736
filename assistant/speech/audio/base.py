"""The audio interface of a conversation: sounds to play, and blocks of recorded audio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]

RATE = 16000
"""Samples a second of recorded audio, after resampling: the rate of the recognizers."""
TAIL = 0.15
"""Seconds after the end of playback in which the microphone still picks up its echo."""

AudioEvent = Literal["lost", "back", "gap", "end"]
"""lost: a device has gone; blocks without audio follow until it is back. gap: the machine was too
busy, and some audio before the next block is missing. end: there is no more audio; every further
block repeats it."""


@dataclass(frozen=True, slots=True)
class WordTime:
    """When a word is spoken: where it begins and ends in its text, and its beginning in seconds."""

    begin: int
    end: int
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """A sound to play: 16-bit mono `samples`, `rate` of them a second.

    `text` is what is spoken in it, and `words` when each word is, in order; "" and empty for other
    sounds, and empty where the voice does not tell. `voice`: the voice that is judged by it, where
    several are played to choose from.
    """

    samples: Samples
    rate: int
    text: str = ""
    words: tuple[WordTime, ...] = ()
    voice: str = ""

    @property
    def seconds(self) -> float:
        """The duration."""
        return len(self.samples) / self.rate


@dataclass(frozen=True, slots=True)
class Block:
    """A short piece of recorded audio.

    `pcm` is 16-bit mono at `RATE`, 20 to 50 ms of it, or empty. `at` is the time of its beginning
    in seconds since the first block. `muted`: Lantern was speaking, or its echo had not died away,
    so that the block is not a person's speech. `clean` is the same audio without that echo; empty
    where it could not be cancelled, and None where nothing cancels or the block is not muted.
    """

    pcm: bytes
    at: float
    muted: bool = False
    event: AudioEvent | None = None
    clean: bytes | None = None

    @property
    def seconds(self) -> float:
        """The duration of the audio."""
        return len(self.pcm) / 2 / RATE


class Audio(Protocol):
    """Recording and playback. `blocks` is read in one thread; the rest is safe in any thread."""

    rate: int

    def blocks(self) -> Iterator[Block]:
        """The recorded audio in order, as time passes; ends after `close`."""

    def play(self, sound: Sound) -> None:
        """Play after what is playing already. Returns at once."""

    def stop(self) -> float:
        """Stop playback within one buffer. Returns the seconds played since the last silence."""

    @property
    def playing(self) -> bool:
        """True until the last sample has left the loudspeaker."""

    def close(self) -> None:
        """Release devices and files."""
