"""Each due day against an independent expansion by dateutil, for random rules and histories."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from itertools import pairwise

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.practice.goals import Check, Goal
from assistant.practice.schedule import Schedule, asking_days, days_to_ask
from intents.recurrence_set import RecurrenceSet

UNITS = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
A_DAY = timedelta(days=1)
TWO_YEARS = 730
starts = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@st.composite
def rhythms(draw):
    """A rhythm, and the same as a function from a start to its days in the two years after."""
    unit = draw(st.sampled_from(list(UNITS)))
    every = draw(st.integers(1, 4))
    weekdays = draw(st.sets(st.integers(0, 6), min_size=1)) if unit == "WEEKLY" else set()
    number = draw(st.one_of(st.none(), st.integers(1, 31), st.just(-1)))
    months = draw(st.one_of(st.just(set()), st.sets(st.integers(1, 12), min_size=1)))
    length = draw(st.one_of(st.none(), st.integers(0, 500)))
    parts = [f"FREQ={unit}", f"INTERVAL={every}"]
    if weekdays:
        parts.append("BYDAY=" + ",".join(NAMES[day] for day in sorted(weekdays)))
    if unit in ("DAILY", "WEEKLY") and months:
        parts.append("BYMONTH=" + ",".join(map(str, sorted(months))))
    if unit == "MONTHLY" and number is not None:
        parts.append(f"BYMONTHDAY={number}")

    def expanded(start, last):
        if unit in ("DAILY", "WEEKLY"):
            more = {"byweekday": sorted(weekdays)} if weekdays else {}
            more |= {"bymonth": sorted(months)} if months else {}
            found = rrule(UNITS[unit], midnight(start), every, until=midnight(last), **more)
            return {moment.date() for moment in found}
        first = midnight(start.replace(day=1))
        wanted = number if unit == "MONTHLY" and number is not None else start.day
        found = rrule(UNITS[unit], first, every, until=midnight(last))
        days = {clamped(moment.date(), wanted) for moment in found}
        return {day for day in days if start <= day <= last}

    return parts, length, expanded


def midnight(day):
    return datetime.combine(day, datetime.min.time())


def clamped(first, number):
    """The day of a month with this number, its last day where it has none such."""
    last = monthrange(first.year, first.month)[1]
    return first.replace(day=last if number == -1 else min(number, last))


@settings(max_examples=10, deadline=None)
@given(
    rhythm=rhythms(),
    start=starts,
    answers=st.lists(st.sampled_from(["done", "not_yet", "", ""]), min_size=7, max_size=60),
    evening=st.booleans(),
)
def test_due_any_rule_and_history_is_due_on_the_days_of_the_expansion(
    rhythm, start, answers, evening
):
    """A day is due until a check-in asked about it, and for a week at most."""
    parts, length, expanded = rhythm
    end = start + timedelta(TWO_YEARS)
    last = end if length is None else start + timedelta(length)
    if length is not None:
        parts = [*parts, f"UNTIL={last:%Y%m%d}"]
    meant = expanded(start, min(last, end))
    goal = Goal("g", "walk", "", ";".join(parts), 0, str(start))
    covered = start - A_DAY
    for n in range(TWO_YEARS):
        today = start + timedelta(n)
        upto = today if evening else today - A_DAY
        open_days = {day for day in meant if covered < day <= upto and upto - day <= 7 * A_DAY}
        due = goal.due(today, evening)
        assert due == bool(open_days), today
        answer = answers[n % len(answers)]
        if due and answer:
            # The one day that is asked about is named where it is an earlier one.
            named = goal.day_missed(today, evening)
            assert (named or str(upto)) == str(max(open_days))
            check = (
                Check(named, answer, evening=True)
                if named
                else Check(str(today), answer, "", evening)
            )
            goal.history.append(check)
            covered = max(open_days)


@settings(max_examples=40, deadline=None)
@given(
    start=starts, times=st.integers(1, 4), every=st.integers(1, 3), done=st.sets(st.integers(0, 90))
)
def test_due_counted_in_weeks_is_due_until_done_so_often(start, times, every, done):
    schedule = Schedule(f"FREQ=WEEKLY;INTERVAL={every}", times)
    monday = start - timedelta(start.weekday())
    days = sorted(start + timedelta(n) for n in done)
    for n in range(90):
        today = start + timedelta(n)
        first = monday + timedelta((today - monday).days // (7 * every) * 7 * every)
        so_far = sum(1 for day in days if first <= day <= today)
        found = days_to_ask(today, start, schedule, days, today - A_DAY)
        if so_far >= times:
            assert not found
        elif every == 1:
            assert found == [today]


@settings(max_examples=150, deadline=None)
@given(start=starts, times=st.integers(1, 6), later=st.integers(0, TWO_YEARS), data=st.data())
@example(start=date(2024, 2, 29), times=2, later=366, data=None)
def test_due_counted_in_months_and_years_is_asked_seldom_and_late(start, times, later, data):
    unit = "YEARLY" if data is None else data.draw(st.sampled_from(["MONTHLY", "YEARLY"]))
    first, last = RecurrenceSet(f"FREQ={unit}").period(start, start + timedelta(later))
    length = (last - first).days + 1
    assert first <= start + timedelta(later) <= last
    assert 28 <= length <= 31 if unit == "MONTHLY" else 365 <= length <= 366
    asked = asking_days(first, last, times)
    assert times <= len(asked) <= 3 * times
    assert asked[-1] == last
    assert asked[0] > first + timedelta(length / times / 2), "not before half of the time"
    assert all(b - a >= 3 * A_DAY for a, b in pairwise(asked)), "not daily"
    assert not asking_days(first, last, times, times)
