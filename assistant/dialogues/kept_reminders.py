"""Reminders there are: asked about by day, hour or name, and left out for today."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Moment
from assistant.dialogues.choosing import A_FEW, choose_apart
from assistant.dialogues.reminder import (
    KnownReminder,
    SetBrief,
    half_a_day_on,
    in_words,
    labels_of,
    list_reminders,
    shall_it_be,
)
from assistant.dialogues.steps import Dialogue, Note, Say
from assistant.practice.naming import all_near
from assistant.practice.reminders import Reminder, ReminderMet, meant, set_with


class KeptBrief(SetBrief, frozen=True):
    """What was asked for: a day (`on`), hours, or one by its name (`which`).

    `missed`: one did not come. `then` are the ids of the reminders of that day, `met` those that
    were said or left out today, `chosen` those that the name means.
    """

    which: str = ""
    missed: bool = False
    then: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the slots of the command and the existing reminders."""
        slots, there, today = moment.slots, moment.state.reminders, moment.today
        day = date.fromisoformat(str(slots["date"])) if slots.get("date") else today
        which = str(slots.get("which", ""))
        return msgspec.structs.replace(
            super().at(moment),
            which=which,
            missed=bool(slots.get("missed")),
            then=tuple(one.id for one in there if meant(one, day)),
            met=tuple(one.id for one in there if one.met == str(today)),
            chosen=tuple(one.id for one in _called(which, moment)),
        )

    def of_that_day(self) -> list[KnownReminder]:
        """Return the reminders of the day, by their hours; of those named where any was."""
        found = [one for one in self.known if one.id in self.then]
        if self.which:
            found = [one for one in found if one.id in self.chosen]
        if self.hours:
            hours = {*self.hours, *map(half_a_day_on, self.hours)}
            found = [one for one in found if one.time in hours]
        return sorted(found, key=lambda one: one.time)

    def named_ones(self) -> list[KnownReminder]:
        """Return those that the name means, by their days and hours."""
        found = [one for one in self.known if one.id in self.chosen]
        return sorted(found, key=lambda one: (one.day, one.time))

    def to_come(self) -> list[KnownReminder]:
        """Return those of today that were not said or left out, and whose hour is not over."""
        now = self.now[11:16]
        return [one for one in self.of_that_day() if one.id not in self.met and one.time >= now]


def reminders_asked(brief: KeptBrief) -> Dialogue:
    """Tell whether there is a reminder, and when; why one of today may not have come."""
    if brief.locked or not brief.known:
        yield from list_reminders(brief)
        return
    found = brief.of_that_day()
    day = brief.on or brief.day
    if not (brief.on or brief.hours or brief.which or brief.missed):
        yield from list_reminders(brief)
    elif brief.missed and brief.on in ("", brief.day):
        yield from _did_not_come(brief, found)
    elif brief.which and not brief.chosen:
        yield Say("recall.no_such_reminder")
        for one in sorted(brief.known, key=lambda one: (one.day, one.time)):
            yield Say(f"reminder.told.{one.dialogue}", **in_words(one), reminder=one.id)
    elif brief.which and not brief.on:
        for one in brief.named_ones():
            yield Say(f"reminder.told.{one.dialogue}", **in_words(one), reminder=one.id)
    elif found:
        for one in found:
            yield _told_of_a_day(brief, one, day)
    else:
        yield from _there_is_none(brief, day)


def _told_of_a_day(brief: KeptBrief, one: KnownReminder, day: str) -> Say:
    """What is said of a reminder of the day: of today its hour, of another day all of it."""
    if day != brief.day:
        return Say(f"reminder.told.{one.dialogue}", **in_words(one), reminder=one.id)
    key = "reminder.today" if one in brief.to_come() else "reminder.was_today"
    return Say(key, **_in_words(one), reminder=one.id)


def _did_not_come(brief: KeptBrief, found: list[KnownReminder]) -> Dialogue:
    """Tell what there was today until now; else what there is."""
    was = [one for one in found if one.time <= brief.now[11:16]]
    for one in was:
        key = "reminder.was_said" if one.id in brief.met else "reminder.was_due"
        yield Say(key, **_in_words(one), reminder=one.id)
    if any(one.id not in brief.met for one in was):
        yield Say("reminder.only_while_running")
    if not was:
        asked: dict[str, Any] = {"times": list(brief.hours)} if brief.hours else {}
        yield Say("reminder.none_until_now", **asked)
        for one in found or sorted(brief.known, key=lambda known: (known.day, known.time)):
            yield Say(f"reminder.told.{one.dialogue}", **in_words(one), reminder=one.id)


def _there_is_none(brief: KeptBrief, day: str) -> Dialogue:
    """Tell that there is none on that day, and the others of that name or all."""
    today = day == brief.day
    yield Say("reminder.none_today" if today else "reminder.none_on", day=day)
    others = [one for one in brief.known if one.id in brief.chosen] or brief.known
    for one in sorted(others, key=lambda one: (one.day, one.time)):
        yield Say(f"reminder.told.{one.dialogue}", **in_words(one), reminder=one.id)


def skip_today(brief: KeptBrief) -> Dialogue:
    """Leave a reminder out for today: the one that is named, the only one, or the one chosen."""
    if brief.locked:
        yield Say("journal.locked")
        return
    there = brief.to_come()
    if not there:
        if not brief.known or (brief.which and not brief.chosen):
            yield Say("reminder.none_of_that" if brief.which else "reminder.there_is_none")
        else:
            yield Say("reminder.no_more_today")
        return
    by_id = {one.id: one for one in there}
    labels = labels_of(tuple(there))
    different = tuple(dict.fromkeys(labels.values()))
    chosen = there
    if len(different) > 1:
        id = yield from choose_apart(
            "reminder.skip_which",
            labels,
            lambda one: shall_it_be(by_id[one], one),
            things=different[:A_FEW],
        )
        chosen = [by_id[id]] if id in by_id else []
    for one in chosen:
        yield Note(ReminderMet(one.id, brief.day, "not_today"))
    if chosen:
        times = [one.time for one in chosen]
        yield Say("reminder.skipped_today", times=times, **_in_words(chosen[0]))
    else:
        yield Say("reminder.all_stay")


def _in_words(one: KnownReminder) -> dict[str, Any]:
    """Return the words and the hour, which is all that is said of today."""
    return {"time": one.time, **({"words": one.words} if one.words else {})}


def _called(which: str, moment: Moment) -> list[Reminder]:
    """The reminders that a name means: those of the step of that title, or by their words."""
    if not which:
        return []
    goals = {goal.id for goal in moment.state.goals if goal.title == which}
    there = moment.state.reminders
    called = [one.own_words or one.dialogue.replace("_", " ") for one in there]
    near = {there[place].id for place in all_near(which, called)}
    return [one for one in there if set_with(one.id) in goals or one.id in near]
