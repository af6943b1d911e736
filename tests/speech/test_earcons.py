"""Earcons are short, quiet, without a click, and differ."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from assistant.speech.earcons import EARCONS, LOUDEST, earcon


def test_earcon_duration_is_below_150_ms():
    assert [name for name in EARCONS if earcon(name).seconds >= 0.15] == []


def test_earcon_level_is_low_and_audible():
    levels = {}
    for name in EARCONS:
        samples = earcon(name).samples.astype(float) / 32768
        levels[name] = (np.sqrt(np.mean(samples**2)), np.abs(samples).max())

    assert {name: x for name, x in levels.items() if not 0.03 < x[0] < x[1] <= LOUDEST} == {}


def test_earcon_edges_are_silent():
    edges = {name: (earcon(name).samples[0], earcon(name).samples[-1]) for name in EARCONS}

    assert {name: x for name, x in edges.items() if abs(x[0]) >= 40 or abs(x[1]) >= 400} == {}


def test_earcon_two_names_sound_different():
    def course(name):
        """The loudest frequency in its first and its second half."""
        samples = earcon(name).samples.astype(float)
        halves = (samples[: len(samples) // 2], samples[len(samples) // 2 :])
        return [np.abs(np.fft.rfft(half, 8192)).argmax() * 22050 / 8192 for half in halves]

    def semitones(a, b):
        return abs(np.log2(a / b)) * 12

    alike = [
        (one, other)
        for one, other in combinations(EARCONS, 2)
        if max(map(semitones, course(one), course(other))) <= 2
    ]
    assert alike == []
