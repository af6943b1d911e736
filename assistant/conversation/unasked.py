"""What is done to a goal or an answer only by an explicit wish for that very thing.

A learned reader may take a sentence for the wish to pause a goal. Where none of the words is there
by which one asks for that, nothing is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Interpretation
from assistant.conversation.phrases import Phrases, phrases_of
from intents import Meaning

if TYPE_CHECKING:
    from intents import Language

LEFT_ALONE = frozenset({"pause_goal", "drop_goal", "drop_value", "goal_done", "change_goal"})
"""The intents that are none where something shall be left alone."""


def without_unasked(said: Interpretation, language: Language) -> Interpretation:
    """The interpretation without wishes that nobody expressed."""
    words, phrases = language.words(said.text), phrases_of(language.name)
    if said.kind == "command" and _unasked(str(said.intent), words, phrases):
        left = tuple(act for act in said.acts if act.name != said.intent)
        return Interpretation(Meaning(said.text), left or (Act("unclear", 0, len(words)),))
    kept = tuple(
        act
        for act in said.acts
        if act.kind != "command" or not _unasked(act.name, words, phrases)
    )
    return said if kept == said.acts else replace(said, acts=kept)


def leaves_as_it_is(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether it is asked to leave something alone, or not to change it."""
    return _said("repair.leaves_alone", words, phrases)


def wants_something_new(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether something new is wanted, so that nothing kept is changed."""
    return _said("repair.wants_new", words, phrases)


def _unasked(intent: str, words: Sequence[str], phrases: Phrases) -> bool:
    if intent == "undo":
        return _said("repair.no_undo", words, phrases)
    if intent not in LEFT_ALONE:
        return False
    if leaves_as_it_is(words, phrases) or wants_something_new(words, phrases):
        return True
    return intent == "pause_goal" and not _said("repair.asks_to_rest", words, phrases)


def _said(name: str, words: Sequence[str], phrases: Phrases) -> bool:
    return any(phrases.longest_start(name, " ".join(words[at:])) for at in range(len(words)))
