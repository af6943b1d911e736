"""Other voices, played to choose one from: real sounds, and a person who speaks over them."""

import io

import numpy as np
import pytest
import soxr

from assistant.channels.captions import Captions
from assistant.channels.spoken import SpokenChannel
from assistant.conversation.manager import ConversationManager
from assistant.journal import Journal
from assistant.speech.audio.base import RATE, Block
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import SoundCache, Synthesizer
from assistant.store.repository import Repository
from intents import load
from tests.conversation.world import MONDAY, WORDS

USUAL = "en-us"


class Loudspeaker:
    """Keeps what is played, and plays it until it is stopped."""

    rate = RATE
    playing = True

    def __init__(self):
        self.sounds = []
        self.stops_after = 0.0

    def play(self, sound):
        self.sounds.append(sound)

    def stop(self):
        return self.stops_after


@pytest.fixture(scope="module")
def choosing(tmp_path_factory):
    """A spoken conversation in which another voice was asked for, with real voices."""
    folder = tmp_path_factory.mktemp("voices")
    voice = Synthesizer(Manner(voice=USUAL, rate=300), SoundCache(folder / "cache"))
    repository = Repository(
        Journal(folder / "journal"), lambda: MONDAY, voices=lambda: voice.other_voices("en")[:3]
    )
    manager = ConversationManager(repository, load("en"), WORDS)
    captions, audio = Captions(io.StringIO(), WORDS), Loudspeaker()
    channel = SpokenChannel(manager, None, voice, audio, captions, barge_in="on")
    manager.start("reflect")
    channel._speak(manager.respond_to("another voice"))
    yield channel, voice
    voice.close()


def pitch(sound):
    """The middle pitch of a voice in hertz: where each piece is most like itself a little later."""
    shortest, longest = sound.rate // 300, sound.rate // 70
    size = 2 * longest
    loud = float(np.abs(sound.samples.astype(float)).max()) / 4
    found = []
    for at in range(0, len(sound.samples) - size, size // 2):
        piece = sound.samples[at : at + size].astype(float)
        if np.abs(piece).max() > loud:
            alike = np.correlate(piece, piece, "full")[size - 1 :]
            found.append(sound.rate / (shortest + int(alike[shortest:longest].argmax())))
    return float(np.median(found))


def test_other_voices_each_says_its_own_sample(choosing):
    channel, voice = choosing
    said = {sound.voice: sound for sound in channel.audio.sounds if "This is how" in sound.text}
    first, second = said["en-gb"], said["en-gb+f3"]
    assert pitch(second) > 1.3 * pitch(first)
    assert voice.manner.voice == USUAL


def test_that_one_is_the_voice_that_was_spoken_over(choosing):
    channel, voice = choosing
    sounds = channel.audio.sounds
    before = next(n for n, sound in enumerate(sounds) if sound.voice == "en-gb+f3")
    middle = sum(sound.seconds for sound in sounds[:before]) + sounds[before].seconds / 2
    assert before > 0
    channel.audio.stops_after = middle
    person = voice.synthesize("that one, please, I like that one")
    spoken = soxr.resample(person.samples, person.rate, RATE).astype(np.int16)
    channel._listen = lambda block, reply: reply
    for n, start in enumerate(range(0, len(spoken) - 640, 640)):
        pcm = spoken[start : start + 640].tobytes()
        channel.process_block(Block(pcm, n / 25, muted=True), channel.manager.reply)
    assert channel.output.interrupted

    channel.manager.respond_to("brmf")  # Asked again, the person means the same one.
    channel.manager.respond_to("that one")
    assert channel.manager.repository.state().settings.voice == "en-gb+f3"
