"""A wish to be spoken to as usual again: "it stays gentle you say each day, I'm not in mourning".

The patterns stand in the language's `wished.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.wished_patterns import patterns_of
from assistant.formatting.rephrasing import tidy
from assistant.formatting.word_spans import WordSpans
from intents import Dictation, Meaning

if TYPE_CHECKING:
    from intents import Language

AS_USUAL = "as_usual"


def wants_as_usual(language: Language, text: str, context: Context) -> Interpretation | None:
    """The wish in `text`; `None` where it has none."""
    if context.safety_talk or context.one_part or isinstance(context.expects, Dictation):
        return None
    known = patterns_of(language.name, AS_USUAL)
    if not known or known["asks"].search(WordSpans(text).words()) is None:
        return None
    meaning = Meaning(tidy(text, language.name), "command", AS_USUAL, score=1.0)
    return Interpretation.of(meaning)
