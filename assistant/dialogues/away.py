"""Being away for some days. Goals and reminders rest meanwhile: none is asked about or missed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.practice.days import AwayFrom, CameBack
from intents import Date, YesNo

A_DAY = timedelta(days=1)


class AwayBrief(Brief, frozen=True):
    """The first day and the day of return, if the command named them, and absences known.

    `away_until` is the last day of the absence the person is in, `ahead` the first and the last day
    of the next one.
    """

    back: str = ""
    away_until: str = ""
    since: str = ""
    ahead: tuple[str, str] = ("", "")

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state, today = moment.state, moment.today
        back, since = (str(moment.slots.get(name, "")) for name in ("date", "since"))
        return cls(
            **moment.basics,
            back=back if back > max(str(today), since) else "",
            away_until=state.days.away_until(today),
            since=since if since > str(today) else "",
            ahead=state.days.away_ahead(today),
        )


def going_away(brief: AwayBrief) -> Dialogue:
    """Let all goals rest from today or a later day on, until the person is back."""
    if brief.back and brief.away_until and brief.back == _after(brief.away_until):
        # The person was told of it and confirmed it before.
        yield Say("away.already", day=brief.back)
        return
    # Another day of return, said before one has left, is meant for the absence that was planned.
    moved = brief.back and not brief.since and not brief.away_until and brief.back > brief.ahead[0]
    since = brief.ahead[0] if brief.ahead[0] and moved else brief.since
    if brief.back:
        question = "away.back_then.later" if since else "away.back_then"
        right = yield Ask(question, YesNo(), day=brief.back, since=since)
        back = brief.back if right else None
        if right is False:
            back = yield Ask("away.until_when", Date())
    else:
        if brief.away_until and not since:
            yield Say("away.already", day=_after(brief.away_until))
        back = yield Ask("away.until_when", Date())
    first = since or brief.day
    if back is None or back <= first:
        yield Say("away.never_mind")
        return
    yield Note(AwayFrom(first, _before(back)))
    yield Say("away.go_well.later" if since else "away.go_well", day=back, since=since)


def back_again(brief: AwayBrief) -> Dialogue:
    """End an absence today; or drop the one that was planned, after a yes."""
    if brief.away_until:
        yield Note(CameBack(brief.day))
        yield Say("away.welcome_back", name=brief.name)
        return
    first, last = brief.ahead
    if not first:
        yield Say("away.not_away")
        return
    dropped = yield Ask("away.not_going", YesNo(), since=first, day=_after(last))
    if dropped:
        yield Note(CameBack(first))
    yield Say("away.stays" if dropped else "away.never_mind")


def _before(day: str) -> str:
    return str(date.fromisoformat(day) - A_DAY)


def _after(day: str) -> str:
    return str(date.fromisoformat(day) + A_DAY)
