"""How a step went, told as a story; and what may be read back as an obstacle."""

from __future__ import annotations

from assistant.practice.outcome_detection import (
    is_of_the_form,
    is_same_step,
    obstacle_to_say,
    outcome_of_named,
    outcome_told,
    waves_away,
)

STORIES = (
    ("ring my uncle", "rang him twice no answer", "partly"),
    ("ring my uncle", "spoke to him for an hour", "done"),
    ("ring my uncle", "i was calling him but he is asleep already", "partly"),
    ("swim", "we swam twice this week but today no", "not_yet"),
    ("swim", "swam ten lengths and she timed me", "done"),
    ("write a page", "i only got three lines before the baby woke", "partly"),
    ("write a page", "never got near it the roof is leaking", "not_yet"),
    ("write a page", "i'll do it later when they're in bed", "not_yet"),
    ("write a page", "can you fix the wording of that one", None),
    ("write a page", "my aunt came to stay", None),
    ("ring my uncle", "done rang him at four and he talked for about ten minutes", "done"),
    ("stretch", "did it all and only stopped once to let the cat in", "done"),
    ("stretch", "done but only the arms", "partly"),
    ("stretch", "i did it but not all", "partly"),
    ("stretch", "done but my knees hurt all the same", "done"),
    ("ring my uncle", "don't ask his daughter just rang and he is in hospital", None),
)


def test_outcome_told_story_gives_what_was_done_of_the_step() -> None:
    wrong = []
    for step, said, expected in STORIES:
        told = outcome_told(said, step, "en")
        outcome = told.outcome if told and told.sure else None
        if outcome != expected:
            wrong.append((step, said, expected, told))
    assert not wrong


def test_outcome_of_named_other_step_in_the_same_breath_is_told_too() -> None:
    said = "i walked the dog and the piano no not at all"
    told = outcome_of_named(said, "practise the piano", "en", ("walk the dog",))
    assert told is not None
    assert told.outcome == "not_yet"


def test_obstacle_to_say_what_is_none_is_left_out() -> None:
    none = ("nothing got in the way", "i told you already", "i am off good night", "you asked that")
    assert [obstacle_to_say(said, "en") for said in none] == [""] * len(none)
    assert obstacle_to_say("not today i was too tired", "en") == "I was too tired"


def test_story_about_the_form_or_waved_away_is_no_outcome() -> None:
    assert is_of_the_form("could you change the name of it", "en")
    assert not is_of_the_form("not yet and could you change the name of it", "en")
    assert waves_away("never mind the walk", "en")


def test_is_same_step_most_words_of_the_title_are_said() -> None:
    assert is_same_step("ring my uncle before tea", "ring my uncle", "en")
    assert not is_same_step("ring the dentist", "ring my uncle", "en")
