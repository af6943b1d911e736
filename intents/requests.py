"""Whole utterances that ask for something in particular, with the words they name.

"Rename fitness to being free" names two things. A request is a template with slots (see
`intents.grammar`) that has to fit the whole utterance, but for fillers, and for courtesies at its
ends. The words of a slot are given as they were said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from intents.grammar import Group, Lists, Parts, parse
from intents.text import Normaliser

MOST = 10
"""No slot holds more words than this."""
AGAIN = "__"
"""Between the name of a slot and its number in a template."""
_MARKS = ' .,;:!?…"'


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: its name, and the words of its slots."""

    name: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Template:
    """A template: what it asks for, and of each of `needs` one word that has to be there."""

    name: str
    expression: re.Pattern[str]
    needs: tuple[frozenset[str], ...]


class Requests:
    """The requests of one language: templates by the name of what they ask for."""

    def __init__(
        self, normaliser: Normaliser, says: Callable[[], Mapping[str, Sequence[str]]]
    ) -> None:
        """`says` gives the templates; it is asked when there is something to read."""
        self._normaliser = normaliser
        self._says = says

    def read(self, text: str) -> tuple[Request, ...]:
        """What `text` may ask for, in the order of the templates; empty for nothing.

        Where a name may end at several places, there is a request for the shortest and the longest.
        """
        said, tokens, of_word = self._cut(text)
        if not tokens or len(tokens) > 4 * MOST:
            return ()
        found: list[Request] = []
        for request in self._fits(said, tokens, of_word):
            if request not in found:
                found.append(request)
        return tuple(found)

    def _fits(
        self, said: Sequence[str], tokens: tuple[str, ...], of_word: Sequence[int]
    ) -> Iterator[Request]:
        starts, ends = self._normaliser.bounds(tokens)
        there = set(tokens)
        known = [one for one in self._templates if not any(map(there.isdisjoint, one.needs))]
        for start in starts:
            for end in ends:
                if start >= end:
                    continue
                part = tokens[start:end]
                phrase = " ".join(part)
                for template in known:
                    if found := template.expression.fullmatch(phrase):
                        slots = {
                            group.partition(AGAIN)[0]: _words(
                                phrase, found.span(group), said, of_word[start:end]
                            )
                            for group, words in found.groupdict().items()
                            if words
                        }
                        yield Request(template.name, slots)

    def _cut(self, text: str) -> tuple[list[str], tuple[str, ...], list[int]]:
        """The words of `text`, their normal form, and for each of that the word it comes from."""
        said = text.split()[: 4 * MOST]
        tokens: list[str] = []
        of_word: list[int] = []
        for place, word in enumerate(said):
            for token in self._normaliser.without_fillers(self._normaliser.tokens(word)):
                tokens.append(token)
                of_word.append(place)
        return said, tuple(tokens), of_word

    @cached_property
    def _templates(self) -> list[_Template]:
        lists = Lists({}, self._normaliser.word)
        return [
            _Template(name, re.compile(_expression(parts, most, count())), tuple(_needs(parts)))
            for name, lines in self._says().items()
            for line in lines
            for parts in (parse(line, lists),)
            for most in (("?", "") if line.count("{") > 1 else ("?",))
        ]


def _words(phrase: str, span: tuple[int, int], said: Sequence[str], of_word: Sequence[int]) -> str:
    """The words said for a part of `phrase`."""
    first = phrase[: span[0]].count(" ")
    last = first + phrase[span[0] : span[1]].count(" ")
    return " ".join(said[of_word[first] : of_word[last] + 1]).strip(_MARKS)


def _needs(parts: Parts) -> Iterator[frozenset[str]]:
    """Sets of words; an utterance that has none of one of them does not fit."""
    for part in parts:
        if isinstance(part, tuple):
            yield from (frozenset((word,)) for word in part)
        elif isinstance(part, Group) and not part.optional:
            rows = [next(_needs(row), None) for row in part.rows]
            if all(rows):
                yield frozenset(word for row in rows for word in row or ())


def _expression(parts: Parts, most: str, count: Iterator[int]) -> str:
    """A regular expression for words with a blank after each; `most`: how long slots are.

    `count` tells slots of one name apart, which stand in different alternatives.
    """
    found = ""
    for part in parts:
        if isinstance(part, str):
            group = f"{part[1:-1]}{AGAIN}{next(count)}"
            found += rf"(?P<{group}>\S+(?: \S+){{0,{MOST - 1}}}{most})(?: |$)"
        elif isinstance(part, Group):
            rows = "|".join(_expression(row, most, count) for row in part.rows)
            found += f"(?:{rows})" + "?" * part.optional
        else:
            found += "".join(rf"{re.escape(word)}(?: |$)" for word in part)
    return found
