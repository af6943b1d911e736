"""How much a goal was lived lately: forgiving, never a streak, and told in words, never as a score.

Every look at a goal counts 1 (done), 1/2 (partly) or 0 (not yet); newer looks weigh more. A look
which lies `half_life` looks back weighs half as much as the newest. So one hard day changes little,
old hard times fade, and a break changes nothing at all: days away, skipped or never asked about
are no looks. It is the mean of what was looked at, so a goal of three days is not judged by the
weeks before it was there.

The half-life is that of Loop Habit Tracker's score: 13 looks for a daily goal, 13 x sqrt(f) for one
meant on a share f of the days (a weekly goal: about 5 looks), so that a rare goal is not stuck with
last winter.
"""

from __future__ import annotations

from datetime import date
from math import sqrt
from typing import Literal

from assistant.practice import schedule
from assistant.practice.goals import Goal

Lately = Literal["mostly", "about_half", "now_and_then", "hardly", "unknown"]
"""How much of a goal was lived lately, in words."""

WORTH = {"done": 1.0, "partly": 0.5, "not_yet": 0.0}
HALF_LIFE = 13.0
_A_YEAR = 365.0


def strength(goal: Goal, today: date) -> float | None:
    """From 0 to 1, the looks up to `today` with newer ones weighing more; `None`: none yet."""
    half_life = HALF_LIFE * sqrt(share_of_days(goal))
    looks = [WORTH[c.outcome] for c in goal.history if c.outcome in WORTH and c.day <= str(today)]
    weights = [0.5 ** (age / half_life) for age in reversed(range(len(looks)))]
    if not looks:
        return None
    return float(sum(w * x for w, x in zip(weights, looks, strict=True)) / sum(weights))


def lately(goal: Goal, today: date) -> Lately:
    """The same in words."""
    measured = strength(goal, today)
    if measured is None:
        return "unknown"
    if measured >= 0.7:
        return "mostly"
    if measured >= 0.4:
        return "about_half"
    return "now_and_then" if measured >= 0.1 else "hardly"


def share_of_days(goal: Goal) -> float:
    """On which share of all days a goal is meant: 1 for a daily one, 1/7 for a weekly one."""
    if goal.times:
        days = {"DAILY": 1.0, "WEEKLY": 7.0, "MONTHLY": 30.0}
        period = next((n for name, n in days.items() if name in goal.rrule), 7.0)
        return min(1.0, goal.times / period)
    if schedule.once(goal.rrule):
        return 1.0
    first = date(2024, 1, 1)
    last = date(2024, 12, 30)
    return max(1 / _A_YEAR, len(schedule.days(goal.rrule, first, first, last)) / _A_YEAR)
