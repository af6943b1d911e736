"""Cards to print and pin to a wall: the person's core values, and one if-then plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from assistant.export.page.document import page
from assistant.export.page.markup import Html, element
from assistant.formatting.capitals import first
from assistant.practice.state import State

_WIDTH = 48


@dataclass(frozen=True, slots=True)
class CardLine:
    """A value, and what living it looks like in the person's own words; "" if not said."""

    name: str
    lived: str = ""


@dataclass(frozen=True, slots=True)
class ValuesCard:
    """The core values, the most important first, and the day they were named."""

    lines: tuple[CardLine, ...]
    name: str = ""
    day: date | None = None


def values_card(state: State) -> ValuesCard | None:
    """Return the card, with all values if none were named core; None if there are no values."""
    core = state.cards.core
    known = {value.id: value.name for value in state.values}
    ids = [id for id in core if id in known] or list(known)[:5]
    if not ids:
        return None
    lines = tuple(CardLine(known[id], state.cards.lived.get(id, "")) for id in ids)
    day = date.fromisoformat(state.cards.core_day) if core and state.cards.core_day else None
    return ValuesCard(lines, state.name, day)


def as_text(card: ValuesCard, title: str, day: str) -> str:
    """Return the card as text in a frame, to cut out; `day` is the day in words."""
    rows: list[str] = ["", title, ""]
    for place, line in enumerate(card.lines, 1):
        rows.append(f"{place}. {line.name[:1].upper()}{line.name[1:]}")
        rows += [f"   {row}" for row in wrap(line.lived, _WIDTH - 3)]
        rows.append("")
    rows += [day, ""] if day else []
    edge = f"+{'-' * (_WIDTH + 4)}+"
    return "\n".join([edge, *(f"|  {row:<{_WIDTH}}  |" for row in rows), edge, ""])


def as_html(card: ValuesCard, title: str, day: str, language: str) -> str:
    """Return the card as one HTML file without external parts, to pin to a wall."""
    items = [
        element(
            "li",
            element("bdi", element("strong", first(line.name))),
            element("p", element("bdi", line.lived)) if line.lived else None,
        )
        for line in card.lines
    ]
    return pinned(title, element("ol", *items), day, language)


def plan_as_html(plan: str, title: str, about: str, language: str) -> str:
    """Return the card of one if-then plan; `about` says what it is for."""
    inside = element("blockquote", element("bdi", first(plan)))
    return pinned(title, inside, first(about), language)


def pinned(title: str, inside: Html, below: str, language: str) -> str:
    """Return a card with a title, something beneath it, and a line at its foot."""
    card = element(
        "main",
        element("h1", element("bdi", title)),
        inside,
        element("p", element("bdi", below), class_="below") if below else None,
        class_="card",
    )
    return page(title, language, card, "card.css")
