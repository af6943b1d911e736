"""To which day the small hours belong, and which days a wrong clock cannot have meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

MORNING = 4
"""Before this hour, who is awake has not slept yet."""
LONGEST_GENTLE = timedelta(days=60)
"""Nothing lets the harder questions rest for longer."""


def evening_day(now: datetime, begun: Iterable[str] = ()) -> date:
    """Return the day an evening check-in at `now` is about: in the small hours the day before.

    `begun` are days (YYYY-MM-DD) that were begun with a morning check-in already.
    """
    today = now.date()
    if now.hour >= MORNING or str(today) in set(begun):
        return today
    return today - timedelta(days=1)


def latest(days: Iterable[str], today: date) -> str:
    """Return the latest of `days` that is not after today; "" for none.

    A later one was noted while the clock was wrong.
    """
    return max((day for day in days if day <= str(today)), default="")
