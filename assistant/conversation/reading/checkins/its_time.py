"""Reads that a step was not to be asked about now, where it is asked how it went.

Its hour is still to come ("it's seven in the morning"), it was done on the day before and not yet
today, it did not apply ("there was ice"), or nothing asked for it ("it never needed doing, she was
quiet as a lamb"). None of these is a step not done, so what made it hard is not asked. An outcome
named once more when it was read back is that outcome. The patterns stand in the language's
`addressed.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from assistant.practice.moods import mood_of
from intents import Meaning, Outcome, load
from intents.patterns import any_of

if TYPE_CHECKING:
    from intents import Language

MORNING = "morning."
"""How the questions begin that are asked of the day before."""
A_STORY = 6
"""With so many words something is told besides."""


def said_of_its_time(text: str, context: Context, language: str) -> Interpretation | None:
    """The outcome "later", "unfit" or "unneeded", or "done" of the day before; `None` for none."""
    ask, read_back = context.ask, context.read_back and isinstance(context.beneath, Outcome)
    if ask is None or context.paused or context.one_part:
        return None
    if not isinstance(ask.expects, Outcome) and not read_back:
        return None
    said, known = _searchable(text, language), _known(language)

    def found(name: str) -> bool:
        return name in known and known[name].search(said) is not None

    value = ""
    if ask.key.startswith(MORNING) and not read_back:
        done = found("done_the_day_before")
        value = "done" if done else "later" if found("later") and not found("done") else ""
    if not value and found("unneeded") and not (found("done") or found("did_it_anyway")):
        value = "unneeded"
    if not value and not read_back and found("unfit"):
        value = "unfit"
    if not value:
        return None
    meaning = Meaning(text, "answer", value=value, score=1.0, beneath=bool(read_back))
    return (
        _with_what_is_told(meaning, language) if value == "unneeded" else Interpretation.of(meaning)
    )


def _with_what_is_told(meaning: Meaning, language: str) -> Interpretation:
    """The answer, with what is told besides: "not needed, she laughed all through dinner"."""
    said, end = Interpretation.of(meaning), len(meaning.text.split())
    feeling = mood_of(meaning.text, language)
    if end < A_STORY or feeling.mood not in ("good", "mixed"):
        return said
    told = Act("telling", 0, end, "gladness", mood="good", weight=1, words=meaning.text)
    return replace(said, acts=(*said.acts, told))


def named_once_more(language: Language, text: str, context: Context) -> Interpretation | None:
    """The outcome, said after it was read back: "so, not yet?", "not yet"; it is no plain no."""
    beneath = context.beneath
    if not context.read_back or not isinstance(beneath, Outcome) or beneath is context.expects:
        return None
    named = _known(language.name).get("named")
    if named is None or not named.search(_searchable(text, language.name)):
        return None
    meaning = language.understand(text, beneath, now=context.now)
    if meaning.kind != "answer":
        return None
    return Interpretation.of(replace(meaning, beneath=True))


def _searchable(text: str, language: str) -> str:
    return WordSpans(" ".join(load(language).words(text))).searchable


@cache
def _known(language: str) -> Mapping[str, re.Pattern[str]]:
    table = optional_table(language, "addressed.toml").get("its_time", {})
    return {name: any_of(lines) for name, lines in table.items()}
