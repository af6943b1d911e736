"""The phrase which wakes Lantern: which ones can be heard at all, and what sounds like one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from assistant.errors import Trouble
from assistant.speech.recognizers import Recognizer, missing_words
from intents.languages import folder_of

WAKE = "hello lantern"
SLEEP = "lantern sleep"
"""Ends the listening; said while Lantern waits."""
_SHORTEST = 8
"""Letters a phrase needs, in two words or more: shorter ones come up in any talk."""
_LONGEST = 5
"""Words a phrase may have: a longer one is never said in one breath."""


def checked(phrase: str, recognizer: Recognizer) -> str:
    """The phrase as the recognizer takes it. Raises Trouble where it could never be heard, or
    would be heard all the time."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", phrase.lower().replace("\u2019", "'"))
    plain = " ".join(words)
    if unknown := missing_words(recognizer, [plain]):
        named = " and ".join(f"“{word}”" for word in unknown)
        raise Trouble(
            f"The recognizer does not know {named}, so it could never hear “{phrase.strip()}”. "
            'Choose plain words, as in: lantern listen --phrase "hello lantern"'
        )
    if len(words) < 2 or len("".join(words)) < _SHORTEST or len(words) > _LONGEST:
        raise Trouble(
            f"“{phrase.strip()}” is not a good phrase to listen for: it needs two to five words, "
            'eight letters together, as in: lantern listen --phrase "hello lantern"'
        )
    return plain


def likeness(phrase: str, heard: str) -> float:
    """How alike some stretch of what was heard is to the phrase, by its letters: 0 to 1.

    Where words begin and end is the first thing a recognizer gets wrong ("a lantern" for
    "hello lantern"), so it counts for nothing.
    """
    letters, whole = phrase.replace(" ", ""), heard.replace(" ", "")
    if len(whole) < len(letters):
        return fuzz.ratio(letters, whole) / 100
    return fuzz.partial_ratio(letters, whole) / 100


@cache
def listed(name: str, language: str) -> tuple[str, ...]:
    """ "decoys": what people say all day, or "rivals", in a language."""
    table = tomllib.loads((folder_of(language) / "wake_phrases.toml").read_text("utf-8"))
    return tuple(table[name])


def grammar(
    recognizer: Recognizer, phrases: Sequence[str], commands: Sequence[str], language: str
) -> tuple[str, ...]:
    """What to listen for: the phrases alone, where the recognizer has a place for all else.

    Else also each of them with a command after it, the commands by themselves, and decoys.
    """
    if recognizer.passes_over:
        return tuple(phrases)
    first = phrases[0]
    together = (f"{first} {command}" for command in commands)
    return tuple(dict.fromkeys((*phrases, *together, *commands, *listed("decoys", language))))
