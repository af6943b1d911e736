"""Requests: whole utterances with the words they name, read where they name what there is."""

from __future__ import annotations

from assistant.conversation.acts import Context
from assistant.conversation.reading.requests import asked_for
from assistant.dialogues.steps import Ask, Say
from intents import Choice, Command, Freely, YesNo, load
from tests.tables import each

ENGLISH = load("en")
GOALS, VALUES = ("count to ten", "go swimming"), ("fitness", "family")
STEP = Context(
    Ask("morning.another_goal", YesNo("goal", or_else="step")), goals=GOALS, values=VALUES
)
VALUE = Context(
    Ask("morning.bring_this_value", YesNo(or_else="value"), value="fitness"),
    goals=GOALS,
    values=VALUES,
)
REMINDED = Context(
    Ask("menu.anything_else", Command()),
    said=(Say("reminder.set", time="21:30"),),
    goals=GOALS,
    values=VALUES,
)
LEAVE = Context(Ask("adjusting.what", Choice(("smaller", "rest", "leave"))))


@each(
    ("said", "context", "intent", "slots"),
    [
        (
            "please rename Fitness to being free",
            STEP,
            "rename",
            {"old": "fitness", "new": "being free"},
        ),
        (
            "rename count to ten to breathe",
            STEP,
            "rename",
            {"old": "count to ten", "new": "breathe"},
        ),
        (
            "call it being free instead of fitness",
            STEP,
            "rename",
            {"old": "fitness", "new": "being free"},
        ),
        (
            "um no call it being a calm mum not all that",
            VALUE,
            "rename",
            {"old": "fitness", "new": "being a calm mum"},
        ),
        ("merge fitness and family", STEP, "merge", {"gone": "family", "stays": "fitness"}),
        ("fitness is really part of family", STEP, "merge", {"gone": "fitness", "stays": "family"}),
        ("get rid of fitness", STEP, "drop_value", {"value": "fitness"}),
        ("delete swimming", STEP, "drop_goal", {"goal": "go swimming"}),
        (
            "no it's not for the family it's for english",
            STEP,
            "goal_serves",
            {"goal": "go swimming", "value": "english"},
        ),
        (
            "swimming is more for family",
            STEP,
            "goal_serves",
            {"goal": "go swimming", "value": "family"},
        ),
        ("no, at nine", REMINDED, "change_reminder", {"hours": ["21:00"], "last": True}),
        (
            "half past six in the morning instead",
            REMINDED,
            "change_reminder",
            {"hours": ["06:30"], "last": True},
        ),
        ("don't ask about my dad", STEP, "stop_asking", {"topic": "about", "words": "my dad"}),
        (
            "i'm tired of being asked about new steps",
            STEP,
            "stop_asking",
            {"topic": "steps", "words": ""},
        ),
        (
            "can we make it quick please they're up already",
            STEP,
            "stop_asking",
            {"topic": "short", "today": True},
        ),
        (
            "stop asking me about swimming",
            STEP,
            "stop_asking",
            {"topic": "about", "words": "swimming"},
        ),
        ("let it be as it is", LEAVE, None, {}),
        ("which one?", STEP, "help", {}),
        (
            "ask me what i'd do if fear weren't holding me back",
            STEP,
            "explore_values",
            {"prompt": "fear"},
        ),
    ],
)
def test_request_that_names_what_there_is_is_read(said, context, intent, slots):
    found = asked_for(ENGLISH, said, context)
    assert found is not None
    assert found.intent == intent
    assert {k: v for k, v in found.slots.items() if v is not False} == slots


@each(
    ("said", "context"),
    [
        ("rename patience to courage", STEP),
        ("i call my mother every sunday", STEP),
        ("change the bed", STEP),
        ("swimming is fun", STEP),
        ("at nine", STEP),
        ("i moved the meeting to nine", REMINDED),
        ("my mum called it a day", VALUE),
        ("i left it as it was and went home", STEP),
        ("i can't stop thinking about my dad", STEP),
        ("he asked me about my dad again", STEP),
        ("it was short and quick", STEP),
        ("i'm lost for words when she cries", STEP),
        ("", STEP),
    ],
)
def test_request_what_names_nothing_is_none(said, context):
    assert asked_for(ENGLISH, said, context) is None


def test_request_a_thought_that_is_asked_for_is_an_answer():
    thoughts = Context(Ask("stuck.what_happens", Freely(thoughts=True)))
    assert asked_for(ENGLISH, "i feel so lost", thoughts) is None
    assert asked_for(ENGLISH, "i feel so lost", STEP) is not None
