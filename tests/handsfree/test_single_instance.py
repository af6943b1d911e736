"""One process has the microphone and answers requests of others."""

import os
import socket
import stat
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client

import pytest

from assistant.errors import Trouble
from assistant.handsfree.single_instance import InstanceLock, StartRequest, request_start
from tests.speech.materials import REPOSITORY

ASKING = StartRequest("morning_checkin", "/journal")
HOLDS = """
import sys, pathlib
from assistant.handsfree.single_instance import InstanceLock
lock = InstanceLock(pathlib.Path(sys.argv[1]))
print(lock.acquire(lambda request: "begins"), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that has the microphone."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)], cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.communicate()


def test_acquire_second_process_fails_and_is_answered(tmp_path, other):
    assert not InstanceLock(tmp_path).acquire(lambda request: "busy")
    assert request_start(ASKING, tmp_path) == "begins"


def test_acquire_after_kill_succeeds(tmp_path, other):
    other.kill()
    other.wait()

    heard = []
    lock = InstanceLock(tmp_path)
    assert lock.acquire(lambda request: heard.append(request) or "begins")
    assert request_start(ASKING, tmp_path) == "begins"
    assert heard == [ASKING]
    lock.release()


def test_acquire_after_release_succeeds(tmp_path):
    for _ in range(3):
        lock = InstanceLock(tmp_path)
        assert lock.acquire(lambda request: "busy")
        lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no place in the file system")
def test_socket_and_key_are_private(tmp_path, other):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}

    assert modes["microphone.socket"] == 0o600
    assert modes["key"] == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no place in the file system")
def test_invalid_request_does_no_harm(tmp_path, other):
    with pytest.raises(AuthenticationError):
        Client(str(tmp_path / "microphone.socket"), authkey=b"wrong")
    key = (tmp_path / "key").read_bytes()
    for nonsense in (b"", b"{", b'{"dialogue": 3}', b"x" * 200_000):
        with Client(str(tmp_path / "microphone.socket"), authkey=key) as visitor:
            with suppress(BrokenPipeError):  # It may hang up before all was sent.
                visitor.send_bytes(nonsense)
            with pytest.raises((EOFError, ConnectionError)):
                visitor.recv_bytes()

    assert request_start(ASKING, tmp_path) == "begins"


def test_request_start_without_answer_raises(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.handsfree.single_instance._TIMEOUT", 0.3)

    with pytest.raises(Trouble, match=r"handsfree\.no_answer"):
        request_start(ASKING, tmp_path)


def test_silent_visitors_keep_nobody_waiting(tmp_path, other):
    address = str(tmp_path / "microphone.socket")
    visitors = []
    try:
        for half in [b""] * 30 + [b"\x00", b"\x00\x00\x00\x14#CHA"] * 10:
            visitor = socket.socket(socket.AF_UNIX)
            visitor.connect(address)
            visitor.sendall(half)
            visitors.append(visitor)
        before = time.monotonic()
        assert request_start(ASKING, tmp_path) == "begins"
        assert time.monotonic() - before < 2
    finally:
        for visitor in visitors:
            visitor.close()


def test_process_that_does_not_answer_is_given_up(tmp_path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "microphone.socket"))
    listener.listen(8)
    (tmp_path / "key").write_bytes(b"key")
    before = time.monotonic()
    with listener, pytest.raises(Trouble):
        request_start(ASKING, tmp_path)
    assert time.monotonic() - before < 10
