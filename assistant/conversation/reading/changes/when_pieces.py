"""Finds the words of a sentence that tell when, and those of them that are denied.

"Not tomorrow, tomorrow's the concert, the sixteenth": tomorrow is denied, and the sixteenth meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.conversation.reading.changes.when_said import WhenSaid, tells_when, when_said
from assistant.conversation.reading.phrases import Phrases, phrases_of
from intents import Date

if TYPE_CHECKING:
    from intents import Language

A_DENIAL = 3
"""Among so many words before what tells when, it is denied."""


@dataclass(frozen=True)
class WhenPiece:
    """Words from `start` to `end` that tell when. `denied`: that is not meant."""

    start: int
    end: int
    when: WhenSaid
    denied: bool


def when_pieces(
    language: Language, words: Sequence[str], now: datetime | None
) -> tuple[WhenPiece, ...]:
    """The pieces of `words`, in normal form, that tell when; each as long as it can be."""
    phrases, at = phrases_of(language.name), 0
    found: list[WhenPiece] = []
    while at < len(words):
        piece = _piece_from(language, words, at, now)
        if piece is None or _is_a_thing(words, at, piece[0], phrases):
            at += 1
            continue
        denied = _is_denied(words, at, phrases)
        if denied and found and _is_put_right(words, at, found[-1], piece[1], phrases):
            denied, found[-1] = False, replace(found[-1], denied=True)
        end, when = _first_of(language, words, at, piece, now) if denied else piece
        found.append(WhenPiece(at, end, when, denied))
        at = end
    none = [piece.when for piece in found if piece.denied]
    return tuple(
        replace(piece, denied=True) if any(_within(piece.when, d) for d in none) else piece
        for piece in found
    )


def _is_a_thing(words: Sequence[str], at: int, end: int, phrases: Phrases) -> bool:
    """Whether what could be an hour counts a thing: "the little one"."""
    alone = end == at + 1 and phrases.has("one_of_things", words[at])
    return alone and at > 0 and not phrases.has("leads_to_an_hour", words[at - 1])


def _is_put_right(
    words: Sequence[str], at: int, before: WhenPiece, when: WhenSaid, phrases: Phrases
) -> bool:
    """Whether an hour is put right by the next: "seven no seven thirty"; "no Sundays" is denied."""
    joined = before.end == at - 1 and phrases.has("reminder.bare_no", words[at - 1])
    return joined and bool(before.when.hours and when.hours) and not _has_days(when)


def what_is_meant(pieces: Sequence[WhenPiece]) -> WhenSaid | None:
    """What the pieces that are not denied say together, the last of a kind; `None` for nothing."""
    meant = [piece.when for piece in pieces if not piece.denied]
    hours = next((when for when in reversed(meant) if when.hours), WhenSaid())
    days = next((when for when in reversed(meant) if _has_days(when)), WhenSaid())
    part = next((when.part for when in reversed(meant) if when.part), "")
    said = replace(days, hours=hours.hours, half=hours.half, part=part)
    return said if said != WhenSaid() else None


def first_meant(language: Language, words: Sequence[str], now: datetime | None) -> WhenSaid | None:
    """What a wish says of when: its first hour and its first days, but for what is taken back.

    "At four in the afternoon, then it's twelve in Brazil": at four.
    """
    phrases, pieces = phrases_of(language.name), when_pieces(language, words, now)
    meant = [piece for piece in pieces if not piece.denied]
    for place in range(len(meant) - 1, 0, -1):
        between = words[meant[place - 1].end : meant[place].start]
        if any(phrases.has("reminder.takes_back", word) for word in between):
            before, after = what_is_meant(meant[place - 1 :: -1]), what_is_meant(meant[place:])
            if before is None or after is None:
                return before or after
            days = after if _has_days(after) else before
            hours = after if after.hours else before
            return replace(days, hours=hours.hours, half=hours.half, part=hours.part)
    return what_is_meant(meant[::-1])


def only_denied(pieces: Sequence[WhenPiece]) -> str:
    """The rule of the days, where all that are told are denied: "not on Wednesdays, the walk"."""
    days = [piece for piece in pieces if piece.when.rrule]
    return days[0].when.rrule if days and all(piece.denied for piece in days) else ""


def denied_hours(pieces: Sequence[WhenPiece]) -> tuple[str, ...]:
    """The hours that are denied: "at nine, not seven"."""
    return tuple(hour for piece in pieces if piece.denied for hour in piece.when.hours)


def _piece_from(
    language: Language, words: Sequence[str], at: int, now: datetime | None
) -> tuple[int, WhenSaid] | None:
    """Where the longest piece that begins at a place ends, and what it says."""
    phrases = phrases_of(language.name)
    of_hour = at + 1 < len(words) and phrases.has("reminder.oclock", words[at + 1])
    alone = bool(at) and not of_hour and phrases.has("reminder.no_hour", words[at])
    after = words[at - 1] if alone else ""
    if phrases.has("reminder.before_no_hour", after):
        return None  # "Every Saturday, not only this one".
    begins = tells_when(language, words[at]) and not _only_leads(words[at], phrases)
    if not begins and not phrases.has("reminder.begins_length", words[at]):
        return None
    end = at
    while end < len(words) and tells_when(language, words[end]):
        end += 1
        if end < len(words) and phrases.has("reminder.denies", words[end]):
            break
    for last in range(end, at, -1):
        if _only_leads(words[last - 1], phrases):
            continue
        when = when_said(language, words[at:last], now)
        if when is not None and not (when == WhenSaid(part=when.part) and last == at + 1):
            if at and phrases.has("reminder.leads_to_day", words[at - 1]):
                when = _without_hours(when, words[at:last], phrases)
            return last, _of_one_month(language, words[at:last], when, now)
    return None


def _first_of(
    language: Language,
    words: Sequence[str],
    at: int,
    piece: tuple[int, WhenSaid],
    now: datetime | None,
) -> tuple[int, WhenSaid]:
    """The first part of a piece, which alone is denied: "not today, every day"."""
    phrases, found = phrases_of(language.name), None
    for end in range(at + 1, piece[0] + 1):
        when = when_said(language, words[at:end], now)
        if when is None or _only_leads(words[end - 1], phrases):
            continue
        when = _of_one_month(language, words[at:end], when, now)
        follows = words[found[0]] if found is not None else ""
        joined = phrases.has("reminder.joins_days", follows)
        if phrases.has("clause_joins", follows) and not joined:
            break
        if found is None or joined or _kinds(when) == _kinds(found[1]):
            found = end, when
        else:
            break
    return found or piece


def _kinds(when: WhenSaid) -> tuple[bool, bool, bool]:
    return bool(when.hours), bool(when.rrule), bool(when.date)


def _only_leads(word: str, phrases: Phrases) -> bool:
    """Whether a word of a piece says nothing where it begins or ends it."""
    fills = phrases.has("reminder.fill", word) and not phrases.has("reminder.oclock", word)
    return fills or phrases.has("reminder.denies", word)


def _without_hours(when: WhenSaid, words: Sequence[str], phrases: Phrases) -> WhenSaid:
    """A day without the hour that its number sounds like: "the twenty first"."""
    timed = any(phrases.has(of, word) for of in ("hour_leads", "half_of_day") for word in words)
    dated = bool(when.rrule or when.date) and not timed
    return replace(when, hours=(), half=False) if dated else when


def _of_one_month(
    language: Language, words: Sequence[str], when: WhenSaid, now: datetime | None
) -> WhenSaid:
    """The next of a day of the month, where not each month is spoken of: "the sixteenth"."""
    phrases = phrases_of(language.name)
    monthly = when.rrule.startswith("FREQ=MONTHLY;BYMONTHDAY") and not when.date
    if not monthly or any(phrases.has("reminder.each_day", w) or w == "month" for w in words):
        return when
    read = language.understand(" ".join(words), Date(), now=now)
    return replace(when, rrule="", date=str(read.value)) if read.kind == "answer" else when


def _is_denied(words: Sequence[str], at: int, phrases: Phrases) -> bool:
    """Whether the words just before say that it is not meant, or only that it is so now."""
    for place in range(at - 1, max(at - 1 - A_DENIAL, -1), -1):
        ends = (" ".join(words[first : place + 1]) for first in range(place + 1))
        if any(phrases.has("reminder.is_so_now", end) for end in ends):
            return True
        if phrases.has("reminder.bare_no", words[place]) and place < at - 1:
            return False  # "No, the sixteenth".
        if phrases.has("reminder.denies", words[place]):
            return True
        if not phrases.has("reminder.fill", words[place]):
            return False
    return False


def _within(when: WhenSaid, denied: WhenSaid) -> bool:
    """Whether a piece says no more than one that is denied."""
    days = not _has_days(when) or (when.rrule, when.date) == (denied.rrule, denied.date)
    return days and set(when.hours) <= set(denied.hours) and when.part in ("", denied.part)


def _has_days(when: WhenSaid) -> bool:
    return bool(when.rrule or when.date or when.without or when.bound)
