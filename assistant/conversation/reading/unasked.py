"""What is done to a goal or an answer only by an explicit wish for that very thing.

A learned reader may take a sentence for the wish to pause a goal. Where none of the words is there
by which one asks for that, nothing is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Interpretation
from assistant.conversation.reading.changes.day_corrections import FOUND
from assistant.conversation.reading.changes.plain_renaming import (
    is_no_name,
    names_only_a_time,
    only_tells_of_a_name,
)
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.unasked_words import (
    asks_to_undo,
    leaves_as_it_is,
    said_anywhere,
    wants_something_new,
)
from assistant.formatting.inflection import inflection
from intents import Meaning

if TYPE_CHECKING:
    from intents import Language

RENAME, CHANGE = "rename", "change_goal"
LEFT_ALONE = frozenset({"pause_goal", "drop_goal", "drop_value", "goal_done", "change_goal"})
"""The intents that are none where something shall be left alone."""


def without_unasked(said: Interpretation, language: Language) -> Interpretation:
    """The interpretation without wishes that nobody expressed."""
    words, phrases = language.words(said.text), phrases_of(language.name)
    if _is_named_in_vain(said, language, phrases):
        acts = tuple(replace(a, value=False) if a.kind == "answer" else a for a in said.acts)
        said = replace(said, meaning=replace(said.meaning, value=False), acts=acts)
    if _only_told(said, language):
        said = _without(said, RENAME)
    if _names_another(said, language, words, phrases):
        said = _without(said, CHANGE)
    if said.kind == "command" and _unasked(str(said.intent), words, phrases):
        return _without(said, str(said.intent))
    kept = tuple(
        act for act in said.acts if act.kind != "command" or not _unasked(act.name, words, phrases)
    )
    return said if kept == said.acts else replace(said, acts=kept)


def _is_named_in_vain(said: Interpretation, language: Language, phrases: Phrases) -> bool:
    """Whether the other name that an answer seems to give is none: "no, leave it alone"."""
    value = said.value
    if not said.is_answer or not isinstance(value, Mapping) or value.get("kind") != "name":
        return False
    name = str(value["words"])
    return leaves_as_it_is(language.words(name), phrases) or is_no_name(language, name)


def _without(said: Interpretation, intent: str) -> Interpretation:
    left = tuple(act for act in said.acts if act.name != intent)
    if said.intent != intent:
        return said if left == said.acts else replace(said, acts=left)
    return Interpretation(Meaning(said.text), left or (Act("unclear", 0, len(said.text.split())),))


def _only_told(said: Interpretation, language: Language) -> bool:
    """Whether another name is only told of, or no name at all: "I'd call that done"."""
    acts = [act.slots for act in said.acts if act.name == RENAME]
    slots = said.slots if said.intent == RENAME else next(iter(acts), None)
    if slots is None:
        return False
    new = str(slots.get("new", ""))
    words, phrases = language.words(said.text), phrases_of(language.name)
    surely = said_anywhere("repair.surely_names", words, phrases)
    timely = not surely and names_only_a_time(language, new)
    if new and (timely or is_no_name(language, new)):
        return True
    return only_tells_of_a_name(language, said.text)


def _names_another(
    said: Interpretation, language: Language, words: Sequence[str], phrases: Phrases
) -> bool:
    """Whether the change is of something else: "make the postcard once a month", or something
    else is asked about: "what about the walk I told you of"."""
    slots = said.slots if said.intent == CHANGE else {}
    slots = next((act.slots for act in said.acts if act.name == CHANGE and act.slots), slots)
    goal = "" if slots.get(FOUND) else str(slots.get("goal", ""))
    asked = said_anywhere("repair.asks_about", words, phrases)
    if not goal or not (asked or phrases.longest_start("goal_changes", " ".join(words))):
        return False
    kin = inflection(language.name)
    own = {base for word in language.words(goal) for base in kin.bases(word)}
    for before, word in pairwise(words):
        if phrases.has("before_a_name", before) and not phrases.has("goal_word", word):
            known = phrases.has("rhythm_words", word) or phrases.has("repair.names_days", word)
            return not known and own.isdisjoint(kin.bases(word))
    return False


def _unasked(intent: str, words: Sequence[str], phrases: Phrases) -> bool:
    if intent == "undo":
        return not asks_to_undo(words, phrases)
    if intent not in LEFT_ALONE:
        return False
    if leaves_as_it_is(words, phrases) or wants_something_new(words, phrases):
        return True
    if intent == "change_goal":
        tells = bool(phrases.longest_start("repair.tells_a_habit", " ".join(words)))
        return tells and not said_anywhere("repair.asks_for_a_change", words, phrases)
    return intent == "pause_goal" and not said_anywhere("repair.asks_to_rest", words, phrases)
