"""Which words of a language were said, where a recognizer heard others which sound alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache

from intents.automaton import Offer

Words = tuple[str, ...]

ALIKE = 0.2
"""The cost of a word which sounds the same."""
CLOSE = 0.5
"""Added for a word whose sound differs wholly; less in proportion."""
FARTHEST = 0.45
"""Words which differ more than this in sound are different words."""


class SoundAlike:
    """Finds the words of a language which a recognizer may have taken for others."""

    def __init__(self, words: Iterable[str], sound: Callable[[str], str]) -> None:
        self._words = words
        self._sound = sound
        self._near = lru_cache(maxsize=4096)(self._find_near)

    def offers(self, words: Words) -> list[list[Offer]]:
        """For each heard word, the words of the language it may have been, with their cost."""
        return [
            sorted(self.readings(words, at), key=lambda offer: offer[2]) for at in range(len(words))
        ]

    def readings(self, words: Words, at: int) -> Iterator[Offer]:
        """What the heard word at `at` may have been, alone or with the next; itself first."""
        word = words[at]
        yield word, 1, 0.0
        for other, cost in self._near(word):
            yield other, 1, cost
        if at + 1 < len(words):
            for other, cost in self._near(word + words[at + 1], 0.25):
                yield other, 2, cost

    def _find_near(self, word: str, farthest: float = FARTHEST) -> tuple[tuple[str, float], ...]:
        return tuple(self._search(word, farthest))

    def _search(self, word: str, farthest: float) -> Iterator[tuple[str, float]]:
        # Few utterances get here, and it is slow to import.
        from rapidfuzz.distance import Levenshtein

        code = self._sound(word)
        seen = {word}
        for key in (code, *_shorter(code)):
            for other, its_code in self._index.get(key, ()):
                if other in seen or abs(len(other) - len(word)) > 3:
                    continue
                seen.add(other)
                apart = Levenshtein.normalized_distance(code, its_code)
                spelt = Levenshtein.normalized_distance(word, other)
                if apart <= farthest and spelt <= 0.67:
                    yield other, ALIKE + CLOSE * apart + 0.3 * spelt

    @cached_property
    def _index(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for word in self._words:
            code = self._sound(word)
            for key in {code, *_shorter(code)}:
                found.setdefault(key, []).append((word, code))
        return found


def _shorter(code: str) -> Iterator[str]:
    """The sound with one letter left out."""
    if len(code) > 2:
        for at in range(len(code)):
            yield code[:at] + code[at + 1 :]
