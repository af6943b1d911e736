"""What dialogues are told when they begin. A brief is plain data and stands in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal, Self

import msgspec

from assistant.practice.goals import Goal
from assistant.practice.observations import Families
from assistant.practice.schedule import ONCE, once
from assistant.practice.state import State


class Brief(msgspec.Struct, frozen=True):
    """What every dialogue knows: its session, the moment (ISO, the person's zone), their name.

    `language` is the one in which the person speaks; briefs of old journals, which name none, are
    of English dialogues.
    """

    session: str
    now: str
    name: str = ""
    language: str = "en"

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """The brief of a dialogue which begins at this moment."""
        return cls(**moment.basics)

    @property
    def day(self) -> str:
        """The person's own date, as YYYY-MM-DD."""
        return self.now[:10]

    def recalled(self, state: State) -> Self:
        """With the words of the person which a brief does not hold: they may be erased.

        Asked for each time the dialogue is performed.
        """
        return self

    def quoting(self, words_in: Callable[[str], str]) -> Self:
        """With the words of lines which a brief only names; `words_in` gives those of a line."""
        return self

    @property
    def part_of_day(self) -> Literal["morning", "afternoon", "evening"]:
        """When it is, by the person's clock. The small hours belong to the evening."""
        hour = datetime.fromisoformat(self.now).hour
        if 4 <= hour < 12:
            return "morning"
        return "afternoon" if 12 <= hour < 18 else "evening"


class ValueBrief(msgspec.Struct, frozen=True):
    """A value, as far as a dialogue needs it."""

    id: str
    name: str


class GoalBrief(msgspec.Struct, frozen=True):
    """A goal, as far as a dialogue needs it; `value` is the name of the value it serves.

    `often` is its schedule (rule, times, by), `rests` whether it rests just now.
    """

    id: str
    title: str
    value: str = ""
    often: tuple[str, int, str] = (ONCE, 0, "")
    rests: bool = False

    @property
    def once(self) -> bool:
        """Whether it is to be done a single time."""
        return once(self.often[0])


class Passage(msgspec.Struct, frozen=True):
    """A passage which was found: the day (YYYY-MM-DD) on which it was said, the words, the line."""

    day: str
    words: str
    line: str = ""


class Last(msgspec.Struct, frozen=True):
    """Words of the person: their day, the line they are quoted from, all lines which hold them.

    Their `kind` is "reflection", "letter", "goal" or "value"; "words" is anything else.
    """

    day: str
    line: str
    lines: tuple[str, ...]
    kind: str


def _nothing(query: str, since: date | None, until: date | None, limit: int) -> tuple[Passage, ...]:
    return ()


class Moment(msgspec.Struct, frozen=True):
    """What a brief is made of: the state, and what the world adds to it.

    `prompts` are the names of the values prompts there are, `cards` the names of the cards by their
    ids; `can_record` whether this channel has
    sound which could be kept; `may_read_aloud` whether nobody else hears what it says. `locked`:
    the past cannot be read. `slots` came with the wish for the dialogue; `again` are words which
    people say again and again; `find` searches the journal; `last` gives what was said last, of one
    kind or of any (""), `held` what a line holds. `language` is the one of the conversation.
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
        """The fields of every brief."""
        return {
            "session": self.session,
            "now": self.now.isoformat(),
            "name": self.state.name,
            "language": self.language,
        }

    @property
    def gently(self) -> bool:
        """Whether the heavier questions rest today."""
        return self.state.gentle_until >= str(self.today)

    @property
    def today(self) -> date:
        """The person's date."""
        return self.now.date()


def values_of(state: State) -> tuple[ValueBrief, ...]:
    """The person's values, oldest first."""
    return tuple(ValueBrief(v.id, v.name) for v in state.values)


def goal_of(state: State, goal: Goal) -> GoalBrief:
    """A goal as a dialogue needs it."""
    often = (goal.rrule, goal.times, goal.by)
    value = state.value_named(goal.value)
    return GoalBrief(goal.id, goal.title, value, often, goal.standing == "paused")


def goals_due(state: State, today: date, evening: bool = False) -> tuple[GoalBrief, ...]:
    """The goals to ask about: in the morning of the days before, in the evening of today."""
    return tuple(goal_of(state, goal) for goal in state.due(today, evening))
