"""The page as plain text, for a terminal and for reading aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.dialogues.overview_told import PICTURES
from assistant.export.page.put import Put
from assistant.practice.overview import Overview
from assistant.practice.pages import PageFor
from assistant.wording import Wording


def as_text(overview: Overview, made: date, wording: Wording, reader: PageFor = "me") -> str:
    """Return what each picture says, its most important numbers, and the person's words."""
    put = Put(wording, overview.span)
    shown = tuple(put.part(f"part.{part}") for part in overview.parts)
    parts = [
        put("title", name=overview.name),
        put("span", first=str(overview.span.first), last=str(overview.span.last)),
        put(f"for_{reader}", made=str(made), parts=shown),
    ]
    if overview.is_empty:
        parts.append(put("nothing"))
    for name, said in PICTURES.items():
        sentence = put.sentence(said(overview))
        lines = [f"- {line}" for line in _lines(name, overview, put)]
        if sentence or lines:
            parts.append("\n".join((put(f"heading.{name}"), *filter(None, [sentence]), *lines)))
    if reader == "therapist":
        parts.append(put("lantern_is"))
    return "\n\n".join(parts) + "\n"


def _lines(name: str, overview: Overview, put: Put) -> Iterator[str]:
    opens, closes = put.words.variants["page.quotes"]
    match name:
        case "calendar":
            for value in overview.calendar.lived:
                yield put("lived_line", name=value.name, days=len(value.days))
        case "domains":
            for course in overview.domains.courses:
                matters, lately = f"{course.last.matters:g}", f"{course.last.lately:g}"
                yield put("domain_line", name=course.name, matters=matters, lately=lately)
        case "steps":
            for step in overview.steps:
                yield put(
                    "step_line",
                    title=step.title,
                    often=put.words.often(step.often),
                    value=step.value,
                    lately=put.part(f"lately.{step.lately}"),
                )
        case "in_the_way":
            for hindrance in overview.in_the_way.hindrances:
                yield f"{hindrance.name}: {put.some_days(hindrance.days)}"
        case "words":
            for one in overview.quotations.newest:
                told = put.part(f"words.{one.of}")
                yield f"{put.full_day(one.day)}, {told}: {opens}{one.words}{closes}"
            for decision in overview.decisions:
                yield f"{put.full_day(decision.day)}: {opens}{decision.words}{closes}"
        case "reflections":
            for one in overview.reflections:
                yield f"{put.full_day(one.day)}: {opens}{one.words}{closes}"
