"""Lantern's own words in the mouth of the person: "the other way from what?", "one question".

A question about them has a word that asks, and otherwise only words that Lantern just said, and
little ones. The lists stand in the language's `addressed.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.dialogues.steps import Say
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from assistant.wording import Line, Wording
from intents import Command, Dictation, Meaning, YesNo
from intents.expectations import Open
from intents.patterns import any_of
from intents.spans import Span, Spans

AT_MOST = 12
"""A question about Lantern's words has no more words than these."""
A_QUOTE = 2
"""So many words in a row quote a line."""
AN_ANSWER = 4
"""So many words before the question may be the answer."""
MY_WORDS = "my_words"
A_STEM = 4
"""Words that begin with so many same letters are forms of one word: "remind", "reminder"."""


def asked_at_its_end(text: str, context: Context, wording: Wording) -> Interpretation | None:
    """The question about Lantern's words that ends with the word that asks: "a plan for what".

    Of what is kept nobody asks so, and nothing is wished.
    """
    said = _words(text)
    if not said or context.paused or said[-1] not in _lists(wording.language).get("at_the_end", ()):
        return None
    spans = of_its_words(text, context, wording)
    if spans is None:
        return None
    part = spans.parts[0]
    return Interpretation(
        Meaning(text), (Act("question", part.start, part.end, part.name, words=text),)
    )


def of_a_line(text: str, context: Context, wording: Wording) -> Spans | None:
    """The question what some line that was just said means: "what do you mean, that isn't nothing".

    It quotes at least two words of it. What stands before the question may be the answer. `None`
    where no line is quoted, or the open question is.
    """
    ask, spans = context.ask, WordSpans(text)
    found = _asks_what_is_meant(wording.language).search(spans.searchable)
    if ask is None or found is None or context.one_part or isinstance(ask.expects, Dictation):
        return None
    quoted = _run_words(spans.rest(found.end())) if found.end() < len(spans.searchable) else []
    around = _lists(wording.language).get("around", frozenset())
    lines = [(say, _longest_run(quoted, say, wording)) for say in (*context.said, ask.say)]
    best, run = max(lines, key=lambda one: len(one[1]), default=(ask.say, []))
    if len(run) < A_QUOTE or best.key == ask.say.key or set(run) <= around:
        return None
    start, end = len(spans.before(found.start()).split()), len(text.split())
    asked = Span("question", start, end, f"{MY_WORDS}.{best.key}")
    if start >= AN_ANSWER and isinstance(ask.expects, Open):
        return Spans((Span("answer", 0, start), asked))
    return Spans((Span("question", 0, end, asked.name),))


def _longest_run(quoted: Sequence[str], say: Say, wording: Wording) -> list[str]:
    """The longest run of words that stand so in a line as well."""
    line = f" {' '.join(_run_words(' '.join(part.text for part in _lines((say,), wording))))} "
    runs = (list(quoted[at:end]) for at in range(len(quoted)) for end in range(len(quoted), at, -1))
    return max((run for run in runs if f" {' '.join(run)} " in line), key=len, default=[])


def _run_words(text: str) -> list[str]:
    """The words without the apostrophes, which recognizers and people leave out."""
    return [word.replace("'", "") for word in _words(text)]


@cache
def _asks_what_is_meant(language: str) -> re.Pattern[str]:
    lines = optional_table(language, "addressed.toml").get("of_a_line", {}).get("asks", ())
    return any_of(lines)


def of_its_words(text: str, context: Context, wording: Wording) -> Spans | None:
    """The question about what was said last, as one part; `None` where it is none.

    About the question that is open it asks what that means, otherwise what was said before it.
    """
    ask, said = context.ask, _words(text)
    lists = _lists(wording.language)
    if ask is None or context.one_part or isinstance(ask.expects, Dictation | Command):
        return None
    asks = [word for word in said if word in lists.get("asks", ())]
    own = [word for word in said if word not in lists.get("around", ()) and word not in asks]
    if not asks or not own or len(said) > AT_MOST:
        return None
    if said[0] not in lists.get("begins", ()) and said[-1] not in lists.get("begins", ()):
        return None
    of_it = "example" if set(said) & lists.get("example", frozenset()) else "meaning"
    for says, name in (((ask.say,), of_it), (context.said, "my_words")):
        there = _said_in(says, wording)
        plainly = any(len(word) >= (A_STEM if name == "my_words" else 3) for word in own)
        if plainly and all(_said(word, there) for word in own):
            return Spans((Span("question", 0, len(text.split()), name),))
    return None


def of_a_word(text: str, context: Context, wording: Wording) -> Interpretation | None:
    """The question what a word of the open one means, whatever follows: "what is plan i just go".

    It answers nothing, though something is said after it.
    """
    ask, lists = context.ask, _lists(wording.language)
    if ask is None or context.paused or context.one_part:
        return None
    if isinstance(ask.expects, Dictation | Command):
        return None
    said = _words(text)
    lead = next((n for n in (3, 2) if " ".join(said[:n]) in lists.get("what_is", ())), 0)
    there = _said_in((ask.say,), wording)
    end = lead
    while end < len(said) and said[end] in there and said[end] not in lists.get("subjects", ()):
        end += 1
    named = [word for word in said[lead:end] if word not in lists.get("around", ())]
    follows = end == len(said) or said[end] in lists.get("subjects", ())
    if not lead or not named or not follows:
        return None
    act = Act("question", 0, len(text.split()), "meaning", words=text)
    return Interpretation(Meaning(text), (act,))


def _said_in(says: Sequence[Say], wording: Wording) -> set[str]:
    """The words of some lines; none of a question that has no wording."""
    return {word for line in _lines(says, wording) for word in _words(line.text)}


def _lines(says: Sequence[Say], wording: Wording) -> Sequence[Line]:
    """What is said; nothing of what has no wording."""
    try:
        return wording.lines(says)
    except KeyError:
        return ()


def _said(word: str, there: set[str]) -> bool:
    return word in there or any(
        len(word) > A_STEM and other[:A_STEM] == word[:A_STEM] for other in there
    )


def _words(text: str) -> list[str]:
    return [token for token in WordSpans(text).tokens if token[0].isalnum()]


@cache
def _lists(language: str) -> Mapping[str, frozenset[str]]:
    table = optional_table(language, "addressed.toml").get("its_words", {})
    return {name: frozenset(words) for name, words in table.items()}


def answered_in_its_words(text: str, context: Context, language: str) -> Interpretation | None:
    """The yes or no that `text` says by words of the question; `None` where it says none."""
    if context.ask is None or not isinstance(context.expects, YesNo):
        return None
    for value, pattern in _answers(language).get(context.ask.key, ()):
        if pattern.search(WordSpans(text).searchable):
            return Interpretation.of(Meaning(text, "answer", value=value, score=1.0))
    return None


@cache
def _answers(language: str) -> dict[str, tuple[tuple[bool, re.Pattern[str]], ...]]:
    table = optional_table(language, "addressed.toml").get("answers", {})
    return {
        key: tuple(
            (
                name == "yes",
                any_of(lines),
            )
            for name, lines in said.items()
        )
        for key, said in table.items()
    }
