"""Barge-in, in the spoken channel with synthesized audio."""

import numpy as np
import pytest
import soxr

from assistant.channels.barge_in import BargeInDetector
from assistant.channels.captions import Captions
from assistant.channels.spoken import SpokenChannel
from assistant.speech.audio.base import RATE, Block
from tests.channels.test_spoken import (  # noqa: F401
    Given,
    blocks,
    manager_in,
    recognizer,
    said,
    voice,
)


class Speaking(Given):
    """Audio that plays until it is stopped, `heard` seconds after it began."""

    def __init__(self, given, heard):
        super().__init__(given)
        self.heard, self.playing, self.played = heard, False, []

    def play(self, sound):
        self.playing = True
        self.played.append(sound)

    def stop(self):
        self.playing = False
        return self.heard


def muted(given):
    return [Block(block.pcm, block.at, muted=True) for block in given]


def room(seconds, level=3):
    return np.random.default_rng(2).normal(0, level, int(RATE * seconds)).astype(np.int16)


def talk(tmp_path, recognizer, voice, words, heard=1.0, barge_in="on"):  # noqa: F811
    import io

    manager = manager_in(tmp_path)
    audio = Speaking((), heard)
    over = muted(blocks(room(1.5), said(voice, words)))
    audio.given = [*over, *blocks(room(3.0))]
    captions = Captions(out := io.StringIO(), manager.wording)
    loop = SpokenChannel(manager, lambda: recognizer, voice, audio, captions, barge_in=barge_in)
    loop.start("reflect")
    said_first = len(audio.played)
    loop.run()
    return audio, said_first, out.getvalue()


def test_run_barge_in_is_recognized_from_beginning(tmp_path, recognizer, voice):  # noqa: F811
    audio, _, written = talk(tmp_path, recognizer, voice, "skip it")

    assert "skip it" in written
    assert audio.played[0] is not audio.played[-1]


def test_run_repeat_after_barge_in_resumes_sentence(tmp_path, recognizer, voice):  # noqa: F811
    audio, first, _ = talk(tmp_path, recognizer, voice, "repeat that")
    ends = np.cumsum([sound.seconds for sound in audio.played[:first]])
    unheard = int(np.searchsorted(ends, 1.0, side="right"))

    assert audio.played[first] is audio.played[unheard]


def test_run_barge_in_off_speaks_on(tmp_path, recognizer, voice):  # noqa: F811
    audio, first, _ = talk(tmp_path, recognizer, voice, "skip it", barge_in="off")

    assert (audio.playing, len(audio.played)) == (True, first)


# The synthesizer's sound differs a little each time, and the other voice is a synthesized one too.
@pytest.mark.flaky(reruns=2)
@pytest.mark.parametrize("own", [True, False])
def test_detect_echo_of_own_voice_is_no_barge_in(voice, own):  # noqa: F811
    """Headphones are put down; another person's voice still interrupts."""
    sound = voice.synthesize("This is what I say, and it goes on for some time, as such things do.")
    back = soxr.resample(sound.samples, sound.rate, RATE) * 0.5
    other = np.resize(said(voice, "will you please stop this now"), len(back))
    detector = BargeInDetector("auto")
    detector.playback_started()
    detector.add_played(sound)
    quiet_first = int(1.2 * RATE)
    heard = np.concatenate([room(1.35), (back if own else other)[quiet_first:]])
    stops = [detector.detect(block) for block in muted(blocks(heard))]

    assert (any(stops), detector.possible) == (not own, not own)
