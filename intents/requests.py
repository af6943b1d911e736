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

from intents.grammar import Group, Lists, Parts, parse
from intents.text import Normaliser

MOST = 10
"""No slot holds more words than this."""
_MARKS = ' .,;:!?…"'


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: its name, and the words of its slots."""

    name: str
    slots: Mapping[str, str]


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
        known = self._expressions
        for start in starts:
            for end in ends:
                if start >= end:
                    continue
                part = tokens[start:end]
                phrase = " ".join(part)
                for name, expression in known:
                    if found := expression.fullmatch(phrase):
                        slots = {
                            slot: _words(phrase, found.span(slot), said, of_word[start:end])
                            for slot, words in found.groupdict().items()
                            if words
                        }
                        yield Request(name, slots)

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
    def _expressions(self) -> list[tuple[str, re.Pattern[str]]]:
        lists = Lists({}, self._normaliser.word)
        return [
            (name, re.compile(_expression(parse(line, lists), most)))
            for name, lines in self._says().items()
            for line in lines
            for most in (("?", "") if line.count("{") > 1 else ("?",))
        ]


def _words(phrase: str, span: tuple[int, int], said: Sequence[str], of_word: Sequence[int]) -> str:
    """The words said for a part of `phrase`."""
    first = phrase[: span[0]].count(" ")
    last = first + phrase[span[0] : span[1]].count(" ")
    return " ".join(said[of_word[first] : of_word[last] + 1]).strip(_MARKS)


def _expression(parts: Parts, most: str) -> str:
    """A regular expression for words with a blank after each; `most`: how long slots are."""
    found = ""
    for part in parts:
        if isinstance(part, str):
            found += rf"(?P<{part[1:-1]}>\S+(?: \S+){{0,{MOST - 1}}}{most})(?: |$)"
        elif isinstance(part, Group):
            rows = "|".join(_expression(row, most) for row in part.rows)
            found += f"(?:{rows})" + "?" * part.optional
        else:
            found += "".join(rf"{re.escape(word)}(?: |$)" for word in part)
    return found
