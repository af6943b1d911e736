"""Sentences as the rules see them: contractions spelled out, fillers left out, one spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intents.patterns import BEGINNING, searchable
from intents.text import Habits, Normaliser

AT_ONCE, OVERLAP = 300, 40
"""A text is read in parts of so many words, each beginning with the last words of the one before.

Only a dictation without full stops is longer. So the time taken stays linear in the words.
"""

REPEATED = 2
"""Repeated phrases of up to so many words are stutters; "if it kills me it kills me" is none."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`said`: all its words. `bare`: the same in the spelling of the patterns.

    In both a blank stands before and after each word; `bare` begins with `BEGINNING`, so that
    "want to die" can be told from "they want to die".
    """

    said: str
    bare: str


class Spelling:
    """Brings text of one language into the spelling of its patterns.

    `table` is `[spelling]` of `safety.toml`. `same`: other spellings of a word. `endings`: endings
    of words, written out. `is_after`: words after which 's is "is". `fillers`: words left out.
    `short`: words of `same` that stand for several. `phrases`: phrases and what takes their place,
    in this order.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        is_after = {f"{word}'s": f"{word} is" for word in table["is_after"].split()}
        self._phrases: tuple[tuple[str, str], ...] = tuple(table["phrases"].items())
        self._table = table
        self._normaliser = Normaliser(
            Habits(
                contractions=is_after | table["same"],
                endings=table["endings"],
                fillers=tuple(table["fillers"].split()),
            )
        )

    def sentences(self, text: str) -> Iterator[Sentence]:
        """Each sentence of a text."""
        for part in _parts(text):
            for words in self._normaliser.sentences(part, commas=True):
                yield self._sentence(self._normaliser.without_repeats(words, REPEATED))

    def written_out(self, words: Sequence[str]) -> Iterator[str]:
        """The words, with short forms of several words written out: "kms" is "kill myself".

        To what has learned from whole words a short form may mean something else: kilometres.
        """
        short = self._table.get("short", "").split()
        for word in words:
            plain = word.lower().strip(".,;:!?")
            yield self._table["same"][plain] if plain in short else word

    def sample(self) -> str:
        """A text in which every word of the tables comes."""
        phrases = (f"{phrase}, {instead}." for phrase, instead in self._phrases)
        same = (f"{word}, {instead}." for word, instead in self._table["same"].items())
        words = (self._table["fillers"], self._table["is_after"].replace(" ", "'s "))
        return "\n".join((*phrases, *same, *words))

    def _sentence(self, words: tuple[str, ...]) -> Sentence:
        bare = searchable(self._normaliser.without_fillers(words))
        for phrase, instead in self._phrases:
            if phrase in bare:
                bare = bare.replace(f" {phrase} ", f" {instead} " if instead else " ")
        kept = self._normaliser.without_repeats(
            _without_stray_commas(tuple(bare.split())), REPEATED
        )
        return Sentence(f" {' '.join(words)} ", f" {' '.join(kept)} ")


def _parts(text: str) -> Iterator[str]:
    words = text.split(" ")
    if len(words) <= AT_ONCE:
        yield text
        return
    for start in range(0, len(words) - OVERLAP, AT_ONCE - OVERLAP):
        yield " ".join(words[start : start + AT_ONCE])


def _without_stray_commas(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the commas which stood around a filler or at the beginning: they divide nothing."""
    if "," not in words:
        return words
    after = (*words[1:], "")
    return tuple(
        word
        for before, word, following in zip((BEGINNING, *words), words, after, strict=False)
        if word != "," or (before not in (",", BEGINNING) and following != ",")
    )
