"""What words say of when, and nothing else, with corrections among them."""

from datetime import datetime

from assistant.conversation.reading.changes.when_said import WhenSaid, when_and_why
from intents import load
from tests.tables import each

EN = load("en")
NOW = datetime.fromisoformat("2026-11-30T10:00+00:00")
WEEKLY = "FREQ=WEEKLY;BYDAY="


@each(
    ("said", "hours", "rrule", "without"),
    [
        ("ten to four no make it half three", ("15:30",), "", ""),
        ("six actually seven", ("07:00",), "", ""),
        ("quarter to six no ten to six because he leaves then", ("05:50",), "", ""),
        ("friday no saturday at six", ("06:00",), WEEKLY + "SA", ""),
        ("tuesdays at six no thursdays", ("06:00",), WEEKLY + "TH", ""),
        ("monday and wednesday no just wednesday", (), WEEKLY + "WE", ""),
        ("every day at eight no sundays", ("08:00",), "FREQ=DAILY", WEEKLY + "SU"),
        ("every weekday no fridays", (), WEEKLY + "MO,TU,WE,TH,FR", WEEKLY + "FR"),
    ],
)
def test_when_said_what_was_said_last_counts(said, hours, rrule, without):
    when = when_and_why(EN, EN.words(said), NOW)
    assert when is not None
    assert (when.hours, when.rrule, when.without) == (hours, rrule, without)


@each("said", ["my brother rang at four", "no make it nicer", ""])
def test_when_said_of_anything_else_is_none(said):
    assert when_and_why(EN, EN.words(said), NOW) is None


def test_when_said_nothing_is_known_of_an_empty_answer():
    assert WhenSaid().slots == {}
