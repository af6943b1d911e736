"""An encrypted journal: on a terminal, in a pipe, and in a conversation while it is locked."""

from __future__ import annotations

import json
import shutil
import sys

import pytest

from tests.cli.conftest import NOW, Terminal, talk
from tests.journal.looking import found_in

pytest.importorskip("cryptography")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
SAID = ("no", "i walked with my sister by the river", "that's all", "no")
WORDS = "correct horse battery"


@pytest.fixture(autouse=True, scope="module")
def no_keyring():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        yield


def at_terminal(folder, *arguments) -> Terminal:
    return Terminal(*arguments, "--data", folder, "--now", NOW)


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("encrypted") / "journal"
    talk(folder, *SAID)
    terminal = at_terminal(folder, "journal", "encrypt")
    terminal.wait_for("A lost passphrase is a lost journal")
    terminal.wait_for("The new passphrase: ")
    terminal.type(WORDS)
    terminal.wait_for("Repeat for confirmation: ")
    terminal.type(WORDS)
    terminal.wait_for("The journal is encrypted.")
    assert terminal.end() == 0
    return folder


@pytest.fixture
def locked(encrypted, folder):
    return shutil.copytree(encrypted, folder)


def test_encrypted_journal_holds_no_clear_text(locked):
    assert found_in(locked, "river") == []
    assert found_in(locked, WORDS) == []


@pytest.mark.parametrize("command", ["list", "state", "search river", "export x.json"])
def test_encrypted_journal_in_a_pipe_says_what_to_do(
    lantern, locked, command, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    told = lantern("journal", *command.split())
    assert told.status == 1
    assert "please run this in a terminal and type the passphrase" in told.err


def test_encrypted_journal_verify_and_backup_need_no_passphrase(lantern, locked):
    assert lantern("journal", "verify").status == 0
    assert lantern("journal", "backup").status == 0


def test_encrypted_journal_typed_passphrase_opens_it(locked):
    terminal = at_terminal(locked, "journal", "search", "sistr")
    terminal.wait_for("leave it locked): ")
    terminal.type("wrong")
    terminal.wait_for("leave it locked): ")
    terminal.type(WORDS)
    terminal.wait_for("I walked with my sister by the river")
    assert terminal.end() == 0


def test_passphrase_changed_replaces_the_old_one(locked):
    terminal = at_terminal(locked, "journal", "passphrase", "change")
    for question, answer in (
        ("The passphrase as it is now: ", WORDS),
        ("The new passphrase: ", "staple"),
        ("Repeat for confirmation: ", "staple"),
    ):
        terminal.wait_for(question)
        terminal.type(answer)
    assert terminal.end() == 0
    terminal = at_terminal(locked, "journal", "list")
    for _ in range(3):
        terminal.wait_for("leave it locked): ")
        terminal.type(WORDS)
    assert terminal.end() == 1


def test_conversation_while_locked_is_kept_and_readable_when_opened(locked):
    told = talk(locked, "no", "a new thought of mine", "that's all", "no").splitlines()
    assert told[0].startswith("lantern: Your journal is locked, so I can't see what was said")
    assert found_in(locked, "new thought") == []
    terminal = at_terminal(locked, "journal", "state", "--json")
    terminal.wait_for("leave it locked): ")
    terminal.type(WORDS)
    terminal.wait_for("{")
    assert terminal.end() == 0
    known = json.loads("{" + terminal.written)
    assert [r["words"] for r in known["reflections"]] == [
        "I walked with my sister by the river",
        "a new thought of mine",
    ]


def test_check_in_while_locked_asks_nothing_of_the_past(locked):
    told = talk(locked, "be patient", wanted="morning")
    assert "intention" in told
    assert "So, to begin" not in told, "no welcome, as if they had never met"


def test_question_about_the_past_while_locked_says_it_is_locked(locked):
    told = talk(locked, "what did i say about my sister", "delete my last entry", wanted="reflect")
    assert told.count("Your journal is locked just now") == 2


def test_conversation_on_terminal_asks_for_passphrase_first(locked):
    terminal = at_terminal(locked, "--text")
    terminal.wait_for("leave it locked): ")
    terminal.type(WORDS)
    terminal.wait_for("you: ")
    terminal.type("read my last entry")
    terminal.wait_for("you said: I walked with my sister by the river.")
    terminal.type("stop")
    assert terminal.end() == 0


def test_erase_all_while_locked_needs_a_typed_word_only(locked):
    terminal = at_terminal(locked, "journal", "erase", "--all")
    terminal.wait_for('Type "erase"')
    terminal.type("yes")
    terminal.wait_for("Nothing was erased.")
    assert terminal.end() == 1
    terminal = at_terminal(locked, "journal", "erase", "--all")
    terminal.wait_for('Type "erase"')
    terminal.type("erase")
    terminal.wait_for("Erased: ")
    assert terminal.end() == 0
