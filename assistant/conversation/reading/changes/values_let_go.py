"""A value that shall go, by any words for it: "X isn't a value of mine any more", "take X off the
list", "get rid of one of them, they're the same".

A value is let go only where it is named whole, or called a value; it is asked about first. Two that
are one become one at once, with the steps of both; an undo parts them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import CLOSED, Act, Context, Interpretation
from assistant.conversation.reading.changes.plain_renaming import NameReader
from assistant.conversation.reading.named import named_by_place, named_in, named_whole, telling
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.unasked_words import said_anywhere
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import is_name
from intents import Choice, Meaning

if TYPE_CHECKING:
    from intents import Language

DROP, MERGE = "drop_value", "merge"
"""The intents that a value goes, and that two are one."""
SHALL_IT_GO = "repair.shall_it_go"
"""The question whether a value is let go."""
A_STORY = 30
"""In more words nothing is let go."""
NEAR = 3
"""So many words before a verb, a "not" takes it back."""

Read = Callable[[str, Context], Interpretation]


def value_let_go(
    language: Language, text: str, context: Context, interpret: Read
) -> Interpretation | None:
    """The wish that a value goes, with the answer that stands before it; `None` for no such wish.

    `interpret` reads what is said before the wish.
    """
    expects = context.expects
    if not isinstance(expects, CLOSED) or context.paused or context.one_part:
        return None
    if not context.values or context.safety_talk or not 1 < len(text.split()) <= A_STORY:
        return None
    if both := _one_by_a_name(language, text, context):
        return both
    for start, clause in _clauses(text.split(), phrases_of(language.name)):
        found = _wish(language, " ".join(clause), text, context)
        if found is None:
            continue
        intent, slots = found
        ask = context.ask
        if ask is not None and ask.key == SHALL_IT_GO and ask.words.get("value") in slots.values():
            return Interpretation.of(Meaning(text, "answer", value=True, score=1.0))
        end = len(text.split())
        wish = Act("command", start, end, intent, slots=slots, words=text)
        before = interpret(" ".join(text.split()[:start]), context) if start else None
        if before is not None and before.is_answer:
            return Interpretation(before.meaning, (*before.acts[:1], wish))
        meaning = Meaning(tidy(text, language.name), "command", intent, score=1.0, slots=slots)
        return Interpretation(meaning, (wish,))
    return None


def _one_by_a_name(language: Language, text: str, context: Context) -> Interpretation | None:
    """Two values that are one, and what that is called: "they're the same, call it X"."""
    words, phrases = language.words(text), phrases_of(language.name)
    if len(context.values) != 2 or not said_anywhere("repair.says_the_same", words, phrases):
        return None
    of_values = any(phrases.has("repair.kind_value", word) for word in words)
    if not (of_values or named_whole(language, words, context.values) or _asks_for_one(context)):
        return None  # "The same as yesterday, call it partly" is of no values.
    called = NameReader(language, text, Context(), frozenset()).called(at_an_offer=True)
    if called is None or not is_name(called.words, language.name):
        return None
    stays, gone = context.values
    slots = {"gone": gone, "stays": stays, "new": called.words}
    end, expects, said = len(text.split()), context.expects, tidy(text, language.name)
    wish = Act("command", 0, end, MERGE, slots=slots, words=text)
    if isinstance(expects, Choice) and stays in expects.labels:
        # Which of the two was asked: it is that one.
        value = expects.options[expects.labels.index(stays)]
        answer = Act("answer", 0, end, value=value, words=text)
        return Interpretation(Meaning(said, "answer", value=value, score=1.0), (answer, wish))
    return Interpretation(Meaning(said, "command", MERGE, score=1.0, slots=slots), (wish,))


def _asks_for_one(context: Context) -> bool:
    """Whether it is asked which of the two values is meant."""
    expects = context.expects
    return isinstance(expects, Choice) and set(context.values) <= set(expects.labels)


def _clauses(words: list[str], phrases: Phrases) -> list[tuple[int, list[str]]]:
    """All of it, and what stands after an "and" or a "but": from where, and the words."""
    joins = [at for at, word in enumerate(words) if phrases.has("clause_joins", word.lower())]
    return [(at, words[at + bool(at) :]) for at in (*reversed(joins), 0) if words[at + bool(at) :]]


def _wish(
    language: Language, clause: str, text: str, context: Context
) -> tuple[str, dict[str, Any]] | None:
    words, phrases = list(language.words(clause)), phrases_of(language.name)
    for said in _removed(words, phrases):
        if found := _one_of_two(language, words, text, context):
            return MERGE, found
        if value := _value(language, said, context):
            return DROP, {"value": value}
    return None


def _value(language: Language, said: list[str], context: Context) -> str:
    """The value that is named whole, or by a part where it is called a value; "" for none."""
    phrases = phrases_of(language.name)
    whole = named_whole(language, said, (*context.values, *context.goals))
    of_value = any(phrases.has("repair.kind_value", word) for word in said)
    values = [name for name in whole if name in context.values]
    if len(whole) > len(values):
        return ""
    if len(values) == 1:
        return values[0]
    latest = any(phrases.has("repair.place_last", word) for word in said)
    if values or not of_value or latest:
        return ""  # "Erase my last value" is what was said last.
    value = named_by_place(said, context.values, phrases, "repair.kind_value")
    return value or named_in(language, said, context.values)


def _removed(words: list[str], phrases: Phrases) -> Iterator[list[str]]:
    """The words that may tell what shall go."""
    for at in range(len(words)):
        rest = " ".join(words[at:])
        lead = phrases.longest_start("repair.lets_go", rest)
        near = words[max(at - NEAR, 0) : at]
        if lead and not any(phrases.has("repair.denies", word) for word in near):
            after = words[at + len(lead.split()) :]
            outwards = said_anywhere("repair.off_the_list", after, phrases)
            if phrases.has("repair.lets_go_with_off", lead) and not outwards:
                continue
            yield _upto(after, phrases)
    for at in range(1, len(words)):
        if phrases.longest_start("repair.no_value_any_more", " ".join(words[at:])):
            yield words[:at]


def _upto(words: list[str], phrases: Phrases) -> list[str]:
    """Words as far as what stays: "being kind | and keep honesty"."""
    rests = ((at, " ".join(words[at:])) for at in range(1, len(words)))
    stays = (at for at, rest in rests if phrases.longest_start("repair.stays", rest))
    return words[: next(stays, len(words))]


def _one_of_two(
    language: Language, words: Sequence[str], text: str, context: Context
) -> dict[str, Any] | None:
    """The two values that are one, where one of them shall go: "… they're the same"."""
    phrases = phrases_of(language.name)
    alike = [
        (stays, gone)
        for stays, gone in combinations(context.values, 2)
        if set(telling(language, language.words(stays)))
        == set(telling(language, language.words(gone)))
    ]
    if not alike:
        return None
    named = named_whole(language, words, context.values)
    for stays, gone in alike:
        if named and named[0] in (stays, gone):
            other = gone if named[0] == stays else stays
            return {"gone": named[0], "stays": other}
    same = said_anywhere("repair.says_the_same", language.words(text), phrases)
    one = said_anywhere("repair.one_of_them", words, phrases)
    if len(alike) == 1 and same and one:
        return {"gone": alike[0][1], "stays": alike[0][0]}
    return None
