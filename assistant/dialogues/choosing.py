"""Asking for one of several things. The answer is an id; what each is called are its labels."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any, Literal

from assistant.dialogues.brief import ValueBrief
from assistant.dialogues.steps import Ask, Step
from assistant.practice.old_labels import id_of
from intents import Choice, Several, YesNo

A_FEW = 3
"""So many names are said in one question."""


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
    """Ask for one of several things; gives its id, `None`, or what was said in its place.

    `labels` are things of the person's, by id; `fixed` the ids of further options, called as the
    language's options say in the table `named`. `topic` is the `about` of the expectation.
    """
    options = (*labels, *fixed)
    expects = Choice(options, or_else, topic, tuple(labels.values()), named)
    answer = yield Ask(key, expects, about, also, **words)
    return as_id(answer, expects)


def choose_some(
    key: str, labels: Mapping[str, str], about: str = "", **words: Any
) -> Generator[Step, Any, tuple[str, ...] | None]:
    """Ask which of several things are meant; gives their ids, `None` for a question passed over."""
    expects = Several(tuple(labels), tuple(labels.values()))
    answers = yield Ask(key, expects, about, **words)
    return None if answers is None else tuple(as_id(answer, expects) for answer in answers)


def choose_value(
    key: str, values: tuple[ValueBrief, ...], about: str = "", **asked: Any
) -> Generator[Step, Any, Any]:
    """Ask for one of the person's values; gives it, `None`, or what was said in its place."""
    names = tuple(value.name for value in values)[:A_FEW]
    labels = {value.id: value.name for value in values}
    chosen = yield from choose(key, labels, about, values=names, **asked)
    if not isinstance(chosen, str):
        return chosen
    return next((value for value in values if value.id == chosen), None)


def choose_apart(
    key: str,
    labels: Mapping[str, str],
    tell_apart: Callable[[str], Ask],
    **asked: Any,
) -> Generator[Step, Any, Any]:
    """As `choose`, for things which may share a label, such as two goals of one name.

    Where several share the label which was chosen, `tell_apart` gives a yes-or-no question for each
    of them in turn; the last is meant when all the others are not.
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
    """The id of an answer; older journals hold the label which was said at that time."""
    if not isinstance(answer, str) or answer in expects.options:
        return answer
    for option, label in zip(expects.options, expects.labels, strict=False):
        if label == answer:
            return option
    return id_of(expects.named, answer)
