"""Reminders there are: moved to other hours or days, or given other words."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from itertools import count
from typing import Any

import msgspec

from assistant.dialogues.choosing import choose_apart
from assistant.dialogues.own_reminder import (
    EACH_DAY,
    NOON,
    all_said_set,
    hours_of_other_days,
    said_set,
)
from assistant.dialogues.reminder import (
    AN_EVENING,
    MORNING,
    KnownReminder,
    SetBrief,
    half_a_day_on,
    in_words,
    labels_of,
    next_day,
    shall_it_be,
)
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.practice.reminders import ReminderCancelled, ReminderSet, set_with
from assistant.practice.schedule import left_out, with_more_days
from intents import Time
from intents.recurrence_set import RecurrenceSet

OF_A_GOAL = ".goal"
"""What the id of a goal's reminder holds; it keeps it, so that it follows the goal."""


def change_reminder(brief: SetBrief) -> Dialogue:
    """Move a reminder to another hour or other days, or give it other words."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if len(together := _all_that_are_named(brief)) > 1:
        yield from _days_of_all(brief, together)
        return
    replaced = _all_that_are_replaced(brief)
    known = replaced[0] if replaced else (yield from which_reminder(brief, "reminder.change_which"))
    if known is None:
        yield Say("reminder.all_stay" if brief.known else "reminder.there_is_none")
        return
    words, hours = known.words, brief.hours
    dated = brief.rrule or brief.on or brief.without or brief.bound or brief.more
    if brief.renamed and known.words:
        words, hours = brief.renamed, (known.time,)
    elif brief.part and not hours:
        hours = (in_that_half(known.time, brief.part),)
    elif not hours and dated:
        hours = (known.time,)
    elif not hours:
        to: Any = yield Ask("reminder.move_to", Time(), known.id, **in_words(known))
        if to is None:
            yield Say("reminder.all_stay")
            return
        hours = (to,)
    if brief.half and known.time >= AN_EVENING and hours[0] < NOON:
        hours = (nearer(hours[0], known.time),)
    if brief.only_then and not known.day:
        yield from _only_on_one_day(brief, known, hours[0])
        return
    rrule, day = changed_days(brief, known)
    if day and hours[0] != known.time and not brief.on:
        day = next_day(brief.now, hours[0]) if day <= brief.now[:10] else day
    if not rrule and not day:
        yield Say("reminder.no_day_left", **in_words(known))
        return
    id = known.id if OF_A_GOAL in known.id else f"{brief.session}.reminder"
    new = ReminderSet(id, known.dialogue, hours[0], rrule or EACH_DAY, day, words)
    made = [new]
    gone = {known.id, *(one.id for one in replaced)}
    taken = {one.id for one in brief.known} - gone | {id}
    free = (f"{set_with(id)}.reminder.{nth}" for nth in count(2))
    for hour, rule, on in (yield from hours_of_other_days(brief)):
        own = next(one for one in free if one not in taken)
        made.append(ReminderSet(own, known.dialogue, hour, rule or EACH_DAY, on, words))
    for old in brief.known:
        if old.id in gone:
            yield Note(ReminderCancelled(old.id))
    for one in made:
        yield Note(one)
    if words:
        yield from all_said_set(brief, made)
    else:
        yield Say("reminder.moved", **in_words(new), reminder=new.reminder)


def _only_on_one_day(brief: SetBrief, known: KnownReminder, time: str) -> Dialogue:
    """Give a reminder another hour on one day only; on its other days it stays as it is."""
    others = left_out(known.rrule, brief.on)
    yield Note(ReminderCancelled(known.id))
    if others:
        yield Note(ReminderSet(known.id, known.dialogue, known.time, others, "", known.words))
    new = ReminderSet(
        f"{brief.session}.reminder", known.dialogue, time, EACH_DAY, brief.on, known.words
    )
    yield Note(new)
    if new.words:
        yield said_set(brief, [new])
    else:
        yield Say("reminder.moved", **in_words(new), reminder=new.reminder)
    if others:
        yield Say("reminder.else_as_before")


def _all_that_are_named(brief: SetBrief) -> list[KnownReminder]:
    """The reminders that were set together, where other days were said and no hour."""
    dated = brief.rrule or brief.on or brief.without or brief.bound or brief.more
    if not brief.named or brief.hours or brief.part or brief.renamed or not dated:
        return []
    together = [one for one in brief.known if set_with(one.id) == set_with(brief.named)]
    alike = len({(one.rrule, one.day) for one in together}) == 1
    taken_out = brief.without and not (brief.rrule or brief.on)
    return together if alike or taken_out else []  # Else it is asked which of them is meant.


def _all_that_are_replaced(brief: SetBrief) -> list[KnownReminder]:
    """The reminders set together, where several days with hours of their own were said."""
    named = brief.named if brief.also else ""
    return [one for one in brief.known if named and set_with(one.id) == set_with(named)]


def _days_of_all(brief: SetBrief, together: list[KnownReminder]) -> Dialogue:
    """Give all hours of a reminder other days."""
    made: list[ReminderSet] = []
    for one in sorted(together, key=lambda one: one.time):
        rrule, day = changed_days(brief, one)
        if rrule or day:
            id = f"{brief.session}.reminder" + (f".{len(made) + 1}" if made else "")
            made.append(ReminderSet(id, one.dialogue, one.time, rrule or EACH_DAY, day, one.words))
    if not made:
        yield Say("reminder.no_day_left", **in_words(together[0]))
        return
    for one in together:
        yield Note(ReminderCancelled(one.id))
    for new in made:
        yield Note(new)
    yield from all_said_set(brief, made)


def nearer(time: str, there: str) -> str:
    """Return the hour in the half of the day in which it is nearer to the one there was."""
    later = half_a_day_on(time)
    near = [abs(_minutes(one) - _minutes(there)) for one in (time, later)]
    return time if near[0] < near[1] else later


def _minutes(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def in_that_half(time: str, part: str) -> str:
    """Return the same time in the morning, or in the second half of the day."""
    return half_a_day_on(time) if (part == MORNING) == (time >= NOON) else time


def changed_days(brief: SetBrief, known: KnownReminder) -> tuple[str, str]:
    """Return the rule and the day of a reminder with what was said of its days.

    Both are "" where no day is left.
    """
    rrule, day = known.rrule, known.day
    if brief.rrule and brief.on:  # A weekday: each where it was said each week, else the next.
        rrule, day = (EACH_DAY, brief.on) if day else (_bounded_as(rrule, brief.rrule), "")
    elif brief.rrule or brief.on:
        rrule, day = _bounded_as(rrule, brief.rrule) if not day else brief.rrule, brief.on
        rrule = rrule or EACH_DAY
    if day:
        return rrule, day
    if brief.more:
        rrule = with_more_days(rrule, brief.more) or rrule
    rhythm = RecurrenceSet.parse(rrule)
    if brief.bound:
        bound = RecurrenceSet.parse(brief.bound)
        until = bound.parts.get("UNTIL", "")
        rhythm = replace(rhythm.with_parts(UNTIL=until), start=bound.start or rhythm.start)
    if brief.without:
        return left_out(rhythm.text(), brief.without), ""
    return rhythm.text(), ""


def _bounded_as(before: str, rrule: str) -> str:
    """Return a rule with the first and the last day that it had before, where it has none."""
    known, new = RecurrenceSet.parse(before), RecurrenceSet.parse(rrule or EACH_DAY)
    if not rrule or new.start or new.until or not (known.start or known.until):
        return rrule
    until = known.parts.get("UNTIL", "")
    return replace(new.with_parts(UNTIL=until), start=known.start).text()


def which_reminder(brief: SetBrief, question: str) -> Generator[Step, Any, KnownReminder | None]:
    """Return the reminder that was named, the only one, or the one that is chosen."""
    together = [one for one in brief.known if set_with(one.id) == set_with(brief.named)]
    if brief.named and len(together) == 1:
        return together[0]
    if brief.named and together:
        brief = msgspec.structs.replace(brief, known=tuple(together))
    if len(brief.known) == 1 and brief.unknown:
        sure = yield shall_it_be(brief.known[0])
        return brief.known[0] if sure else None
    if len(brief.known) <= 1:
        return brief.known[0] if brief.known else None
    if (fits := _by_its_half(brief)) is not None:
        return fits
    by_id = {one.id: one for one in brief.known}
    labels = labels_of(brief.known)
    if len(set(labels.values())) == 1:
        return (yield from _one_by_one(brief.known))
    things = tuple(dict.fromkeys(labels.values()))
    id: Any = yield from choose_apart(
        question, labels, lambda one: shall_it_be(by_id[one], one), things=things
    )
    return by_id.get(id)


def _by_its_half(brief: SetBrief) -> KnownReminder | None:
    """The one of those of one name that is in the half of the day that was said with the hour."""
    if not brief.hours or brief.half or len({one.words for one in brief.known}) > 1:
        return None
    late = brief.hours[0] >= NOON
    found = [one for one in brief.known if (one.time >= NOON) == late]
    return found[0] if len(found) == 1 else None


def _one_by_one(known: tuple[KnownReminder, ...]) -> Generator[Step, Any, KnownReminder | None]:
    """Return the one that gets a yes; the last where all others get a no."""
    for one in known[:-1]:
        is_it = yield shall_it_be(one, one.id)
        if is_it is None or is_it:
            return one if is_it else None
    return known[-1]
