"""What is said in the talk about a decision: a way, that it is none, which ways there are.

Read before any wish, so that "or write her a letter" is a way and begins no letter. The patterns
stand in the language's `ways.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.dialogues.decide import ENOUGH, NO_EXAMPLES, TELL_VALUES, TELL_WAYS
from assistant.formatting.rephrasing import tidy
from assistant.practice.ways import (
    denied_way,
    instead_of_it,
    is_a_way,
    no_other_way,
    puts_the_question,
    ways_said,
    which_way,
)
from intents import Choice, Freely, Meaning

if TYPE_CHECKING:
    from intents import Language

OF_A_DECISION = "decide."
WHAT_IT_IS = "decide.what_is_it"
OF_A_WAY = "decide.way."
OF_WHAT_IT_SERVES = "decide.serves"
OF_A_STEP = ("decide.shall_i_keep_it", "decide.first_step")
"""The questions about the first step, which ask of no way any more."""
AT_LEAST = 2
"""A single word has readers of its own."""


def said_of_a_decision(language: Language, text: str, context: Context) -> Interpretation | None:
    """What `text` says of the ways or the questions of a decision; `None` for none of it."""
    ask = context.ask
    if ask is None or not ask.key.startswith(OF_A_DECISION) or ask.key in OF_A_STEP:
        return None
    if context.paused or context.one_part or context.safety_talk or len(text.split()) < AT_LEAST:
        return None
    ways = ways_said(text, language.name)
    asked = {
        TELL_WAYS: ways.asks,
        TELL_VALUES: ways.asks_values,
        NO_EXAMPLES: ways.no_examples,
        ENOUGH: ways.enough and not ways.decided,
    }
    for intent, is_asked in asked.items():
        if is_asked and intent in ask.also:
            return _read(text, "command", intent, language)
    if isinstance(context.expects, Choice):
        labels, options = context.expects.labels, context.expects.options
        place = which_way(text, labels, language.name)
        if ways.decided or place is None:
            return None
        return _read(text, "answer", options[place], language)
    if not isinstance(context.expects, Freely):
        return None
    none = no_other_way(text, language.name) and not ways.of_the_asking
    if ask.key.startswith(OF_A_WAY) and none:
        return _read(text, "command", "skip", language)
    asked_of = ask.key == WHAT_IT_IS and puts_the_question(text, language.name)
    surely = (
        asked_of
        or ways.of_the_asking
        or (ask.key.startswith(OF_A_WAY) and is_a_way(text, language.name))
    )
    if ask.key == OF_WHAT_IT_SERVES:
        surely = surely or ways.doubts or bool(instead_of_it(text, language.name))
    denied = denied_way(text, (str(ask.words.get("option", "")),), 0, language.name)
    if surely or denied is not None:
        return _read(text, "answer", tidy(text, language.name), language)
    return None


def _read(text: str, kind: Any, what: str, language: Language) -> Interpretation:
    said = tidy(text, language.name)
    if kind == "command":
        return Interpretation.of(Meaning(said, "command", what, score=1.0))
    return Interpretation.of(Meaning(said, "answer", value=what, score=1.0))
