"""Phrases worth listening for when a number, a time or the like is expected."""

from __future__ import annotations

import itertools

from intents.languages.en.months import MONTHS
from intents.languages.en.numbers import TENS, UNITS

_HOURS = tuple(word for word, n in UNITS.items() if 1 <= n <= 12)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PARTS = ("in the morning", "in the afternoon", "in the evening", "at night", "tonight")

_TYPED: dict[str, tuple[str, ...]] = {
    "yesno": (
        "yes", "no", "yeah", "yep", "nope", "yes please", "no thanks", "not really", "not now",
        "i think so", "i don't think so", "of course", "maybe", "yes i do", "no i don't",
    ),
    "outcome": (
        "done", "i did it", "yes", "no", "not yet", "partly", "half of it", "a bit", "a little",
        "almost", "not today", "i didn't", "rather not say",
    ),
    "importance": (
        "very", "very important", "somewhat", "somewhat important", "not", "not important",
        "not really", "not at all", "a little", "a bit", "no",
    ),
    "several": (
        "yes", "no", "both", "both of them", "all", "all of them", "neither", "none of them",
        "keep both", "keep them", "the first one", "the second one", "the third one",
    ),
    "invitation": (
        "yes", "yes please", "yeah", "let's go", "i'm ready", "no", "no thanks", "not now", "later",
        "not today", "tomorrow", "in a minute", "in a while", "in half an hour", "in an hour",
        *(f"in {n} minutes" for n in ("two", "five", "ten", "fifteen", "twenty", "thirty")),
    ),
    "choice": (
        "the first one", "the second one", "the third one", "the last one", "the first",
        "the second", "the third", "the last", "neither", "none of them", "none",
    ),
    "recurrence": (
        "every day", "every morning", "every evening", "every weekday", "every week",
        "every month", "every other day", "every other week", "once a week", "twice a week",
        "three times a week", "four times a week", "five times a week", "once a day", "twice a day",
        "once a month", "weekdays", "weekends", "on weekends", "daily", "weekly", "monthly",
        "every weekend", "every two weeks", "every three days",
        *(f"every {d}" for d in _WEEKDAYS), *(f"every other {d}" for d in _WEEKDAYS),
        *(f"on {d}s" for d in _WEEKDAYS),
    ),
    "date": (
        "today", "tomorrow", "the day after tomorrow", "in a week", "in two weeks", "next week",
        "a week from today", "in a month", *_WEEKDAYS, *(f"on {d}" for d in _WEEKDAYS),
        *(f"next {d}" for d in _WEEKDAYS), *(f"a week on {d}" for d in _WEEKDAYS),
        *(f"in {n} days" for n in _HOURS),
        *(f"{m} {n}" for m in MONTHS if len(m) > 4 or m in ("may", "june", "july")
          for n in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
          "ninth",
                    "tenth", "fifteenth", "twentieth")),
    ),
    "duration": (
        "half an hour", "an hour", "an hour and a half", "a quarter of an hour", "two hours",
        "three quarters of an hour", "a minute", "a day", "a week", "two weeks", "one hour",
        *(f"{n} minutes" for n in (*_HOURS[1:], "fifteen", "twenty", "twenty five", "thirty",
        "forty", "forty five", "fifty", "sixty", "ninety")),
        *(f"{n} hours" for n in _HOURS[1:]), *(f"{n} days" for n in _HOURS[1:]),
        *(f"{n} weeks" for n in _HOURS[1:6]),
    ),
}  # fmt: skip


def typed_phrases(name: str) -> tuple[str, ...]:
    """Answers to an expectation without numbers of its own."""
    return _TYPED.get(name, ())


def rating_phrases(low: float | None, high: float | None) -> tuple[str, ...]:
    """The numbers from `low` to `high`, alone, with a half, and between two."""
    top = int(high) if high is not None else 100
    bottom = int(low) if low is not None else 0
    names = [(n, said(n)) for n in range(bottom, min(top, 100) + 1)]
    found = [name for _, name in names]
    if top <= 20:
        found += [f"{name} and a half" for n, name in names if n < top]
        found += [f"{name} out of {said(top)}" for _, name in names]
        found += [f"{a} or {b}" for (_, a), (_, b) in itertools.pairwise(names)]
        found += [f"between {a} and {b}" for (_, a), (_, b) in itertools.pairwise(names)]
        found += [f"{w} {name}" for w in ("a", "about", "maybe a", "i'd say") for _, name in names]
    return tuple(found)


def time_phrases() -> tuple[str, ...]:
    """Times of the day as people say them."""
    found = ["noon", "midday", "midnight"]
    for at, hour in enumerate(_HOURS):
        following = _HOURS[(at + 1) % 12]
        said_times = (
            hour, f"{hour} o'clock", f"half past {hour}", f"{hour} thirty", f"{hour} fifteen",
            f"{hour} forty five", f"quarter past {hour}", f"quarter to {following}", f"half {hour}",
            f"ten past {hour}", f"ten to {following}", f"{hour} a m", f"{hour} p m",
            f"{hour} thirty a m", f"{hour} thirty p m", f"twenty past {hour}",
            f"twenty to {following}",
        )  # fmt: skip
        found += said_times
        found += [f"{t} {part}" for t in said_times[:4] for part in _PARTS]
    return tuple(found)


def said(number: int) -> str:
    """A number from 0 to 100 in words."""
    if number == 100:
        return "a hundred"
    names = {n: word for word, n in reversed(UNITS.items())}
    if number < 20:
        return names[number]
    tens = {n: word for word, n in reversed(TENS.items())}
    return tens[number - number % 10] + (f" {names[number % 10]}" if number % 10 else "")
