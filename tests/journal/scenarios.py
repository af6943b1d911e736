"""Scenarios for tests of kills, faults and power cuts: work on a journal, and a check of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from assistant.errors import Trouble
from assistant.journal import Journal, WrongPassphrase
from assistant.journal.backups import back_up, backups_in, read_backup
from assistant.journal.encryption import change_passphrase, encrypt
from assistant.journal.erasure import erase, erase_all
from assistant.journal.import_export import import_export, to_json, write_export
from assistant.journal.key_file import KEY_FILE, decode_key
from assistant.journal.recordings import save_recording
from assistant.journal.restoring import restore
from assistant.journal.verify import verify_folder

from .kills import Tell
from .looking import NOW, found_in, words

SECRET = "what is to be erased"
PHRASE = "phrase"
SAID = [f"sentence {n}" for n in range(30)]


@dataclass(frozen=True)
class Scenario:
    """Work on a journal which `prepare` made; `check` looks at the folder after the next start.

    `work` tells what it finished; `check` is given what it had told.
    """

    prepare: Callable[[Path], None]
    work: Callable[[Path, Tell], None]
    check: Callable[[Path, list[str]], None]


def _say(journal: Journal, text: str, **more: str) -> str:
    return journal.append("said", {"words": text, **more}, ts=NOW).id


def _prepare_empty(folder: Path) -> None:
    folder.mkdir(parents=True)


def _prepare_said(folder: Path) -> None:
    journal = Journal(folder)
    for text in SAID:
        _say(journal, text)
    save_recording(journal, "secret.flac", SECRET.encode())
    _say(journal, SECRET, recording="secret.flac")
    back_up(journal, NOW - timedelta(days=1))


def _talk(folder: Path, tell: Tell) -> None:
    journal = Journal(folder)
    for n in range(1000):
        tell(f"kept {_say(journal, f'sentence {n}')}")


def _check_talk(folder: Path, told: list[str]) -> None:
    kept = [line.id for line in Journal(folder).lines()]
    confirmed = [line.split()[1] for line in told]
    assert kept[: len(confirmed)] == confirmed
    assert len(kept) <= len(confirmed) + 1


def _erase(folder: Path, tell: Tell) -> None:
    journal = Journal(folder)
    secret = [line for line in journal.lines() if SECRET.encode() in bytes(line.data)]
    tell("begun")
    erase(journal, secret, NOW)
    tell("erased")


def _check_erased(folder: Path, told: list[str]) -> None:
    journal = Journal(folder)
    said = words(journal)
    assert [text for text in said if text != SECRET] == SAID
    if SECRET not in said:
        assert found_in(folder, SECRET) == []
    assert not ("erased" in told and SECRET in said)


def _erase_all(folder: Path, tell: Tell) -> None:
    erase_all(Journal(folder), NOW)
    tell("erased")


def _check_all_erased(folder: Path, told: list[str]) -> None:
    said = words(Journal(folder))
    assert said in ([], [*SAID, SECRET])
    if not said:
        assert found_in(folder, "sentence") == found_in(folder, SECRET) == []
    assert not ("erased" in told and said)


def _encrypt(folder: Path, tell: Tell) -> None:
    done = encrypt(Journal(folder), PHRASE, 4)
    tell("encrypted")
    if done.troubles:
        raise done.troubles[0]


def _prepare_encrypted(folder: Path) -> None:
    _prepare_said(folder)
    journal = Journal(folder)
    encrypt(journal, PHRASE, 4)
    shutil.copy(folder / KEY_FILE, folder / "key (conflicted copy).json")


def _change_passphrase(folder: Path, tell: Tell) -> None:
    journal = Journal(folder)
    try:
        unfinished = change_passphrase(journal, PHRASE, "new")
    except Trouble:
        tell("old")
        raise
    tell("new")
    if unfinished:
        raise unfinished


def _check_passphrase(folder: Path, told: list[str]) -> None:
    journal = Journal(folder)
    opening = [phrase for phrase in (PHRASE, "new") if _opens(journal, phrase)]
    assert len(opening) == 1
    if told:
        assert opening == ["new" if told == ["new"] else PHRASE]
    assert words(journal) == [*SAID, SECRET]
    for path in backups_in(folder):  # each backup opens with the same passphrase
        backup = read_backup(path)
        assert decode_key(backup.read(KEY_FILE)) == journal.vault.key()


def _opens(journal: Journal, phrase: str) -> bool:
    try:
        journal.unlock(phrase)
    except WrongPassphrase:
        return False
    return True


def _check_encrypted(folder: Path, told: list[str]) -> None:
    journal = Journal(folder)
    if journal.vault.encrypted:
        assert found_in(folder, "sentence") == found_in(folder, SECRET) == []
        journal.unlock(PHRASE)
    else:
        assert "encrypted" not in told
    assert words(journal) == [*SAID, SECRET]


def _prepare_damaged(folder: Path) -> None:
    _prepare_said(folder)
    write_export(folder.with_suffix(".json"), to_json(Journal(folder)))
    shutil.copy(backups_in(folder)[0], folder.with_suffix(".zip"))
    for path in folder.glob("*.jsonl"):
        text = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join([text[0], text[1][:20] + b"X" + text[1][21:], *text[5:]]))
    _say(Journal(folder), "since then")


def _import(folder: Path, tell: Tell) -> None:
    import_export(Journal(folder), folder.with_suffix(".json"), NOW)
    tell("done")


def _restore(folder: Path, tell: Tell) -> None:
    restore(Journal(folder), folder.with_suffix(".zip"), NOW)
    tell("done")


def _check_restored(folder: Path, told: list[str]) -> None:
    said = words(Journal(folder))
    assert {SAID[0], *SAID[5:], SECRET, "since then"} <= set(said)
    assert len(said) == len(set(said))
    if "done" in told:
        assert set(said) == {*SAID, SECRET, "since then"}
        assert verify_folder(folder).damage == []


SCENARIOS = {
    "talk": Scenario(_prepare_empty, _talk, _check_talk),
    "erase": Scenario(_prepare_said, _erase, _check_erased),
    "erase all": Scenario(_prepare_said, _erase_all, _check_all_erased),
    "encrypt": Scenario(_prepare_said, _encrypt, _check_encrypted),
    "change passphrase": Scenario(_prepare_encrypted, _change_passphrase, _check_passphrase),
    "import": Scenario(_prepare_damaged, _import, _check_restored),
    "restore": Scenario(_prepare_damaged, _restore, _check_restored),
}
DAMAGED_BEFORE = ("import", "restore")


def check(name: str, folder: Path, told: list[str]) -> None:
    """Check the scenario `name`: the next start finds no damage, and nothing confirmed is lost."""
    SCENARIOS[name].check(folder, [line for line in told if line != "begun"])
    journal = Journal(folder)
    journal.append("said", {"words": "after"}, ts=NOW)
    if name not in DAMAGED_BEFORE:
        assert verify_folder(folder).damage == []
    assert not [path for path in folder.rglob("*.part") if os.path.exists(path)]
