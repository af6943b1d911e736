"""An utterance by its words in normal form, for those who read corrections in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.rephrasing import tidy

if TYPE_CHECKING:
    from intents import Language


class SaidWords:
    """One utterance by its words in normal form; each knows its place in what was said.

    `_tokens` are those words; `_of_word` tells for each which of `_said` it belongs to, as a
    contraction is several.
    """

    def __init__(self, language: Language, text: str) -> None:
        self._language = language
        self._phrases = phrases_of(language.name)
        self._said = text.split()
        tokens = [(t, at) for at, word in enumerate(self._said) for t in language.words(word)]
        self._tokens = [token for token, _ in tokens]
        self._of_word = [at for _, at in tokens]

    def _start(self, name: str, at: int) -> str:
        """The longest entry of a list of `repairs.toml` that stands at a token; "" for none."""
        rest = " ".join(self._tokens[at : at + self._phrases.longest])
        return self._phrases.longest_start(f"repair.{name}", rest)


def as_said(language: Language, text: str, run: Sequence[str]) -> str:
    """The words of a run, in normal form, as they were said."""
    said = text.split()
    for start in range(len(said)):
        for end in range(len(said), start, -1):
            if list(language.words(" ".join(said[start:end]))) == list(run):
                return tidy(" ".join(said[start:end]), language.name).rstrip(" ,.;:!")
    return " ".join(run)
