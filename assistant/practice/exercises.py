"""What is told in exercises and reviews, letters to oneself, and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from assistant.practice.event import Event


class ToldInExercise(Event, frozen=True, tag="told"):
    """Something told in the person's own words; `of` is what was asked for, such as "proud"."""

    of: str
    words: str


class LetterSealed(Event, frozen=True, tag="letter_sealed"):
    """A letter to oneself, to be read on a day or at the next conversation after it.

    Its words are the dictation of the session with the same id.
    """

    letter: str
    deliver: str


class LetterMoved(Event, frozen=True, tag="letter_moved"):
    """A letter is to be read on another day."""

    letter: str
    deliver: str


class LetterRead(Event, frozen=True, tag="letter_read"):
    """A letter was read to the person who wrote it."""

    letter: str


ExerciseNoted = ToldInExercise | LetterSealed | LetterMoved | LetterRead


class Telling(msgspec.Struct):
    """What was told on a day."""

    day: str
    of: str
    words: str


class Letter(msgspec.Struct):
    """A letter to oneself: the days it was written and is to be read, and whether it was read."""

    id: str
    written: str
    deliver: str
    read: bool = False


class Exercises(msgspec.Struct):
    """All that was told, and all letters, oldest first."""

    told: list[Telling] = []
    letters: list[Letter] = []

    def letters_due(self, today: date) -> list[Letter]:
        """Return the letters whose day has come, the earliest first."""
        due = [x for x in self.letters if not x.read and x.deliver <= str(today)]
        return sorted(due, key=lambda letter: letter.deliver)


def fold_exercises(exercises: Exercises, noted: ExerciseNoted, day: str) -> None:
    """Update `exercises` with what was noted on `day`."""
    match noted:
        case ToldInExercise(of=of, words=words):
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


# Decisions. --------------------------------------------------------------------------------------


class DecisionOpened(Event, frozen=True, tag="decision_opened"):
    """A decision to look at, in the person's own words."""

    decision: str
    words: str


class OptionWeighed(Event, frozen=True, tag="option_weighed"):
    """An option: the values it would serve (their ids), how that was said, and what it costs.

    A second one for the same option adds to the first. `dropped`: it was taken for an option, and
    is none.
    """

    decision: str
    option: str
    values: tuple[str, ...] = ()
    serves: str = ""
    cost: str = ""
    dropped: bool = False


class DecisionMade(Event, frozen=True, tag="decision_made"):
    """The option the person has decided for, in their words."""

    decision: str
    option: str


class DecisionLeaned(Event, frozen=True, tag="decision_leaned"):
    """The option the person would choose if the fear were smaller. It is not yet a decision."""

    decision: str
    option: str


class DecisionTried(Event, frozen=True, tag="decision_tried"):
    """A small first try that the person could take back."""

    decision: str
    words: str


DecisionNoted = DecisionOpened | OptionWeighed | DecisionLeaned | DecisionMade | DecisionTried


class Option(msgspec.Struct):
    """An option, and what was said of it."""

    name: str
    values: list[str] = []
    serves: str = ""
    cost: str = ""


class Decision(msgspec.Struct):
    """A decision, and what was said of it so far."""

    id: str
    day: str
    words: str
    options: list[Option] = []
    leaning: str = ""
    first_try: str = ""
    made: str = ""


def fold_decision(decisions: list[Decision], noted: DecisionNoted, day: str) -> None:
    """Update `decisions` with what was noted on `day`."""
    if isinstance(noted, DecisionOpened):
        decisions.append(Decision(noted.decision, day, noted.words))
        return
    decision = next((d for d in decisions if d.id == noted.decision), None)
    if decision is None:
        return
    match noted:
        case OptionWeighed(option=option, dropped=True):
            decision.options = [each for each in decision.options if each.name != option]
        case OptionWeighed():
            _weigh(decision, noted)
        case DecisionLeaned(option=option):
            decision.leaning = option
        case DecisionMade(option=option):
            decision.made = option
        case DecisionTried(words=words):
            decision.first_try = words


def _weigh(decision: Decision, noted: OptionWeighed) -> None:
    option = next((o for o in decision.options if o.name == noted.option), None)
    if option is None:
        option = Option(noted.option)
        decision.options.append(option)
    option.values = [*option.values, *(v for v in noted.values if v not in option.values)]
    option.serves = noted.serves or option.serves
    option.cost = noted.cost or option.cost
