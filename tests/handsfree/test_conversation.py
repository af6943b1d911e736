"""Conversations that a reminder or a wake phrase begins: silence in them is an answer."""

from datetime import datetime, timedelta

import pytest

from assistant import wording
from assistant.conversation.acts import SILENCE
from assistant.conversation.utterance import Utterance
from assistant.demo.conversation import prepare
from assistant.handsfree.conversation import HandsFreeConversation
from assistant.handsfree.listener import DueReminders
from assistant.journal import Journal
from assistant.practice.reminders import ReminderSet
from assistant.store.repository import Repository
from intents import load

HOUR = datetime.fromisoformat("2026-11-24T07:30:00+01:00")


class Days:
    """A journal with a reminder at `HOUR`, and a clock that the test sets."""

    def __init__(self, folder):
        self.folder = folder
        self.now = HOUR - timedelta(days=1, hours=-1)
        prepare(self.memory(), self.now - timedelta(days=1))
        self.memory().record(ReminderSet("r", "morning_checkin", "07:30"), "")
        self.reminders = DueReminders(folder, lambda: self.memory().state())
        self.now = HOUR

    def memory(self):
        return Repository(Journal(self.folder), lambda: self.now)

    def begin(self, wanted="at_its_hour", due=None):
        conversation = HandsFreeConversation(self.memory(), load("en"), wording.load("en"))
        conversation.due = due
        self.said(conversation.start(wanted), conversation)
        return conversation

    def said(self, reply, conversation):
        self.heard = [line.text for line in conversation.lines(reply)]
        return self.heard


@pytest.fixture
def days(tmp_path):
    return Days(tmp_path / "journal")


def silence(conversation):
    return conversation.respond(Utterance(SILENCE))


def test_reminder_yes_begins_dialogue(days):
    conversation = days.begin(due=days.reminders.due(days.now))

    assert days.heard == ["Good morning.", "Shall we?"]
    days.said(conversation.respond_to("yes please"), conversation)
    assert days.reminders.due(days.now) is None
    assert not conversation.reply.ended


def test_reminder_silence_is_offered_three_times(days):
    offered = []
    for minute in range(180):
        days.now = HOUR + timedelta(minutes=minute)
        one = days.reminders.due(days.now)
        if one is not None:
            days.reminders.mark_offered(one)
            offered.append(minute)
            reply = silence(days.begin(due=one))
            assert (reply.ended, reply.says) == (True, ())

    assert offered == [0, 10, 20]


def test_reminder_not_today_is_due_again_tomorrow(days):
    conversation = days.begin(due=days.reminders.due(days.now))
    assert days.said(conversation.respond_to("not today"), conversation) == [
        "Not today, then. That's fine."
    ]

    days.now += timedelta(minutes=30)
    assert days.reminders.due(days.now) is None
    days.now = HOUR + timedelta(days=1)
    assert days.reminders.due(days.now).day == "2026-11-25"


def test_reminder_put_off_is_due_after_restart(days):
    conversation = days.begin(due=days.reminders.due(days.now))
    days.said(conversation.respond_to("in half an hour"), conversation)
    assert days.heard == ["In half an hour, then."]

    days.reminders = DueReminders(days.folder, lambda: days.memory().state())
    days.now = HOUR + timedelta(minutes=29)
    assert days.reminders.due(days.now) is None
    days.now = HOUR + timedelta(minutes=31)
    assert days.reminders.due(days.now) is not None


def test_reminder_set_while_listening_becomes_due(days):
    days.now = HOUR + timedelta(hours=12)
    assert days.reminders.due(days.now) is None
    days.memory().record(ReminderSet("e", "reflect", "21:00"), "")

    days.now = HOUR + timedelta(hours=13, minutes=30)
    assert days.reminders.due(days.now).reminder.id == "e"


def test_menu_silence_ends_conversation(days):
    conversation = days.begin("menu")
    reply = silence(conversation)

    assert days.said(reply, conversation) in (["I'll wait, then."], ["I'll be here."])
    assert reply.ended


def test_dialogue_silence_is_asked_about(days):
    conversation = days.begin("reflect")
    reply = silence(conversation)

    assert not reply.ended


def test_sleep_phrase_ends_conversation_and_listening(days):
    conversation = days.begin("menu")
    reply = conversation.respond_to("Lantern, sleep.")

    assert reply.ended
    assert conversation.asleep
