"""Files that people get are new, their owner's alone, and write through no link."""

import os
import stat

import numpy as np
import pytest
from click.testing import CliRunner

from assistant.channels import push
from assistant.cli.lantern import lantern
from assistant.errors import Trouble
from assistant.speech.audio.files import ConversationWriter
from tests.channels.test_push import MORNING

FILES = {
    "page.html": ["review", "--page", "{file}"],
    "page.txt": ["review", "--page", "{file}"],
    "card.html": ["values", "--card", "{file}"],
    "export.json": ["journal", "export", "{file}", "--replace"],
    "export.csv": ["journal", "export", "{file}", "--replace"],
    "export.md": ["journal", "export", "{file}", "--replace"],
    "export.ics": ["journal", "export", "{file}", "--replace"],
    "said.wav": [],
}


@pytest.fixture
def made(tmp_path):
    """Writes each of the files into a folder that others may write to, and gives its path."""
    for sentence in ("hello", "honesty", "call my brother", "twice a week", "stop"):
        push.reply_to(tmp_path / "data", "kitchen", sentence, lambda: MORNING)
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)

    def write(name):
        path = shared / name
        if words := FILES[name]:
            command = [word.format(file=path) for word in words]
            told = CliRunner().invoke(lantern, [*command, "--data", str(tmp_path / "data")])
            assert told.exit_code == 0, told.output
        else:
            writer = ConversationWriter(path)
            writer.write_lantern(np.zeros(100, np.int16), 22050)
            writer.close()
        return path

    before = os.umask(0)
    yield write
    os.umask(before)


def test_files_are_readable_by_their_owner_only(made):
    paths = [made(name) for name in FILES]
    modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in paths}
    assert modes == dict.fromkeys(FILES, "0o600")


def test_files_replace_links_and_prepared_files(made, tmp_path):
    wrong = {}
    for name in FILES:
        path = tmp_path / "shared" / name
        target = tmp_path / f"target-{name}"
        target.write_text("somebody else's")
        path.symlink_to(target)
        made(name)
        if path.is_symlink() or target.read_text() != "somebody else's":
            wrong[name] = "followed the link"
        path.unlink()
        path.write_text("prepared")
        path.chmod(0o666)
        with path.open("rb") as held:
            made(name)
            if held.read() != b"prepared" or stat.S_IMODE(path.stat().st_mode) != 0o600:
                wrong[name] = "wrote into a file that was prepared"
        if left := [one.name for one in path.parent.iterdir() if one.name.startswith(".")]:
            wrong[name] = left
    assert wrong == {}


def test_pipe_is_not_replaced(made, tmp_path):
    pipe = tmp_path / "shared" / "page.txt"
    os.mkfifo(pipe)
    told = CliRunner().invoke(
        lantern, ["review", "--page", str(pipe), "--data", str(tmp_path / "data")]
    )
    assert isinstance(told.exception, Trouble)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
