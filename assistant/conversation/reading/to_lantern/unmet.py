"""What was put to Lantern and not understood: a question, a wish, a correction.

By its form it is told what it is, so that the reply says truly that nothing was done for it. The
forms stand in the language's `addressed.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from assistant.conversation.acts import Context
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents import Aspiration, Freely
from intents.patterns import any_of
from intents.spans import Span, Spans

Form = Literal["request", "question", "correction"]
"""The first that fits counts."""
SURELY_POLITE = 0.8
"""How probable it must be that a single word is courtesy; a mumble often seems to be."""
SURELY_ASKED = 0.8
"""How probable a question must be that has not the form of one. In 689 utterances of people who
were not learned from, 39 of 40 such parts were questions."""
OF_WHAT_IS_KEPT = frozenset({"stored", "recall", "about_me"})
"""Questions that the encoder takes for each other: they are answered by what is kept."""
AT_LEAST = 3
"""With fewer words it is a mumble, and is asked for again."""


def form_of(text: str, language: str) -> Form | None:
    """How `text` is put, where it is a question, a wish or a correction."""
    if len(text.split()) < AT_LEAST:
        return None
    searchable, forms = WordSpans(text).searchable, _forms(language)
    there = (form for form in get_args(Form) if form in forms)
    return next((form for form in there if forms[form].search(searchable)), None)


def surely_put(text: str, context: Context, spans: Spans, language: str) -> bool:
    """Whether a question or a wish stands where something of one's own was asked for.

    A question of which is known what it asks is none such. Where thoughts are asked for, any words
    are some: "why do you bother".
    """
    expects = context.expects
    named = isinstance(expects, Aspiration) or (
        isinstance(expects, Freely) and not (expects.thoughts or expects.aloud)
    )
    surely = _forms(language).get("surely")
    known = any(part.kind == "question" and part.name not in ("", "other") for part in spans)
    if not named or known or context.one_part or context.paused or surely is None:
        return False
    return len(text.split()) >= AT_LEAST and bool(surely.search(WordSpans(text).searchable))


def asks(text: str, language: str) -> bool:
    """Whether some words are put as a question or a wish."""
    searchable, forms = WordSpans(text).searchable, _forms(language)
    return any(form in forms and forms[form].search(searchable) for form in ("question", "request"))


def as_asked(spans: Spans, text: str, language: str) -> Spans:
    """The parts, where what a question asks is named only if its words say so.

    What is not put as a question at all is told: "you should have seen it, isn't it". A single
    word is courtesy only where that is sure.
    """
    parts = tuple(
        _checked(part, spans.words_of(part, text), language) if part.kind == "question" else part
        for part in spans
        if part.kind != "courtesy" or part.end - part.start > 1 or part.chance >= SURELY_POLITE
    )
    return Spans(parts, spans.taken_back, spans.core)


def _checked(part: Span, words: str, language: str) -> Span:
    known = _signs(language)
    searchable = WordSpans(words).searchable
    named = part.name not in known or known[part.name].search(searchable) is not None
    if not named and part.name in OF_WHAT_IS_KEPT and part.chance >= SURELY_ASKED:
        return _replaced(part, "question", "recall")
    if not _forms(language) or asks(words, language) or part.chance >= SURELY_ASKED:
        return part if named else _replaced(part, "question", "other")
    return part if named and part.name in ("why", "meaning", "example", "there") else _told(part)


def _told(part: Span) -> Span:
    return Span("telling", part.start, part.end, "plain", 1, part.chance)


def _replaced(part: Span, kind: Literal["question"], name: str) -> Span:
    return Span(kind, part.start, part.end, name, part.weight, part.chance)


@cache
def _forms(language: str) -> Mapping[str, re.Pattern[str]]:
    table = dict(optional_table(language, "addressed.toml").get("forms", {}))
    own = {name: tuple(words) for name, words in table.pop("own", {}).items()}
    before = f"[{'|'.join(own.get('before', ()))}]" if own.get("before") else ""
    return {
        form: any_of([line.replace("[before]", f"{before} {before}") for line in lines])
        for form, lines in table.items()
    }


@cache
def _signs(language: str) -> Mapping[str, re.Pattern[str]]:
    table = optional_table(language, "addressed.toml").get("signs", {})
    return {name: any_of(lines) for name, lines in table.items()}
