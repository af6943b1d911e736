"""The journal as a diary in Markdown, in the words that were said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.export.event_lines import worded
from assistant.practice.days import GentlyOffered
from assistant.practice.domains import DomainValued
from assistant.practice.events import (
    Answered,
    CountrySet,
    Entry,
    Missed,
    Noted,
    PromptGiven,
    RecordingAllowed,
    Segment,
    SessionBegan,
    ValueKept,
)
from assistant.practice.own_voice import LearningAllowed, OwnVoiceNoted, TakeKept
from assistant.practice.reminders import ReminderNoted, ReminderSet
from assistant.practice.state import Reflection, State
from assistant.practice.values import CardPreferred, CardSorted, CardWeighed, CoreNamed
from assistant.wording import Wording

_MARKUP = re.compile(r"([\\`*_\[\]<>|])")
_LEADING = re.compile(r"(?m)^(\s*\d*)([#+=~-]|(?<=\d)[.)])")
_NOT_SHOWN = (
    CardSorted
    | CardWeighed
    | CardPreferred
    | CountrySet
    | GentlyOffered
    | LearningAllowed
    | PromptGiven
    | RecordingAllowed
    | ReminderNoted
)
_NAMED = ("goal", "value")
"""Fields with an id, in place of which the name is shown."""
_NO_WORDS = (
    "of",
    "way",
    "first",
    "last",
    "outcome",
    "domain",
    "day",
    "until",
    "deliver",
    "matters",
    "lately",
)
"""Fields with an id, a day or a number, in which nothing needs to be escaped."""


class Diary:
    """Makes Markdown of events, one after another."""

    def __init__(
        self, state: State, wording: Wording, first_readings: Mapping[str, str] | None = None
    ) -> None:
        """`state` has the names of values and goals, and the dictations as a whole.

        `first_readings` are the first readings of segments that were read again, by their lines.
        """
        self._wording = wording
        self._reflections = {r.lines[0]: r for r in state.reflections if r.lines}
        self._first_readings = first_readings or {}
        self._names = {v.id: v.name for v in state.values} | {g.id: g.title for g in state.goals}
        self._domains = state.domains.own
        self._under: object = None
        """The session or reflection of the last heading."""
        self._learned: set[str] = set()
        """The words of which an example was shown: the others are not."""

    def entry(self, entry: Entry) -> str | None:
        """Return the Markdown of one event; None if the diary does not show it."""
        time = entry.ts[11:16]
        match entry.event:
            case Segment() if reflection := self._reflections.get(entry.id):
                text = "\n".join([plain(reflection.words), *self._first_read(reflection)])
                heading = self._wording.phrase("diary.a_reflection", time=time)
                return self._headed(entry.id, heading, text)
            case Answered(notes=notes) | SessionBegan(notes=notes):
                lines = [f"- {self._line(note)}" for note in notes if self._is_shown(note)]
                return self._headed(entry.session, time, "\n".join(lines)) if lines else None
            case Missed(why="told", said=said):
                return self._headed(entry.session, time, f"- {plain(said)}")
            case event if isinstance(event, OwnVoiceNoted) and self._is_shown(event):
                return self._headed(entry.session, time, f"- {self._line(event)}")
        return None

    def _first_read(self, reflection: Reflection) -> Iterator[str]:
        read = [self._first_readings[id] for id in reflection.lines if id in self._first_readings]
        if read:
            yield self._wording.phrase("diary.first_heard", words=plain(" ".join(read)))

    def _headed(self, under: object, heading: str, text: str) -> str:
        if under == self._under:
            return text
        self._under = under
        return f"### {heading}\n\n{text}"

    def _line(self, note: Noted) -> str:
        """Return what was noted, in the wording `diary`, or else in the wording `event`."""
        key, words = worded(note)
        shown = {
            name: plain(word) if isinstance(word, str) and name not in _NO_WORDS else word
            for name, word in words.items()
        }
        shown |= {name: self._name(words[name]) for name in _NAMED if words.get(name)}
        match note:
            case ValueKept(name=name, said=said) if said == name:
                shown["said"] = ""
            case CoreNamed(values=values):
                shown["names"] = ", ".join(self._name(value) for value in values)
            case DomainValued(domain=domain):
                shown["name"] = plain(self._domains.get(domain, ""))
        if self._wording.has(f"diary.{key}"):  # can begin with own words
            return self._wording.phrase(f"diary.{key}", **shown)
        if not self._wording.has(f"event.{key}"):
            return ""
        line = self._wording.phrase(f"event.{key}", **shown)
        return line[:1].upper() + line[1:]

    def _is_shown(self, note: Noted) -> bool:
        if isinstance(note, TakeKept):
            again = note.word in self._learned
            self._learned.add(note.word)
            return not again
        own = isinstance(note, ReminderSet) and bool(note.words)
        return own or not isinstance(note, _NOT_SHOWN)

    def _name(self, id: str) -> str:
        return plain(self._names.get(id, "…"))


def plain(text: str) -> str:
    """Return `text` with everything escaped that Markdown would take for markup."""
    return _LEADING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))
