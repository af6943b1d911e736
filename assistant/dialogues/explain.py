"""What is asked about the practice itself: values and goals, and where to read or find help."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Dialogue, Say


class ExplainBrief(Brief, frozen=True):
    """A value of the person's own, to explain with; "" where none is known."""

    value: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """What is known when something is explained."""
        values = moment.state.values
        return cls(**moment.basics, value=values[-1].name if values else "")


def explain_difference(brief: ExplainBrief) -> Dialogue:
    """Values and goals in one minute, with examples."""
    yield Say("explain.difference")
    for example in ("connection", "health", "learning", "honesty"):
        yield Say(f"explain.example.{example}")
    yield Say("explain.your_own", value=brief.value)


def explain_help(brief: ExplainBrief) -> Dialogue:
    """Where to read more, and where to find someone to talk with; plain names only."""
    yield Say("explain.reading")
    yield Say("explain.someone_to_talk_to")
    yield Say("explain.in_danger")
