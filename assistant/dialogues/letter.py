"""Letters: to oneself, read on a chosen day, if the person then agrees; or to anybody else.

A letter to somebody else, living or dead, is said and kept, and delivered to no one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Self

import msgspec

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.choosing import choose
from assistant.dialogues.hearing import heard
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.formatting.core import without_asides
from assistant.formatting.gist import gist
from assistant.formatting.rephrasing import addressee, is_oneself
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

READ, KEEP, LET_GO = "read", "keep", "let_go"
"""What can be done with a letter that is not delivered."""
NO_LETTER = "no_letter"
"""The intent that says that no letter is meant."""
TO_ANOTHER = ("letter_to",)
"""The intents that tell, where its day is asked for, that a letter is not to oneself."""
A_MONTH = timedelta(days=30)
A_WEEK = timedelta(days=7)
A_FEW_WORDS = 4
"""Whom a letter is to has no more words than this, where it is said back."""
A_WORD_OR_TWO = 2
"""After a letter of at most this many words, ask once for more."""
NO_LETTER_BEFORE = frozenset({"stuck", "grounding", "just_listen", "letter", "erase_last"})
"""Dialogues that are not delayed by a letter; it is offered in the next conversation."""


class LetterBrief(Brief, frozen=True):
    """Whether to ask if the sound may be kept; to whom the letter is, where that was said."""

    ask_to_record: bool = False
    whom: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        ask = moment.can_record and moment.state.recording_allowed is None
        whom = str(moment.slots.get("whom", ""))
        return cls(**moment.basics, ask_to_record=ask, whom=whom)


def letter(brief: LetterBrief) -> Dialogue:
    """Ask to whom the letter is; take it, and keep it until its day or let it be said."""
    whom = brief.whom
    if not whom:
        said = yield Ask("letter.to_whom", Freely(), also=(NO_LETTER,), name=brief.name)
        if isinstance(said, Mapping):
            yield Say("letter.not_written")
            return
        whom = said or ""
    if brief.ask_to_record:
        allowed = yield Ask("letter.may_i_record", YesNo())
        if allowed is not None:
            yield Note(RecordingAllowed(bool(allowed)))
            yield Say("reflect.will_record" if allowed else "reflect.will_not_record")
    if whom and not is_oneself(whom, brief.language):
        yield from to_another(brief, whom)
    else:
        yield from to_oneself(brief)


def to_oneself(brief: LetterBrief) -> Dialogue:
    """Ask for the day, take the letter, and keep it until then."""
    yield Say("letter.hello", name=brief.name)
    day = yield Ask("letter.when", Date(), also=TO_ANOTHER)
    if isinstance(day, str) and day <= brief.day:
        day = yield Ask("letter.a_day_to_come", Date(), also=TO_ANOTHER)
    if isinstance(day, Mapping):
        # It is to somebody else after all, or to nobody.
        yield from to_another(brief, day.get("slots", {}).get("whom", ""))
        return
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


def to_another(brief: LetterBrief, whom: str) -> Dialogue:
    """Take a letter to somebody, living or dead, or to nobody. It is delivered to no one."""
    name = without_asides(addressee(whom, brief.language), brief.language)
    if len(name.split()) > A_FEW_WORDS:
        name = addressee(gist(whom, brief.language), brief.language)
    if whom:
        yield Note(ToldInExercise("letter.to", whom))
    words = yield Ask("letter.write_to", Dictation(), whom=name)
    if words is None:
        yield Say("letter.not_written")
        return
    wish = yield from choose("letter.what_now", {}, fixed=(READ, KEEP, LET_GO), named="letter")
    if wish == READ:
        yield Say("letter.your_words")
        yield Say("as_it_is", words=words)
    yield Say("letter.let_go" if wish == LET_GO else "letter.kept_unsent", whom=name)


class LetterAgainBrief(Brief, frozen=True):
    """The last letter: the line that holds it, its day, and the day it is sealed until, if it is.

    `quoting` fills in its words, which only the journal keeps.
    """

    line: str = ""
    written: str = ""
    sealed: str = ""
    aloud: bool = True
    locked: bool = False
    words: str = ""

    def quoting(self, words_in: Callable[[str], str]) -> LetterAgainBrief:
        """Return the brief with the words."""
        return msgspec.structs.replace(self, words=words_in(self.line) if self.line else "")

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of the letter that was said last."""
        last = None if moment.locked else moment.last("letter")
        said = (r for r in moment.state.reflections if last and last.line in r.lines)
        session = next((r.session for r in said), "")
        sealed = (
            one.deliver
            for one in moment.state.exercises.letters
            if one.id == session and not one.read and one.deliver > str(moment.today)
        )
        return cls(
            **moment.basics,
            line=last.line if last else "",
            written=last.day if last else "",
            sealed=next(sealed, ""),
            aloud=moment.may_read_aloud,
            locked=moment.locked,
        )


def read_letter(brief: LetterAgainBrief) -> Dialogue:
    """Read the last letter aloud; one that is sealed only after a yes."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.words:
        yield Say("letter.none_to_read")
        return
    if not brief.aloud:
        yield Say("journal.not_aloud")
        return
    if brief.sealed and not (yield Ask("letter.read_it_now", YesNo(), day=brief.sealed)):
        yield Say("letter.stays_sealed", day=brief.sealed)
        return
    yield Say("letter.it_begins", day=brief.written)
    yield Say("as_it_is", words=brief.words)


class ArrivedBrief(Brief, frozen=True):
    """The letter that is due and the day it was written. `recalled` fills in its words."""

    letter: str = ""
    written: str = ""
    words: str = ""
    recordings: tuple[str, ...] = ()

    def recalled(self, state: State) -> Self:
        """Return the brief with the words, which may have been erased since."""
        said = [r for r in state.reflections if r.session == self.letter]
        words = said[0].words if said else ""
        for more in said[1:]:
            words = f"{words.rstrip(' .')}. {more.words[:1].upper()}{more.words[1:]}"
        recordings = tuple(name for part in said for name in part.recordings)
        return msgspec.structs.replace(self, words=words, recordings=recordings) if said else self

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of the letter that has been due for longest."""
        due = letter_due(moment.state, moment.today)
        return cls(
            **moment.basics,
            letter=due.id if due else "",
            written=due.written if due else "",
        )


def letter_due(state: State, today: date) -> Letter | None:
    """Return the letter due for longest whose words are still there; None if there is none."""
    there = {reflection.session for reflection in state.reflections}
    due = state.exercises.letters_due(today)
    return next((letter for letter in due if letter.id in there), None)


def letter_arrived(brief: ArrivedBrief) -> Dialogue:
    """Say that a letter is due, read it if wanted, and ask what the person takes from it."""
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
        yield heard("letter.may_it_stay", stays, brief.language)
    else:
        yield Say("letter.was_the_letter")
