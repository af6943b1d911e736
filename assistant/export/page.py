"""A page about the last four weeks, to print or to read aloud, for example to a therapist.

It is text, or HTML for a printer. Reflections and letters are left out, because they are private.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import Any, NamedTuple

from assistant.dialogues.steps import Say
from assistant.practice.goals import lately
from assistant.practice.looking_back import domain_name, of_values
from assistant.practice.schedule import Schedule
from assistant.practice.state import State
from assistant.wording import Wording

WEEKS = timedelta(days=28)


class Section(NamedTuple):
    """A heading and the lines beneath it."""

    heading: str
    lines: tuple[str, ...]


class Page(NamedTuple):
    """A title, what the page is about, and its sections; empty ones are left out."""

    title: str
    about: str
    sections: tuple[Section, ...]


def page(state: State, today: date, words: Wording) -> Page:
    """Return the page of the last four weeks up to `today`."""
    first = today - WEEKS + timedelta(days=1)
    put = _Put(words)
    sections = (
        Section(put("values"), tuple(_values(state, put))),
        Section(put("domains"), tuple(_domains(state, put))),
        Section(put("lived"), tuple(_lived(state, first, today, put))),
        Section(put("goals"), tuple(_goals(state, today, put))),
        Section(put("hard"), tuple(_in_the_way(state, first, put))),
        Section(put("told"), tuple(_told(state, first, put))),
        Section(put("decisions"), tuple(_decisions(state, first, put))),
    )
    about = put("made", first=str(first), last=str(today))
    shown = tuple(section for section in sections if section.lines)
    if not shown:
        about = f"{about} {put('nothing')}"
    return Page(put("title", name=state.name), about, shown)


def as_text(page: Page) -> str:
    """Return the page as plain text, suited to be read aloud."""
    parts = [page.title, page.about]
    for section in page.sections:
        parts.append("\n".join((f"{section.heading}:", *(f"- {x}" for x in section.lines))))
    return "\n\n".join(parts) + "\n"


def as_html(page: Page, language: str) -> str:
    """Return the page as one HTML file without links or external parts, in large type."""
    sections = "\n".join(
        f"<section>\n<h2>{escape(s.heading)}</h2>\n<ul>\n"
        + "\n".join(f"<li>{escape(line)}</li>" for line in s.lines)
        + "\n</ul>\n</section>"
        for s in page.sections
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n"
        f"<h1>{escape(page.title)}</h1>\n<p>{escape(page.about)}</p>\n{sections}\n</body>\n</html>\n"
    )


_STYLE = (
    "body { font: 1.1rem/1.5 serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }\n"
    "section { break-inside: avoid; }"
)


class _Put:
    """Makes a line from a wording below `page`."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def __call__(self, key: str, **given: Any) -> str:
        return self._words.line(Say(f"page.{key}", **given)).text


def _values(state: State, put: _Put) -> Iterator[str]:
    for value in state.values:
        said = value.said if value.said.casefold() != value.name.casefold() else ""
        yield put("value", name=value.name, said=said)


def _domains(state: State, put: _Put) -> Iterator[str]:
    for rated in state.domains.latest().values():
        name = domain_name(state, rated.domain)
        yield put("domain", name=name, matters=f"{rated.matters:g}", lately=f"{rated.lately:g}")


def _lived(state: State, first: date, today: date, put: _Put) -> Iterator[str]:
    for lived in of_values(state, first, today):
        yield put("lived_line", name=lived.name, days=lived.days, steps=lived.steps or None)


def _goals(state: State, today: date, put: _Put) -> Iterator[str]:
    for goal in state.goals:
        if goal.alive:
            yield put(
                "goal",
                title=goal.title,
                often=Schedule(goal.rrule, goal.times, goal.by),
                value=state.value_named(goal.value),
                lately=lately(goal, today),
            )


def _in_the_way(state: State, first: date, put: _Put) -> Iterator[str]:
    for o in state.obstacles:
        if o.day >= str(first):
            words = o.words if o.words.casefold() != o.name.casefold() else ""
            yield put("obstacle", day=o.day, name=o.name, words=words, way=o.way_words)
    for goal in state.goals:
        for check in goal.history:
            if check.barrier and check.day >= str(first):
                yield put("obstacle", day=check.day, name=goal.title, words=check.barrier)


def _told(state: State, first: date, put: _Put) -> Iterator[str]:
    for told in state.exercises.told:
        if told.day >= str(first) and told.of in ("proud", "hard"):
            key = "proud" if told.of == "proud" else "hard_moment"
            yield put(key, day=told.day, words=told.words)
    for day, of in sorted(state.days.told.items()):
        for key in ("toward", "away"):
            if key in of and day >= str(first):
                yield put(key, day=day, words=of[key])


def _decisions(state: State, first: date, put: _Put) -> Iterator[str]:
    for decision in state.decisions:
        if decision.day < str(first):
            continue
        yield put("decision", words=decision.words)
        for option in decision.options:
            yield put("option", name=option.name, serves=option.serves, cost=option.cost)
        if decision.leaning:
            yield put("leaning", option=decision.leaning)
        if decision.first_try:
            yield put("first_try", words=decision.first_try)
