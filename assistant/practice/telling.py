"""The journal in plain words, an event a line, for a person who reads along."""

from __future__ import annotations

from assistant.practice import cards, domains, reminders
from assistant.practice.cards import CardNoted
from assistant.practice.domains import DomainNoted
from assistant.practice.events import (
    Answered,
    BarrierNamed,
    CountrySet,
    DayValueChosen,
    Entry,
    GoalAdded,
    GoalChecked,
    IntentionSet,
    Left,
    NameGiven,
    Noted,
    PromptGiven,
    RecordingAllowed,
    Reread,
    Segment,
    SessionBegan,
    SettingChanged,
    ValueKept,
    Withdrawn,
)
from assistant.practice.reminders import ReminderNoted
from assistant.practice.schedule import once


def told(entry: Entry) -> list[str]:
    """What an event tells; nothing for those which only steer a conversation."""
    match entry.event:
        case SessionBegan(dialogue=dialogue):
            return [f"began: {dialogue.replace('_', ' ')}"]
        case Answered() as answered:
            spoken = [f"said: {answered.said}"] if answered.said else []
            return spoken + [_noted(note) for note in answered.notes]
        case Segment(text=text):
            return [f"reflection: {text}"]
        case Reread(text=text, by=by):
            return [f"read again ({by}): {text}"]
        case Withdrawn():
            return ["took back the last answer"]
        case Left(why=why):
            return [f"left off ({why.replace('_', ' ')})"]
        case SettingChanged(setting=setting, value=value):
            return [f"{setting}: {_plainly(value)}"]
        case CountrySet() as country:
            return [_noted(country).strip()]
        case _ if isinstance(entry.event, ReminderNoted):
            return [reminders.told(entry.event)]
    return []


def _plainly(value: bool | float | str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.replace("_", " ") if isinstance(value, str) else f"{value:g}"


def _noted(note: Noted) -> str:
    match note:
        case NameGiven(name=name):
            return f"  name: {name}"
        case ValueKept(name=name):
            return f"  value kept: {name}"
        case GoalAdded(title=title, rrule=rrule):
            return f"  goal added: {title} ({'once' if once(rrule) else rrule})"
        case GoalChecked(outcome=outcome):
            return f"  goal checked: {outcome.replace('_', ' ')}"
        case BarrierNamed(words=words):
            return f"  in the way: {words}"
        case DayValueChosen():
            return "  value for today chosen"
        case IntentionSet(words=words):
            return f"  intention: {words}"
        case PromptGiven(prompt=prompt):
            return f"  prompt: {prompt}"
        case RecordingAllowed(allowed=allowed):
            return f"  recordings: {'kept' if allowed else 'not kept'}"
        case CountrySet(country=country):
            return f"  country: {country}"
        case _ if isinstance(note, CardNoted):
            return f"  {cards.told(note)}"
        case _ if isinstance(note, ReminderNoted):
            return f"  {reminders.told(note)}"
        case _ if isinstance(note, DomainNoted):
            return f"  {domains.told(note)}"
