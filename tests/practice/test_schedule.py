"""When a goal is asked about. Days are dates of the person's own."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from assistant.dialogues.brief import Moment
from assistant.dialogues.morning import brief
from assistant.practice.schedule import ONCE, due
from assistant.practice.state import Check, Goal, State

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=n) for n in range(14)]
WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def test_never_on_the_day_it_was_made() -> None:
    assert not due(MONDAY, MONDAY, "FREQ=DAILY", 0, [], None)


def test_a_daily_goal_the_next_morning() -> None:
    assert due(DAYS[1], MONDAY, "FREQ=DAILY", 0, [], None)


def test_not_twice_a_day() -> None:
    assert not due(DAYS[1], MONDAY, "FREQ=DAILY", 0, [], DAYS[1])


def test_a_weekday_goal_is_asked_about_for_the_day_that_passed() -> None:
    assert due(DAYS[5], MONDAY, WEEKDAYS, 0, [], DAYS[4])  # Saturday asks about Friday


def test_and_then_left_alone_over_the_weekend() -> None:
    assert not due(DAYS[6], MONDAY, WEEKDAYS, 0, [], DAYS[5])


def test_three_times_a_week_until_it_was_three_times() -> None:
    assert due(DAYS[4], MONDAY, "FREQ=WEEKLY", 3, DAYS[1:3], DAYS[3])
    assert not due(DAYS[5], MONDAY, "FREQ=WEEKLY", 3, DAYS[1:4], DAYS[4])


def test_a_new_week_begins_on_monday() -> None:
    assert due(DAYS[7], MONDAY, "FREQ=WEEKLY", 3, DAYS[1:4], DAYS[6])


def test_once_until_it_is_done() -> None:
    assert due(DAYS[9], MONDAY, ONCE, 0, [], DAYS[8])
    assert not due(DAYS[9], MONDAY, ONCE, 0, [DAYS[8]], DAYS[8])


def test_a_day_missed_long_ago_is_let_go() -> None:
    added = MONDAY - timedelta(days=60)
    assert not due(MONDAY, added, "FREQ=MONTHLY;BYMONTHDAY=1", 0, [], None)


@given(
    rule=st.sampled_from(["FREQ=DAILY", WEEKDAYS, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", ONCE]),
    times=st.sampled_from([0, 0, 3]),
    added=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    later=st.integers(0, 400),
    checked=st.integers(0, 400),
)
def test_checked_today_is_never_due(rule: str, times: int, added: date, later: int, checked: int):
    today = added + timedelta(days=later)
    last = added + timedelta(days=min(checked, later))
    answer = due(today, added, rule, times, [], last)
    assert not (answer and last == today)


def test_the_clocks_going_back_makes_no_second_day() -> None:
    """On the 25th of October 2026 Berlin has the hour from two to three twice."""
    berlin = ZoneInfo("Europe/Berlin")
    goal = Goal("g", "walk", "", "FREQ=DAILY", 0, "2026-10-20", [Check("2026-10-24", "done")])
    state = State(goals=[goal])
    first = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=0)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=1)
    assert [g.id for g in brief(Moment(state, first, "s")).goals_due] == ["g"]
    goal.history.append(Check(brief(Moment(state, first, "s")).day, "done"))
    assert brief(Moment(state, second, "s")).goals_due == ()


def test_just_before_and_after_midnight_are_two_days() -> None:
    goal = Goal("g", "walk", "", "FREQ=DAILY", 0, "2026-10-20", [Check("2026-10-24", "done")])
    state = State(goals=[goal])
    zone = ZoneInfo("America/New_York")
    before = datetime(2026, 10, 24, 23, 59, tzinfo=zone)
    after = datetime(2026, 10, 25, 0, 1, tzinfo=zone)
    assert brief(Moment(state, before, "s")).goals_due == ()
    assert len(brief(Moment(state, after, "s")).goals_due) == 1
