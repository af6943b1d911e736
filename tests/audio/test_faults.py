"""Failures in the middle of a spoken conversation, after which it goes on."""

import os
import signal
import subprocess
import time

import pytest

from tests.audio.talking import Conversation, events, lantern, state
from tests.speech.materials import MOONSHINE, REPOSITORY

SCRIPT = """
"morning.which_value" = ["family", "family"]
"morning.how_did_it_go" = ["not yet", "not yet"]
"morning.what_got_in_the_way" = ["i was tired", "i was tired"]
"morning.another_goal" = ["no", "no"]
"morning.intention" = ["listen first", "listen first"]
"""
RECOGNIZER = "vosk" if MOONSHINE is None else "moonshine"
"""test_conversation.py has the others."""


@pytest.mark.slow
def test_conversation_voice_killed_device_unplugged_process_stopped_voice_hung_goes_on(
    server, known
):
    with Conversation(server, known, "morning", RECOGNIZER, SCRIPT) as conversation:
        conversation.wait_for("you: family")
        conversation.kill_voice()
        conversation.wait_for("One step was")
        server.unplug()
        try:
            conversation.wait_for("I can't hear you any more", 15)
            time.sleep(0.5)
        finally:
            server.plug()
        conversation.wait_for("I can hear you again", 15)
        conversation.wait_for("you: not yet")
        conversation.suspend(2.5)
        conversation.wait_for("you: I was tired")
        conversation.kill_voice(signal.SIGSTOP)
        conversation.wait()
    kept = state(conversation.data)

    assert len(kept["day_values"]) == 1, str(conversation)
    assert [check["outcome"] for check in kept["goals"][0]["history"]] == ["not_yet"]
    assert [intention["words"] for intention in kept["intentions"]] == ["listen first"]
    assert not any("voice does not work" in line for line in conversation.captions)
    assert not [event for event in events(conversation.data) if event["type"] == "left"]


def test_conversation_without_a_sound_server_goes_on_by_typing(server, tmp_path):
    done = subprocess.run(
        lantern("morning", "--data", tmp_path),
        cwd=REPOSITORY, text=True, capture_output=True, check=True,
        input="honesty\ncall my brother\nevery day\n",
        env=os.environ | {"PULSE_SERVER": f"unix:{tmp_path}/nobody"},
    )  # fmt: skip

    assert "There is no microphone" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert "We'll go on by typing." in done.stderr
    assert [goal["title"] for goal in state(tmp_path)["goals"]] == ["call my brother"]
