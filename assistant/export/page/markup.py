"""HTML and SVG made of elements, in which every text is escaped.

A text becomes `Html` only by `element` and `join`, which escape it. So no words of the person can
become a tag, an attribute or a style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What may not stand in HTML: control characters, and halves of characters."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of all text after them; each name has its own already."""
_EMPTY = frozenset({"br", "meta"})


class Html(str):
    """A text that is HTML already."""

    __slots__ = ()


def element(tag: str, /, *inside: str | None, **attributes: str | float | None) -> Html:
    """Return an element. What is inside is escaped unless it is `Html`; None is left out.

    In names of attributes "_" stands for "-"; a "_" at the end is dropped (`class_`). An attribute
    that is None is left out, one that is "" has no value.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_plain(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    if tag in _EMPTY:
        return Html(f"<{tag}{written}>")
    return Html(f"<{tag}{written}>{join(inside)}</{tag}>")


def join(parts: Iterable[str | None], between: str = "") -> Html:
    """Return the parts one after the other, escaped unless they are `Html`."""
    return Html(between.join(p if isinstance(p, Html) else text(p) for p in parts if p is not None))


def text(words: str) -> Html:
    """Return the words escaped, with "\ufffd" for characters that may not stand in HTML.

    What would turn the direction of the text around them is left out.
    """
    return Html(escape(_TURNING.sub("", _FORBIDDEN.sub("\ufffd", words))))


def _plain(value: str | float) -> str:
    return text(value) if isinstance(value, str) else f"{value:.4g}"
