"""What the events of a conversation come to: its sessions, each with its answers.

A conversation is a stack of sessions: the dialogue the person started, and on it those begun from
within it. Nothing else is kept between two utterances, so a channel may forget everything but the
id of the conversation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.conversation.replay import BEGUN, Turn
from assistant.practice.dictations import Stretch, newest, stretch_of, text_of
from assistant.practice.events import (
    Answered,
    Closed,
    CountrySet,
    Entry,
    GentleOver,
    GentleUntil,
    Left,
    Missed,
    Offered,
    ParagraphBegan,
    Paused,
    Reread,
    Resumed,
    Segment,
    SessionBegan,
    SettingChanged,
    WentBack,
    Withdrawn,
    withdrawn,
)
from assistant.practice.own_voice import OwnVoiceNoted
from assistant.practice.preferences import PaceLearned
from assistant.practice.reminders import ReminderCancelled, ReminderMet, ReminderSet

READ_BACK = "read_back"
"""The intent of a suggestion that is an answer read back: "seven, right?"."""
SCRATCH_EVERYTHING = "scratch_everything"
"""The intent of a suggestion that a whole dictation is to be taken back."""
HARDLY_HEARD = "hardly_heard"
"""Marks a suggestion whose words may have been misheard: after a "no" they answer nothing."""

Suggestion = Mapping[str, Any]
"""What the person was asked to confirm: `intent`, `phrase` (as it is read out), `said`, `slots`,
and for an answer read back its `value`."""


def is_read_back(suggestion: Suggestion | None) -> bool:
    """Whether the person was asked if this is what they answered."""
    return suggestion is not None and suggestion["intent"] == READ_BACK


@dataclass(frozen=True, slots=True)
class SessionState:
    """How far one session has come.

    `misses` counts the utterances not understood since the last answer, `misses_in_all` all of
    them, `read_backs` the answers read back since the last answer. `told` counts what was told
    beside a question, `asides` what was asked of Lantern, complained of or thought aloud. `back_to`
    is the line of the answer the person went back to. `offered` is the dialogue that was asked for
    when this session was offered again. `suggested` are the intents that were suggested.
    """

    session: str
    dialogue: str
    brief: dict[str, Any]
    began: str
    ordinal: int = 0
    channel: str = ""
    parent: str = ""
    aside: bool = False
    turns: tuple[Turn, ...] = ()
    segments: tuple[Stretch, ...] = ()
    misses: int = 0
    misses_in_all: int = 0
    read_backs: int = 0
    told: int = 0
    asides: int = 0
    suggestion: dict[str, Any] | None = None
    suggested: tuple[str, ...] = ()
    back_to: str = ""
    paused: bool = False
    offered: str = ""
    left: bool = False
    over: bool = False

    def dictated(self, ask: str, about: str) -> str:
        """The words dictated so far for a question."""
        return text_of(self.segments_of(ask, about))

    def segments_of(self, ask: str, about: str) -> tuple[Stretch, ...]:
        """The segments dictated so far for a question."""
        return tuple(s for s in self.segments if (s.ask, s.about) == (ask, about))

    def answers(self) -> tuple[Turn, ...]:
        """The turns to replay: the dictated ones carry their words."""
        return tuple(
            replace(t, value=self.dictated(t.ask, t.about)) if t.how == "dictated" else t
            for t in self.turns
        )


class Sessions:
    """The sessions of one conversation, folded from its events, one event at a time."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries: list[Entry] = []
        self._states: dict[str, SessionState] = {}
        self._refold(list(entries))

    def copy(self) -> Sessions:
        """The same sessions, to be continued apart."""
        other = Sessions()
        other.entries = list(self.entries)
        other._states = dict(self._states)
        return other

    def add(self, entry: Entry) -> None:
        """Take in the next event.

        Where it says something of earlier ones, all of them are folded again.
        """
        reaches_back = (
            bool(getattr(entry.event, "withdraws", ()))
            or isinstance(entry.event, Reread)
            or (isinstance(entry.event, Answered) and bool(entry.event.replaces))
        )
        if reaches_back:
            self._refold([*self.entries, entry])
            return
        self.entries.append(entry)
        self._fold(entry)

    def get(self, session: str) -> SessionState | None:
        """One session."""
        return self._states.get(session)

    def all(self) -> tuple[SessionState, ...]:
        """All of them, in the order they began."""
        return tuple(self._states.values())

    def stack(self, root: str) -> tuple[SessionState, ...]:
        """The open sessions, from `root` up to the one that is on."""
        chain: list[SessionState] = []
        here = self._states.get(root)
        while here is not None and not here.over:
            chain.append(here)
            above = here.session
            here = next(
                (s for s in self._states.values() if s.parent == above and not s.over), None
            )
        return tuple(chain)

    def _refold(self, entries: list[Entry]) -> None:
        self.entries = entries
        self._states = {}
        gone = withdrawn(entries)
        stand_in = _stand_ins(entries, gone)
        for entry in newest(entries):
            if entry.id in stand_in:
                self._fold(stand_in[entry.id])
            elif entry.id in gone:
                continue
            elif isinstance(entry.event, Answered) and entry.event.replaces:
                if entry.session in self._states:
                    self._states[entry.session] = _settled(self._states[entry.session])
            else:
                self._fold(entry)

    def _fold(self, entry: Entry) -> None:
        states = self._states
        if isinstance(entry.event, SessionBegan):
            began = entry.event
            states[entry.session] = SessionState(
                session=entry.session,
                dialogue=began.dialogue,
                brief=began.brief,
                began=entry.ts,
                ordinal=began.ordinal,
                channel=began.channel,
                parent=began.parent,
                aside=began.aside,
                over=began.ends,
            )
        elif entry.session in states:
            states[entry.session] = _after(states[entry.session], entry)
        else:
            return
        session = states[entry.session]
        if session.over and not session.aside and session.parent in states:
            parent = states[session.parent]
            done = Turn(session.session, BEGUN, session.dialogue, None, "begun")
            if done not in parent.turns:
                states[parent.session] = replace(parent, turns=(*parent.turns, done))


def _stand_ins(entries: Sequence[Entry], gone: set[str]) -> dict[str, Entry]:
    """Changed answers, by the id of the first answer to the question.

    A changed answer stands where the first one stood, so that the later ones still fit.
    """
    first: dict[str, str] = {}
    stand_in: dict[str, Entry] = {}
    for entry in entries:
        if isinstance(entry.event, Answered) and (old := entry.event.replaces):
            first[entry.id] = first.get(old, old)
            if entry.id not in gone:
                stand_in[first[entry.id]] = entry
    return stand_in


def _settled(session: SessionState) -> SessionState:
    """An answer came: nothing is open any more but the next question."""
    return replace(
        session, misses=0, read_backs=0, suggestion=None, back_to="", offered="", left=False
    )


def _after(session: SessionState, entry: Entry) -> SessionState:
    event = entry.event
    match event:
        case Answered():
            turn = Turn(entry.id, event.ask, event.about, event.value, event.how, event.said)
            return replace(
                _settled(session), turns=(*session.turns, turn), over=session.over or event.ends
            )
        case Segment() | ParagraphBegan():
            stretch = stretch_of(entry)
            assert stretch is not None
            return replace(
                session,
                segments=(*session.segments, stretch),
                misses=0,
                suggestion=None,
                left=False,
            )
        case Withdrawn():
            return _settled(session)
        case Missed(why="told"):
            return replace(session, suggestion=None, told=session.told + 1)
        case Missed(why="asked" | "complained" | "thinking"):
            return replace(session, suggestion=None, asides=session.asides + 1)
        case Missed(why="corrected"):
            # Reading back was Lantern's doubt; "no" answers it and counts as no miss.
            misses = max(0, session.misses - 1)
            return replace(session, suggestion=None, misses=misses, read_backs=0)
        case Missed():
            return replace(
                session,
                misses=session.misses + 1,
                misses_in_all=session.misses_in_all + 1,
                read_backs=session.read_backs + is_read_back(event.suggestion),
                suggestion=event.suggestion,
                suggested=(*session.suggested, *_intents(event.suggestion)),
            )
        case WentBack():
            return replace(session, back_to=event.to, misses=0, suggestion=None)
        case Paused():
            return replace(session, paused=True)
        case Resumed():
            return replace(_settled(session), paused=False)
        case Offered():
            return replace(
                session,
                offered=event.wanted,
                misses=0,
                suggestion=None,
                paused=False,
                left=False,
            )
        case Left():
            return replace(session, left=True, misses=0, suggestion=None, paused=False)
        case Closed():
            return replace(session, over=True)
        case (
            SettingChanged()
            | SessionBegan()
            | GentleUntil()
            | GentleOver()
            | PaceLearned()
            | CountrySet()
            | Reread()
            | ReminderSet()
            | ReminderCancelled()
            | ReminderMet()
        ):
            return session
        case _ if isinstance(event, OwnVoiceNoted):
            return session


def _intents(suggestion: Suggestion | None) -> tuple[str, ...]:
    return (str(suggestion["intent"]),) if suggestion and not is_read_back(suggestion) else ()
