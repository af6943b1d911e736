import itertools
import random

import pytest

from assistant.speech.turns import EndOfTurnDetector, patience_for

STEP = 0.02
CLOSED, OPEN = patience_for("closed"), patience_for("open")


def whole(*answers, otherwise="unclear"):
    return lambda text: "complete" if text in answers else otherwise


def run(turn, *script):
    """Play a script of (seconds, voice or not, words so far); give (time, event) in order."""
    time, events = 0.0, []
    for seconds, speech, partial in script:
        for _ in range(round(seconds / STEP)):
            event = turn.advance(speech, STEP, partial)
            time += STEP
            if event:
                events.append((round(time, 2), event))
    return events


def names(events):
    return [event for _, event in events]


def when(events, name):
    return next(time for time, event in events if event == name)


ANSWER = ((1.0, False, ""), (0.6, True, "yes"), (16.0, False, "yes"))


def test_the_same_speech_ends_sooner_or_later_by_what_is_expected():
    ends = [
        when(run(EndOfTurnDetector(patience_for(kind), lambda _, s=s: s), *ANSWER), "end_of_turn")
        for kind, s in (
            ("closed", "complete"),
            ("closed", "extensible"),
            ("closed", "unclear"),
            ("open", "unfinished"),
        )
    ]

    assert all(later - sooner > 0.15 for sooner, later in itertools.pairwise(ends))
    assert ends[0] - 1.6 < 0.4


def test_an_answer_which_becomes_complete_late_ends_then():
    turn = EndOfTurnDetector(patience_for("closed"), whole("twenty five"))
    events = run(turn, (0.8, True, "twenty"), (0.5, False, "twenty"), (1.0, False, "twenty five"))

    assert when(events, "end_of_turn") == pytest.approx(1.3, abs=0.03)


def test_a_half_answer_waits_for_the_rest():
    turn = EndOfTurnDetector(
        patience_for("closed"), whole("half past seven", otherwise="unfinished")
    )
    events = run(
        turn,
        (0.6, True, "half past"),
        (0.9, False, "half past"),
        (0.5, True, "half past seven"),
        (1.0, False, "half past seven"),
    )

    assert names(events) == ["speech_began", "end_of_turn"]
    assert turn.pauses == [("unfinished", pytest.approx(0.9, abs=0.03))]


def test_nobody_speaks():
    events = run(EndOfTurnDetector(patience_for("closed")), (17.0, False, ""))

    assert names(events) == ["silence", "silence"]
    assert [time for time, _ in events] == pytest.approx([8.0, 16.0], abs=0.05)


def test_a_click_is_nothing_and_a_cough_is_a_false_start():
    assert (
        run(
            EndOfTurnDetector(patience_for("closed")),
            (1.0, False, ""),
            (0.04, True, ""),
            (2.0, False, ""),
        )
        == []
    )

    coughed = run(
        EndOfTurnDetector(patience_for("closed")),
        (1.0, False, ""),
        (0.3, True, ""),
        (8.0, False, ""),
    )
    assert names(coughed) == ["speech_began", "false_start", "silence"]


def test_a_false_start_is_no_answer_to_whether_anyone_is_there():
    coughs = ((1.5, False, ""), (0.3, True, "")) * 20

    assert "silence" in names(run(EndOfTurnDetector(patience_for("closed")), *coughs))


def test_speech_nobody_could_read_still_ends_the_turn():
    events = run(EndOfTurnDetector(patience_for("closed")), (2.0, True, ""), (2.0, False, ""))

    assert names(events) == ["speech_began", "end_of_turn"]


def test_clicks_within_a_pause_do_not_prolong_it():
    clicks = ((0.2, False, "yes"), (0.04, True, "yes")) * 40
    events = run(EndOfTurnDetector(patience_for("closed")), (0.6, True, "yes"), *clicks)

    assert when(events, "end_of_turn") == pytest.approx(
        0.6 + CLOSED.pause("unclear", 0.0), abs=0.05
    )


@pytest.mark.parametrize("kind", ["closed", "open"])
def test_a_noise_without_end_is_no_turn_without_end(kind):
    events = run(EndOfTurnDetector(patience_for(kind)), (1.0, True, "yes"), (60.0, True, "yes"))

    assert names(events)[:2] == ["speech_began", "end_of_turn"]


def test_a_word_drawn_out_is_waited_for():
    events = run(
        EndOfTurnDetector(patience_for("open")),
        (0.5, True, "i want"),
        (5.0, True, "i want"),
        (1.0, True, "i want more"),
        (6.5, False, "i want more"),
    )

    assert events[-1] == (pytest.approx(6.5 + OPEN.pause("unclear", 0.0), abs=0.05), "end_of_turn")


def test_nothing_limits_how_long_one_may_speak():
    words = [(1.0, True, "word " * n) for n in range(1, 900)]

    assert names(run(EndOfTurnDetector(patience_for("open")), *words)) == ["speech_began"]


def dictation(pause, segments=10):
    for n in range(segments):
        yield (4.0, True, f"words {n}")
        yield (pause, False, f"words {n}" if pause < 1.0 else "")


def test_a_dictation_is_kept_segment_by_segment_and_never_ended_by_a_pause():
    script = []
    for n in range(5):
        script += [(4.0, True, f"words {n}"), (1.0, False, f"words {n}"), (9.0, False, "")]
    events = run(EndOfTurnDetector(patience_for("reflection")), *script)

    assert names(events) == ["speech_began", "segment"] * 5


def test_short_pauses_do_not_cut_a_dictation():
    events = run(EndOfTurnDetector(patience_for("reflection")), *dictation(0.6))

    assert names(events) == ["speech_began"]


def test_ten_minutes_with_pauses_of_a_minute_are_kept_whole():
    script = []
    for n in range(6):
        script += [(1.0, True, f"words {n} {second}") for second in range(30)]
        script += [(1.1, False, f"words {n}"), (69.0, False, "")]
    events = run(EndOfTurnDetector(patience_for("reflection")), *script)

    assert "end_of_turn" not in names(events)
    assert names(events).count("segment") == 6


def test_a_long_silence_in_a_dictation_is_asked_about_again_and_again_but_ends_nothing():
    events = run(
        EndOfTurnDetector(patience_for("reflection")),
        (2.0, True, "words"),
        (1.2, False, "words"),
        (200.0, False, ""),
    )

    assert names(events) == ["speech_began", "segment", "still_there", "still_there"]
    assert when(events, "still_there") == pytest.approx(2.0 + 90.0, abs=0.1)


def test_a_closing_phrase_ends_a_dictation():
    turn = EndOfTurnDetector(patience_for("reflection"), whole("that's all"))
    events = run(
        turn,
        (3.0, True, "i walked"),
        (1.0, False, "i walked"),
        (2.0, False, ""),
        (0.7, True, "that's all"),
        (1.0, False, "that's all"),
    )

    assert names(events) == ["speech_began", "segment", "speech_began", "end_of_turn"]


def test_a_closing_phrase_within_a_sentence_does_not():
    turn = EndOfTurnDetector(patience_for("reflection"), whole("that's all"))
    events = run(
        turn, (3.0, True, "and that's all i can say"), (1.5, False, "and that's all i can say")
    )

    assert names(events) == ["speech_began", "segment"]


def test_taking_ones_time_makes_every_pause_longer_at_once():
    turn = EndOfTurnDetector(patience_for("closed"))
    slow = patience_for("closed", factor=3)
    run(turn, (0.6, True, "yes"), (1.0, False, "yes"))
    turn.patience = slow
    events = run(turn, (25.0, False, "yes"))

    end = 3 * CLOSED.pause("unclear", 0.0) - 1.0
    assert when(events, "end_of_turn") == pytest.approx(end, abs=0.05)


def test_steps_of_other_lengths_decide_the_same():
    def end(step):
        turn, time = EndOfTurnDetector(patience_for("closed")), 0.0
        while time < 10:
            time += step
            if turn.advance(time < 1.0, step, "yes") == "end_of_turn":
                return time
        return None

    assert [end(step) for step in (0.01, 0.02, 0.04)] == pytest.approx(
        [1.0 + CLOSED.pause("unclear", 0.0)] * 3, abs=0.06
    )


@pytest.mark.parametrize("kind", ["closed", "open", "reflection"])
def test_whatever_is_heard_events_keep_their_order(kind):
    for seed in range(200):
        rng = random.Random(seed)
        turn = EndOfTurnDetector(
            patience_for(kind), lambda text: "complete" if text.endswith("3") else "unclear"
        )
        script = [
            (
                rng.choice((0.02, 0.1, 0.5, 2.0, 20.0)),
                rng.random() < 0.5,
                rng.choice(("", "1", "23")),
            )
            for _ in range(40)
        ]
        speaking = False
        for event in names(run(turn, *script)):
            if event == "speech_began":
                assert not speaking
                speaking = True
            elif event in ("silence", "still_there"):
                assert not speaking
            else:
                assert speaking
                speaking = False
