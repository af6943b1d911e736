"""The picture of what got in the way, and what was tried with it."""

from __future__ import annotations

from assistant.export.page.markup import Html, element, join
from assistant.export.page.put import Put, own, quoted
from assistant.export.page.scene import Mark
from assistant.export.page.strip import Row, strips
from assistant.export.page.tables import table
from assistant.practice.overview import Overview, Quotation, Tried

MOST = 8
"""So many kinds of obstacles are drawn; the table has all of them."""
MOST_ROWS = 50
MOST_WORDS = 12
"""So many sentences are quoted at once, the newest; the others are folded away."""
MARK = Mark("circle", 7)


def in_the_way(overview: Overview, put: Put) -> Html:
    """Return rows of weeks, what was tried, and what was hard."""
    found, span = overview.in_the_way, overview.span
    rows = [Row(own(one.name), one.days, MARK) for one in found.hindrances[:MOST]]
    columns = span.weeks() if span.columns_are == "days" else ()
    tried = [_tried(one, put) for one in found.tried]
    return join(
        (
            strips(rows, span, put, overview.calendar.away, columns) if rows else None,
            _titled("tried", element("ul", *tried, class_="told"), put) if tried else None,
            _titled("hard", quotations(found.hard, put), put) if found.hard else None,
        )
    )


def _tried(one: Tried, put: Put) -> Html:
    way = put.part(f"way.{one.way}" if put.has(f"way.{one.way}") else "way.other")
    told = put("in_the_way.tried_with", way=way, hindrance=one.hindrance)
    done = put("in_the_way.then_done", step=one.title, day=put.day(one.done)) if one.done else ""
    return element(
        "li",
        put.time(one.day),
        element(
            "div",
            element("bdi", told),
            join((": ", quoted(one.words, put))) if one.words else None,
            element("span", element("bdi", done), class_="then") if done else None,
        ),
    )


def _titled(key: str, inside: Html, put: Put) -> Html:
    return join((element("h3", put(f"in_the_way.{key}")), inside))


def quotations(all_of_them: tuple[Quotation, ...], put: Put) -> Html:
    """Return what was said, with its days, the newest first."""
    items = [
        element("li", put.time(one.day), element("div", quoted(one.words, put)))
        for one in reversed(all_of_them)
    ]
    first = element("ul", *items[:MOST_WORDS], class_="told")
    rest = items[MOST_WORDS:]
    if not rest:
        return first
    folded = element("ul", *rest, class_="told")
    more = element("summary", put("more", number=len(rest)))
    return join((first, element("details", more, folded)))


def hindrances_table(overview: Overview, put: Put) -> Html | None:
    """Return what was in the way, the days of that, and how it was told."""
    found = overview.in_the_way.hindrances[:MOST_ROWS]
    if not found:
        return None
    rows = [
        (one.name, str(len(one.days)), put.some_days(one.days), " · ".join(_told(one.told, put)))
        for one in found
    ]
    head = (put("head.name"), put("head.days"), put("head.on"), put("in_the_way.told"))
    return table(put("caption.in_the_way"), head, rows)


def _told(told: tuple[Quotation, ...], put: Put) -> list[str]:
    opens, closes = put.words.variants["page.quotes"]
    return [f"{opens}{words}{closes}" for words in dict.fromkeys(one.words for one in told)]
