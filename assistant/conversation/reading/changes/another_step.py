"""Another step in place of the one of which it is asked how often: "no, what I can do is read".

A step that was just named is not kept yet, so that its name is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.repairs import JUST_NAMED, RENAME
from assistant.conversation.reading.changes.step_said import rhythm_said, step_said
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.core import deed_at
from assistant.formatting.rephrasing import as_action, strip_hedges, tidy
from assistant.practice.naming import same_name, step_title
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
    """The command to call the step that is asked about otherwise; `None` for none."""
    ask = context.ask
    if ask is None or ask.key not in ASKED or context.paused or context.one_part:
        return None
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


def _after_a_lead(text: str, phrases: Phrases) -> str:
    """What follows the last words that lead to another step; "" for none."""
    words = text.split()
    plain = [word.lower().strip(",.;:!?") for word in words]
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
