"""The tree: from each value to the steps that serve it, and to the days they were done."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.export.page.markup import Html, element
from assistant.export.page.put import Put, own
from assistant.export.page.scene import Mark, at, em, line, picture
from assistant.practice.overview import Leaf, Overview, Span, count_in

FEW_DAYS = 8
"""So many days are named one by one."""
HEIGHT = 1.0


def tree(overview: Overview, marks: Mapping[str, Mark], put: Put) -> Html:
    """Return values, steps and days as lists within lists."""
    branches = []
    for branch in overview.tree:
        if not branch.name and not branch.goals:
            continue
        mark = marks.get(branch.value)
        name = own(branch.name) if branch.name else put("tree.alone")
        leaves = [_leaf(leaf, mark, overview.span, put) for leaf in branch.goals]
        inside = (
            element("ul", *leaves) if leaves else element("p", put("tree.no_step"), class_="about")
        )
        head = element("span", mark.alone() if mark else None, " ", name, class_="value")
        branches.append(element("li", head, inside))
    return element("ul", *branches, class_="tree")


def _leaf(leaf: Leaf, mark: Mark | None, span: Span, put: Put) -> Html:
    if not leaf.days:
        told = put.part("tree.not_yet")
    elif len(leaf.days) <= FEW_DAYS:
        told = put.part("tree.on", days=len(leaf.days), which=put.days(leaf.days))
    else:
        last = put.day(leaf.days[-1])
        told = put.part("tree.last_on", days=len(leaf.days), last=last)
    standing = "" if leaf.standing == "living" else f" ({put.part(f'tree.{leaf.standing}')})"
    return element(
        "li",
        element("span", own(leaf.title), standing, class_="goal"),
        _days(leaf, mark or Mark("circle", 7), span) if leaf.days else None,
        element("span", element("bdi", told), class_="about"),
    )


def _days(leaf: Leaf, mark: Mark, span: Span) -> Html:
    columns = span.columns()
    places = [
        (span.place(column.first) + span.place(column.last)) / 2
        for column, count in zip(columns, count_in(columns, leaf.days), strict=True)
        if count
    ]
    base = line("0", em(HEIGHT / 2), "100%", em(HEIGHT / 2), "base")
    dots = (mark.at(at(place), em(HEIGHT / 2), 0.5) for place in places)
    return picture(HEIGHT, base, *dots)
