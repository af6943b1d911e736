"""Dates as people write them: "2026-12-24", "24.12.", "24/12/2026"."""

from __future__ import annotations

import re
from datetime import date

from intents.calendar import next_of, safe

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b", re.ASCII)
_WRITTEN = re.compile(r"\b(\d{1,2})([./])(\d{1,2})(?:\2(\d{4})?)(?!\d)", re.ASCII)
_MONTHS_IN_A_YEAR = 12


def in_figures(text: str) -> bool:
    """Whether a date is written in figures."""
    return bool(_ISO.search(text) or _WRITTEN.search(text))


def day_in_figures(text: str, today: date) -> date | None:
    """The date; nothing where the month may as well be the day: "3/4/2027"."""
    iso = _ISO.search(text)
    if iso:
        return safe(int(iso[1]), int(iso[2]), int(iso[3]))
    written = _WRITTEN.search(text)
    if written is None:
        return None
    first, second, year = int(written[1]), int(written[3]), written[4]
    if written[2] == "/" and first != second and max(first, second) <= _MONTHS_IN_A_YEAR:
        return None
    number, month = (first, second) if second <= _MONTHS_IN_A_YEAR else (second, first)
    if year:
        return safe(int(year), month, number)
    return next_of(today, month, number) if 1 <= month <= _MONTHS_IN_A_YEAR else None
