"""Training the network on labelled features."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from models.tiny import sequence
from models.tiny.features import CEPSTRA, SUBSAMPLING
from models.tiny.network import LEFT, RIGHT, Network

BATCH_FRAMES = 2400
TOLERANCE = 2
FRAMEWISE_SHARE = 0.2
PEAK_RATE = 2.5e-3
OUTPUT_PENALTY = 5e-4
MICROPHONE_DEVIATION = 3.0
REPORT_EVERY = 200


@dataclass(frozen=True, slots=True)
class Utterance:
    """Features of an utterance, (frames, 40) half floats, and the pdf of every third frame."""

    features: NDArray[np.float16]
    pdfs: NDArray[np.int64]


def _batches(lengths: Sequence[int], rng: np.random.Generator) -> Iterator[list[int]]:
    """Utterances of like length, about `BATCH_FRAMES` frames together, in random order."""
    order = sorted(range(len(lengths)), key=lambda k: lengths[k] * rng.uniform(0.9, 1.1))
    groups: list[list[int]] = [[]]
    for place in order:
        longest = max([lengths[k] for k in groups[-1]] + [lengths[place]])
        if groups[-1] and longest * (len(groups[-1]) + 1) > BATCH_FRAMES:
            groups.append([])
        groups[-1].append(place)
    for k in rng.permutation(len(groups)):
        yield groups[k]


def _microphones(count: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """A random change of every cepstrum for each of `count` utterances: another microphone."""
    falling = MICROPHONE_DEVIATION / (1 + np.arange(CEPSTRA))
    return (rng.normal(0, 1, (count, 1, CEPSTRA)) * falling).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Batch:
    features: torch.Tensor
    pdfs: torch.Tensor
    lengths: torch.Tensor
    phones: torch.Tensor
    earliest: torch.Tensor
    latest: torch.Tensor


def _batch(utterances: Sequence[Utterance], rng: np.random.Generator) -> _Batch:
    lengths = [len(u.pdfs) for u in utterances]
    frames, count = max(lengths), len(utterances)
    features = np.empty((count, SUBSAMPLING * (frames - 1) + 1 + LEFT + RIGHT, CEPSTRA), np.float32)
    pdfs = np.full((count, frames), -1)
    sequences = [sequence.phones_of(u.pdfs) for u in utterances]
    width = max(len(phones) for phones, _ in sequences)
    phones_at, earliest, latest = (np.zeros((count, width), np.int64) for _ in range(3))
    latest[:] = -1
    for row, (utterance, (phones, starts)) in enumerate(zip(utterances, sequences, strict=True)):
        places = np.arange(features.shape[1]) - LEFT
        features[row] = utterance.features[places.clip(0, len(utterance.features) - 1)]
        pdfs[row, : lengths[row]] = utterance.pdfs
        ends = np.append(starts[1:], lengths[row])
        phones_at[row, : len(phones)] = phones
        earliest[row, : len(phones)] = starts - TOLERANCE
        latest[row, : len(phones)] = ends - 1 + TOLERANCE
    features += _microphones(count, rng)
    arrays = (features, pdfs, np.array(lengths), phones_at, earliest, latest)
    return _Batch(*(torch.from_numpy(a) for a in arrays))


class _Objective:
    """The loss of a batch: the sequence objective, and a share of the framewise one."""

    def __init__(self, utterances: Sequence[Utterance]) -> None:
        self.bigram = sequence.bigram([sequence.phones_of(u.pdfs)[0] for u in utterances])
        self.transitions = sequence.transitions(self.bigram)

    def __call__(self, network: Network, batch: _Batch) -> tuple[torch.Tensor, float, float]:
        """(loss, sequence objective a frame, share of frames right)"""
        with torch.autocast("cpu", torch.bfloat16):  # half the time; sums over paths stay exact
            outputs = network(batch.features)
        scores, framewise = (output.float() for output in outputs)
        frames = batch.lengths.sum()
        wrong = sequence.all_paths(scores, self.transitions, batch.lengths)
        right = sequence.right_paths(
            scores, self.bigram, batch.phones, batch.earliest, batch.latest, batch.lengths
        )
        difference = (wrong - right).sum() / frames
        inside = batch.pdfs >= 0
        penalty = OUTPUT_PENALTY * scores[inside].square().sum(1).mean()
        cross_entropy = torch.nn.functional.cross_entropy(framewise[inside], batch.pdfs[inside])
        hits = (framewise[inside].argmax(1) == batch.pdfs[inside]).float().mean()
        loss = difference + FRAMEWISE_SHARE * cross_entropy + penalty
        return loss, float(difference.detach()), float(hits)


def _statistics(utterances: Sequence[Utterance]) -> tuple[torch.Tensor, torch.Tensor]:
    sample = np.concatenate([u.features[::7] for u in utterances[::5]]).astype(np.float32)
    return torch.from_numpy(sample.mean(0)), torch.from_numpy(sample.std(0))


def train(utterances: Sequence[Utterance], epochs: int, seed: int) -> Network:
    """A network trained from nothing, ready for use."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = Network(*_statistics(utterances))
    objective = _Objective(utterances)
    lengths = [len(u.pdfs) for u in utterances]
    plan = [group for _ in range(epochs) for group in _batches(lengths, rng)]
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, PEAK_RATE, total_steps=len(plan), pct_start=0.1, final_div_factor=100
    )
    size = sum(p.numel() for p in network.parameters())
    print(f"training {size} weights on {len(utterances)} utterances, {len(plan)} steps", flush=True)
    started, seen = time.monotonic(), np.zeros(2)
    for step, group in enumerate(plan, 1):
        loss, difference, hits = objective(network, _batch([utterances[k] for k in group], rng))
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        schedule.step()
        seen += (difference, hits)
        if step % REPORT_EVERY == 0 or step == len(plan):
            many = (step - 1) % REPORT_EVERY + 1
            print(
                f"step {step}: sequence {seen[0] / many:.4f}, frames right {seen[1] / many:.1%}, "
                f"{time.monotonic() - started:.0f} s",
                flush=True,
            )
            seen[:] = 0
    network.eval()
    return network
