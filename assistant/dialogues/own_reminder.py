"""Reminders of what the person wants to be reminded of: set, move and rename them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec

from assistant.dialogues.choosing import choose_apart
from assistant.dialogues.reminder import (
    A_WAKING_HOUR,
    AN_EVENING,
    MORNING,
    KnownReminder,
    SetBrief,
    StepToRemind,
    half_a_day_on,
    in_its_half,
    in_words,
    labels_of,
    next_day,
    remind_of_conversation,
    same,
    shall_it_be,
)
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.practice.naming import is_named_in
from assistant.practice.reminders import OWN, ReminderCancelled, ReminderSet
from assistant.practice.schedule import Schedule, days, left_out, once, with_more_days
from intents import Date, Freely, Recurrence, Time
from intents.recurrence_set import RecurrenceSet

NOON = "12:00"
EACH_DAY = "FREQ=DAILY"
OF_A_GOAL = ".goal"
"""What the id of a goal's reminder holds; it keeps it, so that it follows the goal."""
A_LATE_HOUR = "22:00"
A_PART = 2
"""So many words of a reminder stand for all of them."""
LOOKS_AHEAD = timedelta(days=35)
"""So far ahead the days of two reminders are compared."""


def own_reminder(brief: SetBrief, words: str) -> Dialogue:
    """Set a reminder with the person's words; ask only for an hour that was not said."""
    rrule, day = brief.rrule, brief.on
    if brief.a_day:
        day = yield Ask("reminder.on_which_day", Date())
        if not day:
            yield Say("reminder.none_set")
            return
    hours = yield from hours_of(brief)
    if not hours:
        yield Say("reminder.none_set")
        return
    if isinstance(hours, Mapping):  # With the hour a day was said, or a rhythm.
        rrule, day = str(hours.get("rrule", "")), str(hours.get("date", ""))
        words = str(hours.get("words") or words)
        hours = (str(hours["time"]),)
    if not rrule and not day and (len(hours) > 1 or brief.unclear):
        often = yield Ask("reminder.how_often", Recurrence())
        rrule = often["rrule"] if often and not often["times"] else "FREQ=DAILY"
        day = str(often.get("date", "")) if often else ""
    if rrule and once(rrule):
        rrule = ""
    made = []
    for place, hour in enumerate(hours):
        id = f"{brief.session}.reminder" + (f".{place + 1}" if place else "")
        on = day or ("" if rrule else next_day(brief.now, hour))
        made.append(ReminderSet(id, OWN, hour, rrule or "FREQ=DAILY", on, words))
    there = [known for new in made if (known := _set_already(brief, new)) is not None]
    if len(there) == len(made):
        yield Say("reminder.is_set_already", **in_words(there[0]), reminder=there[0].id)
        return
    for old in _taken_over(brief, made):
        yield Note(ReminderCancelled(old))
    for new in made:
        yield Note(new)
    yield said_set(brief, made)
    if not brief.reminded:
        yield Say("reminder.no_alarm")


def _set_already(brief: SetBrief, new: ReminderSet) -> KnownReminder | None:
    """The reminder of the same thing that comes at that hour on all of the days; `None` for none.

    The same thing is told by the words or a part of them, or is the step whose reminder it is.
    """
    wanted = _coming_days(brief, new.rrule, new.day)
    for known in brief.known:
        alike = _of_the_same(brief, known, new) and known.time == new.time
        if alike and wanted and wanted <= _coming_days(brief, known.rrule, known.day):
            return known
    return None


def _taken_over(brief: SetBrief, made: list[ReminderSet]) -> list[str]:
    """The ids of the reminders of the same thing at the same hour on no other days."""
    return [
        known.id
        for known in brief.known
        for new in made
        if _of_the_same(brief, known, new)
        and known.time == new.time
        and _coming_days(brief, known.rrule, known.day) <= _coming_days(brief, new.rrule, new.day)
    ]


def _of_the_same(brief: SetBrief, known: KnownReminder, new: ReminderSet) -> bool:
    own = brief.step is not None and known.id == f"{brief.step.id}.reminder"
    one, other = sorted((known.words, new.words), key=len)
    part = len(one.split()) >= A_PART and is_named_in(one, other)
    return own or part or (bool(one) and one.casefold() == other.casefold())


def _coming_days(brief: SetBrief, rrule: str, day: str) -> frozenset[date]:
    """The days of the next weeks on which a reminder comes."""
    if day:
        return frozenset([date.fromisoformat(day)])
    today = date.fromisoformat(brief.day)
    return frozenset(days(rrule, today, today, today + LOOKS_AHEAD))


def hours_of(brief: SetBrief) -> Generator[Step, Any, tuple[str, ...] | Mapping[str, Any]]:
    """Return the hours that are meant, in the half of the day that is meant; () for none.

    Where the hour was asked for and a day or a rhythm said with it, return all of that.
    """
    hours = brief.hours or ((brief.time,) if brief.step and brief.time else ())
    if not hours:
        asked: Any = yield Ask("reminder.at_what_time", Time())
        if isinstance(asked, Mapping):
            return asked
        if asked and brief.late and asked < NOON:
            asked = half_a_day_on(asked)  # "Every night": at ten.
        return (asked,) if asked else ()
    if not brief.half or len(hours) > 1 or hours[0] >= NOON:
        return hours
    time, today = hours[0], brief.now[:10]
    if brief.late:
        return (half_a_day_on(time),)  # "Every evening": at eight.
    if time < A_WAKING_HOUR:
        time = yield from in_its_half(time)
        return (time,) if time else ()
    # "At eight", said at ten in the morning for today, is eight in the evening.
    passed = time <= brief.now[11:16] and brief.on in ("", today) and not brief.rrule
    later = half_a_day_on(time)
    return (later,) if passed and brief.now[11:16] < later <= A_LATE_HOUR else hours


def said_set(brief: SetBrief, made: list[ReminderSet]) -> Say:
    """Return what is said of what was set: on which days, at which hours, and the words."""
    first = made[0]
    put = {
        "times": [one.time for one in made],
        "words": first.words,
        "reminder": first.reminder,
        **in_words(first),
    }
    return Say(f"reminder.set_own.{near(brief, first.day)}", **put)


def near(brief: SetBrief, day: str) -> str:
    """Return how a day is said: "today", "tomorrow", on a day, or "often" where there is none."""
    today = date.fromisoformat(brief.day)
    return {"": "often", str(today): "today", str(today + timedelta(days=1)): "tomorrow"}.get(
        day, "on"
    )


def change_reminder(brief: SetBrief) -> Dialogue:
    """Move a reminder to another hour or other days, or give it other words."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if len(together := _all_that_are_named(brief)) > 1:
        yield from _days_of_all(brief, together)
        return
    known = yield from which_reminder(brief, "reminder.change_which")
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
    yield Note(ReminderCancelled(known.id))
    yield Note(new)
    if words:
        yield said_set(brief, [new])
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
    return [one for one in brief.known if same(one.id) == same(brief.named)]


def _days_of_all(brief: SetBrief, together: list[KnownReminder]) -> Dialogue:
    """Give all hours of a reminder other days."""
    made = []
    for place, one in enumerate(sorted(together, key=lambda one: one.time)):
        rrule, day = changed_days(brief, one)
        if not rrule and not day:
            yield Say("reminder.no_day_left", **in_words(one))
            return
        id = f"{brief.session}.reminder" + (f".{place + 1}" if place else "")
        made.append(ReminderSet(id, one.dialogue, one.time, rrule or EACH_DAY, day, one.words))
    for one in together:
        yield Note(ReminderCancelled(one.id))
    for new in made:
        yield Note(new)
    yield said_set(brief, made)


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
    together = [one for one in brief.known if same(one.id) == same(brief.named)]
    if brief.named and len(together) == 1:
        return together[0]
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


def set_reminder(brief: SetBrief) -> Dialogue:
    """Set a reminder: of what was said, of a step, of a conversation, or of what is asked for."""
    if brief.words:
        yield from own_reminder(brief, brief.words)
    elif brief.step is not None:
        yield from own_reminder(of_its_days(brief, brief.step), brief.step.words)
    elif not brief.about:
        yield from asked_of_what(brief)
    else:
        yield from of_a_conversation(brief)


def of_a_conversation(brief: SetBrief) -> Dialogue:
    """Set a reminder of the conversation that was named."""
    other = yield from remind_of_conversation(brief)
    if other is not None:
        yield from instead(brief, *other)


def of_its_days(brief: SetBrief, step: StepToRemind) -> SetBrief:
    """Return the brief with the days of the step, where no others were said.

    Those of a step that is counted, "three times a week", are not known, and are asked for.
    """
    rrule, times, by = step.often
    if brief.rrule or brief.on:
        return brief
    if once(rrule):
        return msgspec.structs.replace(brief, on=by, a_day=not by)
    return msgspec.structs.replace(brief, rrule="" if times else rrule, unclear=bool(times))


def asked_of_what(brief: SetBrief) -> Dialogue:
    """Ask what to be reminded of, and set it; when may be told with it."""
    words: Any = yield Ask("reminder.of_what", Freely(names=True))
    if isinstance(words, Mapping) and not (words.get("words") or words.get("about")):
        brief = told_too(brief, words)  # Only when was told, or put right.
        words = yield Ask("reminder.of_what", Freely(names=True), "again")
    if isinstance(words, Mapping):
        brief, words = told_too(brief, words), str(words.get("words", ""))
        if brief.about:
            yield from of_a_conversation(brief)
            return
    if not words:
        yield Say("reminder.none_set")
        return
    yield from own_reminder(_with_hours(brief), words)


def told_too(brief: SetBrief, told: Mapping[str, Any]) -> SetBrief:
    """Return the brief with what an answer told besides: an hour, days, a conversation."""
    hours, rrule, day = (told.get(name) for name in ("hours", "rrule", "date"))
    dated = bool(rrule or day)
    return msgspec.structs.replace(
        brief,
        about=str(told.get("about", brief.about)),
        hours=tuple(hours) if hours else brief.hours,
        time=str(hours[0]) if hours else brief.time,
        half=bool(told.get("half")) if hours else brief.half,
        rrule=str(rrule or "") if dated else brief.rrule,
        on=str(day or "") if dated else brief.on,
        unclear=brief.unclear and not dated,
        a_day=brief.a_day and not dated,
    )


def instead(brief: SetBrief, said_back: ReminderSet, other: Mapping[str, Any]) -> Dialogue:
    """Set what was said in place of the reminder of a conversation that was said back."""
    hours = tuple(other.get("hours", ())) or (said_back.time,)
    rrule, day = str(other.get("rrule") or said_back.rrule), str(other.get("date", ""))
    if other.get("once") and not day:
        rhythm = Schedule(rrule).rhythm
        today = date.fromisoformat(brief.now[:10])
        first = next_day(brief.now, hours[0])
        found = rhythm.next_day(today, date.fromisoformat(first))
        day = said_back.day or str(found or first)
    new = msgspec.structs.replace(
        brief,
        hours=hours,
        half=bool(other.get("half")),
        rrule="" if day else rrule,
        on=day or ("" if other.get("rrule") else said_back.day),
        unclear=False,
    )
    if words := str(other.get("words", "")):
        yield from own_reminder(new, words)
    else:
        yield from asked_of_what(new)


def _with_hours(brief: SetBrief) -> SetBrief:
    """The brief of a reminder with words of its own, of one without."""
    hours = brief.hours or ((brief.time,) if brief.time else ())
    return msgspec.structs.replace(brief, hours=hours)
