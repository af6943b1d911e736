"""The size of a step: the number, or the length of time, in its name."""

from __future__ import annotations

from assistant.formatting.language import optional_table
from intents import Number, load

A_LENGTH = 4
"""A length of time has no more words than this: "an hour and a half" has more, and is not read."""


def resized(title: str, size: str, language: str) -> str:
    """A step with another number: "read ten pages of it" and "five pages"; "" where none fits."""
    spoken, words = size.split(), title.split()
    if not spoken:
        return ""
    for at in range(len(words) - len(spoken) + 1):
        there = words[at : at + len(spoken)]
        same = [word.lower() for word in there[1:]] == [word.lower() for word in spoken[1:]]
        if same and is_number(there[0], language):
            return " ".join([*words[:at], *spoken, *words[at + len(spoken) :]])
    length, there_now = length_in(size, language), length_in(title, language)
    if not length or not there_now or length != size.lower():
        return ""
    own = there_now.split()
    plain = [word.lower() for word in words]
    at = next(n for n in range(len(words)) if plain[n : n + len(own)] == own)
    return " ".join([*words[:at], *spoken, *words[at + len(own) :]])


def length_in(said: str, language: str) -> str:
    """The length of time that is said last: "half an hour"; "" for none."""
    table = optional_table(language, "wished.toml").get("lengths", {})
    units, counts = table.get("units", ()), table.get("counts", ())
    words = [word.lower().strip(".,!?") for word in said.split()]
    for end in range(len(words), 1, -1):
        if words[end - 1] not in units:
            continue
        start = end - 1
        while start and end - start < A_LENGTH:
            before = words[start - 1]
            if before not in counts and not is_number(before, language):
                break
            start -= 1
            if before in table.get("begins", ()):
                break  # "The library one half an hour."
        if start < end - 1:
            return " ".join(words[start:end])
    return ""


def is_number(word: str, language: str) -> bool:
    """Whether a word is a number: "five", "10"."""
    return load(language).understand(word, Number()).kind == "answer"
