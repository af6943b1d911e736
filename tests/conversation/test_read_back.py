"""A doubtful answer is read back before it counts; a sure one is not, unless one likes it."""

import pytest

from assistant.conversation.manager import ConversationManager
from assistant.conversation.recorder import Conversation
from assistant.practice.events import SettingChanged
from intents import Meaning, load
from tests.conversation.world import WORDS, answer, memory_in, respond, spoken

DOUBTFUL = Meaning("walk the dog", "answer", value={"kind": "goal", "words": "walk the dog"},
                   score=1.0, doubtful=True)  # fmt: skip
SURE = Meaning("walk the dog", "answer", value={"kind": "goal", "words": "walk the dog"}, score=1.0)
YES, NO = answer(True, "yes"), answer(False, "no")


@pytest.fixture
def talk(tmp_path):
    memory = memory_in(tmp_path)
    memory.source = "voice"
    conversation = Conversation(memory)
    conversation.begin("add_goal")
    return conversation


def answers(talk):
    entries = talk.repository.entries(talk.root)
    return [e.event.value for e in entries if type(e.event).__name__ == "Answered"]


def test_a_doubtful_answer_counts_only_after_a_yes(talk):
    asked = respond(talk, DOUBTFUL)

    assert "walk the dog" in spoken(asked)[-1].lower()
    assert "ight?" in spoken(asked)[-1]
    assert answers(talk) == []
    respond(talk, YES)
    assert answers(talk) == [DOUBTFUL.value]


def test_after_a_no_it_is_asked_again_and_nothing_is_kept(talk):
    question = talk.reply().ask
    respond(talk, DOUBTFUL)
    reply = respond(talk, NO)

    assert (reply.ask.key, answers(talk)) == (question.key, [])


def test_a_plain_answer_is_not_read_back(talk):
    respond(talk, SURE)

    assert answers(talk) == [SURE.value]


@pytest.mark.parametrize(
    ("confirm", "meaning", "kept"), [("always", SURE, 0), ("never", DOUBTFUL, 1)]
)
def test_the_person_decides_what_is_read_back(talk, confirm, meaning, kept):
    talk.repository.record(SettingChanged("confirm", confirm), talk.root)
    respond(talk, meaning)

    assert len(answers(talk)) == kept


def test_what_was_typed_was_not_misheard(talk):
    talk.repository.source = "text"
    talk.repository.record(SettingChanged("confirm", "always"), talk.root)
    respond(talk, SURE)

    assert answers(talk) == [SURE.value]


def test_it_may_be_put_right_at_once_and_that_is_read_back_too(talk):
    respond(talk, DOUBTFUL)
    put_right = respond(talk, Meaning("feed the cat", "answer",
                                  value={"kind": "goal", "words": "feed the cat"},
                                  score=1.0))  # fmt: skip
    assert (answers(talk), "feed the cat" in spoken(put_right)[-1].lower()) == ([], True)
    respond(talk, YES)

    assert [value["words"] for value in answers(talk)] == ["feed the cat"]


def test_a_voice_without_words_is_unclear_and_no_silence(talk):
    heard = respond(talk, Meaning("", doubtful=True))

    missed = talk.repository.entries(talk.root)[-1].event

    assert (missed.why, heard.ended) == ("unclear", False)


def test_a_no_to_a_reading_is_no_miss_and_the_next_words_are_the_answer(talk):
    for _ in range(5):
        respond(talk, DOUBTFUL)
        reply = respond(talk, NO)
        assert not reply.ended
    respond(talk, SURE)

    assert answers(talk) == [SURE.value]


def test_a_yes_or_no_is_read_back_as_what_it_was_taken_for(tmp_path):
    memory = memory_in(tmp_path)
    memory.source = "voice"
    conversation = Conversation(memory)
    conversation.begin("reflect")
    heard = Meaning("I agree to you", "answer", value=True, score=1.0, doubtful=True)

    assert spoken(respond(conversation, heard))[-1] == "Was that a yes?"


def test_know_is_no_where_yes_or_no_was_asked(tmp_path):
    memory = memory_in(tmp_path)
    companion = ConversationManager(memory, load("en"), WORDS)
    companion.start("reflect")

    assert companion.interpret("know").value is False


def test_answer_read_back_twice_without_confirmation_is_dropped_and_asked_anew(talk):
    question = talk.reply().ask
    for _ in range(2):
        assert "ight?" in spoken(respond(talk, DOUBTFUL))[-1]
    reply = respond(talk, DOUBTFUL)
    assert reply.ask.key == question.key
    assert "ight?" not in spoken(reply)[-1]
    assert answers(talk) == []
