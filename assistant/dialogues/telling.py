"""Answers to questions about the person's values and about Lantern itself."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.steps import Dialogue, Say


class TellingBrief(Brief, frozen=True):
    """The person's values."""

    values: tuple[ValueBrief, ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        return cls(**moment.basics, values=values_of(moment.state))


def list_values(brief: TellingBrief) -> Dialogue:
    """Name the person's values."""
    key = "telling.values" if brief.values else "telling.no_values"
    yield Say(key, values=[value.name for value in brief.values])


def who_are_you(brief: TellingBrief) -> Dialogue:
    """Say what Lantern is and what it is not."""
    yield Say("telling.who_are_you")


def privacy(brief: TellingBrief) -> Dialogue:
    """Say where the person's words are kept and who can read them."""
    yield Say("telling.privacy")


def export_journal(brief: TellingBrief) -> Dialogue:
    """Say how to export everything."""
    yield Say("telling.export_journal")


def back_up_journal(brief: TellingBrief) -> Dialogue:
    """Say that there is a backup of every day, and how to make another."""
    yield Say("telling.back_up_journal")


def check_up(brief: TellingBrief) -> Dialogue:
    """Say how to check the installation."""
    yield Say("telling.check_up")
