"""The kind of answer that a question wants, as the marked-up utterances name it."""

from __future__ import annotations

from collections.abc import Mapping

from intents.expectations import (
    Choice,
    Date,
    Dictation,
    Duration,
    Expectation,
    Importance,
    Invitation,
    Number,
    Open,
    Outcome,
    Rating,
    Recurrence,
    Several,
    Time,
    YesNo,
)

_OF_TYPE: Mapping[type[Expectation], str] = {
    Rating: "rating",
    Number: "rating",
    Time: "time",
    Duration: "time",
    Date: "day",
    Invitation: "yesno",
    Recurrence: "rhythm",
    Choice: "choice",
    Several: "choice",
    Importance: "card",
    Outcome: "outcome",
    Dictation: "reflection",
}


def wanted(expects: Expectation | None) -> str:
    """The kind of answer: "value", "step", "yesno" …; "menu" where nothing was asked."""
    if isinstance(expects, YesNo):
        return "yesno_step" if expects.or_else == "step" else "yesno"
    if isinstance(expects, Open):
        return _open(expects)
    return "menu" if expects is None else _OF_TYPE.get(type(expects), "menu")


def _open(expects: Open) -> str:
    if expects.action:
        return "step"
    if expects.names or expects.name == "goal":
        return "value"
    if getattr(expects, "hope", False):
        return "intention"
    thoughts = getattr(expects, "thoughts", False)
    return "obstacle" if thoughts or expects.what_there_was else "words"
