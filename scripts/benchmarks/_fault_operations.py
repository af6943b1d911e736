"""The operations of scripts/bench faults: what is prepared, what is done, what may never go."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]
from assistant.journal import Journal, Locked, WrongPassphrase, disk  # noqa: E402
from assistant.journal.backups import back_up, backups_in  # noqa: E402
from assistant.journal.encryption import change_passphrase, encrypt  # noqa: E402
from assistant.journal.erasure import erase, erase_all  # noqa: E402
from assistant.journal.import_export import import_export, to_json, write_export  # noqa: E402
from assistant.journal.recordings import save_recording  # noqa: E402
from assistant.journal.restoring import restore  # noqa: E402
from tests.journal.looking import NOW, another_device  # noqa: E402

SECRET, PHRASES = "what is to be erased", ("phrase", "new")
SAID = [f"sentence {n}" for n in range(12)]
Tell = Callable[[str], None]
Work = Callable[[Path, Tell], None]


def opened(folder: Path) -> Journal:
    """The journal in `folder`, unlocked with the passphrase which opens it."""
    journal = Journal(folder)
    for phrase in PHRASES if journal.locked else ():
        try:
            journal.unlock(phrase)
            break
        except WrongPassphrase:
            continue
        except Locked:  # its key file is damaged: it is restored from a backup
            break
    return journal


def words(journal: Journal) -> list[str]:
    """The words of all lines which have some."""
    data = (msgspec.json.decode(line.data) for line in journal.lines())
    return [some["words"] for some in data if isinstance(some, dict) and "words" in some]


def say(journal: Journal, text: str, **more: str) -> None:
    journal.append("said", {"words": text, **more}, ts=NOW)


def empty(folder: Path) -> None:
    disk.make_folder(folder)


def prepared(folder: Path) -> None:
    journal = Journal(folder)
    for text in SAID:
        say(journal, text)
    save_recording(journal, "secret.flac", SECRET.encode())
    say(journal, SECRET, recording="secret.flac")
    back_up(journal, NOW - timedelta(days=1))
    write_export(folder.with_suffix(".json"), to_json(journal))
    shutil.copy(backups_in(folder)[0], folder.with_suffix(".zip"))


def encrypted(folder: Path) -> None:
    prepared(folder)
    encrypt(Journal(folder), PHRASES[0], 4)


def damaged(folder: Path) -> None:
    prepared(folder)
    for path in folder.glob("journal-*.jsonl"):
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(
            b"".join([*lines[:3], lines[3].replace(b"sentence", b"sxntence"), *lines[6:]])
        )


def cut_off(folder: Path) -> None:
    prepared(folder)
    for path in folder.glob("journal-*.jsonl"):
        with path.open("ab") as file:
            file.write(b'{"v":1,"n":14,"clo')


def erased_elsewhere(folder: Path) -> None:
    prepared(folder)
    other = another_device(folder)
    secret = [line for line in other.lines() if SECRET.encode() in bytes(line.data)]
    erase(other, secret, NOW)


def talk(folder: Path, tell: Tell) -> None:
    journal = Journal(folder)
    for n in range(3):
        say(journal, f"new {n}")
        tell(f"new {n}")


def erase_secret(folder: Path, tell: Tell) -> None:
    journal = Journal(folder)
    erase(journal, [x for x in journal.lines() if SECRET.encode() in bytes(x.data)], NOW)


def encrypt_it(folder: Path, tell: Tell) -> None:
    encrypt(Journal(folder), PHRASES[0], 4)


def keep_recording(folder: Path, tell: Tell) -> None:
    journal = Journal(folder)
    save_recording(journal, "walk.flac", b"birds")
    say(journal, "a walk", recording="walk.flac")
    tell("a walk")


def bring_in(folder: Path, tell: Tell) -> None:
    import_export(Journal(folder), folder.with_suffix(".json"), NOW)
    for text in SAID:
        tell(text)


def bring_back(folder: Path, tell: Tell) -> None:
    restore(Journal(folder), folder.with_suffix(".zip"), NOW)
    for text in SAID:
        tell(text)


def erase_everything(folder: Path, tell: Tell) -> None:
    erase_all(Journal(folder), NOW)


def make_backup(folder: Path, tell: Tell) -> None:
    back_up(Journal(folder), NOW)


def export(folder: Path, tell: Tell) -> None:
    write_export(folder / "x.json", to_json(Journal(folder)))


def change_phrase(folder: Path, tell: Tell) -> None:
    change_passphrase(Journal(folder), *PHRASES)


def start(folder: Path, tell: Tell) -> None:
    list(Journal(folder).lines())


@dataclass(frozen=True)
class Operation:
    """Work in a folder which `prepare` made; `must` are the words which no fault may take."""

    prepare: Callable[[Path], None]
    work: Work
    must: frozenset[str] = frozenset(SAID)


OPERATIONS = {
    "first words": Operation(empty, talk, frozenset()),
    "more words": Operation(prepared, talk),
    "keep a recording": Operation(prepared, keep_recording),
    "erase": Operation(prepared, erase_secret),
    "erase all": Operation(prepared, erase_everything, frozenset()),
    "back up": Operation(prepared, make_backup),
    "restore": Operation(damaged, bring_back, frozenset([*SAID[:3], *SAID[6:]])),
    "import": Operation(damaged, bring_in, frozenset([*SAID[:3], *SAID[6:]])),
    "export": Operation(prepared, export),
    "encrypt": Operation(prepared, encrypt_it),
    "change passphrase": Operation(encrypted, change_phrase),
    "start after a cut line": Operation(cut_off, start),
    "erase what another device erased": Operation(erased_elsewhere, start),
}  # fmt: skip


def void(_: object) -> None:
    pass
