"""Which of a few: all of them, none, or those which are named."""

from __future__ import annotations

from intents.languages.en.answered import answers
from intents.languages.en.choices import choose
from intents.languages.en.yesno import yes_or_no

Words = tuple[str, ...]

_ALL = frozenset(answers("several", "all"))
_NONE = frozenset(answers("several", "none")) | frozenset(answers("choice", "none"))
_REFUSES = frozenset(word for (word,) in answers("several", "refuses"))
A_PLAIN_ANSWER = 3
"""Of so many words a yes or a no may be made which does not begin with one."""
_NEAR = 3
"""So many words before a name may refuse it."""


def several(words: Words, options: tuple[Words, ...]) -> tuple[int, ...] | None:
    """The places of the options meant, in their order; nothing where it is not clear."""
    every = tuple(range(len(options)))
    if words in _ALL:
        return every
    if words in _NONE:
        return ()
    named = {place: at for place, option in enumerate(options) if (at := _find(words, option)) >= 0}
    if named:
        refused = {place for place, at in named.items() if _is_refused(words, at)}
        wanted = tuple(sorted(named.keys() - refused))
        return wanted or tuple(place for place in every if place not in refused)
    answer = yes_or_no(words)
    # "I would call it something else" begins like a yes, and is none.
    if answer is not None and (len(words) <= A_PLAIN_ANSWER or words[0] in ("yes", "no")):
        return every if answer else ()
    chosen = choose(words, options)
    if chosen is None:
        return None
    return () if chosen.place < 0 else (chosen.place,)


def _find(words: Words, option: Words) -> int:
    size = len(option)
    return next((at for at in range(len(words) - size + 1) if words[at : at + size] == option), -1)


def _is_refused(words: Words, at: int) -> bool:
    return not _REFUSES.isdisjoint(words[max(0, at - _NEAR) : at])
