"""Requests about the person's own voice, names and commands, and what their own commands mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Wish = tuple[str, dict[str, Any]]
"""An intent and its slots."""

_PLAIN = {
    "learn_voice": "learn_voice",
    "learn_word": "learn_word",
    "forget_word": "forget_voice",
    "forget_voice": "forget_voice",
    "tell_learned": "tell_learned",
}
"""The intent of each request that needs nothing but its slots."""


def wish_of(request: str, slots: Mapping[str, str]) -> Wish | None:
    """The intent of a request about the person's own voice; `None` where it is none."""
    intent = _PLAIN.get(request)
    return (intent, dict(slots)) if intent else None
