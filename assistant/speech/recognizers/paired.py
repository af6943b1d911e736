"""Two recognizers together: Vosk while somebody speaks, Moonshine for what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from assistant.speech.recognizers.base import Recognizer, Stream, Transcript, Word


class PairedRecognizer:
    """Text while somebody speaks comes from `live`, and the result from `reader`.

    `live` has the text at once and times of words; `reader` makes fewer mistakes.
    """

    passes_over = True

    def __init__(self, live: Recognizer, reader: Recognizer) -> None:
        self.live = live
        self.reader = reader
        self.name = f"{live.name}+{reader.name}"
        self.rate = live.rate
        self.closed = reader.closed
        self.alike = live.alike
        self.folder: Path | None = getattr(live, "folder", None)

    def stream(self, phrases: Sequence[str] | None = None) -> PairedStream:
        """Start to recognize one of `phrases`, or anything."""
        return PairedStream(self.live.stream(phrases), self.reader.stream(phrases))

    def knows(self, word: str) -> bool:
        """Whether one of them can recognize the word."""
        return self.live.knows(word) or self.reader.knows(word)


class PairedStream:
    """One utterance or dictation, heard by both."""

    def __init__(self, live: Stream, reader: Stream) -> None:
        self._live = live
        self._reader = reader
        self._finished: Transcript | None = None

    def accept(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at the recognizers' rate."""
        self._live.accept(pcm)
        self._reader.accept(pcm)

    def partial(self) -> str:
        """The text so far, of the recognizer that has it at once."""
        return self._finished.text if self._finished else self._live.partial()

    def finish(self) -> Transcript:
        """End the stream: the reader's words, with the times of the other where it has the same."""
        if self._finished is None:
            live, read = self._live.finish(), self._reader.finish()
            self._finished = replace(read, words=with_times_of(read.words, live.words))
        return self._finished


def with_times_of(words: Sequence[Word], live: Sequence[Word]) -> tuple[Word, ...]:
    """The words with the times of the same words in `live`, where both stand in the same order.

    No word begins before the end of the one before it.
    """
    matcher = SequenceMatcher(None, [w.text for w in words], [w.text for w in live], autojunk=False)
    known = {
        match.a + offset: live[match.b + offset]
        for match in matcher.get_matching_blocks()
        for offset in range(match.size)
    }
    timed: list[Word] = []
    for at, word in enumerate(words):
        other = known.get(at)
        if other is not None:
            word = replace(word, start=other.start, end=other.end)
        if timed and word.start < timed[-1].end:
            start = timed[-1].end
            word = replace(word, start=start, end=max(word.end, start))
        timed.append(word)
    return tuple(timed)
