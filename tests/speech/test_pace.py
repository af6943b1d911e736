"""The person's own pauses decide how long the next one may be."""

import random

import pytest

from assistant.speech.turns import EndOfTurnDetector, patience_for
from assistant.speech.turns.patience import wait, with_end, with_pause
from intents import Rating, YesNo, load
from tests.speech.test_turns import run, when


def lived(pauses, kind="open", standing="unclear", pace=None):
    """A person who makes each of these pauses in a turn of its own."""
    pace = pace or {}
    for seconds in pauses:
        pace = with_end(with_pause(pace, kind, standing, seconds), kind, standing)
    return pace


QUICK = [0.3, 0.35, 0.4] * 6
SLOW = [1.5, 2.2, 3.0] * 6


def test_who_pauses_long_is_waited_for_longer_and_who_does_not_for_less():
    before = wait({}, "open", "unclear")

    assert wait(lived(SLOW), "open", "unclear") > 1.5 * before
    quick = {}
    for _ in range(12):
        quick = with_end(quick, "open", "unclear")
    assert wait(quick, "open", "unclear") < 0.7 * before


def test_what_was_learned_fades_in_both_directions():
    slow = lived(SLOW)
    faster = lived(QUICK * 2, pace=slow)
    slower = lived(SLOW * 2, pace=lived(QUICK))

    assert wait(faster, "open", "unclear") < 0.6 * wait(slow, "open", "unclear")
    assert wait(slower, "open", "unclear") > 1.5 * wait(lived(QUICK), "open", "unclear")


def test_pauses_in_one_kind_of_question_tell_a_little_of_another():
    there = wait(lived(SLOW), "closed", "unclear")

    assert wait({}, "closed", "unclear") < there < wait(lived(SLOW, "closed"), "closed", "unclear")


def test_a_voice_which_sounds_finished_is_waited_for_less():
    waits = [wait({}, "open", "unclear", finality) for finality in (-2.0, 0.0, 2.0)]

    assert waits == sorted(waits, reverse=True)
    assert waits[0] > 2 * waits[2]


def test_the_second_conversation_ends_a_turn_elsewhere_because_of_the_first():
    said = ((1.0, True, "more patience"), (30.0, False, "more patience"))
    first = when(run(EndOfTurnDetector(patience_for("open")), *said), "end_of_turn")
    second = when(
        run(EndOfTurnDetector(patience_for("open", 1.0, lived(SLOW))), *said), "end_of_turn"
    )

    assert second > first + 1.0


def test_who_rests_long_in_a_reflection_is_asked_later():
    turn = EndOfTurnDetector(patience_for("reflection"))
    run(
        turn,
        (2.0, True, "words"),
        (80.0, False, "words"),
        (2.0, True, "more"),
        (3.0, False, "more"),
    )
    pace = turn.updated_pace({}, "reflection", over=False)

    assert patience_for("reflection").still_there == 90.0
    assert patience_for("reflection", 1.0, pace).still_there == pytest.approx(1.5 * 80, abs=3)


def test_whatever_was_seen_a_wait_stays_within_reason():
    chance = random.Random(3)
    for _ in range(200):
        pace = {}
        for _ in range(chance.randrange(30)):
            kind = chance.choice(("closed", "open", "reflection"))
            standing = chance.choice(("complete", "extensible", "unclear", "unfinished"))
            if chance.random() < 0.5:
                pace = with_pause(pace, kind, standing, chance.uniform(0.0, 600.0))
            else:
                pace = with_end(pace, kind, standing)
        for kind in ("closed", "open"):
            for standing in ("complete", "extensible", "unclear", "unfinished"):
                assert 0.28 <= wait(pace, kind, standing, chance.uniform(-9, 9)) <= 15.0


@pytest.mark.parametrize(
    ("expects", "text", "stands"),
    [
        (YesNo(), "yes", "complete"),
        (YesNo(), "i think", "unfinished"),
        (YesNo(), "um", "unfinished"),
        (YesNo(), "[unk]", "unclear"),
        (Rating(), "seven", "extensible"),
        (Rating(), "three out", "unfinished"),
        (Rating(), "three out of ten", "complete"),
        (None, "i want to be with my", "unfinished"),
        (None, "i want to be with my children", "unclear"),
        (None, "i was tired because", "unfinished"),
        (None, "that's all", "complete"),
    ],
)
def test_how_words_stand(expects, text, stands):
    from assistant.speech.turns import completeness
    from intents import Freely

    language, asked = load("en"), expects or Freely()
    phrases = language.phrases(asked)
    found = completeness(
        text, phrases, lambda t: language.understand(t, asked), language.unfinished
    )

    assert found == stands
