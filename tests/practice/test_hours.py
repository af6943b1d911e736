"""The small hours, and what is left when the clock was wrong once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from assistant.dialogues.brief import Moment
from assistant.dialogues.evening import EveningBrief
from assistant.dialogues.morning import MorningBrief
from assistant.practice.days import AwayFrom, Days, fold_days
from assistant.practice.events import Entry, GentleUntil, GoalAdded, GoalChecked, SessionBegan
from assistant.practice.goals import Check, Goal
from assistant.practice.hours import evening_day
from assistant.practice.looking_back import of_values
from assistant.practice.reminders import Reminder, due
from assistant.practice.state import State, Value, fold
from tests.tables import each

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 29)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=BERLIN)


@each(
    ("now", "day"),
    [
        ("2026-11-29T23:59", "2026-11-29"),
        ("2026-11-30T00:30", "2026-11-29"),
        ("2026-11-30T03:59", "2026-11-29"),
        ("2026-11-30T04:00", "2026-11-30"),
        ("2026-12-01T01:00", "2026-11-30"),
    ],
)
def test_evening_in_the_small_hours_is_about_the_day_before(now: str, day: str) -> None:
    assert str(evening_day(at(now))) == day


def test_evening_at_half_past_midnight_leaves_the_next_day_its_own() -> None:
    state = State(goals=[Goal("g", "walk", "", "FREQ=DAILY", 0, "2026-11-20")])
    late = EveningBrief.at(Moment(state, at("2026-11-30T00:30"), "s"))
    assert late.day == "2026-11-29"
    assert [goal.missed for goal in late.goals_due] == [""]
    state.goals[0].history.append(Check(late.day, "done", evening=True))

    assert state.checked_in(date(2026, 11, 30)) == "2026-11-29", "no morning is skipped"
    assert MorningBrief.at(Moment(state, at("2026-11-30T08:00"), "s")).goals_due == ()
    assert len(EveningBrief.at(Moment(state, at("2026-11-30T21:00"), "s")).goals_due) == 1


def entry(day: str, event: object) -> Entry:
    return Entry(f"{day}-{id(event)}", f"{day}T10:00:00+01:00", "s", event)  # type: ignore[arg-type]


def noted(day: str, *notes: object) -> Entry:
    return entry(day, SessionBegan("x", {}, notes=notes))  # type: ignore[arg-type]


@each("wrong", ["1970-01-01", "2036-02-07"])
def test_wrong_clock_once_all_is_right_again_as_soon_as_the_clock_is(wrong: str) -> None:
    state = fold(
        [
            noted("2026-11-20", GoalAdded("g", "walk", "v", "FREQ=DAILY")),
            noted("2026-11-27", GoalChecked("g", "done", "2026-11-27")),
            noted(wrong, GoalChecked("g", "done", wrong), GoalAdded("h", "swim", "", "FREQ=DAILY")),
            entry(wrong, GentleUntil(str(date.fromisoformat(wrong) + timedelta(days=14)))),
            noted(wrong, AwayFrom(wrong, wrong)),
        ]
    )
    state.values.append(Value("v", "health", "", "2026-11-01"))
    assert [goal.title for goal in state.due(TODAY)] == ["walk", "swim"]
    assert state.checked_in(TODAY) == "2026-11-27"
    assert not state.is_gentle(TODAY)
    assert state.days.away_until(TODAY) == ""
    week = of_values(state, TODAY - timedelta(days=6), TODAY)
    assert [(lived.name, lived.steps) for lived in week] == [("health", 1)]


def test_gentle_days_after_a_wrong_clock_count() -> None:
    state = fold([entry("2036-02-07", GentleUntil("2036-02-21"))])
    assert not state.is_gentle(TODAY)
    state = fold(
        [
            entry("2036-02-07", GentleUntil("2036-02-21")),
            entry("2026-11-29", GentleUntil("2026-12-13")),
        ]
    )
    assert state.is_gentle(TODAY)
    assert not state.is_gentle(date(2026, 12, 14))


def test_reminder_made_while_the_clock_was_wrong_is_due() -> None:
    made = Reminder("m", "morning_checkin", "07:30", "FREQ=DAILY", "", "2036-02-07T10:00:00+01:00")
    assert due([made], at("2026-11-30T07:30")) is not None
    assert due([made], at("2026-11-30T07:29")) is None


def test_away_of_a_wrong_clock_leaves_another_one_to_come() -> None:
    days = Days()
    fold_days(days, AwayFrom("2026-12-20", "2027-01-02"))
    fold_days(days, AwayFrom("1970-01-01", "1970-01-08"))
    assert days.away_until(date(2026, 12, 24)) == "2027-01-02"
