"""A whole morning by one switch, on a real terminal; nothing but the space bar is pressed."""

import json
import sys
import time
from datetime import datetime

import pytest

from assistant.conversation.manager import ConversationManager
from assistant.journal import Journal
from assistant.settings import VARIABLE
from assistant.store.repository import Repository
from intents import load
from tests.cli.conftest import Terminal
from tests.conversation.world import WORDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
QUICK = "scan = 1.0\nrate = 600\nswitch_rest = 0.1\n"
TIME_TO_REACT = 0.3
"""Seconds: sooner, a press would mean the answer before."""


def the_day_before(folder):
    """A journal with a value and a goal, told on Monday."""
    monday = datetime.fromisoformat("2026-11-23T07:30:00+01:00")
    manager = ConversationManager(Repository(Journal(folder), lambda: monday), load("en"), WORDS)
    manager.start("welcome")
    for said in ("courage", "call a friend", "every day", "no"):
        manager.respond_to(said)
    assert manager.reply.ended


def test_switch_a_whole_morning_is_had_with_the_space_bar(folder, tmp_path, monkeypatch, lantern):
    settings = tmp_path / "settings.toml"
    settings.write_text(QUICK, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(settings))
    the_day_before(folder)
    now = "2026-11-24T07:30:00+01:00"
    terminal = Terminal("morning", "--text", "--plain", "--switch", "--data", folder, "--now", now)
    # The question, so that what it says is skipped, and the answer that is chosen.
    morning = (
        ("switch when yours comes.", "? Yes"),
        ("or not yet?", "? Partly"),
        ("got in the way?", "? I'm tired"),
        ("like to add?", "? No"),
        ("for courage today?", "? Go for a walk"),
        ("or after what?", "? After breakfast"),
    )
    for question, answer in morning:
        terminal.wait_for(f"{question}\n")
        terminal.press(" ")
        terminal.wait_for(f"{answer}\n")
        time.sleep(TIME_TO_REACT)
        terminal.press(" ")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.everything
    state = json.loads(lantern("journal", "state", "--json", now=now).out)
    assert state["goals"][0]["history"][-1]["outcome"] == "partly"
    assert state["goals"][0]["history"][-1]["barrier"] == "I'm tired"
    assert state["intentions"][-1]["words"].lower() == "go for a walk"
