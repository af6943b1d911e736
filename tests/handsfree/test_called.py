"""At its hour, and after a call which nobody follows up, silence is an answer."""

from datetime import datetime, timedelta

import pytest

from assistant import wording
from assistant.demo.conversation import prepare
from assistant.handsfree.called import Called
from assistant.handsfree.hours import Hours
from assistant.journal import Journal
from assistant.practice.reminders import ReminderSet
from assistant.store.repository import Memory
from intents import Meaning, load

HOUR = datetime.fromisoformat("2026-11-24T07:30:00+01:00")


class Days:
    """One person's journal and clock, and the one who keeps their hours."""

    def __init__(self, folder):
        self.folder = folder
        self.now = HOUR - timedelta(days=1, hours=-1)
        prepare(self.memory(), self.now - timedelta(days=1))
        self.memory().record(ReminderSet("r", "morning_checkin", "07:30"), "")
        self.hours = Hours(folder, lambda: self.memory().state())
        self.now = HOUR

    def memory(self):
        return Memory(Journal(self.folder), lambda: self.now)

    def begin(self, wanted="at_its_hour", due=None):
        called = Called(self.memory(), load("en"), wording.load("en"))
        called.due = due
        self.said(called.start(wanted), called)
        return called

    def said(self, reply, called):
        self.heard = [line.text for line in called.lines(reply)]
        return self.heard


@pytest.fixture
def days(tmp_path):
    return Days(tmp_path / "journal")


def silence(called):
    return called.take(Meaning(""))


def test_it_offers_and_yes_begins(days):
    called = days.begin(due=days.hours.due(days.now))

    assert days.heard == ["Good morning.", "Shall we?"]
    days.said(called.hear("yes please"), called)
    assert days.hours.due(days.now) is None
    assert not called.reply.ended


def test_silence_is_asked_about_again_in_ten_minutes_and_three_times_in_all(days):
    offered = []
    for minute in range(180):
        days.now = HOUR + timedelta(minutes=minute)
        one = days.hours.due(days.now)
        if one is not None:
            days.hours.met(one)
            offered.append(minute)
            reply = silence(days.begin(due=one))
            assert (reply.ended, reply.says) == (True, ())

    assert offered == [0, 10, 20]


def test_not_today_is_a_fine_answer_and_tomorrow_is_another_day(days):
    called = days.begin(due=days.hours.due(days.now))
    assert days.said(called.hear("not today"), called) == ["Not today, then. That's fine."]

    days.now += timedelta(minutes=30)
    assert days.hours.due(days.now) is None
    days.now = HOUR + timedelta(days=1)
    assert days.hours.due(days.now).day == "2026-11-25"


def test_in_half_an_hour_is_half_an_hour_also_after_a_new_start(days):
    called = days.begin(due=days.hours.due(days.now))
    days.said(called.hear("in half an hour"), called)
    assert days.heard == ["In half an hour, then."]

    days.hours = Hours(days.folder, lambda: days.memory().state())
    days.now = HOUR + timedelta(minutes=29)
    assert days.hours.due(days.now) is None
    days.now = HOUR + timedelta(minutes=31)
    assert days.hours.due(days.now) is not None


def test_one_which_is_set_while_it_listens_is_kept_to(days):
    days.now = HOUR + timedelta(hours=12)
    assert days.hours.due(days.now) is None
    days.memory().record(ReminderSet("e", "reflect", "21:00"), "")

    days.now = HOUR + timedelta(hours=13, minutes=30)
    assert days.hours.due(days.now).reminder.id == "e"


def test_nobody_at_the_menu_is_left_in_peace(days):
    called = days.begin("menu")
    reply = silence(called)

    assert days.said(reply, called) in (["I'll wait, then."], ["I'll be here."])
    assert reply.ended


def test_in_the_middle_of_something_silence_is_asked_about_as_ever(days):
    called = days.begin("reflect")
    reply = silence(called)

    assert not reply.ended


def test_told_to_sleep_in_a_conversation_it_leaves_and_stops_listening(days):
    called = days.begin("menu")
    reply = called.hear("Lantern, sleep.")

    assert reply.ended
    assert called.asleep
