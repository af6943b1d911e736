"""Lengths of time: "an hour and a half" is 5400 seconds."""

from __future__ import annotations

from intents.languages.en.numbers import TABLES, number
from intents.tables import Words

_SECONDS = TABLES.values("seconds")
_SMALLER = {604800: 86400, 86400: 3600, 3600: 60, 60: 1}
_VAGUE = TABLES.words("words", "vague_length") | {"not"}
_LONGEST = 100 * 366 * 24 * 3600
"""Nobody waits for more seconds."""


def duration(words: Words) -> int | None:
    """The length of time meant, in seconds; nothing where there is none, or it is not clear."""
    found: list[tuple[int, int, float]] = []
    at = 0
    while at < len(words):
        length = duration_at(words, at)
        if length is None:
            at += 1
        else:
            found.append((at, length[0], length[1]))
            at = length[0]
    for marker in ("no", "actually", "sorry"):
        if len(found) == 2 and marker in words[found[0][1] : found[1][0]]:
            found = found[1:]
    if len(found) != 1:
        return None
    start, _, seconds = found[0]
    before = words[max(0, start - 2) : start]
    if before[-1:] and before[-1] in _VAGUE:
        return None
    if before in (("less", "than"), ("more", "than"), ("longer", "than")) or before[-1:] in (
        ("over",),
        ("under",),
    ):
        return None
    return round(seconds)


def duration_at(words: Words, at: int) -> tuple[int, float] | None:
    """Where a length of time that begins at `at` ends, and its seconds."""
    first = _one_at(words, at)
    if first is None:
        return None
    end, seconds, unit = first
    while unit > 1:
        step = end + (words[end : end + 1] == ("and",))
        following = _one_at(words, step) if step < len(words) else None
        if following is not None and following[2] < unit and following[1] < unit:
            end, more, unit = following
            seconds += more
            continue
        bare = _bare_at(words, step, unit, joined=step > end)
        if bare is not None:
            end, more = bare
            seconds += more
        break
    return end, seconds


def _one_at(words: Words, at: int) -> tuple[int, float, int] | None:
    """ "an hour", "half an hour", "two and a half hours", "three quarters of an hour"."""
    if at >= len(words):
        return None
    half = words[at] == "half" or (words[at : at + 2] == ("a", "half"))
    if half:
        step = at + (2 if words[at] == "a" else 1)
        step += words[step : step + 1] in (("a",), ("an",))
        unit = _unit(words, step)
        return (step + 1, unit / 2, unit) if unit else None
    found = number(words, at)
    if found is not None:
        step = found.end
        if found.value < 1 and words[step : step + 2] in (("of", "an"), ("of", "a")):
            step += 2
        unit = _unit(words, step)
        if unit and 0 < found.value < _LONGEST / unit:
            return _with_half(words, step + 1, found.value * unit, unit)
        return None
    if words[at] == "hour" and words[at + 1 : at + 3] == ("and", "a"):
        return _with_half(words, at + 1, 3600, 3600)
    if words[at] in ("a", "an", "one"):
        if words[at + 1 : at + 2] in (
            ("whole",),
            ("entire",),
            ("full",),
            ("good",),
            ("solid",),
            ("single",),
        ):
            at += 1
        if words[at + 1 : at + 3] in (("quarter", "hour"),):
            return at + 3, 900, 3600
        unit = _unit(words, at + 1)
        return _with_half(words, at + 2, unit, unit) if unit else None
    if words[at] == "quarter" and words[at + 1 : at + 4] == ("of", "an", "hour"):
        return at + 4, 900, 3600
    return None


def _with_half(words: Words, at: int, seconds: float, unit: int) -> tuple[int, float, int]:
    tail = words[at : at + 3]
    if tail in (("and", "a", "half"), ("and", "a", "quarter")):
        return at + 3, seconds + unit * (0.5 if tail[2] == "half" else 0.25), 1
    if tail == ("and", "three", "quarters"):
        return at + 3, seconds + unit * 0.75, 1
    return at, seconds, unit


def _bare_at(words: Words, at: int, unit: int, joined: bool) -> tuple[int, float] | None:
    """ "an hour thirty", "an hour and ten", "two minutes thirty": of the next smaller unit."""
    if unit not in (3600, 60) or at >= len(words):
        return None
    found = number(words, at)
    if found is None or (found.end < len(words) and not joined):
        return None
    if 0 < found.value < 60 and found.value == int(found.value):
        return found.end, found.value * _SMALLER[unit]
    return None


def _unit(words: Words, at: int) -> int:
    return _SECONDS.get(words[at], 0) if at < len(words) else 0
