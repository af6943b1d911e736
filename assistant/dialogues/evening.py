"""The evening check-in: what was done, what was hard, one thing to be kind about, tomorrow."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Moment
from assistant.dialogues.checkin import (
    CheckInBrief,
    how_goals_went,
    name_what_was_noticed,
    welcome_back,
    what_is_known,
)
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.practice.days import DayAspect, DayTold
from assistant.practice.observations import is_brief
from assistant.practice.state import State
from assistant.practice.value_detection import is_bad_news
from intents import Freely, YesNo

MEETS_GOOD = frozenset({"toward", "kind", "tomorrow"})
"""The questions that ask for something good; their answer gets a glad acknowledgement."""


class EveningBrief(CheckInBrief, frozen=True):
    """Adds the value of the day, and its intention, which `recalled` fills in."""

    value: str = ""
    intention: str = ""

    @property
    def evening(self) -> bool:
        """True: it asks about the day itself."""
        return True

    def recalled(self, state: State) -> EveningBrief:
        """Return the brief with what the person meant to do today."""
        meant = [i.words for i in state.intentions if i.day == self.day and self.aloud]
        return msgspec.structs.replace(self, intention=meant[-1] if meant else "")

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state = moment.state
        value = state.value_named(state.day_values.get(str(moment.today), ""))
        return cls(**what_is_known(moment, evening=True), value=value)


def evening(brief: EveningBrief) -> Dialogue:
    """Run the whole check-in."""
    yield Say(f"evening.greeting.{brief.part_of_day}", name=brief.name)
    if brief.first_time:
        yield Say("evening.first_time")
    yield from welcome_back(brief)
    yield from how_goals_went(brief)
    if brief.intention:
        yield from ask_of_day(brief, "meant", words=brief.intention)
    toward = yield from ask_of_day(brief, "toward", value=brief.value)
    # Do not ask a person who answers briefly for more.
    shortly = brief.briefly or is_brief(toward)
    if not shortly:
        yield from and_what_was_hard(brief)
    kind = yield from ask_of_day(brief, "kind")
    if not brief.locked and not shortly:
        yield from name_what_was_noticed(brief)
    tomorrow = yield from ask_of_day(brief, "tomorrow")
    toward, tomorrow = (
        "" if is_bad_news(words, brief.language) else words for words in (toward, tomorrow)
    )
    yield Say("evening.summary", toward=toward, kind=kind, tomorrow=tomorrow)
    yield Say(f"evening.goodbye.{brief.part_of_day}", name=brief.name)


def and_what_was_hard(brief: EveningBrief) -> Generator[Step, Any, None]:
    """Ask for a move away from what matters and what got in the way, if they want to tell."""
    was_there = yield Ask("evening.was_there_a_move_away", YesNo(or_else="words"))
    if isinstance(was_there, dict):
        away = was_there["words"]
        yield Note(DayTold(brief.day, "away", away))
        yield Say("evening.heard.away", words=away)
    else:
        away = (yield from ask_of_day(brief, "away")) if was_there else ""
    if away:
        yield from ask_of_day(brief, "in_the_way")


def ask_of_day(brief: EveningBrief, of: DayAspect, **words: Any) -> Generator[Step, Any, str]:
    """Ask about the day, to be answered in own words. Return the words, "" if skipped."""
    said: str | None = yield Ask(
        f"evening.{of}",
        Freely(
            good=of in MEETS_GOOD,
            what_there_was=of in MEETS_GOOD,
            action=of == "tomorrow",
            thoughts=of in ("in_the_way", "away"),
        ),
        **words,
    )
    if not said:
        return ""
    yield Note(DayTold(brief.day, of, said))
    hard = of in MEETS_GOOD and is_bad_news(said, brief.language)
    yield Say(f"evening.heard_hard.{of}" if hard else f"evening.heard.{of}", words=said)
    return said
