"""Sound as clients send it, made into what the recognizers want."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
import numpy as np
import soxr
from msgspec import Meta

from assistant.speech.audio.base import RATE


class Format(msgspec.Struct, frozen=True):
    """Signed samples of `width` bytes, `rate` of them a second, `channels` interleaved."""

    rate: Annotated[int, Meta(ge=8000, le=192_000)]
    width: Literal[1, 2, 4]
    channels: Annotated[int, Meta(ge=1, le=8)]

    @property
    def frame(self) -> int:
        """Bytes in one moment of all channels."""
        return self.width * self.channels


class Conversion:
    """A stream of sound in any format, as 16-bit mono at `RATE`."""

    def __init__(self, format: Format) -> None:
        self.format = format
        self._rest = b""
        self._resampler = (
            soxr.ResampleStream(format.rate, RATE, 1, dtype="int16")
            if format.rate != RATE
            else None
        )

    def take(self, pcm: bytes, last: bool = False) -> bytes:
        """Convert a piece of any length; half a frame waits for the next. `last`: the end."""
        data = self._rest + pcm
        whole = len(data) - len(data) % self.format.frame
        self._rest = data[whole:]
        samples = np.frombuffer(data[:whole], dtype=f"<i{self.format.width}")
        if self.format.width != 2:
            shift = 8 * (self.format.width - 2)
            wide = samples.astype(np.int32)
            samples = (wide >> shift if shift > 0 else wide << -shift).astype(np.int16)
        if self.format.channels > 1:
            samples = samples.reshape(-1, self.format.channels).mean(axis=1).astype(np.int16)
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples, last=last)
        return bytes(samples.tobytes())
