"""Briefs: the data a dialogue begins with. They are plain data and are kept in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, Self, TypeVar

import msgspec

from assistant.practice.goals import Goal
from assistant.practice.observations import Families
from assistant.practice.schedule import ONCE, once
from assistant.practice.state import State

B = TypeVar("B", bound="Brief")


class Brief(msgspec.Struct, frozen=True):
    """What every dialogue needs: its session, the time (ISO, the person's zone) and their name.

    `language` is the language of the dialogue. Briefs in old journals have none; they are English.
    """

    session: str
    now: str
    name: str = ""
    language: str = "en"

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of a dialogue that begins at `moment`."""
        return cls(**moment.basics)

    @property
    def day(self) -> str:
        """The date where the person is, as YYYY-MM-DD."""
        return self.now[:10]

    def recalled(self, state: State) -> Self:
        """Return the brief with those of the person's words that it does not keep itself.

        Words can be erased, so no copy is kept: this is called each time the dialogue is run.
        """
        return self

    def quoting(self, words_in: Callable[[str], str]) -> Self:
        """Return the brief with the words of the lines it names; `words_in` gives a line's."""
        return self

    @property
    def part_of_day(self) -> Literal["morning", "afternoon", "evening"]:
        """The part of the day where the person is. The hours after midnight count as evening."""
        hour = datetime.fromisoformat(self.now).hour
        if 4 <= hour < 12:
            return "morning"
        return "afternoon" if 12 <= hour < 18 else "evening"


class ValueBrief(msgspec.Struct, frozen=True):
    """What a dialogue needs of a value."""

    id: str
    name: str


class GoalBrief(msgspec.Struct, frozen=True):
    """What a dialogue needs of a goal; `value` is the name of the value it serves.

    `often` is its schedule (rule, times, by), `rests` whether it is paused now. `missed` is the
    day to ask about, where it is an earlier one than the check-in is about.
    """

    id: str
    title: str
    value: str = ""
    often: tuple[str, int, str] = (ONCE, 0, "")
    rests: bool = False
    missed: str = ""

    @property
    def once(self) -> bool:
        """Whether the goal is to be done only once."""
        return once(self.often[0])


def without(brief: B, values_gone: Sequence[str]) -> B:
    """Return the brief without the values that were let go since the dialogue began."""
    if not values_gone:
        return brief
    changes: dict[str, Any] = {}
    for name in brief.__struct_fields__:
        there = getattr(brief, name)
        if isinstance(there, tuple) and any(isinstance(one, ValueBrief) for one in there):
            left = tuple(v for v in there if getattr(v, "id", "") not in values_gone)
            if left != there:
                changes[name] = left
    return msgspec.structs.replace(brief, **changes) if changes else brief


class Passage(msgspec.Struct, frozen=True):
    """A passage that was found: the day (YYYY-MM-DD) it was said on, its words and its line."""

    day: str
    words: str
    line: str = ""


class Last(msgspec.Struct, frozen=True):
    """Words of the person: their day, the line they are quoted from, all lines that hold them.

    Their `kind` is "reflection", "letter", "goal" or "value"; "words" is anything else.
    `elsewhere` are other devices that hold some of the lines in files of their own.
    """

    day: str
    line: str
    lines: tuple[str, ...]
    kind: str
    elsewhere: tuple[str, ...] = ()


def _nothing(query: str, since: date | None, until: date | None, limit: int) -> tuple[Passage, ...]:
    return ()


class Moment(msgspec.Struct, frozen=True):
    """What a brief is made from: the state, and what lies outside it.

    `prompts`: the names of the values prompts.
    `cards`: the names of the cards, by their ids.
    `can_record`: whether the channel has sound that could be kept.
    `may_read_aloud`: whether only the person hears what is said.
    `locked`: the journal is locked, so earlier lines cannot be read.
    `slots`: the slots of the command that began the dialogue.
    `again`: the words that are noticed if the person repeats them.
    `find`: searches the journal.
    `last`: gives the last words of a kind, or of any kind ("").
    `held`: gives the words that a line holds.
    `language`: the language of the conversation.
    """

    state: State
    now: datetime
    session: str
    prompts: tuple[str, ...] = ()
    cards: Mapping[str, str] = {}
    can_record: bool = False
    may_read_aloud: bool = True
    locked: bool = False
    slots: Mapping[str, Any] = {}
    again: Families = Families()
    find: Callable[[str, date | None, date | None, int], tuple[Passage, ...]] = _nothing
    last: Callable[[str], Last | None] = lambda kind: None
    held: Callable[[str], Last | None] = lambda line: None
    language: str = "en"

    @property
    def basics(self) -> dict[str, Any]:
        """The fields that every brief has, by name."""
        return {
            "session": self.session,
            "now": self.now.isoformat(),
            "name": self.state.name,
            "language": self.language,
        }

    @property
    def gently(self) -> bool:
        """Whether the harder questions are left out today."""
        return self.state.is_gentle(self.today)

    @property
    def today(self) -> date:
        """The date where the person is."""
        return self.now.date()


def values_of(state: State) -> tuple[ValueBrief, ...]:
    """Return the person's values, oldest first."""
    return tuple(ValueBrief(v.id, v.name) for v in state.values)


def goal_of(state: State, goal: Goal) -> GoalBrief:
    """Return what a dialogue needs of a goal."""
    often = (goal.rrule, goal.times, goal.by)
    value = state.value_named(goal.value)
    return GoalBrief(goal.id, goal.title, value, often, goal.standing == "paused")


def goals_due(state: State, today: date, evening: bool = False) -> tuple[GoalBrief, ...]:
    """The goals to ask about: in the morning for the days before, in the evening for today."""
    away = state.days.away_days
    return tuple(
        msgspec.structs.replace(goal_of(state, goal), missed=goal.day_missed(today, evening, away))
        for goal in state.due(today, evening)
    )
