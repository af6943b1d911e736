"""General English word statistics: the trigram model which PocketSphinx's package carries.

Its file is a trie of n-grams, last word first, packed in bits and quantized; this reads the n-grams
whose words are all in a vocabulary.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pocketsphinx
from numpy.typing import NDArray

FILE = Path(pocketsphinx.get_model_path("en-us/en-us.lm.bin"))
MAGIC = b"Trie Language Model"
UNIT = math.log(1.0001)
"""Logarithms in the file are to this base."""
BINS = 1 << 16
QUANTUM = 16
BEGIN, END = "<s>", "</s>"

Ngram = tuple[str, ...]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ngrams:
    """n-grams with the natural log of their probability, and of their back-off if they have one."""

    log_probability: Mapping[Ngram, float]
    log_backoff: Mapping[Ngram, float]


class _Packed:
    """Records of bit fields, one after another."""

    def __init__(self, data: bytes, start: int, count: int, widths: tuple[int, ...]) -> None:
        self.size = ((1 + count) * sum(widths) + 7) // 8 + 8
        self._bytes = np.frombuffer(data, np.uint8, self.size, start)
        self._count, self._widths = count, widths

    def field(self, place: int, records: Integers | None = None) -> Integers:
        """One field of all records, or of some."""
        which = np.arange(self._count + 1) if records is None else records
        at = which * sum(self._widths) + sum(self._widths[:place])
        raw = np.zeros(len(at), np.uint64)
        for byte in range(6):
            raw |= self._bytes[(at >> 3) + byte].astype(np.uint64) << np.uint64(8 * byte)
        mask = np.uint64((1 << self._widths[place]) - 1)
        return ((raw >> (at & 7).astype(np.uint64)) & mask).astype(np.int64)


def read(vocabulary: Collection[str], file: Path = FILE) -> Ngrams:
    """The n-grams, up to three words, over a vocabulary with the sentence's begin and end."""
    data = file.read_bytes()
    if not data.startswith(MAGIC) or data[len(MAGIC)] != 3:
        raise ValueError(f"{file} is not a trigram model in a form known here: check pocketsphinx.")
    at = len(MAGIC) + 1
    counts = struct.unpack_from("<3I", data, at)
    at += 12 + 4  # the counts and the kind of quantization
    tables = np.frombuffer(data, "<f4", 3 * BINS, at).reshape(3, BINS) * UNIT
    at += tables.size * 4
    record = np.dtype([("probability", "<f4"), ("backoff", "<f4"), ("next", "<u4")])
    single = np.frombuffer(data, record, counts[0] + 1, at)
    at += single.nbytes
    word_bits, next_bits = counts[0].bit_length(), counts[2].bit_length()
    pairs = _Packed(data, at, counts[1], (word_bits, QUANTUM, QUANTUM, next_bits))
    triples = _Packed(data, at + pairs.size, counts[2], (word_bits, QUANTUM))
    names = data[at + pairs.size + triples.size + 4 :].decode("latin1").split("\0")[: counts[0]]

    wanted = {BEGIN, END, *vocabulary}
    known = np.array([name in wanted for name in names])
    places = np.flatnonzero(known)
    probability: dict[Ngram, float] = {}
    backoff: dict[Ngram, float] = {}
    for place in places:
        ngram: Ngram = (names[place],)
        probability[ngram] = float(single["probability"][place]) * UNIT
        backoff[ngram] = float(single["backoff"][place]) * UNIT

    kept, last = _children(single["next"].astype(np.int64), places)
    earlier = pairs.field(0, kept)
    kept, last, earlier = (part[known[earlier]] for part in (kept, last, earlier))
    chance, rest = tables[0][pairs.field(2, kept)], tables[1][pairs.field(1, kept)]
    for first, second, p, b in zip(earlier, last, chance, rest, strict=True):
        ngram = (names[first], names[second])
        probability[ngram], backoff[ngram] = float(p), float(b)

    offspring, pair = _children(pairs.field(3), kept, np.arange(len(kept)))
    before = triples.field(0, offspring)
    chance = tables[2][triples.field(1, offspring)]
    for first, parent, p in zip(before, pair, chance, strict=True):
        if known[first]:
            probability[names[first], names[earlier[parent]], names[last[parent]]] = float(p)
    return Ngrams(probability, backoff)


def _children(
    begins: Integers, parents: Integers, called: Integers | None = None
) -> tuple[Integers, Integers]:
    """(places of the children of records, parent of each); `begins` says where a record's start.

    Parents are named by their place, or as `called` says.
    """
    counts = np.maximum(0, begins[parents + 1] - begins[parents])
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    children = np.repeat(begins[parents], counts) + within
    return children, np.repeat(parents if called is None else called, counts)
