"""Whether somebody says how heavy things are, or that they can't: "I'm sad", "nothing matters".

Only a whole utterance counts, with what goes on from the feeling ("because …"). What one would like
to feel is a wish and none of these, and neither is a feeling as the name of a thing ("sadness").
"""

from __future__ import annotations

from intents.languages.en.answered import answers
from intents.languages.en.yesno import is_firm, yes_or_no

Words = tuple[str, ...]

_BEGINS = answers("feeling", "begins")
_WHOLE = frozenset(answers("feeling", "whole"))
_REFUSES = frozenset(answers("feeling", "refuses"))


def _words(key: str) -> frozenset[str]:
    return frozenset(word for (word,) in answers("feeling", key))


_HOW = _words("how")
_HEAVY = _words("heavy")
_AFTER = _words("after")
_GOES_ON = _words("goes_on")
_BEFORE = _words("before")
_UNSAID = _words("unsaid")
_ENDS = _words("ends")


def answered_before(words: Words) -> bool | None:
    """The yes or no said before how one feels: "no, I'm so tired". Nothing where there is none.

    "I can't" alone may refuse or lament, and whoever laments is not to be taken at their word.
    """
    if words in _REFUSES:
        return False
    for end in range(len(words) - 1, 0, -1):
        said = words[:end]
        answer = yes_or_no(said)
        if answer is not None and is_firm(said) and not feeling(said) and feeling(words[end:]):
            return answer
    return None


def feeling(words: Words) -> bool:
    """Whether it says no more than that things are heavy, or that one can't."""
    for start in range(len(words)):
        if start and words[start - 1] not in _BEFORE:
            return False
        if _can_not(words[start:]) or _is_heavy(words[start:]):
            return True
    return False


def _can_not(words: Words) -> bool:
    while words and words[-1] in _ENDS:
        words = words[:-1]
    return words in _WHOLE or tuple(word for word in words if word not in _UNSAID) in _WHOLE


def _is_heavy(words: Words) -> bool:
    for begins in _BEGINS:
        if words[: len(begins)] != begins:
            continue
        rest = words[len(begins) :]
        at = next((at for at, word in enumerate(rest) if word not in _HOW), len(rest))
        if at < len(rest) and rest[at] in _HEAVY:
            tail = rest[at + 1 :]
            return not tail or tail[0] in _GOES_ON or _HEAVY.union(_AFTER).issuperset(tail)
    return False
