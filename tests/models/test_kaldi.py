"""The acoustic model's file: weights in a byte each, as Kaldi reads them back."""

import struct

import numpy as np
import pytest

kaldi = pytest.importorskip("models.tiny.kaldi", reason="only where the model is made")


def read_back(data):
    """The matrix in Kaldi's one-byte form, after `CompressedMatrix` of Kaldi."""
    assert data[:3] == b"CM "
    low, span, rows, columns = struct.unpack_from("<ffii", data, 3)
    marks = np.frombuffer(data, "<u2", 4 * columns, 19).reshape(columns, 4)
    p0, p25, p75, p100 = (low + span * marks[:, k, None] / 65535 for k in range(4))
    steps = np.frombuffer(data, np.uint8, rows * columns, 19 + 8 * columns).reshape(columns, rows)
    lower = p0 + (p25 - p0) * steps / 64
    middle = p25 + (p75 - p25) * (steps - 64.0) / 128
    upper = p75 + (p100 - p75) * (steps - 192.0) / 63
    return np.where(steps <= 64, lower, np.where(steps <= 192, middle, upper)).T


def test_weights_written_and_read_differ_by_a_hundredth_of_their_spread():
    weights = np.random.default_rng(1).normal(0, 0.2, (320, 60))

    off = read_back(kaldi._matrix(weights)) - weights

    assert np.sqrt(np.mean(off**2)) < 0.01 * weights.std()


@pytest.mark.parametrize("value", [0.0, 1.5, -2.0])
def test_weights_column_of_one_value_is_read_exactly(value):
    weights = np.column_stack([np.full(50, value), np.linspace(-1, 1, 50)])

    assert read_back(kaldi._matrix(weights)) == pytest.approx(weights, abs=0.01)
