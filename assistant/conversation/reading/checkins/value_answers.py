"""Reads which value is brought to today, said in a sentence: "patience, I said sorry already"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.checkins.met_first import met_first
from assistant.conversation.reading.named import nothing_in
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import tidy
from assistant.practice.moods import mood_of
from assistant.practice.naming import mentioned
from assistant.practice.outcome_detection import is_hard
from assistant.practice.rests import SHORT
from assistant.practice.value_detection import detect_values
from intents import Choice, Meaning, YesNo, load

QUESTIONS = ("morning.which_value", "morning.bring_this_value")
"""The questions which value is brought to today."""
A_SENTENCE = 4
"""With fewer words it is an answer as it is."""
FIRST = 4
"""Among so many first words the value, a yes or a no is looked for."""
SHORTER = "one_breath"
"""The shorter check-in, for somebody in a hurry."""
NONE = ""
"""In place of a value: none of them."""


def with_told_value(
    said: Interpretation, text: str, context: Context, language: str
) -> Interpretation:
    """The interpretation with the value that the first words of a sentence name or decline.

    What else is told is kept beside it. Something heavy is met first, and stays as it was read.
    """
    ask = context.ask
    if ask is None or ask.key not in QUESTIONS or said.kind == "command":
        return said
    phrases = phrases_of(language)
    words = load(language).words(text)
    if len(words) < A_SENTENCE:
        return said
    named = _value(words, context, phrases, language)
    if (met := met_first(text, language, lightly=True)) is not None:
        hard = is_hard(text, language)
        return _with_what_is_told(said, text, hard, language) if named and said.is_answer else met
    chosen = isinstance(context.expects, Choice) and named not in (None, NONE)
    if not chosen and (other := _other_value(text, phrases, language)):
        named = {"kind": "value", "words": other}
    answers = said.is_answer and isinstance(said.value, dict)
    value = said.value if answers else named
    hurry = any(
        phrases.longest_start("in_a_hurry", " ".join(words[at:])) for at in range(len(words))
    )
    if hurry and value is None:
        value = {"intent": SHORTER}
    hurry = hurry or is_hard(text, language)
    if answers or (said.is_answer and value is None):
        return _with_what_is_told(said, text, hurry, language)
    if value is None:
        return said
    if value == NONE:
        return Interpretation.of(Meaning(tidy(text, language), "command", "skip", score=1.0))
    meaning = Meaning(tidy(text, language), "answer", value=value, score=1.0)
    end = len(text.split())
    rest = tuple(act for act in said.acts if act.kind in ("command", "preference", "question"))
    told = tuple(act for act in said.acts if act.kind == "telling")
    if hurry and isinstance(value, str | bool):
        slots = {"topic": SHORT, "today": True}
        rest += (Act("preference", end, end, "stop_asking", slots=slots, words=text),)
    tail = told or (Act("tail", 0, end, "something", mood="plain", weight=1, words=text),)
    return replace(
        said,
        meaning=meaning,
        acts=(Act("answer", 0, end, value=value, words=text), *tail, *rest),
    )


def _with_what_is_told(
    said: Interpretation, text: str, hurry: bool, language: str
) -> Interpretation:
    """An answer with the feeling that is told beside it, and shorter on a hard or a hurried day."""
    end = len(text.split())
    acts = tuple(act for act in said.acts if not (hurry and act.kind == "command"))
    feeling = mood_of(text, language)
    met = any(act.kind in ("telling", "tail") and act.mood != "plain" for act in acts)
    if feeling.heavy and feeling.certain and not met:
        told = Act("tail", 0, end, "feeling", mood="hard", weight=feeling.weight, words=text)
        acts = (*(act for act in acts if act.kind != "tail"), told)
    if hurry and not any(act.kind == "preference" for act in acts):
        slots = {"topic": SHORT, "today": True}
        acts += (Act("preference", end, end, "stop_asking", slots=slots, words=text),)
    return replace(said, acts=acts)


def _other_value(text: str, phrases: Phrases, language: str) -> str:
    """Another value that is wished for today: "I'd rather it was rest today"; "" for none."""
    words = load(language).words(text)
    for at in range(min(FIRST, len(words))):
        lead = phrases.longest_start("rather_than_it", " ".join(words[at:]))
        rest = list(words[at + len(lead.split()) :]) if lead else []
        ends = [
            n for n in range(len(rest)) if phrases.longest_start("ends_a_value", " ".join(rest[n:]))
        ]
        rest = rest[: ends[0]] if ends else rest
        wished = phrases.has("wished_for", lead)
        if 0 < len(rest) < FIRST and (wished or detect_values(" ".join(rest), language)):
            return " ".join(rest)
    return ""


def _value(words: tuple[str, ...], context: Context, phrases: Phrases, language: str) -> Any:
    """The answer in the first words; `None` for none."""
    ask, expects = context.ask, context.expects
    first = words[:FIRST]
    if isinstance(expects, Choice):
        if any(phrases.longest_start("none_of_these", " ".join(first[at:])) for at in range(2)):
            return NONE
        options = dict(zip(expects.labels, expects.options, strict=False))
        weak = nothing_in(load(language), tuple(options))
        found = mentioned(first, tuple(options), weak, inflection(language))
        return options[found[0]] if found is not None else None
    if isinstance(expects, YesNo) and ask is not None:
        for at in range(2):
            rest = " ".join(first[at:])
            if phrases.longest_start("brings_it", rest):
                return True
            if phrases.longest_start("not_today", rest):
                return False
    return None
