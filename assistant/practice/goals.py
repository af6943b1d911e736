"""Goals: their events, their state, and the fold from events to state.

The events of adding and checking a goal are in `events`, all other events of goals are here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Literal

import msgspec

from assistant.practice import schedule
from assistant.practice.event import Event
from intents.recurrence_set import RecurrenceSet

Went = Literal["done", "partly", "not_yet", "skip"]
"""How a goal went; "skip": the person did not want to say."""
GoalAspect = Literal[
    "when", "sign", "tiny", "plan", "why_it_matters", "why_so_sure", "surer", "taught"
]  # fmt: skip
"""What is told of a goal in own words: when to do it, the sign that it was done, its two-minute
version, the if-then plan, why it matters, why the person is so sure, what would make it surer, and
what it taught.
"""
Ruler = Literal["importance", "confidence", "willingness"]
Standing = Literal["living", "paused", "let_go", "reached"]
Turning = Literal["paused", "resumed", "changed", "let_go", "reached"]
"""What happened to a goal on a day, besides its checks."""

_A_DAY = timedelta(days=1)


# What is noted. ---------------------------------------------------------------------------------


class GoalSaid(Event, frozen=True, tag="goal_said"):
    """Something told of a goal, in the person's own words."""

    goal: str
    of: GoalAspect
    words: str


class GoalRated(Event, frozen=True, tag="goal_rated"):
    """The importance of a goal, the confidence to do it, or the willingness to bear what it brings.

    From 0 to 10. It is never used as a score of the person.
    """

    goal: str
    of: Ruler
    rating: float


class GoalChanged(Event, frozen=True, tag="goal_changed"):
    """A goal was changed on `day`; None leaves a field as it was.

    `rrule`, `times` and `by` change together, as one schedule.
    """

    goal: str
    day: str
    title: str | None = None
    value: str | None = None
    domain: str | None = None
    rrule: str | None = None
    times: int = 0
    by: str = ""


class GoalPaused(Event, frozen=True, tag="goal_paused"):
    """A goal was paused from `day` until the day `until`, or until it is resumed."""

    goal: str
    day: str
    until: str = ""


class GoalResumed(Event, frozen=True, tag="goal_resumed"):
    """A paused goal was resumed."""

    goal: str
    day: str


class GoalDropped(Event, frozen=True, tag="goal_dropped"):
    """A goal was let go."""

    goal: str
    day: str


class GoalReached(Event, frozen=True, tag="goal_reached"):
    """A goal is done for good. `fulfilled`: whether it brought what was hoped; None if unknown."""

    goal: str
    day: str
    fulfilled: bool | None = None


GoalNoted = (
    GoalSaid | GoalRated | GoalChanged | GoalPaused | GoalResumed | GoalDropped | GoalReached
)


# What is known. ---------------------------------------------------------------------------------


class Check(msgspec.Struct):
    """One check of a goal: its day, how the goal went, and what got in the way.

    A check in the morning is about the day before, one in the evening about the day itself.
    `session` is the dialogue in which it was told first, though it may be put right in another.
    """

    day: str
    outcome: Went
    barrier: str = ""
    evening: bool = False
    session: str = ""

    @property
    def of(self) -> date:
        """The last day that the check is about."""
        return date.fromisoformat(self.day) - (timedelta(0) if self.evening else _A_DAY)


class GoalMark(msgspec.Struct, frozen=True):
    """What happened to a goal on a day. `until`: the last day of a pause, where one was named."""

    day: str
    what: Turning
    until: str = ""


class Goal(msgspec.Struct):
    """A goal: a step that serves a value, its schedule, its checks and its standing.

    `since` is the day its schedule counts from, `changed` the day it was last changed. `planned` is
    the day its plan was said aloud, `recording` the file of that, if kept. `marks` are its pauses
    and changes, oldest first.
    """

    id: str
    title: str
    value: str
    rrule: str
    times: int
    added: str
    history: list[Check] = []
    domain: str = ""
    by: str = ""
    since: str = ""
    changed: str = ""
    said: dict[str, str] = {}
    rated: dict[str, float] = {}
    standing: Standing = "living"
    rests_until: str = ""
    ended: str = ""
    fulfilled: bool | None = None
    planned: str = ""
    recording: str = ""
    marks: list[GoalMark] = []

    def on(self, today: date) -> bool:
        """Whether the goal is active today: not paused, not let go, not done for good."""
        if self.standing == "paused":
            return bool(self.rests_until) and date.fromisoformat(self.rests_until) <= today
        return self.standing == "living" and not self.over

    @property
    def alive(self) -> bool:
        """Whether the goal is active or paused."""
        return self.standing in ("living", "paused") and not self.over

    @property
    def over(self) -> bool:
        """Whether the goal was to be done once, and was."""
        return schedule.once(self.rrule) and any(c.outcome == "done" for c in self.history)

    @property
    def often(self) -> schedule.Schedule:
        """The rhythm, how often in each of its periods, and by when."""
        return schedule.Schedule(self.rrule, self.times, self.by)

    def due(self, today: date, evening: bool = False, away: Sequence[schedule.Days] = ()) -> bool:
        """Whether to ask how it went: in the morning up to yesterday, in the evening for today."""
        upto, since, done, covered = self._known(today, evening)
        return self.on(today) and schedule.due(upto, since, self.often, done, covered, away)

    def day_missed(
        self, today: date, evening: bool = False, away: Sequence[schedule.Days] = ()
    ) -> str:
        """The day to ask about, where that is not the one the check-in is about; "" otherwise."""
        upto, since, done, covered = self._known(today, evening)
        if self.times or schedule.once(self.rrule):
            return ""
        found = schedule.days_to_ask(upto, since, self.often, done, covered, away)
        return str(found[-1]) if found and found[-1] < upto else ""

    def _known(self, today: date, evening: bool) -> tuple[date, date, list[date], date | None]:
        """The day asked up to, the one it counts from, the days it was done, the last one asked.

        What a clock that was wrong put after today is left out.
        """
        checks = [check for check in self.history if check.day <= str(today)]
        first = self.rests_until if self.standing == "paused" else self.since
        known = [day for day in (self.added, first) if "" < day <= str(today)]
        since = date.fromisoformat(max(known)) if known else today - schedule.LOOK_BACK
        return (
            today if evening else today - _A_DAY,
            since,
            [check.of for check in checks if check.outcome == "done"],
            max((check.of for check in checks), default=None),
        )

    def meant_for(self, today: date, away: Sequence[schedule.Days] = ()) -> bool:
        """Whether today is one of the goal's days."""
        return self.due(today, True, away)


def fold_goal(goals: Sequence[Goal], noted: GoalNoted, day: str, recording: str = "") -> None:
    """Update `goals` with what was noted on `day`; `recording` is the file of its sound, or ""."""
    goal = next((g for g in goals if g.id == noted.goal), None)
    if goal is None:
        return
    match noted:
        case GoalSaid(of=of, words=words):
            goal.said = goal.said | {of: words}
            if of == "plan":
                goal.planned, goal.recording = day, recording
        case GoalRated(of=of, rating=rating):
            goal.rated = goal.rated | {of: rating}
        case GoalChanged():
            _change(goal, noted)
        case GoalPaused(until=until):
            goal.standing, goal.rests_until = "paused", until
            goal.marks.append(GoalMark(noted.day, "paused", until))
        case GoalResumed():
            goal.standing, goal.rests_until, goal.since = "living", "", noted.day
            goal.marks.append(GoalMark(noted.day, "resumed"))
        case GoalDropped():
            goal.standing, goal.ended = "let_go", noted.day
            goal.marks.append(GoalMark(noted.day, "let_go"))
        case GoalReached(fulfilled=fulfilled):
            goal.standing, goal.ended, goal.fulfilled = "reached", noted.day, fulfilled
            goal.marks.append(GoalMark(noted.day, "reached"))


def _change(goal: Goal, new: GoalChanged) -> None:
    goal.changed = new.day
    goal.marks.append(GoalMark(new.day, "changed"))
    if new.title is not None:
        goal.title = new.title
    if new.value is not None:
        goal.value = new.value
    if new.domain is not None:
        goal.domain = new.domain
    if new.rrule is not None:
        goal.rrule, goal.times, goal.by, goal.since = new.rrule, new.times, new.by, new.day


# How much of it was lived lately. ----------------------------------------------------------------

Lately = Literal["mostly", "about_half", "now_and_then", "hardly", "unknown"]
"""How much of a goal was lived lately, in words."""

WORTH = {"done": 1.0, "partly": 0.5, "not_yet": 0.0}
HALF_LIFE = 13.0
_A_YEAR = 365.0


def strength(goal: Goal, today: date) -> float | None:
    """The mean of the checks up to `today`, 0 to 1, newer ones weighing more; None if none."""
    course = strengths(goal, today)
    return course[-1][1] if course else None


def strengths(goal: Goal, today: date) -> list[tuple[str, float]]:
    """The strength after each check up to `today`, with the day of the check, oldest first."""
    kept = 0.5 ** (1 / (HALF_LIFE * sqrt(share_of_days(goal))))
    sum_of_looks = sum_of_weights = 0.0
    found: list[tuple[str, float]] = []
    for check in goal.history:
        if check.outcome in WORTH and check.day <= str(today):
            sum_of_looks = sum_of_looks * kept + WORTH[check.outcome]
            sum_of_weights = sum_of_weights * kept + 1.0
            found.append((str(check.of), sum_of_looks / sum_of_weights))
    return found


def lately(goal: Goal, today: date) -> Lately:
    """Return the strength in words."""
    return in_words(strength(goal, today))


def in_words(measured: float | None) -> Lately:
    """Return a strength in words."""
    if measured is None:
        return "unknown"
    if measured >= 0.7:
        return "mostly"
    if measured >= 0.4:
        return "about_half"
    return "now_and_then" if measured >= 0.1 else "hardly"


def share_of_days(goal: Goal) -> float:
    """The share of all days a goal is meant for: 1 for a daily one, 1/7 for a weekly one."""
    rhythm = goal.often.rhythm
    if goal.times:
        days = {"DAILY": 1.0, "WEEKLY": 7.0, "MONTHLY": 30.0, "YEARLY": _A_YEAR}
        return min(1.0, goal.times / (days.get(rhythm.unit, 7.0) * rhythm.interval))
    if rhythm.once:
        return 1.0
    first, last = date(2024, 1, 1), date(2024, 12, 30)
    endless = RecurrenceSet(rhythm.with_parts(UNTIL="").rule)
    return max(1 / _A_YEAR, len(endless.days(first, first, last)) / _A_YEAR)
