"""The push channel: an id and a sentence in, a reply out, nothing kept in memory."""

from datetime import datetime
from pathlib import Path

from assistant import wording
from assistant.channels.push import hear
from assistant.companion import Companion
from assistant.journal import Journal
from assistant.memory import Memory
from intents import load

MORNING = datetime.fromisoformat("2026-11-23T07:30:00+01:00")
WORDS = wording.load("en")


def clock() -> datetime:
    return MORNING


def say(folder: Path, session: str, sentence: str) -> list[str]:
    reply = hear(folder, session, sentence, clock, begin="welcome")
    return [line.text for line in WORDS.lines(reply.says)]


def test_a_conversation_goes_on_from_call_to_call(tmp_path: Path) -> None:
    say(tmp_path, "kitchen", "hello lantern")
    assert say(tmp_path, "kitchen", "honesty")[0] == "Honesty. I've kept that, in your words."
    say(tmp_path, "kitchen", "call my brother")
    goodbye = say(tmp_path, "kitchen", "twice a week")
    assert goodbye[0] == "Good. I've kept it: call my brother, twice a week. It's there for honesty."


def test_two_rooms_do_not_mix(tmp_path: Path) -> None:
    say(tmp_path, "kitchen", "hello lantern")
    say(tmp_path, "bedroom", "hello lantern")
    say(tmp_path, "kitchen", "honesty")
    assert say(tmp_path, "bedroom", "patience")[0] == "Patience. I've kept that, in your words."
    assert "honesty" in say(tmp_path, "kitchen", "repeat")[-1]


def test_it_says_what_the_typed_channel_says(tmp_path: Path) -> None:
    sentences = ["courage", "brmf", "undo", "kindness", "go back", "keep it", "visit my aunt"]
    memory = Memory(
        Journal(tmp_path / "typed"), clock, prompts=WORDS.prompts(), cards=WORDS.cards()
    )
    companion = Companion(memory, load("en"), WORDS)
    typed = [companion.lines(companion.start("welcome"))]
    typed += [companion.lines(companion.hear(sentence)) for sentence in sentences]
    pushed = [say(tmp_path / "pushed", "kitchen", s) for s in ["hello", *sentences]]
    assert pushed == [[line.text for line in lines] for lines in typed]
