"""Broken or hostile archives are refused, and nothing of them is left anywhere."""

import random
import stat
import zipfile
from pathlib import Path

import pytest

from assistant import wording
from assistant.errors import Trouble
from assistant.speech.models.fetch import fetch
from tests.speech.models.conftest import NAME, Entries, Publisher, archive_of, good_entries


def special(name: str, kind: int) -> zipfile.ZipInfo:
    """An entry that is a link or a device."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    return info


def exactly_named(name: str) -> zipfile.ZipInfo:
    """An entry with exactly this name, which the constructor would change."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    return info


HOSTILE: dict[str, Entries] = {
    "climbs out of the folder": [(f"{NAME}/../../outside", b"x")],
    "climbs out at once": [("../outside", b"x")],
    "absolute": [("/tmp/outside", b"x")],
    "on a drive": [("C:/outside", b"x")],
    "with backslashes": [(exactly_named(f"{NAME}\\..\\..\\outside"), b"x")],
    "a link": [(special(f"{NAME}/link", stat.S_IFLNK), b"/etc")],
    "a file through a link": [
        (special(f"{NAME}/link", stat.S_IFLNK), b".."),
        (f"{NAME}/link/outside", b"x"),
    ],
    "a device": [(special(f"{NAME}/device", stat.S_IFCHR), b"")],
    "another folder beside": [("outside/file", b"x")],
    "one file twice": [(f"{NAME}/readme", b"x")],
    "a file that is a folder too": [(f"{NAME}/x", b"x"), (f"{NAME}/x/y", b"y")],
    "a bomb": [(f"{NAME}/bomb", bytes(60_000_000))],
    "a thousand files": [(f"{NAME}/{number}", b"") for number in range(1001)],
}


def everything_in(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


def refused(publisher: Publisher, tmp_path: Path) -> str:
    """The error for the publisher's archive, which must leave nothing behind."""
    folder = tmp_path / "a" / "b" / "models"
    folder.mkdir(parents=True)
    before = everything_in(tmp_path)
    with pytest.raises(Trouble) as trouble:
        fetch(publisher.model(), folder)
    lock = (folder / f".{NAME}.lock").relative_to(tmp_path)
    assert everything_in(tmp_path) - {lock} == before
    return wording.load().error(trouble.value)


@pytest.mark.parametrize("what", HOSTILE)
def test_fetch_hostile_archive_is_refused(publisher: Publisher, tmp_path: Path, what: str) -> None:
    publisher.archive = archive_of([*good_entries(), *HOSTILE[what]])
    assert f"The archive of {NAME} " in refused(publisher, tmp_path)
    assert not Path("/tmp/outside").exists()


def test_fetch_archive_without_model_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    publisher.archive = archive_of(good_entries()[:2])
    assert "does not hold a speech model" in refused(publisher, tmp_path)


def test_fetch_no_archive_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    publisher.archive = b"<html>Sign in to the network</html>" * 100
    assert "is broken" in refused(publisher, tmp_path)


def test_fetch_changed_archive_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    middle = len(publisher.archive) // 2
    changed = bytearray(publisher.archive)
    changed[middle] ^= 0xFF
    publisher.archive = bytes(changed)
    assert "is broken" in refused(publisher, tmp_path)


def test_fetch_entry_with_wrong_size_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    """Its size is 100 in the list of contents and 300,000 in fact."""
    size = (300_000).to_bytes(4, "little")
    listed = publisher.archive.index(b"PK\x01\x02")
    at = publisher.archive.index(size, listed)
    publisher.archive = (
        publisher.archive[:at] + (100).to_bytes(4, "little") + publisher.archive[at + 4 :]
    )
    assert "is broken" in refused(publisher, tmp_path)


@pytest.mark.parametrize("seed", range(20))
def test_fetch_random_damage_is_complete_or_refused(
    publisher: Publisher, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    changed = bytearray(publisher.archive)
    listed = publisher.archive.index(b"PK\x01\x02")
    for _ in range(3):
        changed[chance.randrange(listed, len(changed))] = chance.randrange(256)
    publisher.archive = bytes(changed)
    try:
        fetch(publisher.model(), tmp_path)
    except Trouble:
        assert not (tmp_path / NAME).exists()
    else:
        assert (tmp_path / NAME / "am" / "final.mdl").stat().st_size == 300_000
