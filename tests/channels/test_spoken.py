"""The spoken channel, with a real recognizer and synthesized audio."""

import io
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import soxr

from assistant import wording
from assistant.channels.captions import Captions
from assistant.channels.spoken import SpokenChannel
from assistant.channels.utterance_listener import (
    RecognitionContext,
    SpokenUtterance,
    UtteranceListener,
)
from assistant.cli.wiring import Later
from assistant.conversation.acts import SILENCE, Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.conversation.utterance import Utterance
from assistant.errors import Trouble
from assistant.journal import Journal
from assistant.speech.audio.base import RATE, Block
from assistant.speech.recognizers import open_recognizer
from assistant.speech.voice_activity import VoiceActivityDetector
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.store.repository import Repository
from intents import Alternative, Meaning, YesNo, load
from tests.audio.talking import vosk_model
from tests.speech.materials import MOONSHINE, needs_moonshine

MORNING = datetime.fromisoformat("2026-11-23T07:30:00+01:00")
LANGUAGE = load("en")


every_recognizer = pytest.mark.parametrize(
    ("recognizer", "voice"),
    [("vosk", "en-us"), pytest.param("moonshine", "en-gb", marks=needs_moonshine)],
    indirect=True,
)
"""For what depends on what is heard: each recognizer, and another voice for each."""


@pytest.fixture(scope="module")
def recognizer(request):
    name = getattr(request, "param", "vosk")
    return open_recognizer(name, vosk_model() if name == "vosk" else MOONSHINE)


@pytest.fixture(scope="module")
def voice(request):
    voice = Synthesizer(Manner(voice=getattr(request, "param", "en-us"), rate=150))
    yield voice
    voice.close()


def said(voice, text):
    sound = voice.synthesize(text)
    loud = np.flatnonzero(np.abs(sound.samples) > 300)
    return soxr.resample(sound.samples[loud[0] : loud[-1] + 1], sound.rate, RATE)


def quiet(seconds):
    return np.zeros(int(RATE * seconds), np.int16)


def blocks(*pieces):
    pcm = np.concatenate(pieces).astype(np.int16).tobytes()
    step = RATE // 25 * 2
    return [Block(pcm[at : at + step], at / 2 / RATE) for at in range(0, len(pcm), step)]


class Given:
    """Audio that gives these blocks and plays everything in no time."""

    rate = RATE
    playing = False

    def __init__(self, given):
        self.given = given

    def blocks(self):
        yield from self.given

    def play(self, sound):
        pass

    def stop(self):
        return 0.0

    def close(self):
        pass


def manager_in(folder: Path):
    words = wording.load("en")
    return ConversationManager(Repository(Journal(folder), lambda: MORNING), LANGUAGE, words)


def spoken(manager, recognizer, voice, given):
    captions = Captions(io.StringIO(), manager.wording)
    return SpokenChannel(manager, lambda: recognizer, voice, Given(given), captions)


@every_recognizer
def test_run_microphone_lost_keeps_dictated_words(recognizer, voice, tmp_path):
    manager = manager_in(tmp_path)
    manager.start("reflect")
    manager.respond_to("no")
    words = said(voice, "i was with my family")
    given = [
        *blocks(quiet(0.5), words, quiet(0.3)),  # Not long enough for the end of a segment.
        Block(b"", 3.0, muted=True, event="lost"),
        Block(b"", 4.0, muted=True, event="back"),
    ]
    spoken(manager, recognizer, voice, given).run()
    lines = Journal(tmp_path).lines()

    assert [b"family" in bytes(line.data) for line in lines if line.type == "segment"] == [True]


LOST = [Block(b"", 0.0, muted=True, event="lost"), Block(b"", 1.0, muted=True, event="back")]


def test_run_microphone_lost_in_the_greeting_repeats_the_question_only(recognizer, voice, tmp_path):
    manager = manager_in(tmp_path)
    greeting = manager.start("morning_checkin")
    loop = spoken(manager, recognizer, voice, LOST)
    loop.run()

    assert len(greeting.says) > 1
    assert manager.reply.says == greeting.says[-1:]
    assert manager.reply.ask == greeting.ask


def test_run_microphone_lost_in_a_talk_about_danger_repeats_all_of_it(recognizer, voice, tmp_path):
    manager = manager_in(tmp_path)
    manager.start("menu")
    manager.respond_to("i want to kill myself")
    said_last = manager.respond_to("yes")
    spoken(manager, recognizer, voice, LOST).run()

    assert manager.watch.talk is not None
    assert len(manager.reply.says) == len(said_last.says) > 1


@pytest.mark.parametrize(("later", "tells"), [(20.0, True), (600.0, False)])
def test_run_microphone_lost_twice_soon_tells_what_to_do(recognizer, voice, tmp_path, later, tells):
    manager = manager_in(tmp_path)
    again = [Block(b"", block.at + later, muted=True, event=block.event) for block in LOST]
    manager.start("morning_checkin")
    loop = spoken(manager, recognizer, voice, [*LOST, *again])
    loop.run()
    shown = loop.captions.out.getvalue()

    assert shown.count("All you said is kept.") == (1 if tells else 2)
    assert ("sound settings" in shown and "--text" in shown) is tells


def test_escape_key_changes_the_subject_and_clears_the_screen(recognizer, voice, tmp_path):
    manager = manager_in(tmp_path)
    manager.start("menu")
    manager.respond_to("my husband hits me")
    pressed = iter([True])
    loop = spoken(manager, recognizer, voice, blocks(quiet(0.1)))
    loop._escaped = lambda: next(pressed, False)
    loop.run()

    assert manager.watch.talk is None
    assert manager.reply.clears
    assert [say.key for say in manager.reply.says] == ["safety.something_else"]


def test_run_chosen_answer_is_taken_while_lantern_speaks(voice, tmp_path):
    out, manager = io.StringIO(), manager_in(tmp_path)
    chosen = iter([None, "reflect", "no", None])
    shown = []

    class Shown(Captions):
        def show_speaking(self, sound, wait):
            shown.append((sound.seconds > 0, wait >= 0))

        def stop_speaking(self):
            shown.append("stopped")

    def next_chosen():
        text = next(chosen, None)
        return None if text is None else manager.interpret(text)

    audio = Given([Block(b"", at / 25, muted=True) for at in range(4)])
    captions = Shown(out, manager.wording)
    channel = SpokenChannel(manager, pytest.fail, voice, audio, captions, chosen=next_chosen)
    channel.converse("menu")
    assert "you: reflect\n" in out.getvalue()
    assert "you: no\n" in out.getvalue()
    assert manager.reply.ask.key == "reflect.go_ahead"
    assert shown.count("stopped") == 2
    assert (True, True) in shown


@every_recognizer
def test_run_chosen_in_a_dictation_keeps_what_was_being_said(recognizer, voice, tmp_path):
    manager = manager_in(tmp_path)
    manager.start("reflect")
    manager.respond_to("no")
    given = blocks(quiet(0.5), said(voice, "i was tired"), quiet(0.3))
    loop = spoken(manager, recognizer, voice, given)
    left = len(given)

    def chosen():
        nonlocal left
        left -= 1
        return manager.interpret("that's all") if left == 0 else None

    loop._chosen = chosen
    loop.run()
    (reflection,) = manager.repository.state().reflections

    assert reflection.words == "I was tired."


@every_recognizer
def test_accept_word_in_first_block_is_recognized(recognizer, voice):
    """The noise of the room is known from before, so the first block may be a voice."""
    activity = VoiceActivityDetector(RATE)
    for block in blocks(quiet(1)):
        activity.detect(block.pcm)
    expects = YesNo()
    context = RecognitionContext(
        expects,
        LANGUAGE.phrases(expects),
        (),
        1.0,
        lambda t: Interpretation.of(LANGUAGE.understand(t, expects)),
    )
    listener = UtteranceListener(lambda: recognizer, context, activity=activity)
    events = [listener.accept(block) for block in blocks(said(voice, "yes"), quiet(1.5))]

    assert "end_of_turn" in events
    heard = listener.finish()
    assert heard is not None
    assert heard.interpretation.value is True


@every_recognizer
def test_on_end_of_turn_is_called_before_take(recognizer, voice, tmp_path):
    manager = manager_in(tmp_path)
    order = []
    loop = spoken(manager, recognizer, voice, blocks(quiet(0.5), said(voice, "no"), quiet(2)))
    loop._on_end_of_turn = lambda: order.append("end of turn")
    manager.start("reflect")
    respond = manager.respond
    manager.respond = lambda said: (order.append("taken"), respond(said))[1]
    loop.run()

    assert order == ["end of turn", "taken"]


def test_take_guess_without_phrase_is_not_quoted(tmp_path):
    manager = manager_in(tmp_path)
    manager.start("reflect")
    reply = manager.respond(
        Utterance(
            Interpretation.of(Meaning("ah", "unsure", alternatives=(Alternative("yes", 0.7),)))
        )
    )

    assert [line.text for line in manager.lines(reply)] == ["Sorry, was that a yes?"]


def test_what_went_wrong_in_the_background_is_told_where_it_is_needed():
    def fail():
        raise Trouble("There is no model.")

    later = Later(fail)
    later.begin()
    with pytest.raises(Trouble, match="no model"):
        later()


def test_what_is_loaded_later_is_loaded_once():
    loaded = []
    later = Later(lambda: loaded.append(1) or "it")
    assert (later(), later()) == ("it", "it")
    assert loaded == [1]


def test_run_learned_pace_lengthens_next_wait(recognizer, voice, tmp_path):
    """The same answer in a first conversation, and after one with long pauses."""
    same = blocks(quiet(0.5), said(voice, "i want to be with my"), quiet(17))
    pausing = blocks(
        quiet(0.5),
        *(piece for _ in range(6) for piece in (said(voice, "i want to be with my"), quiet(1.4))),
        said(voice, "family"),
        quiet(15),
    )
    ends = []
    for folder in (tmp_path / "new", tmp_path / "known"):
        manager = manager_in(folder)
        if folder.name == "known":
            manager.start("add_goal")
            spoken(manager, recognizer, voice, pausing).run()
            manager.conversation.close("declined")
            manager = manager_in(folder)
        manager.start("add_goal")
        loop = spoken(manager, recognizer, voice, same)
        heard = []
        given = loop.audio.given
        loop.audio.given = (heard.append(block.at) or block for block in given)
        loop._on_end_of_turn = lambda heard=heard, name=folder.name: ends.append((name, heard[-1]))
        loop.run()
    first, second = (next(at for name, at in ends if name == known) for known in ("new", "known"))

    assert manager_in(tmp_path / "known").repository.state().pace["open"].mean > 0
    assert second > first + 0.3


def test_take_utterance_without_words_is_asked_again_once(recognizer, voice, tmp_path):
    manager = manager_in(tmp_path)
    manager.start("morning_checkin")
    loop = spoken(manager, recognizer, voice, ())
    wordless = SpokenUtterance(SILENCE.with_doubt(), b"")
    asked = manager.reply.ask
    for _ in range(3):
        loop.take_utterance(wordless)

    assert manager.reply.ask == asked
    assert [e.type for e in Journal(tmp_path).lines()].count("missed") == 1


def dictated(manager, recognizer, voice, *given, played=None):
    """Have a reflection with these blocks; returns the captions."""
    out = io.StringIO()
    audio = Given(list(given))
    audio.play = played.append if played is not None else audio.play
    manager.start("reflect")
    manager.respond_to("no")
    SpokenChannel(manager, lambda: recognizer, voice, audio, Captions(out, manager.wording)).run()
    return out.getvalue()


@every_recognizer
def test_run_dictation_is_formatted(recognizer, voice, tmp_path):
    manager = manager_in(tmp_path)
    words = said(voice, "i was tired")
    dictated(manager, recognizer, voice, *blocks(quiet(0.5), words, quiet(6)))
    (reflection,) = manager.repository.state().reflections

    assert reflection.words == "I was tired."


def test_run_gap_in_audio_is_announced_once(recognizer, voice, tmp_path):
    manager = manager_in(tmp_path)
    sentence = blocks(quiet(0.5), said(voice, "i was with my family"), quiet(6))
    gap = Block(b"", 1.0, event="gap")
    with_gap = [*sentence[:25], gap, *sentence[25:], *sentence[:25], gap, *sentence[25:]]
    captions = dictated(manager, recognizer, voice, *with_gap)

    assert captions.count("I may have missed a word") == 1
    assert len(manager.repository.state().reflections[0].lines) == 2


@pytest.mark.parametrize("wanted", [True, False])
def test_play_earcon_only_where_wanted(recognizer, voice, tmp_path, wanted):
    manager = manager_in(tmp_path)
    if not wanted:
        manager.start("menu")
        manager.respond_to("no sounds please")
    manager.start("reflect")
    played = []
    dictated(manager, recognizer, voice, *LOST, played=played)

    assert any(sound.seconds < 0.15 for sound in played) is wanted


def test_speak_applies_settings_of_voice(recognizer, tmp_path):
    manager = manager_in(tmp_path)
    manager.start("menu")
    for wish in ("lower pitch please", "speak slower", "quietly"):
        manager.respond_to(wish)
    own = Synthesizer(Manner(voice="en-us", rate=150))
    loop = spoken(manager, recognizer, own, [])
    loop._speak(manager.reply)
    own.close()

    assert own.manner.pitch == 35
    assert own.manner.rate < 165
    assert own.manner.volume == 0.35
