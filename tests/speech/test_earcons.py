"""Earcons: short, quiet, without a click, and no two alike."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from assistant.speech.earcons import EARCONS, LOUDEST, earcon


@pytest.mark.parametrize("name", EARCONS)
def test_it_is_over_at_once(name):
    assert earcon(name).seconds < 0.15


@pytest.mark.parametrize("name", EARCONS)
def test_it_is_quiet_but_to_be_heard(name):
    samples = earcon(name).samples.astype(float) / 32768
    assert 0.03 < np.sqrt(np.mean(samples**2)) < np.abs(samples).max() <= LOUDEST


@pytest.mark.parametrize("name", EARCONS)
def test_it_begins_and_ends_in_silence(name):
    samples = earcon(name).samples
    assert abs(int(samples[0])) < 40
    assert abs(int(samples[-1])) < 400


@pytest.mark.parametrize(("one", "other"), combinations(EARCONS, 2))
def test_no_two_sound_alike(one, other):
    def course(name):
        """The loudest frequency early and late in it."""
        samples = earcon(name).samples.astype(float)
        halves = (samples[: len(samples) // 2], samples[len(samples) // 2 :])
        return [np.abs(np.fft.rfft(half, 8192)).argmax() * 22050 / 8192 for half in halves]

    def apart(a, b):
        return abs(np.log2(a / b)) * 12

    # By two semitones somewhere, at least.
    assert max(map(apart, course(one), course(other))) > 2
