"""Life domains: how much each matters, how much it showed up, and which value belongs to it."""

from __future__ import annotations

from typing import Any

import msgspec

from assistant.practice.event import Event

DOMAINS = ("relationships", "career", "health", "spirituality", "creativity", "community")
"""The domains everybody is asked about; a person can add their own."""


class DomainAdded(Event, frozen=True, tag="domain_added"):
    """A domain of the person's own, with the name they gave it."""

    domain: str
    name: str


class DomainRated(Event, frozen=True, tag="domain_rated"):
    """How much a domain matters, and how much it showed up lately, from 0 to 10."""

    domain: str
    matters: float
    lately: float
    day: str


class DomainValued(Event, frozen=True, tag="domain_valued"):
    """The value (its id) that belongs to a domain."""

    domain: str
    value: str


class DomainExample(Event, frozen=True, tag="domain_example"):
    """An example of that value in that domain, in the person's own words."""

    domain: str
    words: str
    day: str


class BullsEye(Event, frozen=True, tag="bulls_eye"):
    """How close to the centre the person lived, from 0 to 10."""

    close: float
    day: str


class ClosestMoment(Event, frozen=True, tag="closest_moment"):
    """What was closest to the centre in these days, in the person's own words."""

    words: str
    day: str


DomainNoted = DomainAdded | DomainRated | DomainValued | DomainExample | BullsEye | ClosestMoment


class Rated(msgspec.Struct, frozen=True):
    """The ratings of a domain on a day."""

    day: str
    domain: str
    matters: float
    lately: float

    @property
    def gap(self) -> float:
        """How much more it matters than it showed up; at least 0."""
        return max(0.0, self.matters - self.lately)


class Shot(msgspec.Struct, frozen=True):
    """One answer to the bull's-eye question."""

    day: str
    close: float
    closest: str = ""


class Domains(msgspec.Struct):
    """The life domains of a person. `own` are names, `values` ids of values, both by domain."""

    own: dict[str, str] = {}
    ratings: list[Rated] = []
    values: dict[str, str] = {}
    examples: dict[str, str] = {}
    bulls_eyes: list[Shot] = []

    def latest(self) -> dict[str, Rated]:
        """Return the last ratings of each domain."""
        return {rated.domain: rated for rated in self.ratings}


def fold_domains(domains: Domains, noted: Any) -> None:
    """Update `domains` with what was noted, if it is about domains."""
    match noted:
        case DomainAdded(domain=domain, name=name):
            domains.own[domain] = name
        case DomainRated(domain=domain, matters=matters, lately=lately, day=day):
            domains.ratings.append(Rated(day, domain, matters, lately))
        case DomainValued(domain=domain, value=value):
            domains.values[domain] = value
        case DomainExample(domain=domain, words=said):
            domains.examples[domain] = said
        case BullsEye(close=close, day=day):
            domains.bulls_eyes.append(Shot(day, close))
        case ClosestMoment(words=said, day=day):
            if domains.bulls_eyes:
                domains.bulls_eyes[-1] = Shot(day, domains.bulls_eyes[-1].close, said)
