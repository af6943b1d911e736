"""Which goal is named: by its name, nearly, or not clearly."""

import pytest

from assistant.practice.naming import nearest

GOALS = ["go for a run in the park", "call my sister on Sundays", "read ten pages"]


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("run", 0),
        ("running in the park", 0),
        ("call my sister", 1),
        ("sister", 1),
        ("read ten pages", 2),
        ("reading pages", 2),
        ("swimming", None),
        ("my", None),
        ("", None),
    ],
)
def test_nearest_name_gives_its_place(named: str, place: int | None) -> None:
    assert nearest(named, GOALS) == place
