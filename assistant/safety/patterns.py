"""The little language of the pattern file, made into regular expressions over words.

`want to die` is itself; `(a|b c)` is either; `[a|b]` may be missing; `<die>` is any of the ways
listed under that name; `<die:ing>` is the same with its first word as one says it then ("dying");
`#` is a number; `*` is any one word, `..` up to three, `...` up to six, none of them a comma, "not"
or "never"; `....` is up to eight words and commas, whichever they are; `$` is the end of a clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_PIECE = re.compile(
    r"\s*([(\[][a-z0-9' |]*[)\]]|[()\[\]|]|<[a-z_]+(?::[a-z]+)?>|\.{2,4}|[^\s()\[\]|]+)"
)
_GAPS = {"..": 3, "...": 6}
_END = r"(?=$|, |(?:and|but|because|so|if|when|then|tonight|today|now) )"

Inflect = Callable[[str, str], str]
"""A verb and the form wanted ("s", "ing", "ed", "en"), to the verb in that form."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A pattern, half read: its regular expression, and the words of which one must be there.

    `keys` is `None` where no word must be there.
    """

    expression: str
    keys: frozenset[str] | None = None


class Patterns:
    """Reads patterns with the slots and the verb forms of one language."""

    def __init__(self, slots: Mapping[str, Sequence[str]], inflect: Inflect) -> None:
        self._slots = slots
        self._inflect = inflect
        self._read: dict[str, Piece] = {}

    def piece(self, pattern: str, form: str = "") -> Piece:
        """A pattern, read. Raises `ValueError` for one which cannot be."""
        tokens = _PIECE.findall(pattern)
        found = self._alternatives(tokens, form)
        if tokens:
            raise ValueError(f"a bracket too many in the pattern {pattern!r}")
        return found

    def _alternatives(self, tokens: list[str], form: str) -> Piece:
        ways = [self._sequence(tokens, form)]
        while tokens and tokens[0] == "|":
            tokens.pop(0)
            ways.append(self._sequence(tokens, form))
        return _either(ways)

    def _sequence(self, tokens: list[str], form: str) -> Piece:
        expression, best = "", None
        while tokens and tokens[0] not in "|)]":
            piece = self._one(tokens, form)
            expression += piece.expression
            best = _rarer(best, piece.keys)
            form = ""
        return Piece(expression, best)

    def _one(self, tokens: list[str], form: str) -> Piece:
        token = tokens.pop(0)
        if token[0] in "([" and len(token) > 1:
            return self._flat(token, form)
        if token in "([":
            inner = self._alternatives(tokens, form)
            if not tokens:
                raise ValueError("a pattern has a bracket which is not closed")
            tokens.pop(0)
            if token == "[":
                return Piece(f"(?:{inner.expression})?")
            return Piece(f"(?:{inner.expression})", inner.keys)
        if token == "....":
            return Piece("(?:[a-z0-9',]+ ){0,8}?")
        if token in _GAPS:
            return Piece(rf"(?:(?!(?:not|never) )[a-z0-9']+ ){{0,{_GAPS[token]}}}?")
        if token == "*":
            return Piece(r"(?!(?:not|never|and|but|or|it|that|this|which) )[a-z0-9']+ ")
        if token == "#":
            return Piece(r"\d+ ")
        if token == "$":
            return Piece(_END)
        if token.startswith("<"):
            return self._slot(token[1:-1])
        if token != "," and token != "^" and not token.replace("'", "").isalnum():
            raise ValueError(f"what is {token!r} in a pattern?")
        word = self._inflect(token, form) if form else token
        return Piece((r"\^" if word == "^" else word) + " ", frozenset({word}))

    def _flat(self, token: str, form: str) -> Piece:
        """Most brackets hold only words, and are read at once."""
        ways = [way.split() for way in token[1:-1].split("|")]
        if form:
            ways = [[self._inflect(way[0], form), *way[1:]] for way in ways]
        expression = "|".join(f"{' '.join(way)} " for way in ways)
        if token[0] == "[":
            return Piece(f"(?:{expression})?")
        return Piece(f"(?:{expression})", frozenset(min(way, key=_commonness) for way in ways))

    def _slot(self, name: str) -> Piece:
        if name not in self._read:
            slot, _, form = name.partition(":")
            if slot not in self._slots:
                raise ValueError(f"there is no slot <{slot}>")
            ways = [self.piece(way, form) for way in self._slots[slot]]
            found = _either(ways)
            self._read[name] = Piece(f"(?:{found.expression})", found.keys)
        return self._read[name]


def _either(ways: list[Piece]) -> Piece:
    keys = None
    if all(way.keys is not None for way in ways):
        keys = frozenset(word for way in ways for word in way.keys or ())
    return Piece("|".join(way.expression for way in ways), keys)


_COMMON = """
^ , i me my myself the a an to of and in it is am was be been not do did have has he she they you
that this with for on at so but if would will can could going want get one all what when just no him
her them his their we us are were from out up about as there had or by s
"""
COMMON = frozenset(_COMMON.split())
"""Words which tell nothing: a pattern is not looked for because of them."""


def _commonness(word: str) -> tuple[bool, int]:
    """To choose the word of a phrase to look for: a long one which is not of the common ones."""
    return word in COMMON, -len(word)


def _rarer(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The key words by which fewer sentences are compared with the pattern."""
    if one is None or other is None:
        return other if one is None else one

    def cost(keys: frozenset[str]) -> tuple[int, int]:
        return len(keys & COMMON), len(keys)

    return min(one, other, key=cost)


class English:
    """The forms of English verbs: by rule, and the irregular ones as listed."""

    def __init__(self, irregular: Mapping[str, Sequence[str]]) -> None:
        self._irregular = irregular

    def __call__(self, verb: str, form: str) -> str:
        """A verb in a form."""
        if form in ("ed", "en", "ing") and verb in self._irregular:
            ing, ed, en = self._irregular[verb]
            return {"ing": ing, "ed": ed, "en": en}[form]
        hissing = verb.endswith(("ss", "sh", "ch", "x", "o", "z"))
        y = verb.endswith("y") and verb[-2] not in "aeiou"
        match form:
            case "s":
                return verb[:-1] + "ies" if y else verb + ("es" if hissing else "s")
            case "ing":
                silent = verb.endswith("e") and not verb.endswith(("ee", "ie"))
                return (verb[:-1] if silent else verb) + "ing"
        if y:
            return verb[:-1] + "ied"
        return verb + ("d" if verb.endswith("e") else "ed")
