"""What one answers to "Shall we?": yes, in ten minutes, later, not today."""

from __future__ import annotations

from datetime import datetime, timedelta

from intents.languages.en.answered import answers
from intents.languages.en.durations import duration
from intents.languages.en.times import moment
from intents.languages.en.yesno import yes_or_no

Words = tuple[str, ...]

LATER = 600
"""Seconds which "later" means, where nothing else is said."""
_SHORTEST, _LONGEST = 30, 16 * 3600
_DAY = 24 * 3600


def invitation(words: Words, now: datetime | None = None) -> str | int | None:
    """ "now", "not_today", or the seconds until later; nothing where it is none of these."""
    if not words:
        return None
    if words in answers("invitation", "later"):
        return LATER
    if words in answers("invitation", "not_today"):
        return "not_today"
    if words in answers("invitation", "now"):
        return "now"
    length = duration(words)
    if length is not None:
        return length if _SHORTEST <= length <= _LONGEST else None
    agreed = yes_or_no(words)
    if agreed is not None:
        return "now" if agreed else "not_today"
    return _until(words, now)


def _until(words: Words, now: datetime | None) -> int | None:
    """ "at eight": the seconds until it is eight next."""
    clock = moment(words, now) if now is not None else None
    if now is None or clock is None:
        return None
    then = now.replace(hour=clock[0], minute=clock[1], second=0, microsecond=0)
    seconds = int((then - now) / timedelta(seconds=1)) % _DAY
    return seconds if _SHORTEST <= seconds <= _LONGEST else None
