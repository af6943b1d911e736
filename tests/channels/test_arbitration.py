"""Arbitration: which of the recognitions of one utterance is taken."""

import pytest

from assistant.conversation.acts import Interpretation
from assistant.speech.arbitration import (
    arbitrate,
    arbitrate_command,
    hypothesis,
    judge_free_answer,
    stands_alone,
)
from assistant.speech.recognizers import Transcript, Word
from intents import Choice, Freely, load

VALUES = Choice(("family", "honesty"))
LANGUAGE = load("en")


def recognized(text, expects, confidence=1.0, rejected=False):
    words = tuple(Word(w, float(n), n + 0.4, confidence) for n, w in enumerate(text.split()))
    return hypothesis(
        Transcript(text, words, rejected),
        lambda text: Interpretation.of(LANGUAGE.understand(text, expects)),
    )


def test_stands_alone_wish_about_voice_needs_second_recognition():
    closed = recognized("quietly", VALUES)
    assert closed.interpretation.intent == "quietly"
    assert not stands_alone(closed, 0.5)


def test_arbitrate_closed_wish_against_open_answer_gives_doubtful_answer():
    meaning = arbitrate(recognized("quietly", VALUES), recognized("family", VALUES))
    assert (meaning.value, meaning.doubtful) == ("family", True)


def test_arbitrate_command_wish_only_in_closed_recognition_is_doubtful():
    meaning = arbitrate_command(recognized("quietly", Freely()), recognized("family", Freely()))
    assert meaning is not None
    assert (meaning.intent, meaning.doubtful) == ("quietly", True)


@pytest.mark.parametrize(("confidence", "kind"), [(0.3, "nothing"), (0.95, "command")])
def test_arbitrate_command_in_words_that_were_all_heard_badly_is_not_carried_out(confidence, kind):
    closed = recognized("goodbye goodbye", VALUES, rejected=True)
    heard = recognized("goodbye now", VALUES, confidence)
    assert heard.interpretation.intent == "stop"
    assert arbitrate(closed, heard).kind == kind


def test_arbitrate_command_heard_badly_but_wholly_by_its_phrase_is_carried_out():
    meaning = arbitrate(recognized("stop", VALUES), recognized("stop", VALUES, 0.3))
    assert meaning.intent == "stop"


def test_arbitrate_both_recognitions_equal_is_certain():
    meaning = arbitrate(recognized("quieter", VALUES), recognized("quieter", VALUES))
    assert (meaning.intent, meaning.doubtful) == ("quieter", False)


@pytest.mark.parametrize(("confidence", "doubtful"), [(0.6, True), (0.95, False)])
def test_judge_free_answer_single_word_wish_needs_high_confidence(confidence, doubtful):
    meaning = judge_free_answer(recognized("quieter", Freely(), confidence))
    assert (meaning.intent, meaning.doubtful) == ("quieter", doubtful)
