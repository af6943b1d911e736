"""The picture of the steps: the rhythm of each beside what happened."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export.page.markup import Html, element, join
from assistant.export.page.put import Put, own, quoted
from assistant.export.page.scene import at, band, course, em, line, picture
from assistant.export.page.strip import axis
from assistant.export.page.tables import table
from assistant.practice.goals import Went
from assistant.practice.overview import Overview, Span, StepCourse, count_in

HEIGHT, MEASURE = 3.0, 1.7
MARKS = 2.35
"""How far down the marks of the days lie, beneath the line of the measure."""
MOST = 12
"""So many steps are shown at once; the others are folded away."""
_SHAPES = {"done": "circle", "partly": "half", "not_yet": "dash"}
_OUTCOMES: tuple[Went, ...] = ("done", "partly", "not_yet")


def steps(overview: Overview, put: Put) -> Html:
    """Return each step with its picture, and what the marks mean."""
    items = [_step(step, overview.span, put) for step in overview.steps]
    shown, rest = items[:MOST], items[MOST:]
    more = (
        element("details", element("summary", put("more", number=len(rest))), *rest)
        if rest
        else None
    )
    return join((_key(overview.span, put), *shown, more))


def _step(step: StepCourse, span: Span, put: Put) -> Html:
    often = put.words.often(step.often)
    went = put(
        "steps.went",
        lately=put.part(f"lately.{step.lately}"),
        done=step.count("done") or None,
        partly=step.count("partly") or None,
    )
    about = put("steps.about", often=often, value=step.value)
    plan = (
        element("p", put("steps.plan"), " ", quoted(step.plan, put), class_="plan")
        if step.plan
        else None
    )
    turns = "; ".join(_turns(step, put))
    return element(
        "article",
        element("h3", own(step.title)),
        element("p", element("bdi", about), class_="about"),
        join((_strip(step, span), axis(span, put))) if _has_picture(step) else None,
        element("p", element("bdi", went), f"; {turns}" if turns else "", ".", class_="how"),
        plan,
        class_="step",
    )


def _has_picture(step: StepCourse) -> bool:
    return bool(step.went or step.rests or step.marks)


def _turns(step: StepCourse, put: Put) -> Iterator[str]:
    for first, last in step.rests:
        yield put.part("steps.rested", first=put.day(first), last=put.day(last))
    for mark in step.marks:
        yield put.part(f"steps.{mark.what}", day=put.day(mark.day))


def _strip(step: StepCourse, span: Span) -> Html:
    bands = [band(span, first, last, 0, HEIGHT) for first, last in step.rests]
    turns = [
        join((
            line(at(span.place(m.day)), "0", at(span.place(m.day)), em(HEIGHT), "turned"),
            element("use", href="#turn", x=at(span.place(m.day)), y=em(HEIGHT - 0.55),
                    width=em(0.6), height=em(0.6), class_="turn",
                    style="transform:translateX(-0.3em)"),
        ))
        for m in step.marks
    ]  # fmt: skip
    base = line("0", em(MEASURE), "100%", em(MEASURE), "base")
    marks = _days(step, span) if span.columns_are == "days" else _bars(step, span)
    return picture(HEIGHT, *bands, _measure(step, span), base, *marks, *turns)


def _measure(step: StepCourse, span: Span) -> Html:
    """The forgiving measure as a soft line; one point for each column is enough."""
    if not step.measure:
        return join(())
    fine = max(1, len(step.measure) // 200)
    points = {round(n / fine): (span.place(d), m) for n, (d, m) in enumerate(step.measure)}
    found = list(points.values())
    if len(found) == 1:
        found = [(max(0.0, found[0][0] - 0.02), found[0][1]), *found]
    return course(found, 0.1, MEASURE - 0.1)


def _days(step: StepCourse, span: Span) -> Iterator[Html]:
    for column in span.columns():
        x, went = at(span.place(column.first)), step.went.get(column.first)
        if went is not None:
            yield element(
                "use", href=f"#{_SHAPES[went]}", x=x, y=em(MARKS), width=em(0.72),
                height=em(0.72), class_=f"went {went}",
                style="transform:translate(-0.36em,-0.36em)",
            )  # fmt: skip
        elif column.first in step.meant:
            yield element("circle", cx=x, cy=em(MARKS), r=em(0.13), class_="meant")


def _bars(step: StepCourse, span: Span) -> Iterator[Html]:
    """For weeks and months: how often it was looked at, and how much of that was done."""
    columns = span.columns()
    of = {
        outcome: count_in(columns, (day for day, went in step.went.items() if went == outcome))
        for outcome in _OUTCOMES
    }
    each = list(zip(of["done"], of["partly"], of["not_yet"], strict=True))
    most = max(map(sum, each), default=1) or 1
    tall = HEIGHT - MEASURE - 0.1
    for column, counts in zip(columns, each, strict=True):
        looked, done = sum(counts), counts[0] + counts[1] / 2
        if not looked:
            continue
        begin = span.place(column.first) - 0.5 / span.days
        width = (span.place(column.last) + 0.5 / span.days - begin) * 0.72
        for share, class_ in ((looked / most, "looked"), (done / most, "done")):
            if share:
                yield element(
                    "rect", x=at(begin), y=em(HEIGHT - tall * share), width=at(width),
                    height=em(tall * share), class_=f"bar {class_}",
                )  # fmt: skip


def _key(span: Span, put: Put) -> Html:
    """What the marks mean."""

    def shape(id: str, class_: str) -> Html:
        inside = element("use", href=f"#{id}", width="100%", height="100%")
        return element(
            "svg", inside, class_=f"mark went {class_}", aria_hidden="true", focusable="false"
        )

    def patch(class_: str) -> Html:
        inside = element("rect", width="100%", height="100%", class_=class_)
        return element("svg", inside, class_="mark", aria_hidden="true", focusable="false")

    marks: list[tuple[Html, str]] = [(shape(_SHAPES[name], name), name) for name in _OUTCOMES]
    if span.columns_are != "days":
        marks = [(patch("bar done"), "done"), (patch("bar looked"), "not_yet")]
    marks += [(patch("away"), "rests"), (shape("turn", "turn"), "turn"), (patch("key"), "measure")]
    items = [element("li", mark, " ", put.part(f"steps.{name}")) for mark, name in marks]
    return element("ul", *items, class_="legend")


def steps_table(overview: Overview, put: Put) -> Html:
    """Return how often each step was done, partly done and not yet done."""
    rows = [
        (
            step.title,
            put.words.often(step.often),
            *(str(step.count(outcome)) for outcome in _OUTCOMES),
            "; ".join(_turns(step, put)),
            put.part(f"lately.{step.lately}"),
        )
        for step in overview.steps
    ]
    names = ("step", "often", "done", "partly", "not_yet", "rests", "measure")
    return table(put("caption.steps"), tuple(put(f"head.{name}") for name in names), rows)
