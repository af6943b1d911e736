"""Wishes to add a value or a step, said anywhere in a sentence and at any closed question.

"No, I want to add a value, patience", "leave it, but also I want to walk with the twins on Sunday",
"very, but can I just add honesty as my value". What is said before the wish may answer the
question. The patterns stand in the language's `wished.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import CLOSED, Act, Context, Interpretation
from assistant.conversation.reading.changes.goal_moves import SERVES, moved_goal
from assistant.conversation.reading.changes.new_goal_requests import new_goal
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.wished_patterns import patterns_of, without, words_of
from assistant.conversation.reading.wishes import OFFERS
from assistant.formatting.rephrasing import tidy
from assistant.formatting.word_spans import WordSpans
from assistant.practice.naming import is_name, short_name
from intents import (
    Aspiration,
    Command,
    Meaning,
)

if TYPE_CHECKING:
    from intents import Language

ADD_VALUE, ADD_GOAL = "add_value", "add_goal"
PAUSE = "pause_goal"
EXPLORE = "explore_values"
BY_NAME = "name"
"""The way to explore in which a value is asked for at once."""
OF_STEPS = ("change_goal.", "adjusting.", "pause_goal.", "drop_goal.", "which_goal.")
"""How the questions begin in which one of the steps is asked for."""
OF_VALUES = "goal.which_value"
"""The question which value a new step is for."""
NEW = "new"
"""In place of a value: one that is none of those there."""
LAST_QUESTION = "adjusting.which"
"""The question whose answer may end the conversation."""
LEADS_UP = 4
"""So many words at most lead up to a wish: "but also I"."""
A_STORY = 40
"""What has more words is a story."""
A_NAME = 12
"""A name is looked for in at most so many words."""

KINDS = ("value", "as_value", "anything", "goal", "plainly", "also_wants", "new_one")
"""The kinds of wishes, the surest first."""
Interpret = Callable[[str, Context], Interpretation]


def adds(
    language: Language, text: str, context: Context, interpret: Interpret
) -> Interpretation | None:
    """What a sentence wishes to add, with what it answers before; `None` for no such wish.

    `interpret` reads what is said before the wish.
    """
    expects = context.expects
    if not isinstance(expects, CLOSED) or context.paused or context.one_part or context.safety_talk:
        return None
    if not 1 < len(text.split()) <= A_STORY:
        return None
    spans, known = WordSpans(text), patterns_of(language.name, "adds")
    if not known:
        return None
    for kind in KINDS:
        found = _find(kind, spans, known)
        if found is None:
            continue
        start, rest = found
        head = spans.before(start).strip(" ,.") if spans.at(start) else ""
        if known["never"].search(f"{WordSpans(head).searchable}"):
            continue
        wish = _wish(kind, rest, language, context)
        if kind == "goal" and head and wish == (ADD_GOAL, {}):
            wish, head = _told_before(head, language, context) or wish, ""
        if wish is None:
            continue
        if isinstance(wish, Meaning):
            return Interpretation.of(replace(wish, text=tidy(text, language.name)))
        intent, slots = wish
        if intent == ADD_VALUE and (parted := _with_its_step(slots, language, context)):
            return _of_two(text, parted, language)
        return _with_head(head, text, (intent, slots), context, interpret, language)
    return None


def _find(kind: str, spans: WordSpans, known: Mapping[str, re.Pattern[str]]) -> Any:
    """The place at which the wish begins, and the words that name what is to be added."""
    said = spans.searchable
    if kind == "as_value":
        begins, ends = known["keeps"].search(said), known["as_a_value"].search(said)
        if begins is None or ends is None or ends.start() <= begins.end():
            return None
        after = spans.rest(ends.end()) if ends.end() < len(said) else ""
        named = spans.rest(begins.end())[: -len(spans.rest(ends.start()))]
        return None if after else (begins.start(), named)
    found = known[kind].search(said)
    if found is None:
        return None
    return found.start(), spans.rest(found.end()) if found.end() < len(said) else ""


def _wish(
    kind: str, rest: str, language: Language, context: Context
) -> tuple[str, dict[str, Any]] | Meaning | None:
    """The intent and the slots of a wish, or the answer that it is; `None` for none."""
    ask = context.ask
    named = _named(rest, language.name)
    key = ask.key if ask is not None else ""
    if kind == "new_one":
        if key == OF_VALUES:
            return Meaning(rest, "answer", value={"kind": NEW, "words": ""}, score=1.0)
        return (ADD_GOAL, {}) if key.startswith(OF_STEPS) else None
    first = named.lower().partition(" ")[0]
    if kind == "also_wants":
        phrases = phrases_of(language.name)
        if phrases.has("asks_lantern", first) or phrases.has("names_nobody", first):
            return None
        slots = new_goal(language, named, context)
        return (ADD_GOAL, slots) if slots.get("often") else None
    if kind == "plainly":
        phrases = phrases_of(language.name)
        if any(phrases.has("repair.kind_value", word) for word in named.lower().split()):
            return None  # "Add courage as a value and …"
        value, named = _to_a_value(named, context, language)
        slots = {**new_goal(language, named, context), **value}
        told = bool(slots.get("goal")) and bool(slots.get("often"))
        return (ADD_GOAL, _named_well(slots, language)) if told else None
    if kind == "goal":
        slots = new_goal(language, named, context)
        step = _step_first(str(slots.get("goal", "")), language.name)
        return ADD_GOAL, {**slots, "goal": step} if step else slots
    if kind == "anything":
        return _either(named, language, context)
    if not named:
        return None if key.startswith("explore.") else (EXPLORE, {"wish": BY_NAME})
    weak = phrases_of(language.name).table["function_words"]
    if len(named.split()) > A_NAME or weak.issuperset(named.lower().split()):
        return None
    return ADD_VALUE, {"value": named}


def _told_before(
    head: str, language: Language, context: Context
) -> tuple[str, dict[str, Any]] | None:
    """The step that was told before the wish: "I want to say no to shifts, add that as a step"."""
    phrases, words = phrases_of(language.name), head.split()
    for at in range(len(words)):
        lead = phrases.longest_start("wants_to_do", " ".join(words[at:]).lower())
        if not lead:
            continue
        step = _named(" ".join(words[at + len(lead.split()) :]), language.name)
        slots = new_goal(language, step, context)
        return (ADD_GOAL, _named_well(slots, language)) if slots.get("goal") else None
    return None


def _to_a_value(named: str, context: Context, language: Language) -> tuple[dict[str, Any], str]:
    """The value to which a step is added, and the words of the step: "to eating | cook soup"."""
    words, phrases = named.split(), phrases_of(language.name)
    if words and phrases.has("adds_to", words[0].lower()):
        own = [word.lower() for word in words[1:]]
        for value in context.values:
            name = value.lower().split()
            if own[: len(name)] == name and len(own) > len(name):
                return {"for": value}, " ".join(words[1 + len(name) :])
    return {}, named


def _named_well(slots: dict[str, Any], language: Language) -> dict[str, Any]:
    """The slots of a step whose name ends with nothing that only leads to its days: "please"."""
    return {**slots, "goal": _named(str(slots["goal"]), language.name)}


def _with_its_step(
    slots: Mapping[str, Any], language: Language, context: Context
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """A value, and the step that is put under it: "company | and put the telephoning under it"."""
    words, phrases = str(slots.get("value", "")).split(), phrases_of(language.name)
    for at in range(1, len(words)):
        if not phrases.longest_start("repair.another_wish", " ".join(words[at:]).lower()):
            continue
        value, rest = " ".join(words[:at]), words[at + 1 :]
        if phrases.has("meant_of_values", rest[-1].lower()):
            rest = [*rest[:-1], value]
        there = replace(context, values=(*context.values, value))
        moved = moved_goal(language, " ".join(rest), there)
        if moved is not None and moved.slots.get("value") == value and moved.slots.get("goal"):
            return {"value": value}, dict(moved.slots)
    return None


def _of_two(
    text: str, parted: tuple[dict[str, Any], dict[str, Any]], language: Language
) -> Interpretation:
    end, (value, serves) = len(text.split()), parted
    acts = (
        Act("command", 0, end, ADD_VALUE, slots=value, words=text),
        Act("command", 0, end, SERVES, slots=serves, words=text),
    )
    said = tidy(text, language.name)
    return Interpretation(Meaning(said, "command", ADD_VALUE, score=1.0, slots=value), acts)


def _step_first(named: str, language: str) -> str:
    """The step that a long wish begins with: "book the test" of "book the test but I'm not sure".

    All of it, where it is short or begins otherwise.
    """
    step = short_name(named, language, step=True) if len(named.split()) > A_NAME else ""
    return step if step and named.lower().startswith(step.lower()) else named


def _either(named: str, language: Language, context: Context) -> tuple[str, dict[str, Any]] | None:
    """A step where it is something to do or has its days, else a value; nothing where unnamed."""
    if not named:
        return None
    slots = new_goal(language, named, context)
    hope = language.understand(named, Aspiration(), now=context.now)
    kind = hope.value.get("kind") if isinstance(hope.value, Mapping) else ""
    if slots.get("goal") and (kind == "goal" or slots.get("often")):
        return ADD_GOAL, slots
    value = named if is_name(named, language.name) else short_name(named, language.name) or named
    return (ADD_VALUE, {"value": value}) if len(value.split()) <= A_NAME else None


def _named(rest: str, language: str) -> str:
    """What is to be added, without what stands around it: "too", "please", "it's"."""
    before, after = (words_of(language, "words", name) for name in ("before", "after"))
    return without(rest, before, after)


def _with_head(
    head: str,
    text: str,
    wish: tuple[str, dict[str, Any]],
    context: Context,
    interpret: Interpret,
    language: Language,
) -> Interpretation:
    """The wish, after the answer or the other wish that stands before it where there is one."""
    intent, slots = wish
    end = len(text.split())
    start = len(head.split())
    act = Act("command", start, end, intent, slots=slots, words=text)
    offered = context.ask is not None and context.ask.key.startswith(OFFERS)
    asks_on = _ends(context) and "often" not in slots
    if head and not isinstance(context.expects, Command) and not offered and not asks_on:
        before = _before(head, context, interpret)
        if before is not None and before.is_answer:
            in_passing = {"in_passing": True} if _ends(context) and "often" in slots else {}
            act = replace(act, slots=slots | in_passing)
            return replace(before, acts=(*before.acts[:1], act))
        if before is not None:
            rests = {**before.slots, "told": True} if before.intent == PAUSE else before.slots
            first = Act("command", 0, start, str(before.intent), slots=rests, words=head)
            return Interpretation(replace(before.meaning, slots=rests), (first, act))
    meaning = Meaning(tidy(text, language.name), "command", intent, score=1.0, slots=slots)
    return Interpretation.of(meaning)


def _ends(context: Context) -> bool:
    """Whether the answer to what is asked ends a conversation, so that nothing can be asked on."""
    return context.ask is not None and context.ask.key == LAST_QUESTION


def _before(head: str, context: Context, interpret: Interpret) -> Interpretation | None:
    """What the words before a wish do, without the words at their end that lead up to it."""
    words = head.split()
    for size in range(len(words), max(len(words) - LEADS_UP, 0), -1):
        said = interpret(" ".join(words[:size]), context)
        if said.is_answer or (said.kind == "command" and said.score == 1):
            return said
    return None
