"""Reads what is meant to be done today or tomorrow, whole and without what is said beside it."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.acts import HEAVY, Act, Context, Interpretation
from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.intention import (
    intention_of,
    plain_intention,
    without_restarts,
)
from assistant.formatting.rephrasing import tidy
from intents import Meaning, load

TO_BE_DONE = ("morning.intention", "evening.tomorrow")
"""The questions for what is to be done."""
WHEN = "morning.when"
STILL_SO = "morning.is_it_still_so"
"""The question whether the intention that was told last evening still holds."""
CHANGES = "change_intention"
"""The intent that the intention of the day is another; where it is asked for, it answers."""
A_SENTENCE = 4
"""With fewer words it is an answer as it is."""


def with_intention_whole(
    said: Interpretation, text: str, context: Context, language: str
) -> Interpretation:
    """The interpretation with the whole intention: no part of it is left out or stands alone.

    A good-bye at its end ends the conversation.
    """
    ask = context.ask
    if ask is not None and ask.key == STILL_SO and (said.value is False or not said.is_answer):
        return _another_instead(said, text, language)
    if ask is None or ask.key not in (*TO_BE_DONE, WHEN):
        return said
    if ask.key == WHEN:
        begun_twice = said.is_answer and isinstance(said.value, str)
        value = tidy(without_restarts(str(said.value)), language)
        return replace(said, meaning=replace(said.meaning, value=value)) if begun_twice else said
    changes = said.intent == CHANGES
    if not changes and not (said.is_answer and isinstance(said.value, str)):
        return said
    if len(text.split()) < A_SENTENCE:
        return said
    parts = [act for act in said.acts if act.kind in ("answer", "unclear")]
    wishes = any(act.kind in ("command", "preference", "question") for act in said.acts)
    if any(act.weight >= HEAVY and act.name == "sorrow" for act in said.acts):
        return said
    whole = changes or (len(parts) > 1 and not wishes)
    value = plain_intention(text if whole else str(said.value), language)
    if not value:
        return said
    meaning = Meaning(tidy(text, language), "answer", value=value, score=1.0)
    end = len(text.split())
    acts: tuple[Act, ...] = (Act("answer", 0, end, value=value, words=text),)
    acts += tuple(act for act in said.acts if act.kind in ("command", "preference", "question"))
    last = " ".join(load(language).words(text)[-1:])
    if phrases_of(language).has("says_good_bye", last):
        acts += (Act("command", end, end, "stop"),)
    return Interpretation(meaning, acts, said.unused)


def _another_instead(said: Interpretation, text: str, language: str) -> Interpretation:
    """The interpretation with what is wanted in place of the intention that was proposed."""
    plain = plain_intention(text, language)
    if plain == text or len(plain.split()) >= len(text.split()) or not said.acts:
        return said
    if len(plain.split()) < A_SENTENCE or intention_of(plain, language) != plain:
        return said
    value = {"kind": "words", "words": plain}
    meaning = Meaning(tidy(text, language), "answer", value=value, score=1.0)
    return Interpretation(meaning, (Act("answer", 0, len(text.split()), value=value, words=text),))
