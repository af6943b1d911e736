"""Offers a step told of at a menu, in place of listening: "I want to stop snapping at them".

It is only asked whether to keep it: somebody may tell of it and want nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.new_goal_requests import ADD_GOAL, new_goal
from assistant.conversation.reading.named import named_in
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.wished_patterns import words_of
from assistant.formatting.rephrasing import tidy
from assistant.formatting.things import cue_and_step
from assistant.practice.tellings import felt_in
from assistant.safety.noticing import notice
from intents import Alternative, Aspiration, Command, Meaning

if TYPE_CHECKING:
    from intents import Language

TOLD = frozenset({"telling", "courtesy", "unclear"})
"""What an utterance is that may tell of a step."""
DEEDS = frozenset({"goal", "not_doing"})
"""The kinds of hopes that can be kept as a step."""
STOP = "stop"
LIKELY = 0.5
"""The score of what is only asked about."""
AT_LEAST, MOST = 2, 9
"""A step that is offered has so many words."""
A_STORY = 40
"""In more words something is told at length, and listened to."""
MARKS = ",.;:!?"


def step_told(
    language: Language, text: str, context: Context, said: Interpretation
) -> Interpretation | None:
    """The step to offer, where the rules found nothing but a telling; `None` for none."""
    lead = said.lead
    guessed = said.intent == STOP and said.score < 1  # "I want to give up smoking".
    if not guessed and (said.kind != "nothing" or lead is None or lead.kind not in TOLD):
        return None
    if not isinstance(context.expects, Command) or context.paused or context.one_part:
        return None
    name = language.name
    if len(text.split()) > A_STORY or said.act("question") is not None:
        return None
    if felt_in(text, name).heavy or notice(text, name) is not None:
        return None
    slots = _step(language, text, context)
    if slots is None or named_in(language, language.words(slots["goal"]), context.goals):
        return None
    phrase = str(slots["goal"])
    meant = (Alternative(ADD_GOAL, LIKELY, phrase),)
    said_of_it = tidy(text, name)
    return Interpretation.of(
        Meaning(said_of_it, "unsure", score=LIKELY, slots=slots, alternatives=meant)
    )


def _step(language: Language, text: str, context: Context) -> dict[str, Any] | None:
    """The slots of the step that is told last; `None` for none."""
    phrases, words = phrases_of(language.name), text.split()
    plain = [word.lower().replace("\u2019", "'").strip(MARKS) for word in words]
    for at in range(len(words) - 1, -1, -1):
        rest = " ".join(plain[at:])
        lead = phrases.longest_start("may_want_to_do", rest)
        cue = ""
        if not lead and (lead := phrases.longest_start("will_do", rest)):
            cue = _condition(words[:at], language)
            lead = lead if cue else ""
        if not lead:
            continue
        told = words[at + len(lead.split()) :]
        while told and told[0].lower() in words_of(language.name, "words", "after"):
            told = told[1:]
        begins = " ".join(told).lower()
        if phrases.longest_start("no_step_told", begins) and not _gives_up_a_thing(begins, phrases):
            return None
        if phrases.longest_start("asks_lantern", begins) not in ("", "stop", "set", "move", "keep"):
            return None
        slots = new_goal(language, " ".join(told), context, for_a_value=False)
        step = str(slots.get("goal", ""))
        if AT_LEAST <= len(step.split()) <= MOST and _is_deed(language, step):
            return {**slots, **({"when": cue} if cue else {})}
    return None


def _gives_up_a_thing(begins: str, phrases: Phrases) -> bool:
    """Whether it is told what is to be given up: "give up smoking"."""
    lead = phrases.longest_start("gives_up", begins)
    return bool(lead and phrases.longest_start("may_be_given_up", begins[len(lead) :].strip()))


def _condition(before: list[str], language: Language) -> str:
    """The condition that words end with: "when I feel my temper rising"; "" for none."""
    for at in range(len(before) - AT_LEAST, -1, -1):
        cue, step = cue_and_step(f"{' '.join(before[at:])} I do it", language.name)
        if cue and step == "do it":
            return cue
    return ""


def _is_deed(language: Language, step: str) -> bool:
    hope = language.understand(step, Aspiration()).value
    return isinstance(hope, Mapping) and hope.get("kind") in DEEDS
