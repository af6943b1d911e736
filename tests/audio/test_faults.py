"""What may happen in the middle of a conversation, and it goes on."""

import os
import signal
import subprocess
import time

import pytest

from tests.audio.talking import Talking, events, lantern, state
from tests.speech.materials import REPOSITORY

SCRIPT = """
"morning.which_value" = ["family", "family"]
"morning.how_did_it_go" = ["not yet", "not yet"]
"morning.what_got_in_the_way" = ["the rain", "the rain"]
"morning.another_goal" = ["no", "no"]
"morning.intention" = ["listen first", "listen first"]
"""


@pytest.mark.timeout(200)
def test_a_voice_killed_a_headset_unplugged_a_lid_closed_and_a_voice_which_hangs(server, known):
    with Talking(server, known, "morning", "vosk", SCRIPT) as talking:
        talking.wait_for("you: family")
        talking.kill_voice()
        talking.wait_for("One step was")
        server.unplug()
        try:
            talking.wait_for("I can't hear you any more", 5)
            time.sleep(0.5)
        finally:
            server.plug()
        talking.wait_for("I can hear you again", 10)
        talking.wait_for("you: not yet")
        talking.sleep(2.5)
        talking.wait_for("you: the rain")
        talking.kill_voice(signal.SIGSTOP)
        talking.wait()
    kept = state(talking.data)

    assert len(kept["day_values"]) == 1, str(talking)
    assert [check["outcome"] for check in kept["goals"][0]["history"]] == ["not_yet"]
    assert [intention["words"] for intention in kept["intentions"]] == ["listen first"]
    assert not any("voice does not work" in line for line in talking.captions)
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
    assert done.stderr.count("\n") == 1
    assert "We'll go on by typing." in done.stderr
    assert [goal["title"] for goal in state(tmp_path)["goals"]] == ["call my brother"]
