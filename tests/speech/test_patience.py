"""How long a pause may be, learned from the person's own pauses."""

import random

import pytest

from assistant.speech.turns import EndOfTurnDetector, patience_for
from assistant.speech.turns.patience import wait, with_end, with_pause
from tests.speech.test_end_of_turn import run, when


def pace_after(pauses, kind="open", standing="unclear", pace=None):
    """The pace of a person who made these pauses, each in a turn of its own."""
    pace = pace or {}
    for seconds in pauses:
        pace = with_end(with_pause(pace, kind, standing, seconds), kind, standing)
    return pace


QUICK = [0.3, 0.35, 0.4] * 6
SLOW = [1.5, 2.2, 3.0] * 6


def test_wait_follows_the_length_of_observed_pauses():
    before = wait({}, "open", "unclear")

    assert wait(pace_after(SLOW), "open", "unclear") > 1.5 * before
    quick = {}
    for _ in range(12):
        quick = with_end(quick, "open", "unclear")
    assert wait(quick, "open", "unclear") < 0.7 * before


def test_wait_adapts_to_new_pauses_in_both_directions():
    slow = pace_after(SLOW)
    faster = pace_after(QUICK * 2, pace=slow)
    slower = pace_after(SLOW * 2, pace=pace_after(QUICK))

    assert wait(faster, "open", "unclear") < 0.6 * wait(slow, "open", "unclear")
    assert wait(slower, "open", "unclear") > 1.5 * wait(pace_after(QUICK), "open", "unclear")


def test_wait_uses_pauses_of_other_questions_with_less_weight():
    there = wait(pace_after(SLOW), "closed", "unclear")

    assert (
        wait({}, "closed", "unclear")
        < there
        < wait(pace_after(SLOW, "closed"), "closed", "unclear")
    )


def test_wait_final_prosody_is_shorter():
    waits = [wait({}, "open", "unclear", finality) for finality in (-2.0, 0.0, 2.0)]

    assert waits == sorted(waits, reverse=True)
    assert waits[0] > 2 * waits[2]


def test_turn_end_depends_on_pace_of_earlier_conversation():
    said = ((1.0, True, "more patience"), (30.0, False, "more patience"))
    first = when(run(EndOfTurnDetector(patience_for("open")), *said), "end_of_turn")
    second = when(
        run(EndOfTurnDetector(patience_for("open", 1.0, pace_after(SLOW))), *said), "end_of_turn"
    )

    assert second > first + 1.0


def test_still_there_long_rests_are_asked_about_later():
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


def test_wait_random_observations_stays_within_bounds():
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
