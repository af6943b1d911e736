"""A wish to be listened to, said at a menu in a sentence: "I need to talk about my sister".

The patterns stand in the language's `addressed.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from assistant.conversation.acts import COURTESIES, Act, Context, Interpretation
from assistant.conversation.reading.to_lantern.its_words import (
    answered_in_its_words,
    asked_at_its_end,
)
from assistant.conversation.reading.wishes import of_an_offer
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from assistant.wording import Wording
from intents import Command, Meaning
from intents.patterns import any_of

LISTEN = "just_listen"
TOLD_ALREADY = 5
"""From so many words on after the wish something is told already."""


def said_plainly(
    text: str, context: Context, wording: Wording, read: Callable[[str], Meaning]
) -> Interpretation | None:
    """What is surely meant: by an offer, by the words of the question, or as a wish to talk.

    `read` gives what some words answer to a yes-or-no question.
    """
    language = wording.language
    return (
        asked_at_its_end(text, context, wording)
        or of_an_offer(text, context, language, read)
        or answered_in_its_words(text, context, language)
        or wants_to_talk(text, context, language)
    )


def wants_to_talk(text: str, context: Context, language: str) -> Interpretation | None:
    """The wish to be listened to, or a mere greeting; `None` for neither.

    What is told in the same breath are the words of the act.
    """
    if not isinstance(context.expects, Command) or context.paused:
        return None
    spans = WordSpans(text)
    known = _known(language)
    if "greets" in known and known["greets"].search(spans.searchable):
        return Interpretation.of(Meaning(text, "command", COURTESIES[1], score=1.0))
    if "ends" in known and known["ends"].match(spans.searchable, 1):
        return Interpretation.of(Meaning(text, "command", "done", score=1.0))
    words = talk_wished(text, language)
    if words is None:
        return None
    meaning = Meaning(text, "command", LISTEN, score=1.0)
    return Interpretation(meaning, (Act("command", 0, len(text.split()), LISTEN, words=words),))


def talk_wished(text: str, language: str) -> str | None:
    """What is told after a wish to talk, "" for nothing; `None` where none is said."""
    spans, known = WordSpans(text), _known(language)
    found = known["begins"].search(spans.searchable) if "begins" in known else None
    if found is None:
        return None
    told = spans.rest(found.end()) if found.end() < len(spans.searchable) else ""
    return told if len(told.split()) >= TOLD_ALREADY else ""


@cache
def _known(language: str) -> dict[str, re.Pattern[str]]:
    table = optional_table(language, "addressed.toml").get("talks", {})
    return {name: any_of(lines) for name, lines in table.items()}
