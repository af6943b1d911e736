"""Answers about the practice itself: values and goals, where to read more, where to find help."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Dialogue, Say


class ExplainBrief(Brief, frozen=True):
    """One of the person's values as an example; "" if there is none."""

    value: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        values = moment.state.values
        return cls(**moment.basics, value=values[-1].name if values else "")


def explain_difference(brief: ExplainBrief) -> Dialogue:
    """Explain values and goals in one minute, with examples."""
    yield Say("explain.difference")
    for example in ("connection", "health", "learning", "honesty"):
        yield Say(f"explain.example.{example}")
    yield Say("explain.your_own", value=brief.value)


def explain_act(brief: ExplainBrief) -> Dialogue:
    """Say what ACT is, in two sentences."""
    yield Say("explain.act")


def explain_dbt(brief: ExplainBrief) -> Dialogue:
    """Say what DBT is, in two sentences."""
    yield Say("explain.dbt")


def explain_value(brief: ExplainBrief) -> Dialogue:
    """Give an example of a value."""
    yield Say("explain.a_value")


def explain_help(brief: ExplainBrief) -> Dialogue:
    """Say where to read more and where to find someone to talk with; plain names only."""
    yield Say("explain.reading")
    yield Say("explain.someone_to_talk_to")
    yield Say("explain.in_danger")
