"""Where a conversation stands: the fold of its sessions' events.

A conversation is a stack of sessions: the dialogue one started, and on it those begun from within
it. Nothing else is kept between two utterances, so a channel may forget everything but an id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.conversation.replay import BEGUN, Turn
from assistant.practice.dictated import Stretch, stretch_of, text_of
from assistant.practice.events import (
    Answered,
    Closed,
    CountrySet,
    Entry,
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
)
from assistant.practice.pace import PaceLearned
from assistant.practice.readings import newest
from assistant.practice.reminders import ReminderCancelled, ReminderMet, ReminderSet
from assistant.practice.withdrawals import withdrawn


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one session has come."""

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
    missed_in_all: int = 0
    told: int = 0
    suggestion: dict[str, Any] | None = None
    back_to: str = ""
    paused: bool = False
    offered: str = ""
    left: bool = False
    over: bool = False

    def dictated(self, ask: str, about: str) -> str:
        """The words dictated so far for a question."""
        return text_of(self.stretches(ask, about))

    def stretches(self, ask: str, about: str) -> tuple[Stretch, ...]:
        """The stretches dictated so far for a question."""
        return tuple(s for s in self.segments if (s.ask, s.about) == (ask, about))

    def answers(self) -> tuple[Turn, ...]:
        """The turns for `play`: dictated ones carry their words."""
        return tuple(
            replace(t, value=self.dictated(t.ask, t.about)) if t.how == "dictated" else t
            for t in self.turns
        )


def progress(entries: Sequence[Entry]) -> dict[str, Progress]:
    """All sessions by id, in the order they began."""
    gone = withdrawn(entries)
    stand_in = _stand_ins(entries, gone)
    sessions: dict[str, Progress] = {}
    for entry in newest(entries):
        if entry.id in stand_in:
            entry = stand_in[entry.id]
        elif entry.id in gone:
            continue
        elif isinstance(entry.event, Answered) and entry.event.replaces:
            if entry.session in sessions:
                sessions[entry.session] = _settled(sessions[entry.session])
            continue
        if isinstance(entry.event, SessionBegan):
            began = entry.event
            sessions[entry.session] = Progress(
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
        elif entry.session in sessions:
            sessions[entry.session] = _after(sessions[entry.session], entry)
        else:
            continue
        session = sessions[entry.session]
        if session.over and not session.aside and session.parent in sessions:
            parent = sessions[session.parent]
            done = Turn(session.session, BEGUN, session.dialogue, None, "begun")
            if done not in parent.turns:
                sessions[parent.session] = replace(parent, turns=(*parent.turns, done))
    return sessions


def stack(sessions: dict[str, Progress], root: str) -> tuple[Progress, ...]:
    """The open sessions from `root` up to the one which is on."""
    chain: list[Progress] = []
    here = sessions.get(root)
    while here is not None and not here.over:
        chain.append(here)
        here = next((s for s in sessions.values() if s.parent == here.session and not s.over), None)
    return tuple(chain)


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


def _settled(session: Progress) -> Progress:
    """An answer came: nothing is open any more but the next question."""
    return replace(session, misses=0, suggestion=None, back_to="", offered="", left=False)


def _after(session: Progress, entry: Entry) -> Progress:
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
        case Missed(why="corrected"):
            # The reading back was Lantern's doubt, and "no" a good answer to it.
            return replace(session, suggestion=None, misses=max(0, session.misses - 1))
        case Missed():
            return replace(
                session,
                misses=session.misses + 1,
                missed_in_all=session.missed_in_all + 1,
                suggestion=event.suggestion,
            )
        case WentBack():
            return replace(session, back_to=event.to, misses=0, suggestion=None)
        case Paused():
            return replace(session, paused=True)
        case Resumed():
            return replace(_settled(session), paused=False)
        case Offered():
            return replace(session, offered=event.wanted, misses=0, suggestion=None, paused=False)
        case Left():
            return replace(session, left=True, misses=0, suggestion=None, paused=False)
        case Closed():
            return replace(session, over=True)
        case (
            SettingChanged()
            | SessionBegan()
            | GentleUntil()
            | PaceLearned()
            | CountrySet()
            | Reread()
            | ReminderSet()
            | ReminderCancelled()
            | ReminderMet()
        ):
            return session
