"""The recognizer: Moonshine behind the interface of all recognizers."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from assistant.speech.recognizers.base import MIN_VOICED, UNKNOWN, Transcript, Word, recognizable
from assistant.speech.recognizers.moonshine.closed import Nearest, PhraseTree, is_said
from assistant.speech.recognizers.moonshine.network import RATE, Encoded, Network, Reading
from assistant.speech.recognizers.moonshine.reader import Reader, timed
from assistant.speech.recognizers.moonshine.spotting import SpottingStream
from assistant.speech.recognizers.moonshine.stretches import (
    FRAME,
    Stretch,
    Stretches,
    has_speech,
    load_detector,
)
from assistant.speech.recognizers.moonshine.writing import can_be_written, is_ghost
from assistant.speech.voice_activity import VoiceActivityDetector

_TREES = 32
"""Sets of phrases that are kept ready."""
_LONGEST_CLOSED = 12.0
"""Seconds of sound after which a closed answer is not read any more: it is none of the phrases."""
_BEFORE, _BEHIND = 0.4, 0.24
"""Seconds kept before and after the voice in a closed answer: soft sounds begin and end it."""
_BRIEF = 0.3
"""Seconds of voice below which a text that the model writes for noise is dropped: "thank you" takes
longer when somebody says it."""
_FIRST_LOOK = 0.35
"""Seconds of voice after which a partial text is read for the first time."""
_STEP, _SHARE = 0.4, 0.15
"""Partial texts are read again after this many seconds, or this share of the speech so far."""
_COST = 4
"""And, on a slow machine, not before this many times as long has passed as the last one took."""
_SETTLED = 0.26
"""Seconds of quiet after which the speech is read again, because the turn may be over. A frame more
than `_BEHIND`, so that nothing is left to read when it is over."""


class MoonshineRecognizer:
    """The model, loaded. Its streams may run in several threads."""

    name = "moonshine"
    rate = RATE
    closed = True
    passes_over = True
    alike = 0.8

    def __init__(self, folder: Path, language: str = "en") -> None:
        """Load the model in `folder`. Raises Trouble where it, or a library, is missing."""
        load_detector()
        self.folder = folder
        self.language = language
        self.reader = Reader(Network(folder), language)
        self._tree = lru_cache(maxsize=_TREES)(self._make_tree)

    def stream(self, phrases: Sequence[str] | None = None) -> OpenStream | ClosedStream:
        """Start to recognize one of `phrases`, or anything."""
        if phrases is None:
            return OpenStream(self)
        return ClosedStream(self, self.tree(recognizable(self, phrases)))

    def spot(self, phrases: Sequence[str]) -> SpottingStream:
        """Start to listen for `phrases` among other speech."""
        return SpottingStream(self.reader, phrases)

    def knows(self, word: str) -> bool:
        """Whether the word can be written with letters: the model has no fixed vocabulary."""
        return can_be_written(word)

    def tree(self, phrases: tuple[str, ...]) -> PhraseTree:
        """The phrases, ready to be searched."""
        return self._tree(phrases)

    def _make_tree(self, phrases: tuple[str, ...]) -> PhraseTree:
        return PhraseTree(self.reader.network, phrases, self.language)


class _Timetable:
    """Says when a partial text is due to be read."""

    def __init__(self) -> None:
        self._read_at = 0.0
        self._took = 0.0
        self._settled = False

    def due(self, voiced: float, quiet: float) -> bool:
        """`voiced`: seconds since the speech began; `quiet`: seconds since the last voice."""
        if quiet >= _SETTLED:
            return not self._settled
        self._settled = False
        since = voiced - self._read_at
        return voiced >= _FIRST_LOOK and since >= max(_STEP, _SHARE * voiced, _COST * self._took)

    def begin(self, voiced: float, quiet: float) -> float:
        """Note that it is read now. Returns a time for `end`."""
        self._read_at, self._settled = voiced, quiet >= _SETTLED
        return time.perf_counter()

    def end(self, began: float) -> None:
        """Note how long it took."""
        self._took = time.perf_counter() - began

    def reset(self) -> None:
        """New speech begins."""
        self._read_at, self._settled = -_STEP, False


class OpenStream:
    """A dictation, or an answer in the person's own words."""

    def __init__(self, owner: MoonshineRecognizer) -> None:
        self._owner = owner
        self._rest = b""
        self._stretches = Stretches()
        self._words: list[Word] = []
        self._maybe: list[str] = []
        self._now: tuple[Word, ...] = ()
        self._timetable = _Timetable()
        self._timetable.reset()
        self._finished: Transcript | None = None

    def accept(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at 16 kHz."""
        data = self._rest + pcm
        whole = len(data) - len(data) % 2
        self._rest = data[whole:]
        for stretch in self._stretches.accept(data[:whole]):
            self._words += self._read(stretch, to_its_end=True)
            self._now = ()
            self._timetable.reset()

    def partial(self) -> str:
        """The text so far."""
        if self._finished:
            return self._finished.text
        voiced, quiet = self._stretches.voiced, self._stretches.quiet
        if self._timetable.due(voiced, quiet) and (stretch := self._stretches.current()):
            began = self._timetable.begin(voiced, quiet)
            words = self._read(stretch)
            # The last word may not have been heard to its end.
            cut = len(words) > 1 and quiet < _SETTLED
            self._now = words[:-1] if cut else words
            self._timetable.end(began)
        return _text([*self._words, *self._now])

    def finish(self) -> Transcript:
        """End the stream."""
        if self._finished is None:
            last = self._stretches.finish()
            if last is not None:
                self._words += self._read(last, to_its_end=True)
            text = _text(self._words)
            self._finished = Transcript(text, tuple(self._words), maybe=tuple(self._maybe))
        return self._finished

    def _read(self, stretch: Stretch, to_its_end: bool = False) -> tuple[Word, ...]:
        reader = self._owner.reader
        encoded = reader.encode(stretch.pcm)
        reading = reader.network.read(encoded)
        words = reader.words(reading, stretch.start, stretch.voiced, FRAME)
        brief = len(stretch.voiced) * FRAME < _BRIEF
        if brief and is_ghost([word.text for word in words], reader.language):
            return ()
        if to_its_end:
            self._maybe += reader.others(encoded, reading)
        return words


class ClosedStream:
    """An answer that should be one of a few phrases."""

    def __init__(self, owner: MoonshineRecognizer, tree: PhraseTree) -> None:
        self._owner = owner
        self._tree = tree
        self._rest = b""
        self._pcm = bytearray()
        self._activity = VoiceActivityDetector(RATE)
        self._voiced: list[float] = []
        self._length = self._quiet = 0.0
        self._timetable = _Timetable()
        self._timetable.reset()
        self._shown = ""
        self._last: tuple[bytes, Transcript] | None = None
        self._free: tuple[Encoded, Reading] | None = None
        """The last sound that was read freely, and how."""
        self._finished: Transcript | None = None

    def accept(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at 16 kHz."""
        data = self._rest + pcm
        whole = len(data) - len(data) % 2
        self._rest = data[whole:]
        if self._length <= _LONGEST_CLOSED:
            self._pcm += data[:whole]
        for speaking in self._activity.detect(data[:whole]):
            if speaking:
                self._voiced.append(self._length)
            self._length += self._activity.frame
            self._quiet = 0.0 if speaking else self._quiet + self._activity.frame

    def partial(self) -> str:
        """The phrase so far; else the words so far, with `UNKNOWN` where they begin no phrase."""
        if self._finished:
            return self._finished.text
        voiced = self._voiced[-1] - self._voiced[0] + self._activity.frame if self._voiced else 0.0
        if voiced and self._timetable.due(voiced, self._quiet):
            began = self._timetable.begin(voiced, self._quiet)
            heard = self._read()
            self._shown = heard.text
            if heard.rejected and not self._begins(heard.text):
                self._shown = f"{heard.text} {UNKNOWN}".strip()
            self._timetable.end(began)
        return self._shown

    def finish(self) -> Transcript:
        """End the stream."""
        if self._finished is None:
            self._finished = self._read()
            if self._finished.rejected and self._free is not None:
                maybe = self._owner.reader.others(*self._free)
                self._finished = replace(self._finished, maybe=maybe)
            self._last = self._free = None
            self._pcm.clear()
        return self._finished

    def _begins(self, text: str) -> bool:
        return any(phrase.startswith(text) for phrase in self._tree.phrases)

    def _read(self) -> Transcript:
        begin, pcm = self._voice()
        if self._last is None or self._last[0] != pcm:
            self._last = (pcm, self._recognize(begin, pcm))
        return self._last[1]

    def _voice(self) -> tuple[float, bytes]:
        """The sound around the voice, and when it begins."""
        if len(self._voiced) * self._activity.frame < MIN_VOICED:
            return 0.0, bytes(self._pcm)
        begin = max(0.0, self._voiced[0] - _BEFORE)
        end = self._voiced[-1] + _BEHIND
        return begin, bytes(self._pcm[_offset(begin) : _offset(end)])

    def _recognize(self, begin: float, pcm: bytes) -> Transcript:
        reader, tree = self._owner.reader, self._tree
        if not any(pcm):
            return Transcript("")
        encoded = reader.encode(pcm)
        reading = reader.network.read(encoded)
        self._free = encoded, reading
        voiced = [at - begin for at in self._voiced] or [0.0]
        words = reader.words(reading, begin, voiced, self._activity.frame)
        freely = [word.text for word in words]
        # Noise becomes words too. Other phrases need no such test: faint ones would fail it.
        ghost = is_ghost(freely, reader.language)
        if ghost and not has_speech(pcm):
            return Transcript("")
        openly = Transcript(" ".join(freely), words)
        possible = len(freely) <= 2 * tree.longest + 1 and self._length <= _LONGEST_CLOSED
        if tree.phrases and possible:
            nearest = tree.nearest(encoded)
            if is_said(nearest, freely, reading.total):
                found = self._phrase_words(nearest, reading, begin, voiced)
                return Transcript(nearest.text, found, openly=openly)
        if not ghost and not has_speech(pcm):
            return Transcript("")
        return replace(openly, rejected=True, openly=openly)

    def _phrase_words(
        self, nearest: Nearest, reading: Reading, begin: float, voiced: Sequence[float]
    ) -> tuple[Word, ...]:
        confidence = math.exp(min(0.0, nearest.total - reading.total))
        words = [(word, "", confidence) for word in nearest.text.split()]
        return timed(words, begin, voiced, self._activity.frame)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _offset(seconds: float) -> int:
    """A time as an offset into 16-bit samples, in bytes."""
    return round(seconds * RATE) * 2
