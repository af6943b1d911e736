"""Reads an utterance closely, with what was said before it, by a language model.

The model reads the kind of answer that was wanted, the last words said before, the utterance, and
the utterance once more. A token knows only those before it; so it is the second time that each word
has been read by all the others (Springer et al. 2024, arXiv 2402.15449). The vectors of these words
go through the same classifiers as those of the small encoder (`intents.parts`). Then the model goes
on with what a good listener would say first: "I sat with her till she slept and then I cried in the
car" is met with "You sat with her until she slept, and then you cried."

`intents.close_reading_training` adapts the model to this. A sentence is used only where
`intents.acknowledging` allows it. Where no model is in use the small encoder reads alone.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intents.acknowledging import AllowedWords, may_be_said
from intents.encoding import Encoded
from intents.language_model import LanguageModel, Memory
from intents.languages import folder_of
from intents.parts import Parts, model_of
from intents.spans import Acknowledgement, Spans, Wish
from intents.word_pieces import plain

FILE = "close_reading.npz"
"""What the language model has learned for this, in the folder of a language."""
MOST_ASKED = 40
"""So many tokens of what was said before are read, the last ones."""
MOST_WORDS = 100
"""So many words of an utterance are read."""
MOST = 32
"""So many tokens at most has a sentence."""
FEWEST = 4
"""An utterance of fewer words is an answer: it is not acknowledged, and the small encoder reads it.
"""


@dataclass(frozen=True)
class Learned:
    """What was learned.

    Attributes:
        allowed: the words that a sentence may have.
        tokens: the tokens of all sentences that were learned from.
        arrays: the matrices that adapt the language model, and the classifiers.
        header: all else of the classifiers.
    """

    allowed: AllowedWords
    tokens: frozenset[int]
    arrays: Mapping[str, NDArray[Any]]
    header: Mapping[str, Any]


@dataclass(frozen=True)
class _Read:
    """An utterance that was read: its words encoded, and where the model stands after it."""

    encoded: Encoded
    memory: Memory
    asked: tuple[int, ...]


class CloseReader:
    """Reads what is said in one language.

    The model is read from its file in a thread; the first reading waits for it. Where that fails
    nothing is ever read: every result is `None` or empty.
    """

    def __init__(self, weights: Path, learned: Learned) -> None:
        """`weights` is the file of the language model."""
        self._learned = learned
        self._model: LanguageModel | None = None
        self._parts: Parts | None = None
        self._read = lru_cache(maxsize=4)(self._read_once)
        self._acknowledged = lru_cache(maxsize=64)(self._acknowledge)
        self._loading = threading.Thread(target=self._load, args=(weights,), daemon=True)
        self._loading.start()

    def spans(self, text: str, expects: str, said_before: str) -> Spans | None:
        """The parts of `text`; `None` where the small encoder is to read it."""
        parts = self._ready(text)
        return None if parts is None else parts(text, expects, said_before)

    def wish(self, text: str, expects: str, said_before: str) -> Wish | None:
        """What the person wants done; `None` where the small encoder is to read it."""
        parts = self._ready(text)
        if parts is None:
            return None
        return replace(parts.wish(text, expects, said_before), closely=True)

    def acknowledgement(self, text: str, expects: str, said_before: str) -> Acknowledgement:
        """What a good listener would say first; an empty one where nothing may be said."""
        if self._ready(text) is None:
            return Acknowledgement()
        return self._acknowledged(plain(text)[:MOST_WORDS], expects, said_before)

    def _load(self, weights: Path) -> None:
        try:
            learned = self._learned
            model = LanguageModel(weights, learned.arrays)
            classifiers = model_of(learned.header, learned.arrays, self._encode, cooled=1.0)
            self._parts = Parts(classifiers)
            self._model = model
        except (ImportError, OSError, ValueError, KeyError, IndexError):
            self._parts = None  # Lantern goes on as without the model.

    def _ready(self, text: str) -> Parts | None:
        if len(text.split()) < FEWEST:
            return None
        self._loading.join()
        return self._parts

    def _encode(self, words: tuple[str, ...], expects: str, said_before: str) -> Encoded:
        return self._read(words, expects, said_before).encoded

    def _read_once(self, words: tuple[str, ...], expects: str, said_before: str) -> _Read:
        model = self._model
        assert model is not None
        tokens, ends, asked = tokens_of(model, words, expects, said_before)
        vectors, memory = model.read(tokens)
        encoded = Encoded(vectors[ends], vectors[-1], vectors.mean(axis=0))
        return _Read(encoded, memory, tuple(asked))

    def _acknowledge(
        self, words: tuple[str, ...], expects: str, said_before: str
    ) -> Acknowledgement:
        model = self._model
        assert model is not None
        read = self._read(words, expects, said_before)
        own = model.tokens("".join(f" {word} {word.capitalize()}" for word in words))
        among = {*self._learned.tokens, *read.asked, *own}
        found, chances = model.go_on(read.encoded.whole, read.memory.copy(), MOST, among)
        sentence = model.tokens.join(found).strip()
        sure = float(np.exp(np.mean(np.log(np.maximum(chances, 1e-9)))))
        allowed = may_be_said(sentence, said_before, words, self._learned.allowed)
        whole = len(found) < MOST
        return Acknowledgement(sentence, round(sure, 3)) if whole and allowed else Acknowledgement()


def tokens_of(
    model: LanguageModel, words: Sequence[str], expects: str, said_before: str
) -> tuple[list[int], list[int], list[int]]:
    """What the model reads of an utterance, where each of its words ends when it comes the second
    time, and the tokens of what was said before."""
    asked = model.tokens(said_before)[-MOST_ASKED:]
    line = model.tokens("\n")
    said = [model.tokens(f" {word}") for word in words]
    once = [token for word in said for token in word]
    tokens = [*model.tokens(f"{expects}\n"), *asked, *line, *once, *line]
    ends = len(tokens) - 1 + np.cumsum([len(word) for word in said])
    return [*tokens, *once, *line], ends.tolist(), asked


def load_learned(path: Path) -> Learned | None:
    """What was learned, at `path`; `None` where there is no such file."""
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    header = json.loads(arrays.pop("header").tobytes())
    allowed = AllowedWords(frozenset(header["plain"]), frozenset(header["never"]))
    return Learned(allowed, frozenset(header["tokens"]), arrays, header)


_weights: dict[str, Path] = {}
"""The file of the language model in use, by language."""


def use(language: str, weights: Path | None) -> None:
    """Read a language by the model in the file `weights` from now on; `None`: by none.

    The file begins to be read at once.
    """
    if _weights.get(language) == weights:
        return
    _weights.pop(language, None)
    if weights is not None:
        _weights[language] = weights
    of_language.cache_clear()
    of_language(language)


@cache
def of_language(language: str) -> CloseReader | None:
    """Reads a language; none where no model is in use, or the language has not learned it."""
    learned = load_learned(folder_of(language) / FILE) if language in _weights else None
    return None if learned is None else CloseReader(_weights[language], learned)
