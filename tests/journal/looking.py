"""What tests of the journal share: a moment, what a folder holds, another device.

scripts/bench journal uses it too.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from assistant import wording
from assistant.errors import Trouble
from assistant.journal import Journal, disk
from assistant.journal.log import Log
from assistant.journal.whereabouts import Noting

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def words(journal: Journal) -> list[str]:
    """The words of all lines, in the journal's order."""
    return [msgspec.json.decode(line.data)["words"] for line in journal.lines()]


def found_in(folder: Path, text: str) -> list[Path]:
    """The files under `folder` with `text` in them, zip files unpacked."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip" and path.is_file():
            with zipfile.ZipFile(path) as zipped:
                content = b"".join(zipped.read(name) for name in zipped.namelist())
        else:
            content = path.read_bytes() if path.is_file() else b""
        if text.encode() in content + str(path).encode():
            found.append(path)
    return found


def sentence(trouble: Trouble) -> str:
    """What a person reads of `trouble`."""
    return wording.load("en").error(trouble)


@contextmanager
def raises_saying(kind: type[Trouble], match: str) -> Iterator[None]:
    """Inside, an error of `kind` is raised whose sentence holds the pattern `match`."""
    said = None
    try:
        yield
    except kind as error:
        said = sentence(error)
    assert said is not None, f"no {kind.__name__} was raised"
    assert re.search(match, said), said


class _NotNoting(Noting):
    """Another machine notes the end of its file at home, not here."""

    def write(self, n: int, sum: str) -> None:
        return


def another_device(folder: Path, device: str = "d00df00d") -> Journal:
    """A journal in `folder` as another machine would open it, named `device`."""
    disk.make_folder(folder)
    journal = Journal(folder)
    journal.device = device
    journal.path = folder / f"journal-{device}.jsonl"
    journal.log = Log(journal.path, device)
    journal.log._noting = _NotNoting(journal.path, device)
    journal.own_devices = lambda: {device, *journal.state.own}  # type: ignore[method-assign]
    journal._device_saved = True
    return journal
