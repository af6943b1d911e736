"""Thousands of random utterances: nothing is lost, nothing raises, silence ends it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.conversation.recorder import Conversation
from tests.conversation.world import (
    MONDAY,
    SILENCE,
    UNCLEAR,
    WORDS,
    command,
    memory_in,
    respond,
    some_answer,
    unsure,
)

COMMANDS = (
    *("repeat", "slower", "faster", "louder", "quieter", "help", "more_time", "skip", "back"),
    *("undo", "pause", "resume", "done", "keep", "where_am_i", "morning_checkin", "reflect"),
    *("evening_checkin", "one_breath", "goal_done", "change_goal", "pause_goal", "resume_goal"),
    *("drop_goal", "why_goal", "going_away"),
    *("add_goal", "list_goals", "list_values", "scratch_that", "privacy"),
    *("search_journal", "read_last", "erase_last"),
    *("go_easy", "ask_me", "add_card", "just_listen", "explain_difference", "explain_help"),
)

utterances = st.lists(
    st.one_of(
        st.integers(0, 40).map(lambda pick: ("answer", pick)),
        st.integers(0, 40).map(lambda pick: ("answer", pick)),
        st.sampled_from(COMMANDS).map(lambda intent: ("command", intent)),
        st.sampled_from(["silence", "unclear", "unsure"]).map(lambda what: (what, 0)),
    ),
    max_size=60,
)


def meaning_of(utterance, expects):
    match utterance:
        case ("answer", pick):
            return some_answer(expects, pick)
        case ("command", intent):
            return command(intent)
        case ("silence", _):
            return SILENCE
        case ("unclear", _):
            return UNCLEAR
    return unsure("reflect")


@pytest.mark.parametrize(
    "dialogue",
    [
        *("menu", "morning_checkin", "reflect", "add_goal", "welcome"),
        *("explore_values", "card_sort", "rate_domains", "bulls_eye", "just_listen"),
    ],
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=utterances)
def test_any_conversation(dialogue: str, said, tmp_path_factory) -> None:
    folder: Path = tmp_path_factory.mktemp("journal")
    memory = memory_in(folder)
    conversation = Conversation(memory)
    reply = conversation.begin(dialogue)
    for utterance in said:
        if reply.ended:
            break
        reply = respond(conversation, meaning_of(utterance, reply.ask.expects))
        WORDS.lines(reply.says)

    again = memory_in(folder, MONDAY)
    assert [e.event for e in again.entries(conversation.root)] == [
        e.event for e in memory.entries(conversation.root)
    ], "what is on disk is what was in memory"
    after_a_kill = Conversation(again, conversation.root)
    assert after_a_kill.reply().ask == conversation.reply().ask, "it goes on where it was"

    for _ in range(8):
        if reply.ended:
            break
        reply = respond(conversation, command("resume") if reply.paused else SILENCE)
    assert reply.ended, "only silence ends it within a few turns"
