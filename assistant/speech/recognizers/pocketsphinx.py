"""PocketSphinx: works without a download, with the model of its package, for short answers."""

from __future__ import annotations

import re
import threading
import weakref
from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np

from assistant.errors import Trouble
from assistant.speech.recognizers.base import (
    MIN_VOICED,
    Transcript,
    Word,
    only_fillers,
    recognizable,
)
from assistant.speech.voice_activity import VoiceActivityDetector

_RATE = 16000
_FRAME = 0.01
_GRAMMAR = "answers"
_PAD = 0.3
"""Seconds of quiet added around speech: the model expects some, and a recording may have none."""
_PAUSE = 0.6
"""Seconds of pause after which open recognition ends an utterance of the engine."""
_SAFE = re.compile(r"[a-z][a-z'.\-]*")
"""Words that are safe in a grammar's text, where ( ) | ; and others have a meaning."""
_LIVE = {"cmn": "live"}
_WIDE = {"cmn": "batch", "beam": 1e-80, "wbeam": 1e-60, "pbeam": 1e-80}
_KINDS: dict[str, dict[str, Any]] = {
    "open": _LIVE,
    # The time of the engine's last pass over a closed search is quadratic: half a minute for a
    # "yes" among some hundred phrases.
    "closed": _LIVE | {"bestpath": False},
    # A complete closed answer is recognized again with levels normalized over all of it and a wide
    # search. That finds a quarter more answers.
    "second look": _WIDE | {"bestpath": False},
    # The answer found is tested against a few other phrases, so few that the last pass is cheap.
    # For most speech that is none of the phrases, that pass finds another path.
    "proof": _WIDE,
}
_RIVALS = 20


class PocketSphinxRecognizer:
    """The engine with a model of its package.

    A decoder handles one utterance at a time, so streams borrow decoders and return them; another
    is loaded (0.1 s closed, 0.3 s open) when several streams run at once.
    """

    name = "pocketsphinx"
    rate = _RATE
    closed = True
    passes_over = False
    alike = 0.8

    def __init__(self, model: str = "en-us", fillers: Container[str] = ()) -> None:
        """Load the model of this name. Raises Trouble where the engine is not installed.

        `fillers` are words that the engine outputs for silence.
        """
        try:
            import pocketsphinx  # noqa: F401
        except (ImportError, OSError) as error:
            raise Trouble("speech.no_pocketsphinx", reason=str(error)) from error
        self.fillers = fillers
        self._model = model
        self._lock = threading.Lock()
        self._free: dict[str, list[Any]] = {kind: [_load(kind, model)] for kind in _KINDS}
        self._dictionary = self._free["second look"][0]

    def stream(self, phrases: Sequence[str] | None = None) -> PocketSphinxStream:
        """Start to recognize one of `phrases`, or anything."""
        known = None if phrases is None else recognizable(self, phrases)
        return PocketSphinxStream(self, known)

    def knows(self, word: str) -> bool:
        """Whether the word is in the model's dictionary."""
        return bool(_SAFE.fullmatch(word)) and bool(self._dictionary.lookup_word(word))

    def lend(self, kind: str, phrases: tuple[str, ...] = ()) -> Any:
        """A decoder in its initial state, for the caller alone until `give_back`."""
        with self._lock:
            decoder = self._free[kind].pop() if self._free[kind] else None
        decoder = decoder or _load(kind, self._model)
        decoder.reinit_feat()  # Drops the levels and the noise of earlier audio.
        if phrases:
            decoder.add_fsg(
                _GRAMMAR, decoder.create_fsg(_GRAMMAR, START, END, phrase_graph(phrases))
            )
            decoder.activate_search(_GRAMMAR)
        return decoder

    def give_back(self, kind: str, decoder: Any) -> None:
        """Return a lent decoder, whatever state it is in."""
        with suppress(RuntimeError):  # It has ended already.
            decoder.end_utt()
        with self._lock:
            self._free[kind].append(decoder)


class PocketSphinxStream:
    """One utterance or dictation."""

    def __init__(self, owner: PocketSphinxRecognizer, phrases: tuple[str, ...] | None) -> None:
        """`phrases`: those of a closed stream; None for an open one."""
        self._owner = owner
        self._phrases = phrases
        self._closed = bool(phrases)
        kind = "closed" if self._closed else "open"
        self._decoder = owner.lend(kind, phrases or ())
        self._give_back = weakref.finalize(self, owner.give_back, kind, self._decoder)
        self._activity = VoiceActivityDetector(_RATE)
        self._rest = b""
        self._pcm = bytearray()
        self._voice: tuple[float, float] | None = None
        self._words: list[Word] = []
        self._start = 0.0
        self._length = self._voiced = self._quiet = 0.0
        self._accepted = 0.0
        self._shown: str | None = None
        self._finished: Transcript | None = None
        self._begin()

    def accept(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at 16 kHz."""
        data = self._rest + pcm
        whole = len(data) - len(data) % 2
        self._rest = data[whole:]
        self._shown = None
        step = _RATE // 5 * 2
        for at in range(0, whole, step):
            self._decode(data[at : min(at + step, whole)])

    def partial(self) -> str:
        """The text so far."""
        if self._finished:
            return self._finished.text
        if self._shown is None:  # Called many times between two pieces of audio.
            self._shown = self._text_so_far()
        return self._shown

    def finish(self) -> Transcript:
        """End the stream."""
        if self._finished is None:
            self._end()
            words: Sequence[Word] = self._words
            if self._closed:
                words = self._recognize_again("second look", self._phrases or ())
            text = _text(words)
            # A search that ran out of audio gives the beginning of a phrase: not an answer.
            outside = self._phrases is not None and bool(text) and text not in self._phrases
            if self._phrases and text and not outside:
                rivals = self._phrases[:: 1 + len(self._phrases) // _RIVALS]
                proof = self._recognize_again("proof", (text, *rivals))
                outside, words = (False, proof) if _text(proof) == text else (True, words)
            self._finished = Transcript(text, tuple(words), rejected=outside)
            self._give_back()
            self._pcm.clear()
        return self._finished

    def _text_so_far(self) -> str:
        now = self._decoder.hyp()
        words = now.hypstr.split() if now else []
        if not self._closed and only_fillers(words, self._voiced, self._owner.fillers):
            words = []
        return " ".join([*(word.text for word in self._words), *words])

    def _begin(self) -> None:
        self._decoder.start_utt()
        self._decoder.process_raw(_quiet(), False, False)
        self._length = self._voiced = self._quiet = 0.0

    def _decode(self, piece: bytes) -> None:
        if self._closed:
            self._pcm += piece
        self._length += len(piece) / 2 / _RATE
        self._decoder.process_raw(piece, False, False)
        for speaking in self._activity.detect(piece):
            self._accepted += self._activity.frame
            if speaking:
                first = self._voice[0] if self._voice else self._accepted - self._activity.frame
                self._voice = (first, self._accepted)
            self._voiced += speaking * self._activity.frame
            self._quiet = 0.0 if speaking else self._quiet + self._activity.frame
        # A pause ends the engine's utterance: one of minutes slows the search and fills memory.
        if not self._closed and self._quiet > _PAUSE and self._voiced > 0:
            start = self._start + self._length
            self._end()
            self._start = start
            self._begin()

    def _end(self) -> None:
        if self._quiet < _PAD:
            self._decoder.process_raw(_quiet(), False, False)
        self._decoder.end_utt()
        if self._closed:
            return
        words = _words(self._decoder, self._start)
        texts = (word.text for word in words)
        if not only_fillers(texts, self._voiced, self._owner.fillers):
            self._words += words

    def _recognize_again(self, kind: str, phrases: tuple[str, ...]) -> list[Word]:
        """Recognize the audio again as one of `phrases`; no words where there was no speech."""
        if self._voice is None or self._voiced < MIN_VOICED:
            return []
        # The speech and as much quiet around it as the model expects. More would change the levels,
        # which are normalized over the whole.
        start, end = max(0.0, self._voice[0] - _PAD), self._voice[1] + _PAD
        before = _PAD - (self._voice[0] - start)
        after = max(0.0, end - len(self._pcm) / 2 / _RATE)
        sound = bytes(self._pcm[_offset(start) : _offset(end)])
        decoder = self._owner.lend(kind, phrases)
        try:
            decoder.start_utt()
            decoder.process_raw(
                _quiet()[: _offset(before)] + sound + _quiet()[: _offset(after)], False, True
            )
            decoder.end_utt()
            return _words(decoder, start - before + _PAD)
        finally:
            self._owner.give_back(kind, decoder)


def _offset(seconds: float) -> int:
    """A time as an offset into 16-bit samples, in bytes."""
    return round(seconds * _RATE) * 2


def _words(decoder: Any, start: float) -> list[Word]:
    """The words of a finished utterance that began `start` seconds into the stream."""
    decoder.get_prob()  # Computes the confidences of the words.
    return [
        Word(
            segment.word.split("(")[0],
            max(0.0, start + segment.start_frame * _FRAME - _PAD),
            max(0.0, start + (segment.end_frame + 1) * _FRAME - _PAD),
            min(1.0, float(segment.prob)),
        )
        for segment in decoder.seg() or ()
        if segment.word[0] not in "<[+("
    ]


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _load(kind: str, model: str) -> Any:
    from pocketsphinx import Decoder, get_model_path

    folder = get_model_path(model)
    return Decoder(
        hmm=f"{folder}/{model}",
        dict=f"{folder}/cmudict-{model}.dict",
        lm=f"{folder}/{model}.lm.bin" if kind == "open" else None,
        loglevel="FATAL",
        **_KINDS[kind],
    )


@cache
def _quiet() -> bytes:
    """`_PAD` seconds of faint noise: digital silence confuses the engine."""
    noise = np.random.default_rng(0).normal(0, 3, int(_RATE * _PAD))
    return noise.astype(np.int16).tobytes()


START, END = 0, 1
"""The first and the last state of a phrase graph."""

Transition = tuple[int, int, float, str] | tuple[int, int, float]
"""From a state to a state, its probability, and the word; a null transition has no word."""


def phrase_graph(phrases: Iterable[str]) -> list[Transition]:
    """The smallest graph from `START` to `END` whose paths are exactly the phrases.

    Phrases share their beginnings and endings. Next to one path for each phrase, that leaves a
    third of the words, and the search is much faster.
    """
    states: dict[tuple[tuple[str, int], ...], int] = {}
    graph: list[Transition] = []

    def state(after: dict[str, Any], begins: bool = False) -> int:
        """The state before the rest `after`; equal rests have one state."""
        ways = tuple(sorted((word, state(rest) if word else END) for word, rest in after.items()))
        if ways == (("", END),):
            return END
        if not begins and ways in states:
            return states[ways]
        number = START if begins else states.setdefault(ways, len(states) + 2)
        graph.extend((number, to, 1.0, word) if word else (number, to, 1.0) for word, to in ways)
        return number

    state(_prefix_tree(phrases), begins=True)
    return graph


def _prefix_tree(phrases: Iterable[str]) -> dict[str, Any]:
    """Maps each next word to the tree of what may follow; "" where a phrase may end."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        place = root
        for word in phrase.split():
            place = place.setdefault(word, {})
        place[""] = {}
    return root
