"""A hard decision: the options, what each serves and costs, and a small first try.

Lantern does not weigh the options or give advice; it asks and repeats what was said.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, Literal, Self

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.choosing import A_FEW, choose
from assistant.dialogues.saying_back import said_back
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.formatting.gist import echo, says_no_more
from assistant.practice.events import GoalAdded
from assistant.practice.exercises import (
    DecisionLeaned,
    DecisionMade,
    DecisionOpened,
    DecisionTried,
    OptionWeighed,
)
from assistant.practice.naming import is_named_in, step_title
from assistant.practice.schedule import ONCE
from assistant.practice.ways import WaysSaid, ways_said
from intents import Freely, YesNo

AT_MOST = 4
"""At most this many options: more are hard to remember when only heard."""


A_LITTLE_WORD = 2
"""Words of no more letters name no option."""


class DecideBrief(Brief, frozen=True):
    """The values that an option can serve, and what is to be decided where that was said."""

    values: tuple[ValueBrief, ...] = ()
    question: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        return cls(
            **moment.basics,
            values=values_of(moment.state),
            question=str(moment.slots.get("what", "")),
        )


class Decided(Exception):
    """The person said which way they go: it stops the asking."""

    def __init__(self, way: str) -> None:
        super().__init__(way)
        self.way = way


class Later(Exception):
    """The person would rather go on another time."""


def decide(brief: DecideBrief) -> Dialogue:
    """Ask about each option of a decision, until it is made. If it is not, it stays open."""
    yield Say("decide.hello", name=brief.name)
    question: str | None = brief.question or (yield Ask("decide.what_is_it", Freely()))
    if question is None:
        yield Say("decide.another_time")
        return
    said = ways_said(question, brief.language)
    if said.later and not brief.question:
        yield Say("decide.another_time")
        return
    id = f"{brief.session}.decision"
    yield Note(DecisionOpened(id, question))
    try:
        yield from _looked_at(brief, id, question, said)
    except Decided as made:
        yield from _decided(brief, id, made.way)
    except Later:
        yield Say("decide.another_time")


def _looked_at(brief: DecideBrief, id: str, question: str, said: WaysSaid) -> Dialogue:
    if said.decided:
        raise Decided(said.decided)
    options = yield from _options(brief, id, question, said.ways)
    if not options:
        yield Say("decide.no_ways_yet", words=question)
        return
    weighed = {}
    for nth, option in enumerate(options):
        found = yield from _weighed(brief, id, option, str(nth))
        if found is not None:
            weighed[option] = found
    leaning = ""
    if weighed:
        leaning = yield from _with_less_fear(id, list(weighed), brief.language)
    served = weighed[leaning].values if leaning else ()
    first_try = yield from _first_try(brief, id, leaning, served[0] if served else "")
    yield Say("decide.summary", question=question)
    for option, found in weighed.items():
        yield Say("decide.one_way", option=option, serves=found.serves, cost=found.cost)
    yield Say("decide.in_the_end", leaning=leaning, first_try=first_try)
    yield Say("decide.goodbye")


def _decided(brief: DecideBrief, id: str, way: str) -> Dialogue:
    """Keep what was decided, and ask for the first step of it."""
    yield Note(DecisionMade(id, way))
    yield Say("decide.decided", option=way)
    first: str | None = yield Ask("decide.first_step", Freely(good=True), option=way)
    if first:
        yield from _as_a_step(brief, first, "", "first")
    yield Say("decide.goodbye.decided")


def _read(said: str, language: str) -> WaysSaid:
    """What an answer says of the ways; raises `Decided` or `Later` where it ends the asking."""
    ways = ways_said(said, language)
    if ways.decided:
        raise Decided(ways.decided)
    if ways.later:
        raise Later
    return ways


def _options(
    brief: DecideBrief, id: str, question: str, told: tuple[str, ...]
) -> Generator[Step, Any, list[str]]:
    """Ask for the options, which may be told several at once; `told` with the question."""
    language = brief.language
    options = list(told[:AT_MOST])
    for option in options:
        yield Note(OptionWeighed(id, option))
    if options:
        yield Say("decide.ways_heard", ways=options)
    while len(options) < AT_MOST:
        key = ("first", "second", "third", "another")[len(options)]
        last = options[-1] if options and not told else ""
        option = yield Ask(f"decide.way.{key}", Freely(), words=last or ("" if told else question))
        if option is None:
            break
        said = _read(option, language)
        if said.ways:
            # "No, the two ways are …" tells them anew.
            for gone in options:
                yield Note(OptionWeighed(id, gone, dropped=True))
            options, told = list(said.ways[:AT_MOST]), said.ways
            for each in options:
                yield Note(OptionWeighed(id, each))
            yield Say("decide.ways_heard", ways=options)
            break
        if said.gone and options:
            gone = _named(option, options)
            options.remove(gone)
            yield Note(OptionWeighed(id, gone, dropped=True))
            yield Say("decide.dropped", option=gone)
        if said.drops or said.gone or (options and says_no_more(option, language)):
            break
        if option not in options:
            options.append(option)
            told = ()
            yield Note(OptionWeighed(id, option))
        else:
            yield Say("decide.the_same", option=option)
            break
    return options


def _is_none(said: str, language: str) -> bool:
    """Whether an answer says that the way it was asked of is none."""
    ways = _read(said, language)
    return ways.drops or ways.gone


def _named(said: str, options: list[str]) -> str:
    """The option that an answer names by its words; the last one where it names none."""
    words = {word for word in said.lower().split() if len(word) > A_LITTLE_WORD}
    shared = [len(words & set(option.lower().split())) for option in options]
    return options[shared.index(max(shared))] if max(shared) else options[-1]


def _weighed(
    brief: DecideBrief, id: str, option: str, nth: str
) -> Generator[Step, Any, OptionWeighed | None]:
    """Ask what an option would serve and cost; `None` where it is said to be none."""
    known = tuple(value.name for value in brief.values)
    served: tuple[str, ...] = ()
    by_place = "" if echo(option, brief.language) else nth  # Its words are too long to say back.
    serves = yield Ask(
        "decide.serves", Freely(), about=nth, option=option, place=by_place, values=known[:A_FEW]
    )
    if serves:
        if _is_none(serves, brief.language):
            yield Note(OptionWeighed(id, option, dropped=True))
            yield Say("decide.dropped", option=option)
            return None
        served = tuple(value.id for value in brief.values if is_named_in(value.name, serves))
        yield Note(OptionWeighed(id, option, served, serves))
    cost = yield Ask("decide.costs", Freely(), about=nth, option=option, serves=serves)
    if cost and _is_none(cost, brief.language):
        yield Note(OptionWeighed(id, option, dropped=True))
        yield Say("decide.dropped", option=option)
        return None
    if cost:
        yield Note(OptionWeighed(id, option, cost=cost))
        yield Say("decide.cost_heard", gist=said_back(cost, brief.language), cost=cost)
    return OptionWeighed(id, option, served, serves or "", cost or "")


def _with_less_fear(id: str, options: list[str], language: str) -> Generator[Step, Any, str]:
    if len(options) == 1:
        would = yield Ask("decide.with_less_fear_would_you", YesNo(), option=options[0])
        leaning = options[0] if would else ""
    else:
        labels = {str(place): option for place, option in enumerate(options)}
        short = tuple(echo(option, language) for option in options[:A_FEW])
        named = short if all(short) else ()
        chosen = yield from choose("decide.with_less_fear", labels, options=named)
        leaning = labels.get(chosen or "", "")
    if leaning:
        yield Note(DecisionLeaned(id, leaning))
    yield Say("decide.leaning" if leaning else "decide.no_leaning", option=leaning)
    return leaning


def _first_try(brief: DecideBrief, id: str, leaning: str, value: str) -> Generator[Step, Any, str]:
    """Ask for a small first try. If it becomes a goal, it serves `value`, as the leaning would."""
    first: str | None = yield Ask("decide.first_try", Freely(good=True), option=leaning)
    if first is None:
        return ""
    _read(first, brief.language)
    yield Note(DecisionTried(id, first))
    yield from _as_a_step(brief, first, value, "try")
    return first


def _as_a_step(
    brief: DecideBrief, first: str, value: str, kept: Literal["try", "first"]
) -> Generator[Step, Any, None]:
    """Offer to keep it as a step, under the name that is said."""
    title = step_title(first, brief.language)
    keep = yield Ask("decide.shall_i_keep_it", YesNo(or_else="step"), step=title)
    if isinstance(keep, Mapping):
        title = step_title(str(keep["words"]), brief.language)
    if keep:
        yield Note(GoalAdded(f"{brief.session}.goal", title, value, ONCE))
    yield Say(f"decide.{kept}_kept" if keep else f"decide.{kept}_not_kept", step=title)
