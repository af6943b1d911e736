"""A wish for a reminder, or to be told what is kept, by the words that the model finds of it.

The model tells which words of an utterance say what a wish is about, and which what it shall become
(`intents.spans.Wish`); here they are read: "and put one on the tabla saturday ten to five" wishes a
reminder, about "the tabla", which shall come "saturday ten to five".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.reminder_changes import CHANGE, SET, SET_NOW
from assistant.conversation.reading.changes.reminder_named import reminders_named
from assistant.conversation.reading.changes.when_pieces import first_meant, when_pieces
from assistant.conversation.reading.changes.when_said import WhenSaid
from assistant.conversation.reading.named import named_in
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.said_words import as_said
from assistant.dialogues.reminder import half_a_day_on
from assistant.formatting.inflection import inflection
from assistant.formatting.language import optional_table
from assistant.practice.naming import A_NAME, shared_words
from assistant.practice.reminders import set_with
from intents import Date

if TYPE_CHECKING:
    from intents import Language

RECALL = "recall"
CANCEL = "cancel_reminder"
LISTS = {"show_goals": "list_goals", "show_values": "list_values"}
"""The commands that tell all that is kept, by the wish."""

Wished = tuple[str, dict[str, Any]]
"""A command and its slots."""


def reminder_wished(
    language: Language, text: str, context: Context, about: str, shall: str, weak: Sequence[str]
) -> Wished | None:
    """The command that sets or changes a reminder; `None` where its words tell too little.

    `about` are the words that name the reminder or the step, `shall` those of its hour, its days,
    or what it is to say; `weak` words name no step.
    """
    words = list(language.words(shall))
    when = first_meant(language, words, context.now)
    covered = {
        at
        for piece in when_pieces(language, words, context.now)
        for at in range(piece.start, piece.end)
    }
    rest = _content(language, [word for at, word in enumerate(words) if at not in covered])
    there = _meant(language, text, context, about, when)
    if there and when is not None:
        return CHANGE, {"reminders": there, **when.slots}
    if there and rest and len(words) <= A_NAME:
        return CHANGE, {"reminders": there, "renamed": as_said(language, text, words)}
    if when is None or not when.hours:
        return None
    slots: dict[str, Any] = {"hours": list(when.hours), "time": when.hours[0], "half": when.half}
    if when.rrule and not when.date:
        slots["rrule"] = when.rrule
    elif when.date:
        slots["date"] = when.date
    if when.also:
        slots["also"] = [one.slots for one in when.also]
    slots |= {of: said for of in ("without", "bound") if (said := getattr(when, of))}
    own = _content(language, list(language.words(about))) or rest
    if step := _step(language, own, context, weak) if own else context.talked_of("goal"):
        slots["goal"] = step
    elif own:
        slots["words"] = as_said(language, text, own)
    return SET, slots


def days_of_the_newest(language: Language, context: Context, shall: str) -> Wished | None:
    """The command that gives the reminder set just now the days that `shall` tells."""
    fresh = [one for one in context.reminders if one.fresh]
    newest = max(fresh, key=lambda one: one.nth, default=None)
    when = first_meant(language, list(language.words(shall)), context.now)
    if newest is None or when is None or not when.rrule:
        return None
    same = [one.id for one in fresh if set_with(one.id) == set_with(newest.id)]
    return CHANGE, {"reminders": same, "rrule": when.rrule}


def cancelled(language: Language, context: Context, about: str) -> Wished:
    """The command that cancels the reminders that `about` names, or asks which."""
    named = reminders_named(language, list(language.words(about)), context) if about else None
    return CANCEL, {"reminders": list(named.ids)} if named is not None and named.ids else {}


def told_of_kept(
    language: Language, text: str, context: Context, wish: str, about: str, weak: Sequence[str]
) -> Wished:
    """The command that tells what is kept of the one thing or the day that `about` names, or all.

    A day is looked for in all of `text`; "tell me first" names none.
    """
    name = named_in(language, language.words(about), (*context.goals, *context.values), weak)
    if name:
        return RECALL, {"of": "about", "what": name}
    words = list(language.words(text))
    ordinals = optional_table(language.name, "numbers.toml").get("ordinals", {})
    for piece in when_pieces(language, words, context.now):
        if piece.end - piece.start == 1 and words[piece.start] in ordinals:
            continue
        day = language.understand(" ".join(words[piece.start : piece.end]), Date(), now=context.now)
        if day.kind == "answer" and not piece.denied:
            return RECALL, {"of": "day", "date": day.value}
    return LISTS[wish], {}


def _step(language: Language, words: Sequence[str], context: Context, weak: Sequence[str]) -> str:
    """The step that has all of the words: "give Anna the letter" is not "thank Anna"."""
    step = named_in(language, words, context.goals, weak)
    shared = shared_words(language.words(step), words, inflection(language.name))
    return step if step and shared == len(words) else ""


def _meant(
    language: Language, text: str, context: Context, about: str, when: WhenSaid | None
) -> list[str]:
    """The ids of the reminders that are there and meant.

    Where none is named it is the one set just now, if what was said of it is denied, or only the
    other half of the day is told.
    """
    if about:
        named = reminders_named(language, list(language.words(about)), context)
        if named.ids and (named.by - {"name"} or _has_all(language, named.name, context)):
            return list(named.ids)
    phrases = phrases_of(language.name)
    now = any(say.key.startswith(SET_NOW) for say in context.said)
    fresh = [one for one in context.reminders if one.fresh]
    denies = any(phrases.has("reminder.denies", word) for word in language.words(text))
    newest = max(fresh, key=lambda one: one.nth, default=None)
    if newest is None:
        return []
    half = when is not None and half_a_day_on(newest.time) in when.hours and not when.half
    if not half and not (now and denies):
        return []
    return [one.id for one in fresh if set_with(one.id) == set_with(newest.id)]


def _has_all(language: Language, name: str, context: Context) -> bool:
    """Whether a reminder has all words of a name: "call mum" is not "call mum about the dog"."""
    words, forms = name.split(), inflection(language.name)
    return any(
        shared_words(language.words(f"{one.words} {one.step}"), words, forms) == len(words)
        for one in context.reminders
    )


def _content(language: Language, words: Sequence[str]) -> list[str]:
    """The words from the first to the last that say something of their own."""
    phrases = phrases_of(language.name)
    idle = (
        "reminder.denies", "reminder.fill", "reminder.joins", "reminder.names_it",
        "reminder.of_it", "reminder.says", "reminder.speaks_of_it", "reminder.tails",
        "function_words",
    )  # fmt: skip
    told = [
        at for at, word in enumerate(words) if not any(phrases.has(name, word) for name in idle)
    ]
    return list(words[told[0] : told[-1] + 1]) if told else []
