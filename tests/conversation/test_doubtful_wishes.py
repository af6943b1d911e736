"""A wish about the voice which was hardly heard is asked for, never obeyed unasked."""

import pytest

from assistant.conversation.session import Conversation
from assistant.speech import arbitration as hearing
from assistant.speech.recognizers import Transcript, Word
from intents import Choice, Freely, Meaning, load
from tests.conversation.world import answer, memory_in, spoken

WISH = Meaning("quietly", "command", "quietly", score=1.0, doubtful=True)
VALUES = Choice(("family", "honesty"))
LANGUAGE = load("en")


def heard(text, confidence=1.0, rejected=False):
    words = tuple(Word(w, float(n), n + 0.4, confidence) for n, w in enumerate(text.split()))
    return Transcript(text, words, rejected)


def by(expects):
    return lambda text: LANGUAGE.understand(text, expects)


@pytest.fixture
def talk(tmp_path):
    conversation = Conversation(memory_in(tmp_path))
    conversation.begin("add_goal")
    return conversation


def test_it_is_asked_and_obeyed_after_a_yes(talk):
    assert spoken(talk.hear(WISH)) == ["Did you mean: quietly?"]
    assert not talk.memory.state().settings.quietly
    talk.hear(answer(True, "yes"))
    assert talk.memory.state().settings.quietly


def test_after_a_no_nothing_has_changed(talk):
    question = talk.reply().ask
    talk.hear(WISH)
    reply = talk.hear(answer(False, "no"))
    assert reply.ask.key == question.key
    assert "wrong" in spoken(reply)[0] or "misheard" in spoken(reply)[0]
    assert not talk.memory.state().settings.quietly


def test_the_closed_reading_alone_does_not_stand():
    meaning = by(VALUES)("quietly")
    assert meaning.intent == "quietly"
    assert not hearing.plain(heard("quietly"), meaning, 0.5)


def test_what_open_recognition_heard_goes_before_it_and_is_read_back():
    meant = hearing.together(heard("quietly"), heard("family"), by(VALUES))
    assert (meant.value, meant.doubtful) == ("family", True)


def test_a_burst_which_only_the_closed_reading_takes_for_a_wish_is_asked():
    meant = hearing.closing(heard("quietly"), heard("family"), by(Freely()))
    assert meant is not None
    assert (meant.intent, meant.doubtful) == ("quietly", True)


def test_both_readings_the_same_are_certain():
    meant = hearing.together(heard("quieter"), heard("quieter"), by(VALUES))
    assert (meant.intent, meant.doubtful) == ("quieter", False)


@pytest.mark.parametrize(("confidence", "doubtful"), [(0.6, True), (0.95, False)])
def test_at_an_open_question_a_single_word_must_be_heard_well(confidence, doubtful):
    meant = hearing.in_words(heard("quieter", confidence), by(Freely()))
    assert (meant.intent, meant.doubtful) == ("quieter", doubtful)
