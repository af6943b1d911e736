"""Another step in place of the one of which it is asked how often: "no, what I can do is read".

A step that was just named is not kept yet, so that its name is changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.changes.repairs import JUST_NAMED, RENAME
from assistant.conversation.reading.changes.rhythm_said import rhythm_said
from assistant.conversation.reading.changes.step_said import plain_words, step_said
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.core import deed_at
from assistant.formatting.rephrasing import as_action, strip_hedges, tidy
from assistant.practice.naming import A_TITLE, is_name, same_name, step_title
from intents import Aspiration, Meaning, Recurrence

if TYPE_CHECKING:
    from intents import Language

ASKED = ("goal.how_often", "goal.shall_i_keep_it")
"""The questions about a step that has a name, and is not kept yet."""
AT_LEAST = 3
"""So many words tell another step by themselves."""
LONGEST = 14
"""In more words something is told, and another step follows a lead to it."""


def another_step(language: Language, text: str, context: Context) -> Interpretation | None:
    """The command to call the step that is asked about otherwise, maybe beside how often it is
    done; `None` for none.
    """
    ask = context.ask
    if ask is None or ask.key not in ASKED or context.paused or context.one_part:
        return None
    if (both := _answered_and_named(language, text, context)) is not None:
        return both
    said = _after_a_lead(text, phrases_of(language.name)) or _told_plainly(language, text, context)
    if not said:
        return None
    step = step_said(language, said, context.now).words
    name, old = step_title(as_action(step, language.name), language.name), str(ask.words["goal"])
    if deed_at(name, language.name) != 0 or same_name(name, old, language.name):
        return None
    slots = {"old": old, "new": name, JUST_NAMED: True}
    meaning = Meaning(tidy(text, language.name), "command", RENAME, score=1.0, slots=slots)
    return Interpretation.of(meaning)


def _answered_and_named(language: Language, text: str, context: Context) -> Interpretation | None:
    """How often, and what to call it: "just once, and can you word it as write to Aoife"."""
    phrases, words = phrases_of(language.name), text.split()
    plain = plain_words(words)
    leads = (
        (at, lead)
        for at in range(1, len(words))
        if (lead := phrases.longest_start("names_the_step", " ".join(plain[at:])))
    )
    at, lead = next(leads, (0, ""))
    if not lead or context.ask is None:
        return None
    often = language.understand(" ".join(words[:at]), Recurrence(), now=context.now)
    named = words[at + len(lead.split()) :]
    rests = ((n, " ".join(plain[len(words) - len(named) + n :])) for n in range(1, len(named)))
    end = next((n for n, rest in rests if phrases.longest_start("repair.ends_a_name", rest)), None)
    name = step_title(as_action(" ".join(named[:end]), language.name), language.name)
    if often.kind != "answer" or not is_name(name, language.name, A_TITLE):
        return None
    slots = {"old": str(context.ask.words["goal"]), "new": name}
    acts = (
        Act("answer", 0, at, value=often.value, words=" ".join(words[:at])),
        Act("command", at, len(words), RENAME, slots=slots, words=" ".join(words[at:])),
    )
    return Interpretation(replace(often, text=tidy(text, language.name)), acts)


def _after_a_lead(text: str, phrases: Phrases) -> str:
    """What follows the last words that lead to another step; "" for none."""
    words = text.split()
    plain = plain_words(words)
    for at in range(len(words) - 1, -1, -1):
        if lead := phrases.longest_start("leads_to_another_step", " ".join(plain[at:])):
            return " ".join(words[at + len(lead.split()) :])
    return ""


def _told_plainly(language: Language, text: str, context: Context) -> str:
    """The words of a step that are all that was said, and tell no rhythm; "" for none."""
    said = strip_hedges(text, language.name)
    if not AT_LEAST <= len(said.split()) <= LONGEST or deed_at(said, language.name) != 0:
        return ""
    read = language.understand(said, Recurrence(), now=context.now)
    if read.kind == "answer" or rhythm_said(said, context, language) is not None:
        return ""
    step = language.understand(said, Aspiration(action=True), now=context.now)
    is_step = isinstance(step.value, dict) and step.value["kind"] == "goal"
    return said if is_step else ""
