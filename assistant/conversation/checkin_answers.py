"""Reads what is said in sentences to the questions of a check-in."""

from __future__ import annotations

from assistant.conversation.acts import HEAVY, VERY_HEAVY, Act, Context, Interpretation
from assistant.conversation.adjustments import with_adjustment
from assistant.conversation.asides import REPROACH
from assistant.conversation.told_outcomes import with_told_outcome
from assistant.conversation.value_answers import with_told_value
from assistant.formatting.intention import says_what_is_meant, says_when
from assistant.formatting.rephrasing import tidy
from assistant.practice.outcome_detection import reproaches
from intents import Dictation, Meaning, Outcome

INTENTION = "morning.intention"
MAY_TELL = frozenset({"thinking", "telling", "unclear", "tail"})
"""The acts whose words may say what is meant to be done."""


def in_a_checkin(
    said: Interpretation, text: str, context: Context, language: str
) -> Interpretation:
    """The interpretation of `text` with what its sentences answer; `said` is how it was read."""
    if context.expects is None or context.paused or context.one_part:
        return said
    if isinstance(context.expects, Dictation):
        return said
    said = with_told_outcome(said, text, context, language)
    said = with_told_value(said, text, context, language)
    said = with_adjustment(said, text, context, language)
    said = _with_intention(said, text, context, language)
    return _with_reproach(said, text, context, language)


def _with_intention(
    said: Interpretation, text: str, context: Context, language: str
) -> Interpretation:
    """The interpretation with the intention that a story tells, where one was asked for."""
    lead = said.lead
    if context.ask is None or context.ask.key != INTENTION or lead is None:
        return said
    # "When he shouts, I count to ten" is one thing, of which no part answers.
    whole = says_when(text, language) and lead.weight < VERY_HEAVY and lead.name != "sorrow"
    may_tell = lead.kind in MAY_TELL and lead.weight < HEAVY and not said.is_answer
    if not whole and not (may_tell and says_what_is_meant(text, language)):
        return said
    words = tidy(text, language)
    meaning = Meaning(words, "answer", value=words, score=1.0)
    return Interpretation(meaning, (Act("answer", 0, len(text.split()), value=words, words=text),))


def _with_reproach(
    said: Interpretation, text: str, context: Context, language: str
) -> Interpretation:
    """The interpretation, where Lantern is felt to reproach; an outcome told with it is kept."""
    if not reproaches(text, language):
        return said
    end = len(text.split())
    felt = Act("complaint", 0, end, REPROACH, words=text)
    answer = said.act("answer")
    if isinstance(context.expects, Outcome) and answer is not None:
        return Interpretation(said.meaning, (answer, felt))
    return Interpretation(Meaning(text), (felt,))
