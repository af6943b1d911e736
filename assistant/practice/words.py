"""For searching: the person's own words in an event, and the value or goal it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from assistant.practice.days import DayTold
from assistant.practice.domains import ClosestMoment, DomainAdded, DomainExample, DomainValued
from assistant.practice.events import (
    Answered,
    BarrierNamed,
    DayValueChosen,
    Entry,
    GoalAdded,
    GoalChecked,
    IntentionSet,
    Missed,
    NameGiven,
    Noted,
    Segment,
    SessionBegan,
    ValueKept,
)
from assistant.practice.exercises import (
    DecisionLeaned,
    DecisionMade,
    DecisionOpened,
    DecisionTried,
    OptionWeighed,
    ToldInExercise,
)
from assistant.practice.goals import GoalChanged, GoalNoted, GoalSaid
from assistant.practice.obstacles import ObstacleNamed, WayOnTaken
from assistant.practice.own_voice import (
    NameLearned,
    OwnCommandTaught,
    OwnVoiceNoted,
    TakeKept,
    WordForgotten,
)
from assistant.practice.reminders import ReminderSet
from assistant.practice.rests import RestAsked, RestEnded
from assistant.practice.state import State
from assistant.practice.threads import ThreadKept
from assistant.practice.values import CardAdded, CoreNamed, OwnChoice, ShouldMet, ValueLived


def words_of(entry: Entry) -> str:
    """Return what the person said in an event, each once; "" for events without own words."""
    match entry.event:
        case Segment(text=text):
            return text
        case Answered() as answered:
            told = answered.notes or _tells(answered.value)
            said = answered.said if told else ""
            for words in (words for note in answered.notes for words in _words(note)):
                if words.casefold() not in said.casefold():
                    said = f"{said}; {words}" if said else words
            return said
        case SessionBegan(notes=notes):
            return "; ".join(dict.fromkeys(w for note in notes for w in _words(note) if w))
        case Missed(why="told", said=said):
            return said
        case event if isinstance(event, OwnVoiceNoted):
            return "; ".join(dict.fromkeys(filter(None, _words(event))))
    return ""


def name_in(entry: Entry) -> tuple[str, str]:
    """Return what an answer created ("goal" or "value") and its name; twice "" if nothing."""
    if isinstance(entry.event, Answered | SessionBegan):
        for note in entry.event.notes:
            match note:
                case GoalAdded(title=name):
                    return "goal", name
                case ValueKept(name=name):
                    return "value", name
    return "", ""


def names_in(entry: Entry) -> set[str]:
    """Return what was named in an event: the person, goals and values."""
    if not isinstance(entry.event, Answered | SessionBegan):
        return set()
    found: set[str | None] = set()
    for note in entry.event.notes:
        match note:
            case GoalAdded(title=name) | GoalChanged(title=name):
                found.add(name)
            case ValueKept(name=name) | NameGiven(name=name):
                found.add(name)
    return {name for name in found if name}


def parts_of(entry: Entry) -> set[str]:
    """Return the same words as separate parts: a title, a name, a sentence."""
    if isinstance(entry.event, SessionBegan):
        return {words for note in entry.event.notes for words in _words(note)} - {""}
    if not isinstance(entry.event, Answered):
        return {words_of(entry)} - {""}
    noted = {words for note in entry.event.notes for words in _words(note)}
    told = {entry.event.value["words"]} if _tells(entry.event.value) else set()
    return (noted | told or {entry.event.said}) - {""}


def _tells(value: Any) -> bool:
    """Whether an answer is in own words, and not a yes, a choice or a command."""
    return isinstance(value, dict) and "words" in value


def _words(note: Noted) -> Iterator[str]:
    match note:
        case NameGiven(name=name):
            yield name
        case ValueKept(name=name, said=said):
            yield from (name, said)
        case GoalAdded(title=title):
            yield title
        case GoalChanged(title=title):
            yield title or ""
        case (
            BarrierNamed(words=words)
            | IntentionSet(words=words)
            | GoalSaid(words=words)
            | DayTold(words=words)
            | ToldInExercise(words=words)
        ):
            yield words
        case ReminderSet(words=words) if words:
            yield words
        case ObstacleNamed(name=name, words=words):
            yield from (words, name)
        case WayOnTaken(words=words) | DecisionOpened(words=words) | DecisionTried(words=words):
            yield words
        case OptionWeighed(option=option, serves=serves, cost=cost):
            # The option itself was noted on an earlier line.
            yield from (serves, cost) if serves or cost else (option,)
        case DecisionLeaned(option=option) | DecisionMade(option=option):
            yield option
        case ThreadKept(who=who, words=words):
            yield words or who
        case NameLearned(name=name, means=means, heard=heard):
            yield from (name, means, *heard)
        case OwnCommandTaught(phrase=phrase, does=does):
            yield from (phrase, does)
        case TakeKept(word=words) | WordForgotten(word=words):
            yield words
        case CardAdded(name=name) | DomainAdded(name=name):
            yield name
        case (
            ValueLived(words=words)
            | DomainExample(words=words)
            | ClosestMoment(words=words)
            | OwnChoice(words=words)
            | ShouldMet(whose=words)
            | RestAsked(words=words)
            | RestEnded(words=words)
        ):
            yield words


def has_to_do_with(state: State, *, value: str = "", goal: str = "") -> Callable[[Entry], bool]:
    """Return a test of whether an event is about a value or a goal, given by id.

    About a value are also its goals, their checks, and the intentions of the days it was chosen
    for.
    """
    goals = {g.id for g in state.goals if g.value == value} if value else {goal}
    days = {day for day, chosen in state.day_values.items() if value and chosen == value}
    meant = {value, *goals} - {""}

    def about(entry: Entry) -> bool:
        event = entry.event
        if isinstance(event, Answered):
            return event.about in meant or not meant.isdisjoint(_meant(event.notes, days, value))
        if isinstance(event, SessionBegan):
            return not meant.isdisjoint(_meant(event.notes, days, value))
        return isinstance(event, Segment) and event.about in meant

    return about


def _meant(notes: Iterable[Noted], days: set[str], value: str) -> Iterator[str]:
    for note in notes:
        match note:
            case (
                ValueKept(value=id)
                | DayValueChosen(value=id)
                | ValueLived(value=id)
                | DomainValued(value=id)
            ):
                yield id
            case CoreNamed(values=ids):
                yield from ids
            case GoalAdded(goal=goal, value=serves):
                yield from (goal, serves)
            case GoalChecked(goal=goal) | BarrierNamed(goal=goal):
                yield goal
            case ObstacleNamed(goal=goal) | WayOnTaken(goal=goal):
                yield goal
            case OptionWeighed(values=values):
                yield from values
            case _ if isinstance(note, GoalNoted):
                yield note.goal
            case IntentionSet(day=day) if day in days:
                yield value
