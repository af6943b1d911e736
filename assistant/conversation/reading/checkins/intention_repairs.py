"""The intention of the day is put right: "you said my intention is shouting, it is no shouting"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.unasked_words import said_anywhere
from intents import Command, Dictation, Freely, Meaning, Sound

if TYPE_CHECKING:
    from intents import Language

CHANGES = "change_intention"
"""The intent that the intention of the day is another."""
MOST = 28
"""With more words it is a story."""
AN_INTENTION = 12
"""An intention has no more words."""


def corrected_intention(language: Language, text: str, context: Context) -> Meaning | None:
    """The wish that the intention of today is another; `None` where none is put right.

    What is said last of it counts.
    """
    expects = context.expects
    if context.paused or context.one_part or isinstance(expects, Dictation | Sound):
        return None
    asks_for_one = isinstance(expects, Freely) and expects.hope
    if asks_for_one and not isinstance(expects, Command):
        return None
    phrases, said = phrases_of(language.name), text.split()
    tokens = [(token, at) for at, word in enumerate(said) for token in language.words(word)]
    words = [token for token, _ in tokens]
    if not 4 < len(words) <= MOST:
        return None
    named = any(phrases.has("repair.intention_word", word) for word in words)
    if not named or not said_anywhere("repair.intention_wrong", words, phrases):
        return None
    for at in reversed(range(1, len(words) - 1)):
        lead = phrases.longest_start("repair.intention_is", " ".join(words[at:]))
        if not lead:
            continue
        begin = at + len(lead.split())
        ends = (
            n
            for n in range(begin + 1, len(words))
            if phrases.longest_start("repair.intention_ends", " ".join(words[n:]))
        )
        end = next(ends, len(words))
        if not begin < end <= begin + AN_INTENTION:
            return None
        own = " ".join(said[tokens[begin][1] : tokens[end - 1][1] + 1])
        plain = own.lower() if own.isupper() else own
        words_of_it = " ".join(
            w.lower() if w.isupper() and len(w) > 1 else w for w in plain.split()
        )
        return Meaning(text, "command", CHANGES, score=1.0, slots={"words": words_of_it})
    return None
