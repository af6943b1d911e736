"""What a person hopes for, without the words which lead up to it."""

from __future__ import annotations

from intents.en.answered import answers

Words = tuple[str, ...]

_BEFORE = frozenset(answers("hope", "before"))
_LONGEST = max(map(len, _BEFORE))
_ACTS = answers("hope", "acts")
_WHOM = answers("hope", "whom")


def aspiration_title(words: Words) -> Words:
    """The words without "i want to", "my goal is to" and the like."""
    while True:
        for size in range(min(_LONGEST, len(words) - 1), 0, -1):
            if words[:size] in _BEFORE:
                words = words[size:]
                break
        else:
            return words


def own_step(title: Words) -> bool:
    """Whether it is something one does oneself to or with somebody, not what they should do.

    "Call my sister", but not "tell my boss to respect me".
    """
    for act in _ACTS:
        if title[: len(act)] == act:
            rest = title[len(act) :]
            return "to" not in rest and any(rest[: len(whom)] == whom for whom in _WHOM)
    return False
