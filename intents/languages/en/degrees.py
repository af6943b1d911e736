"""A number given in words of degree: "very much", "not at all", "so so"."""

from __future__ import annotations

from intents.languages.en.answered import answers

Words = tuple[str, ...]

_STEPS = ("none", "hardly", "little", "some", "middle", "good", "much", "all")
_SHARES = (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)
"""Of the way from the lowest number to the highest."""
_AROUND = frozenset(answers("degree", "around"))


def degree(words: Words, low: float, high: float) -> float | None:
    """The whole number which such words come closest to; nothing where they are none."""
    for name, share in zip(_STEPS, _SHARES, strict=True):
        known = answers("degree", name)
        if any(part in known for part in _parts(words)):
            return float(round(low + share * (high - low)))
    return None


def _parts(words: Words) -> list[Words]:
    """The words, and without what may stand around such an answer."""
    parts = [words]
    for part in parts:
        for size in range(min(5, len(part) - 1), 0, -1):
            if part[:size] in _AROUND:
                parts.append(part[size:])
            if part[-size:] in _AROUND:
                parts.append(part[:-size])
    return parts
