"""The sentence which wakes Lantern in another assistant, and what it begins."""

from __future__ import annotations

from assistant.companion import Companion
from assistant.dialogues import SCRIPTS
from assistant.reply import Reply
from assistant.safety import notice


def woken(companion: Companion, sentence: str, otherwise: str) -> Reply:
    """Begin what the sentence asks for, else the dialogue `otherwise`.

    Words which mean that someone may be in danger are heard before anything else. "Stop", where
    nothing is under way, begins nothing.
    """
    if notice(sentence) is not None:
        companion.start("menu")
        return companion.hear(sentence)
    meaning = companion.understand(sentence)
    if meaning.intent == "stop":
        return Reply()
    if meaning.intent in SCRIPTS:
        return companion.start(meaning.intent, meaning.slots)
    reply = companion.start(otherwise)
    guess = otherwise == "menu" and meaning.kind == "unsure"
    return companion.hear(sentence) if guess and not reply.ended else reply
