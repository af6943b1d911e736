"""The journal as a diary to read: Markdown, in the words which were said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.export.plain_text import goal_told, told_of_areas
from assistant.practice import domains
from assistant.practice.cards import CardAdded, CoreNamed, ValueLived
from assistant.practice.days import AwayFrom, DayTold
from assistant.practice.decisions import DecisionNoted
from assistant.practice.domains import DomainNoted, DomainValued
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
from assistant.practice.exercises import ExerciseNoted
from assistant.practice.exploring import OwnChoice, ShouldMet
from assistant.practice.goals import GoalNoted
from assistant.practice.obstacles import ObstacleNoted
from assistant.practice.state import Reflection, State

_MARKUP = re.compile(r"([\\`*_\[\]<>|])")
_LEADING = re.compile(r"(?m)^(\s*\d*)([#+=~-]|(?<=\d)[.)])")
_WENT = {"done": "done", "partly": "partly", "not_yet": "not yet", "skip": "passed over"}
_DAY = {
    "when": "When",
    "meant": "How it went",
    "toward": "Toward what matters",
    "away": "Away from it",
    "in_the_way": "In the way",
    "kind": "Kind to myself about",
    "tomorrow": "For tomorrow",
}


class Diary:
    """Makes Markdown of events, one after another."""

    def __init__(self, state: State, first_readings: Mapping[str, str] | None = None) -> None:
        """`state` knows the names of values and goals, and what was dictated as a whole.

        `first_readings` is what was first heard of stretches which were read again, by their lines.
        """
        self._reflections = {r.lines[0]: r for r in state.reflections if r.lines}
        self._first_readings = first_readings or {}
        self._names = {v.id: v.name for v in state.values} | {g.id: g.title for g in state.goals}
        self._names |= state.domains.own
        self._under: object = None
        """What the last heading stands over."""

    def entry(self, entry: Entry) -> str | None:
        """Markdown of one event; `None` for what a diary does not show."""
        time = entry.ts[11:16]
        match entry.event:
            case Segment() if reflection := self._reflections.get(entry.id):
                text = "\n".join([plain(reflection.words), *self._first_read(reflection)])
                return self._headed(entry.id, f"{time}, a reflection", text)
            case Answered(notes=notes) | SessionBegan(notes=notes):
                lines = [f"- {line}" for note in notes for line in self._told(note)]
                return self._headed(entry.session, time, "\n".join(lines)) if lines else None
            case Missed(why="told", said=said):
                return self._headed(entry.session, time, f"- {plain(said)}")
        return None

    def _first_read(self, reflection: Reflection) -> Iterator[str]:
        read = [self._first_readings[id] for id in reflection.lines if id in self._first_readings]
        if read:
            yield f"\n*First heard as: {plain(' '.join(read))}*"

    def _headed(self, under: object, heading: str, text: str) -> str:
        if under == self._under:
            return text
        self._under = under
        return f"### {heading}\n\n{text}"

    def _told(self, note: Noted) -> Iterator[str]:
        match note:
            case NameGiven(name=name):
                yield f"My name: {plain(name)}"
            case ValueKept(name=name, said=said):
                more = f": {plain(said)}" if said and said != name else ""
                yield f"A value: **{plain(name)}**{more}"
            case GoalAdded(title=title, value=value):
                serves = f", for {self._name(value)}" if value else ""
                yield f"A goal: **{plain(title)}**{serves}"
            case GoalChecked(goal=goal, outcome=outcome):
                yield f"{self._name(goal)}: {_WENT[outcome]}"
            case BarrierNamed(words=words):
                yield f"In the way: {plain(words)}"
            case DayValueChosen(value=value):
                yield f"Value for today: {self._name(value)}"
            case IntentionSet(words=words):
                yield f"Intention: {plain(words)}"
            case _ if isinstance(note, ObstacleNoted | ExerciseNoted | DecisionNoted):
                told = told_of_areas(note)
                yield plain(told[:1].upper() + told[1:])
            case DayTold(of=of, words=words):
                yield f"{_DAY[of]}: {plain(words)}"
            case _ if isinstance(note, GoalNoted):
                yield f"{self._name(note.goal)}: {plain(goal_told(note))}"
            case AwayFrom(until=until):
                yield f"Away until {until}"
            case CardAdded(name=name):
                yield f"A card of my own: {plain(name)}"
            case CoreNamed(values=values):
                yield f"Core values: {', '.join(self._name(value) for value in values)}"
            case ValueLived(value=value, words=words):
                yield f"{self._name(value)}, when I live it: {plain(words)}"
            case DomainValued(domain=domain, value=value):
                yield f"{self._name(value)} lives in {plain(self._names.get(domain, domain))}"
            case _ if isinstance(note, DomainNoted):
                told = plain(domains.told(note))
                yield told[:1].upper() + told[1:]
            case OwnChoice(words=words):
                yield f"If nobody were watching: {plain(words)}"
            case ShouldMet(whose=whose):
                yield f"Whose voice it was: {plain(whose)}"

    def _name(self, id: str) -> str:
        return plain(self._names.get(id, "…"))


def plain(text: str) -> str:
    """`text` so that Markdown takes nothing in it for markup."""
    return _LEADING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))
