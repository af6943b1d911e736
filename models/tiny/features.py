"""Kaldi's MFCC features, and the frame labels which go with them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import kaldi_native_fbank
import numpy as np
from numpy.typing import NDArray

from models.tiny.phones import SILENCE, first_pdf
from models.tiny.sound import RATE, Signal

CEPSTRA = 40
LOWEST_HERTZ, HIGHEST_HERTZ = 20, 7600
SUBSAMPLING = 3
FRAME_SECONDS, FRAME_CENTRE = 0.03, 0.0125

CONFIGURATION = (
    "--use-energy=false",
    f"--sample-frequency={RATE}",
    f"--num-mel-bins={CEPSTRA}",
    f"--num-ceps={CEPSTRA}",
    f"--low-freq={LOWEST_HERTZ}",
    f"--high-freq={HIGHEST_HERTZ}",
    "--dither=0",
)
"""The same settings for the engine, as `conf/mfcc.conf` says them."""


def _options() -> kaldi_native_fbank.MfccOptions:
    options = kaldi_native_fbank.MfccOptions()
    options.use_energy = False
    options.num_ceps = CEPSTRA
    options.mel_opts.num_bins = CEPSTRA
    options.mel_opts.low_freq = LOWEST_HERTZ
    options.mel_opts.high_freq = HIGHEST_HERTZ
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = RATE
    return options


def mfcc(signal: Signal) -> NDArray[np.float32]:
    """(frames, 40) cepstra of 16 kHz samples in 16-bit range, a frame every 10 ms."""
    computer = kaldi_native_fbank.OnlineMfcc(_options())
    computer.accept_waveform(RATE, signal.tolist())
    computer.input_finished()
    return np.stack([computer.get_frame(k) for k in range(computer.num_frames_ready)])


def frame_pdfs(
    phones: Sequence[tuple[float, str]], tempo: float, before: float, frames: int
) -> NDArray[np.int64] | None:
    """The pdf of every third frame, each phone having at least one; None if too fast for that.

    `phones` are (second, phone) in the speech, which was played `tempo` times as fast after
    `before` seconds of silence; `frames` is the number of 10 ms frames.
    """
    sequence = [(-1.0, SILENCE)]
    for start, phone in phones:
        if not (phone == SILENCE and sequence[-1][1] == SILENCE):
            sequence.append((before + start / tempo, phone))
    count = (frames + SUBSAMPLING - 1) // SUBSAMPLING
    starts = [max(0, math.ceil((at - FRAME_CENTRE) / FRAME_SECONDS)) for at, _ in sequence]
    for k in range(1, len(starts)):
        starts[k] = max(starts[k], starts[k - 1] + 1)
    limit = count
    for k in reversed(range(len(starts))):
        starts[k] = limit = min(starts[k], limit - 1)
    if starts[0] < 0:
        return None
    pdfs = np.zeros(count, np.int64)
    for (_, phone), start, end in zip(sequence, starts, [*starts[1:], count], strict=True):
        pdfs[start] = first_pdf(phone)
        pdfs[start + 1 : end] = first_pdf(phone) + 1
    return pdfs
