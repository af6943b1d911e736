"""The learned words of a person: made of what the journal keeps, and brought up to date with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from assistant.errors import Trouble
from assistant.practice.own_voice import KeptTake, OwnVoice
from assistant.speech.takes.comparing import APART, Nearest, Take, Takes
from assistant.speech.takes.features import Extractor, Features, packed, unpacked

TAKES = 3
"""How many takes of a word are asked for."""
MOST = 8
"""How many takes of a word are kept: the oldest of those learned quietly goes first."""


_ALIKE = 1.1
"""The first take of a word is refused where it is at most so many times as far from another word as
that one's own takes are usually apart. With 1.2 four times as many words that differ were refused.
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """A take just said: its features as they are kept, and what is wrong with it.

    "": nothing. "nothing": there was no sound to learn, or it was too long. "close": it is as near
    to `other`, another word, as to this one, or takes of this one are still to come and it could be
    the other. "unlike": it is unlike the takes before it.
    """

    features: dict[str, str]
    wrong: str = ""
    other: str = ""


class LearnedWords:
    """Compares sounds with what a person taught. It does nothing while there is nothing learned."""

    def __init__(
        self, own: Callable[[], OwnVoice], extract: Extractor | Callable[[], Extractor]
    ) -> None:
        """`own` gives what the journal holds now; `extract` may be a function that loads it."""
        self._own = own
        self._extract = extract
        self._known: tuple[list[KeptTake], Takes] = ([], Takes(()))

    @property
    def takes(self) -> Takes:
        """All takes that count now."""
        kept = self._own().takes
        if kept != self._known[0]:
            ready = (_unpacked(one.word, tuple(one.features.items())) for one in kept)
            self._known = (list(kept), Takes([take for take in ready if take is not None]))
        return self._known[1]

    def nearest(self, pcm: bytes) -> Nearest | None:
        """The learned word that some audio is nearest to."""
        if not self.takes.words:
            return None
        return self.takes.nearest(self.features(pcm))

    def word(self, pcm: bytes) -> tuple[str, bool] | None:
        """The learned word that some audio is like, and whether that is sure."""
        nearest = self.nearest(pcm)
        return (nearest.word, nearest.sure) if nearest and nearest.likely else None

    def is_sure(self, pcm: bytes, word: str) -> bool:
        """Whether some audio is surely this learned word."""
        nearest = self.nearest(pcm)
        return nearest is not None and nearest.word == word and nearest.sure

    def sure_word(self, pcm: bytes) -> str:
        """The learned word that some audio surely is; "" for none."""
        nearest = self.nearest(pcm)
        return nearest.word if nearest is not None and nearest.sure else ""

    def features(self, pcm: bytes) -> Features:
        """The features of a sound, of every kind that this machine can compute."""
        if not isinstance(self._extract, Extractor):
            self._extract = self._extract()
        return self._extract(pcm)

    def hear(self, pcm: bytes, word: str) -> Heard:
        """Judge a take of `word` before it is kept."""
        features = self.features(pcm)
        if not features:
            return Heard({}, "nothing")
        kept = packed(features)
        own = self.takes.distance(features, word)
        other = self.takes.nearest(features, besides=word)
        if other is not None and (other.within(_ALIKE) if own is None else other.apart <= own):
            return Heard(kept, "close", other.word)
        return Heard(kept, "unlike" if own is not None and own > APART else "")


@lru_cache(maxsize=1024)
def _unpacked(word: str, features: tuple[tuple[str, str], ...]) -> Take | None:
    """A take ready to be compared; `None` where it is damaged, which makes it one take fewer."""
    with suppress(Trouble):
        return Take(word, unpacked(dict(features)))
    return None
