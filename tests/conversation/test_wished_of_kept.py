"""Wishes for reminders, and to be told what is kept, by the words that the model found of them."""

from datetime import datetime

from assistant.conversation.acts import Context
from assistant.conversation.reading.wished_of_kept import (
    cancelled,
    reminder_wished,
    told_of_kept,
)
from assistant.dialogues.steps import Ask
from assistant.practice.reminders_there import ReminderThere
from intents import Command, load
from tests.tables import each

EN = load("en")
NOW = datetime.fromisoformat("2026-12-09T10:00+01:00")  # A Wednesday.
STEPS = ("sketch the harbour", "thank Marta")


def reminder(id, words, time, rrule="", day=""):
    return ReminderThere(id, words, "", time, rrule, day, "2026-12-09T10:00+01:00", True, 0)


def context(*there):
    ask = Ask("menu.anything_else", Command())
    return Context(ask, now=NOW, goals=STEPS, values=("craft", "kindness"), reminders=there)


@each(
    ("said", "about", "shall", "slots"),
    [
        (
            "and put one on the sketching saturday ten to five",
            "the sketching",
            "saturday ten to five",
            {"time": "16:50", "date": "2026-12-12", "goal": "sketch the harbour"},
        ),
        (
            "tell me at noon tomorrow to give marta the key",
            "give marta the key",
            "at noon tomorrow",
            {"time": "12:00", "date": "2026-12-10", "words": "give marta the key"},
        ),
        (
            "the sketch it should be every sunday at nine in the morning",
            "the sketch",
            "every sunday at nine in the morning",
            {"time": "09:00", "rrule": "FREQ=WEEKLY;BYDAY=SU", "goal": "sketch the harbour"},
        ),
    ],
)
def test_reminder_wished_with_its_words_is_set(said, about, shall, slots):
    found = reminder_wished(EN, said, context(), about, shall, ())
    assert found is not None
    assert found[0] == "set_reminder"
    assert slots.items() <= found[1].items()


def test_reminder_that_is_named_moves_and_no_other_is_set():
    there = reminder("a", "water the plants", "07:00", "FREQ=DAILY")
    said = "the plants one i meant half past seven not seven"
    found = reminder_wished(EN, said, context(there), "the plants one", "half past seven", ())
    assert found is not None
    assert found[0] == "change_reminder"
    assert found[1]["reminders"] == ["a"]
    assert found[1]["hours"] == ["07:30"]


def test_reminder_that_is_named_with_other_words_is_renamed():
    there = reminder("a", "quarter past one over there", "07:45", "FREQ=DAILY")
    said = "that one should say ring the aunts it isn't called quarter past one"
    about, shall = "called quarter past one", "ring the aunts"
    found = reminder_wished(EN, said, context(there), about, shall, ())
    assert found == ("change_reminder", {"reminders": ["a"], "renamed": "ring the aunts"})


def test_other_half_of_the_day_told_right_after_moves_the_new_reminder():
    there = reminder("a", "sketch the harbour", "06:00", "FREQ=DAILY")
    found = reminder_wished(
        EN, "in the evening six in the evening", context(there), "", "six in the evening", ()
    )
    assert found is not None
    assert found[1]["reminders"] == ["a"]
    assert found[1]["hours"] == ["18:00"]


def test_cancelled_reminder_is_found_by_its_hour():
    there = (reminder("a", "plants", "07:00"), reminder("b", "key", "13:00"))
    assert cancelled(EN, context(*there), "the one o'clock") == (
        "cancel_reminder",
        {"reminders": ["b"]},
    )


@each(
    ("said", "about", "slots"),
    [
        ("is the sketching weekly now", "the sketching", {"of": "about", "what": STEPS[0]}),
        ("what have i got on for sunday then", "", {"of": "day", "date": "2026-12-13"}),
    ],
)
def test_question_for_one_thing_or_one_day_is_answered_with_that_alone(said, about, slots):
    found = told_of_kept(EN, said, context(), "show_goals", about, ())
    assert found == ("recall", slots)
