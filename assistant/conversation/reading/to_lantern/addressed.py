"""Finds what is said to Lantern anywhere in an utterance: a question, or that it was wrong.

Only what is surely meant so is found; the words stand in the language's `addressed.toml`. What the
tagger finds besides is weighed in `parts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents import Aspiration, Dictation, Freely, Meaning, load
from intents.patterns import any_of
from intents.spans import Span, SpanKind, Spans

Group = Literal["of_the_question", "complains", "denies_mood", "of_lantern", "complains_last"]
GROUPS: tuple[Group, ...] = get_args(Group)
"""The one that is looked for first comes first."""
AN_ANSWER = 4
"""With fewer words before a question to Lantern nothing else is said."""
A_CALL = 8
"""In a dictation more words than these are dictated, though they call for Lantern."""
A_LAST_SENTENCE, A_FEW = 14, 4
"""So few words end a dictation with a question; before one in its midst stand fewer still."""
A_QUESTION = 10
"""So many words has a question to Lantern at the end of what is dictated."""
WANTS_A_WORD = frozenset({"opinion", "advice", "unanswered", "not_listening"})
"""What is asked or complained of in a dictation by somebody who waits for a word."""
THERE = "question.there"
SAYS_A_MOOD = ("heard.", "told.", "evening.heard.", "complaint.mistaken")
"""The keys under which Lantern says how it took something."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """What is said to Lantern: the kind of part and its name, and the word it begins at."""

    kind: SpanKind
    name: str
    group: Group
    start: int


def addressed(text: str, language: str, after_mood: bool = False) -> Addressed | None:
    """What `text` says to Lantern; `after_mood`: Lantern said just now how it took something."""
    spans = WordSpans(text)
    for group, name, phrases in _known(language):
        if group == "denies_mood" and not after_mood:
            continue
        found = phrases.search(spans.searchable)
        if found is not None:
            kind, _, of = name.partition(".")
            start = len(text[: spans.spans[spans.at(found.start())][0]].split())
            before = text.split()[:start]
            if group == "of_lantern" and _reported(before, language):
                continue
            if of == "repeated" and before and before[-1] in _own(language, "no_complaint_after"):
                continue
            return Addressed(cast(SpanKind, kind), of, group, start)
    return None


def asks_of_the_question(text: str, language: str) -> bool:
    """Whether the question that is open is itself asked about: "what is the first way"."""
    said = addressed(text, language)
    return said is not None and said.group == "of_the_question"


def parts_addressed(text: str, context: Context, language: str) -> Spans | None:
    """The parts of an utterance that says something to Lantern; `None` where it does not.

    Before a question to Lantern there may be the answer. A question about the question that is
    open, and a complaint, leave nothing that answers it, but for a short answer at the beginning.
    """
    after_mood = any(say.key.startswith(SAYS_A_MOOD) for say in context.said)
    said = addressed(text, language, after_mood)
    if said is None:
        return None
    end = len(text.split())
    closed = context.expects is not None and context.expects.patience == "closed"
    head = " ".join(text.split()[: said.start])
    apart = said.group == "of_lantern" and said.start >= AN_ANSWER
    apart = apart and _may_answer(head, context, language)
    if apart and addressed(head, language, after_mood) is not None:
        return Spans((Span(said.kind, 0, end, said.name),))  # "You haven't answered me, can …?"
    if apart or (closed and said.kind == "question" and said.start):
        answer = Span("answer", 0, said.start)
        return Spans((answer, Span(said.kind, said.start, end, said.name)))
    return Spans((Span(said.kind, 0, end, said.name),))


def _may_answer(head: str, context: Context, language: str) -> bool:
    """Whether what comes before a question to Lantern may be the answer to its own: "no that's not
    what I asked" is none."""
    parts = load(language).spans(head, context.expects)
    if not parts.parts:
        return True
    expects = context.expects
    named = isinstance(expects, Aspiration) or (
        isinstance(expects, Freely) and (expects.names or expects.action)
    )
    kinds = ("answer",) if named else ("answer", "telling", "tail", "thinking")
    return parts.parts[0].kind in kinds


def call_in_dictation(text: str, context: Context, language: str) -> Interpretation | None:
    """The interpretation of "are you there" in a dictation; `None` where more is dictated."""
    words = len(text.split())
    if not isinstance(context.expects, Dictation):
        return None
    found = addressed(text, language)
    if context.dictated and found is not None and found.name in WANTS_A_WORD:
        if words <= A_LAST_SENTENCE and text.lower().strip(" .").endswith(_own(language, "ends")):
            return Interpretation.of(Meaning(text, "command", "done", score=1.0))
        if words <= A_CALL and found.start < A_FEW:
            return Interpretation(Meaning(text), (Act("question", 0, words, "opinion"),))
    if words > A_CALL or not calls(text, language):
        return None
    return Interpretation(Meaning(text), (Act("question", 0, words, THERE.partition(".")[2]),))


def asked_at_the_end(text: str, language: str) -> tuple[str, str]:
    """The dictated words before a question to Lantern that ends them, and its name.

    "" where they end with none that wants a word of it.
    """
    words = text.split()
    found = addressed(text, language)
    if found is None or found.kind != "question" or found.name not in ("opinion", "advice"):
        return text, ""
    head = _without_links(words[: found.start], language)
    if len(words) - found.start > A_QUESTION or (head and found.start < A_FEW):
        return text, ""
    return head, found.name


def _without_links(words: list[str], language: str) -> str:
    """The words without "and", "so" or "well" at their end, which lead to what was cut off."""
    while words and words[-1].lower().strip(",.") in _own(language, "before"):
        words = words[:-1]
    return " ".join(words).rstrip(" ,")


def calls(text: str, language: str) -> bool:
    """Whether a dictation calls for a sign of life: "are you there"."""
    found = addressed(text, language)
    return found is not None and f"{found.kind}.{found.name}" == THERE


def _reported(before: list[str], language: str) -> bool:
    """Whether the words before a question tell that somebody else asked it."""
    words = [word.lower().strip(",.") for word in before[-3:]]
    if words and words[-1] in _own(language, "reported_to"):
        words.pop()
    words = words[-2:]
    if not words or words[-1] not in _own(language, "reports"):
        return False
    return len(words) == 1 or words[0] not in _own(language, "own_words")


@cache
def _own(language: str, name: str) -> tuple[str, ...]:
    own = optional_table(language, "addressed.toml").get("forms", {}).get("own", {})
    return tuple(own.get(name, ()))


@cache
def _known(language: str) -> tuple[tuple[Group, str, re.Pattern[str]], ...]:
    table = optional_table(language, "addressed.toml")
    return tuple(
        (
            group,
            name,
            any_of(lines),
        )
        for group in GROUPS
        for name, lines in table.get(group, {}).items()
    )
