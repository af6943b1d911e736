"""How often: which days, within which bounds, and what was corrected in saying it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import filterfalse, pairwise, product, repeat

from intents.calendar import ONCE
from intents.languages.en.dates import MONTHS, WEEKDAYS
from intents.languages.en.numbers import TABLES, number, ordinal
from intents.languages.en.rhythm_accounted import (
    denies_how_often,
    may_stay_in_words,
    narrows_all,
    tells_of_days,
    turns_it,
)
from intents.languages.en.rhythm_bounded import Bounds, bounded
from intents.languages.en.rhythm_bounds import bounds_of
from intents.languages.en.rhythm_check import condition_in, says_all
from intents.languages.en.rhythm_days import (
    EVERY,
    FREQUENCIES,
    TIMES,
    days_of_rhythm,
    times,
)
from intents.languages.en.rhythm_left_out import weekdays_out
from intents.languages.en.rhythm_put_plainly import (
    in_plain_words,
    of_a_group,
    with_what_is_left_out,
    without_past,
)
from intents.languages.en.rhythm_replaced import (
    NUMBERED_DAYS,
    after_the_denied,
    replaced,
    so_these,
    without_days_denied,
)
from intents.languages.en.times import hour_spans
from intents.recurrence_set import RecurrenceSet
from intents.rules import Rhythm
from intents.tables import Phrases, Words

_VAGUE, _BEGINS, _NO_RHYTHM, _UNTIL, _BY, _A_DAY_TO_COME, _IDLE, _BOUNDED = (
    TABLES.words("words", key)
    for key in (
        "vague_rhythm", "rhythm_begins", "no_rhythm", "until", "by", "day_to_come",
        "idle_in_rhythms", "bounds_begin",
    )
)  # fmt: skip
_ONCE, _CORRECTS = TABLES.phrases("words", "just_once"), TABLES.phrases("bounds", "corrects")
_PAST = TABLES.phrases("bounds", "past")
_TURNS = TABLES.phrases("bounds", "one_of_two_turns")
_IN_A_WHILE = TABLES.phrases("words", "in_a_while")
_GROUPS = TABLES.values("day_groups")
_DAY_GROUPS = {name for name in _GROUPS if name.endswith("s")}
_BESIDE, _ONE_OF = TABLES.words("bounds", "beside"), TABLES.words("bounds", "one_day_of_several")
_WEEKDAY_NAMES = {**WEEKDAYS, **{f"{name}s": number for name, number in WEEKDAYS.items()}}
_LOOSELY, _NOTHING_IN_IT = (TABLES.phrases("bounds", key) for key in ("loosely", "nothing_in_it"))
_ENDS_WITH, _EXPLAINS = TABLES.phrases("bounds", "ends_with"), TABLES.phrases("bounds", "explains")
_REASONS, _WHO = TABLES.phrases("bounds", "reasons"), TABLES.words("bounds", "who")
_EXCEPT, _CONDITION = (TABLES.phrases("bounds", key) for key in ("except", "condition"))
_THOSE = TABLES.words("bounds", "refers_back")
_TIMES = {(word,) for word in TIMES}
_LEADS_TO, _ARTICLES = (TABLES.words("bounds", key) for key in ("leads_to_what", "articles"))
_KNOWN = frozenset(
    {
        word
        for name in (
            "weekdays", "weekdays_in_rhythms", "months", "seasons", "feasts", "frequencies",
            "times", "day_groups", "parts_of_day", "seconds", "units", "tens", "scales", "ordinals",
        )
        for key in TABLES.values(name)
        for word in key.split()
    }
    | {
        word
        for key in (
            "other", "fortnightly", "days_of", "times_words", "rhythm_adverbs", "working_day",
            "just_once", "months_end", "months_beginning", "half_year",
        )
        for word in TABLES.words("words", key)
    }
    | {*NUMBERED_DAYS, *_IDLE, *EVERY, *_VAGUE, *_ARTICLES, *_LEADS_TO}
    | TABLES.words("reminding", "of_time")
)  # fmt: skip
_OTHER_DAYS = frozenset(TABLES.values("weekdays_in_rhythms"))
_NO_DAY_AFTER = TABLES.words("bounds", "no_day_after")
_STARTS = frozenset(product(("starting", "commencing"), ("the", "after", "in", "on", "next")))
_CORRECTIONS, _A_PAIR = 3, 2
_PERIODS_IN_A_YEAR = {"DAILY": 364, "WEEKLY": 52, "MONTHLY": 12, "YEARLY": 1}
_MOST_WORDS = 60
"""A rhythm is looked for in so many words from the end."""
_LONGEST = 24
"""No rhythm takes more words."""


def recurrence(words: Words, today: date) -> Rhythm | None:
    """The rhythm meant; nothing where there is none, or it is vague. The last one said counts."""
    words = _without_other_words(words[-_MOST_WORDS:])
    words = of_a_group(without_past(in_plain_words(words)))
    words = without_days_denied(words)
    while size := next(_ENDS_WITH.ends(words), 0):
        words = words[:-size]
    words = with_what_is_left_out(words, today)
    return _last_said(words, today, _CORRECTIONS) or _so_often(words, today)


def _without_other_words(words: Words) -> Words:
    """The words without those that are only spelled like days: "I just sat there"."""
    return tuple(
        word
        for at, word in enumerate(words)
        if not (word in _OTHER_DAYS and at and words[at - 1] in _NO_DAY_AFTER)
    )


def _so_often(words: Words, today: date) -> Rhythm | None:
    """What follows a last "so", where only that is a rhythm; what leads to it is kept in words.

    "After every meal, so three times a day".
    """
    at = next((at for at in range(len(words) - 1, 0, -1) if words[at] == "so"), 0)
    before, after = words[:at], words[at + 1 :]
    named = {*NUMBERED_DAYS, *MONTHS, *TIMES}
    if not at or not is_recurring(after) or not named.isdisjoint(before):
        return None
    found = _last_said(after, today, _CORRECTIONS)
    if found is None or turns_it(before):
        return None
    made = RecurrenceSet.parse(found[0])
    return replace(made, as_said=" ".join((*before, *made.as_said.split()))).text(), found[1]


def _last_said(words: Words, today: date, corrections: int) -> Rhythm | None:
    """The rhythm meant, where so many corrections are looked at."""
    at = len(words)
    for start, end in _CORRECTS.last(words, corrections):
        if end > at or end >= len(words):
            continue
        at = start
        if words[start:end] == ("no",) and _leaves_days_out(words[:start], words[end:]):
            return _last_said((*words[:start], "except", *words[end:]), today, corrections - 1)
        before = words[:start]
        while size := next(_CORRECTS.ends(before), 0):
            before = before[:-size]  # "No, hang on".
        found = _corrected(before, words[end:], today, corrections - 1)
        if found is not None:
            return found
    return _said(words, today)


def _leaves_days_out(before: Words, after: Words) -> bool:
    """Whether the days after a "no" are some of those before it: "every day no sundays"."""
    named = {word for word in after if word not in ("and", "or", "on")}
    plural = bool(named) and all(w in _WEEKDAY_NAMES and w not in WEEKDAYS for w in named)
    daily = before[-1:] != () and before[-1] in ("day", "daily", "days", "week", *_GROUPS)
    return plural and daily


def _corrected(before: Words, after: Words, today: date, corrections: int) -> Rhythm | None:
    """What is meant after a correction: another rhythm, or another part of the one before it."""
    if after[:1] == ("not",) and (named := after_the_denied(after)):
        linked = before[-1:] == ("and",)
        return _last_said(before + named if linked else named, today, corrections)
    if after[:1] == ("not",) and (plain := _plainly(after)) is not None:
        return plain
    out = weekdays_out((*before, *after), len(before)) if before else None
    if out is not None and out[1] == len(before) + len(after):
        return _last_said((*before, *after), today, corrections)
    if before and (changed := replaced(before, after)) is not None:
        found = _last_said(changed, today, corrections)
        if found is not None:
            return found
    found = _said(after, today)
    if found is None or not before:
        return found
    clauses, mine = bounds_of(before, today), bounds_of(after, today)
    if clauses is None or not clauses.any or _PAST.has(before) or (mine is not None and mine.any):
        return found
    told = tuple(said for said in clauses.as_said if _CONDITION.at(tuple(said.split()), 0))
    return bounded(found, replace(clauses, as_said=told), today)


def _said(words: Words, today: date) -> Rhythm | None:
    """A rhythm without a correction in it."""
    if any(_IN_A_WHILE.at(words, at) for at in range(len(words))):
        return None
    words = so_these(_without(_without_reason(words), _NOTHING_IN_IT))
    if (again := _said_in_two_ways(words)) is not None:
        return again
    clauses = None if _is_of_two_times(words) else bounds_of(words, today)
    if clauses is None or _takes_a_day_back(clauses.left):
        return None
    if any(pair in _STARTS for pair in pairwise(clauses.left)):
        return None  # When it starts was said, and not read.
    said = _without(clauses.left, _LOOSELY)
    if clauses.no_weekdays:  # "Apart from mondays, I've got pilates on mondays".
        said = tuple(w for w in said if _WEEKDAY_NAMES.get(w) not in clauses.no_weekdays) or said
    if _is_beside_a_day(said):
        return None
    unread = _unread(said)
    if unread is not None and said[unread[0]] == "and":
        return None  # "Sundays and bank holidays": some of its days cannot be known.
    if narrows_all(said):
        return None
    if clauses.no_weekdays and "but" in said and may_stay_in_words(said[said.index("but") :]):
        said = said[: said.index("but")]  # "Daily, but give me the Sunday off".
        unread = _unread(said)
    read = said if unread is None else said[: unread[0]] + said[unread[1] :]
    found = _plainly(read, clauses.in_months)
    if found is not None and unread is not None:
        if "YEARLY" in found[0] and "BY" not in found[0] and not found[1]:
            return None  # "Every year on my birthday": on which day cannot be known.
        if more := condition_in(said[unread[0] : unread[1]]):
            clauses = replace(clauses, as_said=(*clauses.as_said, " ".join(more)))
    if clauses.explained and not _is_explained_by(found, clauses.explained):
        if tells_of_days(" ".join(clauses.explained), found[0] if found else "", frozenset()):
            return None
    elif clauses.explained:
        inner = bounds_of(clauses.explained, today) or clauses
        found = _plainly(inner.left or clauses.explained, inner.in_months) or found
        of_all = found == ("FREQ=DAILY", None)
        told = tuple(said for said in clauses.as_said if of_all or not said.startswith("not "))
        more = () if inner is clauses else tuple(filterfalse(_refers_back, inner.as_said))
        clauses = replace(
            clauses,
            as_said=(*told, *more),
            start=clauses.start or inner.start,
            until=clauses.until or inner.until,
        )
    except_these = bool(clauses.no_weekdays) and _EXCEPT.at(words, 0) > 0 and words[0] != "not"
    if found is None and except_these and len(said) > _A_PAIR and not is_recurring(said):
        found = "FREQ=DAILY", None  # "Except on Sundays I'd like to be up by seven".
    if found is None and clauses.length != (0, 0) and not _VAGUE.intersection(said):
        daily = "FREQ=DAILY", None  # "For the next ten days" is each of them.
        found = daily if says_all(daily, read) else None
    clauses = replace(clauses, as_said=tuple(filterfalse(denies_how_often, clauses.as_said)))
    if (
        found is None
        or _is_beside_its_start(said, clauses)
        or any(tells_of_days(told, found[0], clauses.no_weekdays) for told in clauses.as_said)
    ):
        return None
    return bounded(found, clauses, today)


def _is_explained_by(found: Rhythm | None, explained: Words) -> bool:
    """Whether the days that are meant are told after it: "weekdays, so monday to wednesday"."""
    if found is None or found == ("FREQ=DAILY", None):
        return True
    named = _plainly(explained)
    if named is None or named[1] or found[1] or "INTERVAL" in named[0]:
        return False
    some, all_of_them = (
        set(RecurrenceSet.parse(rhythm[0]).parts.get("BYDAY", "").split(","))
        for rhythm in (named, found)
    )
    return "" not in some and some < all_of_them


def _is_beside_its_start(said: Words, clauses: Bounds) -> bool:
    """Whether the day told is that of what it comes after: "the day after it, next is monday"."""
    beside = any(told.split()[0] in _BESIDE for told in clauses.as_said)
    return clauses.start is not None and beside and ("the", "day") in pairwise(said)


def _refers_back(said: str) -> bool:
    """Whether an exception only names what was told before it: "so every day except those"."""
    return _THOSE.issuperset(said.split()[-1:])


def _said_in_two_ways(words: Words) -> Rhythm | None:
    """What is said after "so" where it is as often: "six times a year, so every other month"."""
    found = _EXPLAINS.find(words)
    if found is None or not found[0]:
        return None
    first, second = _plainly(words[: found[0]]), _plainly(words[found[1] :])
    if first is None or second is None or not first[1]:
        return None
    return second if _times_a_year(first) == _times_a_year(second) else None


def _times_a_year(rhythm: Rhythm) -> Fraction:
    """How often it comes in a year, of so many weeks and months."""
    rule = RecurrenceSet.parse(rhythm[0])
    named = [part for part in rule.parts.get("BYDAY", "").split(",") if part]
    days = rhythm[1] or (len(named) if rule.unit == "WEEKLY" else 1) or 1
    return Fraction(_PERIODS_IN_A_YEAR.get(rule.unit, 0) * days, rule.interval)


def _takes_a_day_back(words: Words) -> bool:
    """Whether a day of a group is named after a "but": "weekdays but I rest on Wednesdays"."""
    at = words.index("but") if "but" in words else 0
    grouped = not _DAY_GROUPS.isdisjoint(words[:at]) or not EVERY.isdisjoint(words[:at])
    return grouped and any(word in _WEEKDAY_NAMES for word in words[at:])


def _without_reason(words: Words) -> Words:
    """The words up to "because", and a bound which is said after the reason."""
    reason = _REASONS.find(words) or _told_beside(words)
    if reason is None or not reason[0] or words[reason[1] - 1 : reason[1] + 1] == ("that", "is"):
        return words
    ends = (at for at in range(reason[1], len(words)) if _begins_a_bound(words, at))
    return words[: reason[0]] + words[next(ends, len(words)) :]


def _begins_a_bound(words: Words, at: int) -> bool:
    """ "until", "but"; "only march to october"."""
    following = words[at + 1] if at + 1 < len(words) else ""
    return words[at] in _BOUNDED or (words[at] == "only" and following in MONTHS)


def _told_beside(words: Words) -> tuple[int, int] | None:
    """Where something else is told: "weekdays only i rest then", "daily or it dries out"."""
    for at in range(1, len(words)):
        if words[at] not in _WHO:
            continue
        if words[at - 1] == "only" and at > 1:
            return at, at + 1
        if words[at - 1] == "or" and at > 1 and not is_recurring(words[at:]):
            return at - 1, at + 1
    return None


def _is_of_two_times(words: Words) -> bool:
    """Whether one thing is said first, and then another: "daily for a week, and then weekly"."""
    turns = _TURNS.find(words)
    if turns is not None and words[turns[0] + 1] in words[turns[1] :] and "next" in words:
        return True
    return (
        any(
            (words[at : at + 2] == ("and", "then") and is_recurring(words[at + 2 : at + 6]))
            or (
                words[at] == "and"
                and words[at + 1 : at + 2] in _TIMES
                and words[at + 1] not in words[:at]  # "Once in the morning and once at night".
                and is_recurring(words[:at])
            )
            for at in range(len(words))
        )
        or any(
            words[at : at + 2] == ("but", "in")
            and (
                "not" in words[at + 2 : at + 5]
                or is_recurring(words[at + 2 :])
                or _counts(words[at:])
                or (words[at + 3 : at + 4] == ("the",) and ordinal(words, at + 4) is not None)
            )
            for at in range(len(words))
        )
    )


def _counts(words: Words) -> bool:
    return any(word in TIMES for word in words)


def _unread(words: Words) -> tuple[int, int] | None:
    """Where words stand which say nothing of rhythms, with what leads to them: "on my birthday"."""
    unknown = [at for at, word in enumerate(words) if not (word in _KNOWN or word[0].isdigit())]
    if not unknown:
        return None
    begun, end = unknown[0], unknown[-1] + 1
    while begun and words[begun - 1] in _ARTICLES:
        begun -= 1
    if not begun or words[begun - 1] not in _LEADS_TO:
        return None
    begun -= 1
    within = words[begun:end]
    known = sum(word in _KNOWN for word in within)
    return (begun, end) if known <= len(within) - known + 2 and EVERY.isdisjoint(within) else None


def _is_beside_a_day(words: Words) -> bool:
    """Whether a day is told by what it comes before or after: "the weekend after payday"."""
    if not EVERY.isdisjoint(words) or not _WEEKDAY_NAMES.keys().isdisjoint(words):
        return False
    return any(
        words[at] in _BESIDE and words[at - 1] in _ONE_OF and words[at - 2 : at - 1] == ("the",)
        for at in range(2, len(words))
    )


def _plainly(words: Words, bounding: frozenset[int] = frozenset()) -> Rhythm | None:
    """A rhythm without bounds; those it has lie in the months `bounding`."""
    words = _affirmed(tuple(word for word in words if word not in _IDLE))
    if not words or not _VAGUE.isdisjoint(words) or "not" in words:
        return None
    if words[:2] == ("all", "other"):
        words = (words[0], *words[2:])  # All the days which were not left out.
    if words[:2] == ("bi", "weekly"):
        words = ("biweekly", *words[2:])
    if words[:2] in (("semi", "annually"), ("half", "yearly")):
        words = ("every", "half", "year", *words[2:])
    if any(map(_is_one_of_two, repeat(words), range(1, len(words) - 1))):
        return None
    if turns_it(words):
        return None
    found = days_of_rhythm(words) or _once(words)
    return found if found is None or says_all(found, words, bounding) else None


def _affirmed(words: Words) -> Words:
    """What is meant of "not every day, three times a week" and of "weekly, not daily"."""
    at = words.index("not") if "not" in words else -1
    if at < 0 or "not" in words[at + 1 :]:
        return words
    denied, before = words[at + 1 :], words[:at]
    if before:
        return before if days_of_rhythm(denied) and days_of_rhythm(before) else words
    for begun in range(1, len(denied)):
        starts = denied[begun] in _BEGINS or number(denied, begun) is not None
        starts = starts or ordinal(denied, begun) is not None
        not_meant = days_of_rhythm(denied[:begun]) if starts else None
        if not_meant and "BYDAY" not in not_meant[0] and days_of_rhythm(denied[begun:]):
            return denied[begun:]
    return words


def _is_one_of_two(words: Words, at: int) -> bool:
    """Whether two numbers are named, of which one is meant: "once or twice", "two to three"."""
    if words[at] == "or" and words[at - 1] in TIMES:
        return True
    if words[at] == "to" and at > 1 and words[at - 2] == "from":
        return False  # "From seven to eight".
    if any(words[start - 1] == "at" and start < at < end for start, end in hour_spans(words)):
        return False  # "At ten to four".
    before, after = number(words, at - 1), number(words, at + 1)
    linked = words[at] in ("or", "to") and before is not None and before.end == at
    return linked and after is not None


def _without(words: Words, phrases: Phrases) -> Words:
    found = phrases.find(words)
    return words if found is None else _without(words[: found[0]] + words[found[1] :], phrases)


def rhythm_in(words: Words, today: date) -> tuple[Rhythm, int] | None:
    """A rhythm which ends a sentence, "call my sister every sunday", and where it begins there."""
    for at in range(max(1, len(words) - _LONGEST), len(words)):
        counted = number(words, at) is not None and "times" in words[at : at + 3]
        if not (words[at] in _BEGINS or counted):
            continue
        if words[at - 1] == "and" and is_recurring(words[:at]):
            return None  # "On the first Sunday of the month and every Friday": two rhythms.
        tail = words[at:]
        found = recurrence(tail, today)
        if found is None or not is_recurring(tail) or _begins_unread(tail, today):
            continue
        bounded = bounds_of(tail, today)
        whole = (bounded is not None and bounded.any) or all(
            recurrence(words[at:end], today) != found for end in range(at + 1, len(words))
        )
        if whole:
            return found, at
    return None


def _begins_unread(words: Words, today: date) -> bool:
    """Whether what was not read stands before the rhythm: "on my thesis every day"."""
    clauses = bounds_of(words, today)
    unread = _unread(clauses.left) if clauses else None
    return unread is not None and unread[0] == 0


def is_recurring(words: Words) -> bool:
    """Whether the words mean more than one day: "every monday", "on mondays", not "on monday"."""
    return _recurs(words) or not EVERY.isdisjoint(words)


def _recurs(words: Words) -> bool:
    """Whether the words name a rhythm by themselves: "twice a week", "on mondays", "daily"."""
    plural = any(f"{name}s" in words for name in WEEKDAYS)
    rhythm = (FREQUENCIES.keys() & set(words) - _NO_RHYTHM) or _DAY_GROUPS & set(words)
    several = not {"times", "twice", "thrice"}.isdisjoint(words)
    return plural or several or times(words) is not None or bool(rhythm)


def _once(words: Words) -> Rhythm | None:
    """ "just once", "one time": a rule with a single day."""
    left = tuple(word for word in words if word not in ("for", "now", "think", "will", "to", "say"))
    return (ONCE, None) if left in _ONCE else None
