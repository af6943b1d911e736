"""The journal in plain words, an event a line, for a person who reads along."""

from __future__ import annotations

from assistant import wording
from assistant.practice import cards, decisions, domains, exercises, exploring, obstacles
from assistant.practice.cards import CardNoted
from assistant.practice.days import AwayFrom, DayTold, GentlyOffered
from assistant.practice.decisions import DecisionNoted
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
    Missed,
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
from assistant.practice.exercises import ExerciseNoted
from assistant.practice.exploring import ExploringNoted
from assistant.practice.goals import (
    GoalChanged,
    GoalDropped,
    GoalNoted,
    GoalPaused,
    GoalRated,
    GoalReached,
    GoalResumed,
    GoalSaid,
)
from assistant.practice.obstacles import ObstacleNoted
from assistant.practice.reminders import (
    ReminderCancelled,
    ReminderMet,
    ReminderNoted,
    ReminderSet,
)
from assistant.practice.schedule import Schedule


def told(entry: Entry) -> list[str]:
    """What an event tells; nothing for those which only steer a conversation."""
    match entry.event:
        case SessionBegan(dialogue=dialogue, notes=notes):
            return [f"began: {dialogue.replace('_', ' ')}", *map(_noted, notes)]
        case Answered() as answered:
            spoken = [f"said: {answered.said}"] if answered.said else []
            return spoken + [_noted(note) for note in answered.notes]
        case Segment(text=text):
            return [f"reflection: {text}"]
        case Missed(why="told", said=said):
            return [f"said: {said}"]
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
            return [_reminder_told(entry.event)]
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
        case GoalAdded(title=title, rrule=rrule, times=times, by=by):
            return f"  goal added: {title} ({_often(rrule, times, by)})"
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
            return f"  {_reminder_told(note)}"
        case _ if isinstance(note, DomainNoted):
            return f"  {domains.told(note)}"
        case _ if isinstance(note, ExploringNoted):
            return f"  {exploring.told(note)}"
        case DayTold(of=of, words=words):
            return f"  {of.replace('_', ' ')}: {words}"
        case AwayFrom(until=until):
            return f"  away until {until}"
        case GentlyOffered(what=what):
            return f"  named gently: {what}"
        case _ if isinstance(note, GoalNoted):
            return f"  goal {goal_told(note)}"
        case _:
            return f"  {told_of_areas(note)}"


def told_of_areas(note: ObstacleNoted | ExerciseNoted | DecisionNoted) -> str:
    """What was noted of an obstacle, in an exercise or of a decision, a line."""
    if isinstance(note, ObstacleNoted):
        return obstacles.told(note)
    if isinstance(note, ExerciseNoted):
        return exercises.told(note)
    return decisions.told(note)


def goal_told(note: GoalNoted) -> str:
    """What was noted of a goal, in plain words."""
    match note:
        case GoalSaid(of=of, words=words):
            return f"{of.replace('_', ' ')}: {words}"
        case GoalRated(of=of, rating=rating):
            return f"{of}: {rating:g} of 10"
        case GoalChanged():
            often = _often(note.rrule, note.times, note.by) if note.rrule is not None else ""
            return f"changed: {', '.join(filter(None, (note.title, often))) or 'what it serves'}"
        case GoalPaused(until=until):
            return f"rests until {until}" if until else "rests"
        case GoalResumed():
            return "is on again"
        case GoalDropped():
            return "let go"
        case GoalReached(fulfilled=fulfilled):
            left = ", and it left something open" if fulfilled is False else ""
            return f"done for good{left}"


def _often(rrule: str, times: int, by: str) -> str:
    return wording.load().often(Schedule(rrule, times, by))


def _reminder_told(note: ReminderNoted) -> str:
    match note:
        case ReminderSet(dialogue=dialogue, time=time, rrule=rrule, day=day):
            when = day or _often(rrule, 0, "")
            return f"reminder: {dialogue.replace('_', ' ')} at {time}, {when}"
        case ReminderCancelled():
            return "reminder cancelled"
        case ReminderMet(how=how):
            return f"reminded: {how.replace('_', ' ')}"
