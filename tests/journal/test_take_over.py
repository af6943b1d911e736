"""Files of a device that is no more: offered to be taken over, on the command line and by voice."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from assistant.cli.lantern import lantern
from assistant.conversation.manager import ConversationManager
from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.journal.encryption import encrypt
from assistant.journal.erasure import erase
from intents import load
from tests.conversation.world import WORDS, memory_in

from .looking import NOW, another_device, found_in, sentence, words

SECRET = "the treasure lies beneath the plum tree"


@pytest.fixture
def moved(quick_path, say) -> Journal:
    """A journal which another machine wrote, with no note of this one."""
    journal = another_device(quick_path / "journal")
    say(journal, "one")
    say(journal, SECRET)
    return Journal(quick_path / "journal")


def run(journal: Journal, *arguments: str) -> str:
    done = CliRunner().invoke(lantern, ["journal", *arguments, "--data", str(journal.folder)])
    return done.output + (sentence(done.exception) if isinstance(done.exception, Trouble) else "")


def test_erase_by_command_offers_to_take_over_and_then_leaves_no_words(moved):
    assert "lantern journal take-over" in run(moved, "erase", "--matching", "treasure", "--yes")
    assert found_in(moved.folder, SECRET)
    assert "d00df00d  last wrote on 2026-11-23" in run(moved, "take-over")
    assert "this device's own now" in run(moved, "take-over", "d00df00d", "--yes")
    assert found_in(moved.folder, SECRET) == []
    assert words(Journal(moved.folder)) == ["one"]
    assert "are this device's own" in run(moved, "take-over")


def test_take_over_unknown_device_names_those_there(moved):
    assert "there are: d00df00d" in run(moved, "take-over", "ab12cd34", "--yes")


def test_take_over_seals_what_waited(moved):
    assert encrypt(moved, "phrase", 4).waiting == ("d00df00d",)
    commands.take_over(moved, ["d00df00d"])
    assert found_in(moved.folder, SECRET) == []
    assert words(moved) == ["one", SECRET]


def companion_in(folder) -> ConversationManager:
    companion = ConversationManager(memory_in(folder), load("en"), WORDS)
    companion.start("menu")
    return companion


def said(companion: ConversationManager, sentence: str) -> str:
    return " ".join(line.text for line in companion.lines(companion.respond_to(sentence)))


@pytest.fixture
def spoken(quick_path) -> Journal:
    companion = companion_in(quick_path / "journal")
    companion.start("reflect")
    for words_said in ("no", SECRET, "that's all", "yes"):
        companion.respond_to(words_said)
    folder = quick_path / "journal"
    for path in [*folder.glob(".device-*"), *folder.glob(".state-*")]:
        path.unlink()  # as on another machine
    return Journal(folder)


def test_erase_by_voice_asks_whether_the_other_device_is_no_more(spoken, monkeypatch, quick_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(quick_path / "state"))
    companion = companion_in(spoken.folder)
    said(companion, "delete my last entry")
    assert "written on another device" in said(companion, "yes")
    assert "gone for good" in said(companion, "yes")
    assert found_in(spoken.folder, "plum tree") == []


def test_erase_by_voice_other_device_lives_says_what_waits(spoken, monkeypatch, quick_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(quick_path / "state"))
    companion = companion_in(spoken.folder)
    said(companion, "delete my last entry")
    said(companion, "yes")
    assert "The other device erases its part" in said(companion, "no")
    assert companion_in(spoken.folder).repository.state().reflections == []


@pytest.mark.parametrize("lost", [".device-*", ".state-*"])
def test_erase_after_note_of_this_machine_was_lost_leaves_no_words(quick_path, say, lost):
    journal = Journal(quick_path / "journal")
    say(journal, SECRET)
    erase(journal, [], NOW)
    for path in journal.folder.glob(lost):
        path.write_text("damaged")
    again = Journal(journal.folder)
    assert erase(again, list(again.lines()), NOW).waiting == {}
    assert found_in(journal.folder, SECRET) == []


def test_state_of_a_device_holds_no_words(moved):
    commands.take_over(moved, ["d00df00d"])
    (state,) = moved.folder.glob(f".state-{moved.device}*")
    assert json.loads(state.read_text())["own"] == ["d00df00d"]
