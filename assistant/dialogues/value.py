"""Ask for a value in the person's own words."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, NamedTuple

from assistant.dialogues.brief import Brief, ValueBrief
from assistant.dialogues.hearing import is_heavy_heart, meet
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.formatting.core import is_phrase
from assistant.formatting.things import things
from assistant.practice.events import ValueKept
from assistant.practice.naming import short_name, whole_name
from assistant.practice.value_detection import split_named_things
from intents import Aspiration, Freely, YesNo


class Named(NamedTuple):
    """A value (None if it was skipped), and what else was named with it and is to be offered.

    `several` are all the values of a sentence that named them one by one: they are kept, and that
    was said already.
    """

    value: ValueBrief | None = None
    others: tuple[str, ...] = ()
    several: tuple[ValueBrief, ...] = ()


def new_value(brief: Brief, question: str = "welcome.what_matters") -> Generator[Step, Any, Named]:
    """Ask for a value, and keep what is named. Several named one by one are all kept."""
    heard = yield Ask(question, Aspiration(names=True))
    if heard is None:
        heard = yield Ask("value.an_easier_way", Aspiration(names=True))
    if heard is not None and heard["kind"] == "sorrow":
        yield Say("told.sorrow")
        heard = yield Ask("value.after_a_loss", Aspiration(names=True))
    elif heard is not None and is_heavy_heart(heard["words"], brief.language):
        # A heavy heart is no value; it is met, and the question may wait.
        met = yield from meet(brief, "value.met", heard["words"])
        heard = None
        if met != "enough":
            heard = yield Ask("value.when_you_like", Aspiration(names=True))
    if heard is None:
        return Named()
    said = heard["words"]
    whole = whole_name(said, brief.language) or said
    first, *others = split_named_things(whole, brief.language) or (said,)
    if not all(is_phrase(each, brief.language) for each in others):
        first, others = said, []  # "My daughter, she's away in Canada" tells of her.
    if not others and (names := things(said, brief.language)):
        several = tuple(
            ValueBrief(f"{brief.session}.{'value' if not nth else f'also.{nth}'}", name)
            for nth, name in enumerate(names)
        )
        for each in several:
            yield Note(ValueKept(each.id, each.name, said))
        yield Say("value.all_kept", words=list(names))
        return Named(several[0], several=several)
    if others:
        yield Say("value.first_this", words=first)
    name = yield from in_a_word(brief, first, name="" if others else heard.get("name", ""))
    if not name:
        return Named()
    value = ValueBrief(f"{brief.session}.value", name)
    yield Note(ValueKept(value.id, value.name, said))
    return Named(value, tuple(others))


def the_others(brief: Brief, others: Sequence[str]) -> Generator[Step, Any, tuple[ValueBrief, ...]]:
    """Offer what else was named, one after the other. Return those that are kept."""
    kept: list[ValueBrief] = []
    for nth, words in enumerate(others):
        keep = yield Ask("value.and_the_other", YesNo(), about=str(nth), words=words)
        if not keep:
            yield Say("value.as_it_is")
            continue
        name = yield from in_a_word(brief, words, f"other.{nth}")
        if not name:
            yield Say("value.as_it_is")
            continue
        value = ValueBrief(f"{brief.session}.other.{nth}", name)
        yield Note(ValueKept(value.id, name, words))
        yield Say("value.goodbye", value=name)
        kept.append(value)
    return tuple(kept)


def in_a_word(
    brief: Brief, said: str, about: str = "", name: str = ""
) -> Generator[Step, Any, str]:
    """Return a name for what was said, "" where there is none.

    That is itself where it is short; else one taken from its words, to which the person says yes
    or another one; else one that is asked for. `name` was found in the words already.
    """
    if whole := whole_name(said, brief.language):
        return whole
    short = short_name(said, brief.language, core=name)
    if short:
        agreed = yield Ask("value.shall_i_call_it", YesNo(or_else="name"), about, value=short)
        # "I could call in on him on Saturday" is a step, and no other name.
        renames = isinstance(agreed, dict) and agreed["kind"] != "goal"
        other = str(agreed["words"]) if renames else ""
        if named := whole_name(other, brief.language) or short_name(other, brief.language):
            return named
        if agreed is not False and not other:
            return short
    else:
        other = said
    if other:
        yield Say("value.heard_long")
    question = "value.in_a_word" if other else "value.what_instead"
    called = yield Ask(question, Freely(hope=True, names=True), about=about)
    if not called:
        return short
    return whole_name(called, brief.language) or short_name(called, brief.language) or short
