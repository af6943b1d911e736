"""Vosk: streaming recognition with open dictation and closed grammars from one loaded model."""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import Trouble
from assistant.speech.activity import VoiceActivity
from assistant.speech.recognizers.base import UNKNOWN, Transcript, Word, hearable
from assistant.speech.recognizers.ghosts import is_ghost
from assistant.speech.recognizers.vosk_model import check_model, has_closed_graph

_RATE = 16000
_STEP = _RATE * 2 // 5
"""The engine decodes 0.2 s at a time and says only after a call whether an utterance ended."""
_FORCED = 19.5
"""After 20 s the engine calls any place the end of an utterance, even the middle of a word."""
_LONGEST = 30.0
"""Its memory grows within an utterance: past this many seconds a result is taken anywhere."""


class VoskRecognizer:
    """A loaded Vosk model. A stream has an engine recognizer of its own, never the change of a
    running one's grammar, which can abort the process. Those which listen for anything are used
    again: the search graph which one builds as it goes is a third of the work of a sentence."""

    name = "vosk"
    rate = _RATE
    passes_over = True
    alike = 0.9

    def __init__(self, model: Path) -> None:
        """Load the model in the folder `model`. Raises Trouble when it is not a usable one."""
        vosk = _vosk()
        check_model(model)
        vosk.SetLogLevel(-1)
        self.closed = has_closed_graph(model)
        self.folder = model
        self._model = vosk.Model(str(model))
        self._lock = threading.Lock()
        self._free: list[_Engine] = []

    def stream(self, phrases: Sequence[str] | None = None) -> VoskStream:
        """Begin to listen: for one of `phrases`, or for anything."""
        heard = None if phrases is None else hearable(self, phrases)
        if heard and self.closed:
            return VoskStream(_Engine(self._model, [*heard, UNKNOWN]), heard)
        with self._lock:
            engine = self._free.pop() if self._free else None
        engine = engine or _Engine(self._model)
        stream = VoskStream(engine, heard)
        stream.give_back = weakref.finalize(stream, self._give_back, engine)
        return stream

    def knows(self, word: str) -> bool:
        """Whether the word is in the model's vocabulary."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def _give_back(self, engine: _Engine) -> None:
        engine.reset()
        with self._lock:
            self._free.append(engine)


class _Engine:
    """One of the engine's recognizers. Its words tell their time since it was made."""

    def __init__(self, model: Any, phrases: Sequence[str] | None = None) -> None:
        grammar = () if phrases is None else (json.dumps(phrases),)
        self._kaldi = _vosk().KaldiRecognizer(model, _RATE, *grammar)
        self._kaldi.SetWords(True)
        self.heard = 0.0

    def accept(self, pcm: bytes) -> bool:
        """Take sound; tell whether an utterance ended."""
        self.heard += len(pcm) / 2 / _RATE
        return bool(self._kaldi.AcceptWaveform(pcm))

    def partial(self) -> list[str]:
        """The words of the utterance so far."""
        words: str = json.loads(self._kaldi.PartialResult()).get("partial", "")
        return words.split()

    def result(self, last: bool = False) -> list[dict[str, Any]]:
        """The words of the utterance, which is over; `last`: with those still being searched."""
        result = self._kaldi.FinalResult() if last else self._kaldi.Result()
        words: list[dict[str, Any]] = json.loads(result).get("result", [])
        return words

    def reset(self) -> None:
        """Forget an utterance which was not over."""
        self._kaldi.Reset()


def _vosk() -> Any:
    try:
        import vosk
    except (ImportError, OSError) as error:
        raise Trouble(
            f"The Vosk recognizer cannot be used here ({error}). Install it with: "
            "pip install vosk — or go on with: --recognizer pocketsphinx"
        ) from error
    return vosk


class VoskStream:
    """One utterance or dictation: the engine's utterances in it, joined."""

    def __init__(self, engine: _Engine, phrases: tuple[str, ...] | None) -> None:
        """`phrases`: what a closed stream listens for; None for an open one."""
        self._engine = engine
        self._begin = engine.heard
        self.give_back: Callable[[], object] = lambda: None
        """Called when the stream needs its engine no more."""
        self._phrases = phrases
        self._activity = VoiceActivity(_RATE)
        self._rest = b""
        self._words: list[Word] = []
        self._in_utterance = 0.0
        self._voiced = 0.0
        self._shown: str | None = None
        self._finished: Transcript | None = None

    def accept(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at 16 kHz."""
        data = self._rest + pcm
        whole = len(data) - len(data) % 2
        self._rest = data[whole:]
        self._shown = None
        for at in range(0, whole, _STEP):
            self._decode(data[at : min(at + _STEP, whole)])

    def partial(self) -> str:
        """All the text so far, `UNKNOWN` included."""
        if self._finished:
            return self._finished.text
        if self._shown is None:  # Asked for many times between two pieces of sound.
            self._shown = self._text_so_far()
        return self._shown

    def finish(self) -> Transcript:
        """End the stream."""
        if self._finished is None:
            self._take(self._engine.result(last=True))
            self._finished = self._transcript()
            self.give_back()
        return self._finished

    def _text_so_far(self) -> str:
        now = self._engine.partial()
        if self._phrases is None and is_ghost(now, self._voiced):
            now = []
        return " ".join([*(word.text for word in self._words), *now])

    def _decode(self, piece: bytes) -> None:
        self._in_utterance += len(piece) / 2 / _RATE
        voiced = self._activity.accept(piece)
        self._voiced += sum(voiced) * self._activity.frame
        ended = self._engine.accept(piece)
        # Results are taken regularly for the sake of memory, but not in the middle of a word.
        if ended and (
            self._in_utterance < _FORCED
            or not self._activity.speaking
            or self._in_utterance > _LONGEST
        ):
            self._take(self._engine.result())

    def _take(self, result: list[dict[str, Any]]) -> None:
        begin = self._begin
        words = [
            Word(w["word"], round(w["start"] - begin, 3), round(w["end"] - begin, 3), w["conf"])
            for w in result
        ]
        if self._phrases is not None or not is_ghost((word.text for word in words), self._voiced):
            self._words += words
        self._in_utterance = self._voiced = 0.0

    def _transcript(self) -> Transcript:
        words = tuple(word for word in self._words if word.text != UNKNOWN)
        text = " ".join(word.text for word in words)
        if self._phrases is None:
            return Transcript(text, words)
        outside = len(words) < len(self._words) or bool(text and text not in self._phrases)
        return Transcript(text, words, rejected=outside)
