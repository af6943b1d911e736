"""The switch channel: a person with one switch, who presses when they hear their answer."""

import io
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.channels.barge_in import BargeInDetector
from assistant.channels.captions import Captions
from assistant.channels.scanning.channel import SwitchChannel
from assistant.channels.scanning.words import completion_for
from assistant.channels.speech_output import SpeechOutput
from assistant.conversation.manager import ConversationManager
from assistant.journal import Journal
from assistant.speech.audio.base import RATE, Block
from assistant.speech.voices.process import Manner
from assistant.speech.voices.silent import SilentVoice
from assistant.store.repository import Repository
from intents import load
from tests.conversation.world import MONDAY, WORDS

BLOCK = 0.04
TUESDAY = datetime.fromisoformat("2026-11-24T07:30:00+01:00")


class Room:
    """A room in which time passes by blocks, and a person who presses the switch.

    The person wants to choose certain items, in this order. They hear what is offered and press a
    moment after it began.
    """

    rate = RATE
    begun = False

    def __init__(self, wanted, reaction=0.9):
        self.wanted = list(wanted)
        self.heard = []
        self.lines = []
        self.transcript = []
        """Everything that was shown, and the presses."""
        self._reaction = reaction
        self._press_at = None
        self._left = 0.0
        self.at = 0.0

    def blocks(self):
        while self.at < 7200:
            self._left = max(0.0, self._left - BLOCK)
            self.at += BLOCK
            yield Block(b"", self.at)
        raise AssertionError(f"two hours have passed; still wanted: {self.wanted}")

    def play(self, sound):
        self._left += sound.seconds

    def stop(self):
        self._left = 0.0
        return 0.0

    @property
    def playing(self):
        return self._left > 0

    def close(self):
        pass

    def offered(self, label):
        """This item is offered now."""
        self.heard.append(label)
        self.transcript.append(f"? {label}")
        waits = bool(self.wanted) and isinstance(self.wanted[0], str)
        if waits and self._press_at is None and label == self.wanted[0]:
            self._press_at = self.at + self._reaction

    def presses(self, block):
        if self.wanted and isinstance(self.wanted[0], float) and block.at >= self.wanted[0]:
            self.wanted.pop(0)
            return ["choose"]
        if self._press_at is None or block.at < self._press_at:
            return []
        self._press_at = None
        self.wanted.pop(0)
        self.transcript.append("press")
        return ["choose"]


class Shown(Captions):
    """Captions that the person reads."""

    def __init__(self, room):
        super().__init__(io.StringIO(), WORDS)
        self.room = room

    def show_offer(self, text, following=()):
        self.room.offered(text)

    def note(self, text):
        self.room.lines.append(text)
        self.room.transcript.append(text)


@pytest.fixture
def have(tmp_path):
    """Has a conversation in which these items are chosen; the room afterwards."""

    def run(dialogue, *wanted, reaction=0.9, now=MONDAY, said="", heard=True):
        room = Room(wanted, reaction)
        repository = Repository(Journal(tmp_path / "journal"), lambda: now, prompts=WORDS.prompts())
        manager = ConversationManager(repository, load("en"), WORDS)
        captions = Shown(room)
        output = SpeechOutput(
            SilentVoice(Manner(rate=300)), room, captions, None, BargeInDetector("off"), WORDS
        )
        channel = SwitchChannel(
            manager, output, room, captions, [room], lambda: completion_for(manager), heard=heard
        )
        channel.start(dialogue)
        if said:  # As if it had been spelled.
            channel._answer(manager.interpret(said), said)
        channel.run()
        room.state = repository.state()
        assert room.wanted == [], "not chosen, though the conversation is over"
        return room

    return run


def test_switch_a_whole_morning_goes_as_its_script_says(have):
    have("welcome", "Courage", "Call a friend", "Every day", "No")
    have("reflect", "No", "Spell it", "O to T", "S", "I to N", "I", "I to N", "N", "E to H",
         "G", "That's it: sing", "That's all", "No")  # fmt: skip
    script = (Path(__file__).with_name("morning.txt")).read_text(encoding="utf-8").splitlines()
    script = [line for line in script if not line.startswith("#")]
    wanted = [line.removeprefix("? ") for line, then in pairwise(script) if then == "press"]
    room = have("morning_checkin", *wanted, now=TUESDAY)
    assert room.transcript == script
    assert room.state.goals[0].history[-1].outcome == "partly"
    assert room.state.goals[0].history[-1].barrier == "There's too little time"
    assert room.state.intentions[-1].words == "sing"


def test_switch_a_whole_first_conversation_is_had(have):
    room = have("welcome", "Courage", "Call a friend", "Every day", "No")
    assert [value.name.lower() for value in room.state.values] == ["courage"]
    assert [goal.title.lower() for goal in room.state.goals] == ["call a friend"]
    assert "you: Call a friend" in room.lines


def test_switch_a_value_is_spelled_by_rows_letters_and_whole_words(have):
    # "mum": M of I to N, U of U to Z, M again.
    chosen = ("Spell it", "I to N", "M", "U to Z", "U", "I to N", "M", "That's it: mum")
    room = have("welcome", *chosen, "Call a friend", "Once", "Skip", "No")
    assert [value.name for value in room.state.values] == ["mum"]
    assert "lantern: So far: mu." in room.lines


def test_switch_words_of_ones_own_complete_what_is_spelled(have):
    have("welcome", "Courage", "Call a friend", "Every day", "No")
    room = have("reflect", "No", "Spell it", "E to H", "F", "friend", "That's it: friend",
                "That's all", "No")  # fmt: skip
    assert room.state.reflections[-1].words.lower().startswith("friend")


def test_switch_what_was_said_before_is_offered_first_another_time(have):
    have("one_breath", "A quiet cup of tea")
    room = have("one_breath", "A quiet cup of tea", now=TUESDAY)
    assert room.heard[0] == "A quiet cup of tea"


def test_switch_a_long_range_of_numbers_is_offered_in_parts(have):
    room = have("rate_domains", "More", "Stop")
    assert "0 to 3" in room.heard
    assert room.heard.index("4 to 7") == room.heard.index("0 to 3") + 1


def test_switch_without_a_press_it_waits_in_silence_until_there_is_one(have):
    room = have("reflect", 300.0, "More", "Stop")
    assert "lantern: I'm waiting. Press the switch when you're ready." in room.lines
    assert len(room.heard) < 50


def test_switch_slower_is_chosen_by_the_switch_itself(have):
    room = have("reflect", "More", "Slower", "More", "Stop")
    assert room.state.settings.scan > 2.0


def test_switch_a_talk_about_danger_is_had_and_left_by_the_switch(have):
    room = have("reflect", "Yes", "More", "Stop", said="i want to kill myself")
    assert "lantern: Are you thinking about ending your life?" in room.lines


def test_switch_what_may_only_be_heard_is_written_only_where_nothing_is_heard(have):
    hurt = "my husband hits me"
    silent = have("reflect", "More", "Change the subject", "More", "Stop", said=hurt, heard=False)
    assert any("hurting you" in line or "safe" in line for line in silent.lines)
    assert any("good small thing for any day" in line for line in silent.lines)
