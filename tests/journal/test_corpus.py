"""Journals written by an earlier version are read the same for ever (see corpus/README.md)."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from assistant.cli.lantern import lantern
from assistant.journal import Journal
from assistant.journal.import_export import import_export, to_json
from assistant.journal.recordings import read_recording
from assistant.journal.verify import verify_folder

from .looking import NOW

CORPUS = Path(__file__).parent / "corpus"
NAMES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())
CLEAR = [name for name in NAMES if name != "encrypted"]
PASSPHRASE = "correct horse"


def copy_of(name: str, tmp_path: Path) -> Path:
    """The journal's folder as its owner has it, which may be changed."""
    folder = Path(shutil.copytree(CORPUS / name / "journal", tmp_path / name))
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


def expected(name: str) -> dict[str, Any]:
    return dict(json.loads((CORPUS / name / "expected.json").read_text(encoding="utf-8")))


def run(*arguments: object, said: str | None = None) -> str:
    return CliRunner().invoke(lantern, [str(a) for a in arguments], input=said).stdout


def read_by_commands(folder: Path, files: Path) -> dict[str, Any]:
    """What the command line of this version reads, in the shape of expected.json."""
    options = ("--data", folder, "--now", "2026-12-01T07:30:00+01:00")
    verified = json.loads(run("journal", "verify", "--json", *options))
    for damage in verified["damage"]:
        damage["file"] = Path(damage["file"]).name
    found = {
        "verify": verified,
        "list": run("journal", "list", *options).splitlines(),
        "lines": json.loads(run("journal", "list", "--json", *options)),
        "state": json.loads(run("journal", "state", "--json", *options)),
    }
    for form in ("json", "csv", "md", "ics"):
        run("journal", "export", files / f"x.{form}", "--replace", *options)
        found[form] = (files / f"x.{form}").read_bytes().decode()
    return found


def same(found: Any, expected: Any) -> bool:
    if isinstance(expected, str) and expected.startswith("sha256:"):
        text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" == expected
    return holds(found, expected)


def holds(found: Any, expected: Any) -> bool:
    """Whether all that is expected was found; a later version may tell more of a thing."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(
            key in found and (holds(found[key], value) or begins_next_day(key, value, found))
            for key, value in expected.items()
        )
    if isinstance(expected, list) and isinstance(found, list):
        alike = len(found) == len(expected)
        return alike and all(holds(a, b) for a, b in zip(found, expected, strict=True))
    return bool(found == expected)


def begins_next_day(key: str, before: Any, goal: dict[str, Any]) -> bool:
    """Whether a goal made late in the day now tells that it counts from the next one."""
    if (key, before) != ("since", ""):
        return False
    return bool(goal["since"] == str(date.fromisoformat(goal["added"]) + timedelta(days=1)))


@pytest.mark.parametrize("name", CLEAR)
def test_commands_old_journal_give_the_same(name, tmp_path):
    found = read_by_commands(copy_of(name, tmp_path), tmp_path)
    before = {key: value for key, value in expected(name).items() if key != "resumed"}
    different = {
        key: (found[key], value) for key, value in before.items() if not same(found[key], value)
    }
    assert different == {}


@pytest.mark.parametrize("name", [name for name in CLEAR if "resumed" in expected(name)])
def test_conversation_interrupted_in_old_version_goes_on(name, tmp_path):
    resumed = expected(name)["resumed"]
    data = copy_of(name, tmp_path)
    said = run("--text", "--data", data, "--now", resumed["now"], said="yes\n")
    assert said.splitlines() == resumed["said"]


def test_old_encrypted_journal_unlocked_gives_the_same(tmp_path):
    folder, before = copy_of("encrypted", tmp_path), expected("encrypted")
    report = verify_folder(folder)
    journal = Journal(folder)
    journal.unlock(PASSPHRASE)
    assert (report.files, report.lines, report.damage) == (
        before["verify"]["files"],
        before["verify"]["lines"],
        [],
    )
    assert json.loads(msgspec.json.encode(list(journal.lines()))) == before["lines"]
    assert b"".join(to_json(journal)).decode() == before["json"]
    assert journal.damage == []
    assert read_recording(journal, "walk.flac") == b"sound"


def test_old_export_imported_into_empty_folder_is_the_same(tmp_path):
    different = []
    for name in CLEAR:
        before = expected(name)["json"]
        if before.startswith("sha256:") or name == "imported":
            continue
        (tmp_path / f"{name}.json").write_text(before, encoding="utf-8", newline="")
        journal = Journal(tmp_path / f"{name} again")
        import_export(journal, tmp_path / f"{name}.json", NOW)
        if b"".join(to_json(journal)).decode() != before:
            different.append(name)
    assert different == []
