"""When a goal is asked about. Days are dates in the person's time zone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from assistant import wording
from assistant.dialogues.brief import Moment
from assistant.dialogues.morning import MorningBrief
from assistant.practice.goals import Check, Goal
from assistant.practice.schedule import ONCE, Schedule
from assistant.practice.state import State
from tests.tables import each

MONDAY = date(2026, 11, 23)
DAYS = [MONDAY + timedelta(days=n) for n in range(14)]
WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def asked(
    today: date,
    rrule: str,
    times: int = 0,
    checks: Sequence[tuple[int, str]] = (),
    *,
    added: date = MONDAY,
    evening: bool = False,
    by: str = "",
    away: Sequence[tuple[date, date]] = (),
) -> bool:
    """Whether a goal is asked about; `checks` are mornings by their number, and how it went."""
    history = [Check(str(DAYS[day]), went) for day, went in checks]  # type: ignore[arg-type]
    goal = Goal("g", "walk", "", rrule, times, str(added), history, by=by)
    return goal.due(today, evening, away)


def test_due_new_goal_not_that_morning_but_that_evening() -> None:
    assert not asked(MONDAY, "FREQ=DAILY")
    assert asked(MONDAY, "FREQ=DAILY", evening=True)


def test_due_daily_goal_next_morning() -> None:
    assert asked(DAYS[1], "FREQ=DAILY")


def test_due_checked_today_is_not_due() -> None:
    assert not asked(DAYS[1], "FREQ=DAILY", checks=[(1, "done")])


def test_due_checked_in_the_evening_is_not_due_next_morning() -> None:
    goal = Goal("g", "walk", "", "FREQ=DAILY", 0, str(MONDAY))
    goal.history.append(Check(str(DAYS[1]), "done", evening=True))
    assert not goal.due(DAYS[2])
    assert goal.due(DAYS[2], evening=True)


def test_due_weekday_goal_is_due_for_the_day_before() -> None:
    assert asked(DAYS[5], WEEKDAYS, checks=[(4, "done")])  # Saturday asks about Friday


def test_due_weekday_goal_is_not_due_over_the_weekend() -> None:
    assert not asked(DAYS[6], WEEKDAYS, checks=[(5, "done")])
    assert not asked(DAYS[7], WEEKDAYS, checks=[(5, "done")])  # Monday is not over yet
    assert asked(DAYS[7], WEEKDAYS, checks=[(5, "done")], evening=True)


def test_due_three_times_a_week_until_done_three_times() -> None:
    twice = [(2, "done"), (3, "done")]
    assert asked(DAYS[5], "FREQ=WEEKLY", 3, twice)
    assert not asked(DAYS[5], "FREQ=WEEKLY", 3, [*twice, (4, "done")])


def test_due_times_a_week_count_from_monday() -> None:
    thrice = [(1, "done"), (2, "done"), (3, "done")]
    assert not asked(DAYS[7], "FREQ=WEEKLY", 3, thrice)  # That morning asks about Sunday.
    assert asked(DAYS[8], "FREQ=WEEKLY", 3, thrice)


def test_due_twice_a_month_late_in_each_half_until_done_twice() -> None:
    december = [date(2026, 12, day) for day in range(1, 32)]

    def evenings(*done: int) -> list[int]:
        """The evenings on which it is asked about, where each question is answered "not yet"."""
        goal = Goal("g", "walk", "", "FREQ=MONTHLY", 2, "2026-11-20")
        found = []
        for today in december:
            if goal.due(today, evening=True):
                found.append(today.day)
                goal.history.append(Check(str(today), "not_yet", evening=True))
            if today.day in done:
                goal.history.append(Check(str(today), "done", evening=True))
        return found

    assert evenings() == [12, 16, 27, 31]
    assert evenings(3) == [27, 31]
    assert evenings(3, 12) == [], "and a third time is not asked for"


def test_due_every_three_days_on_the_third() -> None:
    days = [
        n for n in range(1, 9) if asked(DAYS[n], "FREQ=DAILY;INTERVAL=3", checks=[(n - 1, "done")])
    ]
    assert days == [1, 4, 7]


def test_due_once_until_done() -> None:
    assert asked(DAYS[9], ONCE, checks=[(6, "not_yet")])
    assert not asked(DAYS[9], ONCE, checks=[(8, "done")])


def test_due_once_without_a_day_is_asked_at_intervals() -> None:
    days = [n for n in range(6, 10) if asked(DAYS[n], ONCE, checks=[(5, "not_yet")])]
    assert days == [8, 9]


def test_due_once_by_a_day_when_that_day_is_over() -> None:
    by = str(DAYS[4])
    assert not asked(DAYS[3], ONCE, by=by)
    assert not asked(DAYS[4], ONCE, by=by)
    assert asked(DAYS[4], ONCE, by=by, evening=True)
    assert asked(DAYS[5], ONCE, by=by)
    assert not asked(DAYS[13], ONCE, by=by), "and is let go after a week"


def test_due_day_away_is_not_due() -> None:
    away = [(DAYS[1], DAYS[6])]
    assert not asked(DAYS[3], "FREQ=DAILY", away=away, checks=[(1, "done")])
    assert not asked(DAYS[7], "FREQ=DAILY", away=away, checks=[(1, "done")])
    assert asked(DAYS[8], "FREQ=DAILY", away=away, checks=[(1, "done")])
    assert asked(DAYS[7], "FREQ=DAILY", away=away, evening=True)


def test_due_day_missed_long_ago_is_not_due() -> None:
    added = MONDAY - timedelta(days=60)
    assert not asked(MONDAY, "FREQ=MONTHLY;BYMONTHDAY=1", added=added)


@given(
    rule=st.sampled_from(["FREQ=DAILY", WEEKDAYS, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", ONCE]),
    times=st.sampled_from([0, 0, 3]),
    added=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    later=st.integers(0, 400),
    evening=st.booleans(),
)
def test_due_any_rule_checked_today_is_not_due(
    rule: str, times: int, added: date, later: int, evening: bool
):
    today = added + timedelta(days=later)
    goal = Goal("g", "walk", "", rule, times, str(added))
    goal.history.append(Check(str(today), "not_yet", evening=evening))
    assert not goal.due(today, evening)


@each(
    ("rrule", "times", "by", "said"),
    [
        (WEEKDAYS, 0, "", "every weekday"),
        ("FREQ=DAILY", 0, "", "every day"),
        ("FREQ=DAILY;INTERVAL=3", 0, "", "every three days"),
        ("FREQ=WEEKLY", 3, "", "three times a week"),
        ("FREQ=MONTHLY", 2, "", "twice a month"),
        ("FREQ=WEEKLY;INTERVAL=2", 1, "", "once, every other week"),
        ("FREQ=WEEKLY;BYDAY=SA,SU", 0, "", "every weekend"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", 0, "", "every Monday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", 0, "", "on Sunday, every other week"),
        ("FREQ=MONTHLY;BYDAY=1MO", 0, "", "every month on the first Monday"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", 0, "", "every month on the first and fifteenth"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", 0, "", "every month on the last day"),
        (ONCE, 0, "", "once"),
        (ONCE, 0, "2026-11-27", "once, by Friday, 27 November"),
    ],
)
def test_often_schedule_gives_words(rrule: str, times: int, by: str, said: str) -> None:
    assert wording.load().often(Schedule(rrule, times, by)) == said


def test_due_clock_going_back_makes_no_second_day() -> None:
    """On the 25th of October 2026 Berlin has the hour from two to three twice."""
    berlin = ZoneInfo("Europe/Berlin")
    goal = Goal("g", "walk", "", "FREQ=DAILY", 0, "2026-10-20", [Check("2026-10-24", "done")])
    state = State(goals=[goal])
    first = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=0)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=1)
    assert [g.id for g in MorningBrief.at(Moment(state, first, "s")).goals_due] == ["g"]
    goal.history.append(Check(MorningBrief.at(Moment(state, first, "s")).day, "done"))
    assert MorningBrief.at(Moment(state, second, "s")).goals_due == ()


def test_due_before_and_after_midnight_are_two_days() -> None:
    goal = Goal("g", "walk", "", "FREQ=DAILY", 0, "2026-10-20", [Check("2026-10-24", "done")])
    state = State(goals=[goal])
    zone = ZoneInfo("America/New_York")
    before = datetime(2026, 10, 24, 23, 59, tzinfo=zone)
    after = datetime(2026, 10, 25, 0, 1, tzinfo=zone)
    assert MorningBrief.at(Moment(state, before, "s")).goals_due == ()
    assert len(MorningBrief.at(Moment(state, after, "s")).goals_due) == 1
