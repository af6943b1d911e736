"""Life domains: how much each matters, how much it showed up, and which value belongs to it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.hearing import heard
from assistant.dialogues.steps import Ask, Begin, Dialogue, Note, Say, Step
from assistant.dialogues.value import in_a_word
from assistant.practice.domains import (
    DOMAINS,
    BullsEye,
    ClosestMoment,
    DomainAdded,
    DomainExample,
    DomainRated,
    DomainValued,
    Rated,
)
from assistant.practice.events import ValueKept
from assistant.practice.naming import is_named_in
from intents import Freely, Rating, YesNo

OWN_AT_MOST = 3
"""At most this many own domains are asked for in a row."""
SKIPS = 3
"""After this many skipped domains in a row, ask whether to leave the rest."""
A_GAP = 2
"""If the widest gap is less than this, of ten, no domain is offered as a place to begin."""
LITTLE = 2
"""For domains that matter at most this much, of ten, do not ask for a value or an example."""


class DomainsBrief(Brief, frozen=True):
    """The person's values, and the names of their own domains."""

    values: tuple[ValueBrief, ...] = ()
    own: dict[str, str] = msgspec.field(default_factory=dict)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state = moment.state
        return cls(**moment.basics, values=values_of(state), own=dict(state.domains.own))


def rate_domains(brief: DomainsBrief) -> Dialogue:
    """Ask about each domain, the person's own too; then mention the widest gap gently."""
    yield Say("domains.hello")
    names = {domain: domain for domain in DOMAINS} | brief.own
    values = {value.name.casefold(): value for value in brief.values}
    ratings: list[Rated] = []
    skipped = 0
    for domain, name in names.items():
        rated = yield from look_at(brief, domain, name, values)
        skipped = 0 if rated else skipped + 1
        ratings += [rated] if rated else []
        if skipped == SKIPS:
            skipped = 0
            enough = yield Ask("domains.enough_for_today", YesNo(), about=domain)
            if enough is not False:
                break
    else:
        for turn in range(OWN_AT_MOST):
            key = "domains.one_of_your_own" if turn == 0 else "domains.another_of_your_own"
            named = yield Ask(key, Freely(good=True, names=True), about=str(turn))
            if named is None:
                break
            name = yield from in_a_word(brief, named, f"own.{turn}")
            if not name:
                break
            domain = f"{brief.session}.domain.{turn}"
            names[domain] = name
            yield Note(DomainAdded(domain, name))
            rated = yield from look_at(brief, domain, name, values)
            ratings += [rated] if rated else []
    yield from where_to_start(ratings, names)
    yield Say("domains.goodbye", name=brief.name)


def look_at(
    brief: DomainsBrief, domain: str, name: str, values: dict[str, ValueBrief]
) -> Generator[Step, Any, Rated | None]:
    """Ask for the ratings of one domain. Return them, None if skipped."""
    matters = yield Ask("domains.how_much_it_matters", Rating(), about=domain, domain=name)
    if matters is None:
        yield Say("domains.passed_over")
        return None
    lately = yield Ask(
        "domains.how_much_lately", Rating(), about=domain, domain=name, matters=str(matters)
    )
    if lately is None:
        yield Say("domains.passed_over")
        return None
    rated = Rated(brief.day, domain, matters, lately)
    yield Note(DomainRated(domain, matters, lately, brief.day))
    if matters <= LITTLE:
        yield Say("domains.little")
        return rated
    yield Say("domains.both_kept", lately=str(lately))
    value = yield from which_value(brief, domain, name, values)
    example = yield Ask(
        "domains.an_example",
        Freely(good=True),
        about=domain,
        value=value.name if value else "",
        domain=name,
    )
    if example:
        yield Note(DomainExample(domain, example, brief.day))
        yield heard("domains.example_heard", example, brief.language)
    else:
        yield Say("domains.no_example")
    return rated


def which_value(
    brief: DomainsBrief, domain: str, name: str, values: dict[str, ValueBrief]
) -> Generator[Step, Any, ValueBrief | None]:
    """Ask for the value that belongs to a domain: a known one or a new one."""
    said = yield Ask(
        "domains.which_value", Freely(good=True, names=True), about=domain, domain=name
    )
    if said is None:
        return None
    value = next((value for known, value in values.items() if is_named_in(known, said)), None)
    if value is None:
        called = yield from in_a_word(brief, said, domain)
        if not called:
            return None
        value = values.get(called.casefold())
        if value is None:
            value = ValueBrief(f"{brief.session}.{domain}", called)
            values[called.casefold()] = value
            yield Note(ValueKept(value.id, value.name, said if said != called else ""))
    yield Note(DomainValued(domain, value.id))
    return value


def where_to_start(ratings: list[Rated], names: dict[str, str]) -> Generator[Step, Any, None]:
    """Offer the domain with the widest gap between its ratings as a place to begin."""
    if not ratings:
        yield Say("domains.nothing_rated")
        return
    widest = max(ratings, key=lambda rated: (rated.gap, rated.matters))
    if widest.gap < A_GAP:
        yield Say("domains.close_together")
        return
    begin = yield Ask(
        "domains.shall_we_begin_there",
        YesNo(or_else="step"),
        about=widest.domain,
        domain=names[widest.domain],
    )
    if begin:
        said = (
            {"goal": begin["words"], "often": begin.get("often")} if isinstance(begin, dict) else {}
        )
        yield Begin("add_goal", {"domain": widest.domain, **said})
    else:
        yield Say("domains.another_time")


def bulls_eye(brief: DomainsBrief) -> Dialogue:
    """Ask how close to the centre last week was, and what was closest."""
    close = yield Ask("bulls_eye.how_close", Rating())
    if close is None:
        yield Say("bulls_eye.passed_over")
        return
    yield Note(BullsEye(close, brief.day))
    where = "near" if close >= 7 else "between" if close >= 4 else "far"
    yield Say(f"bulls_eye.heard.{where}", close=str(close))
    closest = yield Ask(f"bulls_eye.what_was_closest.{where}", Freely())
    if closest:
        yield Note(ClosestMoment(closest, brief.day))
        yield heard("bulls_eye.closest_heard", closest, brief.language)
    yield Say("bulls_eye.goodbye", name=brief.name)
