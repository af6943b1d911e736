"""A wish about the voice which was hardly heard is asked for, never obeyed unasked."""

import pytest

from assistant.conversation.recorder import Conversation
from intents import Meaning
from tests.conversation.world import answer, memory_in, respond, spoken

WISH = Meaning("quietly", "command", "quietly", score=1.0, doubtful=True)


@pytest.fixture
def talk(tmp_path):
    conversation = Conversation(memory_in(tmp_path))
    conversation.begin("add_goal")
    return conversation


def test_it_is_asked_and_obeyed_after_a_yes(talk):
    assert spoken(respond(talk, WISH)) == ["Shall I speak softly, and read nothing out?"]
    assert not talk.repository.state().settings.quietly
    respond(talk, answer(True, "yes"))
    assert talk.repository.state().settings.quietly


def test_after_a_no_nothing_has_changed(talk):
    question = talk.reply().ask
    respond(talk, WISH)
    reply = respond(talk, answer(False, "no"))
    assert reply.ask.key == question.key
    assert "wrong" in spoken(reply)[0] or "misheard" in spoken(reply)[0]
    assert not talk.repository.state().settings.quietly
