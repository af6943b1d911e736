"""The training objective of the small model, against sums made path by path."""

import itertools
import math

import pytest

from models.tiny.phones import PDFS, PHONES

torch = pytest.importorskip("torch", reason="torch is there only where the model is trained")
sequence = pytest.importorskip("models.tiny.sequence")

FRAMES = 5


@pytest.fixture
def scores():
    return torch.randn(1, FRAMES, PDFS, generator=torch.Generator().manual_seed(1))


@pytest.fixture
def bigram():
    chances = torch.rand(len(PHONES), len(PHONES), generator=torch.Generator().manual_seed(2))
    return chances / chances.sum(1, keepdim=True)


def alignments(phones, frames):
    """Each way to share frames among phones, as the pdf of every frame."""
    for cuts in itertools.combinations(range(1, frames), len(phones) - 1):
        spans = zip(phones, (0, *cuts), (*cuts, frames), strict=True)
        yield [2 * p + (k > start) for p, start, end in spans for k in range(start, end)]


def log_chance(pdfs, scores, bigram):
    total = float(scores[0, 0, pdfs[0]])
    for frame, (before, now) in enumerate(itertools.pairwise(pdfs), 1):
        moved = now % 2 == 0
        chance = sequence.LEAVE * bigram[before // 2, now // 2] if moved else sequence.STAY
        total += math.log(chance) + float(scores[0, frame, now])
    return total


def right(scores, bigram, phones, earliest, latest):
    places = [torch.tensor([x]) for x in (phones, earliest, latest)]
    return float(sequence.right_paths(scores, bigram, *places, torch.tensor([FRAMES])))


def test_right_paths_are_those_through_the_phones_in_their_order(scores, bigram):
    phones = [0, 7, 0]
    expected = [log_chance(a, scores, bigram) for a in alignments(phones, FRAMES)]

    found = right(scores, bigram, phones, [0, 0, 0], [FRAMES] * 3)

    assert found == pytest.approx(torch.tensor(expected).logsumexp(0).item(), abs=1e-4)


def test_right_paths_phone_stays_within_its_frames(scores, bigram):
    phones = [0, 7, 0]
    only = [0, 14, 15, 0, 1]

    found = right(scores, bigram, phones, [0, 1, 3], [0, 2, 4])

    assert found == pytest.approx(log_chance(only, scores, bigram), abs=1e-4)


def test_all_paths_are_a_sum_over_every_sequence(scores, bigram):
    matrix = sequence.transitions(bigram)
    forward = torch.full((PDFS,), sequence.LEAK).double()
    forward[0] = 1
    forward *= scores[0, 0].double().exp()
    for frame in range(1, FRAMES):
        forward = (forward @ matrix.double()) * scores[0, frame].double().exp()

    found = float(sequence.all_paths(scores, matrix, torch.tensor([FRAMES])))

    assert found == pytest.approx(float(forward.sum().log()), abs=1e-3)


def test_all_paths_padding_after_an_utterance_does_not_count(scores, bigram):
    matrix = sequence.transitions(bigram)
    longer = torch.cat([scores, 5 * torch.ones(1, 4, PDFS)], 1)

    alone = sequence.all_paths(scores, matrix, torch.tensor([FRAMES]))
    padded = sequence.all_paths(longer, matrix, torch.tensor([FRAMES]))

    assert float(alone) == pytest.approx(float(padded), abs=1e-4)


def test_phones_and_first_frames_are_read_from_the_pdfs_of_frames():
    phones, starts = sequence.phones_of(torch.tensor([0, 1, 14, 15, 15, 16, 0]).numpy())

    assert phones.tolist() == [0, 7, 8, 0]
    assert starts.tolist() == [0, 2, 5, 6]
