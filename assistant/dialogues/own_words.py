"""Words and commands of the person's own: learn a name, learn a command, forget either."""

from __future__ import annotations

from typing import Self

import msgspec

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Dialogue, Erase, Note, Say
from assistant.formatting.own_names import bare, spelled
from assistant.practice.own_voice import NameLearned, OwnCommandTaught
from assistant.practice.state import State
from intents import Freely, YesNo

_MARKS = " .,;:!?\"'“”"


class NameBrief(Brief, frozen=True):
    """The name as it was heard or typed, and what the person means by it."""

    named: str = ""
    means: str = ""
    by_voice: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of the slots."""
        slots = moment.slots
        return cls(
            **moment.basics,
            named=str(slots.get("name", "")).strip(_MARKS),
            means=str(slots.get("means", "")).strip(_MARKS),
            by_voice=moment.can_record,
        )


def learn_name(brief: NameBrief) -> Dialogue:
    """Learn a name or a word, and by voice also how it is written.

    Recognizers write what they know. So what was heard is kept with the name, and becomes it
    when it is heard again.
    """
    name = brief.named if brief.means else _capital(brief.named)
    heard = ""
    if brief.by_voice:
        right = yield Ask("learn.name.is_it_written", YesNo(), name=name)
        if right is None:
            yield Say("learn.not_now")
            return
        if not right:
            words = yield Ask("learn.name.spell_it", Freely(names=True), name=brief.named)
            written = spelled(words) or (words or "").strip(_MARKS)
            if not written:
                yield Say("learn.name.type_it")
                return
            name, heard = _capital(written), bare(brief.named)
            if not (yield Ask("learn.name.is_it_right", YesNo(), name=name)):
                yield Say("learn.name.type_it")
                return
    yield Note(NameLearned(name, brief.means, (heard,) if heard not in ("", bare(name)) else ()))
    yield Say("learn.name.kept", name=name, means=brief.means)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


class TeachBrief(Brief, frozen=True):
    """The person's own words, what they are to do, and what is wrong with them ("" for nothing)."""

    phrase: str = ""
    does: str = ""
    wrong: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of the slots."""
        slots = {name: str(words) for name, words in moment.slots.items()}
        return cls(
            **moment.basics,
            phrase=slots.get("phrase", ""),
            does=slots.get("does", ""),
            wrong=slots.get("wrong", ""),
        )


def teach_command(brief: TeachBrief) -> Dialogue:
    """Take the person's own words for something that Lantern does; "undo" takes it back."""
    if brief.wrong or not brief.phrase:
        yield Say(f"learn.command.{brief.wrong or 'long'}", phrase=brief.phrase)
        return
    yield Note(OwnCommandTaught(bare(brief.phrase), brief.does))
    yield Say("learn.command.kept", phrase=brief.phrase, does=brief.does)


class ForgetOwnBrief(Brief, frozen=True):
    """The name or the command to forget, and every line that holds it.

    `named` is kept only where there is nothing to forget: else the words would outlive the erasure.
    """

    named: str = ""
    lines: tuple[str, ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of the words in the slots."""
        named = str(moment.slots.get("name", "")).strip(_MARKS)
        known = {bare(word): lines for word, lines in moment.state.own_voice.lines().items()}
        own_lines = known.get(bare(named), ())
        held = (moment.held(line) for line in own_lines)
        lines = (*own_lines, *(line for last in held if last is not None for line in last.lines))
        return cls(
            **moment.basics,
            named="" if lines else named,
            lines=tuple(dict.fromkeys(lines)),
        )

    def recalled(self, state: State) -> Self:
        """Return the brief with the words that its lines hold."""
        there = state.own_voice.lines().items()
        named = next((word for word, lines in there if set(lines) & set(self.lines)), "")
        return msgspec.structs.replace(self, named=named) if self.lines else self


def forget_own(brief: ForgetOwnBrief) -> Dialogue:
    """Erase a name or a command of the person's own."""
    if not brief.lines:
        yield Say("learn.no_such_word", name=brief.named)
        return
    if (yield Ask("learn.shall_i_forget.word", YesNo(), name=brief.named)):
        yield Erase(brief.lines)
    else:
        yield Say("learn.stays")
