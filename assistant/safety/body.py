"""Notices signs of the body that are for a doctor, such as a tight chest or a numb arm.

Nothing is judged: a sign is a reason to say whom to ring. It has nothing to do with the talk about
danger to a life by one's own hand, and begins none. The words stand in the language's `body.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents.patterns import any_of

Sign = Literal["heart", "breath", "stroke", "faint", "tablets", "blood"]
Help = Literal["whether", "will", "seen"]
"""Whether somebody should be rung; that they will be; that it was looked at already."""
NEAR = 4
"""A negator within so many words before a sign takes it back."""
Resisted = Literal["drink", "poured"]
"""That drink is spoken of; that something was poured away."""


def sign_in(said: str, language: str = "en") -> Sign | None:
    """The sign of the body that `said` tells of; `None` for none, and for a figure of speech."""
    known = _known(language)
    words = WordSpans(said).words()
    if known.over.search(words) or known.figures.search(words) or "seen" in help_in(said, language):
        return None
    for sign, phrases in known.signs:
        for found in phrases.finditer(words):
            before = words[: found.start()].split()[-NEAR:]
            if known.negators.isdisjoint(before):
                return sign
    return None


def help_in(said: str, language: str = "en") -> frozenset[Help]:
    """What `said` has of ringing somebody about it."""
    words = WordSpans(said).words()
    return frozenset(help for help, phrases in _known(language).asks if phrases.search(words))


def resisted_in(said: str, language: str = "en") -> frozenset[Resisted]:
    """What `said` has of a drink that was poured away."""
    words = WordSpans(said).words()
    found = _known(language).resisted
    return frozenset(name for name, phrases in found if phrases.search(words))


@dataclass(frozen=True, slots=True)
class _Known:
    """`body.toml` of one language, compiled."""

    negators: frozenset[str]
    over: re.Pattern[str]
    figures: re.Pattern[str]
    signs: tuple[tuple[Sign, re.Pattern[str]], ...]
    asks: tuple[tuple[Help, re.Pattern[str]], ...]
    resisted: tuple[tuple[Resisted, re.Pattern[str]], ...]


@cache
def _known(language: str) -> _Known:
    table = optional_table(language, "body.toml")

    return _Known(
        negators=frozenset(table.get("negators", "").split()),
        over=any_of(table.get("over", [])),
        figures=any_of(table.get("figures", [])),
        signs=tuple(
            (cast(Sign, sign), any_of(lines)) for sign, lines in table.get("signs", {}).items()
        ),
        asks=tuple(
            (cast(Help, help), any_of(lines)) for help, lines in table.get("asks", {}).items()
        ),
        resisted=tuple(
            (cast(Resisted, name), any_of(lines))
            for name, lines in table.get("resisted", {}).items()
        ),
    )
