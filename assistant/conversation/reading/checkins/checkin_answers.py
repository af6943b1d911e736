"""Reads what is said in sentences to the questions of a check-in."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.acts import HEAVY, VERY_HEAVY, Act, Context, Interpretation
from assistant.conversation.asides import REPROACH
from assistant.conversation.reading.checkins.adjustments import with_adjustment
from assistant.conversation.reading.checkins.told_instead import not_heard
from assistant.conversation.reading.checkins.told_intentions import with_intention_whole
from assistant.conversation.reading.checkins.told_outcomes import with_told_outcome
from assistant.conversation.reading.checkins.value_answers import with_told_value
from assistant.conversation.reading.declines import declined
from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.gist import is_own_doing
from assistant.formatting.intention import says_what_is_meant, says_when
from assistant.formatting.rephrasing import tidy
from assistant.practice.outcome_detection import is_unheard, refuses_praise, reproaches
from assistant.practice.rests import PRAISE
from intents import Dictation, Meaning, Outcome, load

A_WISH = 8
"""With so many words it is no more than the wish for no praise."""
MOVE_AWAY = "evening.was_there_a_move_away"
A_MOMENT = 3
"""With so many words something is told, and not only that there was a moment."""
OF_THE_DAY = ("evening.", "review.")
"""How the questions begin that look back."""
IN_A_CHECKIN = ("morning.", "evening.", "review.", "checkin.")
"""How the questions of a check-in and of the review begin."""
A_SENTENCE = 5
"""Shorter ones only ask whether something was heard."""
TO_BE_DONE = frozenset({"morning.intention", "evening.tomorrow"})
"""The questions for what is to be done."""
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
    if _is_the_same(text, context, language):
        again = Act("complaint", 0, len(text.split()), "told_already", words=text)
        return Interpretation(Meaning(text), (again,))
    if _is_unheard(said, text, context, language):
        return not_heard(text, language)
    if (refused := declined(text, context, language)) is not None:
        return refused
    said = with_told_outcome(said, text, context, language)
    said = with_told_value(said, text, context, language)
    said = with_adjustment(said, text, context, language)
    said = _with_move_away(said, text, context, language)
    said = _with_intention(said, text, context, language)
    said = with_intention_whole(said, text, context, language)
    if refuses_praise(text, language):
        return _without_praise(said, text, context.expects.patience == "closed", language)
    return _with_reproach(said, text, context, language)


def _is_the_same(text: str, context: Context, language: str) -> bool:
    """Whether what is asked of the day was told with another question: "is that not the same?"."""
    if context.ask is None or not context.ask.key.startswith(OF_THE_DAY):
        return False
    words, phrases = load(language).words(text), phrases_of(language)
    return any(phrases.longest_start("same_thing", " ".join(words[at:])) for at in range(3))


def _is_unheard(said: Interpretation, text: str, context: Context, language: str) -> bool:
    """Whether the person feels not listened to, and wants no more of the form now."""
    of_the_form = context.ask is not None and context.ask.key.startswith(IN_A_CHECKIN)
    if not of_the_form or len(text.split()) < A_SENTENCE or not is_unheard(text, language):
        return False
    return not any(act.name == "sorrow" for act in said.acts)


def _without_praise(said: Interpretation, text: str, closed: bool, language: str) -> Interpretation:
    """The interpretation with the wish for no praise; what was answered with it is kept.

    `closed`: a short answer was asked for.
    """
    end = len(text.split())
    slots = {"topic": PRAISE}
    if not said.is_answer or (end <= A_WISH and isinstance(said.value, str) and not closed):
        wish = Meaning(tidy(text, language), "command", "stop_asking", score=1.0, slots=slots)
        return Interpretation.of(wish)
    prefers = Act("preference", 0, end, "stop_asking", slots=slots, words=text)
    return replace(said, acts=(*said.acts, prefers))


def _with_move_away(
    said: Interpretation, text: str, context: Context, language: str
) -> Interpretation:
    """The interpretation with the moment told in place of a yes: "shouted at the dog"."""
    lead, words = said.lead, text.split()
    if context.ask is None or context.ask.key != MOVE_AWAY or said.is_answer or lead is None:
        return said
    told = lead.kind in MAY_TELL and lead.weight < VERY_HEAVY and lead.name != "sorrow"
    if not told or len(words) < A_MOMENT or said.kind == "command":
        return said
    if not is_own_doing(text, language):
        return said  # "My neighbour was taken to hospital" is no move of one's own.
    value = {"kind": "words", "words": tidy(text, language)}
    meaning = Meaning(tidy(text, language), "answer", value=value, score=1.0)
    return Interpretation(meaning, (Act("answer", 0, len(words), value=value, words=text),))


def _with_intention(
    said: Interpretation, text: str, context: Context, language: str
) -> Interpretation:
    """The interpretation with the intention that a story tells, where one was asked for."""
    lead = said.lead
    if context.ask is None or context.ask.key not in TO_BE_DONE or lead is None:
        return said
    # "When he shouts, I count to ten" is one thing, of which no part answers.
    whole = says_when(text, language) and lead.weight < VERY_HEAVY and lead.name != "sorrow"
    may_tell = lead.kind in MAY_TELL and lead.weight < HEAVY and not said.is_answer
    unclear = lead.kind == "unclear" and said.kind == "nothing" and len(text.split()) >= A_MOMENT
    if not whole and not unclear and not (may_tell and says_what_is_meant(text, language)):
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
