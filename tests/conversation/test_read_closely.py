"""With the language model wishes beside an answer, and corrections in sentences, are heard."""

from datetime import datetime

import pytest

from intents import close_reading
from tests.conversation.test_scripts import Sitting
from tests.understanding.test_close_reading import WEIGHTS, needs_language_model

pytestmark = needs_language_model


@pytest.fixture
def sitting(tmp_path):
    close_reading.use("en", WEIGHTS)
    made = Sitting(tmp_path / "journal")
    made.now = datetime.fromisoformat("2026-11-30T07:30+01:00")
    yield made
    close_reading.use("en", None)


def say(sitting, *said):
    for words in said:
        sitting.unheard = []
        sitting.you(words)
    return " ".join(sitting.unheard)


def test_wish_beside_an_answer_is_carried_out(sitting):
    sitting.start("morning_checkin")
    say(sitting, "family", "visit my aunt", "every day", "no")
    sitting.now = datetime.fromisoformat("2026-11-30T20:30+01:00")
    sitting.start("evening_checkin")

    told = say(sitting, "yes done and throw away the aunt goal i never wanted that one")
    assert "Shall I let go of this goal: visit your aunt?" in told


def test_correction_of_the_value_in_ones_own_words_is_heard(sitting):
    sitting.start("morning_checkin")
    say(sitting, "family", "cook laksa", "on saturday")

    asked = say(sitting, "eh who say for family it is for me for joy")
    assert "Joy isn't among your values so far" in asked
