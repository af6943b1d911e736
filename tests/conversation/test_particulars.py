"""What a wish is about: the goal it names, the half of the day it means."""

from __future__ import annotations

import pytest

from assistant.conversation.manager import ConversationManager
from assistant.conversation.reading.slot_filling import SlotFiller
from assistant.formatting.inflection import inflection
from assistant.practice.naming import mentioned
from intents import load
from tests.conversation.world import WORDS, memory_in

GOALS = ["go swimming with my sister", "read a book", "change the bed sheets"]


MENTIONED = {
    "drop swimming": "go swimming with my sister",
    "i would rather swim less": "go swimming with my sister",
    "pause the books until january": "read a book",
    "pause the garden until january": None,
    "read with my sister": None,
    "pause my goal": None,
}


def test_mentioned_some_words_of_a_goal_give_it():
    def meant(said):
        found = mentioned(said.split(), GOALS, WORDS.variants["word.weak"], inflection("en"))
        return found[0] if found else None

    assert {said: meant(said) for said in MENTIONED} == MENTIONED


@pytest.mark.parametrize(
    ("said", "clear"),
    [
        ("remind me on sunday at six", False),
        ("remind me on sunday at six in the evening", True),
        ("remind me on sunday at 6am", True),
        ("remind me on sunday at 6 p.m.", True),
        ("remind me on sunday at 06:00", True),
        ("remind me on sunday at 6:00", False),
    ],
)
def test_names_half_of_day_says_whether_it_is_named(said, clear, tmp_path):
    assert SlotFiller(load("en"), WORDS).names_half_of_day(said) is clear


def test_set_reminder_time_asked_for_is_not_asked_twice(tmp_path):
    companion = ConversationManager(memory_in(tmp_path / "journal"), load("en"), WORDS)
    companion.start("set_reminder")
    reply = companion.respond_to("my morning check-in at six in the morning")
    assert reply.ask is not None
    assert reply.ask.key == "reminder.how_often"


def test_a_verb_which_stands_in_a_goal_too_names_no_goal(tmp_path):
    companion = ConversationManager(memory_in(tmp_path / "journal"), load("en"), WORDS)
    companion.start("add_goal")
    for said in ("put my change in a jar", "every day", "no"):
        companion.respond_to(said)
    companion.start("add_goal")
    for said in ("read a book", "every day", "no"):
        companion.respond_to(said)
    companion.start("goals")
    reply = companion.respond_to("change my goal")
    assert reply.ask is not None
    assert reply.ask.key == "change_goal.which"
