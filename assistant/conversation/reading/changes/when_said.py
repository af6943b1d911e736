"""Reads words that tell when, and nothing else: an hour, days, days that are left out, a bound.

"Ten, but only on working days", "not on Sundays", "in the morning, every day". Words that tell
anything besides are no such words, so that nothing said is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.conversation.reading.phrases import Phrases, phrases_of
from intents import Date, Recurrence, Time, load
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

A_FEW_DAYS = 7
"""The days that are left out are named in no more words."""
A_REASON = 5
"""Among so many words of a reason it is said of whom it tells."""
MORNING, LATE = "morning", "late"
"""The halves of the day."""


@dataclass(frozen=True)
class WhenSaid:
    """What was said of when. `half`: not in which half of the day; `part`: that half alone.

    `rrule` and `date` are both there for one weekday, which may be each or the next one. `without`
    is the rule of the days that are left out, or one day; `bound` is a rule with nothing but a
    first or a last day. `also` are other days with hours of their own.
    """

    hours: tuple[str, ...] = ()
    half: bool = False
    part: str = ""
    rrule: str = ""
    date: str = ""
    without: str = ""
    bound: str = ""
    also: tuple[WhenSaid, ...] = ()

    @property
    def slots(self) -> dict[str, Any]:
        """What was said, as the slots of a command."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        said |= {"hours": list(self.hours), "also": [one.slots for one in self.also]}
        return {name: value for name, value in said.items() if value}


def when_said(language: Language, words: Sequence[str], now: datetime | None) -> WhenSaid | None:
    """What the words say of when; `None` where they say anything else. They are in normal form.

    What was said last counts: "ten to four, no, make it half three", "Friday, no, Saturday at six".
    """
    reader, said = _Reader(language, phrases_of(language.name), now), list(words)
    phrases = phrases_of(language.name)
    for taken, start in taken_back(said, phrases):
        before, after = reader.read(said[:taken]), reader.read(said[start:])
        if before is not None and after is None and before.hours:
            after = reader.hour_of(said, said[start:])
        if before is None or after is None or after.part:
            continue
        all_of_them = any(phrases.has("reminder.all_there_are", word) for word in said[taken:start])
        if all_of_them or not _leaves_out(before, after):
            return _instead(before, after)
    return reader.read(said)


def taken_back(words: Sequence[str], phrases: Phrases) -> Iterator[tuple[int, int]]:
    """Where words take back what was said before them, and where what is meant instead begins.

    The last beginnings come first.
    """
    rests = [" ".join(words[at:]) for at in range(len(words))]
    takes = (phrases.longest_start("reminder.takes_back", rest) for rest in rests)
    taken = next((at for at, lead in enumerate(takes) if at and lead), None)
    if taken is None:
        return
    for at in range(len(words) - 1, taken - 1, -1):
        lead = phrases.longest_start("reminder.leads_to_other", rests[at])
        if lead and at + len(lead.split()) < len(words):
            yield taken, at + len(lead.split())


def _leaves_out(before: WhenSaid, after: WhenSaid) -> bool:
    """Whether the days said last are some of those before: "every day, no Sundays"."""
    if after.hours or not (before.rrule and after.rrule):
        return False
    all_of_them, some = _weekdays(before.rrule), _weekdays(after.rrule)
    return bool(some) and (not all_of_them or some < all_of_them)


def _weekdays(rrule: str) -> frozenset[str]:
    """The weekdays that a rule names; none for every day."""
    return frozenset(RecurrenceSet.parse(rrule).parts.get("BYDAY", "").split(",")) - {""}


def _as_often(first: WhenSaid, second: WhenSaid) -> tuple[WhenSaid, WhenSaid]:
    """Two days; both recur where one plainly does, else both are the next of their name."""
    if all(one.rrule and one.date for one in (first, second)):
        return replace(first, rrule=""), replace(second, rrule="")
    if any(one.rrule and not one.date for one in (first, second)):
        first, second = (replace(one, date="") if one.rrule else one for one in (first, second))
    return first, second


def _instead(before: WhenSaid, after: WhenSaid) -> WhenSaid:
    """What was said before, with what was said last in place of the same."""
    hours = after if after.hours else before
    days = after if after.rrule or after.date or after.without or after.bound else before
    return replace(days, hours=hours.hours, half=hours.half, part=hours.part)


def when_and_why(language: Language, words: Sequence[str], now: datetime | None) -> WhenSaid | None:
    """What the words say of when; a reason may follow, which is left out: "…, I work then"."""
    for end in range(len(words), 0, -1):
        if end == len(words) or is_reason(words[end:], language.name):
            when = when_said(language, words[:end], now)
            if when is not None:
                return when
    return None


def days_left_out(language: Language, words: Sequence[str], now: datetime | None) -> str:
    """The rule of the days that are left out among the words; "" for none."""
    found = _Reader(language, phrases_of(language.name), now).left_out(list(words))
    return next((gone for _, _, gone in found), "")


def is_reason(words: Sequence[str], language: str) -> bool:
    """Whether a clause of its own begins: "because …", "I don't have …", "on the weekend I …"."""
    phrases = phrases_of(language)
    return phrases.has("reminder.reasons", words[0]) or any(
        phrases.has("reminder.tells_of_oneself", word) for word in words[:A_REASON]
    )


def tells_when(language: Language, word: str) -> bool:
    """Whether a word may belong to words that tell when."""
    lists = ("rhythm_words", "reminder.tells_when", "reminder.fill", "half_of_day")
    phrases = phrases_of(language.name)
    return (
        word[0].isdigit()
        or any(phrases.has(name, word) for name in lists)
        or is_of_time(word, language.name)
    )


class _Reader:
    def __init__(self, language: Language, phrases: Phrases, now: datetime | None) -> None:
        self._language = language
        self._phrases = phrases
        self._now = now

    def read(self, words: list[str]) -> WhenSaid | None:
        """What the words say; the days that are left out may stand before, between or after."""
        words = self._without_ends(words)
        places = [" ".join(words[at:]) for at in range(len(words))]
        if any(self._phrases.longest_start("reminder.in_place_of", rest) for rest in places):
            return None
        if not words:
            return None
        if (off := self._off(words)) is not None:
            return off
        if (several := self._each_with_its_hour(words)) is not None:
            return several
        if (whole := self._plain(words)) is not None:
            return whole
        for at, end, gone in self.left_out(words):
            rest = self._without_ends(words[:at] + words[end:])
            if not rest:
                return WhenSaid(without=gone)
            if (found := self._plain(rest)) is not None:
                # "Not Sunday, just Wednesday and Friday" names all the days there are.
                return found if found.rrule and not at else replace(found, without=gone)
        return None

    def _each_with_its_hour(self, words: list[str]) -> WhenSaid | None:
        """ "Mondays at nine and Saturdays at eleven", and nothing else."""
        for at in range(2, len(words) - 2):
            if not self._joins(words[at]):
                continue
            first = self._plain(words[:at])
            if first is None or not first.hours or not (first.rrule or first.date):
                continue
            rest = words[at + 1 :]
            others = self._each_with_its_hour(rest) or self._plain(rest)
            if others is not None and others.hours and (others.rrule or others.date):
                first, second = _as_often(first, others)
                more = tuple(_as_often(first, one)[1] for one in others.also)
                return replace(first, also=(replace(second, also=()), *more))
        return None

    def hour_of(self, words: list[str], last: list[str]) -> WhenSaid | None:
        """The hour of words of which the last only put minutes right: "twenty five past"."""
        if not all(map(self._tells_when, last)):
            return None
        time, said = self._understood(Time(), " ".join(words)), " ".join(words)
        return self._timed(time, said) if time is not None else None

    def _off(self, words: list[str]) -> WhenSaid | None:
        """ "Thursdays off", and nothing else."""
        if len(words) < 2 or not self._phrases.has("reminder.ends_left_out", words[-1]):
            return None
        often = self._understood(Recurrence(), " ".join(words[:-1]))
        days = isinstance(often, Mapping) and "BYDAY" in str(often["rrule"])
        if not days or not all(map(self._tells_when, words[:-1])):
            return None
        return WhenSaid(without=str(often["rrule"]))

    def _plain(self, words: list[str]) -> WhenSaid | None:
        """What words say where days are left out only within a rhythm: "every day bar Sunday"."""
        if not all(map(self._tells_when, words)):
            return None
        said = " ".join(words)
        if part := self._part(said):
            return WhenSaid(part=part)
        time, often = self._understood(Time(), said), self._understood(Recurrence(), said)
        rest, part = words, ""
        if time is not None and often is None:
            rest = self._without_the_time(words, time)
            often = self._understood(Recurrence(), " ".join(rest)) if rest else None
        if time is None and (cut := self._without_part(words)) is not None:
            rest, part = cut
            often = self._understood(Recurrence(), " ".join(rest))
        day = self._understood(Date(), " ".join(rest))
        if often is not None and often["times"]:
            return None
        if rest and not often and not day and rest != words:
            return None
        rrule = str(often["rrule"]) if often is not None else ""
        if not (time or rrule or day) or self._says_condition(rrule):
            return None
        if rrule and "COUNT" in rrule:
            rrule = ""
        if rrule and self._is_bound(rrule, rest):
            return replace(self._timed(time, said), bound=rrule, part=part)
        if self._says_each(rest):
            day = None
        if rrule and day and "BYDAY" not in rrule:
            day = None
        return replace(self._timed(time, said), rrule=rrule, date=str(day or ""), part=part)

    def _without_the_time(self, words: list[str], time: Any) -> list[str]:
        """The words that are no part of the hour; none where they say nothing by themselves."""
        for size in range(1, len(words) + 1):
            for at in range(len(words) - size + 1):
                if self._understood(Time(), " ".join(words[at : at + size])) == time:
                    rest = words[:at] + words[at + size :]
                    idle = ("reminder.fill", "half_of_day")
                    said = [w for w in rest if not any(self._phrases.has(n, w) for n in idle)]
                    return rest if said else []
        return words

    def _timed(self, time: Any, said: str) -> WhenSaid:
        if time is None:
            return WhenSaid()
        parts = self._phrases.table["half_of_day"]
        known = any(f" {part} " in f" {said} " for part in parts)
        return WhenSaid(hours=(str(time),), half=not known)

    def _understood(self, expects: Any, said: str) -> Any:
        read = self._language.understand(said, expects, now=self._now)
        return read.value if read.kind == "answer" else None

    def left_out(self, words: list[str]) -> Iterator[tuple[int, int, str]]:
        """Where days are left out: from where, to where, and the rule of the days, or one day."""
        for at in range(len(words)):
            lead = self._phrases.longest_start("reminder.leaves_out", " ".join(words[at:]))
            if not lead:
                continue
            begin = at + len(lead.split())
            for end in range(min(len(words), begin + A_FEW_DAYS), begin, -1):
                if not all(map(self._tells_when, words[begin:end])):
                    continue
                often = self._understood(Recurrence(), " ".join(words[begin:end]))
                day = self._understood(Date(), " ".join(words[begin:end]))
                one = any(self._phrases.has("reminder.one_day", w) for w in words[begin:end])
                if day and one:
                    yield at, end, str(day)
                    break
                if isinstance(often, Mapping) and "BYDAY" in str(often["rrule"]):
                    yield at, end, str(often["rrule"])
                    break

    def _without_part(self, words: list[str]) -> tuple[list[str], str] | None:
        """Words without "in the morning", and which half of the day that is."""
        for name, half in (("first_half", MORNING), ("second_half", LATE)):
            for at in range(len(words)):
                lead = self._phrases.longest_start(f"reminder.{name}", " ".join(words[at:]))
                size = len(lead.split())
                if lead and len(words) > size:
                    return words[:at] + words[at + size :], half
        return None

    def _part(self, said: str) -> str:
        if self._phrases.has("reminder.first_half", said):
            return MORNING
        return LATE if self._phrases.has("reminder.second_half", said) else ""

    def _is_bound(self, rrule: str, words: Sequence[str]) -> bool:
        """Whether only a first or a last day was said: "for two weeks", "until Christmas"."""
        rhythm = RecurrenceSet.parse(rrule)
        each = any(self._phrases.has("reminder.each_day", word) for word in words if word != "week")
        return rhythm.bounded and rhythm.unit == "DAILY" and rhythm.interval == 1 and not each

    def _says_each(self, words: Sequence[str]) -> bool:
        return any(self._phrases.has("says_each", word) for word in words) or "and" in words

    def _says_condition(self, rrule: str) -> bool:
        return bool(rrule) and bool(RecurrenceSet.parse(rrule).as_said)

    def _tells_when(self, word: str) -> bool:
        return tells_when(self._language, word)

    def _without_ends(self, words: list[str]) -> list[str]:
        """Words without what only leads up to them, or only ends them."""
        while words and self._joins(words[0]):
            words = words[1:]
        while words and not self._phrases.has("reminder.ends_left_out", words[-1]):
            sizes = range(min(5, len(words)), 0, -1)
            tails = (" ".join(words[-size:]) for size in sizes)
            tail = next((t for t in tails if self._phrases.has("reminder.tails", t)), "")
            if not tail:
                return words
            words = words[: -len(tail.split())]
        return words

    def _joins(self, word: str) -> bool:
        return self._phrases.has("reminder.joins", word)


@lru_cache(maxsize=4096)
def is_of_time(word: str, language: str) -> bool:
    """Whether a word tells when, and so names no goal: "Wednesday", "daily"."""
    return load(language).understand(word, Recurrence()).kind == "answer"
