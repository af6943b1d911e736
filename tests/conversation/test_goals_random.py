"""With goals of every kind, any answers: nothing is lost, nothing raises, silence ends it."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.conversation.recorder import Conversation
from assistant.practice.events import Answered, GoalAdded, GoalChecked, SessionBegan, ValueKept
from assistant.practice.goals import GoalPaused, GoalSaid
from tests.conversation.test_everything_random import meaning_of, utterances
from tests.conversation.world import MONDAY, SILENCE, WORDS, answer, command, memory_in, respond

NOTES = (
    ValueKept("v1", "family"),
    ValueKept("v2", "honesty"),
    GoalAdded("g1", "call my sister", "v1", "FREQ=DAILY"),
    GoalAdded("g2", "write the letter", "", by="2026-11-22"),
    GoalAdded("g3", "swim", "v2", "FREQ=WEEKLY", 3),
    GoalAdded("g4", "read", "v2", "FREQ=WEEKLY;BYDAY=MO,TU"),
    GoalPaused("g4", "2026-11-15"),
    GoalSaid("g1", "tiny", "send her a photo"),
    *(
        GoalChecked("g1", "not_yet", f"2026-11-{day}", evening=True)
        for day in ("17", "18", "19", "20")
    ),
)
DIALOGUES = (
    *("morning_checkin", "evening_checkin", "one_breath", "goals", "add_goal", "goal_done"),
    *("change_goal", "pause_goal", "resume_goal", "drop_goal", "why_goal", "going_away"),
)


def prepared(folder: Path) -> None:
    memory = memory_in(folder, MONDAY - timedelta(days=9))
    session = memory.new_session()
    memory.record(SessionBegan(dialogue="welcome", brief={}, ends=True), session)
    memory.record(Answered(ask="before", notes=NOTES, ends=True), session)


@pytest.mark.parametrize("dialogue", DIALOGUES)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=utterances)
def test_dialogue_any_answers_keep_goals_whole(dialogue: str, said, tmp_path_factory) -> None:
    folder: Path = tmp_path_factory.mktemp("journal")
    prepared(folder)
    memory = memory_in(folder)
    conversation = Conversation(memory)
    reply = conversation.begin(dialogue)
    for utterance in said:
        if reply.ended:
            break
        reply = respond(conversation, meaning_of(utterance, reply.ask.expects))
        WORDS.lines(reply.says)

    again = memory_in(folder, MONDAY)
    for of in ("goals", "days", "values", "intentions"):
        assert getattr(again.state(), of) == getattr(memory.state(), of), "all of it is on disk"
    if not reply.ended:
        assert Conversation(again, conversation.root).reply().ask == conversation.reply().ask
    told = [goal.id for goal in again.state().goals]
    assert len(told) == len(set(told)), "each goal has an id of its own"

    for _ in range(8):
        if reply.ended:
            break
        reply = respond(conversation, command("resume") if reply.paused else SILENCE)
    assert reply.ended, "only silence ends it within a few turns"


def test_change_goal_tiny_version_told_there_is_not_asked_about_when_performed_anew(tmp_path):
    folder = tmp_path / "journal"
    prepared(folder)
    memory = memory_in(folder)
    conversation = Conversation(memory)
    reply = conversation.begin("change_goal")
    asked = []
    for value in ("g3", "smaller", "swim one length", True, "", True, "put my cap on"):
        asked.append(reply.ask.key)
        reply = respond(conversation, answer(value) if value else command("skip"))
    assert "certain.tiny" in asked
    assert reply.ask.key == "certain.sign"
    assert Conversation(memory_in(folder), conversation.root).reply().ask == reply.ask
