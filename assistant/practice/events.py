"""Every event of the journal: what happened in a conversation, and what was noted in it.

`Noted` are the facts of the practice; they travel inside the `answered` line of the turn which made
them, so a turn is one line. The others are the conversation's own. An event is never changed:
`withdraws` names lines which no longer count, and the folds pass those over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from assistant.practice.days import AwayFrom, DayTold, GentlyOffered
from assistant.practice.domains import DomainNoted
from assistant.practice.event import Event
from assistant.practice.exercises import DecisionNoted, ExerciseNoted
from assistant.practice.goals import (
    GoalChanged,
    GoalDropped,
    GoalPaused,
    GoalRated,
    GoalReached,
    GoalResumed,
    GoalSaid,
    Went,
)
from assistant.practice.obstacles import ObstacleNoted
from assistant.practice.preferences import PaceLearned, Setting
from assistant.practice.reminders import ReminderNoted
from assistant.practice.values import CardNoted, ExploringNoted

# What a person told Lantern about their life. ----------------------------------------------------


class NameGiven(Event, frozen=True, tag="name_given"):
    """The name the person likes to be called by."""

    name: str


class ValueKept(Event, frozen=True, tag="value_kept"):
    """A value, in the person's own words, and what they said of it; kept again, its new name."""

    value: str
    name: str
    said: str = ""


class GoalAdded(Event, frozen=True, tag="goal_added"):
    """A goal: a step of one's own which serves a value (its id), and how often it is meant.

    `rrule` is an iCalendar rule (COUNT=1: once), `times` how often within each of its periods, `by`
    the day by which it is to be done once, `domain` the part of life it is in.
    """

    goal: str
    title: str
    value: str = ""
    rrule: str = "FREQ=DAILY;COUNT=1"
    times: int = 0
    by: str = ""
    domain: str = ""


class GoalChecked(Event, frozen=True, tag="goal_checked"):
    """How a goal went: done, partly, not yet; or that it was passed over.

    Asked on `day`: in the morning of the day before, in the evening of the day itself.
    """

    goal: str
    outcome: Went
    day: str
    evening: bool = False


class BarrierNamed(Event, frozen=True, tag="barrier_named"):
    """What got in the way of a goal, in the person's own words."""

    goal: str
    words: str


class DayValueChosen(Event, frozen=True, tag="day_value_chosen"):
    """The value the person brings to a day."""

    value: str
    day: str


class IntentionSet(Event, frozen=True, tag="intention_set"):
    """What the person means to do or be on a day, in their own words."""

    words: str
    day: str


class PromptGiven(Event, frozen=True, tag="prompt_given"):
    """A values prompt which the person took up, so that it does not come again too soon."""

    prompt: str


class RecordingAllowed(Event, frozen=True, tag="recording_allowed"):
    """Whether the sound of reflections may be kept on this machine. Asked once."""

    allowed: bool


class CountrySet(Event, frozen=True, tag="country_set"):
    """The country the person is in, as two letters (ISO 3166): for its telephone numbers."""

    country: str


Noted = (
    NameGiven
    | ValueKept
    | GoalAdded
    | GoalChecked
    | BarrierNamed
    | DayValueChosen
    | IntentionSet
    | PromptGiven
    | RecordingAllowed
    | CountrySet
    | ObstacleNoted
    | ExerciseNoted
    | DecisionNoted
    | ReminderNoted
    | GoalSaid
    | GoalRated
    | GoalChanged
    | GoalPaused
    | GoalResumed
    | GoalDropped
    | GoalReached
    | DayTold
    | AwayFrom
    | GentlyOffered
    | CardNoted
    | DomainNoted
    | ExploringNoted
)

# What happened in a conversation. ----------------------------------------------------------------


class SessionBegan(Event, frozen=True, tag="session_began"):
    """A dialogue began with this brief. `channel` is where; `parent` the session it returns to.

    `aside`: it was asked for in the middle of the parent, which takes no answer from it. `ends`: it
    only told something and is over; its brief is then left out, so that no copy of what it told
    stays behind. `notes` are what it noted before its first question, and `erases` the lines it had
    erased then: what was asked for in one sentence is on disk with the beginning.
    """

    dialogue: str
    brief: dict[str, Any]
    ordinal: int = 0
    channel: str = ""
    parent: str = ""
    aside: bool = False
    ends: bool = False
    notes: tuple[Noted, ...] = ()
    erases: tuple[str, ...] = ()


class Answered(Event, frozen=True, tag="answered"):
    """A turn: the question, its answer, and what it made noted. `ends`: it was the last one.

    `said` are the words as heard. `how`: said, skipped, or dictated (then the words are in the
    `segment` lines of the same question, and the value is null). `replaces` is the answer which
    this one stands in for, when the person went back; it and what no longer follows are withdrawn.
    `erases` are lines which it had erased for good: gone from the journal, or about to be.
    `recording` is the file of its sound, where what is said aloud is kept.
    """

    ask: str
    about: str = ""
    value: Any = None
    how: Literal["said", "skipped", "dictated"] = "said"
    said: str = ""
    notes: tuple[Noted, ...] = ()
    ends: bool = False
    replaces: str = ""
    withdraws: tuple[str, ...] = ()
    erases: tuple[str, ...] = ()
    recording: str = ""


class Segment(Event, frozen=True, tag="segment"):
    """A stretch of dictation between two pauses; `recording` is the file of its sound, if kept.

    `doubtful` are the words heard uncertainly: where each begins and ends in `text`, in characters.
    `continues`: it goes on with the sentence before it. `withdraws` are the stretches which it
    takes the place of, when a sentence in them was scratched.
    """

    ask: str
    text: str
    about: str = ""
    recording: str = ""
    seconds: float = 0.0
    doubtful: tuple[tuple[int, int], ...] = ()
    continues: bool = False
    withdraws: tuple[str, ...] = ()


class ParagraphBegan(Event, frozen=True, tag="paragraph_began"):
    """A new paragraph in a dictation."""

    ask: str
    about: str = ""


class Reread(Event, frozen=True, tag="reread"):
    """A recording read again, by a better recognizer (`by`): the newer reading of a `segment` line.

    The older one stays on its own line.
    """

    segment: str
    text: str
    by: str
    doubtful: tuple[tuple[int, int], ...] = ()
    continues: bool = False


class Withdrawn(Event, frozen=True, tag="withdrawn"):
    """Lines which no longer count: an answer undone, a sentence scratched."""

    withdraws: tuple[str, ...]


class Missed(Event, frozen=True, tag="missed"):
    """Nothing was said, or it was not understood, or only nearly: then `suggestion` is a guess.

    "told": something of the person's life, beside the question; its words are kept as said. A
    suggestion is `{"intent": …, "slots": …}` or `{"value": …}`. "corrected": what was read back to
    them was not what they had said.
    """

    ask: str
    why: Literal["silence", "unclear", "unsure", "told", "corrected"]
    about: str = ""
    said: str = ""
    suggestion: dict[str, Any] | None = None


class WentBack(Event, frozen=True, tag="went_back"):
    """The person went back to a question (the id of its answer) to hear or change it."""

    to: str


class Paused(Event, frozen=True, tag="paused"):
    """The person asked for a pause."""


class Resumed(Event, frozen=True, tag="resumed"):
    """The person came back: after a pause, another day, or from an earlier question."""


class Offered(Event, frozen=True, tag="offered"):
    """A session left earlier was offered again. `wanted` is the dialogue asked for just then."""

    wanted: str


class Left(Event, frozen=True, tag="left"):
    """The conversation ended before the dialogue did. It can be gone on with later."""

    why: Literal["stop", "silence", "end_of_input"]


class Closed(Event, frozen=True, tag="closed"):
    """A session which will not be gone on with. All that was said in it is kept.

    `over`: it came to its end without an answer, with the dialogue which it had begun.
    """

    why: Literal["declined", "too_old", "over"]


class SettingChanged(Event, frozen=True, tag="setting_changed"):
    """A setting which the person changed in conversation; see `practice.preferences`."""

    setting: Setting
    value: bool | float | str


class GentleUntil(Event, frozen=True, tag="gentle_until"):
    """Until the end of this day the heavier questions rest; the person may have asked for it."""

    day: str


JournalEvent = (
    SessionBegan
    | Answered
    | Segment
    | ParagraphBegan
    | Reread
    | Withdrawn
    | Missed
    | WentBack
    | Paused
    | Resumed
    | Offered
    | Left
    | Closed
    | SettingChanged
    | GentleUntil
    | PaceLearned
    | CountrySet
    | ReminderNoted
)
"""The events which stand on journal lines of their own."""

EVENT_TYPES: dict[str, type[Event]] = {
    str(kind.__struct_config__.tag): kind for kind in JournalEvent.__args__
}


class Entry(msgspec.Struct, frozen=True, gc=False):
    """An event with its place in the journal: the id of its line, when (ISO), in which session."""

    id: str
    ts: str
    session: str
    event: JournalEvent
    source: str = ""


def withdrawn(entries: Sequence[Entry]) -> set[str]:
    """The ids of the lines which no longer count.

    Read from the end: a withdrawal which was itself withdrawn takes nothing back, so undoing a
    changed answer brings the old one again.
    """
    ids: set[str] = set()
    for entry in reversed(entries):
        if entry.id in ids:
            continue
        match entry.event:
            case Answered(withdraws=taken) | Withdrawn(withdraws=taken) | Segment(withdraws=taken):
                ids.update(taken)
    return ids
