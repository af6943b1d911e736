import itertools
import random

import pytest

from assistant.speech.turns import EndOfTurnDetector, patience_for

STEP = 0.02
CLOSED, OPEN = patience_for("closed"), patience_for("open")


def whole(*answers, otherwise="unclear"):
    return lambda text: "complete" if text in answers else otherwise


def run(turn, *script):
    """Run a script of (seconds, speech or not, words so far); gives (time, event) in order."""
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


def test_end_of_turn_depends_on_completeness_and_question():
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


def test_end_of_turn_late_complete_text_ends_at_once():
    turn = EndOfTurnDetector(patience_for("closed"), whole("twenty five"))
    events = run(turn, (0.8, True, "twenty"), (0.5, False, "twenty"), (1.0, False, "twenty five"))

    assert when(events, "end_of_turn") == pytest.approx(1.3, abs=0.03)


def test_end_of_turn_unfinished_answer_is_waited_for():
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


def test_silence_is_reported_repeatedly():
    events = run(EndOfTurnDetector(patience_for("closed")), (17.0, False, ""))

    assert names(events) == ["silence", "silence"]
    assert [time for time, _ in events] == pytest.approx([8.0, 16.0], abs=0.05)


def test_false_start_click_is_ignored_cough_is_reported():
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


def test_false_start_does_not_delay_silence():
    coughs = ((1.5, False, ""), (0.3, True, "")) * 20

    assert "silence" in names(run(EndOfTurnDetector(patience_for("closed")), *coughs))


def test_end_of_turn_without_recognized_words_is_reached():
    events = run(EndOfTurnDetector(patience_for("closed")), (2.0, True, ""), (2.0, False, ""))

    assert names(events) == ["speech_began", "end_of_turn"]


def test_pause_with_clicks_is_not_prolonged():
    clicks = ((0.2, False, "yes"), (0.04, True, "yes")) * 40
    events = run(EndOfTurnDetector(patience_for("closed")), (0.6, True, "yes"), *clicks)

    assert when(events, "end_of_turn") == pytest.approx(
        0.6 + CLOSED.pause("unclear", 0.0), abs=0.05
    )


@pytest.mark.parametrize("kind", ["closed", "open"])
def test_end_of_turn_endless_noise_is_ended(kind):
    events = run(EndOfTurnDetector(patience_for(kind)), (1.0, True, "yes"), (60.0, True, "yes"))

    assert names(events)[:2] == ["speech_began", "end_of_turn"]


def test_end_of_turn_drawn_out_word_is_waited_for():
    events = run(
        EndOfTurnDetector(patience_for("open")),
        (0.5, True, "i want"),
        (5.0, True, "i want"),
        (1.0, True, "i want more"),
        (6.5, False, "i want more"),
    )

    assert events[-1] == (pytest.approx(6.5 + OPEN.pause("unclear", 0.0), abs=0.05), "end_of_turn")


def test_end_of_turn_long_speech_is_not_limited():
    words = [(1.0, True, "word " * n) for n in range(1, 900)]

    assert names(run(EndOfTurnDetector(patience_for("open")), *words)) == ["speech_began"]


def dictation(pause, segments=10):
    for n in range(segments):
        yield (4.0, True, f"words {n}")
        yield (pause, False, f"words {n}" if pause < 1.0 else "")


def test_dictation_pause_ends_a_segment_never_the_turn():
    script = []
    for n in range(5):
        script += [(4.0, True, f"words {n}"), (1.0, False, f"words {n}"), (9.0, False, "")]
    events = run(EndOfTurnDetector(patience_for("reflection")), *script)

    assert names(events) == ["speech_began", "segment"] * 5


def test_dictation_short_pause_ends_no_segment():
    events = run(EndOfTurnDetector(patience_for("reflection")), *dictation(0.6))

    assert names(events) == ["speech_began"]


def test_dictation_ten_minutes_with_long_pauses_is_complete():
    script = []
    for n in range(6):
        script += [(1.0, True, f"words {n} {second}") for second in range(30)]
        script += [(1.1, False, f"words {n}"), (69.0, False, "")]
    events = run(EndOfTurnDetector(patience_for("reflection")), *script)

    assert "end_of_turn" not in names(events)
    assert names(events).count("segment") == 6


def test_still_there_is_repeated_and_ends_nothing():
    events = run(
        EndOfTurnDetector(patience_for("reflection")),
        (2.0, True, "words"),
        (1.2, False, "words"),
        (200.0, False, ""),
    )

    assert names(events) == ["speech_began", "segment", "still_there", "still_there"]
    assert when(events, "still_there") == pytest.approx(2.0 + 90.0, abs=0.1)


def test_dictation_closing_phrase_ends_the_turn():
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


def test_dictation_closing_phrase_within_sentence_ends_nothing():
    turn = EndOfTurnDetector(patience_for("reflection"), whole("that's all"))
    events = run(
        turn, (3.0, True, "and that's all i can say"), (1.5, False, "and that's all i can say")
    )

    assert names(events) == ["speech_began", "segment"]


def test_patience_scaled_prolongs_every_pause_at_once():
    turn = EndOfTurnDetector(patience_for("closed"))
    slow = patience_for("closed", factor=3)
    run(turn, (0.6, True, "yes"), (1.0, False, "yes"))
    turn.patience = slow
    events = run(turn, (25.0, False, "yes"))

    end = 3 * CLOSED.pause("unclear", 0.0) - 1.0
    assert when(events, "end_of_turn") == pytest.approx(end, abs=0.05)


def test_advance_other_step_lengths_give_the_same_events():
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
def test_events_random_input_keep_their_order(kind):
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
