"""Thanks and "nothing else", which answer nothing of what was asked."""

from __future__ import annotations

from assistant.conversation.acts import COURTESIES
from assistant.conversation.reading.phrases import Phrases
from intents import Command, Expectation, Meaning, Several, YesNo


def polite(meaning: Meaning, said: str, expects: Expectation, phrases: Phrases) -> Meaning:
    """The meaning, where thanks answer nothing and "nothing else" refuses only what is asked.

    `said` are its words in small letters, without hedges.
    """
    if _thanks(said.replace(",", ""), phrases) and not isinstance(expects, Several):
        return Meaning(meaning.text, "command", COURTESIES[0], score=1.0)
    if meaning.intent == "done" and phrases.has("nothing_else", said):
        if isinstance(expects, YesNo):
            return Meaning(meaning.text, "answer", value=False, score=1.0)
        if not isinstance(expects, Command):
            return Meaning(meaning.text, "command", "skip", score=1.0)
    return meaning


def _thanks(said: str, phrases: Phrases) -> bool:
    """Whether it is "thank you", and whatever kind word goes with it."""
    if phrases.has("thanks", said):
        return True
    kind = phrases.has("kind_words", said)
    if kind and said.startswith(tuple(phrases.table["kind_beginnings"])):
        return True
    return any(
        phrases.has("kind_words", said.removeprefix(f"{thanks} "))
        for thanks in phrases.table["thanks"]
        if said.startswith(thanks)
    )
