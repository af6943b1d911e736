"""How something told may be said back: a whole phrase or sentence, and nothing beside it.

`sayable` gives the words, `as_moment` those of a moment: "after lunch", "when he smokes".
"""

from __future__ import annotations

from assistant.formatting.core import clauses_of, is_phrase, is_spoken_to, starts_addition
from assistant.formatting.gist import first_sentence
from assistant.formatting.intention import plain_intention
from assistant.formatting.naming import MARKS, at_place, naming, tokens_of
from assistant.formatting.rephrasing import speaks_to_another

MOST = 12
"""What has more words is not said back."""


def sayable(said: str, language: str = "en") -> str:
    """The words where they are one phrase or sentence; else its first part that is; "" for none."""
    text = plain_intention(said, language).strip(MARKS + " ")
    if not text or speaks_to_another(text, language) or is_spoken_to(text, language):
        return ""
    few = len(text.split()) <= MOST
    if few and (is_phrase(text, language) or first_sentence(text, language) == text):
        return text
    first = next(iter(clauses_of(text, language, action=True)), [])
    words = " ".join(first).strip(MARKS + " ")
    return words if len(first) <= MOST and is_phrase(words, language) else ""


def as_moment(said: str, language: str = "en") -> str:
    """The moment where it is told as one: "after lunch"; "" for what only tells what one does."""
    words = sayable(said, language)
    cue = at_place(tokens_of(words.split()), 0, naming(language).cues)
    return words if words and (cue or starts_addition(words, language)) else ""


def tells_deed(said: str, language: str = "en") -> bool:
    """Whether it says what is done then: "I pack the tools at five and then go to the van"."""
    known = naming(language)
    tokens = tokens_of(plain_intention(said, language).split())
    cue = at_place(tokens, 0, known.cues)
    places = [at for at, token in enumerate(tokens[:-1]) if token == known.subject]
    deeds = [at for at in places if tokens[at + 1] in known.subject_before]
    return len(deeds) > int(cue > 0)


def declines(said: str, language: str = "en") -> bool:
    """Whether it begins with a no that is no part of what is named: "no, that's small already"."""
    known = naming(language)
    tokens = tokens_of(plain_intention(said, language).split())
    return bool(at_place(tokens, 0, known.declining)) and not at_place(tokens, 0, known.may_begin)
