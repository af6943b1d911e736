"""A card with the person's core values, to print and carry along, as text or HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import wrap

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
    """Return the card as one HTML file without external parts."""
    items = "\n".join(
        f"<li><strong>{escape(line.name[:1].upper() + line.name[1:])}</strong>"
        f"{f'<br>{escape(line.lived)}' if line.lived else ''}</li>"
        for line in card.lines
    )
    return f"""<!DOCTYPE html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<style>
body {{ font: 12pt/1.4 Georgia, serif; color: #222; background: #fff; }}
main {{ width: 9cm; margin: 1cm auto; padding: 0.6cm 0.8cm; border: 1px solid #888;
  border-radius: 0.3cm; }}
h1 {{ font-size: 14pt; margin: 0 0 0.3cm; }}
li {{ margin-bottom: 0.2cm; }}
p {{ color: #666; font-size: 10pt; margin: 0.3cm 0 0; }}
@media print {{ main {{ margin: 0; }} }}
</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<ol>
{items}
</ol>
{f"<p>{escape(day)}</p>" if day else ""}
</main>
</body>
</html>
"""
