"""A letter to oneself: spoken now, and read on the day the person chose, if they like it then."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

import msgspec

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.practice.events import RecordingAllowed
from assistant.practice.exercises import (
    Letter,
    LetterMoved,
    LetterRead,
    LetterSealed,
    ToldInExercise,
)
from assistant.practice.state import State
from intents import Date, Dictation, Freely, YesNo

A_MONTH = timedelta(days=30)
A_WEEK = timedelta(days=7)
A_WORD_OR_TWO = 2
"""After a letter of no more words than this, more of it is asked for once."""
NO_LETTER_BEFORE = frozenset({"stuck", "grounding", "just_listen", "letter", "erase_last"})
"""A person who asks for one of these needs it now; the letter comes with the next conversation."""


class LetterBrief(Brief, frozen=True):
    """Whether to ask if the sound may be kept."""

    ask_to_record: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """What is known when a letter is begun."""
        ask = moment.can_record and moment.state.recording_allowed is None
        return cls(**moment.basics, ask_to_record=ask)


def letter(brief: LetterBrief) -> Dialogue:
    """Choose the day, speak the letter, and have it sealed."""
    yield Say("letter.hello", name=brief.name)
    if brief.ask_to_record:
        allowed = yield Ask("letter.may_i_record", YesNo())
        if allowed is not None:
            yield Note(RecordingAllowed(bool(allowed)))
            yield Say("reflect.will_record" if allowed else "reflect.will_not_record")
    day = yield Ask("letter.when", Date())
    if day is not None and day <= brief.day:
        day = yield Ask("letter.a_day_to_come", Date())
    if day is None or day <= brief.day:
        day = str(date.fromisoformat(brief.day) + A_MONTH)
        yield Say("letter.in_a_month", day=day)
    words = yield Ask("letter.write", Dictation(), day=day)
    if words is None:
        yield Say("letter.not_written")
        return
    if len(words.split()) <= A_WORD_OR_TWO:
        yield Ask("letter.a_little_more", Dictation(), words=words)
    yield Note(LetterSealed(brief.session, day))
    yield Say("letter.sealed", day=day)


class ArrivedBrief(Brief, frozen=True):
    """The letter which is due and the day it was written; its words are recalled, never copied."""

    letter: str = ""
    written: str = ""
    words: str = ""
    recordings: tuple[str, ...] = ()

    def recalled(self, state: State) -> Self:
        """With the words, which may have been erased since."""
        said = [r for r in state.reflections if r.session == self.letter]
        words = said[0].words if said else ""
        for more in said[1:]:
            words = f"{words.rstrip(' .')}. {more.words[:1].upper()}{more.words[1:]}"
        recordings = tuple(name for part in said for name in part.recordings)
        return msgspec.structs.replace(self, words=words, recordings=recordings) if said else self

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """The letter which waits longest."""
        due = letter_due(moment.state, moment.today)
        return cls(
            **moment.basics,
            letter=due.id if due else "",
            written=due.written if due else "",
        )


def letter_due(state: State, today: date) -> Letter | None:
    """The letter which waits longest, of those whose day has come and whose words are there."""
    there = {reflection.session for reflection in state.reflections}
    due = state.exercises.letters_due(today)
    return next((letter for letter in due if letter.id in there), None)


def letter_arrived(brief: ArrivedBrief) -> Dialogue:
    """Say that a letter is here, read it where that is wished, and ask what stays of it."""
    if not brief.words:  # erased since
        yield Say("letter.none_here")
        return
    wanted = yield Ask("letter.shall_i_read_it", YesNo(), day=brief.written)
    if not wanted:
        day = yield Ask("letter.when_then", Date())
        if day is None or day <= brief.day:
            day = str(date.fromisoformat(brief.day) + A_WEEK)
        yield Note(LetterMoved(brief.letter, day))
        yield Say("letter.comes_again", day=day)
        return
    yield Note(LetterRead(brief.letter))
    yield Say("letter.it_begins", day=brief.written)
    yield Say("as_it_is", words=brief.words, recordings=list(brief.recordings))
    stays = yield Ask("letter.what_stays", Freely())
    if stays:
        yield Note(ToldInExercise("letter.what_stays", stays))
        yield Say("letter.may_it_stay", words=stays)
    else:
        yield Say("letter.was_the_letter")
