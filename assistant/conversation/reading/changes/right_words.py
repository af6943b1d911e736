"""The answer to the question what a name should say, and "never mind" in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.rewording import Rewording
from assistant.conversation.reading.phrases import phrases_of
from assistant.dialogues.repair import WHAT_IT_SAYS
from intents import Meaning
from intents.expectations import Expectation

if TYPE_CHECKING:
    from intents import Language


def right_words(
    language: Language,
    text: str,
    context: Context,
    read: Callable[[str, Expectation | None, Context], Meaning],
) -> Interpretation | None:
    """The right words for a name, where they were asked for; a skip where it may stay as it is.

    What is said may be the whole name, or what goes in or out of it.
    """
    ask = context.ask
    asks = phrases_of(language.name).surely(text.lower()).startswith("question")
    if ask is None or ask.key != WHAT_IT_SAYS or not text.strip() or asks:
        return None
    if after_never_mind(language, text) is not None:
        return Interpretation.of(Meaning(text, "command", "skip", score=1.0))
    meaning = read(text, ask.expects, context)
    if meaning.kind == "command" and meaning.score == 1:
        return Interpretation.of(meaning)
    reader = Rewording(language, text)
    if reader.only_names(str(ask.words["old"])):
        return Interpretation.of(Meaning(text))
    corrects = any(p.kind in ("anew", "perhaps", "out", "dropped") for p in reader.pieces)
    found = reader.of(str(ask.words["old"])) if corrects or reader.complains else None
    words = found.words if found is not None else ""
    if not words and not reader.complains:
        words = reader.content or text
    return Interpretation.of(Meaning(text, "answer", value=words, score=1.0)) if words else None


def after_never_mind(language: Language, text: str) -> str | None:
    """What is said after "never mind", "" where it is all; `None` where it is not said."""
    phrases, words = phrases_of(language.name), text.split()
    found = False
    while words:
        said = " ".join(token for word in words for token in language.words(word))
        ends = phrases.longest_start("repair.never_mind", said)
        leads = "" if ends else phrases.longest_start("repair.heads", said)
        if not ends and not (leads and found):
            break
        found = True
        tokens = len((ends or leads).split())
        while words and tokens > 0:
            tokens -= len(language.words(words.pop(0)))
    return " ".join(words) if found else None
