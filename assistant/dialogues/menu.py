"""The menu: asks what to do. Every dialogue can be asked for here."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any, Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Begin, Dialogue, Say
from intents import Command


class MenuBrief(Brief, frozen=True):
    """Whether this is the first time; whether the wake phrase was said and answered already.

    `wish`: the intent and the slots of what was asked for before the menu began.
    """

    first_time: bool = False
    called: bool = False
    wish: Mapping[str, Any] | None = None

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        wish = moment.slots.get("wish")
        first_time = not moment.state.values and not moment.locked and wish is None
        return cls(
            **moment.basics,
            first_time=first_time,
            called=bool(moment.slots.get("called")),
            wish=wish,
        )


def menu(brief: MenuBrief) -> Dialogue:
    """Ask what to do and do it, until nothing else is wanted."""
    if brief.first_time:
        yield Begin("welcome")
    elif not brief.called:
        yield Say(f"menu.greeting.{brief.part_of_day}", name=brief.name)
    first = f"menu.what_would_you_like.{brief.part_of_day}"
    question = "menu.anything_else" if brief.first_time else first
    if brief.wish:
        yield Begin(brief.wish["intent"], brief.wish["slots"])
        question = "menu.anything_else"
    for turn in count():
        wish = yield Ask(question, Command(), about=str(turn) if turn else "")
        if wish is None:
            break
        yield Begin(wish["intent"], wish["slots"]) if isinstance(wish, dict) else Begin(wish)
        question = "menu.anything_else"
    yield Say("menu.goodbye", name=brief.name)
