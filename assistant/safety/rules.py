"""The rules: which patterns a sentence fits, and whether they stand where they are found.

A pattern found does not count where an idiom covers it, where it is negated, said of a time gone
by, of someone else, in a story, or as a mere "if". Each of those is a list in the pattern file.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.safety.concern import KINDS, Certainty, Concern, Kind, strongest
from assistant.safety.patterns import English, Patterns
from assistant.safety.words import Sentence, Spelling

OF_ONESELF: frozenset[Kind] = frozenset({"explicit", "passive", "coded", "self_harm"})
A_WHILE = 110
"""So many characters around a match a remark on when or in which story still belongs to it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the pattern file, ready to search with."""

    kind: Kind
    certainty: Certainty
    expression: re.Pattern[str]
    keys: frozenset[str]
    recently: bool
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """Why a sentence is a concern: the concern, the pattern, and the words which fit it."""

    concern: Concern
    pattern: str
    words: str


class Rules:
    """The rules of one language."""

    def __init__(self, table: dict[str, Any]) -> None:
        spelling = table["spelling"]
        self.spelling = Spelling(
            spelling["same"],
            tuple((f"{k}", v) for k, v in spelling["phrases"].items()),
            frozenset(spelling["fillers"].split()),
            frozenset(spelling["is_after"].split()),
        )
        patterns = Patterns(table["slots"], English(spelling["verbs"]))

        def compiled(*lines: str, whole: str = "(?<![^ ])(?:{})") -> re.Pattern[str]:
            either = "|".join(f"(?:{patterns.piece(line).expression})" for line in lines)
            return re.compile(whole.format(either))

        around = table["around"]
        before = {name: "|".join(patterns.piece(p).expression for p in around[name])
                  for name in ("negated", "others", "supposed", "links")}  # fmt: skip
        link = f"(?:{before['links']})"
        self._negated = re.compile(rf"(?<![^ ])(?:{before['negated']}){link}{{0,8}}$")
        self._others = re.compile(rf"(?<![^ ])(?:{before['others']}){link}{{0,6}}$")
        self._supposed = re.compile(rf"(?<![^ ])(?:{before['supposed']}){link}{{0,6}}$")
        self._idioms = compiled(*table["idioms"]["covers"])
        self._never = compiled(*table["idioms"]["never"])
        self._past = compiled(*around["past"])
        self._now = compiled(*around["now"])
        self._long_past = compiled(*around["long_past"])
        self._story = compiled(*around["story"])
        self._someone = compiled(*around["someone"])
        self._oneself = compiled(*around["oneself"])
        self.patterns: list[Pattern] = []
        for kind in KINDS:
            for how, lines in table[kind].items():
                certainty: Certainty = "uncertain" if how == "uncertain" else "certain"
                for line in lines:
                    piece = patterns.piece(line)
                    if piece.keys is None:
                        raise ValueError(f"the pattern {line!r} has no word which must be there")
                    expression = re.compile(f"(?<![^ ])(?:{piece.expression})")
                    pattern = Pattern(
                        kind, certainty, expression, piece.keys, how == "recently", line
                    )
                    self.patterns.append(pattern)
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        for place, pattern in enumerate(self.patterns):
            for word in pattern.keys:
                self._by_word[word].append(place)

    def vocabulary(self) -> frozenset[str]:
        """All words by which the patterns are found; a speech model should know them."""
        return frozenset(self._by_word)

    def explain(self, text: str) -> Iterator[Found]:
        """Every pattern which a text fits and which stands."""
        for sentence in self.spelling.sentences(text):
            places = {p for word in set(sentence.bare.split()) for p in self._by_word.get(word, ())}
            for place in sorted(places):
                found = self._find(self.patterns[place], sentence)
                if found is not None:
                    yield found

    def notice(self, text: str) -> Concern | None:
        """What is of concern in a text, the most pressing of it."""
        return strongest(found.concern for found in self.explain(text))

    def _find(self, pattern: Pattern, sentence: Sentence) -> Found | None:
        for match in pattern.expression.finditer(sentence.bare):
            if self._stands(pattern, match, sentence):
                concern = Concern(pattern.kind, pattern.certainty)
                return Found(concern, pattern.source, match.group().strip())
        return None

    def _stands(self, pattern: Pattern, match: re.Match[str], sentence: Sentence) -> bool:
        bare, said = sentence.bare, sentence.said
        before = bare[: match.start()]
        near = bare[max(0, match.start() - A_WHILE) : match.end() + A_WHILE]
        if self._never.search(bare) or self._covered(match, bare):
            return False
        if self._negated.search(before) or self._supposed.search(before):
            return False
        if self._story.search(near):
            return False
        if self._long_past.search(near):
            return False
        now = self._now.search(said)
        if pattern.recently and not now:
            return False
        if self._past.search(near) and not now:
            return False
        if pattern.kind in OF_ONESELF:
            if self._others.search(before):
                return False
            if not self._oneself.search(bare) and self._someone.search(bare):
                return False
        return True

    def _covered(self, match: re.Match[str], bare: str) -> bool:
        """Whether an idiom shares words with the match."""
        return any(
            idiom.start() < match.end() and match.start() < idiom.end()
            for idiom in self._idioms.finditer(bare)
        )


@cache
def load(language: str = "en") -> Rules:
    """The rules of a language. Raises `ValueError` for a mistake in the pattern file."""
    text = (files(__package__) / f"{language}.toml").read_text(encoding="utf-8")
    return Rules(tomllib.loads(text))


def notice(text: str, language: str = "en") -> Concern | None:
    """What is of concern in what was said; `None` where nothing is."""
    return load(language).notice(text)


def notice_any(readings: Iterable[str], language: str = "en") -> Concern | None:
    """What is of concern in any reading of the same sound."""
    return strongest(load(language).notice(reading) for reading in readings)
