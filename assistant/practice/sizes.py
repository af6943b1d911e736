"""The size of a step: the number in its name."""

from __future__ import annotations

from intents import Number, load


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
    return ""


def is_number(word: str, language: str) -> bool:
    """Whether a word is a number: "five", "10"."""
    return load(language).understand(word, Number()).kind == "answer"
