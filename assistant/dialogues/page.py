"""The page by voice: make it, choose what a therapist sees on it, open it, tell what is on it."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.overview_told import PICTURES
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.practice.observations import Families
from assistant.practice.overview import PARTS, PRIVATE, Part, Span, overview
from assistant.practice.pages import PageAsked, PageFor, PartsChosen
from assistant.practice.state import State
from intents import YesNo

WEEKS = 4
"""A page is about so many weeks, where no time is named."""
AT_ONCE = 3
"""So many pictures are told before it is asked whether to go on."""


class PageBrief(Brief, frozen=True):
    """The days the page is about, who it is for, and what was chosen to be shown before.

    `chosen` is None where nothing was chosen yet. `opens`: it is to be opened in the browser.
    """

    first: str = ""
    last: str = ""
    reader: PageFor = "me"
    chosen: tuple[Part, ...] | None = None
    opens: bool = False
    locked: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief for the time and the reader named; else for those of the last page."""
        slots, last = moment.slots, moment.state.page
        opens = bool(slots.get("opens"))
        if opens and last is not None and not slots.get("since"):
            span, reader = Span(*map(date.fromisoformat, (last.first, last.last))), last.reader
        else:
            span, reader = _span(moment), slots.get("reader", "me")
        shown = moment.state.parts_shown
        return cls(
            **moment.basics,
            first=str(span.first),
            last=str(span.last),
            reader=reader,
            chosen=None if shown is None else tuple(p for p in PARTS if p in shown),
            opens=opens,
            locked=moment.locked,
        )


def _span(moment: Moment) -> Span:
    since, until = (moment.slots.get(name) for name in ("since", "until"))
    last = min(date.fromisoformat(until), moment.today) if until else moment.today
    first = date.fromisoformat(since) if since else Span.of_weeks(WEEKS, last).first
    return Span(min(first, last), last)


def make_page(brief: PageBrief) -> Dialogue:
    """Ask what a therapist may see, if it is for one, and have the page made.

    Where it is, or why it could not be made, is said by the conversation, which makes it.
    """
    if brief.locked:
        yield Say("journal.locked")
        return
    if brief.reader == "therapist":
        parts = brief.chosen
        if not brief.opens or parts is None:
            parts = yield from _what_to_show(brief)
            yield Note(PartsChosen(parts))
        if not parts:
            yield Say("make_page.nothing_chosen")
            return
    yield Note(PageAsked(brief.first, brief.last, brief.reader, brief.opens))


def _what_to_show(brief: PageBrief) -> Generator[Step, Any, tuple[Part, ...]]:
    """Ask for each part whether it is to be shown, unless the choice of before still holds."""
    yield Say("make_page.you_choose")
    if brief.chosen:
        same = yield Ask("make_page.as_before", YesNo(), parts=brief.chosen)
        if same:
            return brief.chosen
    found: list[Part] = []
    for part in PARTS:
        wanted = yield Ask(f"make_page.show.{part}", YesNo())
        if wanted:
            found.append(part)
    return tuple(found)


class TellPageBrief(Brief, frozen=True):
    """The days and parts of the page that was made last, or of one for the person themselves.

    `says` are the sentences of its pictures; `recalled` fills them in.
    """

    first: str = ""
    last: str = ""
    parts: tuple[Part, ...] = ()
    again: Families = Families()
    aloud: bool = True
    locked: bool = False
    says: tuple[tuple[tuple[str, dict[str, Any]], ...], ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the last page that was made."""
        state, asked = moment.state, moment.state.page
        parts = tuple(part for part in PARTS if part not in PRIVATE)
        if asked is not None and asked.reader == "therapist":
            parts = tuple(part for part in PARTS if part in (state.parts_shown or ()))
        span = _span(moment)
        named = bool(moment.slots.get("since")) or asked is None
        return cls(
            **moment.basics,
            first=str(span.first) if named or asked is None else asked.first,
            last=str(span.last) if named or asked is None else asked.last,
            parts=parts,
            again=moment.again,
            aloud=moment.may_read_aloud,
            locked=moment.locked,
        )

    def recalled(self, state: State) -> Self:
        """Return the brief with what the pictures say, which holds the person's words."""
        if self.locked or not self.aloud:
            return self
        span = Span(date.fromisoformat(self.first), date.fromisoformat(self.last))
        seen = overview(state, span, self.parts, self.again, self.language)
        each = (tuple((say.key, say.words) for say in told(seen)) for told in PICTURES.values())
        return msgspec.structs.replace(self, says=tuple(one for one in each if one))


def tell_page(brief: TellPageBrief) -> Dialogue:
    """Tell what each picture shows, a few at a time."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.aloud:
        yield Say("journal.not_aloud")
        return
    if not brief.says:
        yield Say("tell_page.nothing")
        return
    yield Say("tell_page.hello", first=brief.first, last=brief.last)
    for nth, picture in enumerate(brief.says):
        if nth and nth % AT_ONCE == 0:
            more = yield Ask("tell_page.shall_i_go_on", YesNo(), about=str(nth))
            if not more:
                yield Say("tell_page.enough")
                return
        for key, words in picture:
            yield Say(key, **words)
    yield Say("tell_page.that_is_all")
