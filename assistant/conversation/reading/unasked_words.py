"""Words by which one asks to leave something as it is, or wants something new."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.reading.phrases import Phrases

A_NO = 3
"""Among so many first words a no denies what was said before."""


def leaves_as_it_is(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether it is asked to leave something alone, or not to change it."""
    return said_anywhere("repair.leaves_alone", words, phrases)


def wants_something_new(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether something new is wanted, so that nothing kept is changed."""
    return said_anywhere("repair.wants_new", words, phrases)


def asks_to_undo(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether what was kept just now is plainly to be taken back."""
    if said_anywhere("repair.no_undo", words, phrases):
        return False
    return said_anywhere("repair.asks_to_undo", words, phrases)


def begins_with_a_no(text: str, phrases: Phrases) -> bool:
    """Whether what was said before is denied by one of the first words."""
    words = text.lower().split()
    starts = (" ".join(words[at:]) for at in range(min(A_NO, len(words))))
    return any(phrases.longest_start("repair.no_before_a_name", one) for one in starts)


def said_anywhere(name: str, words: Sequence[str], phrases: Phrases) -> bool:
    """Whether an entry of a list is among the words."""
    return any(phrases.longest_start(name, " ".join(words[at:])) for at in range(len(words)))
