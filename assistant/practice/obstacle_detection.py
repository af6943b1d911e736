"""What may stand in someone's way, heard from their words: a suggestion, and the words it rests on.

No model and no score of a person: a list of words for each name, in `en.toml`, which anybody can
read. What is heard is said as a question and is only kept once the person says so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from intents.languages import folder_of

STRONG, WEAK = 2, 1
ENOUGH = 2
"""One strong word, or two weak ones."""
A_GAP = r"(?:[^ ]+ ){0,3}?"
AT_MOST_LINKS = 3

GENTLE = frozenset(
    {"numbness", "burnout", "a time of change", "healing", "losing sight of yourself"}
)
"""These are met on a gentler path, which never asks what happened."""


@dataclass(frozen=True, slots=True)
class DetectedObstacle:
    """A name for what is in the way, and the person's words which it was heard from."""

    name: str
    because: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    weight: int
    pattern: re.Pattern[str]


class Lexicon:
    """The words of one language."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._spelling: dict[str, str] = table["spelling"]
        negators = "|".join(_expression(line) for line in table["negation"]["negators"])
        links = "|".join(re.escape(word) for word in table["negation"]["links"])
        self._negated = re.compile(
            rf"(?:^|(?<= ))(?:{negators}) (?:(?:{links}) ){{0,{AT_MOST_LINKS}}}$"
        )
        self._cues = [
            _Cue(name, weight, re.compile(rf"(?:^|(?<= )){_expression(cue)}(?= |$)"))
            for name, words in table["name"].items()
            for weight, kind in ((STRONG, "strong"), (WEAK, "weak"))
            for cue in words[kind]
        ]
        self.names: tuple[str, ...] = tuple(table["name"])

    def detect(self, words: str) -> DetectedObstacle | None:
        """The likeliest name for what is in the way; `None` where the words name nothing."""
        return next(iter(self.detect_all(words)), None)

    def detect_all(self, words: str) -> tuple[DetectedObstacle, ...]:
        """Every name which the words allow, the likeliest first.

        What weighs as much as another is likelier where it was said first.
        """
        text = self._plain(words)
        found: dict[str, dict[tuple[int, int], tuple[int, str]]] = {}
        for cue in self._cues:
            for match in cue.pattern.finditer(text):
                if self._negated.search(text[: match.start()]):
                    continue
                spans = found.setdefault(cue.name, {})
                if not any(_overlap(match.span(), span) for span in spans):
                    spans[match.span()] = (cue.weight, match.group())
        heard = [
            (
                DetectedObstacle(name, tuple(_because(spans)), sum(w for w, _ in spans.values())),
                min(spans),
            )
            for name, spans in found.items()
        ]
        able = [pair for pair in heard if pair[0].weight >= ENOUGH]
        return tuple(h for h, _ in sorted(able, key=lambda pair: (-pair[0].weight, pair[1])))

    def _plain(self, words: str) -> str:
        text = words.lower().replace("\u2019", "'")
        for written, said in self._spelling.items():
            text = text.replace(written, said)
        return " ".join(re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text))


@cache
def load(language: str = "en") -> Lexicon:
    """The lexicon of a language."""
    text = (folder_of(language) / "obstacles.toml").read_text(encoding="utf-8")
    return Lexicon(tomllib.loads(text))


def _because(spans: dict[tuple[int, int], tuple[int, str]]) -> Iterator[str]:
    for span in sorted(spans):
        yield spans[span][1]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _expression(line: str) -> str:
    """A line of the lexicon as a regular expression over words with one space between them."""
    return _joined(line.split())


def _joined(tokens: Iterable[str]) -> str:
    made = ""
    for token in tokens:
        if token == "..":
            made += f" {A_GAP}" if made else A_GAP
            continue
        ends = "|".join(
            re.escape(word.rstrip("*")) + ("[^ ]*" if word.endswith("*") else "")
            for word in token.split("|")
        )
        made += ("" if not made or made.endswith(A_GAP) else " ") + f"(?:{ends})"
    return made
