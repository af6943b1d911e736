"""Tells an old loss from a new one."""

from __future__ import annotations

from assistant.conversation.reading.phrases import Phrases


def is_old_loss(text: str, phrases: Phrases) -> bool:
    """Whether a loss was long ago, or none: "he is dead nineteen years", "my phone died".

    On an anniversary it is not.
    """
    words = [word.strip(",.!?") for word in text.lower().split()]
    if any(phrases.longest_start("no_loss", " ".join(words[at:])) for at in range(len(words))):
        return True
    if phrases.table["long_ago"].isdisjoint(words):
        return False
    places = range(len(words))
    return not any(phrases.longest_start("anniversary", " ".join(words[at:])) for at in places)
