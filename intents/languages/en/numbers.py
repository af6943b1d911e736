"""Numbers as English speakers say them, British and American."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from intents.rules import Found
from intents.tables import Words, read_tables

TABLES = read_tables(Path(__file__).parent)
UNITS, TENS, SCALES, GROUPS, ORDINALS = (
    TABLES.values(name) for name in ("units", "tens", "scales", "groups", "ordinals")
)
NUMBER_WORDS = frozenset({*UNITS, *TENS, *SCALES, *ORDINALS})
"""Words whose repetition means something ("twenty twenty")."""

_FRACTIONS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}
_PARTS = {"quarters": 4, "thirds": 3}
_ONE_AFTER, _ONE_BEFORE = (TABLES.words("one", f"no_number_{at}") for at in ("after", "before"))
_LONGEST = 16
"""No number takes more words."""
_DIGITS = 12
"""Longer rows of digits are no number which anybody means."""


def numbers(words: Words) -> list[Found]:
    """Every number in the words, from left to right."""
    return list(_numbers(words))


def _numbers(words: Words) -> Iterator[Found]:
    at = 0
    while at < len(words):
        found = number(words, at)
        if found is not None:
            yield found
        at = found.end if found else at + 1


def number(words: Words, at: int) -> Found | None:
    """The longest number which begins at `at`."""
    start = at
    minus = words[at] in ("minus", "negative") and at + 1 < len(words)
    at += minus
    whole = cardinal_at(words, at)
    after = words[whole.end] if whole and whole.end < len(words) else ""
    if whole is not None and after == "dozen":
        return Found(start, whole.end + 1, whole.value * 12)
    if whole is None or after in _PARTS:
        found = _fraction_at(words, at) or _group_at(words, at)
    else:
        found = _with_part(words, whole)
    if found is None or (not minus and _is_pronoun(words, found)):
        return None
    return Found(start, found.end, -found.value if minus else found.value)


def whole_number(words: Words, at: int) -> tuple[int, int] | None:
    """A whole number which begins at `at`, and where it ends."""
    found = number(words, at) if at < len(words) else None
    if found is None or found.value != int(found.value):
        return None
    return int(found.value), found.end


def cardinal_at(words: Words, at: int) -> Found | None:
    """A whole number, or digits, at `at`: "a hundred and five", "twenty two", "7.5"."""
    start, total, group, seen = at, 0.0, 0.0, ""
    while at < min(len(words), start + _LONGEST):
        word = words[at]
        if word[0].isdigit():
            if seen or not _is_plain(word):
                break
            group, seen = float(word), "digits"
        elif word in UNITS and (seen in ("", "scale") or (seen == "tens" and 0 < UNITS[word] < 10)):
            group += UNITS[word]
            seen = "unit"
        elif word in TENS and seen in ("", "scale"):
            group += TENS[word]
            seen = "tens"
        elif word in SCALES and (seen or words[at - 1 : at] == ("a",)):
            total, group = _scaled(total, group if seen else 1.0, SCALES[word])
            seen = "scale"
        elif (word == "a" and not seen and words[at + 1 : at + 2] and words[at + 1] in SCALES) or (
            word == "and" and seen == "scale" and _continues(words, at + 1)
        ):
            pass
        else:
            break
        at += 1
    return Found(start, at, total + group) if seen else None


def ordinal(words: Words, at: int) -> tuple[int, int] | None:
    """A place in a row at `at`, "third", "twenty first", "3rd", and where it ends."""
    word = words[at] if at < len(words) else " "
    if word[0].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return (int(word[:-2]), at + 1) if len(word) <= _DIGITS else None
    if word in ORDINALS:
        return ORDINALS[word], at + 1
    if word in TENS and at + 1 < len(words) and 0 < ORDINALS.get(words[at + 1], 0) < 10:
        return TENS[word] + ORDINALS[words[at + 1]], at + 2
    return None


def spoken_number(number: int) -> str:
    """A whole number from 0 to 100 in words."""
    if number == 100:
        return "a hundred"
    names = {n: word for word, n in reversed(list(UNITS.items()))}
    if number < 20:
        return str(names[number])
    tens = {n: word for word, n in reversed(list(TENS.items()))}
    rest = f" {names[number % 10]}" if number % 10 else ""
    return f"{tens[number - number % 10]}{rest}"


def _is_plain(word: str) -> bool:
    return len(word) <= _DIGITS and word.replace(".", "", 1).isdecimal()


def _continues(words: Words, at: int) -> bool:
    return at < len(words) and (words[at] in UNITS or words[at] in TENS or words[at].isdecimal())


def _scaled(total: float, group: float, scale: int) -> tuple[float, float]:
    if scale == 100:
        return total, (group or 1) * 100
    if total > scale:  # "One million two hundred thousand": the million is complete.
        return total + (group or 1) * scale, 0.0
    return (total + group) * scale, 0.0


def _with_part(words: Words, whole: Found) -> Found:
    """`whole` with what follows it: "point five", "and a half"."""
    at = whole.end
    if words[at : at + 1] in (("point",), ("dot",)):
        digits = ""
        end = at + 1
        while end < len(words) and len(digits) < _DIGITS and (digit := _digit(words[end])):
            digits += digit
            end += 1
        if digits:
            return Found(whole.start, end, float(f"{int(whole.value)}.{digits}"))
    if words[at : at + 1] == ("and",):
        part = _fraction_at(words, at + 1)
        if part is not None and words[part.end : part.end + 1] not in (("past",), ("to",)):
            return Found(whole.start, part.end, whole.value + part.value)
    return whole


def _digit(word: str) -> str:
    if word.isdecimal():
        return word[:_DIGITS]
    return str(UNITS.get(word, 0)) if UNITS.get(word, 99) < 10 or word in ("oh", "o") else ""


def _fraction_at(words: Words, at: int) -> Found | None:
    """ "a half", "half", "three quarters", "a quarter", "two thirds"."""
    start = at
    if at < len(words) and words[at] in ("a", "one"):
        share = _FRACTIONS.get(words[at + 1]) if at + 1 < len(words) else None
        return None if share is None else Found(start, at + 2, share)
    if at < len(words) and words[at] == "half":
        if words[at + 1 : at + 3] == ("a", "dozen"):
            return Found(start, at + 3, 6)
        return Found(start, at + 1, 0.5)
    bottom = _PARTS.get(words[at + 1], 0) if at + 1 < len(words) else 0
    top = UNITS.get(words[at], 0) if bottom else 0
    return Found(start, at + 2, top / bottom) if 0 < top < bottom else None


def _group_at(words: Words, at: int) -> Found | None:
    """ "a couple of", "a dozen"."""
    if at + 1 < len(words) and words[at] in ("a", "one") and words[at + 1] in GROUPS:
        end = at + 2 + (words[at + 2 : at + 3] == ("of",))
        return Found(at, end, GROUPS[words[at + 1]])
    return None


def _is_pronoun(words: Words, found: Found) -> bool:
    if words[found.start : found.end] != ("one",):
        return False
    before = words[found.start - 1] if found.start else ""
    after = words[found.end] if found.end < len(words) else ""
    return before in _ONE_AFTER or after in _ONE_BEFORE
