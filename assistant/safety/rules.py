"""The rules: which patterns a sentence fits, and whether they stand where they are found.

A pattern found does not count where an idiom covers it, where it is negated, said of a time gone
by, of someone else, in a story, or as a mere "if". Each of those is a list in the pattern file.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from assistant.safety.concern import KINDS, Certainty, Concern, Kind, strongest
from assistant.safety.patterns import English, Patterns, Piece
from assistant.safety.words import Sentence, Spelling
from intents.languages import folder_of

OF_ONESELF: frozenset[Kind] = frozenset({"explicit", "passive", "coded", "self_harm"})
A_WHILE = 110
"""So many characters around a match a remark on when or in which story still belongs to it."""

OPENS_A_CLAUSE = frozenset({"i", "^", ",", "and", "but", "because", "so", "or", "that", "my"})
"""A match which begins with one of these has a subject of its own."""

CLAUSE_BEGINS = re.compile(r"(?<= )(?:, |(?:and|but|because|so|if|when) )")


class Searched:
    """A pattern to search a sentence with, made into an expression when it is first needed."""

    def __init__(self, source: str, piece: Piece) -> None:
        self.source = source
        self.keys = piece.keys
        self._piece = piece

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The pattern as an expression."""
        return re.compile(f"(?<![^ ])(?:{self._piece.expression})")

    def all_in(self, bare: str) -> Iterator[re.Match[str]]:
        """Every place where a sentence fits it."""
        return self.expression.finditer(bare)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of a class: how sure it is, and whether it counts only of what is recent."""

    kind: Kind
    certainty: Certainty
    recently: bool
    searched: Searched


class Index:
    """Patterns, found by the words which must be in a sentence for them to fit."""

    def __init__(self, patterns: Iterable[Searched]) -> None:
        self.patterns = list(patterns)
        self.by_word: defaultdict[str, list[int]] = defaultdict(list)
        for place, pattern in enumerate(self.patterns):
            if pattern.keys is None:
                raise ValueError(f"the pattern {pattern.source!r} has no word which must be there")
            for word in pattern.keys:
                self.by_word[word].append(place)

    def candidates(self, bare: str) -> list[int]:
        """The places of those which may fit, in the order of the file."""
        return sorted(set().union(*map(self._placed, set(bare.split()))))

    def _placed(self, word: str) -> Sequence[int]:
        return self.by_word.get(word, ())

    def any_in(self, bare: str) -> Iterator[re.Match[str]]:
        """Every place where a sentence fits any of them."""
        for place in self.candidates(bare):
            yield from self.patterns[place].all_in(bare)


ASIDE = (
    *("past", "long_past", "now", "recent", "meant", "story", "someone", "oneself"),
    *("never", "everyday", "said_of", "relapse", "threat"),
)
"""The lists which are looked through once something was found."""


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
            tuple(spelling["phrases"].items()),
            frozenset(spelling["fillers"].split()),
            frozenset(spelling["is_after"].split()),
        )
        patterns = Patterns(table["slots"], English(spelling["verbs"]))

        def index(lines: Iterable[str]) -> Index:
            return Index(Searched(line, patterns.piece(line)) for line in lines)

        def before(name: str, links: int) -> re.Pattern[str]:
            """One of a list, then nothing but links, up to where a match begins."""
            found = "|".join(patterns.piece(line).expression for line in around[name])
            return re.compile(rf"(?<![^ ])(?:{found})(?:{link}){{0,{links}}}$")

        around = table["around"]
        link = "|".join(patterns.piece(line).expression for line in around["links"])
        self._negated = before("negated", 8)
        self._others = before("others", 6)
        self._supposed = before("supposed", 6)
        self._subject = before("subject", 0)
        self._idioms = index(table["idioms"]["covers"])
        self._whole = index(table["idioms"]["whole"])
        lists = around | table["idioms"]
        self._around = {name: index(lists[name]) for name in ASIDE}
        self._near = {name: index(lines) for name, lines in table["someone_near"].items()}
        self._asked = {name: index(lines) for name, lines in table["asked"].items()}
        self._patterns = [
            Pattern(
                kind,
                "uncertain" if how == "uncertain" else "certain",
                how == "recently",
                Searched(line, patterns.piece(line)),
            )
            for kind in KINDS
            for how, lines in table[kind].items()
            for line in lines
        ]
        self._index = Index(pattern.searched for pattern in self._patterns)
        self.sentences = lru_cache(8)(self._sentences)
        """The sentences of a text, evened out; looked at more than once."""

    def _sentences(self, text: str) -> tuple[Sentence, ...]:
        return tuple(self.spelling.sentences(text))

    def vocabulary(self) -> frozenset[str]:
        """All words by which the patterns are found; a speech model should know them."""
        return frozenset(self._index.by_word)

    def explain(self, text: str) -> Iterator[Found]:
        """Every pattern which a text fits and which stands."""
        for sentence in self._said(text):
            for place in self._index.candidates(sentence.bare):
                found = self._find(self._patterns[place], sentence)
                if found is not None:
                    yield found

    def _said(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of a text; none where all of it only refuses what is being done."""
        sentences = self.sentences(text)
        if len(sentences) > 1:
            return sentences
        refused = any(
            match.end() >= len(sentence.bare.rstrip())
            for sentence in sentences
            for match in self._whole.any_in(sentence.bare)
        )
        return () if refused else sentences

    def notice(self, text: str) -> Concern | None:
        """What is of concern in a text, the most pressing of it."""
        return strongest(found.concern for found in self.explain(text))

    def dismissed(self, text: str) -> bool:
        """Whether some pattern fits the text, though it does not stand where it is found."""
        return any(
            any(self._patterns[place].searched.all_in(sentence.bare))
            for sentence in self.sentences(text)
            for place in self._index.candidates(sentence.bare)
        )

    def someone_near(self, text: str) -> bool:
        """Whether somebody near the speaker is told of as in danger of their life, now."""
        return any(map(self._near_in_danger, self.sentences(text)))

    def _near_in_danger(self, sentence: Sentence) -> bool:
        bare, said = sentence.bare, sentence.said
        found = [*self._near["danger"].any_in(bare), *self._near["bare"].any_in(bare)]
        if self._has("recent", said):
            found += self._near["recently"].any_in(bare)
        if not found or any(self._near["not"].any_in(bare)):
            return False
        if self._has("story", bare) or self._has("long_past", bare) or self._has("never", bare):
            return False
        if self._has("past", bare) and not self._has("now", said):
            return False
        before = [bare[: match.start()] for match in found]
        return not all(self._supposed.search(x) or self._negated.search(x) for x in before)

    def of_oneself(self, text: str) -> bool:
        """Whether the speaker is in what is said."""
        return any(self._has("oneself", sentence.bare) for sentence in self.sentences(text))

    def answers(self, how: str, text: str) -> bool:
        """Whether an answer in a talk about safety is one of a list, such as "why"."""
        ways = [way for s in self.sentences(text) for way in (s.bare, f" ^{s.said}")]
        return any(any(self._asked[how].any_in(way)) for way in ways)

    def _find(self, pattern: Pattern, sentence: Sentence) -> Found | None:
        if not pattern.searched.expression.search(sentence.bare):
            return None  # Nearly always: quicker than to begin to look for every place.
        for match in pattern.searched.all_in(sentence.bare):
            if self._stands(pattern, match, sentence):
                concern = Concern(pattern.kind, pattern.certainty)
                return Found(concern, pattern.searched.source, match.group().strip())
        return None

    def _stands(self, pattern: Pattern, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether a match counts where it is."""
        bare, said = sentence.bare, sentence.said
        before = bare[: match.start()]
        near = bare[max(0, match.start() - A_WHILE) : match.end() + A_WHILE]
        if self._negated.search(before) or self._supposed.search(before):
            return False
        if before.endswith(" no ") and not match.group().startswith("i "):
            return False
        if self._has("story", near):
            return False
        if self._has("long_past", near) and not self._has("relapse", said):
            return False
        if pattern.recently and not self._has("recent", said):
            return False
        if self._has("past", near) and not self._has("now", said):
            return False
        if pattern.kind != "abuse" and self._others.search(before):
            return False
        if pattern.kind in OF_ONESELF and self._of_another(pattern.kind, match, bare):
            return False
        if self._has("never", bare):
            return False
        if pattern.kind not in ("explicit", "self_harm") and self._has("everyday", bare):
            return False
        if pattern.kind in ("passive", "coded") or pattern.certainty == "uncertain":
            rest = CLAUSE_BEGINS.split(bare[match.end() - 1 :], maxsplit=1)[0]
            if self._begins("said_of", rest):
                return False
        return self._meant(pattern.kind, sentence) or not self._covered(match, bare)

    def _meant(self, kind: Kind, sentence: Sentence) -> bool:
        """Whether it is said to be meant, so that no idiom covers it."""
        if kind == "self_harm":
            return self._has("meant", sentence.said)
        return kind in ("abuse", "harm_to_others") and self._has("threat", sentence.bare)

    def _of_another(self, kind: Kind, match: re.Match[str], bare: str) -> bool:
        """Whether someone else does what was matched: "my uncle | lost the will to live"."""
        if self._has("someone", bare) and not self._has("oneself", bare):
            return True
        # A leave-taking speaks of others by its nature: "they | won't have to worry about me".
        opens = kind == "coded" or match.group().split(" ", 1)[0] in OPENS_A_CLAUSE
        return not opens and self._subject.search(bare[: match.start()]) is not None

    def _begins(self, name: str, text: str) -> bool:
        """Whether a text begins with one of a list."""
        return any(found.start() <= 1 for found in self._around[name].any_in(text))

    def _has(self, name: str, text: str) -> bool:
        return any(self._around[name].any_in(text))

    def _covered(self, match: re.Match[str], bare: str) -> bool:
        """Whether an idiom shares words with the match."""
        return any(
            idiom.start() < match.end() and match.start() < idiom.end()
            for idiom in self._idioms.any_in(bare)
        )


@cache
def load(language: str) -> Rules:
    """The rules of a language. Raises `ValueError` for a mistake in the pattern file."""
    text = (folder_of(language) / "safety.toml").read_text(encoding="utf-8")
    return Rules(tomllib.loads(text))
