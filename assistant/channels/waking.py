"""The sentence which wakes Lantern in another assistant, and what it begins."""

from __future__ import annotations

from assistant.conversation.manager import Companion
from assistant.conversation.reply import Reply
from assistant.dialogues.catalogue import SCRIPTS
from assistant.safety import notice

NAME = "lantern"


def woken(companion: Companion, sentence: str, otherwise: str) -> Reply:
    """Begin what the sentence asks for, else the dialogue `otherwise`.

    Words which mean that someone may be in danger are heard before anything else. "Stop", where
    nothing is under way, begins nothing.
    """
    if notice(sentence) is not None:
        companion.start("menu")
        return companion.hear(sentence)
    meaning = companion.understand(_without_the_name(sentence))
    if meaning.intent == "stop":
        return Reply()
    if meaning.intent in SCRIPTS:
        return companion.start(meaning.intent, meaning.slots)
    reply = companion.start(otherwise)
    guess = otherwise == "menu" and meaning.kind == "unsure"
    return companion.take(meaning) if guess and not reply.ended else reply


def _without_the_name(sentence: str) -> str:
    """What is wanted of Lantern: nothing in "talk to Lantern", the rest of "Lantern, what ..."."""
    words = [word.strip(".,!?") for word in sentence.split()]
    called = [place for place, word in enumerate(words) if word.lower() == NAME]
    if called and called[-1] == len(words) - 1:
        return ""
    return " ".join(words[called[0] + 1 :]) if called and called[0] <= 1 else sentence
