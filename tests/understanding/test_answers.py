"""Typed answers are read as they were meant, or honestly not at all."""

import tomllib
from itertools import chain

from intents import (
    Aspiration,
    Choice,
    Date,
    Duration,
    Number,
    Outcome,
    Rating,
    Recurrence,
    Time,
    YesNo,
)
from tests.tables import each
from tests.understanding.conftest import HERE, sentences

PLAIN = {
    "number": Number(), "time": Time(), "date": Date(), "duration": Duration(),
    "recurrence": Recurrence(), "yesno": YesNo(), "outcome": Outcome(),
}  # fmt: skip


def answers():
    table = tomllib.loads((HERE / "answers.toml").read_text())
    for span, rows in table.pop("rating").items():
        low, high = span.split(" to ")
        yield from ((Rating(int(low), int(high)), *row) for row in rows.items())
    for options, rows in table.pop("choice").items():
        yield from ((Choice(tuple(options.split(", "))), *row) for row in rows.items())
    yield from chain.from_iterable(
        ((PLAIN[k], *row) for row in rows.items()) for k, rows in table.items()
    )


def as_written(meaning, expects):
    if meaning.kind != "answer":
        return "nothing"
    value = meaning.value
    if isinstance(expects, YesNo):
        return "yes" if value else "no"
    if isinstance(expects, Choice) and value is None:
        return "none of them"
    if isinstance(expects, Recurrence):
        times = value["times"]
        return value["rrule"] if times in (None, 1) else f"{value['rrule']}, {times} times"
    return value


@each(("expects", "said", "meant"), list(answers()))
def test_answer_of_every_kind_is_read_as_meant(language, now, expects, said, meant):
    assert as_written(language.understand(said, expects, now=now), expects) == meant


def test_aspiration_kind_is_told_apart(language):
    rows = sentences("aspirations")
    right = sum(
        language.understand(said, Aspiration()).value["kind"] == kind for kind, said in rows
    )
    assert right / len(rows) >= 0.95


def test_aspiration_lead_in_is_left_out(language):
    value = language.understand("well I think my goal is to walk more often", Aspiration()).value
    assert value["words"] == "walk more often"


@each(
    ("said", "kept"),
    [
        ("I'd like to call Anna", "call Anna"),
        ("Call Anna more often", "Call Anna more often"),
        ("I want to learn that I'm good enough", "learn that I'm good enough"),
        ("um, my goal is to, to walk in Hyde Park", "walk in Hyde Park"),
        ("call mum, please", "call mum"),
    ],
)
def test_aspiration_words_are_kept_as_said(language, said, kept):
    assert language.understand(said, Aspiration()).value["words"] == kept


@each("said", ["family", "my family please", "bring family"])
def test_yes_no_name_of_what_was_asked_for_is_yes(language, said):
    assert language.understand(said, YesNo(about="Family")).value is True
    assert language.understand(said, YesNo()).value is None


@each("said", ["not family", "friends", "my family is coming for dinner"])
def test_yes_no_other_name_is_no_answer(language, said):
    assert language.understand(said, YesNo(about="Family")).value is None
