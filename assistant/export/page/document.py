"""The page as a whole: its head, what there is at a glance, and one section for each picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from assistant.dialogues.overview_told import PICTURES
from assistant.export.page import scene
from assistant.export.page.bulls_eye import bulls_eye, bulls_eye_table
from assistant.export.page.calendar import calendar, lived_table, marks_of
from assistant.export.page.domains import domains, domains_table
from assistant.export.page.in_the_way import hindrances_table, in_the_way
from assistant.export.page.markup import Html, element, join
from assistant.export.page.put import Put
from assistant.export.page.steps import steps, steps_table
from assistant.export.page.tables import as_table
from assistant.export.page.tree import tree
from assistant.export.page.words import decisions, reflections, words
from assistant.practice.overview import Overview
from assistant.practice.pages import PageFor
from assistant.wording import Wording

_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser lets the page do: show its own styles, and load, run and send nothing."""


def as_html(overview: Overview, made: date, wording: Wording, reader: PageFor = "me") -> str:
    """Return the page, made on the day `made`, for this reader."""
    put = Put(wording, overview.span)
    title = put("title", name=overview.name)
    span = put("span", first=str(overview.span.first), last=str(overview.span.last))
    about = (
        put("for_me", made=str(made))
        if reader == "me"
        else put("for_therapist", made=str(made), parts=_parts(overview, put))
    )
    header = element(
        "header",
        element("h1", element("bdi", title)),
        element("p", span, class_="span"),
        element("p", about, class_="about"),
    )
    sections = [] if overview.is_empty else list(_sections(overview, put, reader))
    main = element(
        "main",
        header,
        element("p", put("nothing"), class_="lead") if overview.is_empty else None,
        _glance(overview, put, reader) if sections else None,
        *sections,
        element(
            "footer",
            element("p", put("lantern_is")) if reader == "therapist" else None,
            element("p", put("footer")),
        ),
    )
    return page(f"{title} · {span}", wording.language, join((scene.marks(), main)))


def page(title: str, language: str, body: Html, style: str = "page.css") -> str:
    """Return a whole HTML file that loads nothing and runs nothing."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_NOTHING_ELSE),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="robots", content="noindex"),
        element("title", title),
        element("style", Html(_style(style))),
    )
    html = element("html", head, element("body", body), lang=language)
    return f"<!DOCTYPE html>\n{html}\n"


@cache
def _style(name: str) -> str:
    return files("assistant.export.page").joinpath(name).read_text("utf-8")


def _parts(overview: Overview, put: Put) -> tuple[str, ...]:
    return tuple(put.part(f"part.{part}") for part in overview.parts)


def _glance(overview: Overview, put: Put, reader: PageFor) -> Html:
    """What each picture says, and the picture of the days: one page on paper."""
    lines = []
    for name, said in PICTURES.items():
        if sentence := put.sentence(said(overview)):
            link = element("a", _heading(name, put, reader), href=f"#{name}")
            told = element("dd", element("bdi", sentence))
            lines.append(element("div", element("dt", link), told))
    return element(
        "section",
        element("h2", put("at_a_glance"), id="glance"),
        element("dl", *lines, class_="sentences"),
        aria_labelledby="glance",
        class_="glance",
    )  # fmt: skip


def _heading(name: str, put: Put, reader: PageFor) -> str:
    own = f"heading.{name}_{reader}"
    return put(own if put.has(own) else f"heading.{name}")


def _sections(overview: Overview, put: Put, reader: PageFor) -> Iterator[Html]:
    for name, inside, numbers in _pictures(overview, put):
        said = PICTURES.get(name)
        sentence = put.sentence(said(overview)) if said else ""
        yield element(
            "section",
            element(
                "div",
                element("h2", _heading(name, put, reader), id=name),
                element("p", element("bdi", sentence), class_="lead") if sentence else None,
                class_="head",
            ),
            element("div", inside, class_="picture"),
            as_table(put, numbers),
            aria_labelledby=name,
            class_=name,
        )


def _pictures(overview: Overview, put: Put) -> Iterator[tuple[str, Html, Html | None]]:
    """The name of each picture, the picture, and its table."""
    if overview.calendar.values:
        yield "calendar", calendar(overview, put), lived_table(overview, put)
    if overview.domains.courses:
        yield "domains", domains(overview, put), domains_table(overview, put)
    if shots := overview.bulls_eyes:
        yield "bulls_eye", bulls_eye(shots, put), bulls_eye_table(shots, put)
    if overview.steps:
        yield "steps", steps(overview, put), steps_table(overview, put)
    if overview.in_the_way:
        yield "in_the_way", in_the_way(overview, put), hindrances_table(overview, put)
    if any(branch.goals for branch in overview.tree):
        yield "tree", tree(overview, marks_of(overview), put), None
    if overview.quotations.newest:
        yield "words", words(overview, put), None
    if overview.decisions:
        yield "decisions", decisions(overview, put), None
    if overview.reflections:
        yield "reflections", reflections(overview, put), None
