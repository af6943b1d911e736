"""Answers by keys in a spoken conversation, and a rest for the voice after long speaking."""

import io

import pytest

from assistant.channels import typed
from assistant.channels.captions import Captions
from assistant.channels.key_answers import KeyAnswers
from assistant.channels.keyboard import ESCAPE
from assistant.channels.spoken import SpokenChannel
from assistant.channels.utterance_listener import SpokenUtterance
from assistant.channels.voice_fatigue import VoiceFatigue
from assistant.conversation.manager import ConversationManager
from assistant.conversation.reply import Reply
from assistant.dialogues.steps import Ask
from assistant.journal import Journal
from assistant.practice.preferences import Settings
from assistant.speech.audio.base import RATE, Block
from assistant.speech.voices.process import Manner
from assistant.speech.voices.silent import SilentVoice
from assistant.store.repository import Repository
from intents import Dictation, YesNo, load
from tests.conversation.world import MONDAY, WORDS


class Given:
    """Audio of blocks without sound; everything is played in no time."""

    rate = RATE
    playing = False

    def __init__(self, count):
        self.count = count

    def blocks(self):
        yield from (Block(b"", at / 25) for at in range(self.count))

    def play(self, sound):
        pass

    def stop(self):
        return 0.0


@pytest.fixture
def have(tmp_path):
    """A spoken conversation in which these keys are pressed, one in each block."""

    def run(dialogue, keys, by_keys=False, plain=True, usual=None):
        out = io.StringIO()
        repository = Repository(Journal(tmp_path / "journal"), lambda: MONDAY, usual=usual)
        manager = ConversationManager(repository, load("en"), WORDS)
        captions = Captions(out, WORDS, plain)
        pressed = iter(keys)
        answers = KeyAnswers(manager, lambda: [k for k in [next(pressed, "")] if k], captions,
                             by_keys)  # fmt: skip
        audio, voice = Given(len(keys) + 1), SilentVoice(Manner())
        channel = SpokenChannel(manager, None, voice, audio, captions, keys=answers)
        channel.answers, channel.shown = answers, out
        channel.converse(dialogue)
        return channel

    return run


def test_keys_the_key_of_an_answer_answers(have):
    channel = have("welcome", ["2", "2", "1"])
    state = channel.manager.repository.state()
    assert [value.name for value in state.values] == ["Honesty"]
    assert [goal.title for goal in state.goals] == ["Call a friend"]
    assert "you: Honesty\n" in channel.shown.getvalue()


def test_keys_a_typed_line_answers_and_stands_there_once(have):
    channel = have("welcome", [*"tKindm", "\x7f", *"ness", "\n"])
    assert [value.name for value in channel.manager.repository.state().values] == ["Kindness"]
    assert "you:" not in channel.shown.getvalue()


def test_keys_are_shown_with_each_question_where_one_answers_by_keys(have):
    channel = have("reflect", ["2"], by_keys=True)
    shown = [x for x in channel.shown.getvalue().splitlines() if x.startswith("keys: ")]
    assert len(shown) == 2
    assert shown[0].startswith("keys: 1 Yes · 2 No · ")
    assert "s Skip" in shown[0]
    assert "t Type it" in shown[0]
    assert not channel.answers.hears


def test_keys_question_mark_shows_them_and_v_listens_again(have):
    assert "keys: 1 Yes" in have("reflect", ["?"]).shown.getvalue()
    channel = have("reflect", ["v"], by_keys=True)
    assert channel.answers.hears


def test_keys_escape_forgets_the_line_and_changes_the_subject(have):
    channel = have("reflect", [*"tsome", ESCAPE])
    assert channel.manager.reply.clears
    assert channel.answers.hears


def said(channel, text, seconds):
    """The person says this, and takes so long."""
    interpretation = channel.manager.interpret(text)
    return channel.take_utterance(SpokenUtterance(interpretation, bytes(int(seconds * RATE) * 2)))


def test_voice_fatigue_after_long_speaking_the_keys_are_offered_once(have):
    channel = have("welcome", [], usual=Settings(voice_rest=1.0))
    said(channel, "kindness", 40)
    reply = said(channel, "write to my brother", 25)
    assert [say.key for say in reply.says][-1] == "voice_rest.how"
    reply = said(channel, "keys", 1)
    assert channel.answers.by_keys
    assert "voice_rest.keys" in [say.key for say in reply.says]
    assert reply.ask.key.startswith("goal.")
    assert "voice_rest" not in str(said(channel, "every day", 300).says)


def test_voice_fatigue_a_person_who_says_it_is_tired_may_go_on_or_stop(have):
    channel = have("reflect", [])
    assert said(channel, "my voice is tired", 1).ask.key == "voice_rest.how.told"
    reply = said(channel, "go on", 1)
    assert reply.ask.key.startswith("reflect.")
    assert said(channel, "my voice is tired", 1).ask.key == "voice_rest.how.told"
    assert said(channel, "stop", 1).ended


def test_voice_fatigue_is_not_due_in_a_dictation_in_a_pause_or_when_not_wanted():
    asked, dictating = Ask("a", YesNo()), Ask("b", Dictation())
    replies = {
        "ended": Reply(),
        "paused": Reply(ask=asked, paused=True),
        "unseen": Reply(ask=asked, unseen=True),
        "dictating": Reply(ask=dictating),
    }
    fatigue = VoiceFatigue()
    assert not fatigue.due(Reply(ask=asked), 1.0)
    fatigue.add(61)
    assert [name for name, reply in replies.items() if fatigue.due(reply, 1.0)] == []
    assert not fatigue.due(Reply(ask=asked), 0.0)
    assert fatigue.due(Reply(ask=asked), 1.0)
    assert not fatigue.due(Reply(ask=asked), 1.0)


def test_typed_keys_are_shown_and_one_alone_on_a_line_answers(tmp_path):
    repository = Repository(Journal(tmp_path), lambda: MONDAY)
    manager = ConversationManager(repository, load("en"), WORDS)
    out = io.StringIO()
    typed.converse(manager, "welcome", io.StringIO("2\nb\n3\nx\n"), out, keys=True)
    assert [value.name for value in repository.state().values] == ["Courage"]
    assert out.getvalue().count("keys: 1 ") == 4
    assert manager.reply.ended
