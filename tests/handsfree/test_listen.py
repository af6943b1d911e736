"""`lantern listen`, from its phrase back to waiting, on a recording."""

import pytest
from click.testing import CliRunner

from assistant.cli.lantern import lantern
from tests.audio.talking import events
from tests.speech.materials import needs_vosk_model, tiny_model

pytestmark = [needs_vosk_model, pytest.mark.timeout(120)]


def listen(recording, data, *more):
    command = ["listen", "--audio", recording, "--data", data, "--recognizer", "vosk"]
    result = CliRunner().invoke(
        lantern, list(map(str, [*command, "--model", tiny_model(), *more])), catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def kinds(data):
    return [event["type"] for event in events(data)]


def test_listen_silence_after_call_goes_back_to_waiting(recorded, known):
    said = listen(recorded(1, "hello lantern", 9.5, "lantern sleep", 1), known / "journal")

    assert said[0].startswith("I'm listening for: hello lantern")
    assert said[1] == "lantern: I'm here."
    assert said[2].startswith("lantern: What")
    assert said[3:] == [
        "you: …",
        "lantern: I'll wait, then.",
        "lantern: I'll stop listening now. Sleep well, and until next time.",
    ]


def test_listen_command_after_phrase_is_done(recorded, known):
    said = listen(
        recorded(1, "hello lantern, what are my values", 2, "nothing else", 3, "hello lantern", 2),
        known / "journal",
    )

    assert said[1] == "you: what are my values"
    assert "family" in said[2]
    assert any(line == "you: nothing else" for line in said)
    assert "lantern: Yes, I'm here." in said or "lantern: I'm here." in said


def test_listen_overheard_talk_is_not_kept(recorded, known):
    before = kinds(known / "journal")
    listen(recorded(1, "i told my sister that i was sad", 2), known / "journal")

    assert kinds(known / "journal") == before
