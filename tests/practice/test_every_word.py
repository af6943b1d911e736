"""The person's words in every kind of event can be searched, exported, imported and erased.

The events are made from their types, so that a new kind of event cannot be forgotten.
"""

from __future__ import annotations

import csv
import json
import types
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import jsonschema
import msgspec
import pytest

from assistant.export.event_lines import lines_of
from assistant.export.schema import schemas
from assistant.journal import Journal, commands
from assistant.practice.events import (
    EVENT_TYPES,
    Answered,
    Entry,
    Event,
    GoalAdded,
    GoalChecked,
    JournalEvent,
    Missed,
    Noted,
    Reread,
    Segment,
    SessionBegan,
    ValueKept,
)
from assistant.practice.exercises import OptionWeighed
from assistant.store.read_model import ReadModel
from tests.conversation.world import MONDAY, WORDS, memory_in
from tests.journal.looking import found_in
from tests.tables import each

NAMES = {
    **{"value": "v1", "goal": "g1", "decision": "d1", "letter": "l1", "reminder": "r1"},
    **{"prompt": "p1", "card": "w.1", "over": "family", "sort": "s1", "domain": "health"},
    **{"day": "2026-11-23", "until": "2026-11-30", "by": "", "deliver": "2027-11-23"},
    **{"rrule": "FREQ=DAILY", "time": "07:30", "dialogue": "reflect", "country": "GB"},
    **{"what": "value_without_goal", "about": "v1", "of": "when", "way": "smaller"},
    **{"into": "v2", "topic": "about", "thread": "t1", "who": "", "mood": "hard"},
    **{"parts": ("days",), "first": "2026-11-01", "last": "2026-11-23"},
    **{"recording": "", "features": {"cepstra-1": "AQID"}, "values": ("v1",)},
}
"""The contents of fields without words: ids, days and times. Any other text field is taken to hold
words of the person."""


class Made(NamedTuple):
    """An event with words of its own in each field that can hold some."""

    event: Any
    words: tuple[str, ...]


def made(kind: type[Event]) -> Made:
    words: list[str] = []

    def of(name: str, hint: Any) -> Any:
        options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
        hint = options[0]
        if get_origin(hint) is Literal:
            return get_args(hint)[0]
        if name in NAMES or (kind, name) == (OptionWeighed, "option"):
            return NAMES.get(name, "the option named before")
        if hint == tuple[str, ...]:
            return (of(f"{name}0", str), of(f"{name}1", str))
        if hint is str:
            # All unlike each other, because searching also finds words with a typing error or two.
            word = f"{kind.__name__}{name}".lower()[::-1].replace("_", "")
            words.append(f"{word} beneath the plum tree")
            return words[-1]
        if hint in (bool, int, float):
            return hint(1)
        raise AssertionError(f"{kind.__name__}.{name}: say here what a {hint} holds")

    hints = get_type_hints(kind)
    fields = {name: of(name, hints[name]) for name in kind.__struct_fields__}
    return Made(kind(**fields), tuple(words))


NOTED = [
    *(made(kind) for kind in get_args(Noted)),
    Made(OptionWeighed("d1", "byway by the yew"), ("byway by the yew",)),
]
SPOKEN = [
    Made(Segment("reflect.go_ahead", "a segment by the willow"), ("a segment by the willow",)),
    Made(Missed("menu.what", "told", said="told near the oak"), ("told near the oak",)),
]
WITH_WORDS = [one for one in (*NOTED, *SPOKEN) if one.words]


def name_of(one: Made) -> str:
    return f"{(*NOTED, *SPOKEN).index(one)}-{type(one.event).__name__}"


def line_of(event: Any) -> JournalEvent:
    noted = isinstance(event, get_args(Noted))
    return Answered("some.question", notes=(event,)) if noted else event


def keep(folder: Path, *events: Any) -> Journal:
    """Return a journal with a value, a goal that was asked about, and these events."""
    memory = memory_in(folder)
    before = (
        SessionBegan("reflect", {}),
        ValueKept("v1", "patience"),
        GoalAdded("g1", "walk", "v1"),
        GoalChecked("g1", "partly", "2026-11-22"),
    )
    for event in (*before, *events):
        memory.record(line_of(event), "s1")
    return Journal(folder)


@pytest.fixture(scope="module")
def journal(tmp_path_factory) -> Journal:
    """A journal with one event of every kind."""
    some = [one.event for one in (*NOTED, *SPOKEN)]
    return keep(tmp_path_factory.mktemp("every") / "journal", *some)


@pytest.fixture(scope="module")
def exports(journal, tmp_path_factory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("exports")
    record = ReadModel(journal)
    for form in ("json", "csv", "markdown", "ical"):
        commands.export(
            journal,
            folder / form,
            form,
            diary_entry=record.diary_entry(),
            calendar=record.calendar,
        )
    return {path.name: path.read_text() for path in folder.iterdir()}


@each("one", WITH_WORDS)
def test_search_event_with_words_finds_them(journal, one):
    record = ReadModel(journal)
    for words in one.words:
        best = commands.search(journal, words.split()[0], record.words_of, limit=1)
        assert [words in hit.passage for hit in best] == [True], words


@each("one", WITH_WORDS)
def test_export_event_with_words_holds_them(exports, one):
    rows = csv.DictReader(exports["csv"].splitlines(keepends=True))
    cells = "".join(row["data"] for row in rows)
    for words in one.words:
        assert words in exports["json"]
        assert words in cells
        assert words in exports["markdown"]


@each("one", WITH_WORDS)
def test_lines_of_event_with_words_hold_them(one):
    event = line_of(one.event)
    if isinstance(one.event, ValueKept):  # said in the turn, and so shown with it
        event = msgspec.structs.replace(event, said=one.event.said)
    lines = "\n".join(lines_of(Entry("1", MONDAY.isoformat(), "s1", event), WORDS))
    assert not [words for words in one.words if words not in lines]


@each("one", WITH_WORDS)
def test_erase_event_with_words_leaves_none(tmp_path, one):
    folder = tmp_path / name_of(one)
    journal = keep(folder, one.event)
    commands.back_up(journal, MONDAY)
    for words in one.words:
        choice = commands.choose(journal, matching=words.split()[0])
        commands.erase(journal, choice, MONDAY)
        assert found_in(folder, words) == []


@each("one", [*NOTED, *SPOKEN])
def test_export_event_fits_the_schema_and_is_imported_the_same(tmp_path, one):
    folder = tmp_path / name_of(one)
    journal = keep(folder / "journal", one.event)
    check = jsonschema.Draft202012Validator(schemas())
    for raw in journal.path.read_text().splitlines():
        check.validate(json.loads(raw))
    commands.export(journal, folder / "out.json", "json")
    new = Journal(folder / "new")
    commands.import_journal(new, folder / "out.json", MONDAY)
    assert memory_in(new.folder).state() == memory_in(journal.folder).state()
    events = [msgspec.json.decode(line.data, type=EVENT_TYPES[line.type]) for line in new.lines()]
    assert events[-1] == line_of(one.event)


def test_export_calendar_holds_the_titles_of_goals(exports):
    titles = [one.event.title for one in NOTED if isinstance(one.event, GoalAdded)]
    assert titles
    unfolded = exports["ical"].replace("\n ", "")
    assert not [title for title in titles if f"SUMMARY:{title}" not in unfolded]


def test_erase_all_every_event_leaves_no_word(tmp_path):
    folder = tmp_path / "journal"
    every = [one.event for one in (*NOTED, *SPOKEN)]
    journal = keep(folder, *every, Reread("0-1", "read again below the ash", "big"))
    (folder / "set-aside").mkdir()
    (folder / "set-aside" / "x.txt").write_text("half a line beneath the plum tree")
    commands.back_up(journal, MONDAY)
    commands.erase_all(journal, MONDAY)
    for words in (*(w for one in WITH_WORDS for w in one.words), "the ash", "plum tree", "walk"):
        assert found_in(folder, words) == []


def test_event_types_new_one_with_words_is_among_the_spoken():
    """Add a new event type that holds words of the person to `SPOKEN`."""
    steering = (
        "answered session_began paragraph_began withdrawn went_back paused resumed offered left "
        "closed setting_changed gentle_until gentle_over pace_learned reread"
    )
    spoken = {str(type(one.event).__struct_config__.tag) for one in (*SPOKEN, *NOTED)}
    assert set(EVENT_TYPES) <= {*steering.split(), *spoken}
