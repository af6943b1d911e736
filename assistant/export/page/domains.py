"""The picture of the parts of life: how much each matters beside how much of it there was."""

from __future__ import annotations

from itertools import pairwise

from assistant.export.page.markup import Html, element, join
from assistant.export.page.put import Put
from assistant.export.page.scene import at, em, line, picture
from assistant.export.page.tables import table
from assistant.practice.domains import Rated
from assistant.practice.overview import DomainCourse, Overview, Span

HEIGHT = 6.0
MARGIN = 0.5
MOST = 10
"""At most so many ratings are drawn for one part of life; the last is always among them."""


def domains(overview: Overview, put: Put) -> Html:
    """Return one small picture for each part of life, and what its marks mean."""
    found = overview.domains
    cards = []
    for course in found.courses:
        tag = "widest" if course is found.widest else "narrowed" if course is found.narrowed else ""
        both = put.part(
            "domains.both", matters=f"{course.last.matters:g}", lately=f"{course.last.lately:g}"
        )
        cards.append(
            element(
                "li",
                element("h3", element("bdi", _name(course, put))),
                _course(course, overview.span),
                element(
                    "p",
                    both,
                    join((" · ", element("span", put.part(f"domains.{tag}"), class_="tag")))
                    if tag
                    else None,
                    class_="both",
                ),
            )
        )
    key = element(
        "ul",
        element("li", _dot("matters"), " ", put.part("domains.matters")),
        element("li", _dot("lately"), " ", put.part("domains.lately")),
        class_="legend",
    )
    return join((key, element("ul", *cards, class_="cards")))


def _name(course: DomainCourse, put: Put) -> str:
    named = put.words.variants.get(f"domain_name.{course.name}")
    return (named[0] if named else course.name).capitalize()


def _dot(class_: str) -> Html:
    dot = element("circle", cx="50%", cy="50%", r="0.38em", class_=class_)
    return element("svg", dot, class_="mark", aria_hidden="true", focusable="false")


def _course(course: DomainCourse, span: Span) -> Html:
    """Each rating as a ring (matters), a dot (showed up) and the line between them."""
    ratings = _thinned(course)
    places = [0.08 + 0.84 * max(0.0, span.place(rated.day)) for rated in ratings]
    if len(ratings) > 1 and ratings[0].day < str(span.first):
        places[0] = 0.03
    if len(ratings) == 1:
        places = [0.5]
    grid = [line("0", em(_up(n)), "100%", em(_up(n)), "grid") for n in (0, 5, 10)]
    between = [
        line(at(x1), em(_up(one.lately)), at(x2), em(_up(other.lately)), "joined")
        for (x1, one), (x2, other) in pairwise(zip(places, ratings, strict=True))
    ]
    gaps = [
        line(at(x), em(_up(rated.matters)), at(x), em(_up(rated.lately)), "gap")
        for x, rated in zip(places, ratings, strict=True)
    ]
    dots = [
        element("circle", cx=at(x), cy=em(_up(much)), r=em(radius), class_=class_)
        for x, rated in zip(places, ratings, strict=True)
        for much, radius, class_ in (
            (rated.lately, 0.3, "lately"),
            (rated.matters, 0.48, "matters"),
        )
    ]
    return picture(HEIGHT, *grid, *gaps, *between, *dots)


def _thinned(course: DomainCourse) -> list[Rated]:
    ratings = list(course.ratings)
    apart = -(-len(ratings) // MOST)
    return ratings[::-1][::apart][::-1]


def _up(rating: float) -> float:
    """How far down in the picture a rating lies."""
    return MARGIN + (HEIGHT - 2 * MARGIN) * (1 - max(0.0, min(10.0, rating)) / 10)


def domains_table(overview: Overview, put: Put) -> Html:
    """Return all ratings as a table."""
    rows = [
        (_name(course, put), put.full_day(rated.day), f"{rated.matters:g}", f"{rated.lately:g}")
        for course in overview.domains.courses
        for rated in course.ratings
    ]
    head = tuple(put(f"head.{name}") for name in ("domain", "day", "matters", "lately"))
    return table(put("caption.domains"), head, rows)
