"""One Lantern has the microphone, and others knock; whoever was killed is in nobody's way."""

import os
import stat
import subprocess
import sys
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client

import pytest

from assistant.errors import Trouble
from assistant.handsfree.door import Door, Request, knock
from tests.speech.materials import REPOSITORY

ASKING = Request("morning_checkin", "/journal")
HOLDS = """
import sys, pathlib
from assistant.handsfree.door import Door
door = Door(pathlib.Path(sys.argv[1]))
print(door.open(lambda request: "begins"), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """Another process, which has the microphone."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)], cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.communicate()


def test_only_one_process_has_it_and_it_answers_the_other(tmp_path, other):
    assert not Door(tmp_path).open(lambda request: "busy")
    assert knock(ASKING, tmp_path) == "begins"


def test_whoever_was_killed_leaves_the_door_free(tmp_path, other):
    other.kill()
    other.wait()

    heard = []
    door = Door(tmp_path)
    assert door.open(lambda request: heard.append(request) or "begins")
    assert knock(ASKING, tmp_path) == "begins"
    assert heard == [ASKING]
    door.close()


def test_what_is_let_go_can_be_had_again(tmp_path):
    for _ in range(3):
        door = Door(tmp_path)
        assert door.open(lambda request: "busy")
        door.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no place in the file system")
def test_the_door_is_for_its_owner_only(tmp_path, other):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}

    assert modes["door"] == 0o600
    assert modes["key"] == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no place in the file system")
def test_a_visitor_without_the_key_or_with_nonsense_harms_nobody(tmp_path, other):
    with pytest.raises(AuthenticationError):
        Client(str(tmp_path / "door"), authkey=b"wrong")
    key = (tmp_path / "key").read_bytes()
    for nonsense in (b"", b"{", b'{"dialogue": 3}', b"x" * 200_000):
        with Client(str(tmp_path / "door"), authkey=key) as visitor:
            visitor.send_bytes(nonsense)
            with pytest.raises((EOFError, ConnectionError)):
                visitor.recv_bytes()

    assert knock(ASKING, tmp_path) == "begins"


def test_where_nobody_answers_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.handsfree.door._PATIENCE", 0.3)

    with pytest.raises(Trouble, match="does not answer"):
        knock(ASKING, tmp_path)
