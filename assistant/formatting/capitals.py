"""Which words are written with a capital wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.formatting.language import tables


def names_of(names: Iterable[str]) -> dict[str, str]:
    """The capitalized words of people's and values' names, by the word in lower case."""
    return {word.lower(): word for name in names for word in name.split() if word[:1].isupper()}


def capitalized(
    heard: Sequence[str], at: int, names: Mapping[str, str], language: str = "en"
) -> str:
    """The recognized word `heard[at]` as it is written in the middle of a sentence.

    `names`: see `names_of`.
    """
    known = tables(language).capitals
    word = heard[at]
    if word in known.dictated:
        return known.dictated[word]
    if word in names:
        return names[word]
    if word in known.sometimes and at and heard[at - 1] in known.after:
        return known.sometimes[word]
    return _possessive(word, (known.dictated, names), known.possessive)


def always(word: str, language: str = "en") -> str:
    """A word of any text, with the capital which it has in every sentence: "I'm", "Monday"."""
    known = tables(language).capitals
    return known.always.get(word) or _possessive(word, (known.always,), known.possessive)


def first(word: str) -> str:
    """A word at the beginning of a sentence."""
    return word[:1].upper() + word[1:]


def _possessive(word: str, names: Iterable[Mapping[str, str]], ending: str) -> str:
    """The word with its capital, where it is one of `names` with the ending of "Anna's"."""
    stem = word.removesuffix(ending) if ending else word
    known = (each[stem] for each in names if stem in each)
    return next(known, stem) + ending if stem != word else word
