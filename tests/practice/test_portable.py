"""An export means the same when it is imported again, and other programs can read it."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import wording
from assistant.conversation.recorder import Conversation
from assistant.export.calendar import calendar
from assistant.journal import Journal, commands
from assistant.practice.goals import Check, Goal
from assistant.practice.state import State, Value
from assistant.store.read_model import ReadModel, reflection_of
from assistant.store.repository import Repository
from tests.conversation.test_everything_random import meaning_of, utterances
from tests.conversation.world import MONDAY, memory_in, respond

NOW = MONDAY

WORDS = wording.load("en")


def state_of(folder: Path) -> State:
    return Repository(Journal(folder), lambda: NOW).state()


@pytest.mark.parametrize("dialogue", ["menu", "morning_checkin", "reflect"])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=utterances)
def test_export_and_import_any_conversation_gives_the_same_state(dialogue, said):
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there) / "journal"
        conversation = Conversation(memory_in(folder))
        reply = conversation.begin(dialogue)
        for utterance in said:
            if reply.ended:
                break
            reply = respond(conversation, meaning_of(utterance, reply.ask.expects))
        export, new = Path(there) / "export.json", Path(there) / "new"
        commands.export(Journal(folder), export, "json")
        commands.import_journal(Journal(new), export, NOW)
        assert state_of(new) == state_of(folder)


JRNL = {
    "tags": {"@river": 1},
    "entries": [
        {"title": "At the river.", "body": "It was quiet.\n\nI stayed.", "date": "2024-07-01",
         "time": "21:30", "tags": ["@river"], "starred": True},
        {"title": "Snow", "body": "", "date": "2024-01-10", "time": "07:00", "tags": [],
         "starred": False},
    ],
}  # fmt: skip


@pytest.fixture
def with_jrnl(tmp_path) -> Path:
    (tmp_path / "jrnl.json").write_text(json.dumps(JRNL))
    folder = tmp_path / "journal"
    zone = ZoneInfo("Europe/Berlin")
    for _ in range(2):
        commands.import_jrnl(Journal(folder), tmp_path / "jrnl.json", reflection_of, zone)
    return folder


def test_import_jrnl_gives_reflections_in_order_of_days(with_jrnl):
    reflections = state_of(with_jrnl).reflections
    assert [(r.when[:10], r.words, r.finished) for r in reflections] == [
        ("2024-01-10", "Snow", True),
        ("2024-07-01", "At the river.\nIt was quiet.\n\nI stayed.", True),
    ]
    assert reflections[1].when.endswith("+02:00"), "summer time, in summer"


def test_diary_markup_in_words_is_escaped(with_jrnl, tmp_path):
    journal = Journal(with_jrnl)
    data = {"ask": "reflect.go_ahead", "text": "# not a heading, *not* strong\n1. <b>no</b>"}
    journal.append("segment", data, ts=datetime(2026, 11, 23, tzinfo=UTC), session="s")
    commands.export(
        journal, tmp_path / "diary.md", "markdown", diary_entry=ReadModel(journal).diary_entry()
    )
    text = (tmp_path / "diary.md").read_text()
    assert "## 2024-01-10\n\n### 07:00, a reflection\n\nSnow\n" in text
    assert "\\# not a heading, \\*not\\* strong\n1\\. \\<b\\>no" in text


def goals(*rules: tuple[str, int], title: str = "walk") -> State:
    some = [
        Goal(f"g{n}", title, "v", rule, times, "2026-11-23")
        for n, (rule, times) in enumerate(rules)
    ]
    return State(values=[Value("v", "health", "", "2026-11-23")], goals=some)


def test_calendar_goals_are_events_with_their_rules():
    state = goals(("FREQ=WEEKLY;BYDAY=TU,TH", 0), ("FREQ=WEEKLY", 3), ("FREQ=DAILY;COUNT=1", 0))
    state.goals[2].history.append(Check("2026-11-25", "done"))
    found = icalendar.Calendar.from_ical(calendar(state, WORDS)).walk("VEVENT")
    assert [event["DTSTART"].dt for event in found] == [
        date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 23),
    ]  # fmt: skip
    assert found[0]["RRULE"] == {"FREQ": ["WEEKLY"], "BYDAY": ["TU", "TH"]}
    assert found[1]["DESCRIPTION"] == "3 times a week"
    assert "RRULE" not in found[2]
    assert found[2]["DESCRIPTION"] == "Done: 2026-11-25"
    assert found[0]["CATEGORIES"].cats == ["health"]


@settings(max_examples=150, deadline=None)
@given(title=st.text(max_size=120))
def test_calendar_any_title_is_read_back_whole(title):
    text = calendar(goals(("FREQ=DAILY", 0), title=title), WORDS)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    shown = "".join(c for c in title if c == "\n" or c.isprintable())
    # icalendar takes a backslash with a capital N for a line break, as RFC 5545 writes one.
    assert str(event["SUMMARY"]) == shown.replace(r"\N", "\n")
