"""Pictures over time, drawn with few elements of SVG.

Across, places are percentages, and down they are in `em`. So a picture is as wide as the page, on a
telephone as on paper, while its letters and marks keep their size and grow with the reader's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from assistant.export.page.markup import Html, element
from assistant.practice.overview import Span

SHAPES = ("circle", "square", "diamond", "up", "down", "ring", "cross", "bar")
"""The shapes that tell values apart, together with their colours; drawn in `MARKS`."""
MOST_LABELS = 5


def at(place: float) -> str:
    """A place across, from 0 to 1, as a percentage."""
    return f"{place * 100:.4g}%"


def em(size: float) -> str:
    """A size or a place down."""
    return f"{size:.4g}em"


def picture(height: float, *inside: Html, class_: str = "strip") -> Html:
    """Return a picture as wide as the page. Screen readers get its sentence and its table."""
    return element(
        "svg",
        *inside,
        class_=class_,
        width="100%",
        height=em(height),
        aria_hidden="true",
        focusable="false",
    )


class Mark(NamedTuple):
    """The shape and the colour of a value."""

    shape: str
    colour: int

    @classmethod
    def of(cls, number: int) -> Mark:
        """The mark of the value with this number; no two of the first 64 are alike."""
        return cls(SHAPES[(number + number // 8) % 8], number % 8)

    def at(self, x: str, y: str, size: float = 0.8) -> Html:
        """Return the mark around a place."""
        half = f"translate(-{size / 2:.3g}em, -{size / 2:.3g}em)"
        return element(
            "use",
            href=f"#{self.shape}",
            x=x,
            y=y,
            width=em(size),
            height=em(size),
            class_=f"c{self.colour}",
            style=f"transform:{half}",
        )

    def alone(self) -> Html:
        """Return the mark as a picture of its own, for a line of text."""
        inside = element("use", href=f"#{self.shape}", width="100%", height="100%")
        return element(
            "svg", inside, class_=f"mark c{self.colour}", aria_hidden="true", focusable="false"
        )


def _symbol(id: str, *inside: Html) -> Html:
    return element("symbol", *inside, id=id, viewBox="0 0 10 10")


def marks() -> Html:
    """Return the shapes and patterns that the pictures of a page use."""
    ring = element("circle", cx=5, cy=5, r=3.5, fill="none", stroke="currentColor", stroke_width=2)
    hatch = element("path", d="M-1,7 L7,-1 M-1,1 L1,-1 M5,7 L7,5", class_="hatching")
    symbols = (
        _symbol("circle", element("circle", cx=5, cy=5, r=4.4)),
        _symbol("square", element("rect", x=1, y=1, width=8, height=8, rx=1)),
        _symbol("diamond", element("path", d="M5,0 L10,5 L5,10 L0,5 Z")),
        _symbol("up", element("path", d="M5,0.6 L9.8,9.2 L0.2,9.2 Z")),
        _symbol("down", element("path", d="M5,9.4 L0.2,0.8 L9.8,0.8 Z")),
        _symbol("ring", ring),
        _symbol("cross", element("path", d="M3.5,0.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z")),
        _symbol("bar", element("rect", x=3, y=0.4, width=4, height=9.2, rx=1)),
        _symbol(
            "half",
            element("path", d="M5,0.6 A4.4,4.4 0 0 0 5,9.4 Z"),
            element(
                "circle", cx=5, cy=5, r=4, fill="none", stroke="currentColor", stroke_width=0.9
            ),
        ),
        _symbol("dash", element("rect", x=1.5, y=4.2, width=7, height=1.6, rx=0.8)),
        _symbol("turn", element("path", d="M5,1 L9,9 L1,9 Z")),
        element("pattern", hatch, id="hatch", width=6, height=6, patternUnits="userSpaceOnUse"),
    )
    return element(
        "svg", element("defs", *symbols), class_="marks", aria_hidden="true", focusable="false"
    )


def label(words: str, x: str, y: str, anchor: str = "middle") -> Html:
    """Return words in a picture."""
    return element("text", words, x=x, y=y, text_anchor=anchor)


def line(x1: str, y1: str, x2: str, y2: str, class_: str) -> Html:
    """Return a line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def band(span: Span, first: str, last: str, y: float, height: float) -> Html:
    """Return a hatched band over some days: a pause, or an absence."""
    half_a_day = 0.5 / span.days
    begin = max(0.0, span.place(first) - half_a_day)
    width = min(1.0, span.place(last) + half_a_day) - begin
    return element("rect", x=at(begin), y=em(y), width=at(width), height=em(height), class_="away")


def course(points: Sequence[tuple[float, float]], y: float, height: float) -> Html:
    """Return a soft area beneath a line through points, each from 0 to 1 across and up."""
    along = " ".join(f"{x * 1000:.1f},{(1 - up) * 100:.1f}" for x, up in points)
    first, last = points[0][0] * 1000, points[-1][0] * 1000
    area = element(
        "polygon", points=f"{first:.1f},100 {along} {last:.1f},100", class_="course-area"
    )
    edge = element("polyline", points=along, class_="course-edge", fill="none")
    sized: dict[str, Any] = {"viewBox": "0 0 1000 100", "preserveAspectRatio": "none"}
    return element("svg", area, edge, x="0", y=em(y), width="100%", height=em(height), **sized)


def some(count: int) -> list[int]:
    """Which of so many columns have a label: a few, evenly apart, the first among them."""
    apart = -(-count // MOST_LABELS) or 1
    return list(range(0, count, apart))
