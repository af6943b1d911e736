"""On which day a step was done that is told of: "I rang them yesterday", "no, that was Monday"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.unasked_words import said_anywhere
from intents import Date, Dictation, Meaning

if TYPE_CHECKING:
    from intents import Language

MARK = "mark_goal"
"""The intent that it is counted otherwise how a step went."""
COUNTED_TODAY = ("goal_done.counted", "goal_done.today")
"""What is said when a step was counted for today."""
A_WEEK = 7
LONGEST = 24
"""In more words something is told, and nothing put right."""


def days_ago(language: Language, words: Sequence[str], now: datetime | None) -> int:
    """How many days ago the last day was that is named; 0 where none is, or today is one of them.

    A weekday is the last one: "on Monday" on a Tuesday was a day ago.
    """
    phrases = phrases_of(language.name)
    if now is None or said_anywhere("done_today", words, phrases):
        return 0
    if said_anywhere("done_yesterday", words, phrases):
        return 1
    for before, word in zip(("", *words), words, strict=False):
        if not phrases.has("done_on_a_weekday", word) or phrases.has("says_each", before):
            continue
        read = language.understand(word, Date(), now=now)
        if read.kind == "answer":
            ahead = (date.fromisoformat(str(read.value)) - now.date()).days % A_WEEK
            return A_WEEK - ahead
    return 0


def counted_for_another_day(language: Language, text: str, context: Context) -> Meaning | None:
    """The command to count the step for the day that is meant, where it was counted for today."""
    counted = [say for say in context.said if say.key in COUNTED_TODAY]
    expects, words = context.expects, list(language.words(text))
    if not counted or context.paused or isinstance(expects, Dictation) or len(words) > LONGEST:
        return None
    phrases = phrases_of(language.name)
    told = [w for w in words if not phrases.has("done_today", w)]
    ago = days_ago(language, told, context.now)
    if not ago or not said_anywhere("done_on_another_day", words, phrases):
        return None
    slots = {"goal": str(counted[-1].words["goal"]), "outcome": "done", "ago": ago, "instead": True}
    return Meaning(text, "command", MARK, score=1.0, slots=slots)
