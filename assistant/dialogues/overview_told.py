"""What an overview says of each of its pictures, in one or two sentences.

The page has them as captions, and "what is on the page?" says them aloud.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.dialogues.steps import Say
from assistant.practice.goals import Lately
from assistant.practice.overview import Overview

A_FEW = 3
"""At most so many names are said in one sentence."""
_RATES: tuple[tuple[str, frozenset[Lately]], ...] = (
    ("mostly", frozenset({"mostly"})),
    ("about_half", frozenset({"about_half"})),
    ("seldom", frozenset({"now_and_then", "hardly"})),
    ("unknown", frozenset({"unknown"})),
)


def of_calendar(overview: Overview) -> Iterator[Say]:
    """Tell what was lived on how many days, and what was quiet."""
    lived, quiet = overview.calendar.lived, overview.calendar.quiet
    words: dict[str, Any] = {}
    for place, value in zip(("first", "second", "third"), lived, strict=False):
        words |= {place: value.name, f"{place}_days": len(value.days)}
    if words:
        yield Say("page.lived", **words)
    elif quiet:
        yield Say("page.all_quiet")
    if lived and quiet:
        yield Say("page.rather_quiet", values=_names([value.name for value in quiet]))


def of_domains(overview: Overview) -> Iterator[Say]:
    """Tell where what matters and what shows up lie furthest apart, and where it came closer."""
    domains = overview.domains
    if domains.widest:
        last = domains.widest.last
        yield Say(
            "page.widest",
            domain=domains.widest.name,
            matters=f"{last.matters:g}",
            lately=f"{last.lately:g}",
        )
    elif domains.courses:
        yield Say("page.close_together")
    if domains.narrowed:
        ratings = domains.narrowed.ratings
        yield Say(
            "page.narrowed",
            domain=domains.narrowed.name,
            before=f"{ratings[0].gap:g}",
            now=f"{ratings[-1].gap:g}",
        )


def of_bulls_eye(overview: Overview) -> Iterator[Say]:
    """Tell how close to the centre the last week asked about was, and the one before."""
    if overview.bulls_eyes:
        last, before = overview.bulls_eyes.last, overview.bulls_eyes.before
        yield Say(
            "page.centre",
            close=f"{last.close:g}",
            day=last.day,
            before=f"{before.close:g}" if before else "",
            before_day=before.day if before else "",
        )
        if last.closest:
            yield Say("page.closest", words=last.closest)


def of_steps(overview: Overview) -> Iterator[Say]:
    """Tell how much of the steps was lived lately, and which of them rest."""
    current = [course for course in overview.steps if course.standing == "living"]
    for key, rates in _RATES:
        titles = [course.title for course in current if course.lately in rates]
        if titles:
            yield Say(f"page.rate.{key}", steps=_names(titles), more=_more(titles))
    for standing in ("paused", "reached", "let_go"):
        titles = [course.title for course in overview.steps if course.standing == standing]
        if titles:
            yield Say(f"page.standing.{standing}", steps=_names(titles), more=_more(titles))


def of_in_the_way(overview: Overview) -> Iterator[Say]:
    """Tell what was most often in the way, and what was done after something was tried."""
    found = overview.in_the_way
    words: dict[str, Any] = {}
    for place, one in zip(("first", "second", "third"), found.hindrances, strict=False):
        words |= {place: one.name, f"{place}_days": len(one.days)}
    if words:
        yield Say("page.most_in_the_way", **words)
    tried = next((one for one in reversed(found.tried) if one.done and one.words), None)
    if tried:
        yield Say("page.helped", words=tried.words, step=tried.title, day=tried.done)
    elif found.tried and found.tried[-1].words:
        yield Say("page.was_tried", words=found.tried[-1].words)


def of_tree(overview: Overview) -> Iterator[Say]:
    """Tell how many steps serve a value, and which stand alone."""
    served = [b for b in overview.tree if b.name and b.goals]
    alone = [leaf.title for b in overview.tree if not b.name for leaf in b.goals]
    if served:
        steps = sum(len(branch.goals) for branch in served)
        yield Say("page.traced", steps=steps, values=len(served))
    if alone:
        yield Say("page.alone", steps=_names(alone), more=_more(alone))


def of_words(overview: Overview) -> Iterator[Say]:
    """Tell how much there is in the person's own words; the last proud moment is quoted."""
    counts = overview.quotations.counts
    if any(counts.values()):
        yield Say(
            "page.words_of",
            intentions=counts["intention"] or None,
            proud=(counts["proud"] + counts["toward"]) or None,
        )
    proud = overview.quotations.of("proud")
    if proud:
        yield Say("page.last_proud", words=proud[-1].words)


def of_reflections(overview: Overview) -> Iterator[Say]:
    """Tell how many reflections there are; they are not read out."""
    if overview.reflections:
        yield Say("page.reflected", reflections=len(overview.reflections))


PICTURES = {
    "calendar": of_calendar,
    "domains": of_domains,
    "bulls_eye": of_bulls_eye,
    "steps": of_steps,
    "in_the_way": of_in_the_way,
    "tree": of_tree,
    "words": of_words,
    "reflections": of_reflections,
}
"""The pictures in the order of the page, each with what it says."""


def told(overview: Overview) -> Iterator[Say]:
    """Tell the whole page, picture by picture."""
    for sentences in PICTURES.values():
        yield from sentences(overview)


def _names(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names[:A_FEW])


def _more(names: Sequence[str]) -> int | None:
    """How many are not named."""
    return len(names) - A_FEW if len(names) > A_FEW else None
