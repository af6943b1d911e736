"""What English words sound like, coarsely, and which are forms of one another."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

_SPELLINGS = (
    ("tch", "j"), ("sch", "sk"), ("sh", "j"), ("ch", "j"), ("tio", "ja"), ("sio", "ja"),
    ("dge", "j"), ("ge", "j"), ("ph", "f"), ("igh", "a"), ("augh", "a"), ("ough", "a"), ("mb", "m"),
    ("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("th", "t"), ("lk", "k"), ("lf", "f"),
    ("qu", "k"), ("kn", "n"), ("wr", "r"), ("x", "ks"),
)  # fmt: skip
_LETTERS = str.maketrans("eiouyhwzdbvgcq", "aaaaaaastpfkkk")
_ENDINGS = (
    "ingly",
    "edly",
    "ings",
    "ing",
    "ers",
    "ies",
    "est",
    "ed",
    "es",
    "er",
    "ly",
    "s",
    "e",
    "y",
)


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """The consonants of a word by their class, with "a" for any run of vowels between them."""
    for letters, put in _SPELLINGS:
        if letters in word:
            word = word.replace(letters, put)
    return "".join(letter for letter, _ in groupby(word.translate(_LETTERS)))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending: the same for "review", "reviewing" and "reviewed"."""
    if len(word) > 4:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: -len(ending)]
                break
        if word[-1] == word[-2] and word[-1] not in "ls":
            word = word[:-1]
    return word
