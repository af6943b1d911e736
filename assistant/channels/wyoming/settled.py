"""Which of the words heard so far will stand: what is sent cannot be taken back."""

from __future__ import annotations

HELD = 0.8
"""Seconds of sound through which a word must have stood unchanged."""
BEYOND = 2
"""So many words must have followed it: engines change their mind about the last ones."""


class Settled:
    """Hands out each word once, as soon as it has settled."""

    def __init__(self) -> None:
        self._words: list[tuple[str, float]] = []
        self._sent: list[str] = []

    def take(self, partial: str, seconds: float) -> str:
        """The words which have settled since, when `partial` is heard after `seconds` of sound.

        With the space before them: the pieces, joined, are the text.
        """
        words = partial.split()
        before = self._words
        self._words = [
            (word, before[i][1] if i < len(before) and before[i][0] == word else seconds)
            for i, word in enumerate(words)
        ]
        new = []
        for word, since in self._words[len(self._sent) : max(0, len(words) - BEYOND)]:
            if seconds - since < HELD:
                break
            new.append(word)
        return self._send(new)

    def rest(self, text: str) -> str:
        """What is still to be sent, when `text` is the whole."""
        return self._send(text.split()[len(self._sent) :])

    @property
    def text(self) -> str:
        """All that was sent."""
        return " ".join(self._sent)

    def _send(self, words: list[str]) -> str:
        lead = " " if self._sent and words else ""
        self._sent += words
        return lead + " ".join(words)
