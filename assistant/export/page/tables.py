"""The tables beside the pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.export.page.markup import Html, element
from assistant.export.page.put import Put


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """Return a table; the first cell of each row is its heading."""
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *(element("th", _apart(h), scope="col") for h in head))),
        element(
            "tbody",
            *(
                element(
                    "tr",
                    element("th", _apart(first), scope="row"),
                    *(element("td", _apart(cell)) for cell in rest),
                )
                for first, *rest in rows
            ),
        ),
        class_="numbers",
    )


def as_table(put: Put, *tables: Html | None) -> Html | None:
    """Return tables folded away under "As a table"; None where there is none."""
    there = [one for one in tables if one is not None]
    if not there:
        return None
    scrolls = element(
        "div", *there, class_="scrolls", tabindex="0", role="group", aria_label=put("as_table")
    )
    return element("details", element("summary", put("as_table")), scrolls)


def _apart(cell: str) -> Html | str:
    return element("bdi", cell) if cell else cell
