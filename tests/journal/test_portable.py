"""Exporting and importing: an export read in again is identical, and other programs read it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from datetime import UTC, timedelta, timezone

import pytest

from assistant.errors import Trouble
from assistant.journal import Journal
from assistant.journal.encryption import encrypt
from assistant.journal.erasure import erase
from assistant.journal.import_export import (
    import_export,
    import_jrnl,
    to_csv,
    to_json,
    to_markdown,
    write_export,
)
from assistant.journal.verify import verify_folder

from .looking import NOW, another_device, raises_saying, words


@pytest.fixture
def kept(journal, say) -> Journal:
    for text in ("one", 'two, with "quotes" and\nlines', "früh", "gone"):
        say(journal, text, session="s", source="voice")
    say(another_device(journal.folder), "on the phone")
    erase(journal, [line for line in journal.lines() if b"gone" in bytes(line.data)], NOW)
    return journal


@pytest.fixture
def export(kept, tmp_path):
    write_export(tmp_path / "export.json", to_json(kept))
    return tmp_path / "export.json"


def test_import_export_into_empty_folder_is_identical(kept, export, tmp_path):
    new = Journal(tmp_path / "new")
    import_export(new, export, NOW)
    assert list(new.every_line()) == list(kept.every_line())
    assert verify_folder(new.folder).damage == []
    write_export(tmp_path / "again.json", to_json(new))
    assert (tmp_path / "again.json").read_bytes() == export.read_bytes()


def test_import_twice_adds_nothing(kept, export):
    before = {path.name: path.read_bytes() for path in kept.folder.glob("*.jsonl")}
    assert import_export(kept, export, NOW).lines == 0
    assert {path.name: path.read_bytes() for path in kept.folder.glob("*.jsonl")} == before


def test_import_line_erased_since_export_stays_erased(kept, export):
    erase(kept, [next(kept.lines())], NOW)
    assert import_export(kept, export, NOW).erased == 1
    assert "one" not in words(kept)


def test_import_indented_export_is_identical(kept, export, tmp_path):
    export.write_text(json.dumps(json.loads(export.read_text()), indent=2))
    new = Journal(tmp_path / "new")
    assert import_export(new, export, NOW).damaged == 0
    assert list(new.lines()) == list(kept.lines())


def test_import_changed_line_counts_as_damaged(kept, export, tmp_path):
    export.write_text(export.read_text().replace('"one"', '"won"'))
    new = Journal(tmp_path / "new")
    assert import_export(new, export, NOW).damaged == 1


def test_import_into_encrypted_journal_seals_lines(export, tmp_path):
    new = Journal(tmp_path / "new")
    encrypt(new, "phrase", 4)
    import_export(new, export, NOW)
    assert "one" in words(new)
    assert b"words" not in b"".join(path.read_bytes() for path in new.folder.glob("*.jsonl"))


def test_export_encrypted_journal_equals_unencrypted_export(kept, export, tmp_path):
    encrypt(another_device(kept.folder), "phrase", 4)
    kept = Journal(kept.folder)
    kept.unlock("phrase")
    write_export(tmp_path / "again.json", to_json(kept))
    lines = [json.loads(path.read_text())["lines"] for path in (tmp_path / "again.json", export)]
    assert lines[0] == lines[1]


def test_import_other_json_names_it(kept, tmp_path):
    (tmp_path / "x.json").write_text("[1, 2]")
    with raises_saying(Trouble, match="is not an export of a journal; please make one with"):
        import_export(kept, tmp_path / "x.json", NOW)


def test_to_csv_journal_has_row_per_event(kept):
    rows = list(csv.DictReader(b"".join(to_csv(kept)).decode().splitlines(keepends=True)))
    assert [json.loads(row["data"])["words"] for row in rows] == words(kept)
    assert rows[0]["source"] == "voice"


def test_to_markdown_journal_has_heading_per_day(kept):
    diary = b"".join(
        to_markdown(kept, lambda line: json.loads(bytes(line.data))["words"], "My journal")
    )
    assert diary.decode().startswith("# My journal\n\n## 2026-11-23\n\none\n")


JRNL = {
    "tags": {"@work": 1},
    "entries": [
        {"title": "A walk.", "body": "By the river.", "date": "2020-05-01", "time": "07:30",
         "tags": ["@work"], "starred": True},
        {"title": "Rain.", "body": "", "date": "2020-05-02", "time": "21:05", "tags": [],
         "starred": False},
    ],
}  # fmt: skip


def reflected(entry):
    return "reflected", {"words": f"{entry.title} {entry.body}".strip()}


def test_import_jrnl_twice_adds_entries_once(journal, tmp_path):
    (tmp_path / "jrnl.json").write_text(json.dumps(JRNL))
    zone = timezone(timedelta(hours=2))
    for _ in range(2):  # the second time adds nothing
        import_jrnl(journal, tmp_path / "jrnl.json", reflected, zone)
    assert words(journal) == ["A walk. By the river.", "Rain."]
    assert next(journal.lines()).ts == "2020-05-01T07:30:00.000+02:00"


@pytest.mark.skipif(not shutil.which("jrnl"), reason="needs jrnl")
def test_import_jrnl_real_export_adds_entry(journal, tmp_path):
    (tmp_path / "jrnl.txt").write_text("[2020-05-01 07:30] A walk.\nBy the @river.\n\n")
    config = tmp_path / "jrnl.yaml"
    config.write_text(
        f"journals:\n  default:\n    journal: {tmp_path}/jrnl.txt\ndefault_hour: 9\n"
        "default_minute: 0\neditor: ''\nencrypt: false\nhighlight: true\nindent_character: '|'\n"
        "linewrap: 79\ntagsymbols: '@'\ntemplate: false\ntimeformat: '%Y-%m-%d %H:%M'\n"
        "version: v4.2\n"
    )
    subprocess.run(
        ["jrnl", "--config-file", config, "--format", "json", "--file", tmp_path / "out.json"],
        check=True, capture_output=True,
    )  # fmt: skip
    import_jrnl(journal, tmp_path / "out.json", reflected, UTC)
    assert words(journal) == ["A walk. By the @river."]
