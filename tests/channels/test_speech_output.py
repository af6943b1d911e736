"""What is played of a reply: pauses between the sentences, and only the questions."""

import io

import numpy as np
import pytest

from assistant.channels.barge_in import BargeInDetector
from assistant.channels.captions import Captions
from assistant.channels.speech_output import SpeechOutput
from assistant.dialogues.steps import Say
from assistant.practice.preferences import Settings
from assistant.speech.audio.base import Sound
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import split_sentences
from assistant.wording.besides import BESIDES, is_besides
from tests.conversation.world import WORDS


class Voice:
    """Each sentence is a tenth of a second of ones."""

    manner = Manner()

    def sentences(self, text, *, personal):
        return (Sound(np.ones(1600, np.int16), 16000) for _ in split_sentences(text))


class Loudspeaker:
    rate = 16000
    playing = False

    def __init__(self):
        self.sounds = []

    def play(self, sound):
        self.sounds.append(sound)

    def seconds(self):
        """The sounds in seconds, silence below zero."""
        sign = [1 if sound.samples.any() else -1 for sound in self.sounds]
        return [round(s * x.seconds, 2) for s, x in zip(sign, self.sounds, strict=True)]


@pytest.fixture
def loudspeaker():
    return Loudspeaker()


@pytest.fixture
def output(loudspeaker):
    out = io.StringIO()
    captions = Captions(out, WORDS)
    return SpeechOutput(Voice(), loudspeaker, captions, None, BargeInDetector("off"), WORDS)


QUESTION = Say("morning.how_did_it_go", goal="walk")
GREETING = Say("morning.greeting.morning")
KEPT = Say("voice.simple")


def test_sentence_pause_is_between_the_sentences_and_not_before_the_answer(output, loudspeaker):
    output.apply(Settings(sentence_pause=1.5))
    output.speak(WORDS.lines((GREETING, KEPT)))
    assert loudspeaker.seconds() == [0.1, -1.5, 0.1, -1.5, 0.1]


def test_only_questions_leaves_out_greetings_but_writes_them(output, loudspeaker):
    output.apply(Settings(only_questions=True))
    output.speak(WORDS.lines((GREETING, KEPT, QUESTION)), whole=False)
    spoken = [*split_sentences(WORDS.line(KEPT).text), *split_sentences(WORDS.line(QUESTION).text)]
    assert loudspeaker.seconds() == [0.1] * len(spoken)
    assert "Good morning." in output.captions.out.getvalue()


def test_only_questions_says_everything_that_was_asked_for_again(output, loudspeaker):
    output.apply(Settings(only_questions=True))
    output.speak(WORDS.lines((GREETING,)), whole=True)
    assert loudspeaker.seconds() == [0.1]


def test_besides_never_what_is_told_or_about_safety():
    begins = ("safety.", "told.", "heard.", "errors.", "help.", "comfort.", "welcome.hello")
    keys = [key for key in WORDS.variants if is_besides(key)]
    assert [key for key in keys if key.startswith(begins)] == []


def test_besides_every_entry_has_a_wording():
    unknown = [key for key in BESIDES if not any(k.startswith(key) for k in WORDS.variants)]
    assert unknown == []


SAMPLES = [Say("other_voice.sample", number=n, called=f"V{n}", in_voice=f"v{n}") for n in (1, 2)]


class Spoken(Loudspeaker):
    """Plays until it is stopped after so many seconds."""

    playing = True

    def __init__(self, seconds):
        super().__init__()
        self.stops_after = seconds

    def stop(self):
        return self.stops_after


class Manners(Voice):
    """Notes in which voice each sentence is made."""

    def __init__(self):
        self.manner = Manner(voice="usual")
        self.voices = []

    def sentences(self, text, *, personal):
        for sound in super().sentences(text, personal=personal):
            self.voices.append(self.manner.voice)
            yield sound


def test_speak_a_line_for_another_voice_is_said_by_it_and_the_next_one_as_usual(loudspeaker):
    voice, captions = Manners(), Captions(io.StringIO(), WORDS)
    output = SpeechOutput(voice, loudspeaker, captions, None, BargeInDetector("off"), WORDS)
    output.speak(WORDS.lines((KEPT, *SAMPLES, QUESTION)))
    assert list(dict.fromkeys(voice.voices)) == ["usual", "v1", "v2"]
    assert voice.voices[-1] == voice.manner.voice == "usual"


@pytest.mark.parametrize(
    ("seconds", "meant"),
    [(0.05, "v1"), (0.15, "v1"), (0.25, "v1"), (0.35, "v2"), (0.45, "")],
    ids=["its name", "its sentence", "the next one's name", "the next one's sentence", "question"],
)
def test_heard_voice_is_the_one_that_was_spoken_over(seconds, meant):
    voice, captions = Manners(), Captions(io.StringIO(), WORDS)
    detector = BargeInDetector("on")
    output = SpeechOutput(voice, Spoken(seconds), captions, None, detector, WORDS)
    output.speak(WORDS.lines((*SAMPLES, QUESTION)))
    output.interrupt()
    assert output.heard_voice == meant
