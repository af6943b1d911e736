"""A hard decision: the options, what each serves and costs, and a small first try.

Lantern does not weigh the options or give advice; it asks and repeats what was said.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Self

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.choosing import A_FEW, choose
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.formatting.gist import echo, says_no_more
from assistant.practice.events import GoalAdded
from assistant.practice.exercises import (
    DecisionLeaned,
    DecisionOpened,
    DecisionTried,
    OptionWeighed,
)
from assistant.practice.naming import is_named_in
from assistant.practice.schedule import ONCE
from intents import Freely, YesNo

AT_MOST = 4
"""At most this many options: more are hard to remember when only heard."""


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


def decide(brief: DecideBrief) -> Dialogue:
    """Ask about each option of a decision. The decision itself stays open."""
    yield Say("decide.hello", name=brief.name)
    question: str | None = brief.question or (yield Ask("decide.what_is_it", Freely()))
    if question is None:
        yield Say("decide.another_time")
        return
    id = f"{brief.session}.decision"
    yield Note(DecisionOpened(id, question))
    options = yield from _options(id, question, brief.language)
    if not options:
        yield Say("decide.no_ways_yet", words=question)
        return
    weighed = {}
    for nth, option in enumerate(options):
        weighed[option] = yield from _weighed(brief, id, option, str(nth))
    leaning = yield from _with_less_fear(id, options, brief.language)
    served = weighed[leaning].values if leaning else ()
    first_try = yield from _first_try(brief, id, leaning, served[0] if served else "")
    yield Say("decide.summary", question=question)
    for option, found in weighed.items():
        yield Say("decide.one_way", option=option, serves=found.serves, cost=found.cost)
    yield Say("decide.in_the_end", leaning=leaning, first_try=first_try)
    yield Say("decide.goodbye")


def _options(id: str, question: str, language: str) -> Generator[Step, Any, list[str]]:
    options: list[str] = []
    while len(options) < AT_MOST:
        key = ("first", "second", "third", "another")[len(options)]
        last = options[-1] if options else ""
        option = yield Ask(f"decide.way.{key}", Freely(), words=last or question)
        if option is None or (options and says_no_more(option, language)):
            break
        if option not in options:
            options.append(option)
            yield Note(OptionWeighed(id, option))
        else:
            yield Say("decide.the_same", option=option)
            break
    return options


def _weighed(
    brief: DecideBrief, id: str, option: str, nth: str
) -> Generator[Step, Any, OptionWeighed]:
    """Ask what an option would serve and cost."""
    known = tuple(value.name for value in brief.values)
    served: tuple[str, ...] = ()
    by_place = "" if echo(option, brief.language) else nth  # Its words are too long to say back.
    serves = yield Ask(
        "decide.serves", Freely(), about=nth, option=option, place=by_place, values=known[:A_FEW]
    )
    if serves:
        served = tuple(value.id for value in brief.values if is_named_in(value.name, serves))
        yield Note(OptionWeighed(id, option, served, serves))
    cost = yield Ask("decide.costs", Freely(), about=nth, option=option, serves=serves)
    if cost:
        yield Note(OptionWeighed(id, option, cost=cost))
        yield Say("decide.cost_heard", cost=cost)
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
    yield Note(DecisionTried(id, first))
    keep = yield Ask("decide.shall_i_keep_it", YesNo(), step=first)
    if keep:
        yield Note(GoalAdded(f"{brief.session}.goal", first, value, ONCE))
    yield Say("decide.try_kept" if keep else "decide.try_not_kept", step=first)
    return first
