"""Listening for one answer where anything may be said."""

import numpy as np
import pytest
import soxr

from assistant.channels.utterance_listener import (
    RecognitionContext,
    UtteranceListener,
    command_phrases,
)
from assistant.conversation.acts import Interpretation
from assistant.speech.audio.base import RATE, Block
from assistant.speech.recognizers import Transcript, open_recognizer
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from intents import Dictation, Freely, load

LANGUAGE = load("en")
ONLY_IN_DICTATION = {"new paragraph", "keep listening", "scratch everything", "read it back"}


@pytest.fixture(scope="module")
def say():
    """A sentence as audio, in the voice PocketSphinx recognizes best, with silence around it."""
    voice = Synthesizer(Manner(voice="en-us+f2", rate=110))

    def render(text):
        sound = voice.synthesize(text)
        samples = soxr.resample(sound.samples, sound.rate, RATE).astype(np.int16)
        return np.concatenate([np.zeros(RATE, np.int16), samples, np.zeros(3 * RATE, np.int16)])

    yield render
    voice.close()


def listen(recognizer, expects, samples):
    context = RecognitionContext(
        expects,
        None,
        command_phrases(LANGUAGE, expects),
        1.0,
        lambda text: Interpretation.of(LANGUAGE.understand(text, expects)),
        LANGUAGE.unfinished,
    )
    listener = UtteranceListener(lambda: recognizer, context)
    pcm = samples.tobytes()
    for at in range(0, len(pcm), 1280):
        if listener.accept(Block(pcm[at : at + 1280], at / 2 / RATE)) in ("end_of_turn", "segment"):
            break
    return listener.finish()


class EverythingIsACommand:
    """A recognizer that matches all speech to the first command phrase, as PocketSphinx may."""

    passes_over = False

    def __init__(self, text, command, confirms):
        self.text, self.command, self.confirms = text, command, confirms

    def stream(self, phrases=None):
        heard = self.text
        if phrases is not None:
            heard = self.command if len(phrases) > 2 or self.confirms else self.text
        return FixedStream(heard)


class FixedStream:
    def __init__(self, text):
        self.text = text

    def accept(self, pcm):
        pass

    def partial(self):
        return self.text

    def finish(self):
        return Transcript(self.text)


def test_command_phrases_free_question_leaves_out_dictation_only():
    phrases = set(command_phrases(LANGUAGE, Freely()))
    assert not ONLY_IN_DICTATION & phrases
    assert {"skip it", "repeat that", "that's all"} <= phrases
    assert set(command_phrases(LANGUAGE, Dictation())) > ONLY_IN_DICTATION


@pytest.mark.parametrize("expects", [Freely(), Dictation()])
@pytest.mark.parametrize(
    ("text", "command", "confirms", "kind"),
    [
        ("i was tired", "that is all", False, "answer"),  # unlike, and the sound says no
        ("the alt", "that is all", False, "command"),  # alike
        ("harold", "skip it", True, "command"),  # unlike, but the sound says yes
    ],
)
def test_finish_command_is_taken_only_where_sound_supports_it(
    say, expects, text, command, confirms, kind
):
    recognizer = EverythingIsACommand(text, command, confirms)
    utterance = listen(recognizer, expects, say("i was tired"))
    assert utterance is not None
    assert utterance.interpretation.kind == kind


def test_finish_pocketsphinx_answer_is_not_taken_for_command(say):
    recognizer = open_recognizer("pocketsphinx")
    kinds = {
        text: listen(recognizer, Freely(), say(text)).interpretation.kind
        for text in ("i was tired", "listen first", "that's all", "repeat that")
    }
    assert kinds == {
        "i was tired": "answer",
        "listen first": "answer",
        "that's all": "command",
        "repeat that": "command",
    }
