"""What a correction of a rhythm replaces: a weekday, a number, a day of the month, a clause."""

from __future__ import annotations

from intents.languages.en.dates import WEEKDAYS
from intents.languages.en.numbers import TABLES, number, ordinal
from intents.languages.en.rhythm_days import EVERY, FREQUENCIES, TIMES
from intents.tables import Words

_BOUNDED = TABLES.words("words", "bounds_begin")
NUMBERED_DAYS = (
    *WEEKDAYS, *(f"{name}s" for name in WEEKDAYS), *TABLES.values("weekdays_in_rhythms"),
    *TABLES.values("day_groups"),
)  # fmt: skip
"""The names of weekdays, and of groups of them."""
_DAYS_OF: dict[str, tuple[int, ...]] = {
    **{name: (day,) for name, day in WEEKDAYS.items()},
    **{f"{name}s": (day,) for name, day in WEEKDAYS.items()},
    **{name: (day,) for name, day in TABLES.values("weekdays_in_rhythms").items()},
    **{name: tuple(days) for name, days in TABLES.values("day_groups").items()},
}
_ADVERBS, _WHO = TABLES.words("words", "rhythm_adverbs"), TABLES.words("bounds", "who")
_BETWEEN_DAYS = frozenset({"and", "or", "the", "a", "on", "to"})
_INSTEAD = frozenset({"just", "only", "but", "rather", "instead"})


def after_the_denied(words: Words) -> Words:
    """ "Fridays" of "not thursdays fridays"; nothing where no day follows the one denied."""
    named = [at for at, word in enumerate(words) if word in NUMBERED_DAYS or word in _ADVERBS]
    alone = len(named) > 1 and not {"and", "or"} & set(words[named[0] : named[1]])
    return words[named[1] :] if alone and named[0] < 3 else ()


def without_days_denied(words: Words) -> Words:
    """ "Mondays and thursdays" of "no wednesday just mondays and thursdays"."""
    if words[:1] not in (("no",), ("not",)):
        return words
    denied, at = _run_of_days(words, 1)
    if not denied or words[at : at + 1] == () or words[at] not in _INSTEAD:
        return words
    meant, _ = _run_of_days(words, at + 1)
    return words[at + 1 :] if meant and not meant & denied else words


def so_these(words: Words) -> Words:
    """The days told after a "so", where others were told before it that are not meant.

    "From monday to friday he is at school so the weekend".
    """
    at = next((at for at in range(len(words) - 1, 0, -1) if words[at] == "so"), 0)
    told, meant = words[:at], words[at + 1 :]
    before, after = _days_in(told), _days_in(meant)
    begins = bool(meant) and bool(_run_of_days(meant, 0)[0])
    tells = not _WHO.isdisjoint(told)
    return meant if before and begins and tells and not before & after else words


def _run_of_days(words: Words, at: int) -> tuple[frozenset[int], int]:
    """The days named one after another, and where they end."""
    end = at
    while end < len(words) and (words[end] in NUMBERED_DAYS or words[end] in _BETWEEN_DAYS):
        end += 1
    return _days_in(words[at:end]), end


def _days_in(words: Words) -> frozenset[int]:
    """The weekdays which are named, "mondays" and "the weekend" among them."""
    return frozenset(day for word in words if word in NUMBERED_DAYS for day in _DAYS_OF[word])


def replaced(before: Words, after: Words) -> Words | None:
    """`before` with a weekday, a number, a day of the month or a clause of `after` put in."""
    for names in (_weekdays_in, _count_in, _ordinal_in, _clause_in):
        old, new = names(before), names(after)
        if new is not None and new == (0, len(after)) and old is not None:
            return before[: old[0]] + after + before[old[1] :]
    stepped = number(after, 1) if len(after) > 1 and after[0] in EVERY else None
    units = [word for word in before if word in FREQUENCIES or word in NUMBERED_DAYS]
    place = ordinal(after, 1) if len(after) > 1 and after[0] in EVERY else None
    end = stepped.end if stepped else place[1] if place else 0
    if end == len(after) and units:
        return (*after, units[-1])  # "Every third day, no, every fourth".
    counted = number(after, 0)
    if counted is not None and (last := _number_at_the_end(before)):
        return before[:last] + after  # "Every two, no, three days".
    clause = _clause_in(after)
    if clause == (0, len(after)) and _clause_in(before) is None:
        return before + after
    return None


def _weekdays_in(words: Words) -> tuple[int, int] | None:
    named = [at for at, word in enumerate(words) if word in NUMBERED_DAYS]
    if not named:
        return None
    begun = named[0] - (words[named[0] - 1 : named[0]] == ("on",))
    return begun, named[-1] + 1


def _count_in(words: Words) -> tuple[int, int] | None:
    """ "three times", "twice", "two weeks"; the last of them."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word in TIMES:
            return at, at + 1
        found = number(words, at)
        if found is not None and found.end < len(words) and ordinal(words, at) is None:
            unit = words[found.end]
            if unit in ("times", "time", "x") or unit in FREQUENCIES:
                return at, found.end + 1
    return None


def _number_at_the_end(words: Words) -> int:
    """Where a number begins with which the words end; 0 where there is none."""
    for at in range(len(words) - 1, max(0, len(words) - 3), -1):
        found = number(words, at)
        if found is not None and found.end == len(words) and words[at - 1] in EVERY:
            return at
    return 0


def _ordinal_in(words: Words) -> tuple[int, int] | None:
    for at in range(len(words)):
        if (found := ordinal(words, at)) is not None:
            begun = at - (words[at - 1 : at] == ("the",))
            return begun - (words[begun - 1 : begun] == ("on",)), found[1]
    return None


def _clause_in(words: Words) -> tuple[int, int] | None:
    """ "until sunday", "not on sundays": from its first word to the end."""
    at = next((at for at, word in enumerate(words) if word in _BOUNDED), None)
    return None if at is None else (at, len(words))
