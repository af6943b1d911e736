"""Files of the acoustic model in Kaldi's binary form: `am/final.mdl`, `conf/*.conf`."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from models.tiny.features import CEPSTRA, CONFIGURATION, SUBSAMPLING
from models.tiny.network import BYPASS, Affine, Layers
from models.tiny.phones import SILENCE_ID, kaldi_phones

DECODING = (
    "--min-active=200",
    "--max-active=3000",
    "--beam=13.0",
    "--lattice-beam=2.0",
    "--acoustic-scale=0.8",
    f"--frame-subsampling-factor={SUBSAMPLING}",
    f"--endpoint.silence-phones={SILENCE_ID}",
    "--endpoint.rule2.min-trailing-silence=0.5",
    "--endpoint.rule3.min-trailing-silence=0.75",
    "--endpoint.rule4.min-trailing-silence=1.0",
)


def write_configuration(folder: Path) -> None:
    """Write how features are made and how the engine searches."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mfcc.conf").write_text("\n".join(CONFIGURATION) + "\n")
    (folder / "model.conf").write_text("\n".join(DECODING) + "\n")


def _token(text: str) -> bytes:
    return text.encode() + b" "


def _integer(value: int) -> bytes:
    return b"\4" + struct.pack("<i", value)


def _float(value: float) -> bytes:
    return b"\4" + struct.pack("<f", value)


def _integers(values: Sequence[int]) -> bytes:
    return b"\4" + struct.pack("<i", len(values)) + np.asarray(values, "<i4").tobytes()


def _vector(values: ArrayLike) -> bytes:
    array = np.asarray(values, "<f4")
    return _token("FV") + _integer(len(array)) + array.tobytes()


def _matrix(values: ArrayLike) -> bytes:
    """A matrix in Kaldi's one-byte compressed form, which is read back as an ordinary one.

    Each column is quantized finely between its quartiles and coarsely outside: in 64 steps up to
    the lower, 128 between, 63 above the upper.
    """
    array = np.asarray(values, np.float64)
    low = float(array.min())
    span = float(array.max()) - low or 1.0
    marks = np.quantile(array, (0, 0.25, 0.75, 1), axis=0)
    levels = np.round((marks - low) / span * 65535)
    for row in (1, 2, 3):  # strictly rising, so that every step has a size
        levels[row] = np.maximum(levels[row], levels[row - 1] + 1)
    levels -= np.maximum(0, levels[3] - 65535)
    edges = low + span * levels / 65535
    steps = np.empty(array.shape, np.uint8)
    for column in range(array.shape[1]):
        place = np.interp(array[:, column], edges[:, column], (0, 64, 192, 255))
        steps[:, column] = np.round(place)
    header = struct.pack("<ffii", low, span, *array.shape)
    return _token("CM") + header + levels.T.astype("<u2").tobytes() + steps.T.tobytes()


def _transition_model() -> bytes:
    """One state a phone; its first frame and its self loop have a pdf each."""
    phones = kaldi_phones()
    count = len(phones)
    out = _token("<TransitionModel>") + _token("<Topology>")
    out += _integers(range(1, count + 1)) + _integers([-1] + [0] * count)
    out += _integer(-1) + _integer(1)  # self loops have pdfs of their own; one kind of phone
    out += _integer(2)  # states: the emitting one, with two arcs of even chance, and the final one
    out += _integer(0) + _integer(1) + _integer(2)
    out += _integer(0) + _float(0.5) + _integer(1) + _float(0.5)
    out += _integer(-1) + _integer(-1) + _integer(0) + _token("</Topology>")
    out += _token("<Tuples>") + _integer(count)
    for kaldi_id, (place, _) in enumerate(phones, 1):
        out += _integer(kaldi_id) + _integer(0) + _integer(2 * place) + _integer(2 * place + 1)
    out += _token("</Tuples>") + _token("<LogProbs>")
    out += _vector([0.0] + [math.log(0.5)] * (2 * count))
    return out + _token("</LogProbs>") + _token("</TransitionModel>")


class _Nnet:
    """A network being written: lines of configuration, and components by name."""

    def __init__(self) -> None:
        self.lines = [f"input-node name=input dim={CEPSTRA}"]
        self.components: list[tuple[str, bytes]] = []

    def _node(self, name: str, source: str) -> str:
        self.lines.append(f"component-node name={name} component={name} input={source}")
        return name

    def affine(self, name: str, layer: Affine, source: str) -> str:
        data = _token("<FixedAffineComponent>") + _token("<LinearParams>") + _matrix(layer.weights)
        data += _token("<BiasParams>") + _vector(layer.bias) + _token("</FixedAffineComponent>")
        self.components.append((name, data))
        parts = [source if at == 0 else f"Offset({source}, {at})" for at in layer.offsets]
        spliced = parts[0] if len(parts) == 1 else f"Append({', '.join(parts)})"
        return self._node(name, spliced)

    def rectified(self, name: str, width: int, source: str) -> str:
        kind = "RectifiedLinearComponent"
        data = _token(f"<{kind}>") + _token("<Dim>") + _integer(width)
        data += _token("<ValueAvg>") + _vector([]) + _token("<DerivAvg>") + _vector([])
        data += _token("<Count>") + b"\x08" + struct.pack("<d", 0) + _token(f"</{kind}>")
        self.components.append((name, data))
        return self._node(name, source)

    def sum(self, name: str, width: int, source: str) -> str:
        data = _token("<NoOpComponent>") + _token("<Dim>") + _integer(width)
        data += _token("<BackpropScale>") + _float(1.0) + _token("</NoOpComponent>")
        self.components.append((name, data))
        return self._node(name, source)

    def bytes(self) -> bytes:
        out = _token("<Nnet3>") + b"\n" + "\n".join(self.lines).encode() + b"\n\n"
        out += _token("<NumComponents>") + _integer(len(self.components))
        for name, data in self.components:
            out += _token("<ComponentName>") + _token(name) + data
        return out + _token("</Nnet3>")


def write_acoustic_model(path: Path, layers: Layers) -> None:
    """Write topology and network: a `final.mdl` as libvosk reads it."""
    net = _Nnet()
    width = len(layers.first.bias)
    last = net.rectified("relu0", width, net.affine("affine0", layers.first, "input"))
    for number, (waist, wide) in enumerate(layers.blocks, 1):
        narrow = net.affine(f"waist{number}", waist, last)
        relu = net.rectified(f"relu{number}", width, net.affine(f"affine{number}", wide, narrow))
        last = net.sum(f"sum{number}", width, f"Sum(Scale({BYPASS}, {last}), {relu})")
    out = net.affine("output-affine", layers.output, last)
    net.lines.append(f"output-node name=output input={out} objective=linear")
    context = _token("<LeftContext>") + _integer(0) + _token("<RightContext>") + _integer(0)
    priors = _token("<Priors>") + _vector([])
    path.write_bytes(b"\0B" + _transition_model() + net.bytes() + context + priors)
