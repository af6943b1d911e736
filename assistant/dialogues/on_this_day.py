"""On this day: what was said a year or some months ago, in the recording if one was kept."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Dialogue, Say
from assistant.practice.looking_back import Then, on_this_day


class ThenBrief(Brief, frozen=True):
    """What was said then, None for nothing. `aloud`: it may be read aloud."""

    then: Then | None = None
    aloud: bool = True
    locked: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief. The dialogue only tells it, so no copy of the brief is kept."""
        then = on_this_day(moment.state, moment.today) if moment.may_read_aloud else None
        return cls(**moment.basics, then=then, aloud=moment.may_read_aloud, locked=moment.locked)


def tell_this_day(brief: ThenBrief) -> Dialogue:
    """Tell what was said then."""
    if brief.locked:
        yield Say("journal.locked")
    elif not brief.aloud:
        yield Say("journal.not_aloud")
    elif brief.then is None:
        yield Say("on_this_day.nothing")
    else:
        yield Say("on_this_day.you_said", day=brief.then.day)
        yield Say("as_it_is", words=brief.then.words, recordings=list(brief.then.recordings))
