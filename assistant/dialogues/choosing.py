"""Questions for one of several things. The answer is an id; a label is what a thing is called."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any, Literal

from assistant.dialogues.brief import ValueBrief
from assistant.dialogues.steps import Ask, Step
from assistant.practice.old_labels import id_of
from intents import Choice, Several, YesNo

A_FEW = 3
"""At most this many names are said in one question."""
AT_ONCE = 4
"""At most this many values are said in one question."""


def choose(
    key: str,
    labels: Mapping[str, str],
    about: str = "",
    *,
    fixed: tuple[str, ...] = (),
    named: str = "",
    or_else: Literal["", "step", "value"] = "",
    topic: str = "",
    also: tuple[str, ...] = (),
    **words: Any,
) -> Generator[Step, Any, Any]:
    """Ask for one of several things. Return its id, None, or what was said instead.

    `labels` are the person's own things, by id. `fixed` are the ids of further options; their
    labels are in the table `named` of the language's options. `topic` is the `about` of the
    expectation.
    """
    options = (*labels, *fixed)
    expects = Choice(options, or_else, topic, tuple(labels.values()), named)
    answer = yield Ask(key, expects, about, also, **words)
    return as_id(answer, expects)


def choose_some(
    key: str, labels: Mapping[str, str], about: str = "", **words: Any
) -> Generator[Step, Any, tuple[str, ...] | None]:
    """Ask which of several things are meant. Return their ids, None if the question is skipped."""
    expects = Several(tuple(labels), tuple(labels.values()))
    answers = yield Ask(key, expects, about, **words)
    return None if answers is None else tuple(as_id(answer, expects) for answer in answers)


def choose_value(
    key: str, values: tuple[ValueBrief, ...], about: str = "", **asked: Any
) -> Generator[Step, Any, Any]:
    """Ask for one of the person's values. Return it, None, or what was said instead."""
    values = newest_first(values) if len(values) > AT_ONCE else values
    names = tuple(value.name for value in values)[:AT_ONCE]
    labels = {value.id: value.name for value in values}
    chosen = yield from choose(key, labels, about, values=names, **asked)
    if not isinstance(chosen, str):
        return chosen
    return next((value for value in values if value.id == chosen), None)


def newest_first(values: tuple[ValueBrief, ...]) -> tuple[ValueBrief, ...]:
    """The values with the newest before the others: those are thought of now.

    The first of them are said, and "the second one" is the second of what was said.
    """
    return (*values[-AT_ONCE:], *values[:-AT_ONCE])


def choose_apart(
    key: str,
    labels: Mapping[str, str],
    tell_apart: Callable[[str], Ask],
    **asked: Any,
) -> Generator[Step, Any, Any]:
    """As `choose`, for things which may share a label, such as two goals of one name.

    If several share the chosen label, `tell_apart` gives a yes-or-no question for each in turn; if
    all others are answered with no, the last is meant.
    """
    first: dict[str, str] = {}
    for option, label in labels.items():
        first.setdefault(label.casefold(), option)
    different = {option: labels[option] for option in first.values()}
    chosen = yield from choose(key, different, **asked)
    if not isinstance(chosen, str) or chosen not in labels:
        return chosen
    alike = [id for id, label in labels.items() if label.casefold() == labels[chosen].casefold()]
    for option in alike[:-1]:
        question = tell_apart(option)
        assert isinstance(question.expects, YesNo), "each is asked about with a yes or a no"
        is_it = yield question
        if is_it is None:
            return None
        if is_it:
            return option
    return alike[-1]


def as_id(answer: Any, expects: Choice | Several) -> Any:
    """Return the id of an answer. Older journals hold the label that was said instead of the id."""
    if not isinstance(answer, str) or answer in expects.options:
        return answer
    for option, label in zip(expects.options, expects.labels, strict=False):
        if label == answer:
            return option
    return id_of(expects.named, answer)
