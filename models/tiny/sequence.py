"""The training objective: maximum mutual information over phone sequences, without lattices.

As Kaldi's "chain" training: the score of the right phone sequence, its boundaries free within a
tolerance, against the scores of all phone sequences under a phone bigram. Both are sums over paths
of the topology in `models.tiny.phones`, found by the forward algorithm on the network's output.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from models.tiny.phones import PDFS, PHONES

STAY = LEAVE = 0.5
LEAK = 1e-5
IMPOSSIBLE = -1e30


def phones_of(pdfs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(phones, first frames) of an utterance labelled with a pdf a frame."""
    starts = np.flatnonzero(pdfs % 2 == 0)
    return pdfs[starts] // 2, starts


def bigram(sequences: Sequence[NDArray[np.int64]], seen: float = 1.0) -> torch.Tensor:
    """P(next phone | phone), (phones, phones), `seen` being added to every count."""
    count = np.full((len(PHONES), len(PHONES)), seen)
    count[0, 0] = 0
    for sequence in sequences:
        np.add.at(count, (sequence[:-1], sequence[1:]), 1)
    return torch.from_numpy(count / count.sum(1, keepdims=True)).float()


def transitions(phone_bigram: torch.Tensor) -> torch.Tensor:
    """(pdfs, pdfs): the probability of each pdf after each, staying in a phone or leaving it."""
    matrix = torch.zeros(PDFS, PDFS)
    for half in (0, 1):
        matrix[half::2, 0::2] = LEAVE * phone_bigram
    places = torch.arange(0, PDFS, 2)
    for half in (0, 1):
        matrix[places + half, places + 1] += STAY
    return matrix


def all_paths(scores: torch.Tensor, matrix: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Log of the sum over all paths from silence; `scores` is (utterances, frames, pdfs)."""
    peak = scores.detach().amax(2, keepdim=True)
    likelihood = (scores - peak).exp()
    frames = torch.arange(scores.shape[1])
    valid = (frames[None, :] < lengths[:, None]).float()
    total = (peak.squeeze(2) * valid).sum(1)
    start = torch.full((PDFS,), LEAK)
    start[0] = 1.0
    forward = likelihood[:, 0] * start
    for frame in range(scores.shape[1]):
        if frame:
            forward = ((forward @ matrix) + LEAK / PDFS) * likelihood[:, frame]
        scale = forward.sum(1, keepdim=True)
        forward = forward / scale
        total = total + scale.squeeze(1).log() * valid[:, frame]
    return total


def right_paths(
    scores: torch.Tensor,
    phone_bigram: torch.Tensor,
    sequence: torch.Tensor,
    earliest: torch.Tensor,
    latest: torch.Tensor,
    lengths: torch.Tensor,
) -> torch.Tensor:
    """Log of the sum over paths through the given phones, (utterances,).

    `sequence`, `earliest` and `latest` are (utterances, phones): which phone, and the first and
    last frame it may hold; padding has `latest` below `earliest`.
    """
    width = sequence.shape[1]
    entering = scores.gather(2, (2 * sequence)[:, None, :].expand(-1, scores.shape[1], -1))
    staying = scores.gather(2, (2 * sequence + 1)[:, None, :].expand(-1, scores.shape[1], -1))
    move = torch.zeros(sequence.shape)
    move[:, 1:] = (LEAVE * phone_bigram[sequence[:, :-1], sequence[:, 1:]]).clamp_min(1e-9).log()
    stay = float(np.log(STAY))
    wall = torch.full((scores.shape[0], 1), IMPOSSIBLE)
    first = torch.where(torch.arange(width)[None, :] == 0, entering[:, 0], IMPOSSIBLE)
    further = torch.full_like(first, IMPOSSIBLE)
    final = torch.zeros(scores.shape[0])
    last = (latest >= earliest).sum(1, keepdim=True) - 1
    for frame in range(scores.shape[1]):
        if frame:
            either = torch.logaddexp(first, further)
            came = torch.cat([wall, either[:, :-1]], 1) + move
            allowed = (earliest <= frame) & (frame <= latest)
            first = torch.where(allowed, came + entering[:, frame], IMPOSSIBLE)
            further = torch.where(allowed, either + stay + staying[:, frame], IMPOSSIBLE)
        ended = torch.logaddexp(first, further).gather(1, last).squeeze(1)
        final = torch.where(lengths - 1 == frame, ended, final)
    return final
