"""Erase words for good: the last ones, those read aloud just now, or those about something.

What would be erased is named first, and nothing is erased without a yes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import msgspec

from assistant.dialogues.brief import Brief, Last, Moment
from assistant.dialogues.steps import EVERYTHING, TAKE_OVER, Ask, Dialogue, Erase, Say
from intents import YesNo


class Doomed(msgspec.Struct, frozen=True):
    """What can be erased: all lines that hold it, its day, its kind, and its words if still there.

    `line` is the line that holds the words, `elsewhere` other devices that hold some of the lines.
    """

    line: str
    lines: tuple[str, ...]
    day: str
    kind: str
    words: str = ""
    elsewhere: tuple[str, ...] = ()


class EraseBrief(Brief, frozen=True):
    """What to ask about, the likeliest first.

    `kind` is the kind that the command named, if any. `chosen`: these were read aloud or searched
    for; otherwise they are just the last words.
    """

    doomed: tuple[Doomed, ...] = ()
    kind: str = ""
    chosen: bool = False
    aloud: bool = True
    locked: bool = False

    def quoting(self, words_in: Callable[[str], str]) -> EraseBrief:
        """Return the brief with the words, which are kept in the journal only."""
        quoted = tuple(msgspec.structs.replace(d, words=words_in(d.line)) for d in self.doomed)
        return msgspec.structs.replace(self, doomed=quoted)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        slots = moment.slots
        kind, chosen = str(slots.get("kind", "")), "lines" in slots
        found: list[Last | None] = []
        if moment.locked:
            pass
        elif chosen:
            found = [moment.held(line) for line in slots["lines"]]
        else:
            found = [moment.last(kind)]
        doomed: list[Doomed] = []
        for last in filter(None, found):
            # Two passages of one reflection are erased together.
            if not any(last.line in one.lines for one in doomed):
                one = Doomed(last.line, last.lines, last.day, last.kind, elsewhere=last.elsewhere)
                doomed.append(one)
        return cls(
            **moment.basics,
            doomed=tuple(doomed),
            kind=kind,
            chosen=chosen,
            aloud=moment.may_read_aloud,
            locked=moment.locked,
        )


def erase_last(brief: EraseBrief) -> Dialogue:
    """Say what would be erased, and erase it for good after a yes."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.doomed:
        nothing = "chosen" if brief.chosen else brief.kind or "none"
        yield Say(f"journal.nothing_to_erase.{nothing}")
        return
    for doomed in brief.doomed:
        of = "this" if brief.chosen else "last"
        words = beginning(doomed.words) if brief.aloud else ""
        question = f"journal.shall_i_erase.{of}.{doomed.kind}"
        # The line names the question, so after a "no" the next passage is a different question.
        about = doomed.line if brief.chosen else ""
        sure = yield Ask(question, YesNo(), about=about, day=doomed.day, words=words)
        if sure:
            lines = doomed.lines
            if doomed.elsewhere and (yield Ask("journal.is_device_no_more", YesNo(), about=about)):
                lines = (*lines, *(f"{TAKE_OVER}{device}" for device in doomed.elsewhere))
            yield Erase(lines)
            return
    yield Say("journal.not_erased")


class EverythingBrief(Brief, frozen=True):
    """`locked`: who asks may not be who can read the journal; it is then erased at the keyboard."""

    locked: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        return cls(**moment.basics, locked=moment.locked)


def erase_everything(brief: EverythingBrief) -> Dialogue:
    """Ask twice, and erase the whole journal for good after two yeses."""
    if brief.locked:
        yield Say("telling.erase_everything")
        return
    wished = yield Ask("journal.shall_i_erase.everything", YesNo())
    sure = wished and (yield Ask("journal.erase_everything_really", YesNo()))
    if not sure:
        yield Say("journal.not_erased")
        return
    yield Erase((EVERYTHING,))


def beginning(words: str, most: int = 12) -> str:
    """Return at most the first `most` words."""
    some = words.split()
    return " ".join(some[:most]) + (" …" if len(some) > most else "")
