"""Times gone by, as one asks for them."""

from datetime import date

import intents
from tests.tables import each

TODAY = date(2026, 11, 23)  # a Monday


@each(
    ("text", "first", "last", "rest"),
    [
        ("work last spring", "2026-03-01", "2026-05-31", "work"),
        ("my sister in the spring", "2026-03-01", "2026-05-31", "my sister"),
        ("this autumn", "2026-09-01", "2026-11-23", ""),
        ("last autumn", "2025-09-01", "2025-11-30", ""),
        ("last winter", "2025-12-01", "2026-02-28", ""),
        ("the river in march", "2026-03-01", "2026-03-31", "the river"),
        ("march 2024", "2024-03-01", "2024-03-31", ""),
        ("fear in december", "2025-12-01", "2025-12-31", "fear"),
        ("last november", "2025-11-01", "2025-11-30", ""),
        ("in 2025", "2025-01-01", "2025-12-31", ""),
        ("yesterday", "2026-11-22", "2026-11-22", ""),
        ("the day before yesterday", "2026-11-21", "2026-11-21", ""),
        ("walking last week", "2026-11-16", "2026-11-22", "walking"),
        ("this week", "2026-11-23", "2026-11-23", ""),
        ("last month", "2026-10-01", "2026-10-31", ""),
        ("last year", "2025-01-01", "2025-12-31", ""),
        ("two weeks ago", "2026-11-09", "2026-11-15", ""),
        ("three days ago", "2026-11-20", "2026-11-20", ""),
        ("a year ago", "2025-01-01", "2025-12-31", ""),
        ("my brother on monday", "2026-11-16", "2026-11-16", "my brother"),
        ("last friday", "2026-11-20", "2026-11-20", ""),
    ],
)
def test_period_named_gives_days_and_other_words(text, first, last, rest):
    found = intents.load("en").period(text, TODAY)
    assert found == (date.fromisoformat(first), date.fromisoformat(last), rest)


@each("text", ["summer", "april", "my fall", "the march", "weeks ago", "", "…"])
def test_period_word_alone_gives_nothing(text):
    assert intents.load("en").period(text, TODAY) is None
