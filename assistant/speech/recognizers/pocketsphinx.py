"""PocketSphinx: works at once with the model in its wheel, well enough for short answers."""

from __future__ import annotations

import re
import threading
import weakref
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np

from assistant.errors import Trouble
from assistant.speech.activity import VoiceActivity
from assistant.speech.recognizers.base import Transcript, Word, hearable
from assistant.speech.recognizers.ghosts import SPOKEN, is_ghost
from assistant.speech.recognizers.phrase_graph import transitions

_RATE = 16000
_FRAME = 0.01
_GRAMMAR = "answers"
_PAD = 0.3
"""Seconds of quiet set around speech: the model expects some, and a recording may have none."""
_PAUSE = 0.6
"""Seconds of pause at which open recognition ends one of the engine's utterances."""
_SPEAKABLE = re.compile(r"[a-z][a-z'.\-]*")
"""Words which are safe inside a grammar's text, where ( ) | ; and others have a meaning."""
_LIVE = {"cmn": "live"}
_WIDE = {"cmn": "batch", "beam": 1e-80, "wbeam": 1e-60, "pbeam": 1e-80}
_KINDS: dict[str, dict[str, Any]] = {
    "open": _LIVE,
    # The engine's last pass over a closed search takes the square of what was searched: half a
    # minute for a "yes" among some hundred phrases.
    "closed": _LIVE | {"bestpath": False},
    # A closed answer is read again when it is complete: levels taken from the whole of it, and a
    # wide search. It finds a quarter more answers.
    "second look": _WIDE | {"bestpath": False},
    # What was found must stand against a few rivals, so few that the last pass is cheap: it finds
    # another way through most of what was none of the phrases.
    "proof": _WIDE,
}
_RIVALS = 20


class PocketSphinxRecognizer:
    """The engine with its own US English model.

    A decoder takes one utterance at a time, so decoders are lent to streams and given back;
    another is loaded (0.1 s closed, 0.3 s open) when several streams run at once.
    """

    name = "pocketsphinx"
    rate = _RATE
    closed = True
    passes_over = False
    alike = 0.8

    def __init__(self) -> None:
        """Load the model. Raises Trouble where the engine is not installed."""
        try:
            import pocketsphinx  # noqa: F401
        except (ImportError, OSError) as error:
            raise Trouble(
                f"The PocketSphinx recognizer cannot be used here ({error}). "
                "Install it with: pip install pocketsphinx — or type with: --text"
            ) from error
        self._lock = threading.Lock()
        self._free: dict[str, list[Any]] = {kind: [_load(kind)] for kind in _KINDS}
        self._dictionary = self._free["second look"][0]

    def stream(self, phrases: Sequence[str] | None = None) -> PocketSphinxStream:
        """Begin to listen: for one of `phrases`, or for anything."""
        heard = None if phrases is None else hearable(self, phrases)
        return PocketSphinxStream(self, heard)

    def knows(self, word: str) -> bool:
        """Whether the word is in the model's dictionary."""
        return bool(_SPEAKABLE.fullmatch(word)) and bool(self._dictionary.lookup_word(word))

    def lend(self, kind: str, phrases: tuple[str, ...] = ()) -> Any:
        """A decoder in its first state, free until `give_back`."""
        with self._lock:
            decoder = self._free[kind].pop() if self._free[kind] else None
        decoder = decoder or _load(kind)
        decoder.reinit_feat()  # Levels and noise of what it heard before are forgotten.
        if phrases:
            decoder.add_fsg(_GRAMMAR, decoder.create_fsg(_GRAMMAR, 0, 1, transitions(phrases)))
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
        """`phrases`: what a closed stream listens for; None for an open one."""
        self._owner = owner
        self._phrases = phrases
        self._closed = bool(phrases)
        kind = "closed" if self._closed else "open"
        self._decoder = owner.lend(kind, phrases or ())
        self._give_back = weakref.finalize(self, owner.give_back, kind, self._decoder)
        self._activity = VoiceActivity(_RATE)
        self._rest = b""
        self._pcm = bytearray()
        self._voice: tuple[float, float] | None = None
        self._words: list[Word] = []
        self._start = 0.0
        self._length = self._voiced = self._quiet = 0.0
        self._heard = 0.0
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
        """All the text so far."""
        if self._finished:
            return self._finished.text
        if self._shown is None:  # Asked for many times between two pieces of sound.
            self._shown = self._text_so_far()
        return self._shown

    def finish(self) -> Transcript:
        """End the stream."""
        if self._finished is None:
            self._end()
            words: Sequence[Word] = self._words
            if self._closed:
                words = self._again("second look", self._phrases or ())
            text = _text(words)
            # A search which ran out of sound gives the beginning of a phrase: it is no answer.
            outside = self._phrases is not None and bool(text) and text not in self._phrases
            if self._phrases and text and not outside:
                rivals = self._phrases[:: 1 + len(self._phrases) // _RIVALS]
                proof = self._again("proof", (text, *rivals))
                outside, words = (False, proof) if _text(proof) == text else (True, words)
            self._finished = Transcript(text, tuple(words), rejected=outside)
            self._give_back()
            self._pcm.clear()
        return self._finished

    def _text_so_far(self) -> str:
        now = self._decoder.hyp()
        words = now.hypstr.split() if now else []
        if not self._closed and is_ghost(words, self._voiced):
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
        for speaking in self._activity.accept(piece):
            self._heard += self._activity.frame
            if speaking:
                first = self._voice[0] if self._voice else self._heard - self._activity.frame
                self._voice = (first, self._heard)
            self._voiced += speaking * self._activity.frame
            self._quiet = 0.0 if speaking else self._quiet + self._activity.frame
        # An utterance of minutes slows the search and fills memory: a pause ends one.
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
        if not is_ghost((word.text for word in words), self._voiced):
            self._words += words

    def _again(self, kind: str, phrases: tuple[str, ...]) -> list[Word]:
        """Read it once more, listening for `phrases`; nothing where there was no voice."""
        if self._voice is None or self._voiced < SPOKEN:
            return []
        # The voice and as much quiet around it as the model expects: more would pull the levels,
        # which are taken from the whole, towards the room's.
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
    """Where in 16-bit samples something is, in bytes."""
    return round(seconds * _RATE) * 2


def _words(decoder: Any, start: float) -> list[Word]:
    """The words of a finished utterance which began `start` seconds into the stream."""
    decoder.get_prob()  # Or the words have no confidences yet.
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


def _load(kind: str) -> Any:
    from pocketsphinx import Decoder, get_model_path

    folder = get_model_path("en-us")
    return Decoder(
        hmm=f"{folder}/en-us",
        dict=f"{folder}/cmudict-en-us.dict",
        lm=f"{folder}/en-us.lm.bin" if kind == "open" else None,
        loglevel="FATAL",
        **_KINDS[kind],
    )


@cache
def _quiet() -> bytes:
    """A quiet room for `_PAD` seconds: digital silence would be a sound of its own."""
    noise = np.random.default_rng(0).normal(0, 3, int(_RATE * _PAD))
    return noise.astype(np.int16).tobytes()
