"""The few which matter most, found by asking of two at a time which matters more."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

MOST_CARDS = 10
"""Of so many cards the five first are found by at most 19 questions."""

Known = Mapping[tuple[str, str], str]
"""Which of two matters more, where that was said before, in either order."""


def first_of(
    cards: Sequence[str], how_many: int, known: Known
) -> Generator[tuple[str, str], str, tuple[str, ...]]:
    """Yields pairs, is sent the one which matters more, gives the first few in their order.

    A knock-out, and for each further place the same one again without those already placed: only
    pairs which never met are asked about.
    """
    met = {frozenset(pair): winner for pair, winner in known.items()}
    placed: list[str] = []
    while len(placed) < min(how_many, len(cards)):
        winner = yield from _winner([None if c in placed else c for c in cards], met)
        assert winner is not None, "there is one which is not placed yet"
        placed.append(winner)
    return tuple(placed)


def _winner(
    cards: Sequence[str | None], met: dict[frozenset[str], str]
) -> Generator[tuple[str, str], str, str | None]:
    if len(cards) == 1:
        return cards[0]
    half = (len(cards) + 1) // 2
    one = yield from _winner(cards[:half], met)
    other = yield from _winner(cards[half:], met)
    if one is None or other is None:
        return one or other
    pair = frozenset((one, other))
    if pair not in met:
        met[pair] = yield (one, other)
    return met[pair]
