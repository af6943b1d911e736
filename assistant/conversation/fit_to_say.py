"""Whether a sentence that a language model made of what was said is fit to be said back.

It may have the person's words alone and yet be wrong: pieces that are no sentences ("Morning,
then"), words put together that stood apart ("allergic straight off"), or a deed without who did it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.gist import is_past_form
from assistant.formatting.reflecting import has_subject
from assistant.formatting.rephrasing import to_second_person
from assistant.formatting.word_spans import WordSpans

APART = 3
"""Words that stood further apart do not belong together."""
A_FEW = 2
"""Fewer words than these are no part by themselves: "Morning, then"."""
_BETWEEN = re.compile(r"[,;:.]\s+(?:and\s+|but\s+|so\s+)?")


def is_fit(sentence: str, said: str, language: str) -> bool:
    """Whether each part of `sentence` puts together what `said` had together, and says who did it.

    A part that is no sentence has at least two words that say something.
    """
    phrases = phrases_of(language)
    adds_nothing, weak = phrases.table["adds_nothing"], phrases.table["function_words"]
    parts = [part.strip(" .!").lower() for part in _BETWEEN.split(sentence)]
    parts = [part for part in parts if part and part not in adds_nothing]
    own = _words(to_second_person(said, language).lower())
    if len(set(parts)) < len(parts):
        return False
    for part in parts:
        words = _words(part)
        telling = [word for word in words if word not in weak]
        whole = has_subject(part, language)
        if not words or is_past_form(words[0], language):
            return False  # "And read her the piece": who did is left out.
        if not whole and len(telling) < A_FEW:
            return False
        if not _stand_together(telling, own, in_order=not whole):
            return False
    return True


def _stand_together(words: Sequence[str], own: Sequence[str], *, in_order: bool = False) -> bool:
    """Whether words stand close to each other in what was said; others are the model's."""
    last = -1
    for word in words:
        places = [place for place, one in enumerate(own) if one == word]
        near = min(places, key=lambda place: abs(place - last), default=-1)
        if near < 0:
            continue
        if last >= 0 and (abs(near - last) > APART + 1 or (in_order and near < last)):
            return False
        last = near
    return True


def _words(text: str) -> list[str]:
    return [token for token in WordSpans(text.lower()).tokens if token[0].isalnum()]
