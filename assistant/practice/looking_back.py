"""Summaries of some days: what was lived by value and domain, obstacles, and changes.

All are pure functions of the state. Counts and trends are told in words, never as a score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec

from assistant.practice.domains import Rated
from assistant.practice.goals import Goal
from assistant.practice.state import State

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
A_MONTH = timedelta(days=28)
A_WHILE = timedelta(days=14)
"""Two ratings of a domain that are closer together than this give no trend."""
MATTERS = 6.0
WIDE = 3.0
"""A gap of at least this, of ten, is mentioned; half of this counts as a change."""

UNBIDDEN = frozenset({"hard", "ninetieth.who"})
"""What was told of these is not brought up again unasked."""

Trend = Literal["first", "closer", "wider", "same"]
Shown = Literal["more", "less", "same", "quiet"]
Nearer = Literal["closer", "further", "same"]


class Lived(msgspec.Struct, frozen=True):
    """A value or domain, the number of days it was lived on, and of steps done for it."""

    name: str
    days: int
    steps: int


class Gap(msgspec.Struct, frozen=True):
    """A domain that matters more than it showed up, and how the gap changed."""

    domain: str
    trend: Trend


def of_values(state: State, first: date, last: date) -> tuple[Lived, ...]:
    """Return the values that were lived within some days, the most lived first."""
    found = [
        Lived(value.name, len(days_of_value(state, value.id, first, last)), steps)
        for value in state.values
        for steps in [steps_for(state, value.id, first, last)]
    ]
    return tuple(sorted((x for x in found if x.days), key=lambda x: -x.days))


def of_domains(state: State, first: date, last: date) -> tuple[Lived, ...]:
    """Return the domains with steps done within some days, the most steps first."""
    steps: Counter[str] = Counter()
    days: dict[str, set[str]] = {}
    for goal in state.goals:
        done = set(days_done(goal, first, last))
        if goal.domain and done:
            steps[goal.domain] += len(set(days_done(goal, first, last, partly=False)))
            days.setdefault(goal.domain, set()).update(done)
    return tuple(
        Lived(domain_name(state, domain), len(days[domain]), number)
        for domain, number in steps.most_common()
    )


def steps_for(state: State, value: str, first: date, last: date) -> int:
    """Return the number of steps done, not only partly, for a value within some days."""
    served = (goal for goal in state.goals if goal.value == value)
    return sum(len(set(days_done(goal, first, last, partly=False))) for goal in served)


def days_of_value(state: State, value: str, first: date, last: date) -> set[str]:
    """Return the days on which a value was chosen for the day, or a step for it was done."""
    chosen = {
        day for day, id in state.day_values.items() if id == value and _within(day, first, last)
    }
    served = (g for g in state.goals if g.value == value)
    return chosen.union(*(days_done(goal, first, last) for goal in served))


def in_the_way(state: State, first: date, last: date) -> tuple[str, ...]:
    """Return the obstacles within some days, in the person's own words, each once."""
    checks = (c.barrier for g in state.goals for c in g.history if _within(c.day, first, last))
    named = (o.name for o in state.obstacles if _within(o.day, first, last))
    told = (
        of["in_the_way"]
        for day, of in state.days.told.items()
        if _within(day, first, last) and "in_the_way" in of
    )
    return tuple(dict.fromkeys(words for words in (*checks, *named, *told) if words))


def ended(state: State, standing: str, first: date, last: date) -> tuple[str, ...]:
    """Return the titles of the goals that got this standing within some days."""
    return tuple(
        g.title for g in state.goals if g.standing == standing and _within(g.ended, first, last)
    )


def changed(state: State, first: date, last: date) -> tuple[str, ...]:
    """Return the titles of the current goals that were changed within some days."""
    return tuple(g.title for g in state.goals if g.alive and _within(g.changed, first, last))


def shown(state: State, value: str, today: date) -> Shown:
    """Whether a value showed up more in the last four weeks than in the four before."""
    eve = today - A_MONTH
    if any(v.id == value and str(eve - A_MONTH) < v.kept <= str(today) for v in state.values):
        return "same"  # too new to compare
    lately = len(days_of_value(state, value, eve + A_DAY, today))
    before = len(days_of_value(state, value, eve - A_MONTH + A_DAY, eve))
    if not lately:
        return "quiet"
    if lately > before + 1:
        return "more"
    return "less" if lately < before - 1 else "same"


def widest(rated: Iterable[Rated]) -> Rated | None:
    """Return the rating with the widest gap; None if no gap is wide enough to mention."""
    wide = [one for one in rated if one.matters >= MATTERS and one.gap >= WIDE]
    return max(wide, key=lambda one: one.gap, default=None)


def widest_gap(state: State) -> Gap | None:
    """Return the domain with the widest gap; None if no gap is wide enough to mention."""
    found = widest(state.domains.latest().values())
    if found is None:
        return None
    return Gap(domain_name(state, found.domain), _trend(state, found))


def centre(state: State) -> Nearer | None:
    """Compare the last two bull's-eye answers; None if there are not two."""
    match state.domains.bulls_eyes:
        case [*_, before, last]:
            moved = last.close - before.close
            return "same" if abs(moved) < 1 else "closer" if moved > 0 else "further"
    return None


def domain_name(state: State, domain: str) -> str:
    """Return the name of a domain of the person's own; the id of any other."""
    return state.domains.own.get(domain, domain)


def _trend(state: State, latest: Rated) -> Trend:
    before = [
        rated
        for rated in state.domains.ratings
        if rated.domain == latest.domain
        and date.fromisoformat(latest.day) - date.fromisoformat(rated.day) >= A_WHILE
    ]
    if not before:
        return "first"
    moved = before[-1].gap - latest.gap
    if abs(moved) < WIDE / 2:
        return "same"
    return "closer" if moved > 0 else "wider"


def days_done(goal: Goal, first: date, last: date, *, partly: bool = True) -> list[str]:
    """Return the days, of those within some days, on which a goal was done, or partly done."""
    counts = ("done", "partly") if partly else ("done",)
    # A check is about its own day or the one before.
    earliest, latest = str(first), str(last + A_DAY)
    return [
        str(c.of)
        for c in goal.history
        if earliest <= c.day <= latest and c.outcome in counts and first <= c.of <= last
    ]


def _within(day: str, first: date, last: date) -> bool:
    return bool(day) and str(first) <= day[:10] <= str(last)


# On this day. -----------------------------------------------------------------------------------


class Then(msgspec.Struct, frozen=True):
    """What was said on a past day, and its recordings, if kept."""

    day: str
    words: str
    recordings: tuple[str, ...] = ()


def on_this_day(state: State, today: date) -> Then | None:
    """Return what was said on this day of an earlier year, or else half a year or a month ago.

    Of several years it is the latest. Letters that were not read yet are left out.
    """
    wanted = (*_years_ago(state, today), *_months_ago(today))
    said = {then.day: then for then in _said(state)}
    return next((said[day] for day in wanted if day in said), None)


def _said(state: State) -> Iterator[Then]:
    """Yield what was said on each day; of one day, the most personal kind last."""
    sealed = {letter.id for letter in state.exercises.letters if not letter.read}
    for intention in state.intentions:
        yield Then(intention.day, intention.words)
    for told in state.exercises.told:
        if told.of not in UNBIDDEN:
            yield Then(told.day, told.words)
    for reflection in state.reflections:
        if reflection.session not in sealed:
            yield Then(reflection.when[:10], reflection.words, tuple(reflection.recordings))


def _years_ago(state: State, today: date) -> list[str]:
    years = sorted({int(then.day[:4]) for then in _said(state)}, reverse=True)
    return [f"{year}{str(today)[4:]}" for year in years if year < today.year]


def _months_ago(today: date) -> list[str]:
    return [str(today - timedelta(days=days)) for days in (182, 28)]
