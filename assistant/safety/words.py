"""A sentence as the rules see it: lower-case words, contractions spelled out, fillers left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_END = re.compile(r"[.!?;\n…]+|\s[-–—]+\s")  # noqa: RUF001 - the dashes people type
_TOKEN = re.compile(r"[a-z0-9']+|,")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})  # noqa: RUF001
_ENDINGS = (("'m", "am"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"))
_NOT = {"can't": "can", "won't": "will", "shan't": "shall", "ain't": "is"}


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one language is evened out: other spellings, phrases made one, words passed over."""

    same: Mapping[str, str]
    phrases: tuple[tuple[str, str], ...]
    fillers: frozenset[str]
    is_after: frozenset[str]

    def sentences(self, text: str) -> Iterator[str]:
        """Each sentence as words with one blank after each; commas are words of their own."""
        for sentence in _END.split(text.lower().translate(_APOSTROPHES)):
            words = [word for token in _TOKEN.findall(sentence) for word in self._spelled(token)]
            if words:
                yield self._evened(words)

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

    def _evened(self, words: list[str]) -> str:
        kept: list[str] = []
        for word in words:
            if word in self.fillers or (kept and word == kept[-1]):
                continue
            kept.append(word)
        text = " ".join(kept) + " "
        for phrase, instead in self.phrases:
            if phrase in text:
                text = f" {text}".replace(f" {phrase} ", f" {instead} " if instead else " ")[1:]
        return text
