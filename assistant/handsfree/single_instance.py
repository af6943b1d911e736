"""One process has the microphone, and others ask it to begin a conversation.

A file lock says who has it; the system releases the lock when the process ends, however it ends.
Requests come as JSON over a local socket (a named pipe on Windows) that only its owner can use; a
socket left behind by a process that was killed is replaced.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
import threading
import time
import warnings
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import (
    Client,
    Connection,
    Listener,
    answer_challenge,
    deliver_challenge,
)
from pathlib import Path
from typing import Literal

import filelock
import msgspec
import platformdirs

from assistant.errors import Trouble

Answer = Literal["begins", "busy"]
_LONGEST_MESSAGE = 64 * 1024
_TIMEOUT = 3.0
"""Seconds the process with the microphone may take to open its socket, or a visit may last."""
_MOST_VISITORS = 16
"""Visits at once; the oldest is ended for one more."""
_NO_ANSWER = (OSError, EOFError, AuthenticationError, msgspec.MsgspecError, UnicodeDecodeError)
"""What a visit ends with that is broken off, has not the key, or says no request."""


class StartRequest(msgspec.Struct, frozen=True):
    """The dialogue another process wants to begin, and the folder of the journal.

    An empty `dialogue` only asks whether one could begin.
    """

    dialogue: str
    folder: str


class InstanceLock:
    """The right to use the microphone, and the socket for requests of other processes."""

    def __init__(self, place: Path | None = None) -> None:
        """`place`: the folder of socket and lock; by default the user's runtime folder."""
        self._place = place or runtime_folder()
        self._lock = filelock.FileLock(self._place / "microphone.lock", timeout=0)
        self._answer: Callable[[StartRequest], Answer] = lambda request: "busy"
        self._listener: Listener | None = None

    def acquire(self, answer: Callable[[StartRequest], Answer]) -> bool:
        """Take the microphone; False where another process has it.

        `answer` is called with each request, in another thread.
        """
        try:
            self._lock.acquire()
        except filelock.Timeout:
            return False
        self._answer = answer
        key = secrets.token_bytes(32)
        address = _address(self._place)
        if not _is_pipe(address):
            with suppress(FileNotFoundError):  # left behind by a process that was killed
                os.unlink(address)
        _write_private(self._place / "key", key)
        before = os.umask(0o177)
        try:
            # Without the key, which would be asked for while accepting: one silent visitor would
            # keep out all others.
            self._listener = Listener(address)
        finally:
            os.umask(before)
        threading.Thread(target=self._serve, args=(key,), daemon=True).start()
        return True

    def release(self) -> None:
        """Let other processes take the microphone."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()
        self._lock.release()

    def _serve(self, key: bytes) -> None:
        visitors: deque[Connection] = deque()
        while (listener := self._listener) is not None:
            try:
                connection = listener.accept()
            except Exception:  # A client that has gone; or we have closed.
                time.sleep(0.01)
                continue
            visitors.append(connection)
            if len(visitors) > _MOST_VISITORS:
                _hang_up(visitors.popleft())
            threading.Thread(target=self._handle, args=(connection, key), daemon=True).start()

    def _handle(self, connection: Connection, key: bytes) -> None:
        with _limited(connection), suppress(*_NO_ANSWER):
            deliver_challenge(connection, key)
            answer_challenge(connection, key)
            message = connection.recv_bytes(_LONGEST_MESSAGE)
            request = msgspec.json.decode(message, type=StartRequest)
            connection.send_bytes(self._answer(request).encode())


def request_start(request: StartRequest, place: Path | None = None) -> Answer:
    """Ask the process that has the microphone to begin. Raises `Trouble` without an answer."""
    place = place or runtime_folder()
    deadline = time.monotonic() + _TIMEOUT
    while time.monotonic() < deadline:
        with suppress(*_NO_ANSWER):
            # It may be opening its socket at this moment, so this is tried again.
            key = (place / "key").read_bytes()
            with _limited(Client(_address(place))) as connection:
                answer_challenge(connection, key)
                deliver_challenge(connection, key)
                connection.send_bytes(msgspec.json.encode(request))
                answer = connection.recv_bytes(_LONGEST_MESSAGE)
                return msgspec.convert(answer.decode(), Answer)  # type: ignore[no-any-return]
        time.sleep(0.1)
    raise Trouble("handsfree.no_answer")


@contextmanager
def _limited(connection: Connection) -> Iterator[Connection]:
    """A connection that is hung up after `_TIMEOUT` seconds, whatever it waits for then."""
    timer = threading.Timer(_TIMEOUT, _hang_up, (connection,))
    timer.daemon = True
    timer.start()
    try:
        with connection:
            yield connection
    finally:
        timer.cancel()


def _hang_up(connection: Connection) -> None:
    """End a connection, also one that another thread waits for."""
    with suppress(OSError):
        if sys.platform == "win32":
            connection.close()
        else:
            with socket.socket(fileno=os.dup(connection.fileno())) as same:
                same.shutdown(socket.SHUT_RDWR)


def runtime_folder() -> Path:
    """A folder only this user can read. Raises `Trouble` where there can be none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It warns where it uses a fallback, which is fine.
        place = platformdirs.user_runtime_path("lantern", appauthor=False)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32":
            state = place.stat()
            if state.st_uid != os.getuid():
                raise Trouble("handsfree.runtime_folder_foreign", path=str(place))
            place.chmod(0o700)
    except OSError as error:
        raise Trouble(
            "handsfree.runtime_folder_unmakable", path=str(place), reason=str(error.strerror)
        ) from error
    return place


def _address(place: Path) -> str:
    """A Unix socket in the folder; on Windows a pipe named after it."""
    if sys.platform == "win32":
        return rf"\\.\pipe\lantern-{zlib.crc32(str(place).lower().encode()):08x}"
    return str(place / "microphone.socket")


def _is_pipe(address: str) -> bool:
    return address.startswith("\\\\")


def _write_private(path: Path, key: bytes) -> None:
    """Write a file only this user can read; other processes never see half of it."""
    draft = path.with_suffix(".draft")
    with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key)
    os.replace(draft, path)
