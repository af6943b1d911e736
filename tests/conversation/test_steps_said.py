"""What is told of a step in one breath: its words, and how often or on which day it is meant."""

from datetime import datetime

from assistant.conversation.reading.changes.step_said import step_said
from intents import load
from tests.tables import each

EN = load("en")
WEDNESDAY = datetime.fromisoformat("2026-12-09T08:00+01:00")


@each(
    ("said", "step", "rrule"),
    [
        ("every evening i read with my daughter", "read with my daughter", "FREQ=DAILY"),
        ("on tuesdays ring my sister", "ring my sister", "FREQ=WEEKLY;BYDAY=TU"),
        ("every sunday i want call my mother", "call my mother", "FREQ=WEEKLY;BYDAY=SU"),
        ("mondays and thursdays swim", "swim", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("from monday to friday walk to work", "walk to work", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("once a month write to my brother", "write to my brother", "FREQ=MONTHLY"),
        ("two evenings a week sit with my dad", "sit with my dad", "FREQ=WEEKLY"),
        ("on the first of the month pay my rent", "pay my rent", "FREQ=MONTHLY;BYMONTHDAY=1"),
        ("do every day ten minutes of italian", "do ten minutes of italian", "FREQ=DAILY"),
        ("walk on monday and friday evenings", "walk", "FREQ=WEEKLY;BYDAY=MO,FR"),
        (
            "every day except saturday put my phone away",
            "put my phone away",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SU",
        ),
        ("friday cook with the kids", "cook with the kids", "FREQ=DAILY;COUNT=1"),
    ],
)
def test_step_rhythm_said_anywhere_is_taken_out(said: str, step: str, rrule: str) -> None:
    told = step_said(EN, said, WEDNESDAY)
    assert (told.words, (told.often or {}).get("rrule")) == (step, rrule)


@each("said", ["any time i feel stressed breathe slowly", "one evening a week", "the last walk"])
def test_step_without_a_rhythm_before_it_keeps_its_words(said: str) -> None:
    assert step_said(EN, said, WEDNESDAY).often is None
