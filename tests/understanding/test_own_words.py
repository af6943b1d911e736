"""Lantern's own words are understood as answers to its own questions."""

import re
from typing import Any

from assistant import wording
from intents import Choice, Expectation, Importance, Outcome, Recurrence, YesNo, load, source
from intents.languages import folder_of
from tests.tables import each

EN = load("en")
WORDS = wording.load("en")
OPTIONS = source.read(folder_of("en") / "options.toml")
YES_AND_NO = ("stays",)
"""The tables of further words for yes and no."""


def named() -> list[tuple[Expectation, str, Any]]:
    """Every name of every option, with the question it belongs to and its id."""
    rows: list[tuple[Expectation, str, Any]] = []
    for table, options in OPTIONS.items():
        for option, names in options.items():
            expects: Expectation = Choice(tuple(options), named=table)
            if table in YES_AND_NO:
                expects = YesNo(named=table)
            value = option == "yes" if table in YES_AND_NO else option
            rows += [(expects, name, value) for name in names]
    return rows


def said_of(key: str) -> list[str]:
    """The variants of a wording, without those that say more than the answer."""
    return [text for text in WORDS.variants[key] if "{" not in text]


SAID: list[tuple[Expectation, str, Any]] = [
    *(
        (Importance(), text, pile)
        for pile in ("very", "somewhat", "not")
        for text in said_of(f"card_sort.heard.{pile}")
    ),
    *((YesNo(named="stays"), text, True) for text in said_of("card_sort.it_stays")),
    *((YesNo(named="stays"), text, False) for text in said_of("card_sort.it_rests")),
    *((Outcome(), text, text.replace(" ", "_")) for text in ("done", "partly", "not yet")),
    (
        Choice(("one", "other", "both"), labels=("calm", "home"), named="pair"),
        "both matter",
        "both",
    ),
]
RHYTHMS = re.compile("every day|twice a week|just once|on weekdays")


@each(("expects", "text", "value"), named())
def test_understand_every_name_of_an_option_is_that_option(
    expects: Expectation, text: str, value: Any
) -> None:
    assert EN.understand(text, expects).value == value


@each(("expects", "text", "value"), SAID)
def test_understand_what_lantern_says_of_an_answer_is_that_answer(
    expects: Expectation, text: str, value: Any
) -> None:
    assert EN.understand(text, expects).value == value


@each("asked", WORDS.variants["goal.how_often"])
def test_understand_every_rhythm_the_question_names(asked: str) -> None:
    rhythms = RHYTHMS.findall(asked)
    assert len(rhythms) == 3
    assert all(EN.understand(rhythm, Recurrence()).kind == "answer" for rhythm in rhythms)
