"""One utterance from a client: its sound in, its words out as they settle."""

from __future__ import annotations

from assistant.channels.wyoming.settled import Settled
from assistant.channels.wyoming.sound import Conversion, Format
from assistant.speech.audio.base import RATE
from assistant.speech.recognizers import Recognizer


class Transcribing:
    """A stream of the shared recognizer. Called from one thread at a time."""

    def __init__(self, recognizer: Recognizer, format: Format) -> None:
        self.format = format
        self.seconds = 0.0
        """How much sound was taken."""
        self._conversion = Conversion(format)
        self._stream = recognizer.stream()
        self._settled = Settled()

    def take(self, pcm: bytes) -> str:
        """Hear a piece of sound; the words which have settled since, if any."""
        self._hear(self._conversion.take(pcm))
        return self._settled.take(self._stream.partial(), self.seconds)

    def finish(self) -> tuple[str, str]:
        """The whole text, and the piece of it which was not handed out yet."""
        self._hear(self._conversion.take(b"", last=True))
        text = self._stream.finish().text
        return text, self._settled.rest(text)

    def _hear(self, pcm: bytes) -> None:
        self._stream.accept(pcm)
        self.seconds += len(pcm) / 2 / RATE
