"""Every event of the journal: what happened in a conversation, and what was noted in it.

`Noted` are the facts of the practice. They are kept in the `answered` line of the turn that made
them, so a turn is one line. The others belong to the conversation. An event is never changed:
`withdraws` names lines that no longer count, and the folds skip those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from assistant.practice.days import AwayFrom, CameBack, DayTold, GentlyOffered
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
from assistant.practice.own_voice import OwnVoiceNoted
from assistant.practice.pages import PageNoted
from assistant.practice.preferences import PaceLearned, Setting
from assistant.practice.reminders import ReminderNoted
from assistant.practice.rests import RestAsked, RestEnded
from assistant.practice.threads import ThreadKept, ThreadMet
from assistant.practice.values import CardNoted, ExploringNoted, ValueDropped, ValueMerged

# What a person told Lantern about their life. ----------------------------------------------------


class NameGiven(Event, frozen=True, tag="name_given"):
    """The name the person wants to be called by."""

    name: str


class ValueKept(Event, frozen=True, tag="value_kept"):
    """A value in the person's own words, and what they said of it. A second one renames it."""

    value: str
    name: str
    said: str = ""


class GoalAdded(Event, frozen=True, tag="goal_added"):
    """A goal: a step that serves a value (its id), and its schedule.

    `rrule` is an iCalendar rule (COUNT=1: once), `times` how often within each of its periods, `by`
    the day by which it is to be done once, `domain` its life domain.
    """

    goal: str
    title: str
    value: str = ""
    rrule: str = "FREQ=DAILY;COUNT=1"
    times: int = 0
    by: str = ""
    domain: str = ""


class GoalChecked(Event, frozen=True, tag="goal_checked"):
    """How a goal went, or that the question was skipped.

    Asked on `day`: in the morning about the day before, in the evening about the day itself, or
    about an earlier day, which is then named in `about`. `corrects`: what was kept for that day
    before was wrong, and this stands in its place.
    """

    goal: str
    outcome: Went
    day: str
    evening: bool = False
    about: str = ""
    corrects: bool = False


class BarrierNamed(Event, frozen=True, tag="barrier_named"):
    """What got in the way of a goal, in the person's own words."""

    goal: str
    words: str


class DayValueChosen(Event, frozen=True, tag="day_value_chosen"):
    """The value the person chose for a day."""

    value: str
    day: str


class IntentionSet(Event, frozen=True, tag="intention_set"):
    """What the person means to do or be on a day, in their own words."""

    words: str
    day: str


class IntentionDropped(Event, frozen=True, tag="intention_dropped"):
    """What was noted as the intention of a day was none."""

    day: str


class PromptGiven(Event, frozen=True, tag="prompt_given"):
    """A values prompt that the person took. It is noted so that it is not repeated too soon."""

    prompt: str


class RecordingAllowed(Event, frozen=True, tag="recording_allowed"):
    """Whether recordings of reflections may be kept on this machine. Asked once."""

    allowed: bool


class CountrySet(Event, frozen=True, tag="country_set"):
    """The country the person is in (two letters, ISO 3166), for its telephone numbers."""

    country: str


class SettingChanged(Event, frozen=True, tag="setting_changed"):
    """A setting that the person changed in conversation; see `practice.preferences`."""

    setting: Setting
    value: bool | float | str


Noted = (
    NameGiven
    | ValueKept
    | GoalAdded
    | GoalChecked
    | BarrierNamed
    | DayValueChosen
    | IntentionSet
    | IntentionDropped
    | ValueDropped
    | ValueMerged
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
    | CameBack
    | GentlyOffered
    | CardNoted
    | DomainNoted
    | ExploringNoted
    | RestAsked
    | RestEnded
    | ThreadKept
    | ThreadMet
    | PageNoted
    | OwnVoiceNoted
    | SettingChanged
)

# What happened in a conversation. ----------------------------------------------------------------


class SessionBegan(Event, frozen=True, tag="session_began"):
    """A dialogue began with this brief, in this `channel`; `parent` is the session it returns to.

    `aside`: it was asked for in the middle of the parent, which takes no answer from it. `ends`: it
    only told something and is over; its brief is left out, so that no copy of what it told is kept.
    `notes` are what it noted before its first question, `erases` the lines it had erased by then,
    so that what one sentence asked for is written in one line.
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
    """A turn: the question, its answer, and what was noted. `ends`: it was the last turn.

    `said` are the words as heard. `how`: said, skipped, or dictated (then the words are in the
    `segment` lines of the same question, and the value is null). `replaces` is the answer that this
    one replaces, if the person went back; that answer and what no longer follows are withdrawn.
    `erases` are lines to erase for good: erased from the journal, or about to be.
    `recording` is the file of its sound, if recordings are kept.
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
    """A segment of dictation between two pauses; `recording` is the file of its sound, if kept.

    `doubtful` are the words heard uncertainly: where each begins and ends in `text`, in characters.
    `continues`: it goes on with the sentence before it. `withdraws` are the segments that it
    replaces when a sentence in them was deleted. `notes` are what it tells besides (a thread).
    """

    ask: str
    text: str
    about: str = ""
    recording: str = ""
    seconds: float = 0.0
    doubtful: tuple[tuple[int, int], ...] = ()
    continues: bool = False
    withdraws: tuple[str, ...] = ()
    notes: tuple[Noted, ...] = ()


class ParagraphBegan(Event, frozen=True, tag="paragraph_began"):
    """A new paragraph in a dictation."""

    ask: str
    about: str = ""


class Reread(Event, frozen=True, tag="reread"):
    """A newer reading of the recording of a `segment` line, by another recognizer (`by`).

    The older reading stays on its own line.
    """

    segment: str
    text: str
    by: str
    doubtful: tuple[tuple[int, int], ...] = ()
    continues: bool = False


class Withdrawn(Event, frozen=True, tag="withdrawn"):
    """Lines that no longer count: an answer undone, a sentence deleted."""

    withdraws: tuple[str, ...]


class Missed(Event, frozen=True, tag="missed"):
    """Nothing was said, or it was not understood, or not surely: then `suggestion` is a guess.

    "told": something that does not answer the question; its words are kept as said. A
    suggestion is `{"intent": …, "slots": …}` or `{"value": …}`. "corrected": what was read back to
    them was not what they had said. "asked": they asked Lantern something. "complained": about
    Lantern. "thinking": they think aloud. `notes` are what it tells besides (a thread).
    """

    ask: str
    why: Literal[
        "silence", "unclear", "unsure", "told", "corrected", "asked", "complained", "thinking"
    ]
    about: str = ""
    said: str = ""
    suggestion: dict[str, Any] | None = None
    notes: tuple[Noted, ...] = ()


class WentBack(Event, frozen=True, tag="went_back"):
    """The person went back to a question (the id of its answer) to hear or change it."""

    to: str


class Paused(Event, frozen=True, tag="paused"):
    """The person asked for a pause."""


class Resumed(Event, frozen=True, tag="resumed"):
    """The person came back: after a pause, on another day, or from an earlier question."""


class Offered(Event, frozen=True, tag="offered"):
    """A session left earlier was offered again. `wanted` is the dialogue asked for just then."""

    wanted: str


class Left(Event, frozen=True, tag="left"):
    """The conversation ended before the dialogue did. It can be resumed later."""

    why: Literal["stop", "silence", "end_of_input"]


class Closed(Event, frozen=True, tag="closed"):
    """A session that will not be resumed. All that was said in it is kept.

    `over`: it ended without an answer of its own, together with a dialogue that it had begun.
    """

    why: Literal["declined", "too_old", "over"]


class GentleUntil(Event, frozen=True, tag="gentle_until"):
    """The harder questions are left out to the end of this day; maybe the person asked for it."""

    day: str


class GentleOver(Event, frozen=True, tag="gentle_over"):
    """The person wants to be asked as usual again, though the days were to go gently."""


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
    | GentleOver
    | PaceLearned
    | CountrySet
    | ReminderNoted
    | OwnVoiceNoted
)
"""The events that have journal lines of their own."""

EVENT_TYPES: dict[str, type[Event]] = {
    str(kind.__struct_config__.tag): kind for kind in JournalEvent.__args__
}


class Entry(msgspec.Struct, frozen=True, gc=False):
    """An event with the id of its journal line, its time (ISO) and its session."""

    id: str
    ts: str
    session: str
    event: JournalEvent
    source: str = ""


def withdrawn(entries: Sequence[Entry]) -> set[str]:
    """Return the ids of the lines that no longer count.

    Entries are read from the end: a withdrawal that was itself withdrawn has no effect, so undoing
    a changed answer restores the old one.
    """
    ids: set[str] = set()
    for entry in reversed(entries):
        if entry.id in ids:
            continue
        match entry.event:
            case Answered(withdraws=taken) | Withdrawn(withdraws=taken) | Segment(withdraws=taken):
                ids.update(taken)
    return ids
