"""Numbers as English speakers say them, British and American."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Words = tuple[str, ...]

UNITS = {
    "zero": 0, "nought": 0, "naught": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
FRACTIONS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}
GROUPS = {"couple": 2, "pair": 2, "dozen": 12, "score": 20}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

WORDS = frozenset({*UNITS, *TENS, *SCALES, *ORDINALS})
"""Words whose repetition means something ("twenty twenty")."""

_NOT_ONE = frozenset(
    [
        "no",
        "any",
        "every",
        "some",
        "that",
        "this",
        "which",
        "each",
        "the",
        "another",
        "last",
        "next",
        "only",
        "other",
        "first",
        "second",
        "right",
        "wrong",
        "same",
        "good",
        "bad",
        "easy",
        "hard",
        "loved",
    ]
)
_AFTER_PRONOUN_ONE = frozenset(["of", "day", "thing", "morning", "night", "evening", "who", "that"])


@dataclass(frozen=True, slots=True)
class Found:
    """A number, and the words `start` to `end` which said it."""

    start: int
    end: int
    value: float


def find(words: Words) -> Iterator[Found]:
    """Every number in the words, from left to right."""
    at = 0
    while at < len(words):
        found = number_at(words, at)
        if found is None:
            at += 1
        else:
            yield found
            at = found.end


def number_at(words: Words, at: int) -> Found | None:
    """The longest number which begins at `at`."""
    start = at
    minus = words[at] in ("minus", "negative") and at + 1 < len(words)
    at += minus
    whole = cardinal_at(words, at)
    after = words[whole.end : whole.end + 1] if whole else ()
    if whole is not None and after == ("dozen",):
        return Found(start, whole.end + 1, whole.value * 12)
    if whole is None or after in (("quarters",), ("thirds",)):
        part = _fraction_at(words, at)
        found = part if part is not None else _group_at(words, at)
    else:
        found = _with_part(words, whole)
    if found is None or (not minus and _is_pronoun(words, found)):
        return None
    return Found(start, found.end, -found.value if minus else found.value)


def cardinal_at(words: Words, at: int) -> Found | None:
    """A whole number, or digits, at `at`: "a hundred and five", "twenty two", "7.5"."""
    start, total, group, seen = at, 0.0, 0.0, ""
    while at < len(words):
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


def ordinal_at(words: Words, at: int) -> Found | None:
    """A place in a row at `at`: "third", "twenty first", "3rd"."""
    word = words[at]
    if word[0].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return Found(at, at + 1, float(word[:-2]))
    if word in ORDINALS:
        return Found(at, at + 1, ORDINALS[word])
    if word in TENS and at + 1 < len(words) and 0 < ORDINALS.get(words[at + 1], 0) < 10:
        return Found(at, at + 2, TENS[word] + ORDINALS[words[at + 1]])
    return None


def _is_plain(word: str) -> bool:
    return word.replace(".", "", 1).isdigit() and word.isascii() and len(word) <= 12


def _continues(words: Words, at: int) -> bool:
    return at < len(words) and (words[at] in UNITS or words[at] in TENS or words[at].isdigit())


def _scaled(total: float, group: float, scale: int) -> tuple[float, float]:
    if scale == 100:
        return total, (group or 1) * 100
    return (total + group) * scale, 0.0


def _with_part(words: Words, whole: Found) -> Found:
    """`whole` with what follows it: "point five", "and a half"."""
    at = whole.end
    if words[at : at + 1] in (("point",), ("dot",)):
        digits = ""
        end = at + 1
        while end < len(words) and (
            UNITS.get(words[end], 99) < 10 or words[end] in ("oh", "o") or words[end].isdigit()
        ):
            word = words[end]
            digits += word if word.isdigit() else str(UNITS.get(word, 0))
            end += 1
        if digits:
            return Found(whole.start, end, float(f"{int(whole.value)}.{digits}"))
    if words[at : at + 1] == ("and",):
        part = _fraction_at(words, at + 1)
        if part is not None and words[part.end : part.end + 1] not in (("past",), ("to",)):
            return Found(whole.start, part.end, whole.value + part.value)
    return whole


def _fraction_at(words: Words, at: int) -> Found | None:
    """ "a half", "half", "three quarters", "a quarter", "two thirds"."""
    start = at
    if at < len(words) and words[at] in ("a", "one"):
        at += 1
        if at < len(words) and words[at] in ("half", "quarter", "third"):
            return Found(start, at + 1, FRACTIONS[words[at]])
        return None
    if at < len(words) and words[at] == "half":
        if words[at + 1 : at + 3] == ("a", "dozen"):
            return Found(start, at + 3, 6)
        return Found(start, at + 1, 0.5)
    if at + 1 < len(words) and words[at + 1] in ("quarters", "thirds"):
        share = UNITS.get(words[at], 0)
        bottom = 4 if words[at + 1] == "quarters" else 3
        if 0 < share < bottom:
            return Found(start, at + 2, share / bottom)
    return None


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
    return before in _NOT_ONE or after in _AFTER_PRONOUN_ONE
