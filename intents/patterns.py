"""Templates as regular expressions over words, for what is looked for inside longer text.

A pattern is a template (see `intents.grammar`) with a few more signs:

========  ==============================================================================
``*``     any one word, but for the words given as `never_any`; ``sing*`` any word which
          begins so
``..``    up to three words, none of them a comma or a negator; ``...`` up to six
``....``  up to eight words and commas, whichever they are
``#``     a number
``^``     the beginning of a sentence
``,``     a comma
``$``     the end of a clause: the end of the sentence, a comma, or a joining word
========  ==============================================================================

Text to be searched is the words of a sentence, `BEGINNING` before them and a blank after each:
`searchable` makes it. Slots (``{name}``) have no place in a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from intents.grammar import Group, Lists, Parts, TemplateError, Words, parse

BEGINNING = "^"

_MANY = {"..": 3, "...": 6}
_SIGNS = frozenset(["^", ","])

Inflect = Callable[[str, str], str]
"""A verb and the form wanted ("ing", "ed"), to the verb in that form."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, and the words of which one must be there; none where any will do."""

    expression: str
    keys: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """The words of a language which the signs of a pattern hang on.

    `negators` stand in no gap of up to six words. `never_any` are not meant by ``*``. `joining`
    words end a clause. `common` words tell nothing: a pattern is not looked for by them.
    """

    negators: Sequence[str] = ()
    never_any: Sequence[str] = ()
    joining: Sequence[str] = ()
    common: frozenset[str] = frozenset()


class Patterns:
    """Reads patterns with the word lists, the signs and the verb forms of one language."""

    def __init__(
        self,
        lists: Mapping[str, tuple[str, ...]],
        signs: Signs,
        inflect: Inflect | None = None,
    ) -> None:
        self._lists = _Lists(lists, lambda word: (word,))
        self._signs = signs
        self._inflect = inflect
        self._known: dict[int, tuple[Group, Pattern]] = {}
        # With the group, for the id of one which is gone may be another's.
        negator = f"(?!(?:{_either_of(signs.negators)}) )" if signs.negators else ""
        never = f"(?!(?:{_either_of(signs.never_any)}) )" if signs.never_any else ""
        joined = f"|(?:{_either_of(signs.joining)}) " if signs.joining else ""
        self._of_sign = {
            "#": r"\d+ ",
            "$": f"(?=$|, {joined})",
            "*": rf"{never}[^ ,^]+ ",
            "....": "(?:[^ ^]+ ){0,8}?",
            **{sign: f"(?:{negator}[^ ,^]+ ){{0,{most}}}?" for sign, most in _MANY.items()},
        }

    def __call__(self, pattern: str) -> Pattern:
        """A pattern, read. Raises `TemplateError` for one which cannot be."""
        return self._sequence(parse(pattern, self._lists), "")

    def _sequence(self, parts: Parts, form: str) -> Pattern:
        expression, keys = "", None
        for part in parts:
            if isinstance(part, str):
                raise TemplateError(f"{part} is a slot, and a pattern has none; write * or ..")
            one = self._group(part, form) if isinstance(part, Group) else self._words(part, form)
            expression += one.expression
            keys = self._rarer(keys, one.keys)
            form = ""
        return Pattern(expression, keys)

    def _group(self, group: Group, form: str) -> Pattern:
        form = form or group.form
        known = self._known.get(id(group))
        if known is not None and form == group.form:
            return known[1]
        ways = [self._sequence(row, form) for row in group.rows]
        keys: frozenset[str] | None = None
        if not group.optional and all(way.keys is not None for way in ways):
            keys = frozenset(word for way in ways for word in way.keys or ())
        inside = "|".join(way.expression for way in ways)
        found = Pattern(f"(?:{inside})" + "?" * group.optional, keys)
        if form == group.form:
            self._known[id(group)] = group, found
        return found

    def _words(self, words: Words, form: str) -> Pattern:
        expression = ""
        plain: list[str] = []
        for at, word in enumerate(words):
            sign = self._of_sign.get(word)
            begins = sign is None and word.endswith("*")
            letters = word.removesuffix("*") if begins else word
            if sign is None and word not in _SIGNS and not letters.replace("'", "").isalnum():
                raise TemplateError(f"{word!r} is no sign of a pattern; see intents.patterns")
            if begins:
                sign = re.escape(letters) + "[^ ,^]* "
            if sign is not None:
                expression += sign
                continue
            if form and at == 0 and self._inflect is not None:
                word = self._inflect(word, form)
            plain.append(word)
            expression += re.escape(word) + " "
        return Pattern(expression, frozenset({min(plain, key=self._cost)}) if plain else None)

    def _cost(self, word: str) -> tuple[bool, int]:
        """To choose the word of a phrase to look for: a long one which is not common."""
        return word in self._signs.common or word in _SIGNS, -len(word)

    def _rarer(
        self, one: frozenset[str] | None, other: frozenset[str] | None
    ) -> frozenset[str] | None:
        """The key words by which fewer sentences are compared with the pattern."""
        if one is None or other is None:
            return other if one is None else one
        common = self._signs.common | _SIGNS
        return min(one, other, key=lambda keys: (len(keys & common), len(keys)))


class _Lists(Lists):
    """Word lists of which ``<name:form>`` is one too: the list, its first words in that form."""

    def __getitem__(self, name: str) -> Group:
        plain, _, form = name.partition(":")
        group = super().__getitem__(plain)
        if not form:
            return group
        if name not in self._known:
            self._known[name] = Group(group.rows, optional=False, form=form)
        return self._known[name]


def any_of(lines: Iterable[str]) -> re.Pattern[str]:
    """A regular expression that finds any of some patterns at a word of a searchable text.

    The patterns are without lists, signs and verb forms. Where there are none, nothing is found.
    """
    patterns = Patterns({}, Signs())
    found = "|".join(patterns(line).expression for line in lines)
    return re.compile(f"(?<= )(?:{found})" if found else "(?!)")


def searchable(words: Iterable[str]) -> str:
    """The words of a sentence as a pattern is looked for in them."""
    return f" {BEGINNING} {' '.join(words)} "


def _either_of(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))
