"""Finds which of the person's own things some words name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.conversation.reading.phrases import Phrases
from assistant.formatting.inflection import inflection
from assistant.practice.naming import mentioned

if TYPE_CHECKING:
    from intents import Language


def named_in(
    language: Language, words: Sequence[str], names: Sequence[str], weak: Sequence[str]
) -> str:
    """The one of `names` that `words`, in normal form, mention; "" for none or several.

    `weak` words name nothing.
    """
    strong = {" ".join(w for w in language.words(name) if w not in weak): name for name in names}
    found = mentioned(words, [one for one in strong if one], (), inflection(language.name))
    return strong[found[0]] if found else ""


def bare_name(named: str, phrases: Phrases) -> str:
    """A name without the word before it: "my", "the"."""
    first, _, rest = named.partition(" ")
    return rest if rest and phrases.has("before_a_name", first.lower()) else named
