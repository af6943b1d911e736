"""The journal by voice: finding what was said, the last reflection, erasing the last words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from assistant.dialogue import Ask, Dialogue, Erase, Say
from assistant.dialogues.brief import Brief, Found, Moment
from assistant.practice.state import State
from intents import YesNo

A_FEW = 3
"""More passages than this are too many to listen to."""


class SearchBrief(Brief, frozen=True):
    """What was asked for, and the best passages; `aloud`: they may be read aloud."""

    query: str = ""
    found: tuple[Found, ...] = ()
    aloud: bool = True
    locked: bool = False


def search_brief(moment: Moment) -> SearchBrief:
    """What was found of what was asked for: words, a time, or both."""
    query = str(moment.slots.get("query", ""))
    since, until = (_day(moment.slots.get(name)) for name in ("since", "until"))
    asked = bool(query or since or until)
    found = moment.find(query, since, until, A_FEW) if asked and moment.may_read_aloud else ()
    return SearchBrief(
        moment.session,
        moment.now.isoformat(),
        moment.state.name,
        query or ("…" if asked else ""),
        found,
        moment.may_read_aloud,
        moment.locked,
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
            yield Say("journal.passage", day=passage.day, words=passage.words)


class LastBrief(Brief, frozen=True):
    """The last reflection: its day, its lines, and, while they are there, its words."""

    lines: tuple[str, ...] = ()
    day: str = ""
    aloud: bool = True
    locked: bool = False
    words: str = ""

    def recalled(self, state: State) -> LastBrief:
        """With the words, which the journal has and a brief does not: they may be erased."""
        words = next((r.words for r in state.reflections if tuple(r.lines) == self.lines), "")
        return msgspec.structs.replace(self, words=words)


def last_brief(moment: Moment) -> LastBrief:
    """Where the last reflection is."""
    last = moment.state.reflections[-1] if moment.state.reflections else None
    return LastBrief(
        moment.session,
        moment.now.isoformat(),
        moment.state.name,
        tuple(last.lines) if last else (),
        last.when[:10] if last else "",
        moment.may_read_aloud,
        moment.locked,
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
        yield Say("journal.last_words", words=brief.words, day=brief.day)


class EraseBrief(Brief, frozen=True):
    """What was said last: its day, its lines, and, while it is there, its words."""

    line: str = ""
    lines: tuple[str, ...] = ()
    day: str = ""
    dictated: bool = False
    aloud: bool = True
    locked: bool = False
    words: str = ""

    def quoting(self, words_in: Callable[[str], str]) -> EraseBrief:
        """With the words, which the journal has and a brief does not."""
        return msgspec.structs.replace(self, words=words_in(self.line)) if self.line else self


def erase_brief(moment: Moment) -> EraseBrief:
    """Where the last words are."""
    last = None if moment.locked else moment.last()
    return EraseBrief(
        moment.session,
        moment.now.isoformat(),
        moment.state.name,
        last.line if last else "",
        last.lines if last else (),
        last.day if last else "",
        bool(last and last.dictated),
        moment.may_read_aloud,
        moment.locked,
    )


def erase_last(brief: EraseBrief) -> Dialogue:
    """Say what the last words are, and erase them for good after a yes."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.lines:
        yield Say("journal.nothing_to_erase")
        return
    begins = beginning(brief.words) if brief.aloud else ""
    question = "journal.shall_i_erase" if brief.dictated else "journal.shall_i_erase_words"
    sure = yield Ask(question, YesNo(), day=brief.day, words=begins)
    if sure:
        yield Erase(brief.lines)
    else:
        yield Say("journal.not_erased")


def beginning(words: str, most: int = 12) -> str:
    """The first words of many."""
    some = words.split()
    return " ".join(some[:most]) + (" …" if len(some) > most else "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
