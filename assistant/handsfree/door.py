"""One Lantern has the microphone, and others knock at its door: a local socket, for its owner only.

Who holds the lock has the microphone. The system itself releases it when that process ends, however
it ends; a socket which was left behind is then replaced. What is sent is JSON, never a pickle.
"""

from __future__ import annotations

import os
import secrets
import sys
import threading
import time
import warnings
import zlib
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Literal

import filelock
import msgspec
import platformdirs

from assistant.errors import Trouble

Answer = Literal["begins", "busy"]
_LONGEST = 64 * 1024
_PATIENCE = 3.0
"""Seconds which the one who has the microphone may take to open its door, or to answer."""


class Request(msgspec.Struct, frozen=True):
    """What another Lantern was asked for: a dialogue, and in whose journal; "" only asks."""

    dialogue: str
    folder: str


class Door:
    """Having the microphone, and hearing who else would like to use it. A context."""

    def __init__(self, place: Path | None = None) -> None:
        """`place`: the folder of socket and lock; the user's own runtime folder where None."""
        self._place = place or runtime_folder()
        self._lock = filelock.FileLock(self._place / "microphone.lock", timeout=0)
        self._answer: Callable[[Request], Answer] = lambda request: "busy"
        self._listener: Listener | None = None

    def open(self, answer: Callable[[Request], Answer]) -> bool:
        """Take the microphone; False where another process has it.

        `answer` is called in another thread with each request.
        """
        try:
            self._lock.acquire()
        except filelock.Timeout:
            return False
        self._answer = answer
        key = secrets.token_bytes(32)
        address = _address(self._place)
        if not _is_pipe(address):
            with suppress(FileNotFoundError):  # left behind by one which was killed
                os.unlink(address)
        _write(self._place / "key", key)
        before = os.umask(0o177)
        try:
            self._listener = Listener(address, authkey=key)
        finally:
            os.umask(before)
        threading.Thread(target=self._serve, daemon=True).start()
        return True

    def close(self) -> None:
        """Let others have the microphone."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()
        self._lock.release()

    def _serve(self) -> None:
        while (listener := self._listener) is not None:
            try:
                connection = listener.accept()
            except Exception:  # A visitor without the key, or one who left; or it was closed.
                time.sleep(0.01)
                continue
            threading.Thread(target=self._greet, args=(connection,), daemon=True).start()

    def _greet(self, connection: Connection) -> None:
        with connection, suppress(OSError, EOFError, msgspec.MsgspecError):
            if connection.poll(_PATIENCE):
                request = msgspec.json.decode(connection.recv_bytes(_LONGEST), type=Request)
                connection.send_bytes(self._answer(request).encode())


def knock(request: Request, place: Path | None = None) -> Answer:
    """Ask the Lantern which has the microphone to begin. Raises Trouble where it does not."""
    place = place or runtime_folder()
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with suppress(
            OSError, EOFError, AuthenticationError, msgspec.MsgspecError, UnicodeDecodeError
        ):
            # It may just be opening its door.
            key = (place / "key").read_bytes()
            with Client(_address(place), authkey=key) as connection:
                connection.send_bytes(msgspec.json.encode(request))
                if connection.poll(_PATIENCE):
                    said = connection.recv_bytes(_LONGEST)
                    return msgspec.convert(said.decode(), Answer)  # type: ignore[no-any-return]
        time.sleep(0.1)
    raise Trouble(
        "Another Lantern has the microphone and does not answer. End it, or go on by typing, "
        "with: --text"
    )


def runtime_folder() -> Path:
    """A folder only this user can look into. Raises Trouble where there can be none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It says where it falls back to; that is well.
        place = platformdirs.user_runtime_path("lantern", appauthor=False)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32":
            state = place.stat()
            if state.st_uid != os.getuid():
                raise Trouble(f"{place} belongs to somebody else; please remove it.")
            place.chmod(0o700)
    except OSError as error:
        raise Trouble(
            f"{place} cannot be made ({error.strerror}); name another folder in XDG_RUNTIME_DIR."
        ) from error
    return place


def _address(place: Path) -> str:
    """A Unix socket in the folder; on Windows a pipe named after it."""
    if sys.platform == "win32":
        return rf"\\.\pipe\lantern-{zlib.crc32(str(place).lower().encode()):08x}"
    return str(place / "door")


def _is_pipe(address: str) -> bool:
    return address.startswith("\\\\")


def _write(path: Path, key: bytes) -> None:
    """A file which only this user can read, never there with half of it."""
    draft = path.with_suffix(".draft")
    with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key)
    os.replace(draft, path)
