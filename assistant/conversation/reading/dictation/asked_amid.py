"""A question to Lantern in the middle of a dictation, in words that no rule knows.

"Are you judging me, is that it?" wants a word, and is no part of what is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.to_lantern.addressed import parts_addressed
from intents import Dictation, Meaning

if TYPE_CHECKING:
    from intents import Language

SURE, MOSTLY = 0.8, 0.6
"""How probable a question must be, and how many of the words it must have. Of 500 dictated
utterances that nothing was learned from 24 of the 30 questions were found, and one other utterance
was taken for one, which was a call."""
OWN_QUESTIONS = ("letter.", "ninetieth.")
"""How the questions begin whose dictation is a letter or a speech, which may ask what it likes."""
AT_LEAST = 4
"""Fewer words are read by rules."""


def asked_amid(
    language: Language, text: str, context: Context, said: Interpretation
) -> Interpretation | None:
    """The question that `text` puts to Lantern while it is dictated; `None` for none.

    `said` is what the rules found.
    """
    if not isinstance(context.expects, Dictation) or context.paused or context.one_part:
        return None
    end = len(text.split())
    if context.ask is None or context.ask.key.startswith(OWN_QUESTIONS):
        return None
    if not said.is_answer or len(said.acts) > 1 or end < AT_LEAST:
        return None
    spans = language.spans(text, context.expects)
    asked = [part for part in spans if part.kind == "question" and part.chance >= SURE]
    if sum(part.end - part.start for part in asked) < MOSTLY * end:
        return None
    ruled = parts_addressed(text, context, language.name)
    known = ruled.first("question") if ruled is not None else None
    name = known.name if known is not None else asked[-1].name
    return Interpretation(Meaning(text), (Act("question", 0, end, name, words=text),))
