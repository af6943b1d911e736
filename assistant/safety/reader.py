"""Reads an utterance, with what was said before it, for danger: a small encoder of its own.

The encoder (`intents.encoder`) began as one that has learned English from a billion sentences, and
was then trained as a whole to tell the classes of `assistant.safety.learned` apart, so that words
which no sentence of ours holds still mean something to it. `assistant.safety.reader_training`
trains it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from intents.encoder import Encoder, Floats
from intents.encoding import ANY, PieceEncoder
from intents.errors import LanguageError
from intents.word_pieces import WordPieces, plain

FILE = "safety_encoder.npz"
KEPT = 64
"""So many readings are kept, since the same words are asked about several times."""


class Reader:
    """Tells how likely each class is.

    `made_from` is the mark of all it has learned from.
    """

    def __init__(
        self,
        made_from: str,
        classes: Sequence[str],
        encode: PieceEncoder,
        out: Floats,
        bias: Floats,
    ) -> None:
        """`out`, `bias`: the weights of the classes, from the mean of the vectors of an utterance
        with the vector of the whole behind it."""
        self.made_from = made_from
        self._classes = tuple(classes)
        self._encode = encode
        self._out, self._bias = out, bias
        self._kept = lru_cache(KEPT)(self._read)

    def totals(self, text: str, before: str = "") -> dict[str, float]:
        """The logarithm of the chance of each class of `text`, said after `before`."""
        return self._kept(text, before)

    def _read(self, text: str, before: str) -> dict[str, float]:
        encoded = self._encode(plain(text), ANY, before)
        width = encoded.whole.size
        raw = np.concatenate([encoded.mean[-width:], encoded.whole]) @ self._out + self._bias
        raw = raw - raw.max()
        raw = raw - np.log(np.exp(raw).sum())
        return dict(zip(self._classes, raw.tolist(), strict=True))


def load_reader(path: Path) -> Reader | None:
    """The reader at `path`; none where there is no such file. Raises LanguageError if broken."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        header = json.loads(arrays["header"].tobytes())
        pieces = WordPieces(header["pieces"])
        return Reader(
            header["made_from"],
            header["classes"],
            PieceEncoder(Encoder(arrays), pieces, {ANY: pieces.number_of(header["unasked"])}),
            arrays["classes"].astype(np.float32),
            arrays["classes.bias"],
        )
    except FileNotFoundError:
        return None
    except (EOFError, KeyError, OSError, ValueError, zipfile.BadZipFile):
        raise LanguageError(
            str(path), "is broken; make it again with scripts/models build safety_encoder"
        ) from None
