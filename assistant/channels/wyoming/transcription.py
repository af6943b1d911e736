"""Transcription of one utterance from a client: audio in any format in, words out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import soxr

from assistant.channels.wyoming.listening import Turn
from assistant.channels.wyoming.protocol import AudioFormat
from assistant.speech.audio.base import RATE
from assistant.speech.audio.files import to_mono
from assistant.speech.recognizers import Recognizer

STABLE_SECONDS = 0.8
"""Seconds of audio through which a word must be unchanged before it is sent."""
WORDS_AFTER = 2
"""The number of words that must follow it: recognizers still change the last ones."""


PIECE_SECONDS = 0.1
"""Seconds of audio recognized at a time; then it is another client's turn."""


def pieces(pcm: bytes, format: AudioFormat) -> Iterator[bytes]:
    """Audio in pieces of `PIECE_SECONDS`; once an empty one where there is none."""
    size = max(1, int(format.rate * PIECE_SECONDS)) * format.frame
    for at in range(0, max(1, len(pcm)), size):
        yield pcm[at : at + size]


class Transcription:
    """One stream of the shared recognizer. Called from one thread at a time."""

    def __init__(self, recognizer: Recognizer, format: AudioFormat, turn: Turn) -> None:
        self.format = format
        self.seconds = 0.0
        """Seconds of audio taken."""
        self.over = False
        """Whether the person has finished."""
        self._recognizer = recognizer
        self._converter = FormatConverter(format)
        self._stream = recognizer.stream()
        self._turn = turn
        self._stable = StableWords()

    def accept(self, pcm: bytes) -> str:
        """Take a piece of audio; returns the words that have become stable since.

        None are, while one of a few answers is expected: it is decided at the end.
        """
        heard = self._recognize(self._converter.convert(pcm))
        partial = self._stream.partial()
        self.over = self._turn.advance(heard, partial)
        return "" if self._turn.is_closed else self._stable.update(partial, self.seconds)

    def finish(self) -> tuple[str, str]:
        """The whole text, and that part of it which was not returned yet."""
        heard = self._recognize(self._converter.convert(b"", last=True))
        text = self._stream.finish().text
        self._turn.advance(heard, text)
        text = self._turn.answer(text, self._recognizer)
        return text, self._stable.rest(text)

    def _recognize(self, pcm: bytes) -> bytes:
        self._stream.accept(pcm)
        self.seconds += len(pcm) / 2 / RATE
        return pcm


class FormatConverter:
    """Converts a stream of audio to 16-bit mono at `RATE`."""

    def __init__(self, format: AudioFormat) -> None:
        self.format = format
        self._rest = b""
        self._resampler = (
            soxr.ResampleStream(format.rate, RATE, 1, dtype="int16")
            if format.rate != RATE
            else None
        )

    def convert(self, pcm: bytes, last: bool = False) -> bytes:
        """Convert a piece of any length; an incomplete frame is kept for the next piece.

        `last`: the audio ends with this piece.
        """
        data = self._rest + pcm
        whole = len(data) - len(data) % self.format.frame
        self._rest = data[whole:]
        samples = np.frombuffer(data[:whole], dtype=f"<i{self.format.width}")
        if self.format.width != 2:
            shift = 8 * (self.format.width - 2)
            wide = samples.astype(np.int32)
            samples = (wide >> shift if shift > 0 else wide << -shift).astype(np.int16)
        if self.format.channels > 1:
            columns = samples.reshape(-1, self.format.channels).astype(np.float32)
            samples = to_mono(columns).astype(np.int16)
        if self._resampler is not None:
            samples = self._resampler.resample_chunk(samples, last=last)
        return bytes(samples.tobytes())


class StableWords:
    """Gives each recognized word once, when it is unlikely to change: it cannot be taken back."""

    def __init__(self) -> None:
        self._words: list[tuple[str, float]] = []
        self._sent: list[str] = []

    def update(self, partial: str, seconds: float) -> str:
        """The words that are stable now, when `partial` is the text after `seconds` of audio.

        With the space before them, so that all the pieces together are the text.
        """
        words = partial.split()
        before = self._words
        self._words = [
            (word, before[i][1] if i < len(before) and before[i][0] == word else seconds)
            for i, word in enumerate(words)
        ]
        new = []
        for word, since in self._words[len(self._sent) : max(0, len(words) - WORDS_AFTER)]:
            if seconds - since < STABLE_SECONDS:
                break
            new.append(word)
        return self._send(new)

    def rest(self, text: str) -> str:
        """What is still to be sent, when `text` is the final text."""
        return self._send(text.split()[len(self._sent) :])

    @property
    def text(self) -> str:
        """All that was sent."""
        return " ".join(self._sent)

    def _send(self, words: list[str]) -> str:
        lead = " " if self._sent and words else ""
        self._sent += words
        return lead + " ".join(words)
