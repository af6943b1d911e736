"""The good-day exercise: tell of one day worth living again, and choose what to repeat."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.dialogues.what_matters import what_matters_in_it
from assistant.practice.exercises import ToldInExercise
from intents import Dictation, Freely


class ExerciseBrief(Brief, frozen=True):
    """The person's values, and whether the harder questions are left out today."""

    values: tuple[ValueBrief, ...] = ()
    gently: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        return cls(**moment.basics, values=values_of(moment.state), gently=moment.gently)


def good_day(brief: ExerciseBrief) -> Dialogue:
    """Ask for a day to live again, what was best in it, and five minutes of that this week."""
    yield Say("good_day.hello", name=brief.name)
    day = yield Ask("good_day.tell", Dictation())
    if day is None:
        day = yield Ask("good_day.an_hour_is_enough", Freely())
        if day is not None:
            yield Note(ToldInExercise("good_day", day))
    if day is None:
        yield Say("good_day.another_time")
        return
    best = yield Ask("good_day.best", Freely(good=True), words=day)
    if best:
        yield Note(ToldInExercise("good_day.best", best))
    found = yield from what_matters_in_it(brief, brief.values, "good_day", best or "")
    yield Say("good_day.goodbye", value=found.name, step=found.step)
