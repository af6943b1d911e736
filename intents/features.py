"""What a learned model sees of an utterance: words, pairs of words, pieces, sounds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

Words = tuple[str, ...]

BUCKETS = 1 << 15
LONGEST = 24
"""So many words are looked at."""


@dataclass(frozen=True, slots=True)
class Features:
    """Turns words of one language into numbers from 0 to `BUCKETS`.

    `alike` brings words of one meaning together, `known` are the words of its phrases.
    """

    stem: Callable[[str], str]
    sound: Callable[[str], str]
    alike: Mapping[str, str]
    known: frozenset[str] = frozenset()

    def __call__(self, words: Words) -> set[int]:
        """The features of an utterance."""
        words = words[:LONGEST]
        roots = [self.stem(w) for w in words]
        roots = [self.alike.get(r, r) for r in roots]
        found = [f"n{min(len(words), 9)}"]
        found += [f"w {r}" for r in roots]
        marked = ["^", *roots, "$"]
        found += [f"b {a} {b}" for a, b in itertools.pairwise(marked)]
        found += [f"s {a} {b}" for a, b in zip(marked, marked[2:], strict=False)]
        found.append("f " + " ".join(marked[:3]))
        found.append("l " + " ".join(marked[-3:]))
        joined = f" {' '.join(words)} "
        found += [f"c{joined[i : i + 4]}" for i in range(len(joined) - 3)]
        sounds = "".join(map(self.sound, words))
        found += [f"p{sounds[i : i + 4]}" for i in range(len(sounds) - 3)]
        if self.known:
            strange = sum(w not in self.known for w in words)
            found.append(f"u{min(strange, 5)}")
            found.append(f"v{min(9, 10 * strange // max(1, len(words)))}")
        return {crc32(f.encode()) % BUCKETS for f in found}
