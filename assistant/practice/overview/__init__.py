"""An overview of some days, for the page one looks at and for telling what is on it.

Each module folds one subject from the state. All are pure, and count what was done or told; none
sums up the person.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

import msgspec

from assistant.practice.exercises import Decision
from assistant.practice.observations import Families
from assistant.practice.overview.calendar import LivedDays, lived_days
from assistant.practice.overview.domains import (
    BullsEyes,
    DomainCourse,
    DomainCourses,
    bulls_eyes,
    courses,
)
from assistant.practice.overview.in_the_way import InTheWay, Tried, in_the_way
from assistant.practice.overview.span import Column, Span, count_in
from assistant.practice.overview.steps import StepCourse, step_courses
from assistant.practice.overview.tree import Branch, Leaf, tree
from assistant.practice.overview.words import (
    Quotation,
    Quotations,
    decisions,
    quotations,
    reflections,
)
from assistant.practice.state import State

__all__ = [
    "PARTS",
    "PRIVATE",
    "BullsEyes",
    "Column",
    "DomainCourse",
    "Leaf",
    "Overview",
    "Part",
    "Quotation",
    "Quotations",
    "Span",
    "StepCourse",
    "Tried",
    "count_in",
    "overview",
]

Part = Literal["values", "steps", "in_the_way", "words", "reflections"]
"""What a person can choose to show: what matters and was lived; the steps; what got in the way;
intentions, proud moments and decisions in their own words; reflections.
"""
PARTS: tuple[Part, ...] = get_args(Part)
PRIVATE: frozenset[Part] = frozenset({"reflections"})
"""The parts that are shown only where they are asked for by name."""


class Overview(msgspec.Struct, frozen=True):
    """What is known of the days of `span`. What was not chosen to be shown is empty."""

    name: str
    span: Span
    parts: tuple[Part, ...]
    calendar: LivedDays
    domains: DomainCourses
    bulls_eyes: BullsEyes | None
    steps: tuple[StepCourse, ...]
    in_the_way: InTheWay
    tree: tuple[Branch, ...]
    quotations: Quotations
    decisions: tuple[Decision, ...]
    reflections: tuple[Quotation, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (
            self.calendar.values
            or self.domains.courses
            or self.bulls_eyes
            or self.steps
            or self.in_the_way
            or self.quotations.newest
            or self.decisions
            or self.reflections
        )


def overview(
    state: State,
    span: Span,
    parts: Collection[Part],
    families: Families | None = None,
    language: str = "en",
) -> Overview:
    """Return the overview of the days of `span`, with these parts.

    `families` are the words of one meaning, by which obstacles are put together.
    """
    values, steps = "values" in parts, "steps" in parts
    obstacles = "in_the_way" in parts
    return Overview(
        state.name,
        span,
        tuple(part for part in PARTS if part in parts),
        lived_days(state, span) if values else LivedDays(),
        courses(state, span) if values else DomainCourses(),
        bulls_eyes(state, span) if values else None,
        step_courses(state, span) if steps else (),
        in_the_way(state, span, families or Families(), language) if obstacles else InTheWay(),
        tree(state, span) if values and steps else (),
        quotations(state, span, language) if "words" in parts else Quotations(),
        decisions(state, span) if "words" in parts else (),
        reflections(state, span, language) if "reflections" in parts else (),
    )
