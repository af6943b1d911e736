"""The journal by voice: search what was said, and read the last reflection."""

from __future__ import annotations

from datetime import date
from typing import Self

import msgspec

from assistant.dialogues.brief import Brief, Moment, Passage
from assistant.dialogues.steps import Dialogue, Say
from assistant.practice.state import State

A_FEW = 3
"""At most this many passages are read aloud."""


class SearchBrief(Brief, frozen=True):
    """What was searched for, and the best passages. `aloud`: they may be read aloud."""

    query: str = ""
    found: tuple[Passage, ...] = ()
    aloud: bool = True
    locked: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief by searching for the words, the time, or both."""
        query = str(moment.slots.get("query", ""))
        since, until = (_day(moment.slots.get(name)) for name in ("since", "until"))
        asked = bool(query or since or until)
        found = moment.find(query, since, until, A_FEW) if asked and moment.may_read_aloud else ()
        return cls(
            **moment.basics,
            query=query or ("…" if asked else ""),
            found=found,
            aloud=moment.may_read_aloud,
            locked=moment.locked,
        )


def search_journal(brief: SearchBrief) -> Dialogue:
    """Read the best passages, with their days."""
    if brief.locked:
        yield Say("journal.locked")
    elif not brief.aloud:
        yield Say("journal.not_aloud")
    elif not brief.query:
        yield Say("journal.search_for_what")
    elif not brief.found:
        yield Say("journal.nothing_found")
    else:
        yield Say("journal.found_one" if len(brief.found) == 1 else "journal.found")
        for passage in brief.found:
            yield Say("journal.passage", day=passage.day, words=passage.words, line=passage.line)


class LastBrief(Brief, frozen=True):
    """The last reflection: its day, its lines, and its words if they are still there."""

    lines: tuple[str, ...] = ()
    day: str = ""
    aloud: bool = True
    locked: bool = False
    words: str = ""

    def recalled(self, state: State) -> LastBrief:
        """Return the brief with the words. Only the journal keeps them, as they can be erased."""
        words = next((r.words for r in state.reflections if tuple(r.lines) == self.lines), "")
        return msgspec.structs.replace(self, words=words)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief with the place of the last reflection."""
        last = moment.state.reflections[-1] if moment.state.reflections else None
        return cls(
            **moment.basics,
            lines=tuple(last.lines) if last else (),
            day=last.when[:10] if last else "",
            aloud=moment.may_read_aloud,
            locked=moment.locked,
        )


def read_last(brief: LastBrief) -> Dialogue:
    """Read the last reflection."""
    if brief.locked:
        yield Say("journal.locked")
    elif not brief.lines:
        yield Say("journal.no_words")
    elif not brief.aloud:
        yield Say("journal.not_aloud")
    else:
        yield Say("journal.last_words", words=brief.words, day=brief.day, line=brief.lines[0])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
