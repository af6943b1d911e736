"""What an utterance does, given what was asked: its acts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation.acts import SILENCE, Context, Interpretation
from assistant.conversation.reading.interpretation import Interpreter
from assistant.dialogues.steps import Ask, Say
from intents import (
    Aspiration,
    Choice,
    Command,
    Date,
    Dictation,
    Expectation,
    Freely,
    Importance,
    Invitation,
    Outcome,
    Rating,
    Recurrence,
    Several,
    Time,
    YesNo,
    load,
)
from tests.conversation.world import MONDAY, WORDS

INTERPRETER = Interpreter(load("en"), WORDS)
EXPECTATIONS: tuple[Expectation, ...] = (
    YesNo(),
    YesNo("goal", or_else="step"),
    Rating(0, 10),
    Time(),
    Date(),
    Recurrence(),
    Invitation(),
    Choice(("family", "honesty")),
    Several(("family", "honesty")),
    Importance(),
    Outcome(),
    Aspiration(action=True),
    Command(),
    Freely(hope=True, names=True),
    Freely(),
    Dictation(),
)


def read(text: str, expects: Expectation, **more: Any) -> Interpretation:
    return INTERPRETER.interpret(text, Context(Ask("goal.what_step", expects), now=MONDAY, **more))


def test_interpret_utterance_gives_its_acts_in_order() -> None:
    wrong = []
    for text, expects, expected in (
        ("yes", YesNo(), ["answer"]),
        ("seven", Rating(0, 10), ["answer"]),
        ("honesty", Aspiration(names=True), ["answer"]),
        ("what is a value", YesNo(), ["question explain_difference"]),
        ("is this private", Command(), ["question privacy"]),
        ("take that back", Freely(), ["correction undo"]),
        ("go back", YesNo(), ["correction back"]),
        ("skip", Freely(), ["refusal skip"]),
        ("nothing really", Freely(), ["refusal skip"]),
        ("i don't know", YesNo(), ["not_knowing"]),
        ("i don't know", Freely(), ["refusal skip"]),
        ("thank you", YesNo(), ["courtesy thanks"]),
        ("good morning", Command(), ["courtesy greetings"]),
        ("my mother died last week", Rating(0, 10), ["telling sorrow"]),
        ("i am so tired of it all", YesNo(), ["telling feeling"]),
        ("yes my mother died last week", YesNo(), ["answer", "telling sorrow"]),
        ("my mother died last week", Freely(), ["answer", "telling sorrow"]),
        ("brmf", YesNo(), ["unclear"]),
        ("the", Freely(), ["unclear"]),
        ("of the", Aspiration(action=True), ["unclear"]),
        ("sometimes", Aspiration(names=True), ["unclear"]),
        ("slower please", YesNo(), ["command slower"]),
        ("remind me every weekday at seven", Recurrence(), ["answer", "command set_reminder"]),
        ("no it's for honesty", YesNo(or_else="value"), ["answer", "correction"]),
        ("", YesNo(), []),
    ):
        acts = [f"{act.kind} {act.name}".strip() for act in read(text, expects).acts]
        if acts != expected:
            wrong.append(f"{text!r} at {expects.name}: {acts}, not {expected}")
    assert wrong == []


def test_interpret_hedged_answer_covers_its_hedge_and_is_named_without() -> None:
    said = read("um honesty i guess", Aspiration(names=True))
    assert said.meaning.value["words"] == "honesty"
    assert [(act.kind, act.end) for act in said.acts] == [("answer", 4)]


def test_interpret_paused_conversation_takes_nothing_for_told() -> None:
    said = read("my mother died last week", Rating(0, 10), paused=True)
    assert [act.kind for act in said.acts] == ["unclear"]


def test_interpret_erase_that_after_a_passage_means_the_passage() -> None:
    passage = Say("journal.passage", line="ab:7", words="a walk")
    said = read("erase that", Command(), said=(passage,))
    assert (said.intent, dict(said.slots)) == ("erase_last", {"lines": ["ab:7"]})
    assert read("erase that", Command()).slots.get("lines") is None


def test_interpret_same_text_is_read_once_for_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = []
    interpreter = Interpreter(load("en"), WORDS)
    whole = interpreter._interpret
    monkeypatch.setattr(
        interpreter, "_interpret", lambda text, now: (texts.append(text), whole(text, now))[1]
    )
    yes, rating = Context(Ask("a", YesNo())), Context(Ask("b", Rating(0, 10)))
    for context in (yes, yes, rating, rating):
        interpreter.interpret("seven", context)
    assert texts == ["seven", "seven"]


def test_not_understood_keeps_what_was_told() -> None:
    told = read("my mother died last week", Rating(0, 10))
    assert [act.kind for act in told.not_understood().acts] == ["telling"]
    assert [act.kind for act in told.not_understood(doubtful=True).acts] == ["unclear"]
    assert SILENCE.acts == ()


VOCABULARY = tuple(
    """
    yes no not i my the it is sorry wait mean rather mother died tired seven ten half past monday
    every week twice year thousand skip stop undo family honesty for nothing maybe and or but done
    """.split()  # noqa: SIM905
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join),
    ),
    st.sampled_from(EXPECTATIONS),
)
def test_interpret_any_text_gives_spans_within_its_words(text: str, expects: Expectation) -> None:
    said = read(text, expects, goals=("call my sister", "walk"))
    words = len(said.text.split())
    for act in said.acts:
        assert 0 <= act.start <= act.end <= words
    assert bool(said.acts) == bool(said.text.strip() or said.doubtful)


@pytest.mark.parametrize("said", ["help", "stop", "skip", "repeat", "undo", "pause", "where am i"])
def test_interpret_word_promised_at_every_question_is_no_value(said: str) -> None:
    context = Context(Ask("welcome.what_matters", Aspiration()))
    assert INTERPRETER.interpret(said, context).kind == "command"
