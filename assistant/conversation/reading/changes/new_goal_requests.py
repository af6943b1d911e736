"""A new goal asked for in one breath, with all that was said of it.

"Add a step: call Tesfaye on Sunday after church", "add a goal for it, two hundred words on Tuesday
and Thursday nights", "I want to read five pages every night and remind me at nine".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.hours_said import hours_said
from assistant.conversation.reading.changes.step_said import step_said
from assistant.conversation.reading.named import names_nothing
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.core import deed_at
from assistant.practice.naming import is_name, nearest, short_name
from intents import Command, Freely, Meaning, Recurrence, YesNo

if TYPE_CHECKING:
    from intents import Language

ADD_GOAL = "add_goal"
A_NAME = 5
"""At most so many words after "for" are tried as the name of a value."""
A_RHYTHM = 6
"""So many words before or after a step may tell how often."""
WELCOMED = "welcome.goodbye"
VALUES_KEPT = ("repair.added", "value.goodbye")
"""What is said when a value was kept."""
BEFORE_IT = 8
"""Among so many first words a lead begins."""
MARKS = ",.;:!?"


def of_a_new_goal(language: Language, text: str, context: Context) -> Meaning | None:
    """The command to add the goal that `text` tells; `None` where it tells none."""
    expects = context.expects
    thinks = isinstance(expects, Freely) and not (expects.hope or expects.action or expects.aloud)
    if not (thinks or isinstance(expects, Command | YesNo)) or context.paused:
        return None
    phrases = phrases_of(language.name)
    words = _led("adds_a_goal", text.split(), phrases, language)
    rest = _after("adds_a_goal", words, phrases)
    asked = len(rest) < len(words)
    if not asked and not isinstance(context.expects, Command):
        return None
    if not asked:
        words = _led("wants_to_do", text.split(), phrases, language)
        rest = _after("wants_to_do", words, phrases)
        if len(rest) == len(words) or phrases.longest_start("asks_lantern", _plain(rest)):
            return None
    slots = new_goal(language, " ".join(rest), context, for_a_value=asked)
    told = "often" in slots or "remind" in slots
    if not ("goal" in slots and (asked or told)) and not (asked and "for" in slots):
        return None
    return Meaning(text, "command", ADD_GOAL, score=1.0, slots=slots)


def new_goal(
    language: Language, text: str, context: Context, *, for_a_value: bool = True
) -> dict[str, Any]:
    """The slots of a new goal that `text` tells: the step, how often, its value, the reminder.

    `for_a_value`: whether it may name the value that it is for. Empty where no step is told.
    """
    phrases = phrases_of(language.name)
    rest = [word for word in text.split() if not phrases.has("within_a_step", word.lower())]
    value, rest = _value_for(rest, context, phrases, language.name) if for_a_value else ("", rest)
    value = value or _kept_just_now(context)
    said = step_said(language, " ".join(_after("before_a_step", rest, phrases)), context.now)
    step, when = _without_hours(language, said.words, context)
    named = bool(step) and bool(short_name(step, language.name, step=True))
    slots: dict[str, Any] = {"goal": step} if named else {}
    slots |= {"when": when} if when and named else {}
    slots |= {"for": value} if value else {}
    slots |= {"often": said.often} if said.often and named else {}
    slots |= {"remind": said.remind} if said.remind is not None and named else {}
    return slots


def _without_hours(language: Language, step: str, context: Context) -> tuple[str, str]:
    """A step without the several hours at which it is done: "at eight and at six in the evening".

    A single hour belongs to the name: "in bed by ten".
    """
    words, phrases = step.split(), phrases_of(language.name)
    for at in range(2, len(words) - 2):
        leads = phrases.has("reminder.leads_to_hours", words[at].lower())
        if leads and hours_said(language, " ".join(words[at:]), context.now):
            return " ".join(words[:at]), " ".join(words[at:])
    return step, ""


def with_what_stands_beside(
    language: Language,
    slots: dict[str, Any],
    before: Sequence[str],
    after: Sequence[str],
    context: Context,
) -> dict[str, Any]:
    """The slots of a new goal with what is said of it before and after the step itself.

    "Under keeping my word I want to put | call Ray", "walk around the lot | every evening". Right
    after a value was kept, a step is for that one.
    """
    if "goal" not in slots:
        return slots
    phrases = phrases_of(language.name)
    if "for" not in slots:
        value, _ = _value_for(list(before), context, phrases, language.name)
        slots |= {"for": value} if value else {}
    if "often" not in slots:
        often = _often(language, after, context) or _often(language, before, context, last=True)
        slots |= {"often": often} if often else {}
    return slots


def _often(
    language: Language, words: Sequence[str], context: Context, *, last: bool = False
) -> Any:
    """The rhythm that words begin with, or end with; `None` for none."""
    said = list(words[-A_RHYTHM:] if last else words[:A_RHYTHM])
    for size in range(len(said), 0, -1):
        piece = said[-size:] if last else said[:size]
        read = language.understand(" ".join(piece), Recurrence(), now=context.now)
        if read.kind == "answer":
            return read.value
    return None


def _after(name: str, words: list[str], phrases: Phrases) -> list[str]:
    """Words without what they begin with of a list."""
    while words and (lead := phrases.longest_start(name, _plain(words))):
        words = words[len(lead.split()) :]
    return words


def _led(name: str, words: list[str], phrases: Phrases, language: Language) -> list[str]:
    """Words from a lead on, where only small words stand before it: "it's okay so | I want to"."""
    for at in range(min(len(words), BEFORE_IT)):
        if phrases.longest_start(name, _plain(words[at:])):
            return words[at:]
        small = (
            phrases.has("repair.before_naming", word) or names_nothing(word, language.name)
            for word in language.words(words[at])
        )
        if not all(small):
            break
    return _after("goal_leads", words, phrases)


def _value_for(
    words: list[str], context: Context, phrases: Phrases, language: str
) -> tuple[str, list[str]]:
    """The value that a goal is said to be for, and the words without it."""
    plain = _plain(words).split()
    for at in range(len(plain)):
        if not phrases.has("for_a_value", plain[at]):
            continue
        ends = range(min(len(plain), at + 1 + A_NAME), at + 1, -1)
        exactly = (end for end in ends if _is_one(plain[at + 1 : end], context, phrases))
        # "For patience study an hour": what is just the name of a value counts first.
        for end in (*exactly, *ends):
            value = _named(plain[at + 1 : end], context, phrases, language)
            if value:
                return value, [*words[:at], *words[end:]]
        if not _after("before_a_step", words[:at], phrases):
            return _another_value(words[at + 1 :], language)
    return "", words


def _kept_just_now(context: Context) -> str:
    """The value that was kept just now, which is talked of; "" for none.

    At the end of the first meeting all that was kept is spoken of.
    """
    if any(say.key == WELCOMED for say in context.said):
        return ""
    kept = (str(say.words.get("value", "")) for say in context.said if say.key in VALUES_KEPT)
    return next((value for value in kept if value in context.values), "")


def _another_value(words: list[str], language: str) -> tuple[str, list[str]]:
    """A value there is not yet, and the step after it: "my marriage | take a walk"."""
    at = deed_at(" ".join(words), language)
    size = len(words) if at is None else at
    if not 0 < size <= A_NAME or not is_name(" ".join(words[:size]), language):
        return "", words
    return " ".join(words[:size]), words[size:]


def _is_one(words: list[str], context: Context, phrases: Phrases) -> bool:
    """Whether some words are just the name of a value, but for what may stand around it."""
    bare = [word for word in words if not phrases.has("goal_word", word)]
    while len(bare) > 1 and phrases.has("before_a_name", bare[0]):
        bare = bare[1:]
    return " ".join(bare) in {value.casefold() for value in context.values}


def _named(words: list[str], context: Context, phrases: Phrases, language: str) -> str:
    """The value some words mean: one of those there are, or the one talked of just now."""
    if phrases.has("meant_of_values", " ".join(words)):
        said = (say.words.get("value") for say in reversed(context.said))
        talked = (str(name) for name in said if name in context.values)
        return next(talked, context.values[-1] if context.values else "")
    bare = [word for word in words if not phrases.has("goal_word", word)]
    bare = [word for word in bare if not phrases.has("before_a_name", word)]
    place = nearest(" ".join(bare), context.values, language) if bare else None
    return "" if place is None else context.values[place]


def _plain(words: list[str]) -> str:
    return " ".join(word.lower().strip(MARKS) for word in words)
