"""A hard decision: the options, what each serves and costs, and a small first try.

Lantern does not weigh the options or give advice; it asks and repeats what was said.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, Literal, Self

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.choosing import A_FEW, as_id
from assistant.dialogues.saying_back import said_back
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.formatting.gist import echo
from assistant.practice.events import GoalAdded
from assistant.practice.exercises import (
    DecisionLeaned,
    DecisionMade,
    DecisionOpened,
    DecisionTried,
    OptionWeighed,
)
from assistant.practice.naming import (
    A_TITLE,
    is_named_in,
    short_name,
    step_title,
    whole_name,
)
from assistant.practice.schedule import ONCE
from assistant.practice.ways import (
    A_WAY,
    WaysSaid,
    decides_for,
    denied_way,
    instead_of_it,
    no_other_way,
    puts_the_question,
    way_named,
    ways_said,
    without_doubt,
)
from intents import Choice, Freely, YesNo

AT_MOST = 4
"""At most this many options: more are hard to remember when only heard."""
A_WORD_OR_TWO = 2
TELL_WAYS = "tell_ways"
TELL_VALUES = "tell_ways_values"
NO_EXAMPLES = "no_examples"
ENOUGH = "enough_of_ways"
DECIDING = (TELL_WAYS, TELL_VALUES, NO_EXAMPLES, ENOUGH)
"""The intents that are about the asking: what the ways or the values are, and to ask less."""


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


class Enough(Exception):
    """The person wants no more questions about it."""


def decide(brief: DecideBrief) -> Dialogue:
    """Ask about each option of a decision, until it is made. If it is not, it stays open."""
    yield Say("decide.hello", name=brief.name)
    question: str | None = brief.question or (yield Ask("decide.what_is_it", Freely()))
    if question is None:
        yield Say("decide.another_time")
        return
    said = ways_said(question, brief.language, question=True)
    if said.later and not brief.question:
        yield Say("decide.another_time")
        return
    id = f"{brief.session}.decision"
    yield Note(DecisionOpened(id, question))
    try:
        yield from _Looking(brief, id).at(question, said)
    except Decided as made:
        yield from _decided(brief, id, made.way)
    except Later:
        yield Say("decide.another_time")
    except Enough:
        yield Say("decide.enough")


def _decided(brief: DecideBrief, id: str, way: str) -> Dialogue:
    """Keep what was decided, and ask for the first step of it."""
    yield Note(DecisionMade(id, way))
    yield Say("decide.decided", option=way)
    first: str | None = yield Ask("decide.first_step", Freely(good=True), option=way)
    if first:
        yield from _as_a_step(brief, first, "", "first")
    yield Say("decide.goodbye.decided")


class _Looking:
    """Looks at one decision. `options` are the ways that are open, by the place they were said."""

    def __init__(self, brief: DecideBrief, id: str) -> None:
        self._brief, self._id = brief, id
        self._language = brief.language
        self._options: list[str] = []
        self._weighed: dict[str, OptionWeighed] = {}
        self._examples = tuple(value.name for value in brief.values)[:A_FEW]

    def at(self, question: str, said: WaysSaid) -> Dialogue:
        """Ask for the options, what each serves and costs, and for a first try."""
        if said.decided:
            raise Decided(said.decided)
        yield from self._ask_for_options(question, said.ways)
        if not self._options:
            yield Say("decide.no_ways_yet", words=question)
            return
        for nth, option in enumerate(tuple(self._options)):
            if option in self._options:
                yield from self._weigh(option, str(nth))
        leaning = ""
        if self._weighed:
            leaning = yield from self._with_less_fear()
        served = self._weighed[leaning].values if leaning else ()
        first_try = yield from self._first_try(leaning, served[0] if served else "")
        yield Say("decide.summary", question=question)
        for option, found in self._weighed.items():
            serves = _named_short(found.serves, self._language)
            yield Say(
                "decide.one_way",
                option=_short(option, self._language),
                serves=serves,
                cost=found.cost,
            )
        yield Say("decide.in_the_end", leaning=_short(leaning, self._language), first_try=first_try)
        yield Say("decide.goodbye")

    def _ask(self, ask: Ask) -> Generator[Step, Any, Any]:
        """Ask, and tell the ways or the values first where they are asked for.

        Raises `Decided`, `Later` or `Enough` where the answer ends the asking.
        """
        while True:
            asked = Ask(ask.key, ask.expects, ask.about, DECIDING, **ask.words)
            said = yield asked
            intent = said.get("intent") if isinstance(said, Mapping) else None
            if intent == TELL_WAYS:
                yield Say("decide.ways_are", ways=list(self._options))
            elif intent == TELL_VALUES:
                yield Say("decide.values_are", values=[v.name for v in self._brief.values])
            elif intent == NO_EXAMPLES:
                self._examples = ()
                yield Say("decide.no_examples")
                ask = Ask(ask.key, ask.expects, ask.about, **{**ask.words, "values": ()})
            elif intent == ENOUGH:
                raise Enough
            else:
                return self._checked(said)

    def _checked(self, said: Any) -> Any:
        if not isinstance(said, str):
            return said
        ways = ways_said(said, self._language)
        if way := ways.decided or decides_for(said, self._options, self._language):
            raise Decided(way)
        if ways.later:
            raise Later
        if ways.enough:
            raise Enough
        return said

    def _ask_for_options(self, question: str, told: tuple[str, ...]) -> Dialogue:
        """Ask for the options, which may be told several at once; `told` with the question."""
        for option in told[:AT_MOST]:
            yield self._open(option)
        if told:
            yield Say("decide.ways_heard", ways=list(self._options))
        while len(self._options) < AT_MOST:
            key = ("first", "second", "third", "another")[len(self._options)]
            last = self._options[-1] if self._options and not told else ""
            asked = told or last or puts_the_question(question, self._language)
            words = _short(last, self._language) or ("" if asked else question)
            said = yield from self._ask(Ask(f"decide.way.{key}", Freely(), words=words))
            if said is None or (ways := ways_said(said, self._language)).drops:
                return
            if ways.ways:
                # "No, the two ways are …" tells them anew.
                for gone in tuple(self._options):
                    yield self._drop(gone)
                for each in ways.ways[:AT_MOST]:
                    yield self._open(each)
                yield Say("decide.ways_heard", ways=list(self._options))
                return
            if ways.gone and self._options:
                place = denied_way(said, self._options, len(self._options) - 1, self._language)
                yield self._drop(self._options[place or 0])
                yield Say("decide.dropped")
            if ways.gone or (self._options and no_other_way(said, self._language)):
                return
            option = way_named(said, self._language)
            if not option and len(said.split()) > A_WAY:
                ask = Ask("decide.way_in_short", Freely(), about=str(len(self._options)))
                said = (yield from self._ask(ask)) or ""
                option = way_named(said, self._language)
            option = option or said
            if not option:
                return
            if option in self._options:
                yield Say("decide.the_same", option=option)
                return
            told = ()
            yield self._open(option)

    def _open(self, option: str) -> Note:
        self._options.append(option)
        return Note(OptionWeighed(self._id, option))

    def _drop(self, option: str) -> Note:
        self._options.remove(option)
        self._weighed.pop(option, None)
        return Note(OptionWeighed(self._id, option, dropped=True))

    def _weigh(self, option: str, nth: str) -> Dialogue:
        """Ask what an option would serve and cost; it goes where it is said to be none."""
        place = "" if _short(option, self._language) else nth  # Its words are too long to say back.
        values = self._examples if not self._weighed else ()
        words: dict[str, Any] = {"option": option, "place": place, "values": values}
        serves = yield from self._of(option, Ask("decide.serves", Freely(), about=nth, **words))
        if option not in self._options:
            return
        served: tuple[str, ...] = ()
        if serves and ways_said(serves, self._language).doubts:
            yield Say("decide.it_counts")
        if serves:
            serves = instead_of_it(serves, self._language) or serves
            known = self._brief.values
            served = tuple(value.id for value in known if is_named_in(value.name, serves))
            yield Note(OptionWeighed(self._id, option, served, serves))
        name = _named_short(serves or "", self._language)
        ask = Ask("decide.costs", Freely(), about=nth, option=option, serves=name)
        cost = yield from self._of(option, ask)
        if option not in self._options:
            return
        if cost:
            yield Note(OptionWeighed(self._id, option, cost=cost))
            yield Say("decide.cost_heard", gist=said_back(cost, self._language), cost=cost)
        self._weighed[option] = OptionWeighed(self._id, option, served, serves or "", cost or "")

    def _of(self, option: str, ask: Ask) -> Generator[Step, Any, str | None]:
        """Ask about an option; drop it, or another one, where that is said to be none."""
        while True:
            said: str | None = yield from self._ask(ask)
            place = self._options.index(option)
            none = None if said is None else denied_way(said, self._options, place, self._language)
            if none is None:
                return said
            gone = self._options[none]
            yield self._drop(gone)
            yield Say("decide.dropped")
            if gone == option:
                return None

    def _with_less_fear(self) -> Generator[Step, Any, str]:
        options = list(self._weighed)
        if len(options) == 1:
            key = "decide.with_less_fear_would_you"
            named = _short(options[0], self._language)
            would = yield from self._ask(Ask(key, YesNo(), option=named))
            leaning = options[0] if would is True else ""
        else:
            labels = {str(place): option for place, option in enumerate(options)}
            short = tuple(_short(option, self._language) for option in options[:A_FEW])
            spoken = short if all(short) else ()
            expects = Choice(tuple(labels), labels=tuple(labels.values()))
            ask = Ask("decide.with_less_fear", expects, options=spoken)
            chosen = as_id((yield from self._ask(ask)), expects)
            leaning = labels.get(chosen or "", "")
        if leaning:
            yield Note(DecisionLeaned(self._id, leaning))
        key = "decide.leaning" if leaning else "decide.no_leaning"
        yield Say(key, option=_short(leaning, self._language))
        return leaning

    def _first_try(self, leaning: str, value: str) -> Generator[Step, Any, str]:
        """Ask for a small first try. If it becomes a goal, it serves `value`, as the leaning."""
        ask = Ask("decide.first_try", Freely(good=True), option=_short(leaning, self._language))
        first = yield from self._ask(ask)
        if not isinstance(first, str):
            return ""
        yield Note(DecisionTried(self._id, first))
        yield from _as_a_step(self._brief, first, value, "try")
        return first


def _short(option: str, language: str) -> str:
    """An option where it can be said back: not long, and more than a word or two; else ""."""
    fit = A_WORD_OR_TWO < len(option.split()) <= A_TITLE
    return option if fit or echo(option, language) else ""


def _named_short(said: str, language: str) -> str:
    """A name of what an option serves, where one can be taken from what was said."""
    sure = without_doubt(said, language)
    named = whole_name(sure, language) or short_name(sure, language)
    return echo(sure, language) or named


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
