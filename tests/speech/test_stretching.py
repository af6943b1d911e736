"""Speech below the slowest rate of a synthesizer: longer, of the same pitch and loudness."""

import numpy as np
import pytest

from assistant.speech.audio.base import Sound
from assistant.speech.voices.stretching import stretched

RATE = 22050


def tone(hertz: float, seconds: float = 2.0) -> Sound:
    """A sound with many overtones, as a voice has."""
    wave = np.sign(np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE))
    return Sound((8000 * wave).astype(np.int16), RATE)


@pytest.mark.parametrize("factor", [1.05, 4 / 3, 2.0])
def test_stretched_is_longer_with_the_same_pitch_and_loudness(factor):
    wrong = {}
    for hertz in (90, 150, 240):
        sound = tone(hertz)
        longer = stretched(sound, factor)
        middle = longer.samples[2000 : 2000 + RATE] * np.hanning(RATE)
        pitch = float(np.argmax(np.abs(np.fft.rfft(middle))))
        louder = longer.samples.std() / sound.samples.std()
        if abs(pitch - hertz) > 2 or not 0.97 < louder < 1.03:
            wrong[hertz] = pitch, louder
        assert abs(longer.seconds - factor * sound.seconds) < 0.01
    assert wrong == {}


def test_stretched_by_less_than_one_or_of_a_click_is_the_same():
    click = Sound(np.ones(200, np.int16), RATE)
    assert stretched(click, 2.0) is click
    sound = tone(150)
    assert stretched(sound, 0.5) is sound
