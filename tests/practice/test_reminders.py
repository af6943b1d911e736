"""When a reminder is due by the person's clock, also over clock changes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from assistant.practice.reminders import (
    ReminderCancelled,
    ReminderMet,
    ReminderSet,
    coming,
    due,
    fold_reminders,
    replaced,
)
from tests.tables import each

BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def at(moment, zone=BERLIN, fold=0):
    return datetime.fromisoformat(moment).replace(tzinfo=zone, fold=fold)


def known(*noted, since="2026-01-01T12:00"):
    reminders = []
    for one in noted:
        fold_reminders(reminders, one, at(since).isoformat())
    return reminders


def morning(time="07:30", rrule="FREQ=DAILY", day="", id="m"):
    return ReminderSet(id, "morning_checkin", time, rrule, day)


def moments_due(reminders, first, minutes, zone=BERLIN):
    """Return when it begins, checked at each minute of real time, as `lantern listen` does."""
    began = at(first, zone).astimezone(ZoneInfo("UTC"))
    found = []
    for minute in range(minutes):
        now = (began + timedelta(minutes=minute)).astimezone(zone)
        one = due(reminders, now)
        if one is not None:
            found.append(f"{now:%d %H:%M}")
            fold_reminders(
                reminders, ReminderMet(one.reminder.id, one.day, "begun"), now.isoformat()
            )
    return found


def test_reminder_due_at_its_hour_on_its_days():
    reminders = known(morning(rrule=WEEKDAYS))

    # From Friday to Monday.
    assert moments_due(reminders, "2026-11-20T00:00", 4 * 24 * 60) == ["20 07:30", "23 07:30"]


@each(("time", "expected"), [("02:30", "29 03:00"), ("07:30", "29 07:30"), ("03:00", "29 03:00")])
def test_reminder_hour_left_out_by_summer_time_is_the_next(time, expected):
    assert moments_due(known(morning(time)), "2026-03-29T00:00", 12 * 60) == [expected]


@each("time", ["02:30", "07:30"])
def test_reminder_hour_which_comes_twice_is_the_first(time):
    # On 25 October 2026 clocks go back from three to two.
    assert moments_due(known(morning(time)), "2026-10-25T00:00", 14 * 60) == [f"25 {time}"]


def test_reminder_put_off_over_a_clock_change_is_still_ten_minutes():
    reminders = known(morning("01:55"))
    now = at("2026-10-25T02:55", fold=0)
    first = datetime.fromisoformat("2026-10-25T00:55+00:00")
    later = ReminderMet("m", "2026-10-25", "later", (first + timedelta(minutes=10)).isoformat())
    fold_reminders(reminders, later, now.isoformat())

    assert due(reminders, (first + timedelta(minutes=9)).astimezone(BERLIN)) is None
    assert due(reminders, (first + timedelta(minutes=10)).astimezone(BERLIN)).offers == 1


def test_reminder_after_travelling_is_due_by_the_local_clock():
    reminders = known(morning())
    home = at("2026-11-23T07:30")
    fold_reminders(reminders, ReminderMet("m", "2026-11-23", "begun"), home.isoformat())

    away = ZoneInfo("America/New_York")
    assert due(reminders, at("2026-11-23T07:30", away)) is None
    assert due(reminders, at("2026-11-24T07:29", away)) is None
    assert due(reminders, at("2026-11-24T07:30", away)).day == "2026-11-24"


def test_reminder_after_sleep_is_due_late_but_not_at_noon():
    reminders = known(morning())

    assert due(reminders, at("2026-11-23T09:10")) is not None
    assert due(reminders, at("2026-11-23T12:00")) is None


def test_reminder_late_in_the_evening_is_due_after_midnight():
    one = due(known(morning("23:45")), at("2026-11-24T00:10"))

    assert one is not None
    assert one.day == "2026-11-23"


def test_reminder_set_after_its_hour_is_due_next_day():
    reminders = known(morning(), since="2026-11-23T07:40")

    assert due(reminders, at("2026-11-23T07:41")) is None
    assert due(reminders, at("2026-11-24T07:30")) is not None


def test_reminder_for_one_day_is_due_on_no_other():
    reminders = known(morning(day="2026-11-24"))

    assert due(reminders, at("2026-11-23T07:30")) is None
    assert due(reminders, at("2026-11-24T07:30")) is not None
    assert due(reminders, at("2026-11-25T07:30")) is None


def test_reminder_put_off_is_due_again_and_not_today_is_not():
    reminders = known(morning())
    later = at("2026-11-23T07:45").isoformat()
    fold_reminders(reminders, ReminderMet("m", "2026-11-23", "later", later), later)

    assert due(reminders, at("2026-11-23T07:44")) is None
    assert due(reminders, at("2026-11-23T07:45")).offers == 1
    fold_reminders(reminders, ReminderMet("m", "2026-11-23", "not_today"), later)
    assert due(reminders, at("2026-11-23T07:46")) is None


def test_reminder_cancelled_is_never_due():
    reminders = known(morning(), ReminderCancelled("m"))

    assert due(reminders, at("2026-11-23T07:30")) is None


def test_replaced_same_days_are_replaced_and_others_stay():
    weekdays = morning(rrule=WEEKDAYS, id="weekdays")
    weekend = morning("09:00", "FREQ=WEEKLY;BYDAY=SA,SU", id="weekend")
    now = at("2026-11-23T12:00")

    assert replaced(known(weekdays), weekend, now) == []
    new = morning("08:00", "FREQ=WEEKLY;BYDAY=FR", id="new")
    assert [old.id for old in replaced(known(weekdays, weekend), new, now)] == ["weekdays"]


def test_coming_gives_the_next_time_by_the_clock():
    (reminder,) = known(morning(rrule="FREQ=WEEKLY;BYDAY=MO"))

    assert coming(reminder, at("2026-11-23T08:00")) == datetime(2026, 11, 30, 7, 30)
