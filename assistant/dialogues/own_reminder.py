"""Reminders of what the person wants to be reminded of, and of conversations: set them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import msgspec

from assistant.dialogues.reminder import (
    A_WAKING_HOUR,
    KnownReminder,
    SetBrief,
    StepToRemind,
    days_in_words,
    half_a_day_on,
    hours_in_their_half,
    hours_in_words,
    in_words,
    next_day,
    remind_of_conversation,
)
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.practice.reminders import OWN, ReminderCancelled, ReminderSet, set_with
from assistant.practice.schedule import Schedule, days, once
from intents import Date, Freely, Recurrence, Time

NOON = "12:00"
EACH_DAY = "FREQ=DAILY"
A_LATE_HOUR = "22:00"
A_PART = 2
"""So many words of a reminder stand for all of them."""
MOST = 60
"""No more reminders than these are set in one day."""
LOOKS_AHEAD = timedelta(days=35)
"""So far ahead the days of two reminders are compared."""


def own_reminder(brief: SetBrief, words: str) -> Dialogue:
    """Set a reminder with the person's words; ask only for an hour that was not said."""
    if brief.rest:
        yield Say("reminder.half_understood", words=words, rest=brief.rest)
        brief = msgspec.structs.replace(brief, hours=(), rrule="", on="", also=(), a_day=False)
        yield from own_reminder(msgspec.structs.replace(brief, time="", rest=""), words)
        return
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
    whens = [(hour, rrule, day or ("" if rrule else next_day(brief.now, hour))) for hour in hours]
    whens += yield from hours_of_other_days(brief)
    made = []
    for place, (hour, rule, on) in enumerate(whens):
        id = f"{brief.session}.reminder" + (f".{place + 1}" if place else "")
        made.append(ReminderSet(id, OWN, hour, rule or EACH_DAY, on, words))
    there = [known for new in made if (known := _set_already(brief, new)) is not None]
    if len(there) == len(made):
        yield Say("reminder.is_set_already", **in_words(there[0]), reminder=there[0].id)
        return
    for old in _taken_over(brief, made):
        yield Note(ReminderCancelled(old))
    for new in made:
        yield Note(new)
    yield from all_said_set(brief, made)
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
    own = brief.step is not None and set_with(known.id) == brief.step.id
    one, other = sorted((known.words.casefold().split(), new.words.casefold().split()), key=len)
    # "Take the blue tablets" is "the blue tablets"; "call mum about the doctor" is not "call mum".
    part = len(one) >= A_PART and other[-len(one) :] == one
    return own or part or (bool(one) and one == other)


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
    if brief.every:
        return (yield from hours_of_a_span(brief))
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
        which = days_in_words(brief.rrule, brief.on) if brief.also else {}
        return (yield from hours_in_their_half(hours, half=True, **which))
    # "At eight", said at ten in the morning for today, is eight in the evening.
    passed = time <= brief.now[11:16] and brief.on in ("", today) and not brief.rrule
    later = half_a_day_on(time)
    return (later,) if passed and brief.now[11:16] < later <= A_LATE_HOUR else hours


def hours_of_a_span(brief: SetBrief) -> Generator[Step, Any, tuple[str, ...]]:
    """Return the hours of what comes every so many minutes; ask for the end that was not said."""
    first: Any = brief.hours[0] if brief.hours else (yield Ask("reminder.from_what_time", Time()))
    until = brief.until
    if isinstance(first, Mapping):  # Both ends were said.
        first, until = first["time"], first["until"]
    if not first:
        return ()
    last = until or (yield Ask("reminder.until_what_time", Time()))
    if not last:
        return ()
    end = _end_after(first, last)
    if not end:
        yield Say("reminder.ends_too_early", time=first)
        again = yield Ask("reminder.until_what_time", Time(), "again")
        end = _end_after(first, again) if again else 0
    if not end:
        return ()
    found = [divmod(at, 60) for at in range(_minutes(first), end + 1, brief.every)]
    if len(found) > MOST:
        yield Say("reminder.too_many", number=len(found), most=MOST)
        return ()
    return tuple(f"{hour:02d}:{minute:02d}" for hour, minute in found)


def _end_after(first: str, last: str | Mapping[str, Any]) -> int:
    """The minute of the day at which a span from `first` on ends; 0 where it ends before that.

    Where the half of the day was not said, "from nine until five" is five in the afternoon.
    """
    begin = _minutes(first)
    if isinstance(last, Mapping):  # The half of the day was said.
        end = _minutes(str(last["time"]))
    else:
        end = _minutes(last)
        end += 12 * 60 if end <= begin and last < NOON else 0
    return end if end > begin else 0


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def hours_of_other_days(brief: SetBrief) -> Generator[Step, Any, list[tuple[str, str, str]]]:
    """Return the hours of the other days that have their own, each with its rule and its day."""
    found = []
    for one in brief.also:
        own = msgspec.structs.replace(
            brief, hours=one.hours, half=one.half, rrule=one.rrule, on=one.on
        )
        hours = yield from hours_of(own)
        found += [(str(hour), one.rrule, one.on) for hour in hours]
    return found


def all_said_set(brief: SetBrief, made: list[ReminderSet]) -> Dialogue:
    """Say what was set; days that have hours of their own are said one after another."""
    days = [list(group) for _, group in groupby(made, key=lambda one: (one.rrule, one.day))]
    groups = days if len({one.rrule for one in made}) > 1 or brief.also else [made]
    yield said_set(brief, groups[0])
    for group in groups[1:]:
        first = group[0]
        put = {
            **hours_in_words([one.time for one in group]),
            "reminder": first.reminder,
            **days_in_words(first.rrule, first.day),
        }
        yield Say("reminder.set_also", **put)


def said_set(brief: SetBrief, made: list[ReminderSet]) -> Say:
    """Return what is said of what was set: on which days, at which hours, and the words."""
    first = made[0]
    put = {**in_words(first), "words": first.words, "reminder": first.reminder}
    put |= hours_in_words([one.time for one in made])
    return Say(f"reminder.set_own.{near(brief, first.day)}", **put)


def near(brief: SetBrief, day: str) -> str:
    """Return how a day is said: "today", "tomorrow", on a day, or "often" where there is none."""
    today = date.fromisoformat(brief.day)
    return {"": "often", str(today): "today", str(today + timedelta(days=1)): "tomorrow"}.get(
        day, "on"
    )


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
