"""Names in a step whom or what it is about, where that was told before: "ring my brother".

"My brother in Canada, I want to ring him on Sundays" names a step "ring him", which tells nothing
on another day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Interpretation
from assistant.conversation.reading.phrases import Phrases, phrases_of

if TYPE_CHECKING:
    from intents import Language

ADD_GOAL = "add_goal"
MARKS = ",.;:!?"


def with_who_is_meant(said: Interpretation, text: str, language: Language) -> Interpretation:
    """The interpretation, with a new step that names whom it is about."""
    slots = said.slots if said.intent == ADD_GOAL else {}
    if not slots:
        slots = next((act.slots for act in said.acts if act.name == ADD_GOAL and act.slots), {})
    step = str(slots.get("goal", ""))
    named = _named(step, text, phrases_of(language.name)) if step else ""
    if not named:
        return said
    acts = tuple(
        replace(act, slots=_with(act.slots, named)) if act.name == ADD_GOAL and act.slots else act
        for act in said.acts
    )
    if said.intent != ADD_GOAL:
        return replace(said, acts=acts)
    meaning = replace(said.meaning, slots=_with(said.meaning.slots, named))
    return replace(said, meaning=meaning, acts=acts)


def _with(slots: Mapping[str, object], step: str) -> dict[str, object]:
    return {**slots, "goal": step}


def _named(step: str, text: str, phrases: Phrases) -> str:
    """The step with the name in place of the word that stands for it; "" where nothing does."""
    words, plain = step.split(), _plain(step)
    said = _plain(text)
    starts = (n for n in range(len(said)) if said[n : n + len(plain[:2])] == plain[:2])
    before = said[: next(starts, 0)]
    for at, word in enumerate(plain):
        place = phrases.has("stands_for_a_place", word)
        somebody = phrases.has("stands_for_somebody", word)
        if not at or not (place or somebody):
            continue
        after = plain[at + 1] if at + 1 < len(plain) else ""
        if after and not (
            phrases.has("function_words", after) or phrases.has("rhythm_words", after)
        ):
            return ""  # "Brush her hair".
        owned = [
            n
            for n, word in enumerate(before[:-1])
            if phrases.has("owns", word)
            and not (n and phrases.has("for_a_value", before[n - 1]))  # "For my marriage, …"
        ]
        if not owned:
            return ""
        start = owned[0]
        who = " ".join(text.split()[start : start + 2]).strip(MARKS)
        leads = ["to"] if place else []
        return " ".join([*words[:at], *leads, who, *words[at + 1 :]])
    return ""


def _plain(words: str) -> list[str]:
    return [word.lower().replace("\u2019", "'").strip(MARKS) for word in words.split()]
