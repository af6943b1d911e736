"""The picture of the days: which value was lived when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from assistant.export.page.markup import Html, element, join
from assistant.export.page.put import Put, own
from assistant.export.page.scene import Mark
from assistant.export.page.strip import Row, strips
from assistant.export.page.tables import table
from assistant.practice.overview import Overview, count_in

_WEEK = 7


def marks_of(overview: Overview) -> Mapping[str, Mark]:
    """The mark of each value, by its id."""
    return {value.id: Mark.of(value.number) for value in overview.calendar.values}


def calendar(overview: Overview, put: Put) -> Html:
    """Return a sheet of days, or rows over time where there are too many days for a sheet."""
    if overview.span.columns_are == "days":
        return join((legend(overview, put), _sheet(overview, put)))
    found = marks_of(overview)
    rows = [
        Row(join((found[value.id].alone(), " ", own(value.name))), value.days, found[value.id])
        for value in overview.calendar.values
    ]
    return strips(rows, overview.span, put, overview.calendar.away)


def legend(overview: Overview, put: Put) -> Html:
    """Return the values with their marks and on how many days each was lived."""
    found = marks_of(overview)
    items = [
        element(
            "li",
            found[value.id].alone(),
            " ",
            own(value.name),
            element("span", put.part("on_days", days=len(value.days)), class_="count")
            if value.days
            else element("span", put.part("quiet"), class_="count"),
            class_=None if value.days else "still",
        )
        for value in overview.calendar.values
    ]
    return element("ul", *items, class_="legend")


def _sheet(overview: Overview, put: Put) -> Html:
    """The weeks one beneath the other, Monday to Sunday; it is its own table."""
    span, found = overview.span, marks_of(overview)
    lived: dict[str, list[tuple[str, Mark]]] = {}
    for value in overview.calendar.values:
        for day in value.days:
            lived.setdefault(day, []).append((value.name, found[value.id]))
    head = element(
        "tr",
        *(
            element("th", element("abbr", short, title=whole), scope="col")
            for short, whole in zip(
                put.words.variants["page.weekdays_short"],
                put.words.variants["word.weekdays"],
                strict=True,
            )
        ),
    )
    weeks = []
    monday = span.first - timedelta(days=span.first.weekday())
    while monday <= span.last:
        cells = [_cell(monday + timedelta(days=n), overview, lived, put) for n in range(_WEEK)]
        weeks.append(element("tr", *cells))
        monday += timedelta(days=_WEEK)
    return element(
        "table",
        element("caption", put("caption.calendar"), class_="hidden"),
        element("thead", head),
        element("tbody", *weeks),
        class_="sheet",
    )


def _cell(
    day: date, overview: Overview, lived: Mapping[str, list[tuple[str, Mark]]], put: Put
) -> Html:
    span, name = overview.span, str(day)
    if not span.holds(name):
        return element("td", class_="beyond")
    away = any(first <= name <= last for first, last in overview.calendar.away)
    there = lived.get(name, [])
    begins = day.day == 1 or day == span.first
    number = put.tick(name, "days") if begins else str(day.day)
    told = [value for value, _ in there] + ([put.part("away")] if away else [])
    inside: Iterator[Html] = (mark.alone() for _, mark in there)
    return element(
        "td",
        element("time", number, datetime=name),
        element("span", *inside, class_="marked") if there else None,
        element("span", ": ", element("bdi", ", ".join(told)), class_="hidden") if told else None,
        class_="away" if away else "lived" if there else None,
    )


def lived_table(overview: Overview, put: Put) -> Html | None:
    """Return the table of the rows over time; None for a sheet, which is a table itself."""
    span = overview.span
    if span.columns_are == "days":
        return None
    columns = span.columns()
    counted = [count_in(columns, value.days) for value in overview.calendar.lived]
    rows = []
    for column, *counts in zip(columns, *counted, strict=True):
        if any(counts):
            rows.append((put.column(column, span.columns_are), *map(str, counts)))
    head = (put(f"head.{span.columns_are}"), *(value.name for value in overview.calendar.lived))
    return table(put("caption.calendar"), head, rows)
