"""Requests about the person's own voice, names and commands, and what their own commands mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from assistant.conversation.acts import Context
from assistant.formatting.own_names import bare
from assistant.safety.noticing import notice
from intents import Command, Dictation, Expectation, Number, Outcome, Sound, YesNo

if TYPE_CHECKING:
    from intents import Language

Wish = tuple[str, dict[str, Any]]
"""An intent and its slots."""

SAME = 88
"""How alike (0 to 100) what was heard is to the person's own words for a command."""
LONGEST_PHRASE = 6
"""A command of one's own has at most so many words; more are hardly said the same twice."""
_PLAIN = {
    "learn_voice": "learn_voice",
    "learn_word": "learn_word",
    "forget_word": "forget_voice",
    "forget_voice": "forget_voice",
    "tell_learned": "tell_learned",
    "learn_name": "learn_name",
    "forget_own": "forget_own",
}
"""The intent of each request that needs nothing but its slots."""


def wish_of(
    request: str, slots: Mapping[str, str], language: Language, expects: Expectation | None
) -> Wish | None:
    """The intent of a request about the person's own voice; `None` where it is none."""
    if request == "teach_command":
        return _taught(slots["words"], language)
    if request == "learn_name" and isinstance(expects, Dictation):
        return None
    intent = _PLAIN.get(request)
    return (intent, dict(slots)) if intent else None


def meant(text: str, context: Context) -> str:
    """What `text` means by the person's own commands; the text itself where it is none of them.

    The whole of it has to be the command. In a dictation nothing is, nor while a sound is learned.
    """
    own = dict(context.own_commands)
    if not own or isinstance(context.expects, Dictation | Sound):
        return text
    said = bare(text)
    if not said:
        return text
    likely = max(own, key=lambda phrase: fuzz.ratio(said, bare(phrase)))
    return own[likely] if fuzz.ratio(said, bare(likely)) >= SAME else text


def wrong_phrase(phrase: str, language: Language) -> str:
    """What is wrong with a phrase for a command of one's own; "" for nothing.

    "means": it means something already. "long": it is too long, or there is nothing of it.
    "danger": it may say that somebody is in danger, which is always heard as that.
    """
    said = bare(phrase)
    if not said.replace(" ", "").isalpha() or len(said.split()) > LONGEST_PHRASE or len(said) < 2:
        return "long"
    if notice(phrase, language.name) is not None:
        return "danger"
    if language.understand(phrase, Command()).kind == "command":
        return "means"
    closed = (YesNo(), Outcome(), Number())
    return "means" if any(language.understand(phrase, q).kind == "answer" for q in closed) else ""


def is_command(words: str, language: Language) -> bool:
    """Whether Lantern surely understands some words as a wish."""
    return language.understand(words, Command()).kind == "command"


def _taught(words: str, language: Language) -> Wish | None:
    """The phrase and what it is to do; where the first ends, what is understood decides.

    `None` where no end of the words is a command: then something else was said.
    """
    said = words.split()
    places = sorted(range(1, len(said)), key=lambda at: not said[at - 1].endswith(","))
    for at in places:
        does = " ".join(said[at:])
        if not is_command(does, language):
            continue
        phrase = " ".join(said[:at]).strip(" ,.;:!?")
        does = does.strip(" ,.;:!?")
        wrong = wrong_phrase(phrase, language)
        return "teach_command", {"phrase": phrase, "does": does, "wrong": wrong}
    return None
