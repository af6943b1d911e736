"""What English words sound like, coarsely, and which are forms of one another."""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"), (re.compile(r"^wr"), "r"), (re.compile(r"^x"), "s"),
    (re.compile(r"^wh"), "w"), (re.compile(r"mb$"), "m"), (re.compile(r"tch"), "j"),
    (re.compile(r"[sc]h|[ct]i(?=[aou])|si(?=on)"), "j"), (re.compile(r"dge?(?=[eiy]|$)|ge?(?=[eiy])"), "j"),
    (re.compile(r"ph"), "f"), (re.compile(r"(?<=[aiou])gh"), ""), (re.compile(r"gh"), "g"),
    (re.compile(r"ck|q"), "k"), (re.compile(r"c(?=[eiy])"), "s"), (re.compile(r"c"), "k"),
    (re.compile(r"x"), "ks"), (re.compile(r"z"), "s"), (re.compile(r"th"), "t"), (re.compile(r"d"), "t"),
    (re.compile(r"b"), "p"), (re.compile(r"v"), "f"), (re.compile(r"g"), "k"), (re.compile(r"l(?=[kfvm])"), ""),
    (re.compile(r"[aeiouyhw]+"), "a"), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip
_ENDINGS = ("ingly", "edly", "ings", "ing", "ers", "ies", "est", "ed", "es", "er", "ly", "s", "e", "y")


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """The consonants of a word by their class, with "a" for any run of vowels between them."""
    for rule, put in _RULES:
        word = rule.sub(put, word)
    return word


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
