"""The possible answers to the question being asked, for those who choose instead of speaking.

A page shows them as buttons, a terminal gives each a key, and a switch goes through them one by
one. What was chosen is handed to the conversation as if its `text` had been said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.conversation.reply import Reply
from assistant.dialogues.steps import Ask
from assistant.wording import Wording
from intents import Choice, Dictation, Expectation, Freely, Number, Open, Rating, Several, YesNo

MOST_NUMBERS = 12
"""A range of more numbers than this is not offered number by number."""
MOST_EARLIER = 4
"""So many answers given before are offered to an open question."""
ALWAYS = ("skip", "back", "repeat", "help", "stop")
IN_A_DICTATION = ("skip", "help", "stop")
IN_A_PAUSE = ("stop",)
"""The intents that are offered with any question, in a dictation, and in a pause."""
_TEN = "-"
"""The key of the number ten: the one after 9 and 0 on most keyboards."""

OptionNames = Callable[[Choice | Several], Sequence[Sequence[str]]]
"""What each option of a question is called; see `intents.Language.names_of`."""


@dataclass(frozen=True, slots=True)
class OfferedAnswer:
    """One answer that can be chosen.

    `id` names it among the answers of its question, in every language alike. `label` is what is
    shown or spoken, `text` what it stands for: the words to hand to the conversation. `shortcut` is
    its key on a keyboard, one character; "" for none. `kind`: "answer" is one the question expects,
    "example" one out of many that are possible, "earlier" one that the person gave before, and
    "command" what can be said at almost any time, such as "skip". `intent` is that of a command; a
    choice may have an option of the same name.
    """

    id: str
    label: str
    text: str
    kind: Literal["answer", "example", "earlier", "command"] = "answer"
    shortcut: str = ""
    intent: str = ""


def offered_answers(
    reply: Reply,
    wording: Wording,
    option_names: OptionNames,
    earlier: Sequence[str] = (),
) -> tuple[OfferedAnswer, ...]:
    """The answers to offer while `reply` stands, in the order to show them; none after its end.

    `earlier` are answers given to the same question before, the newest first. They are offered only
    where the person's own words are expected.
    """
    if reply.ask is None:
        return ()
    if reply.paused:
        answers = [*_listed(("answers.paused",), wording)]
        return (*_with_digits(answers), *_commands(wording, IN_A_PAUSE))
    ask = reply.ask
    found = [*_answers(ask, wording, option_names, earlier), *_also(ask, wording)]
    unique = {answer.text.casefold(): answer for answer in reversed(found)}
    kept = [answer for answer in found if unique[answer.text.casefold()] is answer]
    always = IN_A_DICTATION if isinstance(ask.expects, Dictation) else ALWAYS
    return (*_with_digits(kept), *_commands(wording, always))


def beginnings(wording: Wording) -> tuple[OfferedAnswer, ...]:
    """The conversations offered where none is under way."""
    return tuple(_with_digits([*_listed(("beginnings",), wording)]))


def _answers(
    ask: Ask, wording: Wording, option_names: OptionNames, earlier: Sequence[str]
) -> Iterator[OfferedAnswer]:
    expects = ask.expects
    match expects:
        case Choice() | Several():
            yield from _options(expects, option_names(expects))
            if isinstance(expects, Several) and len(expects.options) > 1:
                yield from _listed(("choice.all",), wording)
            yield from _listed(("choice.none",), wording)
        case YesNo(named=named) if named:
            options = ("yes", "no")
            yield from _options(expects, option_names(Choice(options, named=named)), options)
        case Rating(low, high) | Number(low, high) if (
            low is not None and high is not None and high - low < MOST_NUMBERS
        ):
            for number in range(int(low), int(high) + 1):
                shortcut = str(number) if number < 10 else _TEN if number == 10 else ""
                yield OfferedAnswer(str(number), str(number), str(number), shortcut=shortcut)
        case Open():
            for place, words in enumerate(earlier[:MOST_EARLIER], 1):
                yield OfferedAnswer(f"earlier.{place}", words, words, "earlier")
            keys = (f"answers.{expects.name}.{ask.key}", *_asks_for(expects))
            yield from _listed(keys, wording, "example")
        case _:
            yield from _listed((f"answers.{expects.name}.{ask.key}",), wording)


def _options(
    expects: Expectation, names: Sequence[Sequence[str]], ids: Sequence[str] = ()
) -> Iterator[OfferedAnswer]:
    options = ids or getattr(expects, "options", ())
    for option, (name, *_) in zip(options, names, strict=True):
        yield OfferedAnswer(option, _capital(name), name)


def _asks_for(expects: Open) -> Iterator[str]:
    """The keys of the examples for what an open question asks for, the most particular first."""
    if isinstance(expects, Freely) and expects.thoughts:
        yield "open.thoughts"
    if expects.action:
        yield "open.action"
    if expects.names:
        yield "open.names"
    if isinstance(expects, Freely) and expects.good:
        yield "open.good"
    if isinstance(expects, Freely) and expects.hope:
        yield "open.hope"


def _listed(
    keys: Sequence[str], wording: Wording, kind: Literal["answer", "example"] = "answer"
) -> Iterator[OfferedAnswer]:
    """The entries of the first of these lists that there is, each named by its place in it."""
    for key in keys:
        if found := _find(key, wording):
            name, texts = found
            for place, text in enumerate(texts, 1):
                yield OfferedAnswer(f"{name}.{place}", text, text, kind)
            return


def _find(key: str, wording: Wording) -> tuple[str, Sequence[str]] | None:
    """The list of the longest beginning of `key` that has one, and that beginning."""
    parts = key.split(".")
    for end in range(len(parts), 0, -1):
        name = ".".join(parts[:end])
        if (texts := wording.variants.get(f"offered.{name}")) is not None:
            return name, texts
    return None


def _also(ask: Ask, wording: Wording) -> Iterator[OfferedAnswer]:
    """The commands that answer this question too."""
    for intent in ask.also:
        for text in wording.variants.get(f"offered.also.{intent}", ())[:1]:
            yield OfferedAnswer(f"also.{intent}", text, text, intent=intent)


def _commands(wording: Wording, intents: Sequence[str]) -> Iterator[OfferedAnswer]:
    for intent in intents:
        if found := wording.variants.get(f"offered.always.{intent}"):
            text, shortcut = found
            yield OfferedAnswer(f"always.{intent}", text, text, "command", shortcut, intent)


def _with_digits(answers: Sequence[OfferedAnswer]) -> Iterator[OfferedAnswer]:
    """The answers, the first nine with a digit as their key where they have none of their own."""
    numbered = any(answer.shortcut for answer in answers)
    for place, answer in enumerate(answers, 1):
        digit = str(place) if place < 10 and not numbered else answer.shortcut
        yield replace(answer, shortcut=digit)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
