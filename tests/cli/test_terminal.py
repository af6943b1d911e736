"""Words that would be commands for a terminal are shown, not obeyed."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from assistant import wording
from assistant.channels.captions import Captions
from assistant.cli.lantern import lantern
from assistant.export.terminal import cleaned, cleaned_json
from assistant.journal import Journal
from assistant.journal.import_export import to_csv
from assistant.practice.events import GoalAdded, Segment, SessionBegan, ValueKept
from tests.channels.test_push import MORNING

EVIL = "run \x1b]0;title\x07\x1b[2J\x9b31m\r\u202ebackwards\x00"
OBEYED = frozenset("\x1b\x07\x9b\r\u202e\x00")
SHOWN = [
    ["journal", "list"],
    ["journal", "list", "--json"],
    ["journal", "search", "run"],
    ["journal", "search", "run", "--json"],
    ["journal", "state"],
    ["journal", "state", "--json"],
    ["review", "--page", "-"],
    ["values", "--card", "-"],
    ["journal", "verify"],
]


@pytest.fixture
def evil(tmp_path):
    """A journal whose every word was chosen by somebody hostile, as an import can be."""
    journal = Journal(tmp_path)
    for number, event in enumerate(
        (
            SessionBegan(
                dialogue="reflect", brief={}, notes=(ValueKept(value="v", name=EVIL, said=EVIL),)
            ),
            SessionBegan(
                dialogue="goal", brief={}, notes=(GoalAdded(goal="g", title=EVIL, value="v"),)
            ),
            Segment(ask="reflect.listening", text=EVIL),
        )
    ):
        kind = str(event.__struct_config__.tag)
        journal.append(kind, event, session=f"s{number}", ts=MORNING)
    return tmp_path


def test_commands_print_no_terminal_sequences(evil):
    wrong = {}
    for words in SHOWN:
        told = CliRunner().invoke(lantern, [*words, "--data", str(evil)])
        if found := OBEYED.intersection(told.output):
            wrong[" ".join(words)] = found
        if "--json" in words:
            json.loads(told.output)
        elif words != ["journal", "verify"] and "backwards" not in told.output:
            wrong[" ".join(words)] = told.output or told.exception
    assert wrong == {}


def test_captions_print_no_terminal_sequences():
    out = io.StringIO()
    captions = Captions(out, wording.load("en"))
    captions.show_lantern(EVIL)
    captions.show_person(EVIL)
    assert not OBEYED.intersection(out.getvalue())


def test_cleaned_json_means_the_same():
    text = json.dumps([EVIL], ensure_ascii=False)
    assert json.loads(cleaned_json(text)) == [EVIL]
    assert not OBEYED.intersection(cleaned_json(text))


def test_cleaned_keeps_words_in_any_language():
    plain = "naïve 日本語 😀👨‍👩‍👧 one\n\ttwo"
    assert cleaned(plain) == plain


def test_no_cell_of_an_export_begins_a_formula(tmp_path):
    journal = Journal(tmp_path)
    wicked = "=HYPERLINK(1)"
    journal.append(wicked, {}, session="+1", ref="@x", source="-2", ts=MORNING)
    rows = csv.reader(io.StringIO(b"".join(to_csv(journal)).decode()))
    cells = [cell for row in rows for cell in row]
    assert f"'{wicked}" in cells
    assert [cell for cell in cells if cell and cell[0] in "=+-@\t\r"] == []
