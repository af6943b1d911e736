"""What is said where others may hear: nothing of the journal that was not said just now.

The person's own words of this conversation may be given back, since they were said aloud. A goal,
a value or a part of life from before is named by its place among the others, a name is left out,
and a line with anything else is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from assistant.conversation.reply import Reply
from assistant.dialogues.steps import Say
from assistant.practice.events import Answered, Entry, Missed, Segment, SessionBegan
from assistant.practice.state import State

LINE, QUESTION, WHICH = "discreet.line", "discreet.question", "discreet.which"
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

Variants = Mapping[str, Sequence[str]]


def discreet(reply: Reply, state: State, said: Sequence[Entry], variants: Variants) -> Reply:
    """The reply without what the journal held before this conversation, whose events are `said`.

    `variants` are the wordings, of which those beneath `discreet` are used.
    """
    private = _private(state, _words_said(said), variants)
    if not private:
        return reply
    question = reply.ask.key if reply.ask else ""
    says: list[Say] = []
    for say in reply.says:
        kept = _without(say, private)
        if kept is None:
            asks = WHICH if any(_is_list(value) for value in say.words.values()) else QUESTION
            kept = Say(asks if say.key == question else LINE)
        if kept.key != LINE or kept not in says:
            says.append(kept)
    return replace(reply, says=tuple(says))


def _without(say: Say, private: Mapping[str, str | None]) -> Say | None:
    """A line with other words for what is private; `None` where there are none."""
    words: dict[str, Any] = {}
    for field, value in say.words.items():
        if isinstance(value, str):
            new = _replaced(value, private)
            if new is None:
                return None
            words[field] = new
        elif _is_list(value) and any(_replaced(item, private) != item for item in value):
            return None
        else:
            words[field] = value
    return Say(say.key, say.nth, **words)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _replaced(text: str, private: Mapping[str, str | None]) -> str | None:
    """A text with other words for what is private; `None` where there are none."""
    low = " ".join(_WORD.findall(text.casefold()))
    for own, instead in private.items():
        if f" {own} " not in f" {low} ":
            continue
        if instead is None:
            return None
        pattern = r"\W+".join(map(re.escape, own.split()))
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", instead, text, flags=re.IGNORECASE)
        low = " ".join(_WORD.findall(text.casefold()))
    return text


def _private(state: State, said: frozenset[str], variants: Variants) -> dict[str, str | None]:
    """The person's words that were not said here, the longest first, and what to say instead."""
    private: dict[str, str | None] = {}
    for words in _told(state):
        private.setdefault(_plain(words), None)
    for kind, titles in (
        ("domain", list(state.domains.own.values())),
        ("value", [value.name for value in state.values]),
        ("goal", [goal.title for goal in state.goals if goal.alive]),
    ):
        for place, title in enumerate(titles):
            private[_plain(title)] = _by_place(kind, place, len(titles), variants)
    private[_plain(state.name)] = ""
    known = {own: instead for own, instead in private.items() if not said.issuperset(own.split())}
    return dict(sorted(known.items(), key=lambda item: -len(item[0])))


def _by_place(kind: str, place: int, number: int, variants: Variants) -> str:
    """What is said for a goal, a value or a part of life: which it is of so many."""
    only, *by_place = variants[f"discreet.{kind}"]
    if number == 1 or not by_place:
        return only
    return by_place[place] if place < len(by_place) else variants[f"discreet.others.{kind}"][0]


def _told(state: State) -> Iterator[str]:
    """All else that the journal holds in the person's words, but whole reflections."""
    for value in state.values:
        yield value.said
    for goal in state.goals:
        yield goal.title
        yield from goal.said.values()
        yield from (check.barrier for check in goal.history)
    yield from (intention.words for intention in state.intentions)
    for obstacle in state.obstacles:
        yield from (obstacle.name, obstacle.words, obstacle.way_words)
    yield from (told.words for told in state.exercises.told)
    for decision in state.decisions:
        yield from (decision.words, decision.leaning, decision.first_try)
        for option in decision.options:
            yield from (option.name, option.serves, option.cost)
    for day in state.days.told.values():
        yield from day.values()
    yield from (*state.cards.own.values(), *state.cards.lived.values())
    yield from state.domains.examples.values()
    yield from (choice.words for choice in state.own_choices)


def _words_said(entries: Sequence[Entry]) -> frozenset[str]:
    """The words the person said in this conversation."""
    told: list[str] = []
    for entry in entries:
        match entry.event:
            case Answered(said=said, value=value, notes=notes):
                told += [said, value if isinstance(value, str) else "", *_texts(notes)]
            case SessionBegan(notes=notes):
                told += _texts(notes)
            case Missed(said=said):
                told.append(said)
            case Segment(text=text):
                told.append(text)
    return frozenset(word for text in told for word in _plain(text).split())


def _texts(notes: Sequence[msgspec.Struct]) -> Iterator[str]:
    for note in notes:
        yield from (value for value in msgspec.structs.astuple(note) if isinstance(value, str))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
