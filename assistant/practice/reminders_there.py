"""The reminders there are, as they are needed to find the one that somebody means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.practice.reminders import Reminder, meant, over, set_with
from assistant.practice.state import State

A_WHILE = timedelta(minutes=10)
"""So long a reminder counts as one that was set just now."""


@dataclass(frozen=True, slots=True)
class ReminderThere:
    """A reminder: its words or its conversation, the title of its step, its hour and its days.

    `fresh`: it was set just now. `since` is when it was set, `nth` its place in the order of that.
    """

    id: str
    words: str
    step: str
    time: str
    rrule: str
    day: str
    since: str
    fresh: bool
    nth: int

    def on(self, day: date) -> bool:
        """Whether it comes on this day."""
        return meant(Reminder("", "", self.time, self.rrule, self.day, self.since), day)


def reminders_there(state: State, now: datetime) -> tuple[ReminderThere, ...]:
    """The reminders that are not over, in the order in which they are told."""
    steps = {goal.id: goal.title for goal in state.goals}
    there = [
        ReminderThere(
            one.id,
            one.own_words or one.dialogue.replace("_", " "),
            steps.get(set_with(one.id), ""),
            one.time,
            one.rrule,
            one.day,
            one.added,
            timedelta(0) <= now - datetime.fromisoformat(one.added) <= A_WHILE,
            nth,
        )
        for nth, one in enumerate(state.reminders)
        if not over(one, now)
    ]
    return tuple(sorted(there, key=lambda one: (one.day, one.time)))
