"""Labels of the small model's training speech: which phone each frame is."""

import numpy as np
import pytest

pytest.importorskip("kaldi_native_fbank", reason="it is there only where the model is made")

from models.tiny.features import frame_pdfs, mfcc
from models.tiny.phones import first_pdf


def test_labels_each_phone_begins_with_its_first_pdf_and_lasts_until_the_next():
    pdfs = frame_pdfs([(0.0, "Y"), (0.1, "EH"), (0.25, "S"), (0.4, "SIL")], 1.0, 0.3, frames=120)

    assert len(pdfs) == 40
    starts = [(k, int(p)) for k, p in enumerate(pdfs) if p % 2 == 0]
    expected = [(0, "SIL"), (10, "Y"), (13, "EH"), (18, "S"), (23, "SIL")]
    assert starts == [(frame, first_pdf(phone)) for frame, phone in expected]


def test_labels_faster_speech_are_fewer():
    pdfs = frame_pdfs([(0.2, "AA")], 2.0, 0.0, frames=60)

    assert int(np.flatnonzero(pdfs == first_pdf("AA"))[0]) == 3


def test_labels_more_phones_than_frames_are_none():
    assert frame_pdfs([(0.01 * k, "AA") for k in range(30)], 1.0, 0.0, frames=60) is None


def test_cepstra_are_forty_every_ten_milliseconds():
    assert mfcc(np.zeros(16000)).shape == (98, 40)
