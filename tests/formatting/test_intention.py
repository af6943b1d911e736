"""What somebody means to do, out of what they said of it."""

from __future__ import annotations

from assistant.formatting.intention import intention_of


def test_intention_with_a_no_before_a_thing_keeps_it() -> None:
    wrong = []
    for said, meant in (
        ("no cigarette and no shouting", "no cigarette and no shouting"),
        ("well no phone at dinner", "no phone at dinner"),
        ("no i'll walk to the shop", "walk to the shop"),
        ("oh yes no sugar in the tea", "no sugar in the tea"),
    ):
        if (found := intention_of(said)) != meant:
            wrong.append((said, found))
    assert not wrong
