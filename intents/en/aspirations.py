"""What a person hopes for, without the words which lead up to it."""

from __future__ import annotations

from intents.en.answered import answers

Words = tuple[str, ...]

_BEFORE = frozenset(answers("hope", "before"))
_LONGEST = max(map(len, _BEFORE))


def aspiration_title(words: Words) -> Words:
    """The words without "i want to", "my goal is to" and the like."""
    while True:
        for size in range(min(_LONGEST, len(words) - 1), 0, -1):
            if words[:size] in _BEFORE:
                words = words[size:]
                break
        else:
            return words
