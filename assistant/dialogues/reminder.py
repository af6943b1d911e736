"""Reminders of conversations: set, list and cancel them, and offer the conversation when due."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count, pairwise
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.choosing import A_FEW, choose, choose_apart
from assistant.dialogues.steps import Ask, Begin, Dialogue, Note, Say, Step
from assistant.practice.naming import all_near
from assistant.practice.reminders import (
    AGAIN,
    OFFERS,
    OWN,
    How,
    OwnReminder,
    Reminder,
    ReminderCancelled,
    ReminderMet,
    ReminderSet,
    over,
    replaced,
    set_with,
)
from assistant.practice.schedule import Schedule, once
from assistant.practice.state import State
from intents import Invitation, Recurrence, Time, YesNo

MORNING, EVENING = "morning", "evening"
A_WAKING_HOUR = "07:00"
"""A time before this can mean the evening, unless the half of the day was said."""
APART = "apart"
"""Marks the wish for a reminder of something else, where one is offered for a step."""
SETS = frozenset(
    f"reminder.{asks}"
    for asks in (
        "at_what_time",
        "from_what_time",
        "until_what_time",
        "how_often",
        "which_half",
        "on_which_day",
        "of_what",
    )
)
"""The questions by which a reminder is set."""
SAID_BACK = "reminder.shall_i."
"""How the questions begin in which it is said back."""
MANY_HOURS = 4
"""So many hours with the same time between them are said as "every hour from … to …"."""
AN_EVENING = "14:00"
"""From this time on, a reminder that names no conversation means the evening check-in."""


class StepToRemind(msgspec.Struct, frozen=True):
    """A step to be reminded of: its title, and its schedule.

    Its plan may be long, and tell what is not for all to hear.
    """

    id: str
    words: str
    often: tuple[str, int, str]


class DaysWithHours(msgspec.Struct, frozen=True):
    """Other days of a reminder, which have hours of their own.

    `half`: in which half of the day was not said.
    """

    hours: tuple[str, ...]
    half: bool = False
    rrule: str = ""
    on: str = ""


class KnownReminder(msgspec.Struct, frozen=True):
    """What a dialogue needs of a reminder; `words` are filled in, and never kept in a brief."""

    id: str
    dialogue: str
    time: str
    rrule: str
    day: str = ""
    words: str = ""


class SetBrief(Brief, frozen=True):
    """What the command said of the reminder, and the existing reminders.

    `half`: the half of the day was not said. `unclear`: nor on which days, though days were spoken
    of. `words`: what to be reminded of, at these `hours`; `renamed`: its new words. `known` are the
    reminders that may be meant, `named` the id of the one that is, or of one of several that were
    set together. `reminded`: there was a reminder with words of its own before. `step` is what to
    be reminded of. `of_what`: it was not said of what. `a_day`: one day of a week or of a month is
    meant, which was not named. `late`: it is for the second half of the day.
    `unknown`: what was named is none of the reminders. `part`: the half of the day without an
    hour. `without`: the rule of days that are left out; `bound`: one of a first or a last day.
    `more`: the rule of days that are added. `only_then`: it is changed on that one day only.
    `also`: other days with hours of their own. `every`: it comes every so many minutes, from the
    first of the hours, if any, `until` an hour, if one was said. `rest`: words that say when and
    were not understood.
    """

    about: str = ""
    time: str = ""
    rrule: str = ""
    on: str = ""
    half: bool = False
    unclear: bool = False
    known: tuple[KnownReminder, ...] = ()
    locked: bool = False
    words: str = ""
    hours: tuple[str, ...] = ()
    named: str = ""
    renamed: str = ""
    reminded: bool = False
    step: StepToRemind | None = None
    of_what: bool = False
    a_day: bool = False
    late: bool = False
    unknown: bool = False
    part: str = ""
    without: str = ""
    bound: str = ""
    more: str = ""
    only_then: bool = False
    also: tuple[DaysWithHours, ...] = ()
    every: int = 0
    until: str = ""
    rest: str = ""

    def recalled(self, state: State) -> Self:
        """Return the brief with the words of the reminders."""
        words = {one.id: one.own_words for one in state.reminders}
        known = tuple(
            msgspec.structs.replace(one, words=words.get(one.id, "")) for one in self.known
        )
        return msgspec.structs.replace(self, known=known)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the slots of the command and the existing reminders."""
        slots = moment.slots
        there = tuple(one for one in moment.state.reminders if not over(one, moment.now))
        named = _named(moment, there)
        return cls(
            **moment.basics,
            about=str(slots.get("about", "")),
            time=str(slots.get("time", "")),
            rrule=str(slots.get("rrule", "")) if not slots.get("times") else "",
            on=str(slots.get("date", "")),
            half=bool(slots.get("half")),
            unclear=bool(slots.get("unclear")),
            known=_known(named if len(named) > 1 else there),
            locked=moment.locked,
            words=str(slots.get("words", "")),
            hours=tuple(slots.get("hours", ())),
            named=named[0].id if named and len({set_with(one.id) for one in named}) == 1 else "",
            renamed=str(slots.get("renamed", "")),
            reminded=any(one.own_words for one in moment.state.reminders),
            step=_step(moment),
            of_what=bool(slots.get("of_what")),
            a_day=bool(slots.get("a_day")),
            late=bool(slots.get("late")),
            unknown=bool(slots.get("which")) and not named,
            part=str(slots.get("part", "")),
            without=str(slots.get("without", "")),
            bound=str(slots.get("bound", "")),
            more=str(slots.get("more", "")),
            only_then=bool(slots.get("only_then")),
            also=other_days(slots),
            every=int(slots.get("every", 0)),
            until=str(slots.get("until", "")),
            rest=str(slots.get("rest", "")),
        )


def remind_of_conversation(
    brief: SetBrief,
) -> Generator[Step, Any, tuple[ReminderSet, Mapping[str, Any]] | None]:
    """Ask for what is missing, repeat everything in words, and keep it after a yes.

    Return what was said back and what was said instead, where no conversation is meant; else None.
    """
    time: Any = brief.time or (yield Ask("reminder.at_what_time", Time()))
    rrule, day = brief.rrule, brief.on
    if isinstance(time, Mapping):  # With the hour a day was said, or a rhythm.
        rrule, day = str(time.get("rrule", "")), str(time.get("date", ""))
        time = str(time["time"])
    if not time:
        yield Say("reminder.none_set")
        return None
    if brief.half and brief.time and time < A_WAKING_HOUR:
        time = yield from in_its_half(time)
        if not time:
            yield Say("reminder.none_set")
            return None
    if not rrule and not day:
        often = yield Ask("reminder.how_often", Recurrence())
        # "Three times a week" names no days, so take every day and repeat that.
        rrule = often["rrule"] if often and not often["times"] else "FREQ=DAILY"
        day = str(often.get("date", "")) if often else ""
    if day or (rrule and once(rrule)):
        rrule, day = "", day or next_day(brief.now, time)
    dialogue = brief.about or ("evening_checkin" if time >= AN_EVENING else "morning_checkin")
    new = ReminderSet(f"{brief.session}.reminder", dialogue, time, rrule or "FREQ=DAILY", day)
    for turn in count():
        sure = yield Ask(
            f"reminder.shall_i.{dialogue}", YesNo(), str(turn) if turn else "", **in_words(new)
        )
        if not isinstance(sure, Mapping):
            break
        if "time" not in sure or sure.get("words"):
            return new, sure
        # "No, at nine": the same reminder at that time.
        new = msgspec.structs.replace(new, time=sure["time"])
    if not sure:
        yield Say("reminder.none_set")
        return None
    now = datetime.fromisoformat(brief.now)
    for old in replaced([_reminder(known, brief.now) for known in brief.known], new, now):
        yield Note(ReminderCancelled(old.id))
    yield Note(new)
    yield Say("reminder.set", **in_words(new), reminder=new.reminder)
    return None


def cancel_reminder(brief: SetBrief) -> Dialogue:
    """Cancel the only reminder, the one that was named, or the one that is chosen."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.known:
        yield Say("reminder.there_is_none")
        return
    if brief.named:
        # It was set just now, or named by its words: all of its hours are meant.
        together = [one for one in brief.known if set_with(one.id) == set_with(brief.named)]
        for one in together:
            yield Note(ReminderCancelled(one.id))
        for one in together[:1]:
            yield Say(f"reminder.cancelled{own(one)}", **in_words(one))
        return
    known = brief.known
    if len(known) == 1:
        sure = yield shall_i_cancel(known[0])
        chosen = known[0] if sure else None
    else:
        by_id = {one.id: one for one in known}
        labels = labels_of(known)
        things = tuple(dict.fromkeys(labels.values()))[:A_FEW]
        named = any(one.words for one in known)
        id = yield from choose_apart(
            "reminder.cancel_which.named" if named else "reminder.cancel_which",
            labels,
            lambda id: shall_i_cancel(by_id[id], id),
            **{"things" if named else "times": things},
        )
        chosen = by_id.get(id)
    if chosen is None:
        yield Say("reminder.all_stay")
        return
    yield Note(ReminderCancelled(chosen.id))
    yield Say(f"reminder.cancelled{own(chosen)}", **in_words(chosen))


def shall_i_cancel(reminder: KnownReminder, about: str = "") -> Ask:
    """Return the question whether to cancel a reminder, with its conversation and days."""
    key = f"reminder.shall_i_cancel.{reminder.dialogue}"
    return Ask(key, YesNo(), about, **in_words(reminder))


def shall_it_be(reminder: KnownReminder, about: str = "") -> Ask:
    """Return the question whether a reminder is the one that is meant."""
    return Ask(f"reminder.is_it.{reminder.dialogue}", YesNo(), about, **in_words(reminder))


def labels_of(known: tuple[KnownReminder, ...]) -> dict[str, str]:
    """Return what each reminder is called: its words, or the hour of a conversation."""
    return {one.id: one.words or one.time for one in known}


def own(reminder: KnownReminder) -> str:
    """Return the end of a wording's key for a reminder with words of its own; "" for another."""
    return ".own" if reminder.words else ""


def list_reminders(brief: SetBrief) -> Dialogue:
    """List the reminders: when, and for which conversation."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.known:
        yield Say("reminder.there_is_none_yet")
        return
    for together in set_together(brief.known):
        first = together[0]
        put = in_words(first)
        if len(together) > 1:
            del put["time"]
            put |= hours_in_words([one.time for one in together])
        yield Say(f"reminder.told.{first.dialogue}", **put, reminder=first.id)
    yield Say("reminder.how_to_cancel")


def set_together(known: Sequence[KnownReminder]) -> list[list[KnownReminder]]:
    """Return the reminders by their days and hours; hours that were set together are together."""
    groups: dict[tuple[str, ...], list[KnownReminder]] = {}
    for one in sorted(known, key=lambda one: (one.day, one.time)):
        own = (set_with(one.id), one.words, one.rrule, one.day) if one.words else (one.id,)
        groups.setdefault(own, []).append(one)
    return list(groups.values())


def hours_in_words(times: Sequence[str]) -> dict[str, Any]:
    """Return what a wording needs to say the hours: all `times`, or `each` so many minutes.

    The last is so where there are many, from a `first` to a `last` one.
    """
    minutes = [int(time[:2]) * 60 + int(time[3:]) for time in times]
    steps = {after - before for before, after in pairwise(minutes)}
    if len(times) < MANY_HOURS or len(steps) > 1:
        return {"times": list(times)}
    return {"each": steps.pop(), "first": times[0], "last": times[-1]}


class HourBrief(Brief, frozen=True):
    """The reminder that is due: its conversation, its day, and the number of this offer."""

    reminder: str = ""
    dialogue: str = "morning_checkin"
    on: str = ""
    offer: int = 1
    words: str = ""
    when: str = ""
    aloud: bool = True

    def recalled(self, state: State) -> Self:
        """Return the brief with the reminder's own words, and the condition it has.

        Not where others may hear them.
        """
        mine = next((one for one in state.reminders if one.id == self.reminder), None)
        if mine is None or not self.aloud:
            return self
        when = Schedule(mine.rrule).rhythm.as_said
        return msgspec.structs.replace(self, words=mine.own_words, when=when)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the slots of the reminder that is due."""
        slots = moment.slots
        return cls(
            **moment.basics,
            reminder=str(slots.get("reminder", "")),
            dialogue=str(slots.get("dialogue", "morning_checkin")),
            on=str(slots.get("day", moment.today)),
            offer=int(slots.get("offer", 1)),
            aloud=moment.may_read_aloud,
        )


def at_its_hour(brief: HourBrief) -> Dialogue:
    """Offer the conversation. Accept now, later, not today and silence."""
    yield Say(f"reminder.greeting.{brief.part_of_day}", name=brief.name)
    deed = brief.dialogue == OWN
    question = f"reminder.shall_we.{brief.dialogue}"
    answer: Any = yield Ask(question, Invitation(deed), words=brief.words, when=brief.when)

    def met(how: How, after: int = 0) -> Note:
        return Note(ReminderMet(brief.reminder, brief.on, how, after=after))

    if answer == "now" and deed:
        yield met("done")
        yield Say("reminder.heard_done")
    elif answer == "now":
        yield met("begun")
        yield Begin(brief.dialogue)
    elif answer == "silence":
        yield met("silence", int(AGAIN.total_seconds()) if brief.offer < OFFERS else 0)
    elif isinstance(answer, int):
        yield met("later", answer)
        yield Say("reminder.later", minutes=minutes(answer))
    else:
        yield met("not_today")
        yield Say("reminder.left_out" if deed else "reminder.not_today")


def in_its_half(time: str, **days: Any) -> Generator[Step, Any, str]:
    """Ask whether a time before the waking hours is one of the morning; of which `days`, if any.

    Return it as meant, or another that was said instead, "" where that was not answered.
    """
    hours = yield from _asked_for_its_half(time, **days)
    return hours[0] if hours else ""


def _asked_for_its_half(
    time: str, about: str = "", **words: Any
) -> Generator[Step, Any, tuple[str, ...]]:
    """The same; several hours where those were said instead."""
    halves, instead = (MORNING, EVENING), ("set_reminder",)
    part = yield from choose(
        "reminder.which_half", {}, about, fixed=halves, named="half_of_day", also=instead, **words
    )
    if isinstance(part, Mapping):
        slots = part.get("slots", {})
        return tuple(slots.get("hours") or filter(None, (slots.get("time", ""),)))
    return {MORNING: (time,), EVENING: (half_a_day_on(time),)}.get(part, ())


def hours_in_their_half(
    hours: Sequence[str], *, half: bool, **days: Any
) -> Generator[Step, Any, tuple[str, ...]]:
    """Return the hours as meant; ask for the `half` of the day of each early one, if not said.

    Several hours that are said in place of an answer are all there are.
    """
    meant: list[str] = []
    for hour in hours:
        if not half or hour >= A_WAKING_HOUR:
            meant.append(hour)
            continue
        of = {"hour": hour} if len(hours) > 1 else {}
        told = yield from _asked_for_its_half(hour, hour if of else "", **of, **days)
        if len(told) > 1:
            return told
        meant += told
    return tuple(meant)


def in_words(reminder: ReminderSet | KnownReminder) -> dict[str, Any]:
    """Return what a wording needs to say when it is, `time` and `often` or `day`, and its words."""
    words = {"words": reminder.words} if reminder.words else {}
    return {"time": reminder.time, **days_in_words(reminder.rrule, reminder.day), **words}


def other_days(slots: Mapping[str, Any]) -> tuple[DaysWithHours, ...]:
    """Return the other days with hours of their own that a wish names."""
    return tuple(
        DaysWithHours(
            tuple(one["hours"]), bool(one.get("half")), one.get("rrule", ""), one.get("date", "")
        )
        for one in slots.get("also", ())
    )


def days_in_words(rrule: str, day: str) -> dict[str, Any]:
    """Return what a wording needs to say which days these are: `often`, or the one `day`."""
    return {"day": day} if day else {"often": Schedule(rrule)}


def minutes(seconds: int) -> int:
    """Return whole minutes, at least one."""
    return max(1, round(seconds / 60))


def half_a_day_on(time: str) -> str:
    """Return the same time (HH:MM) in the other half of the day."""
    return f"{(int(time[:2]) + 12) % 24:02d}{time[2:]}"


def next_day(now: str, time: str) -> str:
    """Return the day (YYYY-MM-DD) on which `time` comes next."""
    moment = datetime.fromisoformat(now)
    day = moment.date() if f"{moment:%H:%M}" < time else moment.date() + timedelta(days=1)
    return str(day)


def _step(moment: Moment) -> StepToRemind | None:
    """The step that the command is about, by its title."""
    title = str(moment.slots.get("goal", ""))
    goal = next((one for one in reversed(moment.state.living()) if one.title == title), None)
    if goal is None:
        return None
    return StepToRemind(goal.id, goal.title, (goal.rrule, goal.times, goal.by))


def _named(moment: Moment, known: tuple[Reminder, ...]) -> tuple[Reminder, ...]:
    """The reminders that the command named, by ids, their words or as the last; () for none."""
    slots = moment.slots
    if "reminders" in slots:
        return tuple(one for one in known if one.id in slots["reminders"])
    if slots.get("last"):
        return tuple(sorted(known, key=lambda one: datetime.fromisoformat(one.added))[-1:])
    if "reminder" in slots:
        return tuple(one for one in known if one.id == slots["reminder"])
    called = [one.own_words or one.dialogue.replace("_", " ") for one in known]
    return tuple(known[place] for place in all_near(str(slots.get("which", "")), called))


def _known(reminders: tuple[Reminder, ...]) -> tuple[KnownReminder, ...]:
    return tuple(
        KnownReminder(one.id, one.dialogue, one.time, one.rrule, one.day) for one in reminders
    )


def _reminder(known: KnownReminder, now: str) -> Reminder:
    if known.words:
        return OwnReminder(
            known.id, known.dialogue, known.time, known.rrule, known.day, now, words=known.words
        )
    return Reminder(known.id, known.dialogue, known.time, known.rrule, known.day, now)
