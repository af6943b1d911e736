"""A step whose time is not now, or which was named for another day, is no step missed."""

from __future__ import annotations

import pytest

from assistant.conversation.acts import Context
from assistant.conversation.reading.checkins.its_time import named_once_more, said_of_its_time
from assistant.dialogues.steps import Ask
from intents import Outcome, YesNo, load

MORNING = Context(Ask("morning.how_did_it_go.yesterday", Outcome()))
EVENING = Context(Ask("evening.how_did_it_go", Outcome()))


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
