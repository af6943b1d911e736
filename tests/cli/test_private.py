"""Whole conversations with every socket forbidden, and no copy of a word left after erasing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.conversation.manager import ConversationManager
from assistant.speech.models.installed import find_moonshine
from intents import load
from tests.cli.conftest import NOW
from tests.conversation.world import WORDS, memory_in
from tests.journal.looking import found_in

SAID = (
    *("patience", "walk in the park", "every day", "reflect", "no"),
    *("the plum tree is in bloom", "that's all", "yes", "what did i say about the plum tree"),
    *("my values", "delete my last entry", "yes", "nothing else"),
)
_OTHER_THAN_LOCAL = re.compile(r"socket\((?!AF_UNIX)")


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize(
    "arguments",
    [("--text",), ("journal", "search", "plum"), ("journal", "list"), ("journal", "backup")],
    ids=lambda arguments: arguments[-1],
)
def test_commands_with_sockets_forbidden_work(arguments, folder, tmp_path):
    trace = tmp_path / "trace"
    strace = [
        *("strace", "-f", "-o", str(trace), "-e", "trace=network"),
        *("-e", "inject=socket:error=EACCES"),
    ]
    command = [sys.executable, "-m", "assistant", *arguments, "--data", str(folder), "--now", NOW]
    done = subprocess.run(
        [*strace, *command], input="\n".join(SAID), capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    assert _OTHER_THAN_LOCAL.findall(trace.read_text()) == []
    if arguments == ("--text",):
        assert "It's gone for good" in done.stdout


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
def test_model_that_runs_for_a_while_opens_no_socket(tmp_path):
    """The library that runs models would report its use after some seconds."""
    folder = find_moonshine()
    if folder is None:
        pytest.skip("needs the model: lantern models fetch moonshine")
    runs = (
        "import sys, time, assistant, onnxruntime;"
        "onnxruntime.InferenceSession(sys.argv[1], providers=['CPUExecutionProvider']);"
        "time.sleep(12)"
    )
    trace = tmp_path / "trace"
    strace = ["strace", "-f", "-o", str(trace), "-e", "trace=network"]
    model = str(folder / "encoder_model.ort")
    command = [*strace, sys.executable, "-c", runs, model]
    subprocess.run(command, check=True, timeout=100, env={**os.environ, "HOME": str(tmp_path)})
    assert _OTHER_THAN_LOCAL.findall(trace.read_text()) == []


def test_erase_leaves_no_word_in_folder_or_cache(folder, tmp_path, monkeypatch):
    """Spoken as well: what is rendered is kept only where it holds nothing of the person's."""
    from assistant.speech.voices.synthesizer import Synthesizer

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    companion = ConversationManager(memory_in(folder), load("en"), WORDS)
    companion.start("menu")
    voice = Synthesizer()
    try:
        lines = [line for said in SAID[:-1] for line in companion.lines(companion.respond_to(said))]
        for line in lines:
            for _ in voice.sentences(line.text, personal=line.personal):
                pass
    finally:
        voice.close()
    assert [line for line in lines if "plum tree" in line.text]
    assert all(line.personal for line in lines if "plum tree" in line.text)
    cached = list((tmp_path / "cache/lantern/voice").iterdir())
    sentences = {part for line in lines if not line.personal for part in _parts(line.text)}
    assert len(cached) <= len(sentences)
    for place in (folder, tmp_path):
        assert found_in(place, "in bloom") == []


def _parts(text: str) -> list[str]:
    return re.split(r"(?<=[.?!:])\s+", text)


READ_ONLY = """
mount -t tmpfs -o size=4m none "$1"
"$2" -m assistant reflect --text --data "$1/journal" </dev/null >/dev/null
mount -o remount,ro "$1"
printf 'no\\ni walked by the river\\nthat is all\\n' |
  "$2" -m assistant reflect --text --data "$1/journal"
"$2" -m assistant journal list --data "$1/journal" >/dev/null
"""
FULL = """
import pathlib, subprocess, sys
folder = pathlib.Path(sys.argv[1])
talking = subprocess.Popen(
    [sys.executable, "-m", "assistant", "reflect", "--text", "--data", str(folder / "journal")],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
)
told = []
def say(text, until):
    talking.stdin.write(text + "\\n")
    while not told or until not in told[-1]:
        line = talking.stdout.readline()
        if not line:
            raise SystemExit(f"it ended: {told}")
        told.append(line.strip())
say("no", "listening")
say("before it was full", "you: before it was full")
ballast = folder / "ballast"
try:
    with ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 1024)
except OSError:
    pass
say("while it was full " + "and so on " * 600, "I could not save that yet")
say("still full", "you: still full")
say("read that back", "lantern: You said")
ballast.unlink()
say("there is room again", "All of it is saved now.")
say("that's all", "?")
say("stop", "kept")
print("\\n".join(told))
sys.exit(talking.wait(20))
"""
MOUNTED = 'mount -t tmpfs -o size=256k none "$1"; exec "$2" -c "$3" "$1"'


def in_a_file_system_of_its_own(script: str, *arguments: object) -> str:
    unshare = shutil.which("unshare")
    if not unshare:
        pytest.skip("needs unshare")
    done = subprocess.run(
        [unshare, "--map-root-user", "--mount", "sh", "-ec", script, "sh", *map(str, arguments)],
        capture_output=True, text=True, timeout=100, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("the system allows no file system here")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done.stdout


def test_disk_full_for_a_while_keeps_everything(tmp_path: Path):
    told = in_a_file_system_of_its_own(MOUNTED, tmp_path, sys.executable, FULL)
    # The backup of the day may be due meanwhile; that it fails as well is another sentence.
    assert told.count("I could not save that yet: the disk is full") == 1, "said once"
    assert "All of it is saved now." in told


def test_folder_read_only_is_said_at_once(tmp_path: Path):
    told = in_a_file_system_of_its_own(READ_ONLY, tmp_path, sys.executable)
    first, *_ = told.splitlines()
    assert "I could not save that yet: the disk can only be read" in first
    assert "is kept" not in told.splitlines()[-1]
    assert "is not saved" in told.splitlines()[-1]
