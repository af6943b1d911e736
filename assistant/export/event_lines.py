"""Each event of the journal as lines in plain words, from the wording `event`."""

from __future__ import annotations

from typing import Any

from assistant.practice.event import Event
from assistant.practice.events import (
    Answered,
    CountrySet,
    Entry,
    GoalAdded,
    Left,
    Missed,
    RecordingAllowed,
    Reread,
    Segment,
    SessionBegan,
    SettingChanged,
    Withdrawn,
)
from assistant.practice.goals import GoalChanged, GoalReached
from assistant.practice.obstacles import ObstacleNamed
from assistant.practice.own_voice import OwnVoiceNoted
from assistant.practice.reminders import ReminderNoted, ReminderSet
from assistant.practice.schedule import Schedule
from assistant.practice.values import CardWeighed, CoreNamed
from assistant.wording import Wording

OF_ONES_OWN = "own"
"""Shown for a card or domain that the person added, because its id means nothing to a reader."""
_BY_ID = ("card", "over", "domain")


def lines_of(entry: Entry, wording: Wording) -> list[str]:
    """Return the lines of an event; none for events that only control a conversation."""
    event = entry.event
    match event:
        case SessionBegan(notes=notes):
            return [line_of(event, wording), *(f"  {line_of(note, wording)}" for note in notes)]
        case Answered(said=said, notes=notes):
            spoken = [wording.phrase("event.said", words=said)] if said else []
            return [*spoken, *(f"  {line_of(note, wording)}" for note in notes)]
        case Missed(why="told", said=said):
            return [wording.phrase("event.said", words=said)]
        case Segment() | Reread() | Withdrawn() | Left() | SettingChanged() | CountrySet():
            return [line_of(event, wording)]
        case _ if isinstance(event, ReminderNoted | OwnVoiceNoted):
            return [line_of(event, wording)]
    return []


def line_of(event: Event, wording: Wording) -> str:
    """Return an event, or what was noted in one, as a line of plain words."""
    key, words = worded(event)
    return wording.phrase(f"event.{key}", **words)


def worded(event: Event) -> tuple[str, dict[str, Any]]:
    """Return the key of an event's wording and the words to put in, most of them its fields."""
    key = str(event.__struct_config__.tag)
    words: dict[str, Any] = {name: getattr(event, name) for name in event.__struct_fields__}
    words |= {name: str(value).lower() for name, value in words.items() if isinstance(value, bool)}
    words |= {name: f"{value:g}" for name, value in words.items() if isinstance(value, float)}
    words |= {name: OF_ONES_OWN for name in _BY_ID if "." in str(words.get(name, ""))}
    match event:
        case GoalAdded(rrule=rrule, times=times, by=by):
            words["often"] = Schedule(rrule, times, by)
        case GoalChanged(rrule=str(rrule), times=times, by=by):
            words["often"] = Schedule(rrule, times, by)
        case ReminderSet(rrule=rrule, day=day, words=said):
            key = f"{key}.own" if said else key
            if not day:
                words["often"] = Schedule(rrule)
        case GoalReached(fulfilled=False):
            key = f"{key}.open"
        case ObstacleNamed(name=name, words=said) if said == name:
            words["words"] = ""
        case CoreNamed(values=values):
            words["number"] = len(values)
        case CardWeighed(stays=yes) | RecordingAllowed(allowed=yes):
            key = f"{key}.{'yes' if yes else 'no'}"
    return key, words
