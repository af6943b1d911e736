"""The words of an utterance as vectors, by the small encoder; see `intents.parts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from intents.encoder import Encoder, Floats
from intents.word_pieces import WordPieces, plain

BEGINS, ENDS, ANY = "[CLS]", "[SEP]", ""
"""The pieces around an utterance, and what is expected where no question was asked."""
MOST_PIECES = 256
MOST_BEFORE = 40
"""So many pieces of what was said before are read, the last ones."""


@dataclass(frozen=True)
class Encoded:
    """The vectors of the words of an utterance (words, width), and of the whole of it (width).

    `mean`: what it is about, for other models.
    """

    words: Floats
    whole: Floats
    mean: Floats


class PieceEncoder:
    """Reads an utterance by the pieces of its words, and of what was said before."""

    def __init__(self, encoder: Encoder, pieces: WordPieces, expects: Mapping[str, int]) -> None:
        """`expects`: the piece that stands for each kind of answer expected."""
        self._encoder = encoder
        self._pieces = pieces
        self._expects = expects

    def __call__(self, words: tuple[str, ...], expects: str, said_before: str = "") -> Encoded:
        """The vectors; the mean is of all pieces, after each layer, one behind the other."""
        pieces = [self._pieces.number_of(BEGINS), self._expects.get(expects, self._expects[ANY])]
        firsts = []
        for word in words:
            firsts.append(len(pieces))
            pieces += self._pieces(word)
        ends = self._pieces.number_of(ENDS)
        pieces = [*pieces[: MOST_PIECES - MOST_BEFORE - 2], ends]
        before = pieces_before(said_before, self._pieces)
        own = len(pieces)
        layers = self._encoder([*pieces, *before, ends] if before else pieces, own)
        vectors = layers[-1]
        places = [min(first, own - 1) for first in firsts]
        mean = np.concatenate([layer[:own].mean(axis=0) for layer in layers])
        return Encoded(vectors[places], vectors[0], mean)


def pieces_before(said_before: str, pieces: WordPieces) -> tuple[int, ...]:
    """The last pieces of what was said before an utterance."""
    found = [piece for word in plain(said_before) for piece in pieces(word)]
    return tuple(found[-MOST_BEFORE:])
