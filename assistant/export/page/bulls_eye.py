"""The picture of the bull's eye: how close to the centre the last week was, and the one before."""

from __future__ import annotations

from math import cos, radians, sin

from assistant.export.page.markup import Html, element
from assistant.export.page.put import Put
from assistant.export.page.tables import table
from assistant.practice.domains import Shot
from assistant.practice.overview import BullsEyes

CENTRE, RADIUS = 60.0, 56.0
LAST, BEFORE = -52.0, -128.0
"""The directions, in degrees, in which the marks lie. They mean nothing."""


def bulls_eye(shots: BullsEyes, put: Put) -> Html:
    """Return the target with both marks, and beside it their days."""
    rings = [
        element("circle", cx=CENTRE, cy=CENTRE, r=RADIUS * share, class_=f"ring{n}")
        for n, share in enumerate((1.0, 0.76, 0.52, 0.28))
    ]
    middle = element("circle", cx=CENTRE, cy=CENTRE, r=2, class_="middle")
    before = _place(shots.before, BEFORE) if shots.before else None
    last = _place(shots.last, LAST)
    marks = [element("circle", cx=last[0], cy=last[1], r=5.5, class_="lately")]
    items = [element("li", _dot("lately"), " ", _told("last", shots.last, put))]
    if shots.before and before:
        path = element("line", x1=before[0], y1=before[1], x2=last[0], y2=last[1], class_="path")
        ring = element("circle", cx=before[0], cy=before[1], r=5, class_="earlier")
        marks = [path, ring, *marks]
        items.append(element("li", _dot("earlier"), " ", _told("before", shots.before, put)))
    target = element(
        "svg", *rings, middle, *marks, class_="target", viewBox="0 0 120 120", aria_hidden="true",
        focusable="false",
    )  # fmt: skip
    return element("div", target, element("ul", *items, class_="legend"), class_="beside")


def _place(shot: Shot, direction: float) -> tuple[float, float]:
    away = RADIUS * (10 - max(0.0, min(10.0, shot.close))) / 10 * 0.92
    angle = radians(direction)
    return CENTRE + away * cos(angle), CENTRE + away * sin(angle)


def _told(key: str, shot: Shot, put: Put) -> str:
    return put.part(f"bulls_eye.{key}", day=put.full_day(shot.day), close=f"{shot.close:g}")


def _dot(class_: str) -> Html:
    dot = element("circle", cx="50%", cy="50%", r="0.36em", class_=class_)
    return element("svg", dot, class_="mark", aria_hidden="true", focusable="false")


def bulls_eye_table(shots: BullsEyes, put: Put) -> Html:
    """Return the answers as a table."""
    both = [shot for shot in (shots.before, shots.last) if shot]
    rows = [(put.full_day(shot.day), f"{shot.close:g}") for shot in both]
    return table(put("caption.bulls_eye"), (put("head.day"), put("head.close")), rows)
