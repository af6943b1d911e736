"""What a check-in can mention gently, never as blame. All are pure functions of the state.

These are goals without a value, values without a goal, goals reached that did not bring what was
hoped, and repeated obstacles; also whether the person likes to answer briefly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Literal, NamedTuple

import msgspec

from assistant.practice.state import State

# Goals and values apart from each other. ---------------------------------------------------------

SETTLED = timedelta(days=7)
"""What is newer than this is not mentioned yet."""
FRESH = timedelta(days=60)
"""A goal reached longer ago than this is not mentioned any more."""
WEEKLY = timedelta(days=7)

Kind = Literal["goal_without_value", "value_without_goal", "reached_unsatisfied"]


class Misaligned(NamedTuple):
    """A goal or value to mention: what is missing (its kind), its id and its name."""

    kind: Kind
    id: str
    name: str


def misaligned(state: State, today: date) -> tuple[Misaligned, ...]:
    """Return all that can be mentioned, the most important kind first, then the oldest."""
    return (
        *reached_unsatisfied(state, today),
        *goals_without_value(state, today),
        *values_without_goal(state, today),
    )


def goals_without_value(state: State, today: date) -> tuple[Misaligned, ...]:
    """Return the goals that serve none of the person's values."""
    known = {value.id for value in state.values}
    return tuple(
        Misaligned("goal_without_value", goal.id, goal.title)
        for goal in state.living()
        if goal.value not in known and _settled(goal.added, today)
    )


def values_without_goal(state: State, today: date) -> tuple[Misaligned, ...]:
    """Return the values that no current goal serves."""
    served = {goal.value for goal in state.living()}
    return tuple(
        Misaligned("value_without_goal", value.id, value.name)
        for value in state.values
        if value.id not in served and _settled(value.kept, today)
    )


def reached_unsatisfied(state: State, today: date) -> tuple[Misaligned, ...]:
    """Return the goals done for good that did not bring what was hoped."""
    return tuple(
        Misaligned("reached_unsatisfied", goal.id, goal.title)
        for goal in state.goals
        if goal.standing == "reached"
        and goal.fulfilled is False
        and today - date.fromisoformat(goal.ended) <= FRESH
    )


def to_offer(state: State, today: date) -> Misaligned | None:
    """Return what to mention in a check-in: at most one a week, the longest unmentioned first."""
    last = state.days.last_offered("alignment", today)
    if last and today - date.fromisoformat(last) < WEEKLY:
        return None
    named = state.days.offered
    found = misaligned(state, today)
    return min(found, key=lambda one: named.get(f"alignment:{one.id}", ""), default=None)


def _settled(since: str, today: date) -> bool:
    return today - date.fromisoformat(since) >= SETTLED


# What is said repeatedly. -------------------------------------------------------------------

LATELY = timedelta(days=14)
OFTEN = 4
"""A word said on this many days within `LATELY` is a pattern."""
A_FEW_WORDS = 3
"""An answer of at most this many words is brief."""
MUCH = 30
"""An answer of so many words tells all of a day."""
A_HABIT = 3
"""After this many brief answers in a row, the person is taken to like brief answers."""


class Families(msgspec.Struct, frozen=True):
    """Words of one meaning, by the plainest: "tired" stands also for "exhausted" and "worn out".

    `denials` are the endings of words that negate the next one: "not tired", "isn't tired".
    """

    words: Mapping[str, tuple[str, ...]] = {}
    denials: tuple[str, ...] = ()


class Pattern(NamedTuple):
    """A word, the number of days it was said on lately, and the goal it most often concerned."""

    word: str
    days: int
    goal: str


def recurring(state: State, today: date, families: Families) -> Pattern | None:
    """Return a repeated obstacle in the person's own word; None if it was mentioned lately.

    Each day counts once, however often the word was said.
    """
    on: dict[str, set[str]] = {}
    own: dict[str, Counter[str]] = {}
    of: dict[str, Counter[str]] = {}
    for day, words, goal in _in_the_way(state, today - LATELY, today):
        for family, phrases in families.words.items():
            if said := _phrase_in(words, (family, *phrases), families.denials):
                on.setdefault(family, set()).add(day)
                own.setdefault(family, Counter())[said] += 1
                of.setdefault(family, Counter()).update([goal] if goal else [])
    often = {
        family: len(days)
        for family, days in on.items()
        if len(days) >= OFTEN and not _named_lately(state, family, today)
    }
    if not often:
        return None
    most = max(often, key=lambda name: often[name])
    stood = of[most].most_common(1)
    return Pattern(own[most].most_common(1)[0][0], often[most], stood[0][0] if stood else "")


def family_of(word: str, families: Families) -> str:
    """Return the plainest word for `word`."""
    return next((name for name, all in families.words.items() if word in (name, *all)), word)


def family_in(words: str, families: Families) -> tuple[str, str]:
    """Return the plainest word for an obstacle named in `words`, and the word said; else ""s."""
    for family, phrases in families.words.items():
        longest_first = sorted((family, *phrases), key=len, reverse=True)
        if said := _phrase_in(words, longest_first, families.denials):
            return family, said
    return "", ""


def answers_briefly(state: State) -> bool:
    """Whether the person's last free answers were all brief."""
    told = [(i.day, i.words) for i in state.intentions]
    told += [(day, words) for day, all in state.days.told.items() for words in all.values()]
    last = [words for _, words in sorted(told)[-2 * A_HABIT :]]
    return len(last) >= A_HABIT and median(len(words.split()) for words in last) <= A_FEW_WORDS


def tells_much(words: str) -> bool:
    """Whether an answer tells so much that nothing like it need be asked."""
    return len(words.split()) >= MUCH


def is_brief(words: str | None) -> bool:
    """Whether an answer was brief or missing."""
    return len((words or "").split()) <= A_FEW_WORDS


def _in_the_way(state: State, since: date, today: date) -> list[tuple[str, str, str]]:
    """Return the obstacles within some days: the day, the words, the goal's id or ""."""
    first, last = str(since), str(today)
    found = [
        (check.day, check.barrier, goal.id if goal.alive else "")
        for goal in state.goals
        for check in goal.history
        if check.barrier
    ]
    found += [
        (day, told["in_the_way"], "")
        for day, told in state.days.told.items()
        if "in_the_way" in told
    ]
    return [one for one in found if first < one[0] <= last]


def _phrase_in(words: str, phrases: Sequence[str], denials: Sequence[str]) -> str:
    """Return the first of `phrases` that is in `words` without a negation before it; else ""."""
    text = " ".join(re.findall(r"[\w']+", words.lower()))
    not_denied = "".join(rf"(?<!{re.escape(denial)} )" for denial in denials)
    for phrase in phrases:
        if phrase in text and re.search(rf"{not_denied}\b{re.escape(phrase)}\b", text):
            return phrase
    return ""


def _named_lately(state: State, family: str, today: date) -> bool:
    last = state.days.offered.get(f"pattern:{family}", "")
    return bool(last) and today - date.fromisoformat(last) < LATELY
