"""What an offered question is to be about: "yes please, a question about the test"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import strip_hedges, to_second_person
from assistant.formatting.word_spans import WordSpans
from intents import Expectation, Meaning, YesNo
from intents.patterns import any_of

KIND = "theme"
"""The kind of such an answer."""
A_THEME = 6
"""A theme has no more words than this."""


def with_a_theme(meaning: Meaning, expects: Expectation | None, language: str) -> Meaning:
    """The meaning, with the theme that was asked for in place of the yes."""
    leads_up = isinstance(expects, YesNo) and expects.or_else == "telling"
    theme = theme_in(meaning.text, language) if leads_up else ""
    if not theme:
        return meaning
    value = {"kind": KIND, "words": theme}
    return replace(meaning, kind="answer", intent=None, value=value, score=1.0, alternatives=())


def is_theme(value: Any) -> bool:
    """Whether the value of an answer is a theme."""
    return isinstance(value, Mapping) and value.get("kind") == KIND


def theme_in(said: str, language: str) -> str:
    """What a question is asked for about; "" where none is, or where it takes many words."""
    spans = WordSpans(said)
    found = _leads(language).search(spans.searchable)
    words = strip_hedges(spans.rest(found.end()), language).strip(" .,!?") if found else ""
    return words if 0 < len(words.split()) <= A_THEME and to_second_person(words, language) else ""


@cache
def _leads(language: str) -> re.Pattern[str]:
    lines = optional_table(language, "addressed.toml").get("themes", {}).get("leads", [])
    return any_of(lines)


def tells_at_once(expects: Expectation | None, meaning: Meaning) -> bool:
    """Whether what the question was to lead up to is told already."""
    leads_up = isinstance(expects, YesNo) and expects.or_else == "telling"
    told = not isinstance(meaning.value, bool) and not is_theme(meaning.value)
    return leads_up and meaning.kind == "answer" and told
