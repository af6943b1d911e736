"""Which sentences of a language model are said back, and what is no outcome of a step."""

from __future__ import annotations

import pytest

from assistant.conversation.acts import Context
from assistant.conversation.fit_to_say import is_fit
from assistant.conversation.reading.checkins.its_time import named_once_more, said_of_its_time
from assistant.dialogues.steps import Ask
from intents import Outcome, YesNo, load

MORNING = Context(Ask("morning.how_did_it_go.yesterday", Outcome()))
EVENING = Context(Ask("evening.how_did_it_go", Outcome()))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "He said sorry, and you gave him your scarf.",
            "he said sorry to me and i gave him my scarf",
        ),
        ("You found the paints.", "it was the paints i found them in the press"),
        ("Fifteen a day, and you'd like help with them.", "i'd like help i smoke fifteen a day"),
    ],
)
def test_sentence_of_what_stood_together_is_fit(sentence: str, said: str) -> None:
    assert is_fit(sentence, said, "en")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "Evening, then; you feed them when you're back.",
            "it's evening i feed them when i'm back",
        ),
        ("Two goats, and two goats.", "oh only the two goats i suppose"),
        (
            "Rosa rang from Lima, and read her chapter.",
            "rosa rang from lima and i read her a chapter",
        ),
        (
            "Pavel's afraid straight away.",
            "pavel's afraid of dogs and i said yes to it straight away",
        ),
        ("A bath, and nine on the radio.", "a bath and the play on the radio at nine"),
    ],
)
def test_sentence_of_pieces_or_of_another_doer_is_not_fit(sentence: str, said: str) -> None:
    assert not is_fit(sentence, said, "en")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("it's only half past six in the morning i've had no time", "later"),
        ("i do it after work can you ask me about it this evening", "later"),
        ("not yet i shall do it at noon", "later"),
        ("i did it yesterday, today not yet", "done"),
        ("for yesterday it was done", "done"),
        ("it does not apply the pool was shut", "unfit"),
        ("none of those the boat was in the yard", "unfit"),
        ("not yet she wasn't in", None),
        ("no i forgot it in the morning", None),
        ("i did it at seven in the morning", None),
        ("no it was early and i was tired", None),
    ],
)
def test_step_whose_time_is_not_now_is_no_step_missed(said: str, value: str | None) -> None:
    read = said_of_its_time(said, MORNING, "en")
    assert (read.value if read else None) == value


def test_hour_that_is_told_in_the_evening_is_an_outcome_for_other_readers() -> None:
    assert said_of_its_time("i did it yesterday, today not yet", EVENING, "en") is None
    assert said_of_its_time("not yet i shall do it at ten", EVENING, "en") is None


def test_outcome_named_again_when_it_was_read_back_is_that_outcome() -> None:
    read_back = Context(Ask("x", YesNo()), beneath=Outcome(), read_back="she was out")
    found = named_once_more(load("en"), "not yet", read_back)
    assert found is not None
    assert (found.value, found.meaning.beneath) == ("not_yet", True)
    assert named_once_more(load("en"), "yes", read_back) is None
