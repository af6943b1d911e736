"""Erasing words for good: the last of them, those heard just now, or those about something.

What would go is named before, and nothing goes without a yes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import msgspec

from assistant.dialogues.brief import Brief, Last, Moment
from assistant.dialogues.steps import Ask, Dialogue, Erase, Say
from intents import YesNo


class Doomed(msgspec.Struct, frozen=True):
    """What may go: every line which holds it, its day, its kind, and, while it is there, its words.

    `line` is the one with the words in it.
    """

    line: str
    lines: tuple[str, ...]
    day: str
    kind: str
    words: str = ""


class EraseBrief(Brief, frozen=True):
    """What is to be asked about, the likeliest first.

    `kind` is the kind which was named, if one was; `chosen`: these were heard or looked for, and
    are not just the last words.
    """

    doomed: tuple[Doomed, ...] = ()
    kind: str = ""
    chosen: bool = False
    aloud: bool = True
    locked: bool = False

    def quoting(self, words_in: Callable[[str], str]) -> EraseBrief:
        """With the words, which the journal has and a brief does not."""
        quoted = tuple(msgspec.structs.replace(d, words=words_in(d.line)) for d in self.doomed)
        return msgspec.structs.replace(self, doomed=quoted)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Where the words are."""
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
            # Two passages of one reflection are one thing to erase.
            if not any(last.line in one.lines for one in doomed):
                doomed.append(Doomed(last.line, last.lines, last.day, last.kind))
        return cls(
            **moment.basics,
            doomed=tuple(doomed),
            kind=kind,
            chosen=chosen,
            aloud=moment.may_read_aloud,
            locked=moment.locked,
        )


def erase_last(brief: EraseBrief) -> Dialogue:
    """Say what would go, and erase it for good after a yes."""
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
        # What a line holds is the question's name: after "no" the next passage is another one.
        about = doomed.line if brief.chosen else ""
        sure = yield Ask(question, YesNo(), about=about, day=doomed.day, words=words)
        if sure:
            yield Erase(doomed.lines)
            return
    yield Say("journal.not_erased")


def beginning(words: str, most: int = 12) -> str:
    """The first words of many."""
    some = words.split()
    return " ".join(some[:most]) + (" …" if len(some) > most else "")
