"""Days, hours and rhythms as people say them; the tables beside this file say what is meant."""

from datetime import datetime

from assistant.formatting.numbers import write_numbers
from assistant.formatting.token import Token
from intents import Date, Duration, Rating, Recurrence, Time, load
from intents.recurrence_set import RecurrenceSet
from tests.tables import each
from tests.understanding.conftest import HERE

NOW = datetime.fromisoformat("2026-11-29T10:00+00:00")
KINDS = {"day": Date(), "length": Duration(), "hour": Time(), "rating": Rating()}


def rows(name):
    lines = (HERE / name).read_text().splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def as_written(value):
    """A rhythm as the table writes it: the rule, times, start, days left out, and words."""
    if "by" in value:
        return f"once by {value['by']}"
    rhythm = RecurrenceSet.parse(value["rrule"])
    if rhythm.once:
        return "once"
    found = [rhythm.rule, f"{value['times']} times" if value["times"] else ""]
    found.append(f"from {rhythm.start}" if rhythm.start else "")
    found.append(f"without {','.join(map(str, rhythm.without))}" if rhythm.without else "")
    found.append(rhythm.as_said)
    return " | ".join(filter(None, found))


def alike(found, meant):
    """Whether two are the same but for the order of a rule's parts and repeated feasts."""
    return _parts(found) == _parts(meant)


def _parts(written):
    rule, *more = written.split(" | ")
    days = [_day_of_each_year(part) if part.startswith("without ") else part for part in more]
    return frozenset(rule.split(";")), days


def _day_of_each_year(part):
    days = part.removeprefix("without ").split(",")
    return f"without {days[0][-5:]}" if len(days) > 1 or len(days[0]) == 5 else part


@each(("kind", "said", "meant"), rows("rhythms.tsv"))
def test_rhythm_as_people_say_it_is_read_as_meant(language, kind, said, meant):
    meaning = language.understand(said, Recurrence(), now=NOW)
    found = as_written(meaning.value) if meaning.kind == "answer" else "ask"
    assert alike(found, meant), f"{found!r}"


@each(("kind", "said", "meant"), [row for row in rows("days.tsv") if row[0] in KINDS])
def test_day_hour_and_length_are_read_as_meant(language, kind, said, meant):
    meaning = language.understand(said, KINDS[kind], now=NOW)
    assert (str(meaning.value) if meaning.kind == "answer" else "ask") == meant


@each(("kind", "said", "meant"), [row for row in rows("days.tsv") if row[0] == "number"])
def test_number_of_a_dictation_is_written_as_meant(kind, said, meant):
    tokens = [Token(word, 0, 0, 1.0) for word in said.split()]
    assert " ".join(token.text for token in write_numbers(tokens)) == meant


def test_words_to_lantern_after_a_rhythm_are_no_condition_of_it() -> None:
    for said, condition in (
        ("no every day not you", ""),
        ("well i said a day didnt i so every day not you", ""),
        ("sorry you do not understand me i say wait before i speak every day please", ""),
        ("three times a week and without the phone you dropped that bit", "without the phone"),
        ("every day if i remember", "if i remember"),
    ):
        rule = load("en").understand(said, Recurrence()).value["rrule"]
        assert rule.partition("X-AS-SAID:")[2] == condition, said
