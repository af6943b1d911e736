"""The watcher: in the background of all that is heard, was that the phrase?

Silence costs only the voice-activity gate. A stretch of speech goes to closed recognition, and only
where that heard the phrase is it read a second time, openly: both have to agree.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.handsfree.phrase import grammar, likeness, listed
from assistant.speech.activity import VoiceActivity
from assistant.speech.audio.base import RATE, Block
from assistant.speech.recognizers import Recognizer, Stream, Word

_ONSET = 0.06
"""Seconds of unbroken voice which begin a stretch: not a click, nor a door."""
_BEFORE = 0.4
"""Seconds before that which belong to it."""
_PAUSE = 0.35
"""A pause which ends a stretch of speech."""
_PATIENT = 0.7
"""The same after the phrase: a command may follow in the same breath."""
_LONGEST = 6.0
"""Speech without a pause is looked at in stretches of so many seconds, ..."""
_OVERLAP = 1.6
"""... each beginning so long before the end of the last, lest the phrase be cut in two."""
_BETWEEN = 0.6
"""Seconds there may be between two words of the phrase."""
_SPAN = (0.3, 2.6)
"""The shortest and longest time which anybody takes to say it."""
_AROUND = 0.3
"""Seconds around the phrase which the second look has."""
_CLOSELY = 0.15
"""The same where only the sound decides: what stands beside the phrase is none of it."""
_ARGUABLE = 0.35
"""How alike an open reading is at least to a phrase which may have been said all the same."""
_A_COMMAND = 0.25
"""Seconds of voice after the phrase which are more than its echo."""


@dataclass(frozen=True, slots=True)
class Call:
    """The phrase was said; `after` is the sound which followed in the same breath, or nothing."""

    phrase: str
    after: bytes = b""


class Watcher:
    """Listens for one of a few phrases in anything at all."""

    def __init__(
        self,
        recognizer: Recognizer,
        phrases: Sequence[str],
        commands: Sequence[str] = (),
        language: str = "en",
        looked: Callable[[str, str, float], None] = lambda phrase, heard, likeness: None,
    ) -> None:
        """`phrases`: those to listen for, checked; commands may follow the first.

        `looked` is told of each second look: the phrase, the open reading, how alike they are.
        """
        self._recognizer = recognizer
        self._phrases = tuple(phrases)
        self._language = language
        self._grammar = grammar(recognizer, phrases, commands, language)
        self._looked = looked
        self.activity = VoiceActivity(RATE)
        self._before: deque[bytes] = deque(maxlen=int(_BEFORE / 0.02))
        self._run = 0.0
        self._stream: Stream | None = None
        self._pcm = bytearray()
        self._voice: list[float] = []
        self._length = self._quiet = 0.0

    def hear(self, block: Block) -> Call | None:
        """Take a block; the call when a stretch with the phrase in it is over."""
        frames = self.activity.accept(block.pcm)
        if self._stream is None:
            self._wait(block.pcm, frames)
            return None
        self._take(block.pcm, frames)
        if self._quiet >= _PAUSE and (self._quiet >= _PATIENT or not self._hopeful()):
            return self._judge()
        if self._length >= _LONGEST and not self._hopeful():
            rest = bytes(self._pcm[-int(_OVERLAP * RATE) * 2 :])
            voiced = [at - self._length + _OVERLAP for at in self._voice]
            call = self._judge()
            if call is None:
                self._begin(rest, [at for at in voiced if at >= 0])
            return call
        return self._judge() if self._length >= 2 * _LONGEST else None

    def finish(self) -> Call | None:
        """There is nothing more to hear."""
        return self._judge() if self._stream else None

    def _wait(self, pcm: bytes, frames: Sequence[bool]) -> None:
        self._before.append(pcm)
        while sum(map(len, self._before)) > _BEFORE * RATE * 2 + len(pcm):
            self._before.popleft()
        for speaking in frames:
            self._run = self._run + self.activity.frame if speaking else 0.0
        if self._run >= _ONSET:
            before = b"".join(self._before)
            end = len(before) / 2 / RATE
            self._before.clear()
            self._begin(before, [end - self._run])

    def _begin(self, pcm: bytes, voice: list[float]) -> None:
        self._stream = self._recognizer.stream(self._grammar)
        self._pcm = bytearray(pcm)
        self._voice = voice
        self._length = len(pcm) / 2 / RATE
        self._quiet = self._run = 0.0
        self._stream.accept(pcm)

    def _take(self, pcm: bytes, frames: Sequence[bool]) -> None:
        assert self._stream is not None
        self._stream.accept(pcm)
        self._pcm += pcm
        for number, speaking in enumerate(frames):
            if speaking:
                self._quiet = 0.0
                self._voice.append(self._length + number * self.activity.frame)
            else:
                self._quiet += self.activity.frame
        self._length += len(pcm) / 2 / RATE

    def _hopeful(self) -> bool:
        """Whether the phrase is among the words so far."""
        assert self._stream is not None
        said = f" {self._stream.partial()} "
        return any(f" {phrase} " in said for phrase in self._phrases)

    def _judge(self) -> Call | None:
        assert self._stream is not None
        heard, pcm, voice = self._stream.finish(), bytes(self._pcm), self._voice
        self._stream, self._pcm, self._run = None, bytearray(), 0.0
        for phrase in self._phrases:
            place = _place(phrase, heard.words)
            if place is not None and self._second_look(phrase, pcm, *place):
                end = place[1]
                voiced = sum(self.activity.frame for at in voice if at > end + 0.1)
                # A word's end is not known to the hundredth: what follows begins a little early.
                after = pcm[int(max(0.0, end - 0.06) * RATE) * 2 :]
                return Call(phrase, after if voiced >= _A_COMMAND else b"")
        return None

    def _second_look(self, phrase: str, pcm: bytes, start: float, end: float) -> bool:
        heard = self._read(None, _cut(pcm, start - _AROUND, end + _AROUND))
        alike = likeness(phrase, heard)
        self._looked(phrase, heard, alike)
        if alike >= self._recognizer.alike:
            return True
        if self._recognizer.passes_over or alike < _ARGUABLE:
            return False
        # An open reading follows what people usually say. Against each other, with nothing but the
        # sound to choose by, the phrase and that reading are told apart far better.
        rivals = (phrase, heard, *listed("rivals", self._language))
        return self._read(rivals, _cut(pcm, start - _CLOSELY, end + _CLOSELY)) == phrase

    def _read(self, phrases: Sequence[str] | None, pcm: bytes) -> str:
        stream = self._recognizer.stream(phrases)
        stream.accept(pcm)
        return stream.finish().text


def _cut(pcm: bytes, start: float, end: float) -> bytes:
    """The sound from one second to another."""
    return pcm[int(max(0.0, start) * RATE) * 2 : int(end * RATE) * 2]


def _place(phrase: str, words: Sequence[Word]) -> tuple[float, float] | None:
    """From when to when a phrase was said, its words one after another; None where it was not."""
    wanted = phrase.split()
    for at in range(len(words) - len(wanted) + 1):
        found = words[at : at + len(wanted)]
        if [word.text for word in found] != wanted:
            continue
        gaps = (b.start - a.end for a, b in pairwise(found))
        start, end = found[0].start, found[-1].end
        if all(gap <= _BETWEEN for gap in gaps) and _SPAN[0] <= end - start <= _SPAN[1]:
            return start, end
    return None
