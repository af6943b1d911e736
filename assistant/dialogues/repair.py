"""Put right what was kept before: rename, merge or let go of a value or a goal, and the like.

Each is asked for in one sentence that names all it needs. What cannot be taken back in the same
breath is asked about first.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, Self

from assistant.dialogues.brief import Brief, GoalBrief, Moment, ValueBrief, goal_of, values_of
from assistant.dialogues.choosing import A_FEW, choose
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.value import in_a_word
from assistant.formatting.rephrasing import as_action, as_value_name
from assistant.practice.events import GoalAdded, IntentionDropped, IntentionSet, ValueKept
from assistant.practice.goals import GoalChanged, GoalDropped
from assistant.practice.value_detection import split_named_things
from assistant.practice.values import ValueDropped, ValueMerged
from intents import Freely, YesNo

WHAT_IT_SAYS = "repair.what_should_it_say"
"""The question for the right words of a name."""


class RepairBrief(Brief, frozen=True):
    """What is to be put right: the value or the goal that was named, and what it shall be.

    `words` are the new name or the new intention; `into_value` and `into_goal` are what it is
    merged into. `ask`: it is asked first whether that is meant. `aside`: it is put to one
    side for now rather than let go. `nobody`: a goal is for no value.
    `one` and `other` are the two things that the name of one is made of. Where nothing was named,
    `values` and `goals` are what may be meant.
    """

    value: ValueBrief | None = None
    goal: GoalBrief | None = None
    into_value: ValueBrief | None = None
    into_goal: GoalBrief | None = None
    words: str = ""
    ask: bool = False
    aside: bool = False
    nobody: bool = False
    one: str = ""
    other: str = ""
    values: tuple[ValueBrief, ...] = ()
    goals: tuple[GoalBrief, ...] = ()

    def serve(self, value: str) -> tuple[str, ...]:
        """The titles of the goals that serve a value."""
        return tuple(goal.title for goal in self.goals if goal.value == value)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the names in the command."""
        slots = {name: str(words) for name, words in moment.slots.items()}
        named = slots.get("old") or slots.get("gone") or slots.get("value", "")
        stays, of = slots.get("stays", ""), slots.get("of", "")
        value = None if of == "goal" else _value(moment, named)
        goal = _goal(moment, slots.get("goal") or (named if value is None else ""))
        living = tuple(goal_of(moment.state, g) for g in moment.state.living())
        return cls(
            **moment.basics,
            value=value,
            goal=goal,
            into_value=_value(moment, stays),
            into_goal=_goal(moment, stays),
            words=slots.get("new") or slots.get("words") or slots.get("value", ""),
            ask=bool(moment.slots.get("ask")),
            aside=bool(moment.slots.get("aside")),
            nobody=bool(moment.slots.get("nobody")),
            one=slots.get("one", ""),
            other=slots.get("other", ""),
            values=() if (named and of != "two") or of == "goal" else values_of(moment.state),
            goals=() if (named and of != "two") or of == "value" else living,
        )


def _value(moment: Moment, name: str) -> ValueBrief | None:
    return next((value for value in values_of(moment.state) if name and value.name == name), None)


def _goal(moment: Moment, title: str) -> GoalBrief | None:
    living = reversed(moment.state.living())
    return next((goal_of(moment.state, g) for g in living if title and g.title == title), None)


def rename(brief: RepairBrief) -> Dialogue:
    """Give a value or a goal another name. Ask which one, and for the name, as far as needed."""
    there = brief.value or brief.goal or (yield from _one_of(brief))
    if there is None:
        yield Say("repair.as_it_was" if brief.values or brief.goals else "repair.not_found")
        return
    old = there.title if isinstance(there, GoalBrief) else there.name
    words = yield from _right_words(brief, there.id, old)
    if not words:
        yield Say("repair.not_that_name" if brief.words else "repair.stays_so", old=old)
    elif words.casefold() == old.casefold():
        yield Say("repair.is_so", old=old)
    elif isinstance(there, GoalBrief):
        title = as_action(words, brief.language)
        yield Note(GoalChanged(there.id, brief.day, title=title))
        yield Say("repair.renamed.goal", goal=title)
    else:
        name = as_value_name(words, brief.language)
        yield Note(ValueKept(there.id, name))
        yield Say("repair.renamed.value", value=name)


def _one_of(brief: RepairBrief) -> Generator[Step, Any, GoalBrief | ValueBrief | None]:
    """Ask which value or goal is meant; the only one there is needs no question."""
    there: dict[str, GoalBrief | ValueBrief] = {goal.id: goal for goal in brief.goals}
    there |= {value.id: value for value in brief.values}
    if len(there) < 2:
        return next(iter(there.values()), None)
    labels = {goal.id: goal.title for goal in brief.goals}
    labels |= {value.id: value.name for value in brief.values}
    chosen = yield from choose("repair.which_one", labels, names=tuple(labels.values())[:A_FEW])
    return there.get(chosen) if isinstance(chosen, str) else None


def _right_words(brief: RepairBrief, about: str, old: str) -> Generator[Step, Any, str | None]:
    """The new name: the one that was said, confirmed where it was not sure, or one asked for."""
    if brief.words and not brief.ask:
        return brief.words
    if brief.words:
        sure = yield Ask(
            "repair.shall_i_call_it", YesNo(or_else="name"), about=about, step=brief.words
        )
        if isinstance(sure, Mapping):
            return str(sure["words"])
        return brief.words if sure else None
    words: str | None = yield Ask(WHAT_IT_SAYS, Freely(names=True), about=about, old=old)
    return words


def split(brief: RepairBrief) -> Dialogue:
    """Make two of a value or a goal that names two things; ask for the two where it does not."""
    there = brief.value or brief.goal
    if there is None:
        yield Say("repair.not_found")
        return
    old = there.title if isinstance(there, GoalBrief) else there.name
    first, second = brief.one, brief.other
    if not first:
        first = (yield Ask("repair.the_first", Freely(names=True), about=there.id, old=old)) or ""
        asked = Ask("repair.the_second", Freely(names=True), about=there.id, first=first)
        second = ((yield asked) or "") if first else ""
    if not (first and second):
        yield Say("repair.stays_so", old=old)
    elif isinstance(there, GoalBrief):
        title, other = as_action(first, brief.language), as_action(second, brief.language)
        value = next((v.id for v in brief.values if v.name == there.value), "")
        yield Note(GoalChanged(there.id, brief.day, title=title))
        yield Note(GoalAdded(f"{brief.session}.goal", other, value, *there.often))
        yield Say("repair.split.goal", first=title, second=other)
    else:
        name, other = (as_value_name(each, brief.language) for each in (first, second))
        yield Note(ValueKept(there.id, name))
        yield Note(ValueKept(f"{brief.session}.value", other))
        yield Say("repair.split.value", first=name, second=other, goals=brief.serve(there.name))


def merge(brief: RepairBrief) -> Dialogue:
    """Make one value or goal of two; a value may get another name with that."""
    if brief.value is not None and brief.into_value is not None:
        name = brief.into_value.name
        yield Note(ValueMerged(brief.value.id, brief.into_value.id))
        if brief.words:
            name = as_value_name(brief.words, brief.language)
            yield Note(ValueKept(brief.into_value.id, name))
        yield Say("repair.merged.value", value=name)
    elif brief.goal is not None and brief.into_goal is not None:
        yield Note(GoalDropped(brief.goal.id, brief.day))
        yield Say("repair.merged.goal", goal=brief.into_goal.title)
    else:
        yield Say("repair.not_found")


def drop_value(brief: RepairBrief) -> Dialogue:
    """Let a value go. Its goals stay, and serve none."""
    value = brief.value
    if value is None:
        yield Say("repair.not_found")
        return
    aside = brief.aside
    if not aside:
        sure = yield Ask("repair.shall_it_go", YesNo(), about=value.id, value=value.name)
        aside = isinstance(sure, Mapping)
        if not sure:
            yield Say("repair.stays", value=value.name)
            return
    yield Note(ValueDropped(value.id))
    yield Say("repair.aside" if aside else "repair.gone", value=value.name)


def add_value(brief: RepairBrief) -> Dialogue:
    """Keep the value that was named."""
    if brief.value is not None:
        yield Say("repair.there_already", value=brief.value.name)
        return
    several = split_named_things(brief.words, brief.language)
    for nth, words in enumerate(several if len(several) > 1 else (brief.words,)):
        id = f"{brief.session}.value{f'.{nth}' if nth else ''}"
        name = yield from in_a_word(brief, words, id)
        if not name:
            yield Say("value.as_it_is")
            continue
        yield Note(ValueKept(id, name, words))
        yield Say("repair.added", value=name)


def goal_serves(brief: RepairBrief) -> Dialogue:
    """Let a goal serve another value, which may be new."""
    goal, value = brief.goal, brief.value
    if goal is None:
        yield Say("repair.not_found")
        return
    words = brief.words
    if value is None and not words:
        words = "" if brief.nobody else (yield from _what_for(goal))
        if not words:
            yield Note(GoalChanged(goal.id, brief.day, value=""))
            yield Say("repair.serves_none", goal=goal.title)
            return
        value = next((v for v in brief.values if v.name.casefold() == words.casefold()), None)
    if value is None:
        value = ValueBrief(f"{brief.session}.value", as_value_name(words, brief.language))
        keep = yield Ask("repair.shall_i_keep", YesNo(or_else="name"), value=value.name)
        if isinstance(keep, Mapping):
            value = ValueBrief(value.id, as_value_name(str(keep["words"]), brief.language))
        if not keep:
            yield Say("change_goal.as_it_was", goal=goal.title)
            return
        yield Note(ValueKept(value.id, value.name, words))
    yield Note(GoalChanged(goal.id, brief.day, value=value.id))
    yield Say("change_goal.serves", goal=goal.title, value=value.name)


def _what_for(goal: GoalBrief) -> Generator[Step, Any, str]:
    """Ask what a goal is for; "" where that is left open."""
    words: str | None = yield Ask(
        "repair.what_for", Freely(names=True), about=goal.id, goal=goal.title
    )
    return words or ""


def change_intention(brief: RepairBrief) -> Dialogue:
    """Give the intention of today other words, or take it away."""
    if not brief.words:
        yield Note(IntentionDropped(brief.day))
        yield Say("repair.no_intention")
        return
    words = as_action(brief.words, brief.language)
    yield Note(IntentionSet(words, brief.day))
    yield Say("repair.intention", words=words)
