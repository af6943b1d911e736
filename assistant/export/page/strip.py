"""Rows over time: a name, and beside it a mark for each day, week or month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.export.page.markup import Html, element, join
from assistant.export.page.put import Put
from assistant.export.page.scene import Mark, at, band, em, label, line, picture, some
from assistant.practice.overview import Column, Span, count_in

HEIGHT = 1.6
SMALLEST, LARGEST = 0.42, 1.0


class Row(NamedTuple):
    """A name and the days that are marked."""

    name: Html
    days: Sequence[str]
    mark: Mark


def strips(
    rows: Sequence[Row],
    span: Span,
    put: Put,
    away: Sequence[tuple[str, str]] = (),
    columns: Sequence[Column] = (),
) -> Html:
    """Return the rows above one axis. The more days a column has, the larger is its mark."""
    columns = columns or span.columns()
    counted = [count_in(columns, row.days) for row in rows]
    most = max((count for row in counted for count in row), default=1) or 1
    lines = []
    for row, counts in zip(rows, counted, strict=True):
        marks = [
            row.mark.at(at(_middle(column, span)), em(HEIGHT / 2), _size(count, most))
            for column, count in zip(columns, counts, strict=True)
            if count
        ]
        bands = [band(span, *days, 0.15, HEIGHT - 0.3) for days in away]
        base = line("0", em(HEIGHT / 2), "100%", em(HEIGHT / 2), "base")
        name = element("span", row.name, class_="name")
        lines.append(element("div", name, picture(HEIGHT, *bands, base, *marks), class_="row"))
    return element(
        "div", *lines, element("div", element("span"), axis(span, put), class_="row"), class_="rows"
    )


def axis(span: Span, put: Put) -> Html:
    """Return the days, or the months and years, beneath a picture."""
    columns = span.weeks() if span.columns_are == "days" else span.columns()
    labels = []
    for n in some(len(columns)):
        place = span.place(columns[n].first) - 0.5 / span.days
        words = put.tick(columns[n].first, span.columns_are)
        anchor = "start" if place < 0.08 else "end" if place > 0.92 else "middle"
        labels.append(line(at(place), "0", at(place), em(0.35), "tick"))
        labels.append(label(words, at(place), em(1.3), anchor))
    return picture(1.6, join(labels), class_="axis")


def _middle(column: Column, span: Span) -> float:
    return (span.place(column.first) + span.place(column.last)) / 2


def _size(count: int, most: int) -> float:
    share: float = (count / most) ** 0.5
    return LARGEST * share if share * LARGEST > SMALLEST else SMALLEST
