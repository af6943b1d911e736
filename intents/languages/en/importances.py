"""How important something is: very, somewhat, or not."""

from __future__ import annotations

from intents.languages.en.answered import answers

Words = tuple[str, ...]

_WHOLE = {name: frozenset(answers("importance", name)) for name in ("very", "somewhat", "not")}
_BEFORE = frozenset(answers("choice", "around")) | frozenset(answers("importance", "before"))
_AFTER = frozenset(answers("importance", "after"))
_LONGEST = max(len(phrase) for phrase in _BEFORE | _AFTER)


def importance(words: Words) -> str | None:
    """ "very", "somewhat" or "not"; nothing where it cannot be told."""
    words = _without_again(words)
    for said in _undressed(words):
        for name, phrases in _WHOLE.items():
            if said in phrases:
                return name
    return None


def _without_again(words: Words) -> Words:
    """What is said last, where it is corrected: "very, no wait, somewhat"."""
    for marker in (("no", "wait"), ("i", "mean"), ("sorry",), ("wait",), ("or", "rather")):
        for at in range(len(words) - len(marker) - 1, 0, -1):
            if words[at : at + len(marker)] == marker:
                return words[at + len(marker) :]
    return words


def _undressed(words: Words) -> list[Words]:
    """The words, and with less and less around them: as little as needed is taken off."""
    found = [words]
    for said in found:
        for size in range(min(_LONGEST, len(said) - 1), 0, -1):
            for fits, rest in (
                (said[:size] in _BEFORE, said[size:]),
                (said[-size:] in _AFTER, said[:-size]),
            ):
                if fits and rest not in found and len(found) < 40:
                    found.append(rest)
    return found
