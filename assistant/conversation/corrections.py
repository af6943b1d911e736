"""Corrections of what was kept or understood just now: "no, call it being there", "not Monday".

The answer that is corrected is the last one given. Its words in the correction are read as that
answer again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.phrases import Phrases, phrases_of
from assistant.conversation.reply import Response
from assistant.conversation.session import ConversationState
from assistant.conversation.step_said import rhythm_said
from assistant.formatting.rephrasing import strip_hedges
from intents import Command, Date, Meaning, Recurrence, Time

if TYPE_CHECKING:
    from intents import Language

MARKS = ",.;:!?"
A_FEW = 5
"""In so few words an answer may begin at any of them."""
A_LONG_CORRECTION = 10
"""More words than these are no name or answer to stand instead."""


def content_of(words: str, phrases: Phrases, language: str) -> str:
    """What shall stand instead: "Irish" of "no, it's not English, it's Irish"; "" for nothing."""
    if takes_back(words, phrases):
        return ""
    said = strip_hedges(words.lower(), language).split()
    content, at = said, 0
    while at < len(said):
        rest = " ".join(said[at:])
        lead = phrases.longest_start("correction_leads", rest)
        if not lead:
            at += 1
            continue
        at += len(lead.split())
        content = said[at:]
        if phrases.has("naming_leads", lead):
            only = phrases.longest_start("naming_only", " ".join(content))
            content = content[len(only.split()) :]
            break
    # "It's Irish, not English": what follows "not" is what it is not.
    for place, word in enumerate(content):
        if word in phrases.table["correction_not"]:
            content = content[:place]
            break
    text = strip_hedges(" ".join(content), language)
    if phrases.has("correction_no_content", text) or len(text.split()) > A_LONG_CORRECTION:
        return ""
    return in_letters_of(words, text)


def takes_back(words: str, phrases: Phrases) -> bool:
    """Whether it is said that something kept shall go again: "take that off, I never said it"."""
    said = [word.strip(MARKS) for word in words.lower().split()]
    places = range(len(said))
    return any(phrases.longest_start("takes_it_back", " ".join(said[at:])) for at in places)


def said_once_more(text: str, phrases: Phrases, *, clauses: bool = False) -> tuple[str, ...]:
    """What a complaint may say once more: "at nine" of "I told you at nine".

    `clauses`: what begins after "and" or "but" may be that too, without what it is not.
    """
    words = text.split()
    found = []
    for place in range(len(words)):
        rest = " ".join(words[place:]).lower()
        lead = phrases.longest_start("told_already", rest)
        if lead:
            found.append(words[place + len(lead.split()) :])
        if clauses and phrases.has("clause_joins", words[place].lower()):
            found.append(words[place + 1 :])
    shorter = [piece[: _not_at(piece, phrases)] for piece in found] if clauses else []
    if clauses:
        # "Once just once": what is said twice is said shortly at last.
        shorter += [p[at:] for p in found if len(p) <= A_FEW for at in range(1, len(p))]
    return tuple(" ".join(piece) for piece in (*found, *shorter) if piece)


def said_in_a_clause(language: Language, meaning: Meaning, context: Context) -> Meaning:
    """The answer that is said again, or in one clause of several: "I said once, just once"."""
    meaning = rhythm_said(meaning.text, context, language) or meaning
    expects = context.beneath or context.expects
    closed = expects is not None and expects.patience == "closed"
    surely = meaning.kind == "answer" or (meaning.kind == "command" and meaning.score >= 1)
    if surely or not closed or isinstance(expects, Command):
        return meaning
    timely, phrases = isinstance(expects, Recurrence | Date | Time), phrases_of(language.name)
    for rest in said_once_more(meaning.text, phrases, clauses=timely):
        again = language.understand(rest, expects, now=context.now)
        if again.kind == "answer":
            return replace(again, text=meaning.text, beneath=expects is not context.expects)
    return meaning


def _not_at(words: list[str], phrases: Phrases) -> int:
    nots = (at for at, word in enumerate(words) if phrases.has("correction_not", word.lower()))
    return next(nots, len(words))


def in_letters_of(said: str, words: str) -> str:
    """`words` with the capitals they have in `said`."""
    start = said.lower().find(words)
    return said[start : start + len(words)] if words and start >= 0 else words


def not_found(conversation: ConversationState, words: str) -> Response:
    """Nothing was kept that the correction could mean: say so, and how it can be put right."""
    chain = conversation.open_sessions()
    if not chain:
        return Response()
    return conversation.missed(chain[-1], "unclear", words, "correction")
