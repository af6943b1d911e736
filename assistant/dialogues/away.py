"""Being away for some days. Goals rest meanwhile: none is asked about or counted as missed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.practice.days import AwayFrom
from intents import Date, YesNo

A_DAY = timedelta(days=1)


class AwayBrief(Brief, frozen=True):
    """The day of return, if the command named it, and whether the person is away already."""

    back: str = ""
    away_until: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state, today = moment.state, moment.today
        back = str(moment.slots.get("date", ""))
        return cls(
            **moment.basics,
            back=back if back > str(today) else "",
            away_until=state.days.away_until(today),
        )


def going_away(brief: AwayBrief) -> Dialogue:
    """Let all goals rest until the person is back."""
    if brief.back and brief.away_until and brief.back == _after(brief.away_until):
        # The person was told of it and confirmed it before.
        yield Say("away.already", day=brief.back)
        return
    if brief.back:
        right = yield Ask("away.back_then", YesNo(), day=brief.back)
        back = brief.back if right else None
        if right is False:
            back = yield Ask("away.until_when", Date())
    else:
        if brief.away_until:
            yield Say("away.already", day=_after(brief.away_until))
        back = yield Ask("away.until_when", Date())
    if back is None or back <= brief.day:
        yield Say("away.never_mind")
        return
    yield Note(AwayFrom(brief.day, _before(back)))
    yield Say("away.go_well", day=back)


def _before(day: str) -> str:
    return str(date.fromisoformat(day) - A_DAY)


def _after(day: str) -> str:
    return str(date.fromisoformat(day) + A_DAY)
