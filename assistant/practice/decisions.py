"""Hard decisions: the ways one could go, what each would serve and cost, and a small first try."""

from __future__ import annotations

import msgspec

from assistant.practice.event import Event


class DecisionOpened(Event, frozen=True, tag="decision_opened"):
    """A decision to look at, in the person's own words."""

    decision: str
    words: str


class OptionWeighed(Event, frozen=True, tag="option_weighed"):
    """One way to go: the values it would serve (their ids), how that was said, what it costs.

    Said of an option again, it adds to what was said before.
    """

    decision: str
    option: str
    values: tuple[str, ...] = ()
    serves: str = ""
    cost: str = ""


class DecisionLeaned(Event, frozen=True, tag="decision_leaned"):
    """Which way the person would go if the fear were smaller. It decides nothing."""

    decision: str
    option: str


class DecisionTried(Event, frozen=True, tag="decision_tried"):
    """A small first try which the person could take back."""

    decision: str
    words: str


DecisionNoted = DecisionOpened | OptionWeighed | DecisionLeaned | DecisionTried


class Option(msgspec.Struct):
    """A way to go, and what was said of it."""

    name: str
    values: list[str] = []
    serves: str = ""
    cost: str = ""


class Decision(msgspec.Struct):
    """A decision as far as it was looked at."""

    id: str
    day: str
    words: str
    options: list[Option] = []
    leaning: str = ""
    first_try: str = ""


def note(decisions: list[Decision], noted: DecisionNoted, day: str) -> None:
    """Take into `decisions` what was noted on `day`."""
    if isinstance(noted, DecisionOpened):
        decisions.append(Decision(noted.decision, day, noted.words))
        return
    decision = next((d for d in decisions if d.id == noted.decision), None)
    if decision is None:
        return
    match noted:
        case OptionWeighed():
            _weigh(decision, noted)
        case DecisionLeaned(option=option):
            decision.leaning = option
        case DecisionTried(words=words):
            decision.first_try = words


def _weigh(decision: Decision, noted: OptionWeighed) -> None:
    option = next((o for o in decision.options if o.name == noted.option), None)
    if option is None:
        option = Option(noted.option)
        decision.options.append(option)
    option.values = [*option.values, *(v for v in noted.values if v not in option.values)]
    option.serves = noted.serves or option.serves
    option.cost = noted.cost or option.cost
