"""A sentence as the rules see it: lower-case words, contractions spelled out, fillers left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_END = re.compile(r"[.!?;:\n…]+|\s[-–—]+\s|—")  # noqa: RUF001 - the dashes people type
_TOKEN = re.compile(r"[a-z0-9']+|,")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})  # noqa: RUF001
_ENDINGS = (("'m", "am"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"))
_NOT = {"can't": "can", "won't": "will", "shan't": "shall", "ain't": "is"}
BEGINNING = "^"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`said`: all its words. `bare`: the same, evened out for the patterns; one blank after each.

    The first word of `bare` is the mark of a beginning, so that "want to die" can be told from
    "they want to die".
    """

    said: str
    bare: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one language is evened out.

    `same`: other spellings of a word. `phrases`: phrases said in other words, replaced in order.
    `fillers`: words passed over. `is_after`: words after which 's is "is".
    """

    same: Mapping[str, str]
    phrases: tuple[tuple[str, str], ...]
    fillers: frozenset[str]
    is_after: frozenset[str]

    def sentences(self, text: str) -> Iterator[Sentence]:
        """Each sentence of a text."""
        for sentence in _END.split(text.lower().translate(_APOSTROPHES)):
            words = [word for token in _TOKEN.findall(sentence) for word in self._spelled(token)]
            if words:
                yield self._evened(_without_stutter(words))

    def _spelled(self, token: str) -> list[str]:
        token = token.strip("'")
        if token in self.same:
            return self.same[token].split()
        if "'" not in token:
            return [token] if token else []
        if token.endswith("n't"):
            return [_NOT.get(token, token[:-3]), "not"]
        for ending, word in _ENDINGS:
            if token.endswith(ending):
                return [token[: -len(ending)], word]
        if token.endswith("'s"):
            # "he's" is "he is"; "my mother's" is left as "my mother".
            return [token[:-2], "is"] if token[:-2] in self.is_after else [token[:-2]]
        return [token.replace("'", "")]

    def _evened(self, words: list[str]) -> Sentence:
        said = f" {' '.join(words)} "
        bare = f" {BEGINNING} {' '.join(w for w in words if w not in self.fillers)} "
        for phrase, instead in self.phrases:
            if phrase in bare:
                bare = bare.replace(f" {phrase} ", f" {instead} " if instead else " ")
        return Sentence(said, " ".join(_without_stutter(_without_stray_commas(bare.split()))) + " ")


def _without_stray_commas(words: list[str]) -> list[str]:
    """Commas which stood around a filler, or at the beginning, divide nothing."""
    return [
        word
        for place, word in enumerate(words)
        if word != ","
        or (words[place - 1] not in (",", BEGINNING) and words[place + 1 : place + 2] != [","])
    ]


def _without_stutter(words: list[str]) -> list[str]:
    """ "i i want i want to d d die" as "i want to die"."""
    kept: list[str] = []
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else ""
        part = len(word) < 3 and word not in ("i", "a", ",") and after.startswith(word)
        if (part and (len(word) == 1 or after == word)) or (kept and kept[-1] == word):
            continue
        kept.append(word)
        if len(kept) > 3 and kept[-2:] == kept[-4:-2]:
            del kept[-2:]
    return kept
