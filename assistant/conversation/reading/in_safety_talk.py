"""Reads what is said while it is asked whether somebody is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation, acts_of
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.safety_talk import answered_plainly
from assistant.safety import rules as safety_rules
from assistant.safety.noticing import notice_in_talk
from intents import Meaning, YesNo

if TYPE_CHECKING:
    from intents import Language


def said_in_safety_talk(language: Language, text: str, context: Context) -> Interpretation:
    """The answer, with what the rules of safety know in it and what it tells of danger."""
    phrases = phrases_of(language.name)
    meaning = language.understand(text, context.expects, now=context.now)
    answers = set(safety_rules.load(language.name).answers(text))
    if phrases.longest_start("plain_stop", text.strip().lower()):
        answers.add("stop")
    concern = notice_in_talk(text, language.name)
    asked = isinstance(context.expects, YesNo) and not answered_plainly(meaning, answers)
    joined = any(phrases.has("clause_joins", word) for word in text.lower().split())
    if asked and "denies" in answers and not {"still", "unsure"} & answers and not joined:
        meaning = Meaning(text, "answer", value=False, score=1.0)
    return Interpretation(meaning, acts_of(meaning), safety=frozenset(answers), concern=concern)
