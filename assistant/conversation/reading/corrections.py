"""Corrections of what was kept or understood just now: "no, call it being there", "not Monday".

The answer that is corrected is the last one given. Its words in the correction are read as that
answer again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.hour_said import hour_said
from assistant.conversation.reading.changes.rhythm_said import rhythm_said
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.replay import BEGUN, Turn
from assistant.conversation.reply import Response
from assistant.conversation.session import ConversationState
from assistant.dialogues.steps import Ask
from assistant.formatting.rephrasing import strip_hedges
from intents import (
    Aspiration,
    Command,
    Date,
    Duration,
    Freely,
    Importance,
    Meaning,
    Number,
    Outcome,
    Rating,
    Recurrence,
    Time,
    YesNo,
)

if TYPE_CHECKING:
    from intents import Language

MARKS = ",.;:!?"
A_WORD = 3
"""In at most so many words it is said what it is not."""
A_FEW = 5
"""In so few words an answer may begin at any of them."""
WHICH = "unmet.correction"
"""What is said where it is asked what something shall be."""
OF_ONE_KIND = (Date, Duration, Importance, Number, Outcome, Rating, Recurrence, Time)
"""What is expected where words are surely an answer, whatever was asked since."""
MOST_BACK = 6
"""So many answers back one may be corrected."""
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
            # "No lambing is not till March": what is said of it gives no other name.
            content = content[:place] if len(content) - place - 1 <= max(place, A_WORD) else []
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
        if lead and place > 1 and not phrases.has("correction_leads", words[0].lower()):
            found.append(words[:place])  # "After lunch, I said it already."
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
    meaning = hour_said(meaning.text, context, language) or meaning
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


def earlier_answer(
    conversation: ConversationState, read: Callable[[Ask], Interpretation]
) -> tuple[Turn, Interpretation] | None:
    """The latest answer of this dialogue to a closed question that a correction gives otherwise.

    `read` reads the correction as the answer to a question. `None` where it is no such answer.
    """
    top = conversation.open_sessions()[-1]
    stands = conversation.dialogue(top)
    for turn in reversed(stands.used[-MOST_BACK:]):
        if turn.how == BEGUN:
            continue
        ask = conversation.asked(top, stands, turn)
        if not isinstance(ask.expects, OF_ONE_KIND):
            continue
        meant = read(ask)
        if meant.is_answer and meant.value not in (None, turn.value):
            return turn, meant
    return None


def as_answer(name: str, ask: Ask | None) -> Any:
    """A name as the answer to the question for a step or its name; `None` to any other."""
    if ask is None or not name:
        return None
    match ask.expects:
        case Aspiration():
            return {"kind": "goal", "words": name, "called": True}
        case YesNo(or_else="name"):
            return {"kind": "name", "words": name}
        case Freely():
            return name
    return None
