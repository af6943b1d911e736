"""A simulated life: what a journal holds after days, months or years of talking with Lantern.

It is made of the sentences in `demo.toml` and of chance, the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle
from random import Random

from assistant.demo.person import LifeData
from assistant.practice.days import AwayFrom, DayTold
from assistant.practice.domains import DOMAINS, BullsEye, ClosestMoment, DomainRated
from assistant.practice.events import (
    Answered,
    BarrierNamed,
    DayValueChosen,
    GoalAdded,
    GoalChecked,
    IntentionSet,
    JournalEvent,
    Noted,
    Segment,
    SessionBegan,
    ValueKept,
)
from assistant.practice.exercises import ToldInExercise
from assistant.practice.goals import GoalChanged, GoalPaused, GoalResumed, GoalSaid, Went
from assistant.practice.obstacles import ObstacleNamed, WayOnTaken
from assistant.practice.schedule import Schedule, days_to_ask

MORNING, EVENING = time(7, 30), time(21, 0)
TALKS = 0.82
"""How often there is a check-in on a day."""
WEEK = 7
REST_WEEK, AWAY_WEEK, STUCK_WEEKS = 5, 9, (2, 7)
"""The week, of every dozen, in which a goal rests, one is away, and looks at what is in the way."""
A_ROUND = 12

Told = tuple[datetime, str, JournalEvent]
"""When something was told, in which session, and what."""


def life(data: LifeData, days: int, last: date, seed: int = 1) -> Iterator[Told]:
    """Yield what is told in so many days up to `last`, oldest first."""
    first = last - timedelta(days=days - 1)
    return _Life(data, first, Random(seed)).days(days)


class _Life:
    """What is told day by day."""

    def __init__(self, data: LifeData, first: date, chance: Random) -> None:
        self._data, self._first, self._chance = data, first, chance
        self._done: dict[int, list[date]] = {n: [] for n in range(len(data.goals))}
        self._covered: dict[int, date] = {}
        self._resting: int | None = None
        self._away_until = first - timedelta(days=1)
        shuffled = (
            data.barriers, data.intentions, data.proud, data.hard, data.toward, data.reflections
        )  # fmt: skip
        each = (cycle(chance.sample(said, len(said))) for said in shuffled)
        self._barrier, self._intention, self._proud, self._hard, self._toward, self._reflection = (
            each
        )
        self._obstacle, self._way = cycle(data.obstacles), cycle(data.ways)

    def days(self, number: int) -> Iterator[Told]:
        """Yield what is told on each day; on the first, who one is and what one wants to do."""
        yield from self._told(self._first, MORNING, "welcome", self._beginning())
        for day in range(number):
            today = self._first + timedelta(days=day)
            if today <= self._away_until:
                continue
            if self._chance.random() < TALKS or day == 0:
                yield from self._told(today, MORNING, "morning_checkin", self._morning(today, day))
                yield from self._evening(today, day)

    def _told(self, day: date, at: time, dialogue: str, notes: Iterator[Noted]) -> Iterator[Told]:
        session, when = f"{dialogue}.{day}", datetime.combine(day, at).astimezone()
        yield when, session, SessionBegan(dialogue, {}, ends=True)
        if all_notes := tuple(notes):
            yield when, session, Answered("life.told", notes=all_notes, ends=True)

    def _beginning(self) -> Iterator[Noted]:
        for n, (name, said) in enumerate(self._data.values):
            yield ValueKept(f"life.value.{n}", name, said)
        for n, goal in enumerate(self._data.goals):
            value = f"life.value.{goal.value}" if goal.value >= 0 else ""
            yield GoalAdded(
                f"life.goal.{n}", goal.title, value, goal.rrule, goal.times, domain=goal.domain
            )
            if goal.plan:
                yield GoalSaid(f"life.goal.{n}", "plan", goal.plan)
        yield from self._ratings(self._first, 0)

    def _morning(self, today: date, day: int) -> Iterator[Noted]:
        chance, week = self._chance, day // WEEK % A_ROUND
        if day % WEEK == 0 and week == REST_WEEK and self._data.goals:
            self._resting = chance.randrange(len(self._data.goals))
            yield GoalPaused(f"life.goal.{self._resting}", str(today))
        elif self._resting is not None and week != REST_WEEK:
            yield GoalResumed(f"life.goal.{self._resting}", str(today))
            self._resting = None
        weights = [len(self._data.values) - n for n in range(len(self._data.values))]
        chosen = chance.choices(range(len(weights)), weights)[0]
        yield DayValueChosen(f"life.value.{chosen}", str(today))
        for n in range(len(self._data.goals)):
            yield from self._check(n, today)
        if chance.random() < 0.75:
            yield IntentionSet(next(self._intention), str(today))
        if day % WEEK == 3 and week in STUCK_WEEKS:
            goal = chance.randrange(len(self._data.goals))
            name, words = next(self._obstacle)
            way, said = next(self._way)
            yield ObstacleNamed(name, words, f"life.goal.{goal}")
            yield WayOnTaken(way, said, f"life.goal.{goal}")

    def _check(self, n: int, today: date) -> Iterator[Noted]:
        goal, yesterday = self._data.goals[n], today - timedelta(days=1)
        often = Schedule(goal.rrule, goal.times)
        covered = self._covered.get(n)
        if n == self._resting or (covered and covered >= yesterday) or yesterday < self._first:
            return
        if not days_to_ask(yesterday, self._first, often, self._done[n][-WEEK:], covered):
            return
        self._covered[n] = yesterday
        missed = (1 - goal.done) / 2
        outcomes: tuple[Went, ...] = ("done", "partly", "not_yet")
        went = self._chance.choices(outcomes, (goal.done, missed, missed))[0]
        yield GoalChecked(f"life.goal.{n}", went, str(today))
        if went == "done":
            self._done[n].append(yesterday)
        elif went == "not_yet" and self._chance.random() < 0.7:
            yield BarrierNamed(f"life.goal.{n}", next(self._barrier))

    def _evening(self, today: date, day: int) -> Iterator[Told]:
        week = day // WEEK % A_ROUND
        if self._chance.random() < 0.3:
            told = iter([DayTold(str(today), "toward", next(self._toward))])
            yield from self._told(today, EVENING, "evening_checkin", told)
        if day % WEEK == 6:
            notes = self._week(today, day // WEEK)
            yield from self._told(today, EVENING, "weekly_review", notes)
        if day % (2 * WEEK) == 5:
            when, session = datetime.combine(today, EVENING).astimezone(), f"reflect.{today}"
            yield when, session, SessionBegan("reflect", {})
            yield when, session, Segment("reflect.go_ahead", next(self._reflection))
            yield when, session, Answered("reflect.go_ahead", how="dictated", ends=True)
        if day % WEEK == 1 and week == AWAY_WEEK:
            self._away_until = today + timedelta(days=4)
            away = AwayFrom(str(today + timedelta(days=1)), str(self._away_until))
            yield from self._told(today, EVENING, "going_away", iter([away]))

    def _week(self, today: date, week: int) -> Iterator[Noted]:
        yield ToldInExercise("proud", next(self._proud))
        if week % 2:
            yield ToldInExercise("hard", next(self._hard))
            yield BullsEye(float(self._chance.randint(4, 8)), str(today))
            yield ClosestMoment(next(self._toward), str(today))
        if week % 3 == 2:
            yield from self._ratings(today, week)
        if week % A_ROUND == 7:
            yield GoalChanged("life.goal.0", str(today), rrule=self._data.goals[0].rrule)

    def _ratings(self, today: date, week: int) -> Iterator[Noted]:
        """What matters stays nearly the same; what shows up comes slowly closer to it, or not."""
        for n, domain in enumerate(DOMAINS):
            matters = (9, 6, 8, 4, 7, 5)[n]
            apart = (2, 1, 5, 1, 4, 2)[n]
            closer = min(apart, week // 3) if n in (0, 2) else 0
            lately = max(0, min(10, matters - apart + closer + self._chance.randint(-1, 1)))
            yield DomainRated(domain, float(matters), float(lately), str(today))
