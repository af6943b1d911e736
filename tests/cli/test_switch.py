"""A whole morning by one switch, on a real terminal; nothing but the space bar is pressed."""

import json
import sys
import time
from datetime import datetime

import numpy as np
import pytest
import soundfile

from assistant.conversation.manager import ConversationManager
from assistant.journal import Journal
from assistant.settings import VARIABLE
from assistant.store.repository import Repository
from intents import load
from tests.cli.conftest import Terminal
from tests.conversation.world import WORDS
from tests.speech.test_takes import RATE, pause, sound

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
        ("for courage today?", "? Go for a walk"),
        ("breakfast, for example.", "? After breakfast"),
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


def test_switch_a_hum_that_was_learned_chooses(folder, tmp_path, lantern):
    def recorded(name, *pieces):
        path = tmp_path / f"{name}.wav"
        soundfile.write(path, np.concatenate(pieces).astype(np.int16), RATE)
        return path

    def hum(n):
        return np.frombuffer(sound("no", n), np.int16)

    lantern("learn", "from", "switch", *(recorded(f"take{n}", hum(n)) for n in range(3)))
    # The second value: the first one is offered for two seconds. Then the first step, and so on.
    humming = (pause(2.3), hum(4), pause(0.2), hum(5), pause(0.3), hum(6), pause(30))
    talk = recorded("talk", *humming)
    told = lantern("morning", "--switch", "--text", "--audio", talk)
    chosen = [line for line in told.out.splitlines() if line.startswith("you: ")]
    assert chosen == ["you: Honesty", "you: Go for a walk", "you: Every day"]
