"""Sentences of our own with exceptions, corrections and hours of their own, as they are read now.

The third column holds the readings which are right, divided by a stroke; ``~`` stands for words
kept as they were said. A row of the kind "timed" tells the hours of a step too: ``at`` an hour, and
the days of it where they are not those of the rhythm. A change of the last column is to be judged
by the third.
"""

from datetime import datetime

from assistant.conversation.reading.changes.rhythm_at_hours import rhythm_at_hours
from intents import Recurrence
from tests.tables import each
from tests.understanding import test_rhythms_unseen as unseen
from tests.understanding.test_rhythms import as_written, rows

NOW = datetime.fromisoformat("2026-12-07T10:00+00:00")


def read(kind: str, said: str, now: datetime) -> str:
    """What is read, in one line; "ask" where it is asked back."""
    if kind != "timed":
        return unseen.read(kind, said, now)
    answer = unseen.EN.understand(said, Recurrence(), now=now)
    alone = answer.value if answer.kind == "answer" else None
    value = rhythm_at_hours(unseen.EN, said, alone, now) or alone
    if value is None:
        return "ask"
    at = value.get("at", {})
    days = [(at, f": {at['rrule']}" if at.get("also") else "")] if at else []
    days += [(one, f": {one['rrule']}") for one in at.get("also", ())]
    hours = [f"at {hour}{rule}" for one, rule in days for hour in one["hours"]]
    return " | ".join([as_written(value), *hours])


@each(("kind", "said", "meant", "now"), rows("rhythms_said.tsv"))
def test_sentence_with_hours_and_exceptions_is_read_as_before(kind, said, meant, now):
    assert read(kind, said, NOW) == now, meant
