"""Which words are written with a capital wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.formatting.token import words

_EVERYWHERE = words("""
I I'm I've I'll I'd
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays
January February April June July August September October November December
""")
_ALWAYS = _EVERYWHERE | words("""
Christmas Easter Ramadan Eid Hanukkah Diwali
God Jesus Allah Buddha Bible Koran
English French German Spanish Italian Irish Scottish Welsh British American Chinese Japanese Indian
African European Asian Canadian Australian Jewish Muslim Christian Buddhist Hindu
England Scotland Wales Ireland Britain London France Paris Germany Berlin Spain Italy Rome Europe
America Canada Australia India China Japan Africa Asia
Mr Mrs Ms Dr
""")
_NAMED = {word.lower(): word for word in _ALWAYS} | {
    "mister": "Mr", "missus": "Mrs", "tv": "TV", "gp": "GP", "ok": "OK", "uk": "UK",
}  # fmt: skip
_EVERYWHERE_NAMED = {word.lower(): word for word in _EVERYWHERE}
_MONTHS_WHICH_ARE_WORDS = {"may": "May", "march": "March"}
_BEFORE_A_MONTH = frozenset({"in", "last", "next", "this", "since", "until", "early", "late", "of"})


def names_of(names: Iterable[str]) -> dict[str, str]:
    """People's and values' names, each word of them as it is written."""
    return {word.lower(): word for name in names for word in name.split() if word[:1].isupper()}


def capitalised(heard: Sequence[str], at: int, names: Mapping[str, str]) -> str:
    """The word at `at`, capital or not, wherever in a sentence it stands."""
    word = heard[at]
    stem, apostrophe, rest = word.partition("'")
    if word in _NAMED:
        return _NAMED[word]
    if apostrophe and (stem in _NAMED or stem in names) and rest == "s":
        return f"{_NAMED.get(stem) or names[stem]}'s"
    if word in names:
        return names[word]
    if word in _MONTHS_WHICH_ARE_WORDS and at and heard[at - 1] in _BEFORE_A_MONTH:
        return _MONTHS_WHICH_ARE_WORDS[word]
    return word


def always(word: str) -> str:
    """A word of any text, with the capital which it has in every sentence: "I'm", "Monday"."""
    stem, apostrophe, rest = word.partition("'")
    if word in _EVERYWHERE_NAMED:
        return _EVERYWHERE_NAMED[word]
    owns = apostrophe and rest == "s" and stem in _EVERYWHERE_NAMED
    return f"{_EVERYWHERE_NAMED[stem]}'s" if owns else word


def first(word: str) -> str:
    """A word at the beginning of a sentence."""
    return word[:1].upper() + word[1:]
