"""What got in the way, by name and day, and what was tried with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from assistant.formatting.quoting import as_quoted
from assistant.formatting.rephrasing import tidy
from assistant.practice.looking_back import days_done
from assistant.practice.observations import Families, family_in
from assistant.practice.overview.span import Span
from assistant.practice.overview.words import Quotation
from assistant.practice.state import State

SOON = timedelta(days=7)
"""A step done so soon after something was tried is mentioned with it."""
MOST_TOLD = 6
"""So many ways of telling of one thing are quoted."""
A_FEW_WORDS = 5
"""A name for what was in the way has no more words than this."""


class Hindrance(msgspec.Struct, frozen=True):
    """What was in the way, under one name, the days of that, and how it was told."""

    name: str
    days: tuple[str, ...]
    told: tuple[Quotation, ...]


class Tried(msgspec.Struct, frozen=True):
    """A way on (`way` is its id) that was tried on a day, with what, and in which words.

    `title` is the goal it was for, `done` the first day after it on which that was done; or "".
    """

    day: str
    way: str
    words: str
    hindrance: str
    title: str
    done: str


class InTheWay(msgspec.Struct, frozen=True):
    """All that was in the way, the most frequent first, what was tried, and what was hard."""

    hindrances: tuple[Hindrance, ...] = ()
    tried: tuple[Tried, ...] = ()
    hard: tuple[Quotation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.hindrances or self.tried or self.hard)


class _Met(NamedTuple):
    day: str
    name: str
    """The name that the person gave or confirmed; "" for none."""
    words: str


def in_the_way(state: State, span: Span, families: Families, language: str) -> InTheWay:
    """Return what was in the way within the span."""
    by_name: dict[str, list[_Met]] = {}
    called: dict[str, Counter[str]] = {}
    words: dict[str, set[str]] = {}
    known: dict[str, tuple[str, str]] = {}
    for met in _met(state, span):
        own = met.name or met.words
        if own not in known:
            known[own] = family_in(own, families)
        plain, said = known[own]
        short = met.name or _short(met.words, said, language)
        key = plain or short.casefold()
        by_name.setdefault(key, []).append(met)
        called.setdefault(key, Counter())[met.name or said or short] += 1
        words.setdefault(key, set()).add(short)
    found = [
        Hindrance(
            # What was always said in the same words is called by them.
            next(iter(words[key])) if len(words[key]) == 1 else called[key].most_common(1)[0][0],
            tuple(sorted({met.day for met in all_met})),
            _told(all_met, language),
        )
        for key, all_met in by_name.items()
    ]
    found.sort(key=lambda hindrance: (-len(hindrance.days), hindrance.days[0]))
    return InTheWay(
        tuple(found), tuple(_tried(state, span, language)), _hard(state, span, language)
    )


def _told(all_met: list[_Met], language: str) -> tuple[Quotation, ...]:
    """How it was told, in different words, the newest last."""
    own = (met for met in sorted(all_met) if met.words and met.words != met.name)
    newest = list({met.words: met.day for met in own}.items())[-MOST_TOLD:]
    return tuple(Quotation(day, "in_the_way", as_quoted(words, language)) for words, day in newest)


def _met(state: State, span: Span) -> Iterator[_Met]:
    for goal in state.goals:
        for check in goal.history:
            if check.barrier and span.holds(check.day):
                yield _Met(str(check.of), "", check.barrier)
    for obstacle in state.obstacles:
        if span.holds(obstacle.day):
            yield _Met(obstacle.day, obstacle.name, obstacle.words)
    for day, told in state.days.told.items():
        if "in_the_way" in told and span.holds(day):
            yield _Met(day, "", told["in_the_way"])


def _short(words: str, said: str, language: str) -> str:
    """A name for words that have none: themselves where they are few, else a known word in them."""
    own = tidy(words, language)
    every = own.split()
    if len(every) <= A_FEW_WORDS:
        return own
    return said or f"{' '.join(every[:A_FEW_WORDS])} \u2026"


def _tried(state: State, span: Span, language: str) -> Iterator[Tried]:
    goals = {goal.id: goal for goal in state.goals}
    for obstacle in state.obstacles:
        if not obstacle.way or not span.holds(obstacle.day):
            continue
        goal, done = goals.get(obstacle.goal), ""
        if goal:
            day = date.fromisoformat(obstacle.day)
            done = min(days_done(goal, day + timedelta(days=1), day + SOON), default="")
        yield Tried(
            obstacle.day,
            obstacle.way,
            as_quoted(obstacle.way_words, language),
            obstacle.name,
            goal.title if goal else "",
            done,
        )


def _hard(state: State, span: Span, language: str) -> tuple[Quotation, ...]:
    """What was hard, and the moves away from what matters, as they were told."""
    found = [(t.day, "hard", t.words) for t in state.exercises.told if t.of == "hard"]
    found += [(day, "away", of["away"]) for day, of in state.days.told.items() if "away" in of]
    return tuple(
        Quotation(day, of, as_quoted(words, language))
        for day, of, words in sorted(found)
        if span.holds(day)
    )
