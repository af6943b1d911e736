"""English numbers as people write them: words up to ten, digits beyond; years, times and shares.

Of the libraries there are, word2number 1.1 reads "nineteen ninety five" as 1715 and "two or three
times" as 5; text2num 3.1 writes "19 95", "two 3rds" and "a 100 people".
"""

from __future__ import annotations

from intents.languages.en.numbers import SCALES, TABLES, TENS, UNITS, cardinal_at, ordinal

Words = tuple[str, ...]

IN_WORDS = 10
"""Up to this number words read better than digits."""
LARGEST = 1e15
"""What is larger is no number anybody counts with, and stays in words."""
_HOURS_AFTER = frozenset(
    ["at", "by", "until", "till", "before", "after", "around", "about", "from"]
)
"""After these two numbers in a row may be a time of day."""
_MEASURES = frozenset(
    ["percent", "am", "pm", "kilometers", "kilometres", "miles", "kilos", "pounds", "degrees"]
)
"""Beside these even a small number is written in digits."""
_UNITS_OF_TIME = TABLES.values("seconds").keys()
_BEFORE_A_YEAR = {(word,) for word in ("in", "since", "until", "till", "from", "by", "year", "of")}
_LOOSELY = frozenset(["a", "couple", "few", "several", "many", "some", "of"])
"""After these "hundred" and "thousand" are words, no numbers."""
_DIGITS_IN_A_ROW = 4
"""So many single digits, one after another, are a number somebody dials or types."""


def number_at(words: Words, at: int) -> tuple[str, int]:
    """What is written for the number which begins at `at`, and where it ends; "" for none.

    What begins with a digit is written already.
    """
    if not words[at] or words[at][0].isdigit():
        return _written_percent(words, at)
    for rule in (_row_of_digits, _year, _time, _place, _amount):
        text, end = rule(words, at)
        if text:
            return text, end
    return "", at + 1


def _written_percent(words: Words, at: int) -> tuple[str, int]:
    if words[at].isdecimal() and words[at + 1 : at + 2] == ("percent",):
        return f"{words[at]}%", at + 2
    return "", at + 1


def _row_of_digits(words: Words, at: int) -> tuple[str, int]:
    end, digits = at, ""
    while end < len(words) and (UNITS.get(words[end], 10) < 10 or (digits and words[end] == "oh")):
        digits += str(UNITS.get(words[end], 0))
        end += 1
    return (digits, end) if len(digits) >= _DIGITS_IN_A_ROW else ("", at)


def _year(words: Words, at: int) -> tuple[str, int]:
    """ "nineteen ninety five", "twenty twenty six", "nineteen oh five", "nineteen hundred"."""
    century = {"eighteen": 18, "nineteen": 19, "twenty": 20}.get(words[at])
    if century is None or at + 1 == len(words):
        return "", at
    text, end = _year_at(words, at, century)
    # "Twenty ten minute walks" are twenty walks, not some of 2010.
    return ("", at) if end < len(words) and words[end] in _UNITS_OF_TIME else (text, end)


def _year_at(words: Words, at: int, century: int) -> tuple[str, int]:
    second = words[at + 1]
    if second == "oh" and at + 2 < len(words) and 0 < UNITS.get(words[at + 2], 0) < 10:
        return f"{century}0{UNITS[words[at + 2]]}", at + 3
    if second in TENS:
        last = UNITS.get(words[at + 2], 0) if at + 2 < len(words) else 0
        end = at + 3 if 0 < last < 10 else at + 2
        return f"{century}{TENS[second] + (last if end == at + 3 else 0)}", end
    if 10 <= UNITS.get(second, 0) < 20:
        return f"{century}{UNITS[second]}", at + 2
    if second == "hundred" and century < 20:
        found = cardinal_at(words, at)
        year = found is not None and (
            words[at - 1 : at] in _BEFORE_A_YEAR or found.end == len(words)
        )
        if found is not None and year and found.value < 2000:
            return str(int(found.value)), found.end
    return "", at


def _time(words: Words, at: int) -> tuple[str, int]:
    """ "at seven thirty", "until ten fifteen": only after a word which makes a time likely."""
    hour = UNITS.get(words[at], 0)
    if not 1 <= hour <= 12 or at + 1 == len(words):
        return "", at
    if not (at and words[at - 1] in _HOURS_AFTER):
        return "", at
    second = words[at + 1]
    if second == "oh" and at + 2 < len(words) and 0 < UNITS.get(words[at + 2], 0) < 10:
        return f"{hour}:0{UNITS[words[at + 2]]}", at + 3
    if second in TENS and TENS[second] < 60:
        last = UNITS.get(words[at + 2], 0) if at + 2 < len(words) else 0
        end = at + 3 if 0 < last < 10 else at + 2
        return f"{hour}:{TENS[second] + (last if end == at + 3 else 0)}", end
    if 10 <= UNITS.get(second, 0) < 20:
        return f"{hour}:{UNITS[second]}", at + 2
    return "", at


def _place(words: Words, at: int) -> tuple[str, int]:
    """ "twenty first" is 21st; "first" and "second" stay words, for a second is also a moment."""
    found = ordinal(words, at)
    if found is None or (found[1] == at + 1 and found[0] <= IN_WORDS):
        return "", at
    value, end = found
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(
        value % 10, "th"
    )  # fmt: skip
    return f"{value}{ending}", end


def _amount(words: Words, at: int) -> tuple[str, int]:
    half = UNITS.get(words[at], 0) if words[at + 1 : at + 4] == ("and", "a", "half") else 0
    scale = words[at + 4] if half and at + 4 < len(words) else ""
    if scale == "million":
        return f"{half}.5 million", at + 5
    if scale in SCALES:
        return f"{int((half + 0.5) * SCALES[scale]):,}", at + 5
    if words[at] in ("a", "and") or (words[at] in SCALES and at and words[at - 1] in _LOOSELY):
        return "", at
    found = cardinal_at(words, at)
    if found is None or found.value > LARGEST:
        return "", at
    value, end = int(found.value), found.end
    if words[end : end + 1] == ("point",):
        digits, end = _decimals(words, end + 1)
        if digits:
            return _percent(words, f"{value}.{digits}", end)
        end = found.end
    measured = end < len(words) and words[end] in _MEASURES
    if value <= IN_WORDS and not measured:
        return "", at
    if words[end : end + 1] in (("thirds",), ("quarters",), ("halves",)):
        return "", at
    if value % 1_000_000 == 0 and value:
        return f"{value // 1_000_000} million", end
    is_year = words[at + 1 : at + 2] == ("thousand",) and 2001 <= value <= 2099
    return _percent(words, str(value) if value < 10_000 and is_year else f"{value:,}", end)


def _decimals(words: Words, at: int) -> tuple[str, int]:
    digits = ""
    while at < len(words) and UNITS.get(words[at], 10) < 10:
        digits += str(UNITS[words[at]])
        at += 1
    return digits, at


def _percent(words: Words, number: str, end: int) -> tuple[str, int]:
    if words[end : end + 1] == ("percent",):
        return f"{number}%", end + 1
    return number, end
