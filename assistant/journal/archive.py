"""The zip file of a backup: written and read back, and what a broken one still holds.

An archive is read from memory. An `OSError` therefore always comes from the disk, and whatever else
is raised while it is read means that the archive is damaged; `DAMAGED` is the one list of that.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import IO

from assistant.journal import disk

DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,  # of the decompressors: no disk is read here
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,  # an archive which claims to need a password
    TypeError,
    AttributeError,
)
"""All that reading a damaged archive can raise."""
_LARGEST = 1 << 32
"""Bytes which an archive may hold unpacked; a million lines are a twentieth of that."""
_BLOCK = 1 << 20
_HEADER = b"PK\x03\x04"
_HEADER_SIZE, _ENTRY_SIZE, _END_SIZE = 30, 46, 22
_NAMED = re.compile(rb"(?:journal-|key)[^\x00\n]{0,200}?\.jsonl?")
_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""Of the times which a zip file can hold."""


class Broken(Exception):
    """The archive is damaged, or not as this module writes archives."""


class Differs(Exception):
    """What was read back is not what was written."""


@contextmanager
def _broken_if_damaged() -> Iterator[None]:
    try:
        yield
    except DAMAGED as error:
        raise Broken from error


class Archive:
    """An undamaged archive: each of its files was unpacked once and fits its checksum."""

    def __init__(self, content: bytes) -> None:
        """`content` is that of the zip file. Raises `Broken`."""
        with _broken_if_damaged():
            self._zipped = zipfile.ZipFile(io.BytesIO(content))
            self.names = self._zipped.namelist()
            if sum(info.file_size for info in self._zipped.infolist()) > _LARGEST:
                raise Broken
            if len(set(self.names)) != len(self.names) or self._zipped.testzip() is not None:
                raise Broken
            self.whole = _length(self._zipped) == len(content)
            """Whether nothing but the named files is in it."""

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of the file `name`."""
        with self._zipped.open(name) as file:
            while raw := file.readline(_BLOCK):
                yield raw

    def read(self, name: str) -> bytes:
        """The content of the file `name`."""
        return self._zipped.read(name)


def _length(zipped: zipfile.ZipFile) -> int:
    """The length of an archive of these files in which nothing else stands; 0 if something does."""
    at = 0
    entries = 0
    for info in sorted(zipped.infolist(), key=lambda info: info.header_offset):
        if info.header_offset != at or info.extra or info.comment or info.flag_bits & 8:
            return 0
        name = len(info.filename.encode())
        at += _HEADER_SIZE + name + info.compress_size
        entries += _ENTRY_SIZE + name
    return at + entries + _END_SIZE if at == zipped.start_dir else 0


# What a broken one still holds --------------------------------------------------------------------


def salvage(content: bytes) -> Iterator[bytes]:
    """Give the lines which can still be unpacked from a broken archive, damaged ones among them.

    Its table of contents is not used: each place where a file may begin is tried.
    """
    seen: set[bytes] = set()
    for start in sorted(_starts(content)):
        for raw in _unpacked(content[start:]).splitlines(keepends=True):
            if raw not in seen:
                seen.add(raw)
                yield raw


def _starts(content: bytes) -> set[int]:
    starts = {_HEADER_SIZE, *(match.end() for match in _NAMED.finditer(content))}
    at = content.find(_HEADER)
    while at >= 0:
        with suppress(struct.error):
            name, extra = struct.unpack_from("<HH", content, at + 26)
            starts.add(at + _HEADER_SIZE + name + extra)
        at = content.find(_HEADER, at + 1)
    return starts


def _unpacked(packed: bytes) -> bytes:
    """What can be unpacked of a deflated file up to the first place which cannot."""
    unpack = zlib.decompressobj(-15)
    found: list[bytes] = []
    size = 0
    with suppress(zlib.error):
        for at in range(0, len(packed), 64):
            if unpack.eof or size > _LARGEST:
                break
            found.append(unpack.decompress(packed[at : at + 64]))
            size += len(found[-1])
    return b"".join(found)


# Writing ------------------------------------------------------------------------------------------


def write(fd: int, files: Mapping[str, Iterable[bytes]], now: datetime) -> None:
    """Write `files`, by name, as an archive, and read it back. Raises `Differs`, `OSError`."""
    sums: dict[str, int] = {}
    with (
        os.fdopen(fd, "wb", closefd=False) as file,
        # Level 1 takes a fifth of the time of the usual one, and the journal waits meanwhile.
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for name, pieces in files.items():
            with made.open(_info(name, now), "w") as to:
                sums[name] = _copy(pieces, to)
    disk.sync(fd)
    os.lseek(fd, 0, os.SEEK_SET)
    with os.fdopen(fd, "rb", closefd=False) as again:
        content = again.read()
    try:
        archive = Archive(content)
        read = {name: _sum(archive.lines(name)) for name in archive.names}
    except Broken as error:
        raise Differs from error
    if not archive.whole or read != sums:
        raise Differs


def _info(name: str, now: datetime) -> zipfile.ZipInfo:
    year = min(max(now.year, _FIRST_YEAR), _LAST_YEAR)
    info = zipfile.ZipInfo(name, (year, now.month, now.day, now.hour, now.minute, now.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = disk.FILE_MODE << 16
    return info


def _copy(pieces: Iterable[bytes], to: IO[bytes]) -> int:
    """Write `pieces`, and give their checksum."""
    total = 0
    for piece in pieces:
        total = zlib.crc32(piece, total)
        to.write(piece)
    return total


def _sum(pieces: Iterable[bytes]) -> int:
    total = 0
    for piece in pieces:
        total = zlib.crc32(piece, total)
    return total
