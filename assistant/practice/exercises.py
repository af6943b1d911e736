"""What is told in an exercise or a review, and letters to oneself which wait for their day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from assistant.practice.event import Event


class Told(Event, frozen=True, tag="told"):
    """Something told in the person's own words; `of` is what was asked for, such as "proud"."""

    of: str
    words: str


class LetterSealed(Event, frozen=True, tag="letter_sealed"):
    """A letter to oneself, to be read on a day or at the next conversation after it.

    Its words are the dictation of the session whose id it bears.
    """

    letter: str
    deliver: str


class LetterMoved(Event, frozen=True, tag="letter_moved"):
    """A letter is to come on another day."""

    letter: str
    deliver: str


class LetterRead(Event, frozen=True, tag="letter_read"):
    """A letter was read to the person who wrote it."""

    letter: str


ExerciseNoted = Told | LetterSealed | LetterMoved | LetterRead


class Telling(msgspec.Struct):
    """What was told on a day."""

    day: str
    of: str
    words: str


class Letter(msgspec.Struct):
    """A letter to oneself: the days it was written and is to come, and whether it was read."""

    id: str
    written: str
    deliver: str
    read: bool = False


class Exercises(msgspec.Struct):
    """All that was told, and all letters, oldest first."""

    told: list[Telling] = []
    letters: list[Letter] = []

    def letters_due(self, today: date) -> list[Letter]:
        """The letters whose day has come, the one which waits longest first."""
        due = [x for x in self.letters if not x.read and x.deliver <= str(today)]
        return sorted(due, key=lambda letter: letter.deliver)


def note(exercises: Exercises, noted: ExerciseNoted, day: str) -> None:
    """Take in what was noted on `day`."""
    match noted:
        case Told(of=of, words=words):
            exercises.told.append(Telling(day, of, words))
        case LetterSealed(letter=letter, deliver=deliver):
            exercises.letters.append(Letter(letter, day, deliver))
        case LetterMoved(letter=id, deliver=deliver):
            for moved in _called(exercises.letters, id):
                moved.deliver = deliver
        case LetterRead(letter=id):
            for heard in _called(exercises.letters, id):
                heard.read = True


def _called(letters: Sequence[Letter], id: str) -> list[Letter]:
    return [letter for letter in letters if letter.id == id]
