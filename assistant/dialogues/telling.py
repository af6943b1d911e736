"""What Lantern tells when asked: one's values, how it works."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.steps import Dialogue, Say


class TellingBrief(Brief, frozen=True):
    """The values there are."""

    values: tuple[ValueBrief, ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """What can be told."""
        return cls(**moment.basics, values=values_of(moment.state))


def list_values(brief: TellingBrief) -> Dialogue:
    """Name the person's values."""
    key = "telling.values" if brief.values else "telling.no_values"
    yield Say(key, values=[value.name for value in brief.values])


def who_are_you(brief: TellingBrief) -> Dialogue:
    """What it is that speaks here, and what it is not."""
    yield Say("telling.who_are_you")


def privacy(brief: TellingBrief) -> Dialogue:
    """Where the person's words are, and who can read them."""
    yield Say("telling.privacy")


def erase_everything(brief: TellingBrief) -> Dialogue:
    """How all of it is erased: at the keyboard, where nobody misunderstands it."""
    yield Say("telling.erase_everything")


def export_journal(brief: TellingBrief) -> Dialogue:
    """How one takes everything with them."""
    yield Say("telling.export_journal")


def back_up_journal(brief: TellingBrief) -> Dialogue:
    """That there is a backup of every day, and how to make one more."""
    yield Say("telling.back_up_journal")


def check_up(brief: TellingBrief) -> Dialogue:
    """How to have everything looked over."""
    yield Say("telling.check_up")
