"""`lantern journal …`, as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import talk
from tests.journal.looking import found_in
from tests.journal.test_docs import EXAMPLES

SPRING = "2026-04-07T20:30:00+02:00"


@pytest.fixture(scope="module")
def had(tmp_path_factory) -> Path:
    """A journal of two days: a reflection in spring, and a first goal in autumn."""
    folder = tmp_path_factory.mktemp("had") / "journal"
    said = ("no", "i walked with my sister by the river", "that's all", "no")
    talk(folder, *said, now=SPRING)
    talk(folder, "patience", "walk in the park", "every day", wanted="morning")
    return folder


@pytest.fixture
def folder(had, tmp_path) -> Path:
    import shutil

    return shutil.copytree(had, tmp_path / "journal")


def test_search_misspelt_word_finds_passage_with_its_day(lantern):
    assert lantern("journal", "search", "rivr").out == (
        "2026-04-07 20:30  I walked with my sister by the river\n"
    )


@pytest.mark.parametrize(
    ("how", "found"),
    [
        (("--when", "last spring"), 1),
        (("--since", "last week"), 0),
        (("--until", "2026-04-06"), 0),
        (("--until", "2026-04-07"), 1),
        (("--since", "april", "--until", "may"), 1),
        (("--value", "patience"), 0),
    ],
)
def test_search_with_time_or_value_finds_only_those(lantern, how, found):
    told = lantern("journal", "search", "sister", *how, "--json")
    assert told.status == 0, told.err
    assert len(json.loads(told.out)) == found


@pytest.mark.parametrize("how", [("--value", "patence"), ("--goal", "walk")])
def test_search_of_value_or_goal_finds_what_is_about_it(lantern, how):
    hits = json.loads(lantern("journal", "search", *how, "--json").out)
    assert hits
    assert not [hit for hit in hits if "sister" in hit["passage"]]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("search", "x", "--value", "thrift"), 1, "no value called 'thrift'; there are these"),
        (("search", "x", "--when", "blue"), 1, "I cannot tell when 'blue' is"),
        (("search", "x", "--since", "2026-05-01", "--until", "2026-04-01"), 1, "comes after"),
        (("export", "diary"), 2, "--form json, md, csv or ics"),
        (("import", "none.json"), 1, "none.json"),
        (("erase",), 2, "--since, --until or --matching"),
        (("erase", "--matching", "river"), 1, "Nothing was erased"),
        (("erase", "--all"), 1, "Nothing was erased"),
        (("restore", "2020-01-01"), 1, "no backup 2020-01-01"),
        (("encrypt",), 1, "in a terminal"),
        (("passphrase", "change"), 1, "not encrypted"),
    ],
)
def test_journal_command_impossible_says_why_in_a_sentence(lantern, arguments, status, words):
    told = lantern("journal", *arguments)
    assert told.status == status
    assert words in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize("form", ["json", "md", "csv", "ics"])
def test_export_in_each_form_is_readable_by_owner_only(lantern, tmp_path, form):
    file = tmp_path / f"out.{form}"
    assert lantern("journal", "export", file).status == 0
    assert ("patience" if form != "ics" else "park") in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    again = lantern("journal", "export", file)
    assert (again.status, "there already" in again.err) == (1, True)
    assert lantern("journal", "export", file, "--replace").status == 0


def test_export_imported_elsewhere_gives_same_state(lantern, folder, tmp_path):
    before = lantern("journal", "state", "--json").out
    lantern("journal", "export", tmp_path / "all.json")
    for file in folder.glob("journal-*"):
        file.unlink()
    told = lantern("journal", "import", tmp_path / "all.json")
    assert told.out.startswith("Lines brought in: ")
    assert lantern("journal", "state", "--json").out == before


def test_import_of_jrnl_diary_is_recognised(lantern, tmp_path):
    entry = {"title": "Snow.", "body": "All day.", "date": "2024-01-10", "time": "07:00"}
    (tmp_path / "jrnl.json").write_text(json.dumps({"tags": {}, "entries": [entry]}))
    assert lantern("journal", "import", tmp_path / "jrnl.json").out == "Lines brought in: 1.\n"
    assert "1 were here already" in lantern("journal", "import", tmp_path / "jrnl.json").out
    assert "Snow." in lantern("journal", "search", "snow").out


def test_verify_changed_line_names_file_and_line(lantern, folder):
    assert lantern("journal", "verify").status == 0
    (file,) = folder.glob("journal-*.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[0], lines[1].replace(b"reflect", b"deflect"), *lines[2:]]))
    told = lantern("journal", "verify", "--json")
    found = json.loads(told.out)
    assert told.status == 1
    (damage,) = found["damage"]
    assert (damage["file"], damage["line"], found["whole"]) == (str(file), 2, False)
    told = lantern("journal", "list")
    assert told.status == 0
    assert "A line could not be read; see: lantern journal verify" in told.err


def test_restore_damaged_line_comes_back_from_backup(lantern, folder):
    assert "read back and is whole" in lantern("journal", "backup").out
    assert "2026-11-23" in lantern("journal", "backup", "--list").out
    (file,) = folder.glob("journal-*.jsonl")
    file.write_bytes(file.read_bytes().replace(b"sister", b"sitser"))
    assert lantern("journal", "restore").status == 0
    assert lantern("journal", "verify").status == 0
    assert "sister" in lantern("journal", "search", "sister").out


def test_erase_matching_says_what_goes_then_erases_it(lantern, folder):
    lantern("journal", "backup")
    told = lantern("journal", "erase", "--matching", "RIVER", "--yes")
    assert told.out.startswith("To be erased: 1 line of 2026-04-07 (1 segment).")
    assert told.out.endswith("Erased: 1 line.\n")
    assert found_in(folder, "river") == []
    assert lantern("journal", "verify").status == 0


def test_erase_all_leaves_nothing(lantern, folder):
    lantern("journal", "backup")
    assert lantern("journal", "erase", "--all", "--yes").status == 0
    assert [found_in(folder, word) for word in ("river", "patience", "park")] == [[], [], []]
    assert "The journal is empty" in lantern("journal", "list").out


def test_erase_until_day_leaves_the_rest(lantern):
    assert lantern("journal", "erase", "--until", "last spring", "--yes").status == 0
    known = json.loads(lantern("journal", "state", "--json").out)
    assert (known["reflections"], known["values"][0]["name"]) == ([], "patience")


def test_schema_of_journal_and_docs_fits_every_line(lantern, folder):
    schema = json.loads(lantern("journal", "schema").out)
    check = jsonschema.Draft202012Validator(schema)
    check.check_schema(schema)
    lines = "".join(file.read_text() for file in folder.glob("*.jsonl")) + EXAMPLES
    for line in lines.splitlines():
        check.validate(json.loads(line))
    wrong = json.loads(EXAMPLES.splitlines()[0])
    wrong["data"]["how"] = "sung"
    assert not check.is_valid(wrong)


@pytest.mark.parametrize(
    "command",
    ["list", "search", "state", "path", "schema", "export", "import", "verify", "backup",
     "restore", "erase", "encrypt", "passphrase change", "passphrase remember",
     "passphrase forget"],
)  # fmt: skip
def test_journal_help_each_command_shows_an_example(command):
    from click.testing import CliRunner

    from assistant.cli.journal import journal

    told = CliRunner().invoke(journal, [*command.split(), "--help"])
    assert told.exit_code == 0
    assert f"Example: lantern journal {command}" in " ".join(told.output.split())


def test_journal_list_imports_no_sound_library(folder):
    program = (
        "import sys; sys.argv = ['lantern', 'journal', 'list', '--data', sys.argv[1]]\n"
        "from assistant.cli import main\n"
        "try: main()\n"
        "finally: print(sorted(m for m in sys.modules if m in ('sounddevice', 'vosk', 'numpy')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, folder], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")
