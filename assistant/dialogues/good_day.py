"""The day worth living again: one day, told in peace, and what in it wants to come again."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.dialogues.what_matters import what_matters_in_it
from assistant.practice.exercises import Told
from intents import Dictation, Freely

A_FEW_WORDS = 12
"""So many of what was told freely are said back."""

LEANING = frozenset(
    (
        *("a", "an", "and", "as", "at", "because", "but", "by", "for", "from", "he", "i", "if"),
        *("in", "is", "it", "my", "of", "on", "or", "our", "she", "so", "that", "the", "their"),
        *("they", "to", "until", "was", "we", "were", "when", "where", "which", "who", "with"),
    )
)


def first_words(told: str) -> str:
    """The first few of many words, to say back; not ending on one which leans on the next."""
    words = told.split()
    few = words[:A_FEW_WORDS]
    while len(words) > A_FEW_WORDS and len(few) > 1 and few[-1].lower() in LEANING:
        few.pop()
    return " ".join(few)


class ExerciseBrief(Brief, frozen=True):
    """The values there are, and whether the deeper questions rest today."""

    values: tuple[ValueBrief, ...] = ()
    gently: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """What is known when an exercise begins."""
        return cls(**moment.basics, values=values_of(moment.state), gently=moment.gently)


def good_day(brief: ExerciseBrief) -> Dialogue:
    """One day to live again, what was best in it, and five minutes of that this week."""
    yield Say("good_day.hello", name=brief.name)
    day = yield Ask("good_day.tell", Dictation())
    if day is None:
        day = yield Ask("good_day.an_hour_is_enough", Freely())
        if day is not None:
            yield Note(Told("good_day", day))
    if day is None:
        yield Say("good_day.another_time")
        return
    best = yield Ask("good_day.best", Freely(good=True), words=first_words(day))
    if best:
        yield Note(Told("good_day.best", best))
    found = yield from what_matters_in_it(brief, brief.values, "good_day", best or "")
    yield Say("good_day.goodbye", value=found.name, step=found.step)
