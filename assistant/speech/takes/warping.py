"""Dynamic time warping: how far two sounds are apart, whichever is said faster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from assistant.speech.takes.voiced import Samples

_FAR = np.float32(1e9)


def distances(sound: Samples, others: Sequence[Samples], by_angle: bool) -> Samples:
    """How far `sound` is from each of `others`, in the mean along the best alignment.

    Each is a row of values for each frame. `by_angle`: frames are compared by the cosine of their
    angle (0 to 2), else by their Euclidean distance. A step in both counts twice, so that every
    way through the alignment has the same weight.
    """
    if by_angle:
        sound, others = _unit(sound), [_unit(other) for other in others]
    height, lengths = len(sound), [len(other) for other in others]
    cost = _diagonals(sound, others, by_angle)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for place, length in enumerate(lengths):
        ends[height + length - 2].append(place)
    result = np.full(len(others), _FAR, np.float32)
    # Row i + 1 of each diagonal is frame i of `sound`; row 0 is outside.
    before = last = np.full((height + 1, len(others)), _FAR, np.float32)
    for diagonal, step in enumerate(cost):
        now = np.full_like(last, _FAR)
        if diagonal == 0:
            now[1] = 2 * step[0]
        else:
            one = np.minimum(last[1:], last[:-1]) + step
            now[1:] = np.minimum(one, before[:-1] + 2 * step)
        for place in ends.get(diagonal, ()):
            result[place] = now[height, place] / (height + lengths[place])
        before, last = last, now
    return result


def _diagonals(sound: Samples, others: Sequence[Samples], by_angle: bool) -> Samples:
    """The distances of frames, by diagonal, by frame of `sound` and by the other sound."""
    longest = max(len(other) for other in others)
    padded = np.zeros((len(others), longest, sound.shape[1]), np.float32)
    for place, other in enumerate(others):
        padded[place, : len(other)] = other
    product = np.einsum("nd,tmd->nmt", sound, padded, optimize=True)
    if by_angle:
        cost = 1 - product
    else:
        squares = (sound**2).sum(axis=1)[:, None, None] + (padded**2).sum(axis=2).T[None]
        cost = np.sqrt(np.maximum(squares - 2 * product, 0))
    height = len(sound)
    result = np.full((height + longest - 1, height, len(others)), _FAR, np.float32)
    for frame in range(height):
        result[frame : frame + longest, frame] = cost[frame]
    return result


def _unit(rows: Samples) -> Samples:
    return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6), np.float32)
