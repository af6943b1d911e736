"""The strength of a goal: one bad day changes little, and a break changes nothing."""

from datetime import date, timedelta

import pytest

from assistant.practice.goals import Check, Goal, lately, share_of_days, strength
from tests.tables import each

FIRST = date(2026, 9, 1)


def goal(outcomes: str, rrule: str = "FREQ=DAILY", times: int = 0, every: int = 1) -> Goal:
    went = {"d": "done", "p": "partly", "n": "not_yet", "s": "skip"}
    history = [
        Check(str(FIRST + timedelta(days=i * every)), went[letter])
        for i, letter in enumerate(outcomes)
    ]
    return Goal("g", "walk", "", rrule, times, str(FIRST), history)


def measured(outcomes: str, **more) -> float:
    found = strength(goal(outcomes, **more), date(2027, 9, 1))
    assert found is not None
    return found


def test_strength_goal_never_asked_about_is_none() -> None:
    assert strength(goal(""), FIRST) is None
    assert lately(goal("sss"), FIRST) == "unknown"


def test_strength_one_bad_day_after_a_month_changes_little() -> None:
    assert measured("d" * 30 + "n") > 0.9


def test_strength_skip_changes_nothing() -> None:
    assert measured("ddnd") == measured("dsdnssd")


def test_strength_break_changes_nothing() -> None:
    assert strength(goal("dpd"), FIRST + timedelta(days=3)) == measured("dpd")


def test_strength_new_goal_counts_its_own_days_only() -> None:
    assert measured("ddd") == 1.0


def test_strength_old_outcomes_fade() -> None:
    assert measured("n" * 30 + "d" * 13) == pytest.approx(0.5 / (1 - 0.5 ** (43 / 13)), abs=0.01)
    assert measured("n" * 30 + "d" * 26) > 0.75


def test_strength_half_life_halves_the_weight() -> None:
    newest, old = measured("n" * 13 + "d"), measured("d" + "n" * 13)
    assert newest / old == pytest.approx(2.0)


def test_strength_rare_goal_fades_in_fewer_checks() -> None:
    rare = {"rrule": "FREQ=WEEKLY", "times": 1}
    assert measured("n" * 10 + "d" * 5, **rare) > measured("n" * 10 + "d" * 5)


@each(
    ("rrule", "times", "share"),
    [
        ("FREQ=DAILY", 0, 1.0),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", 0, 3 / 7),
        ("FREQ=WEEKLY", 2, 2 / 7),
        ("FREQ=DAILY;INTERVAL=10", 0, 0.1),
        ("FREQ=MONTHLY", 3, 0.1),
        ("FREQ=DAILY;COUNT=1", 0, 1.0),
    ],
)
def test_share_of_days_rule_gives_its_share(rrule: str, times: int, share: float) -> None:
    assert share_of_days(goal("", rrule, times)) == pytest.approx(share, abs=0.01)


@each(
    ("outcomes", "word"),
    [("dddd", "mostly"), ("dndn", "about_half"), ("nnnd", "now_and_then"), ("nnnn", "hardly")],
)
def test_lately_outcomes_give_words(outcomes: str, word: str) -> None:
    assert lately(goal(outcomes), date(2027, 1, 1)) == word
