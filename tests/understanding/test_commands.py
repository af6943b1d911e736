"""What people ask for is understood, and what asks for nothing is left alone."""

import pytest

from intents import Aspiration, Choice, Command, Dictation, Freely, Outcome, Rating, YesNo, command
from tests.tables import each
from tests.understanding.conftest import sentences


def share_right(language, rows):
    return sum(language.understand(said).intent == meant for meant, said in rows) / len(rows)


def test_command_paraphrased_is_understood(language):
    assert share_right(language, sentences("commands")) >= 0.97


def test_command_misheard_is_mostly_understood(language):
    assert share_right(language, sentences("misheard")) >= 0.85


def test_command_of_many_voices_is_understood(language):
    assert share_right(language, sentences("voices")) >= 0.97


def test_command_of_practices_and_settings_is_understood(language):
    assert share_right(language, sentences("practices")) >= 0.97


@each("said", ["nothing", "nothing really", "not much", "hmm", "well", "I see", "so"])
@pytest.mark.parametrize(
    "expects", [None, YesNo(), Rating(), Choice(("a walk", "a call")), Outcome()]
)
def test_command_little_words_are_none_and_no_guess(language, said, expects):
    assert language.understand(said, expects).kind in ("nothing", "answer")


def test_command_beside_a_question_nothing_new_is_guessed(language):
    for said in ("my goals feel far away", "some review or other", "cards and letters"):
        meaning = language.understand(said, Rating())
        assert meaning.kind == "nothing", said


@each(("meant", "said"), sentences("dictated"))
def test_dictation_whole_commands_are_told_from_its_words(language, meant, said):
    assert (language.understand(said, Dictation()).intent or "words") == meant


@each(("kind", "said"), sentences("chatter"))
@pytest.mark.parametrize(
    "expects", [None, Freely(), Dictation()], ids=["menu", "freely", "dictated"]
)
def test_command_chatter_is_none(language, kind, said, expects):
    assert language.understand(said, expects).intent is None


@each(
    "said",
    [
        "that's all",
        "I'm done",
        "stop",
        "pause",
        "scratch that",
        "new paragraph",
        "just a moment",
        "help",
    ],
)
def test_dictation_whole_utterance_is_a_command(language, said):
    assert language.understand(said, Dictation()).kind == "command"


@each(
    "said",
    [
        "stop the world I want to get off",
        "my mother said stop",
        "that's all I ever wanted from him",
        "what are my goals",
    ],
)
def test_dictation_command_inside_a_sentence_is_its_words(language, said):
    meaning = language.understand(said, Dictation())
    assert (meaning.kind, meaning.value) == ("answer", said)


def test_scratch_that_means_the_last_sentence_only_in_dictation(language):
    assert language.understand("scratch that", Dictation()).intent == "scratch_that"
    assert language.understand("scratch that").intent == "undo"


def test_told_line_to_an_open_question_is_an_answer(language):
    assert language.understand("I'm stuck with my goal").intent == "stuck"
    assert language.understand("I'm stuck with my goal", Freely()).kind == "answer"
    assert language.understand("I made a mistake", Freely()).kind == "answer"


def test_answer_which_is_a_command_too_wins(language):
    assert language.understand("skip", Outcome()).value == "skip"
    assert language.understand("skip", Rating()).intent == "skip"


@pytest.mark.parametrize(
    "expects", [YesNo(), Rating(), Choice(("a walk", "a call")), Freely(), Aspiration()]
)
def test_control_command_beside_any_question_is_understood(language, expects):
    for said, intent in (
        ("say that again please", "repeat"),
        ("speak slower", "slower"),
        ("go back", "back"),
    ):
        assert language.understand(said, expects).intent == intent


def test_menu_narrowed_begins_only_what_it_names(language):
    menu = Command(("add_goal",))
    assert language.understand("I want to set a new goal", menu).intent == "add_goal"
    assert language.understand("start the weekly review", menu).intent is None
    assert language.understand("stop please", menu).intent == "stop"


def test_command_uncertain_is_asked_about(language):
    meaning = language.understand("my goals feel far away today")
    assert meaning.kind in ("unsure", "nothing")
    assert meaning.intent is None
    unsure = language.understand("nah i'd rather not do that whole card thing again sort")
    assert unsure.intent is None


def test_command_negated_is_none(language):
    for said in (
        "do not delete my last note",
        "don't stop",
        "I do not want to start the weekly review",
    ):
        assert language.understand(said).intent is None


def test_slots_hold_what_was_named(language, now):
    search = language.understand("could you search my journal for rain in spain", now=now)
    assert search.slots["query"] == "rain in spain"
    reminder = language.understand("remind me at quarter to nine tonight to call anna", now=now)
    assert (reminder.slots["time"], reminder.slots["date"]) == ("20:45", "2026-11-23")
    daily = language.understand("remind me every weekday at seven in the morning", now=now)
    assert daily.slots["rrule"] == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


@pytest.mark.parametrize("expects", [YesNo(), Rating(), Choice(("a walk", "a call")), Outcome()])
def test_command_only_in_dictation_is_dead_beside_a_question(language, expects):
    only_dictated = {"new paragraph", "scratch everything", "keep listening", "scratch that"}
    assert not only_dictated & set(language.phrases(expects))
    assert "read the doubtful words" not in language.phrases(expects)
    for said in (
        "read the doubtful words",
        "read the doubtful word",
        "which words were you not sure of",
    ):
        meaning = language.understand(said, expects)
        assert meaning.intent != "read_doubtful"
        assert "read_doubtful" not in [a.intent for a in meaning.alternatives]
    assert language.understand("read the doubtful words", Dictation()).intent == "read_doubtful"
    assert language.understand("read the doubtful words").intent == "read_doubtful"


def test_expectation_of_every_name_is_of_that_name():
    names = {name: command.expectation(name, ("a", "b")).name for name in command.NAMES}
    assert names == {name: name for name in command.NAMES}
    assert "invitation" in names
