"""Ranking by pairs finds the right first five in at most twenty questions."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.practice.values import MOST_CARDS, first_of


def ranked(order: list[int]) -> tuple[list[str], int]:
    """Return the first five by this order, and the number of questions."""
    pairs = first_of([str(card) for card in range(len(order))], 5, {})
    questions = 0
    try:
        one, other = next(pairs)
        while True:
            questions += 1
            one, other = pairs.send(min(one, other, key=lambda card: order[int(card)]))
    except StopIteration as found:
        return list(found.value), questions


@given(st.integers(1, MOST_CARDS).flatmap(lambda n: st.permutations(range(n))))
def test_first_of_any_order_takes_at_most_twenty_questions(order: list[int]) -> None:
    found, questions = ranked(order)
    assert [order[int(card)] for card in found] == sorted(order)[:5]
    assert questions <= 20


def test_first_of_known_pairs_are_not_asked_again() -> None:
    pairs = first_of(["a", "b", "c"], 2, {("a", "b"): "b"})
    assert next(pairs) == ("b", "c")
