"""The length in the header of a WAV file, which recorders and pipes often leave wrong."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from assistant.errors import Trouble

_UNKNOWN_SIZE = 0x7FFFF000
"""A program that writes to a pipe cannot know the length of its data, and writes a huge one."""


class MendedFile:
    """A file opened for reading, with some bytes replaced while they are read."""

    def __init__(self, file: BinaryIO, at: int, bytes_there: bytes) -> None:
        self._file = file
        self._at = at
        self._there = bytes_there

    def read(self, size: int = -1) -> bytes:
        """Read as a file does."""
        begin = self._file.tell()
        data = bytearray(self._file.read(size))
        for place, byte in enumerate(self._there, self._at - begin):
            if 0 <= place < len(data):
                data[place] = byte
        return bytes(data)

    def seek(self, to: int, whence: int = 0) -> int:
        """Seek as a file does."""
        return self._file.seek(to, whence)

    def tell(self) -> int:
        """The position in the file."""
        return self._file.tell()

    def write(self, data: bytes) -> int:
        """Refuse: the file is only read."""
        raise OSError("opened for reading")

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def open_wav(path: Path) -> MendedFile | None:
    """A WAV without a length in its header, which has all the rest as its sound; else `None`.

    A recorder that was stopped hard, or a pipe, leaves a zero. Raises Trouble for a file with less
    sound than its header says: it was cut short. Raises `OSError` where the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return None
        size = path.stat().st_size
        while len(chunk := file.read(8)) == 8:
            name, length = struct.unpack("<4sI", chunk)
            if name != b"data":
                file.seek(length + length % 2, 1)
                continue
            at = file.tell()
            there = size - at
            if there < length < _UNKNOWN_SIZE:
                raise Trouble(
                    "speech.recording_cut_short",
                    path=path,
                    name=path.name,
                    there=str(there),
                    length=str(length),
                )
            if length == 0 and there > 0 and not _is_chunk(file.read(8), there):
                return MendedFile(path.open("rb"), at - 4, struct.pack("<I", there))
            return None
    return None


def _is_chunk(head: bytes, there: int) -> bool:
    """Whether another chunk follows, so that there really is no sound."""
    if len(head) < 8:
        return True
    name, length = struct.unpack("<4sI", head)
    return bool(name.strip().isalnum()) and name.isascii() and length + 8 <= there
