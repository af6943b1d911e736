"""Fetching to a disk that is too small: a real file system, in memory."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.speech.models.fetch import fetch
from tests.speech.materials import raises_trouble
from tests.speech.models.conftest import FILES, NAME, Publisher, content


def mount(folder: Path, size: int) -> None:
    """Mount a file system of `size` bytes on the folder."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a disk can be mounted by root only")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for the archive and the unpacked model, and little more."""
    folder = tmp_path / "disk"
    mount(folder, 2_000_000)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Fill the disk except for `leave` bytes; returns the file that fills it."""
    file = folder / "others"
    file.write_bytes(bytes(shutil.disk_usage(folder).free - leave))
    return file


def test_fetch_too_little_room_raises_before_download(publisher: Publisher, disk: Path) -> None:
    fill(disk, 700_000)
    with raises_trouble(match=r"not enough room in .*: 1\.5 MB are needed and 0\.\d MB"):
        fetch(publisher.model(), disk)
    assert publisher.ranges == []


def test_fetch_disk_filling_up_keeps_what_was_received(publisher: Publisher, disk: Path) -> None:
    others: list[Path] = []

    def fill_in_the_middle(step: str, done: int, total: int) -> None:
        if done > total // 2 and not others:
            others.append(fill(disk, 65_536))

    with raises_trouble(match=r"is full\. What was fetched is kept"):
        fetch(publisher.model(), disk, fill_in_the_middle)
    kept = (disk / f"{NAME}.zip.part").stat().st_size
    assert kept > len(publisher.archive) // 2
    others[0].unlink()
    fetch(publisher.model(), disk)
    assert publisher.ranges[-1] == f"bytes={kept}-"
    assert all((disk / NAME / path).read_bytes() == content(path) for path in FILES)


def test_fetch_disk_full_while_unpacking_leaves_no_partial_model(
    publisher: Publisher, disk: Path
) -> None:
    others: list[Path] = []

    def fill_when_unpacking(step: str, done: int, total: int) -> None:
        if step == "unpacking" and not others:
            others.append(fill(disk, 65_536))

    with raises_trouble(match=r"is full\. What was fetched is kept"):
        fetch(publisher.model(), disk, fill_when_unpacking)
    assert not (disk / NAME).exists()
    others[0].unlink()
    fetch(publisher.model(), disk)
    assert (disk / NAME).is_dir()
    assert len(publisher.ranges) == 1  # the archive was there


def test_fetch_unwritable_folder_raises_trouble(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with raises_trouble(match="cannot be written to"):
        fetch(publisher.model(), tmp_path / "file" / "models")
