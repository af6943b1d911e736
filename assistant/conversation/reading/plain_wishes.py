"""Wishes in sentences that need to know the moment: "check in" at eight in the evening, "you
choose", "can you put that down as a step", "nothing else" after other words.

The templates stand in the language's `requests.toml`, the lists in its `interpretation.toml`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.step_said import step_said
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.practice.naming import short_name
from intents import Command, Dictation, Meaning, Sound

if TYPE_CHECKING:
    from intents import Language

MORNING, EVENING = "morning_checkin", "evening_checkin"
FROM, UNTIL = 18, 4
"""From this hour until that one it is evening, as the menu says."""
A_NAME, A_STEP = 3, 12
"""In fewer words, and in more, that were said before no step is looked for."""
A_SENTENCE = 4
"""So few words that end with "nothing else" have a reader of their own."""


def wished_plainly(language: Language, text: str, context: Context) -> Interpretation | None:
    """The command that `text` is as a whole; `None` for none of these."""
    if context.paused or context.one_part or context.safety_talk or len(text.split()) < 2:
        return None
    if isinstance(context.expects, Sound | Dictation):
        return None
    for request in language.requests(text):
        match request.name:
            case "keep_as_step":
                said = request.slots.get("what", "") or next(iter(context.heard), "")
                return _command(text, "add_goal", _step(language, said, context))
            case "skip_that":
                return _command(text, "skip")
            case "the_evening_one":
                return _command(text, EVENING)
            case "the_morning_one":
                return _command(text, MORNING)
            case "you_choose" if isinstance(context.expects, Command):
                return _command(text, EVENING if is_evening(context.now) else MORNING)
    at_menu = isinstance(context.expects, Command)
    if at_menu and _wants_nothing(text, phrases_of(language.name)):
        return _command(text, "done")
    return None


def at_this_hour(meaning: Meaning, context: Context, phrases: Phrases) -> Meaning:
    """The check-in of the hour, where no part of the day was named: "check in"."""
    if meaning.intent != MORNING or not is_evening(context.now):
        return meaning
    words = meaning.text.lower().replace("-", " ").split()
    if any(phrases.has("of_the_morning", word.strip(",.;:!?")) for word in words):
        return meaning
    return replace(meaning, intent=EVENING)


def is_evening(now: datetime | None) -> bool:
    """Whether it is evening where the person is."""
    return now is not None and not UNTIL <= now.hour < FROM


def _command(text: str, intent: str, slots: dict[str, Any] | None = None) -> Interpretation:
    return Interpretation.of(Meaning(text, "command", intent, score=1.0, slots=slots or {}))


def _step(language: Language, said: str, context: Context) -> dict[str, Any]:
    """What is said of a step: its words, how often, the reminder; nothing without a name."""
    if not A_NAME <= len(said.split()) <= A_STEP:
        return {}
    step = step_said(language, said, context.now)
    if not step.words or not short_name(step.words, language.name, step=True):
        return {}
    slots: dict[str, Any] = {"goal": step.words}
    slots |= {"often": step.often} if step.often else {}
    slots |= {"remind": step.remind} if step.remind is not None else {}
    return slots


def _wants_nothing(text: str, phrases: Phrases) -> bool:
    """Whether nothing else is wanted, whatever kind or unkind word goes with it."""
    words = [word.lower().strip(",.;:!?") for word in text.split()]
    thanks = phrases.longest_start("wants_nothing", " ".join(words))
    if thanks:
        return True
    ends = any(phrases.has("nothing_else", " ".join(words[-size:])) for size in (2, 3, 4))
    before = next((w for w in reversed(words) if not phrases.has("of_nothing_else", w)), "")
    return ends and len(words) > A_SENTENCE and not phrases.has("no_nothing_after", before)
