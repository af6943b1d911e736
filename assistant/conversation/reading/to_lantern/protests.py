"""A protest against what Lantern just said or kept: what is denied, and what it is instead.

"Not someone, my voice", "that's not rest, that's me hiding", "no, not already two times". Only what
is denied by its own words is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.conversation.reading.changes.correction_pieces import MARKS
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.said_words import SaidWords
from assistant.conversation.reading.unasked_words import said_anywhere
from assistant.formatting.inflection import inflection
from assistant.practice.naming import is_name

if TYPE_CHECKING:
    from intents import Language

NEAR = 3
"""So many other words may stand between a "not" and the word it denies."""
AT_FIRST = 4
"""A longer protest begins with its "not", after so many words at most."""
SHORT = 14
"""In no more words than these something is denied anywhere."""
MOST = 40
"""With more words it is a story."""
SAID_BACK = 4
"""What it is instead is said back in no more words."""


@dataclass(frozen=True)
class Protest:
    """What is denied ends before the word `end`; `instead` are the words after it, or before.

    `plainly`: it begins with a "no", or the denied words stand right after an "is not".
    """

    end: int
    instead: str = ""
    plainly: bool = True


def denied(
    language: Language, text: str, shown: Sequence[str], *, strictly: bool = False
) -> Protest | None:
    """The protest against one of the lines `shown`; `None` where none of their words is denied.

    `strictly`: the words that are denied stand right after the "not", as they were shown.
    """
    return _Reader(language, text).denied(shown, strictly=strictly)


def of_no_thing(language: Language, text: str) -> bool:
    """Whether it is only said that what was kept or said is wrong: "that was not my plan"."""
    words, phrases = language.words(text), phrases_of(language.name)
    return len(words) <= SHORT and said_anywhere("repair.protests", words, phrases)


def denies_how_taken(language: Language, text: str) -> Protest | None:
    """The protest that begins with "no, it's not …", after Lantern said how it took something."""
    return _Reader(language, text).denies_how_taken()


def refuses_that(language: Language, text: str) -> bool:
    """Whether it begins with "no, that's not", and so denies what was said just before."""
    return _Reader(language, text).refuses_that()


def says_something(language: Language, words: str) -> bool:
    """Whether there is more in some words than what only joins others."""
    return _Reader(language, words).says_something()


def refuses_the_question(language: Language, text: str, question: str) -> bool:
    """Whether words of the question are said again and refused: "kind to myself, no"."""
    reader = _Reader(language, text)
    return reader.echoes(question)


def as_said_back(language: Language, words: str) -> str:
    """Words of a protest that can be said back as they are, "" where they are no clean name."""
    phrases = phrases_of(language.name)
    first = " ".join(language.words(words)[:1])
    pronoun = phrases.has("repair.begins_no_name", first) or phrases.has("clause_starts", first)
    fit = len(words.split()) <= SAID_BACK and is_name(words, language.name, SAID_BACK)
    return words if fit and not pronoun else ""


class _Reader(SaidWords):
    def __init__(self, language: Language, text: str) -> None:
        super().__init__(language, text)
        self._kin = inflection(language.name)

    def denied(self, shown: Sequence[str], *, strictly: bool) -> Protest | None:
        size = len(self._tokens)
        if not 1 < size <= MOST:
            return None
        lines = [list(self._language.words(line)) for line in shown if line]
        for at, token in enumerate(self._tokens):
            if not self._phrases.has("repair.denies", token):
                continue
            if at > AT_FIRST and size > SHORT:
                break
            end = max((self._denied_at(at + 1, line, strictly) for line in lines), default=0)
            if end:
                stops = "ends_a_name" if strictly else "ends_instead"
                after = self._instead(end, size, stops)
                before = "" if after else self._instead(0, at, stops)
                right_after = any(self._denied_at(at + 1, line, True) for line in lines)
                refused = self._phrases.has("repair.refuses_it", self._tokens[0])
                plainly = refused or (right_after and self._may_deny(at))
                return Protest(self._word_after(end), after or before, plainly)
        return None

    def denies_how_taken(self) -> Protest | None:
        at, size = 0, len(self._tokens)
        while at < size and self._phrases.has("repair.refuses_it", self._tokens[at]):
            at += 1
        lead = self._start("denies_how_taken" if at else "denies_that", at)
        if not lead or size > SHORT or size == at + len(lead.split()):
            return None
        begin = at + len(lead.split())
        anew = (n for n in range(begin + 1, size) if self._start("it_is_instead", n))
        end = next(anew, size)
        instead = self._instead(end, size, "ends_instead") if end < size else ""
        return Protest(self._word_after(end), instead)

    def refuses_that(self) -> bool:
        refused = bool(self._tokens) and self._phrases.has("repair.refuses_it", self._tokens[0])
        return refused and bool(self._start("denies_that", 1))

    def says_something(self) -> bool:
        return any(self._is_content(token) for token in self._tokens)

    def _may_deny(self, at: int) -> bool:
        """Whether a "not" denies a whole: it begins, or follows "it is"."""
        return at == 0 or self._phrases.has("repair.is_denied", self._tokens[at - 1])

    def _denied_at(self, start: int, line: list[str], strictly: bool) -> int:
        """The token after those that are denied of a line; 0 where none is."""
        place = start
        while place < len(self._tokens) and self._phrases.has(
            "repair.before_denied", self._tokens[place]
        ):
            place += 1
        last = place if strictly else min(start + NEAR, len(self._tokens) - 1)
        places = [place, start] if strictly else [place, *range(start, last + 1)]
        for first in places:
            runs = (self._run(first, line[at:]) for at in range(len(line)))
            best: int = max(runs, default=0)
            if any(self._is_content(token) for token in self._tokens[first : first + best]):
                return first + best
        return 0

    def _run(self, at: int, line: Sequence[str]) -> int:
        size = 0
        for own, word in zip(self._tokens[at:], line, strict=False):
            if own != word and set(self._kin.bases(own)).isdisjoint(self._kin.bases(word)):
                break
            size += 1
        return size

    def _is_content(self, token: str) -> bool:
        known = self._phrases.table["function_words"] | self._phrases.table["repair.before_denied"]
        return token not in known

    def _instead(self, start: int, end: int, stops: str) -> str:
        """The words from one token to another, without what only leads to them or follows.

        `stops` is the list of what follows.
        """
        while start < end and (lead := self._start("instead_leads", start)):
            start += len(lead.split())
        for place in range(start + 1, end):
            if self._start(stops, place):
                end = place
                break
        if start >= end:
            return ""
        words = self._said[self._of_word[start] : self._of_word[end - 1] + 1]
        return " ".join(word.strip(MARKS) for word in words)

    def _word_after(self, token: int) -> int:
        return self._of_word[token] if token < len(self._tokens) else len(self._said)

    def echoes(self, question: str) -> bool:
        line = list(self._language.words(question))
        best = max((self._run_of_question(line[at:]) for at in range(len(line))), default=0)
        rest = self._tokens[best:]
        said_again = best > 1 and any(self._is_content(token) for token in self._tokens[:best])
        return said_again and len(rest) > 1 and self._phrases.has("repair.refuses_it", rest[0])

    def _run_of_question(self, line: Sequence[str]) -> int:
        """How many first words are those of the question, "myself" for its "yourself"."""
        size = 0
        for own, word in zip(self._tokens, line, strict=False):
            same = own == word or f"{own} {word}" in self._phrases.table["repair.turned_about"]
            if not same:
                break
            size += 1
        return size
