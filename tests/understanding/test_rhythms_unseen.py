"""Sentences by people who had not seen the rules, as they are read now.

The fourth column of each table is the verdict of its only measurement, before anything was changed
for it. Of the 170 sentences of ``rhythms_unseen.tsv`` 90 were read right, 37 asked back and 43
wrong; of the 170 of ``rhythms_unseen_2.tsv``, by somebody else and later, 129, 25 and 16; of the
170 of ``rhythms_unseen_3.tsv``, by a third person, 112, 36 and 22; of the 150 of
``rhythms_unseen_4.tsv``, by a fourth, 109, 30 and 11; of the 150 of ``rhythms_unseen_5.tsv``, by a
fifth, 102, 30 and 18; of the 150 of ``rhythms_unseen_6.tsv``, by a sixth, 122, 21 and 7; of the
150 of ``rhythms_unseen_7.tsv``, by a seventh, with dialects and asides in most, 77, 43 and 30; and
of the 150 of ``rhythms_unseen_8.tsv``, by an eighth, plain ones in half, 135, 6 and 9. A
change of the last column is to be judged by the third.
"""

from datetime import datetime

from assistant.conversation.reading.changes.days_said import says_no_day
from assistant.conversation.reading.phrases import phrases_of
from intents import Command, Date, Duration, Recurrence, Time, load
from tests.tables import each
from tests.understanding.conftest import HERE
from tests.understanding.test_rhythms import as_written

EN = load("en")
TABLES = (
    "rhythms_unseen.tsv",
    *(f"rhythms_unseen_{number}.tsv" for number in (2, 3, 4, 5, 6, 7, 8)),
)
NOW = datetime.fromisoformat("2026-11-29T10:00+00:00")
LATER = dict.fromkeys(
    ("rhythms_unseen_7.tsv", "rhythms_unseen_8.tsv"),
    datetime.fromisoformat("2026-12-07T10:00+00:00"),
)
"""The moment of the tables that were written for another one."""


def read(kind: str, said: str, now: datetime = NOW) -> str:
    """What is read, in one line; "ask" where it is asked back."""
    if kind == "reminder":
        meaning = EN.understand(said, Command(), now=now)
        slots = meaning.slots
        of_nothing = phrases_of("en").has("reminds_of_what", slots.get("words", ""))
        asks = of_nothing or not slots.get("words") or slots["unclear"]
        asks = asks or "a_day" in slots or "every" in slots
        if meaning.intent != "set_reminder" or asks:
            return "ask"
        when = [
            part
            for one in (slots, *slots.get("also", ()))
            for part in (*one["hours"], one["date"], one["rrule"].replace("\n", " "))
        ]
        return " | ".join(filter(None, [*when, slots["words"]]))
    if kind == "rhythm":
        meaning = EN.understand(said, Recurrence(), now=now)
        return as_written(meaning.value) if meaning.kind == "answer" else "ask"
    for expects in (Date(),) if kind == "day" else (Time(), Duration()):
        meaning = EN.understand(said, expects, now=now)
        if meaning.kind == "answer":
            return str(meaning.value)
    return "NONE" if kind == "day" and says_no_day(EN, said) else "ask"


def rows() -> list[tuple[str, ...]]:
    return [
        (name, *line.split("\t"))
        for name in TABLES
        for line in (HERE / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


@each(("table", "kind", "said", "meant", "first", "now"), rows())
def test_sentence_of_somebody_else_is_read_as_before(table, kind, said, meant, first, now):
    assert read(kind, said, LATER.get(table, NOW)) == now
