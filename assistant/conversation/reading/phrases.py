"""The word lists by which utterances are read in a conversation.

They stand in `interpretation.toml` of a language; those of corrections in `repairs.toml`, those of
reminders in `reminders.toml`, those of wishes in `wished.toml`.
"""

from __future__ import annotations

import itertools
import tomllib
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from intents.languages import folder_of


@dataclass(frozen=True)
class Phrases:
    """The word lists of a language.

    Those of `repairs.toml` and `reminders.toml` have names such as "repair.anew", "reminder.asks",
    those under `phrases` in `wished.toml` such as "wish.all".
    """

    table: Mapping[str, frozenset[str]]
    my_goal: str
    starts: Mapping[str, str]
    """What an utterance surely does ("question.why"), by how it begins."""
    longest: int
    """How many words the longest entry has."""

    def has(self, name: str, said: str) -> bool:
        """Whether `said` is an entry of a list."""
        return said in self.table[name]

    def surely(self, said: str) -> str:
        """What an utterance surely does by its beginning ("question.why"); "" for nothing."""
        words = said.split()
        while words and words[0] in self.table["before.starts"]:
            words.pop(0)
        found = (self._longest(self.starts, whole) for whole in (said, " ".join(words)))
        return self.starts.get(max(found, key=len), "")

    def longest_start(self, name: str, said: str) -> str:
        """The longest entry of a list that `said` begins with, as whole words; "" for none."""
        return self._longest(self.table[name], said)

    def after_leads(self, name: str, words: Sequence[str]) -> list[list[str]]:
        """The words, and what is left of them without each entry of a list that leads up to it."""
        found, rest = [list(words)], list(words)
        while rest and (lead := self.longest_start(name, " ".join(rest))):
            rest = rest[len(lead.split()) :]
            if rest:
                found.append(rest)
        return found

    def _longest(self, entries: Container[str], said: str) -> str:
        words = said.split(maxsplit=self.longest)
        sizes = range(min(len(words), self.longest), 0, -1)
        beginnings = (" ".join(words[:size]) for size in sizes)
        return next((beginning for beginning in beginnings if beginning in entries), "")


@cache
def phrases_of(language: str) -> Phrases:
    """The word lists of a language; those it does not have are empty."""
    table = _lists(language, "interpretation.toml")
    starts = {line: kind for kind, lines in table.pop("starts", {}).items() for line in lines}
    apart = ("kind", "before", "topic", "goal_place", "looking_back")
    named = {of: table.pop(of, {}) for of in apart}
    files = {"repair": "repairs.toml", "reminder": "reminders.toml"}
    named |= {of: _lists(language, file) for of, file in files.items()}
    named["wish"] = _lists(language, "wished.toml").get("phrases", {})
    lists = defaultdict[str, frozenset[str]](frozenset)
    lists |= {name: frozenset(words) for name, words in table.items()}
    for of, there in named.items():
        lists |= {f"{of}.{name}": frozenset(words) for name, words in there.items()}
    entries = itertools.chain(starts, *lists.values())
    longest = max((len(entry.split()) for entry in entries), default=0)
    return Phrases(lists, next(iter(table.get("my_goal", ())), ""), starts, longest)


def _lists(language: str, file: str) -> dict[str, Any]:
    path = folder_of(language) / file
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def next_word(said: str) -> str:
    """The first word, where others follow it."""
    first, _, rest = said.partition(" ")
    return first.rstrip(",") if rest.strip() else ""
