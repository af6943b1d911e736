"""The network: time-delay layers with a narrow waist, and its weights as Kaldi takes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from models.tiny.features import CEPSTRA, SUBSAMPLING
from models.tiny.phones import PDFS

WIDTH, WAIST = 320, 96
FIRST = (-2, -1, 0, 1, 2)
LOOKING_AHEAD, LOOKING_BACK = 5, 3
"""Layers which see the next frame as well, and layers which do not: to see ahead is to wait."""
BYPASS = 0.66
LEFT = -FIRST[0] + SUBSAMPLING * (LOOKING_AHEAD + LOOKING_BACK)
RIGHT = FIRST[-1] + SUBSAMPLING * LOOKING_AHEAD
"""Frames of context before and after the one that is scored."""

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Affine:
    """Weights over the inputs at `offsets`, side by side, and a bias."""

    offsets: tuple[int, ...]
    weights: Weights
    bias: Weights


@dataclass(frozen=True, slots=True)
class Layers:
    """What Kaldi is given: a first layer, blocks of (waist, affine) with a bypass, an output."""

    first: Affine
    blocks: tuple[tuple[Affine, Affine], ...]
    output: Affine


class _Normalized(torch.nn.Module):
    """Batch normalization of each channel, and rectification."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = torch.nn.BatchNorm1d(WIDTH)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(utterances, frames, width) -> the same."""
        return torch.relu(self.norm(x.flatten(0, 1)).view(x.shape))

    def folded_into(self, weight: torch.Tensor, bias: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """The weight and bias of an affine layer which also normalizes."""
        norm = self.norm
        assert norm.running_mean is not None
        assert norm.running_var is not None
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        return weight * scale[:, None], (bias - norm.running_mean) * scale + norm.bias


def _pairs(x: torch.Tensor) -> torch.Tensor:
    """Each frame beside the next."""
    return torch.cat([x[:, :-1], x[:, 1:]], 2)


class Block(torch.nn.Module):
    """Narrow, widen, normalize, rectify; what came in is added, scaled by `BYPASS`."""

    def __init__(self, looks_ahead: bool) -> None:
        super().__init__()
        self.looks_ahead = looks_ahead
        self.narrow = torch.nn.Linear(2 * WIDTH, WAIST, bias=False)
        self.widen = torch.nn.Linear(2 * WAIST if looks_ahead else WAIST, WIDTH)
        self.normalized = _Normalized()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(utterances, frames, width) -> the same with fewer frames."""
        waist = self.narrow(_pairs(x))
        seen = _pairs(waist) if self.looks_ahead else waist
        wide: torch.Tensor = self.normalized(self.widen(seen))
        return wide + BYPASS * x[:, 1 : 1 + wide.shape[1]]

    def affine(self) -> tuple[Affine, Affine]:
        """The waist and the wide layer."""
        wide = self.normalized.folded_into(self.widen.weight, self.widen.bias)
        ahead = (0, SUBSAMPLING) if self.looks_ahead else (0,)
        waist = _affine((-SUBSAMPLING, 0), self.narrow.weight, torch.zeros(WAIST))
        return waist, _affine(ahead, *wide)


class Network(torch.nn.Module):
    """Cepstra -> scores of pdfs every third frame, and a second opinion only used in training."""

    def __init__(self, mean: torch.Tensor, deviation: torch.Tensor) -> None:
        super().__init__()
        self.mean = torch.nn.Buffer(mean)
        self.deviation = torch.nn.Buffer(deviation)
        self.first = torch.nn.Linear(CEPSTRA * len(FIRST), WIDTH)
        self.normalized = _Normalized()
        ahead = [True] * LOOKING_AHEAD + [False] * LOOKING_BACK
        self.blocks = torch.nn.Sequential(*(Block(a) for a in ahead))
        self.output = torch.nn.Linear(WIDTH, PDFS)
        self.framewise = torch.nn.Linear(WIDTH, PDFS)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(utterances, frames, 40) -> two times (utterances, frames / 3, pdfs)."""
        x = (x - self.mean) / self.deviation
        windows = x.unfold(1, len(FIRST), SUBSAMPLING).transpose(2, 3).flatten(2)
        x = self.blocks(self.normalized(self.first(windows)))
        return self.output(x), self.framewise(x)

    def layers(self) -> Layers:
        """The trained weights, input scaling and normalization folded into the affine layers."""
        mean, deviation = (each.repeat(len(FIRST)) for each in (self.mean, self.deviation))
        weight = self.first.weight / deviation
        bias = self.first.bias - weight @ mean
        return Layers(
            _affine(FIRST, *self.normalized.folded_into(weight, bias)),
            tuple(block.affine() for block in self.blocks if isinstance(block, Block)),
            _affine((0,), self.output.weight, self.output.bias),
        )


def _affine(offsets: tuple[int, ...], weight: torch.Tensor, bias: torch.Tensor) -> Affine:
    return Affine(offsets, weight.detach().numpy(), bias.detach().numpy())
