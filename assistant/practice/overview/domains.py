"""How much each part of life matters, beside how much of it there was, over time."""

from __future__ import annotations

import msgspec

from assistant.practice.domains import Rated, Shot
from assistant.practice.looking_back import WIDE, domain_name, widest
from assistant.practice.overview.span import Span
from assistant.practice.state import State


class DomainCourse(msgspec.Struct, frozen=True):
    """A domain by its name, and its ratings: the last before the span, and those within it."""

    name: str
    ratings: tuple[Rated, ...]

    @property
    def last(self) -> Rated:
        """The last ratings."""
        return self.ratings[-1]

    @property
    def narrowed(self) -> float:
        """By how much the gap narrowed from the first ratings to the last; below 0 if it grew."""
        return self.ratings[0].gap - self.ratings[-1].gap


class DomainCourses(msgspec.Struct, frozen=True):
    """All domains that were rated, and which have the widest gap and the most narrowed one."""

    courses: tuple[DomainCourse, ...] = ()
    widest: DomainCourse | None = None
    narrowed: DomainCourse | None = None


def courses(state: State, span: Span) -> DomainCourses:
    """Return the course of each domain up to the end of the span, the most important first."""
    by_domain: dict[str, list[Rated]] = {}
    for rated in sorted(state.domains.ratings, key=lambda rated: rated.day):
        if rated.day <= str(span.last):
            by_domain.setdefault(rated.domain, []).append(rated)
    found = [
        DomainCourse(domain_name(state, domain), _shown(ratings, span))
        for domain, ratings in by_domain.items()
    ]
    found.sort(key=lambda course: -course.last.matters)
    most = widest(course.last for course in found)
    closer = max(found, key=lambda course: course.narrowed, default=None)
    return DomainCourses(
        tuple(found),
        next((course for course in found if course.last is most), None),
        closer if closer and closer.narrowed >= WIDE / 2 else None,
    )


def _shown(ratings: list[Rated], span: Span) -> tuple[Rated, ...]:
    """The ratings within the span, after the last one before it; one a day, the last."""
    daily = list({rated.day: rated for rated in ratings}.values())
    before = [rated for rated in daily if rated.day < str(span.first)]
    return (*before[-1:], *daily[len(before) :])


class BullsEyes(msgspec.Struct, frozen=True):
    """The last answer to the bull's-eye question, and the one before it, if there is one."""

    last: Shot
    before: Shot | None = None


def bulls_eyes(state: State, span: Span) -> BullsEyes | None:
    """Return the last two answers up to the end of the span; None if there is none."""
    match [shot for shot in state.domains.bulls_eyes if shot.day <= str(span.last)]:
        case [*_, before, last]:
            return BullsEyes(last, before)
        case [last]:
            return BullsEyes(last)
    return None
