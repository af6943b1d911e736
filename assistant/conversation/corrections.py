"""Corrections of what was kept or understood just now: "no, call it being there", "not Monday".

The answer that is corrected is the last one given. Its words in the correction are read as that
answer again.
"""

from __future__ import annotations

from assistant.conversation.phrases import Phrases
from assistant.conversation.reply import Reply, Response
from assistant.conversation.session import ConversationState
from assistant.dialogues.steps import Say
from assistant.formatting.rephrasing import strip_hedges

A_LONG_CORRECTION = 10
"""More words than these are no name or answer to stand instead."""


def content_of(words: str, phrases: Phrases, language: str) -> str:
    """What shall stand instead: "Irish" of "no, it's not English, it's Irish"; "" for nothing."""
    said = strip_hedges(words.lower(), language).split()
    content = said
    for place in range(len(said)):
        rest = " ".join(said[place:])
        lead = phrases.longest_start("correction_leads", rest)
        if lead:
            content = said[place + len(lead.split()) :]
    # "It's Irish, not English": what follows "not" is what it is not.
    for place, word in enumerate(content):
        if word in phrases.table["correction_not"]:
            content = content[:place]
            break
    text = strip_hedges(" ".join(content), language)
    if phrases.has("correction_no_content", text) or len(text.split()) > A_LONG_CORRECTION:
        return ""
    return in_letters_of(words, text)


def said_once_more(text: str, phrases: Phrases) -> str:
    """What a complaint says once more: "at nine" of "I told you at nine"; "" for nothing."""
    words = text.split()
    for place in range(len(words)):
        lead = phrases.longest_start("told_already", " ".join(words[place:]).lower())
        if lead:
            return " ".join(words[place + len(lead.split()) :])
    return ""


def in_letters_of(said: str, words: str) -> str:
    """`words` with the capitals they have in `said`."""
    start = said.lower().find(words)
    return said[start : start + len(words)] if words and start >= 0 else words


def not_found(conversation: ConversationState) -> Response:
    """Nothing was kept that the correction could mean: say so, and how it can be put right."""
    reply = conversation.reply()
    if reply.ask is None:
        return Response()
    nth = conversation.open_sessions()[-1].asides
    return Response(reply=Reply((Say("correction.which", nth=nth), reply.ask.say), reply.ask))
