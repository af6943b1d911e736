"""Reads that a step was not to be asked about now, where it is asked how it went.

Its hour is still to come ("it's seven in the morning"), it was done on the day before and not yet
today, or it did not apply ("there was ice"). None of these is a step not done, so what made it hard
is not asked. An outcome named once more when it was read back is that outcome. The patterns stand
in the language's `addressed.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents import Meaning, Outcome, load
from intents.patterns import any_of

if TYPE_CHECKING:
    from intents import Language

MORNING = "morning."
"""How the questions begin that are asked of the day before."""


def said_of_its_time(text: str, context: Context, language: str) -> Interpretation | None:
    """The outcome "later" or "unfit", or "done" of the day before; `None` for none of these."""
    ask = context.ask
    if ask is None or not isinstance(ask.expects, Outcome) or context.paused or context.one_part:
        return None
    said, known = _searchable(text, language), _known(language)

    def found(name: str) -> bool:
        return name in known and known[name].search(said) is not None

    value = ""
    if ask.key.startswith(MORNING):
        done = found("done_the_day_before")
        value = "done" if done else "later" if found("later") and not found("done") else ""
    if not value and found("unfit"):
        value = "unfit"
    return Interpretation.of(Meaning(text, "answer", value=value, score=1.0)) if value else None


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
