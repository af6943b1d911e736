"""Vosk: streaming recognition, open or with a closed grammar, from one loaded model."""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Callable, Container, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import Trouble
from assistant.speech.models.installed import check_model, has_dynamic_graph
from assistant.speech.recognizers.base import (
    UNKNOWN,
    Transcript,
    Word,
    only_fillers,
    recognizable,
)
from assistant.speech.voice_activity import VoiceActivityDetector

_RATE = 16000
_STEP = _RATE * 2 // 5
"""The engine decodes 0.2 s at a time, and reports only after a call whether an utterance ended."""
_FORCED = 19.5
"""After 20 s the engine ends the utterance at any place, even in the middle of a word."""
_LONGEST = 30.0
"""Memory grows within an utterance: after this many seconds a result is taken at any place."""


class VoskRecognizer:
    """A loaded Vosk model. Each stream has an engine of its own, because changing the grammar of a
    running one can abort the process. Engines without a grammar are reused: building their search
    graph is a third of the work of a sentence."""

    name = "vosk"
    rate = _RATE
    passes_over = True
    alike = 0.9

    def __init__(self, model: Path, fillers: Container[str] = ()) -> None:
        """Load the model in the folder `model`. Raises Trouble when it is not usable.

        `fillers` are words that the engine outputs for silence.
        """
        vosk = _vosk()
        check_model(model)
        vosk.SetLogLevel(-1)
        self.closed = has_dynamic_graph(model)
        self.folder = model
        self._fillers = fillers
        self._model = vosk.Model(str(model))
        self._lock = threading.Lock()
        self._free: list[_Engine] = []

    def stream(self, phrases: Sequence[str] | None = None) -> VoskStream:
        """Start to recognize one of `phrases`, or anything."""
        known = None if phrases is None else recognizable(self, phrases)
        if known and self.closed:
            return VoskStream(_Engine(self._model, [*known, UNKNOWN]), known, self._fillers)
        with self._lock:
            engine = self._free.pop() if self._free else None
        engine = engine or _Engine(self._model)
        stream = VoskStream(engine, known, self._fillers)
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
    """A recognizer of the library. The times of its words count from its creation."""

    def __init__(self, model: Any, phrases: Sequence[str] | None = None) -> None:
        grammar = () if phrases is None else (json.dumps(phrases),)
        self._kaldi = _vosk().KaldiRecognizer(model, _RATE, *grammar)
        self._kaldi.SetWords(True)
        self.accepted = 0.0

    def accept(self, pcm: bytes) -> bool:
        """Take audio; returns whether an utterance ended."""
        self.accepted += len(pcm) / 2 / _RATE
        return bool(self._kaldi.AcceptWaveform(pcm))

    def partial(self) -> list[str]:
        """The words of the utterance so far."""
        words: str = json.loads(self._kaldi.PartialResult()).get("partial", "")
        return words.split()

    def result(self, last: bool = False) -> list[dict[str, Any]]:
        """End the utterance and return its words; `last`: including those not yet decoded."""
        result = self._kaldi.FinalResult() if last else self._kaldi.Result()
        words: list[dict[str, Any]] = json.loads(result).get("result", [])
        return words

    def reset(self) -> None:
        """Drop an unfinished utterance."""
        self._kaldi.Reset()


def _vosk() -> Any:
    try:
        import vosk
    except (ImportError, OSError) as error:
        raise Trouble("speech.no_vosk", reason=str(error)) from error
    return vosk


class VoskStream:
    """One utterance or dictation: the joined results of the engine."""

    def __init__(
        self, engine: _Engine, phrases: tuple[str, ...] | None, fillers: Container[str]
    ) -> None:
        """`phrases`: those of a closed stream; None for an open one."""
        self._engine = engine
        self._begin = engine.accepted
        self.give_back: Callable[[], object] = lambda: None
        """Called when the stream no longer needs its engine."""
        self._phrases = phrases
        self._fillers = fillers
        self._activity = VoiceActivityDetector(_RATE)
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
        """The text so far, with `UNKNOWN` for speech outside the phrases."""
        if self._finished:
            return self._finished.text
        if self._shown is None:  # Called many times between two pieces of audio.
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
        if self._phrases is None and only_fillers(now, self._voiced, self._fillers):
            now = []
        return " ".join([*(word.text for word in self._words), *now])

    def _decode(self, piece: bytes) -> None:
        self._in_utterance += len(piece) / 2 / _RATE
        voiced = self._activity.detect(piece)
        self._voiced += sum(voiced) * self._activity.frame
        ended = self._engine.accept(piece)
        # Results are taken regularly to limit memory, but not in the middle of a word.
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
        dropped = self._phrases is None and only_fillers(
            (word.text for word in words), self._voiced, self._fillers
        )
        if not dropped:
            self._words += words
        self._in_utterance = self._voiced = 0.0

    def _transcript(self) -> Transcript:
        words = tuple(word for word in self._words if word.text != UNKNOWN)
        text = " ".join(word.text for word in words)
        if self._phrases is None:
            return Transcript(text, words)
        outside = len(words) < len(self._words) or bool(text and text not in self._phrases)
        return Transcript(text, words, rejected=outside)
