"""Fetching a file of known size over HTTP, so that an interruption loses nothing."""

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import requests

from assistant.errors import Trouble

_PIECE = 1 << 13  # bytes received at a time: the most that is lost when a connection breaks
_TIMEOUT = (10, 30)  # seconds to connect, seconds without a byte
PAUSES = (1.0, 3.0, 10.0)  # seconds before each new attempt after one that brought nothing

Count = Callable[[int], None]  # told the bytes that are there so far


class _Interrupted(Exception):
    """The connection ended early; what came is kept."""


def download(url: str, part: Path, size: int, count: Count) -> None:
    """Gathers the `size` bytes at `url` in the file `part`, going on from what it holds already.

    Tries again while the connection breaks, and gives up when several attempts in a row brought
    nothing, or at once where there is no connection to begin with. Raises Trouble; `part` is then
    kept if it can still become the file.
    """
    failures, connected = 0, False
    while (before := _length(part)) != size:
        try:
            _attempt(url, part, size, count)
        except (requests.RequestException, _Interrupted) as error:
            came = _length(part) > before
            connected = connected or came or not isinstance(error, requests.ConnectionError)
            failures = 0 if came else failures + 1
            if failures > len(PAUSES) or (failures and not connected):
                raise Trouble(_unreachable(url, part, size)) from error
            time.sleep(PAUSES[max(failures - 1, 0)])


def require_space(folder: Path, needed: int) -> None:
    """Trouble if the disk of `folder` has less than `needed` bytes left."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Trouble(
            f"There is not enough room in {folder}: {_mb(needed)} are needed and {_mb(free)} "
            "are free. Make room, then try again."
        )


def disk_trouble(error: OSError, folder: Path) -> Trouble:
    """What to tell of a failed write in `folder`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            f"The disk of {folder} is full. What was fetched is kept: make room, then try again "
            "and it goes on from there."
        )
    return Trouble(f"{folder} cannot be written to ({error.strerror}).")


def _attempt(url: str, part: Path, size: int, count: Count) -> None:
    have = _length(part)
    if have > size:  # not the beginning of this file
        part.unlink()
        have = 0
    headers = {"Accept-Encoding": "identity", "User-Agent": "lantern-voice"}
    if have:
        headers["Range"] = f"bytes={have}-"
    with requests.get(url, headers=headers, stream=True, timeout=_TIMEOUT) as answer:
        goes_on = _goes_on(answer, have)
        if have and answer.status_code == requests.codes.requested_range_not_satisfiable:
            part.unlink()
            raise _Interrupted
        if answer.status_code >= 500:
            raise _Interrupted
        if not answer.ok:
            raise Trouble(
                f"{url} is not there (the server said {answer.status_code} {answer.reason})."
            )
        start = have if goes_on else 0
        _check_length(answer, url, size - start)
        try:
            with part.open("ab" if goes_on else "wb") as file:
                _receive(answer, file, start, size, count)
        except requests.RequestException:  # an OSError too, but not the disk's
            raise
        except OSError as error:
            raise disk_trouble(error, part.parent) from error


def _goes_on(answer: requests.Response, have: int) -> bool:
    """Whether the answer begins where ours ends; a server may ignore the wish, or misread it."""
    if answer.status_code != requests.codes.partial_content:
        return False
    if not answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
        raise Trouble(
            f"The server of {answer.url} sent another part than was asked for. What was fetched "
            "is kept: try again later."
        )
    return True


def _check_length(answer: requests.Response, url: str, expected: int) -> None:
    length = answer.headers.get("Content-Length")
    if length is not None and length != str(expected):
        raise Trouble(
            f"The file at {url} has another size than the model that was published, so it was "
            "not fetched. Update Lantern, or try again later."
        )


def _receive(answer: requests.Response, file: BinaryIO, have: int, size: int, count: Count) -> None:
    try:
        for chunk in answer.iter_content(_PIECE):
            have += len(chunk)
            if have > size:
                break
            file.write(chunk)
            count(have)
    finally:
        # Also when the connection breaks: what came is what the next attempt starts from.
        file.flush()
        os.fsync(file.fileno())
    if have > size:
        file.truncate(0)
        raise Trouble(
            f"The server of {answer.url} sent more than the model that was published, so it was "
            "deleted. Try again later."
        )
    if have < size:
        raise _Interrupted


def _length(part: Path) -> int:
    try:
        return part.stat().st_size
    except FileNotFoundError:
        return 0


def _unreachable(url: str, part: Path, size: int) -> str:
    have = _length(part)
    if not have:
        return f"{url} cannot be reached. Check the network, then try again."
    return (
        f"The connection broke off at {_mb(have)} of {_mb(size)}. They are kept: try again and "
        "it goes on from there."
    )


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB" if size >= 1e7 else f"{size / 1e6:.1f} MB"
