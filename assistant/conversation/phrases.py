"""The word lists by which utterances are read in a conversation: `interpretation.toml`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from intents.languages import folder_of


@dataclass(frozen=True)
class Phrases:
    """The word lists of `interpretation.toml` of a language."""

    table: Mapping[str, frozenset[str]]
    my_goal: str
    starts: Mapping[str, frozenset[str]]

    def has(self, name: str, said: str) -> bool:
        """Whether `said` is an entry of a list."""
        return said in self.table[name]

    def surely(self, said: str) -> str:
        """What an utterance surely does by its beginning ("question.why"); "" for nothing."""
        words = said.split()
        while words and words[0] in self.table["before.starts"]:
            words.pop(0)
        rest = " ".join(words)
        fits = [
            (len(start), kind)
            for kind, starts in self.starts.items()
            for start in starts
            for whole in (said, rest)
            if whole == start or whole.startswith(f"{start} ")
        ]
        return max(fits, default=(0, ""))[1]

    def longest_start(self, name: str, said: str) -> str:
        """The longest entry of a list that `said` begins with, as whole words; "" for none."""
        fits = (e for e in self.table[name] if said == e or said.startswith(f"{e} "))
        return max(fits, key=len, default="")


@cache
def phrases_of(language: str) -> Phrases:
    """The word lists of a language; those it does not have are empty."""
    path = folder_of(language) / "interpretation.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    starts = {kind: frozenset(lines) for kind, lines in table.pop("starts", {}).items()}
    named = {of: table.pop(of, {}) for of in ("kind", "before", "topic")}
    lists = defaultdict[str, frozenset[str]](frozenset)
    lists |= {name: frozenset(words) for name, words in table.items()}
    for of, there in named.items():
        lists |= {f"{of}.{name}": frozenset(words) for name, words in there.items()}
    return Phrases(lists, next(iter(table.get("my_goal", ())), ""), starts)
