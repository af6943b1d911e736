"""What may happen in the middle of a conversation, and it goes on."""

import os
import subprocess
import time

from tests.audio.talking import Talking, events, lantern, state
from tests.speech.materials import REPOSITORY

FIRST_TIME = """
"welcome.what_matters" = "honesty"
"goal.what_step" = "call my brother"
"goal.how_often" = "every day"
"""


def kept(talking):
    known = state(talking.data)
    return [value["name"] for value in known["values"]], [g["title"] for g in known["goals"]]


def test_a_voice_which_is_killed_speaks_on(server, tmp_path):
    with Talking(server, tmp_path, "morning", "vosk", FIRST_TIME) as talking:
        talking.wait_for("you: honesty")
        talking.kill_voice()
        talking.wait()

    assert kept(talking) == (["honesty"], ["call my brother"]), str(talking)
    assert not any("voice does not work" in line for line in talking.captions)


def test_a_headset_unplugged_and_back(server, tmp_path):
    with Talking(server, tmp_path, "morning", "vosk", FIRST_TIME) as talking:
        talking.wait_for("What is one small thing")
        server.unplug()
        try:
            talking.wait_for("I can't hear you any more", 5)
            time.sleep(0.5)
        finally:
            server.plug()
        talking.wait_for("I can hear you again", 10)
        talking.wait()

    assert kept(talking) == (["honesty"], ["call my brother"]), str(talking)
    assert not [event for event in events(talking.data) if event["type"] == "left"]


def test_without_a_sound_server_it_goes_on_by_typing(server, tmp_path):
    done = subprocess.run(
        lantern("morning", "--data", tmp_path),
        cwd=REPOSITORY, text=True, capture_output=True, check=True,
        input="honesty\ncall my brother\nevery day\n",
        env=os.environ | {"PULSE_SERVER": f"unix:{tmp_path}/nobody"},
    )  # fmt: skip

    assert "There is no microphone" in done.stderr
    assert "Traceback" not in done.stderr
    assert "We'll go on by typing." in done.stdout
    assert [goal["title"] for goal in state(tmp_path)["goals"]] == ["call my brother"]
