"""Goodbyes, and a no with more words after it, at any closed question.

"Nothing else, I've a letter to write", "no, that's the music, goodnight and God bless", "numbers?
no ta, I left numbers behind". The patterns stand in the language's `wished.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.wished_patterns import patterns_of, words_of
from assistant.formatting.rephrasing import tidy
from assistant.formatting.word_spans import WordSpans
from intents import Choice, Command, Importance, Meaning, Outcome, Rating, Recurrence, YesNo
from intents.patterns import BEGINNING

if TYPE_CHECKING:
    from intents import Language

DONE, STOP = "done", "stop"
NO_PLAN = "no_plan"
"""The intent that no plan is wanted, or no more of it."""
WEIGHS = ("certain.shall_we_weigh_it", "goal.more_certain", "goal.shall_we_plan")
"""The questions whether to plan, or to go on planning."""
AT_LEAST = 2
"""A single word has readers of its own."""
CLOSED = (Command, YesNo, Choice, Importance, Outcome, Rating, Recurrence)
A_REASON = 14
"""A no with more words after it may be a story that answers."""


def closes(language: Language, text: str, context: Context) -> Interpretation | None:
    """The end of a conversation, or the no, that a sentence says; `None` for neither."""
    expects = context.expects
    if not isinstance(expects, CLOSED) or context.paused or context.one_part:
        return None
    if context.safety_talk or len(text.split()) < AT_LEAST:
        return None
    spans, known = WordSpans(text), patterns_of(language.name, "closes")
    said = spans.words()
    if not known:
        return None
    ended = f"{said}{BEGINNING} "  # A pattern may end with the end of the sentence.
    done = known["done"].search(ended) if isinstance(expects, Command) else None
    if done is not None and not set(ended[done.end() :].split()[:1]) & words_of(
        language.name, "closes", "tells_of"
    ):
        return _command(text, DONE, language)
    first = language.understand(text.split()[0], YesNo(), now=context.now)
    leaves = isinstance(expects, Command | YesNo) and first.value is not True
    # Elsewhere what stands before a goodbye may answer: "done, thanks, good night".
    goes = known["goes"].search(ended) if leaves else None
    if goes is not None:
        after = ended[goes.end() :].split()
        if not (after and after[0] in words_of(language.name, "closes", "tells_on")):
            return _command(text, STOP, language)
    if not isinstance(expects, YesNo):
        return None
    no = known["no"].search(ended)
    if no is None:
        return None
    after = [word for word in ended[no.end() :].split() if word != BEGINNING]
    if len(after) > A_REASON or set(after) & words_of(language.name, "closes", "no_more"):
        return None
    return Interpretation.of(Meaning(tidy(text, language.name), "answer", value=False, score=1.0))


def wants_no_plan(language: Language, text: str, context: Context) -> Interpretation | None:
    """The refusal of a plan, or of more of it, where one is asked for; `None` for none.

    It is no cue and no plan: "I don't need a plan for her, nine o'clock, she is always waiting".
    """
    ask, known = context.ask, patterns_of(language.name, "closes")
    if ask is None or context.paused or context.one_part or context.safety_talk or not known:
        return None
    weighs = ask.key in WEIGHS
    if not (weighs or NO_PLAN in ask.also) or len(text.split()) < AT_LEAST:
        return None
    if known["no_plan"].search(f"{WordSpans(text).words()}{BEGINNING} ") is None:
        return None
    if not weighs:
        return _command(text, NO_PLAN, language)
    return Interpretation.of(Meaning(tidy(text, language.name), "answer", value=False, score=1.0))


def _command(text: str, intent: str, language: Language) -> Interpretation:
    return Interpretation.of(Meaning(tidy(text, language.name), "command", intent, score=1.0))
