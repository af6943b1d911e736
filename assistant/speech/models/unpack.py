"""Unpacking an archive from elsewhere, which may be broken or mean harm."""

import errno
import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from assistant.speech.models.download import require_space

# What any model must have: the sound of words, settings, and a graph which takes a grammar.
REQUIRED = ("am/final.mdl", "conf/model.conf", "graph/Gr.fst", "graph/HCLr.fst")

CHUNK = 1 << 16  # bytes read and written at a time
_MAX_ENTRIES = 1000  # a model has some twenty
_MAX_GROWTH = 8  # times the archive's size; models grow less than two times
_MAX_SLACK = 16_000_000  # bytes granted beyond that, for small archives
_PLAIN = re.compile(r"[A-Za-z0-9._/-]{1,200}")  # no drives, streams, backslashes, tricks of script

# What zipfile raises for an archive that is damaged, encrypted or packed in a way it cannot read,
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
# and what the file system does where one entry's file is another's folder.
_CLASHING = (FileExistsError, NotADirectoryError, IsADirectoryError)


class BadArchive(Exception):
    """The archive cannot be unpacked, or must not be. The message is a clause: what it is."""


def unpack(archive: Path, name: str, into: Path, count: Callable[[int, int], None]) -> Path:
    """Unpacks the folder `name`, the only one the archive may hold, into the new folder `into`.

    Returns the unpacked folder; its files are on disk. `count` is told the bytes done and the
    bytes in all. Raises BadArchive, Trouble where there is no room, and OSError.
    """
    shutil.rmtree(into, ignore_errors=True)
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            total = _check(entries, name, archive.stat().st_size)
            require_space(archive.parent, total)
            done = 0
            for entry in entries:
                target = into / entry.filename
                if entry.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                for length in _extract(opened, entry, target):
                    done += length
                    count(done, total)
    except (*_BROKEN, *_CLASHING) as error:
        raise BadArchive("is broken") from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # a damaged table sends zipfile to before the start
            raise BadArchive("is broken") from error
        raise
    folder = into / name
    if not all((folder / file).is_file() for file in REQUIRED):
        raise BadArchive("does not hold a speech model")
    return folder


def _check(entries: list[zipfile.ZipInfo], name: str, size: int) -> int:
    """The bytes the entries unpack to, once it is sure that every one may be unpacked."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_ENTRIES or total > size * _MAX_GROWTH + _MAX_SLACK:
        raise BadArchive("would unpack to far more than a speech model is")
    seen: set[str] = set()
    for entry in entries:
        path = PurePosixPath(entry.filename)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if (
            path.parts[:1] != (name,)  # which no absolute path has
            or ".." in path.parts
            or not _PLAIN.fullmatch(entry.filename)
            or kind not in (0, stat.S_IFREG, stat.S_IFDIR)
        ):
            raise BadArchive("holds something other than the model's own files")
        # Two names that one file could have would let one entry write through another.
        if str(path).casefold() in seen:
            raise BadArchive("holds the same file twice")
        seen.add(str(path).casefold())
    return total


def _extract(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Iterator[int]:
    """Writes one file; yields the length of each chunk written."""
    with opened.open(entry) as source, target.open("xb") as file:
        while chunk := source.read(CHUNK):
            file.write(chunk)
            yield len(chunk)
        file.flush()
        os.fsync(file.fileno())
