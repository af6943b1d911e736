"""Summaries of some days by value and domain, trends, and what was said on this day."""

from datetime import date

from assistant.practice.domains import Rated, Shot
from assistant.practice.exercises import Letter, Telling
from assistant.practice.goals import Check, Goal
from assistant.practice.looking_back import (
    Gap,
    Lived,
    centre,
    changed,
    ended,
    in_the_way,
    of_domains,
    of_values,
    on_this_day,
    shown,
    widest_gap,
)
from assistant.practice.obstacles import Obstacle
from assistant.practice.state import Reflection, State, Value

TODAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 16)


def goal(title: str, value: str = "", days: tuple[int, ...] = (), **more) -> Goal:
    """Return a goal that was done on these days of November."""
    history = [Check(f"2026-11-{day:02}", "done", evening=True) for day in days]
    return Goal(title, title, value, "FREQ=DAILY", 0, "2026-09-01", history, **more)


def kept(name: str, day: str = "2026-01-01") -> Value:
    return Value(name, name, "", day)


def test_of_values_counts_days_brought_and_served() -> None:
    state = State(
        values=[kept("family"), kept("music"), kept("rest")],
        goals=[goal("call", "family", (17, 18)), goal("sing", "music", (3,))],
        day_values={"2026-11-18": "family", "2026-11-20": "family", "2026-11-01": "rest"},
    )
    assert of_values(state, MONDAY, TODAY) == (Lived("family", 3, 2),)


def test_of_domains_counts_steps_under_own_names() -> None:
    state = State(goals=[goal("walk", days=(17, 19), domain="s1.domain"), goal("pray", days=(18,))])
    state.domains.own["s1.domain"] = "the garden"
    assert of_domains(state, MONDAY, TODAY) == (Lived("the garden", 2, 2),)


def test_in_the_way_gives_own_words_once() -> None:
    walk = goal("walk")
    walk.history = [Check(f"2026-11-{d}", "not_yet", "the rain") for d in (17, 18)]
    walk.history.append(Check("2026-10-01", "not_yet", "a cold"))
    state = State(goals=[walk], obstacles=[Obstacle("2026-11-19", "fear")])
    assert in_the_way(state, MONDAY, TODAY) == ("the rain", "fear")


def test_ended_and_changed_give_the_goals_of_these_days() -> None:
    state = State(
        goals=[
            goal("run", standing="let_go", ended="2026-11-18"),
            goal("move", standing="reached", ended="2026-11-02"),
            goal("read", changed="2026-11-17"),
        ]
    )
    assert ended(state, "let_go", MONDAY, TODAY) == ("run",)
    assert ended(state, "reached", MONDAY, TODAY) == ()
    assert changed(state, MONDAY, TODAY) == ("read",)


def with_ratings(*ratings: Rated) -> State:
    state = State()
    state.domains.ratings = list(ratings)
    return state


def test_widest_gap_gives_the_domain_and_its_trend() -> None:
    first, then = Rated("2026-10-01", "health", 9, 2), Rated("2026-11-20", "health", 9, 5)
    assert widest_gap(with_ratings(first)) == Gap("health", "first")
    assert widest_gap(with_ratings(first, then)) == Gap("health", "closer")
    assert widest_gap(with_ratings(then, Rated("2026-12-20", "health", 9, 2))) == Gap(
        "health", "wider"
    )


def test_widest_gap_small_or_unimportant_is_none() -> None:
    small, slight = Rated("2026-11-01", "career", 7, 5), Rated("2026-11-01", "health", 4, 0)
    assert widest_gap(with_ratings(small, slight)) is None


def test_shown_compares_four_weeks_with_the_four_before() -> None:
    values = [kept(name) for name in ("more", "less", "quiet")]
    days = {f"2026-11-{d:02}": "more" for d in range(10, 20)}
    days |= {f"2026-10-{d:02}": "less" for d in range(1, 11)} | {"2026-11-21": "less"}
    state = State(values=values, day_values=days)
    assert [shown(state, value.id, TODAY) for value in values] == ["more", "less", "quiet"]


def test_shown_new_value_is_not_compared() -> None:
    assert shown(State(values=[kept("new", "2026-11-20")]), "new", TODAY) == "same"


def said(when: str, words: str, session: str = "s") -> Reflection:
    return Reflection(when, f"{when}T20:00:00+01:00", "", words, session=session)


def test_on_this_day_latest_year_comes_first() -> None:
    state = State(reflections=[said("2024-11-22", "snow"), said("2025-11-22", "rain")])
    then = on_this_day(state, TODAY)
    assert then is not None
    assert then.words == "rain"


def test_on_this_day_without_an_earlier_year_is_half_a_year_ago() -> None:
    then = on_this_day(State(reflections=[said("2026-05-24", "the swifts")]), TODAY)
    assert then is not None
    assert then.day == "2026-05-24"


def test_on_this_day_unread_letter_is_left_out() -> None:
    state = State(reflections=[said("2025-11-22", "secret", "letter")])
    state.exercises.letters = [Letter("letter", "2025-11-22", "2027-01-01")]
    assert on_this_day(state, TODAY) is None


def test_on_this_day_hard_moments_are_left_out() -> None:
    state = State()
    state.exercises.told = [Telling("2025-11-22", "hard", "the funeral")]
    assert on_this_day(state, TODAY) is None


def test_centre_gives_how_the_last_two_answers_differ() -> None:
    state = State()
    assert centre(state) is None
    state.domains.bulls_eyes = [Shot("2026-11-08", 4), Shot("2026-11-15", 7)]
    assert centre(state) == "closer"
    state.domains.bulls_eyes.append(Shot("2026-11-22", 7.5))
    assert centre(state) == "same"
