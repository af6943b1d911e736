"""Finds the reminder that is named: by its hour, its day, its words, its step or its place.

"The one at seven thirty", "the reminder of the dutch words", "the friday one", "the second".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.when_pieces import WhenPiece, when_pieces
from assistant.conversation.reading.phrases import phrases_of
from assistant.dialogues.reminder import half_a_day_on
from assistant.formatting.inflection import inflection
from assistant.practice.naming import shared_words
from assistant.practice.reminders_there import ReminderThere
from intents import Choice
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

A_WEEK = 7
ONE = "one"
"""What stands for a thing named before."""


@dataclass(frozen=True)
class Named:
    """The ids of the reminders that may be meant, and the words that name one.

    `by`: what they were found by, "hour", "day", "name", "place"; nothing where they name none.
    """

    ids: tuple[str, ...] = ()
    by: frozenset[str] = frozenset()
    name: str = ""


def is_reference(words: Sequence[str], language: str) -> bool:
    """Whether words stand for a reminder: "the pills reminder", "the one at six"."""
    phrases = phrases_of(language)
    if any(phrases.has("reminder.another_one", word) for word in words[:1]):
        return False
    if any(phrases.has("reminder.names_it", word) for word in words):
        return True
    if not words or not phrases.has("reminder.the_one", words[0]):
        return False
    return _head(words, language) > 0 or all(phrases.has("reminder.places", w) for w in words[1:])


def reminders_named(language: Language, words: Sequence[str], context: Context) -> Named:
    """The reminders that `words`, in normal form, name."""
    phrases = phrases_of(language.name)
    head = _head(words, language.name)
    places = [
        word
        for at, word in enumerate(words)
        if phrases.has("reminder.places", word)
        and (at + 1 in (head, len(words)) or phrases.has("reminder.names_it", words[at + 1]))
    ]
    said = [word for at, word in enumerate(words) if at != head and word not in places]
    pieces = when_pieces(language, said, context.now)
    covered = {at for piece in pieces for at in range(piece.start, piece.end)}
    rest = [word for at, word in enumerate(said) if at not in covered]
    idle = (
        "reminder.of_it",
        "reminder.fill",
        "reminder.names_it",
        "function_words",
        "reminder.says",
    )
    name = [word for word in rest if not any(phrases.has(n, word) for n in idle)]
    found, by = list(context.reminders), set[str]()
    for piece in pieces:
        if piece.when.hours:
            by.add("hour")
            found = [one for one in found if _at_hour(one, piece)]
        if piece.when.rrule or piece.when.date:
            by.add("day")
            found = _on_days(found, piece)
    if name:
        by.add("name")
        found = _called(language, name, found)
    if places and len(found) > 1:
        by.add("place")
        found = _in_place(language, places, found)
    return Named(tuple(one.id for one in found) if by else (), frozenset(by), " ".join(name))


def _head(words: Sequence[str], language: str) -> int:
    """The place of the "one" that stands for a reminder; -1 for none."""
    phrases = phrases_of(language)
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        last = at == len(words) - 1
        if not last and phrases.has("reminder.oclock", words[at + 1]):
            continue  # "The one o'clock" is at that hour.
        if word == ONE and at and (phrases.has("reminder.the_one", before) or last):
            return at
        if word == ONE and at and phrases.has("reminder.leads_to_name", words[at + 1]):
            return at
    return -1


def _at_hour(one: ReminderThere, piece: WhenPiece) -> bool:
    hours = piece.when.hours
    return one.time in hours or (piece.when.half and one.time in map(half_a_day_on, hours))


def _on_days(found: list[ReminderThere], piece: WhenPiece) -> list[ReminderThere]:
    """Those of the day that is named, of these the ones that come on the fewest other days."""
    when = piece.when
    if when.rrule and not when.date:
        named = weekdays(when.rrule)
        return [o for o in found if not o.day and named <= (weekdays(o.rrule) or named)]
    day = date.fromisoformat(when.date)
    on = [one for one in found if one.on(day) or (when.rrule and _on_weekday(one, day))]
    fewest = min(map(_how_many_days, on), default=0)
    return [one for one in on if _how_many_days(one) == fewest]


def _how_many_days(one: ReminderThere) -> int:
    """On how many days of a week a reminder comes."""
    return 1 if one.day else len(weekdays(one.rrule)) or A_WEEK


def _on_weekday(one: ReminderThere, day: date) -> bool:
    return bool(one.day) and date.fromisoformat(one.day).weekday() == day.weekday()


def weekdays(rrule: str) -> frozenset[str]:
    """The weekdays that a rule names; none for every day."""
    return frozenset(RecurrenceSet.parse(rrule).parts.get("BYDAY", "").split(",")) - {""}


def _called(
    language: Language, name: Sequence[str], found: list[ReminderThere]
) -> list[ReminderThere]:
    """Those that most of the words of a name belong to."""
    forms = inflection(language.name)
    counted = [
        (shared_words(language.words(f"{one.words} {one.step}"), name, forms), one) for one in found
    ]
    most = max((count for count, _ in counted), default=0)
    if not most or most * 2 < len(name):
        return []
    return [one for count, one in counted if count == most]


def _in_place(
    language: Language, places: Sequence[str], found: list[ReminderThere]
) -> list[ReminderThere]:
    """The one in the place that is named, of those told in this order."""
    options = tuple(one.id for one in found)
    expects = Choice(options, labels=tuple(one.words for one in found))
    read = language.understand(f"the {places[-1]} one", expects)
    chosen = read.value if read.kind == "answer" else None
    return [one for one in found if one.id == chosen]
