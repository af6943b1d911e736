"""What ``lantern understand`` and ``python -m intents`` do, as functions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intents.expectations import (
    Aspiration,
    Choice,
    Expectation,
    Number,
    Rating,
    Recurrence,
    Several,
    kinds,
)
from intents.language import Language
from intents.meaning import Meaning

_OF_NAME: Mapping[str, type[Expectation]] = {kind.name: kind for kind in kinds()}
NAMES = tuple(sorted(_OF_NAME))
"""What ``--expecting`` may be."""


def expectation(
    name: str | None,
    options: tuple[str, ...] = (),
    low: float | None = None,
    high: float | None = None,
) -> Expectation | None:
    """The expectation called `name`; none for no name. Raises ValueError with what to write."""
    if not name:
        return None
    kind = _OF_NAME.get(name)
    if kind is None:
        raise ValueError(f"{name} is nothing to expect; write one of {', '.join(NAMES)}")
    if kind is Choice or kind is Several:
        if not options:
            raise ValueError("a choice needs its options; write --options a,b,c")
        return kind(options)
    if kind is Rating:
        return Rating(0 if low is None else low, 10 if high is None else high)
    return Number(low, high) if kind is Number else kind()


def as_json(meaning: Meaning, expects: Expectation | None = None) -> dict[str, Any]:
    """A meaning as plain JSON, with the keys of ``lantern understand``."""
    return {
        "text": meaning.text,
        "intent": meaning.intent if meaning.kind == "command" else None,
        "score": round(meaning.score, 3),
        "slots": dict(meaning.slots),
        "value": _plain_value(meaning, expects) if meaning.kind == "answer" else None,
        "alternatives": [
            {"intent": a.intent, "score": round(a.score, 3), "phrase": a.phrase}
            for a in meaning.alternatives
        ],
    }


def _plain_value(meaning: Meaning, expects: Expectation | None) -> Any:
    value = meaning.value
    if isinstance(expects, Aspiration):
        return value["kind"]
    if isinstance(expects, Recurrence):
        # "Once a week" is just what the rule says; only other counts need a place of their own.
        return value["rrule"] if value["times"] in (None, 1) else value
    return value


def answer(language: Language, request: Mapping[str, Any]) -> dict[str, Any]:
    """One object of ``--jsonl``: text, expecting, options, min, max, now.

    Raises ValueError with what to write where the request is not understandable.
    """
    text = request.get("text")
    if not isinstance(text, str):
        raise ValueError('every line needs a text; write {"text": "..."}')
    options = request.get("options") or ()
    if not isinstance(options, (list, tuple)) or not all(isinstance(o, str) for o in options):
        raise ValueError('options must be a list of strings; write "options": ["a", "b"]')
    low, high = (_number(request, key) for key in ("min", "max"))
    expects = expectation(request.get("expecting"), tuple(options), low, high)
    now = moment(request.get("now"))
    return as_json(language.understand(text, expects, now=now), expects)


def moment(written: str | None) -> datetime | None:
    """The moment written in ISO form. Raises ValueError with what to write."""
    if not written:
        return None
    try:
        return datetime.fromisoformat(written)
    except (TypeError, ValueError):
        raise ValueError(f"{written} is no moment; write 2026-11-23T08:00") from None


def span(written: str | None) -> tuple[float | None, float | None]:
    """The range written as "0,10". Raises ValueError with what to write."""
    if not written:
        return None, None
    low, comma, high = written.partition(",")
    try:
        if comma:
            return float(low), float(high)
    except ValueError:
        pass
    raise ValueError(f"{written} is no range; write --range 0,10")


def _number(request: Mapping[str, Any], key: str) -> float | None:
    value = request.get(key)
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    raise ValueError(f'{key} must be a number; write "{key}": 0')


def explain(
    language: Language, text: str, expects: Expectation | None, now: datetime | None
) -> str:
    """What each stage did with a sentence, for people: the lines of ``--why``."""
    return "\n".join(language.why(text, expects, now=now))
