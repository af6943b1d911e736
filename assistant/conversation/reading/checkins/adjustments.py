"""Reads what is to be adjusted for the next week, said in a sentence.

"Make the reading smaller, five pages" names the way, the step and its size; "leave it" or "no, I'm
fine" leaves all as it is, whatever is said with it.
"""

from __future__ import annotations

import itertools
from typing import Any

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import mentioned
from assistant.practice.sizes import is_number, length_in, resized
from intents import Meaning, load

QUESTION = "adjusting.which"
A_SENTENCE = 3
"""With fewer words it is an answer as it is."""
ENDS_AFTER = 2
"""A size has at most so many words after its number: "five pages"."""


def with_adjustment(
    said: Interpretation, text: str, context: Context, language: str
) -> Interpretation:
    """The interpretation with the adjustment that a sentence asks for."""
    words = load(language).words(text)
    if context.ask is None or context.ask.key != QUESTION or len(words) < A_SENTENCE:
        return said
    if said.kind == "command" and said.score == 1:
        return said
    value = _adjustment(words, context, language)
    if value is None:
        return said
    meaning = Meaning(tidy(text, language), "answer", value=value, score=1.0)
    act = Act("answer", 0, len(text.split()), value=value, words=text)
    return Interpretation(meaning, (act, *(a for a in said.acts if a.kind == "question")))


def _adjustment(words: tuple[str, ...], context: Context, language: str) -> Any:
    """The way as an id, or with the step and its size; `None` where no way is named."""
    phrases = phrases_of(language)

    def has(name: str) -> bool:
        places = range(len(words))
        return any(phrases.longest_start(name, " ".join(words[at:])) for at in places)

    way = next((way for way in ("smaller", "rest") if has(f"adjusts_{way}")), "")
    weak = tuple(phrases.table["function_words"])
    goal = mentioned(words, context.goals, weak, inflection(language))
    said = length_in(" ".join(_before_a_reason(words, phrases)), language)
    if goal is not None and said and resized(goal[0], said, language):
        return {"way": "smaller", "goal": goal[0], "size": said}
    if not way:
        begins = (" ".join(words[at:]) for at in range(2))
        leaves = any(phrases.longest_start("adjusts_leave", rest) for rest in begins)
        return "leave" if leaves else None
    clause = _clause_of(words, f"adjusts_{way}", phrases)
    named = mentioned(clause, context.goals, weak, inflection(language))
    if named is None:
        return way
    return {"way": way, "goal": named[0], "size": _size(words, language)}


def _clause_of(words: tuple[str, ...], names: str, phrases: Phrases) -> tuple[str, ...]:
    """The clause in which an entry of the list `names` stands."""
    ends = [at for at, word in enumerate(words) if phrases.has("clause_joins", word)]
    for start, end in itertools.pairwise([0, *ends, len(words)]):
        clause = words[start:end]
        if any(phrases.longest_start(names, " ".join(clause[at:])) for at in range(len(clause))):
            return clause
    return words


def _before_a_reason(words: tuple[str, ...], phrases: Phrases) -> tuple[str, ...]:
    """Words without what is told after a "because"."""
    ends = (at for at, word in enumerate(words) if at and phrases.has("wish.reasons", word))
    return words[: next(ends, len(words))]


def _size(words: tuple[str, ...], language: str) -> str:
    """The last number with the words after it: "five pages"; "" for none."""
    for at in range(len(words) - 1, -1, -1):
        if is_number(words[at], language):
            return " ".join(words[at : at + ENDS_AFTER])
    return ""
