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


class Block(torch.nn.Module):
    """Narrow, widen, normalize, rectify; what came in is added, scaled by `BYPASS`."""

    def __init__(self, looks_ahead: bool) -> None:
        super().__init__()
        self.looks_ahead = looks_ahead
        self.narrow = torch.nn.Conv1d(WIDTH, WAIST, 2, bias=False)
        self.widen = torch.nn.Conv1d(WAIST, WIDTH, 2 if looks_ahead else 1)
        self.norm = torch.nn.BatchNorm1d(WIDTH)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(utterances, width, frames) -> the same with fewer frames."""
        wide = torch.relu(self.norm(self.widen(self.narrow(x))))
        return wide + BYPASS * x[:, :, 1 : 1 + wide.shape[2]]


class Network(torch.nn.Module):
    """Cepstra -> scores of pdfs every third frame, and a second opinion only used in training."""

    def __init__(self, mean: torch.Tensor, deviation: torch.Tensor) -> None:
        super().__init__()
        self.mean = torch.nn.Buffer(mean)
        self.deviation = torch.nn.Buffer(deviation)
        self.first = torch.nn.Conv1d(CEPSTRA, WIDTH, len(FIRST), stride=SUBSAMPLING)
        self.norm = torch.nn.BatchNorm1d(WIDTH)
        ahead = [True] * LOOKING_AHEAD + [False] * LOOKING_BACK
        self.blocks = torch.nn.Sequential(*(Block(a) for a in ahead))
        self.output = torch.nn.Conv1d(WIDTH, PDFS, 1)
        self.framewise = torch.nn.Conv1d(WIDTH, PDFS, 1)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(utterances, frames, 40) -> two times (utterances, frames / 3, pdfs)."""
        x = ((x - self.mean) / self.deviation).transpose(1, 2)
        x = self.blocks(torch.relu(self.norm(self.first(x))))
        return self.output(x).transpose(1, 2), self.framewise(x).transpose(1, 2)

    def layers(self) -> Layers:
        """The trained weights, input scaling and normalization folded into the affine layers."""
        scale, shift = 1 / self.deviation, -self.mean / self.deviation
        assert self.first.bias is not None
        first = self.first.weight * scale[None, :, None]
        bias = self.first.bias + (self.first.weight * shift[None, :, None]).sum((1, 2))
        blocks = tuple(
            (
                _affine((-SUBSAMPLING, 0), block.narrow.weight, torch.zeros(WAIST)),
                _affine(
                    (0, SUBSAMPLING) if block.looks_ahead else (0,),
                    *_normalized(block.widen.weight, block.widen.bias, block.norm),
                ),
            )
            for block in self.blocks
            if isinstance(block, Block)
        )
        output = _affine((0,), self.output.weight, self.output.bias)
        return Layers(_affine(FIRST, *_normalized(first, bias, self.norm)), blocks, output)


def _normalized(
    weight: torch.Tensor, bias: torch.Tensor | None, norm: torch.nn.BatchNorm1d
) -> tuple[torch.Tensor, torch.Tensor]:
    assert bias is not None
    assert norm.running_mean is not None
    assert norm.running_var is not None
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return weight * scale[:, None, None], (bias - norm.running_mean) * scale + norm.bias


def _affine(offsets: tuple[int, ...], weight: torch.Tensor, bias: torch.Tensor | None) -> Affine:
    assert bias is not None
    side_by_side = torch.cat(list(weight.permute(2, 0, 1)), 1)
    return Affine(offsets, side_by_side.detach().numpy(), bias.detach().numpy())
