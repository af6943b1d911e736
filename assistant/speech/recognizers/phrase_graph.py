"""Phrases as a graph of words, their common beginnings and endings shared.

A search over some hundred phrases side by side begins each of them anew: "I did it", "I did that"
and all the rest from "I". Shared, there are a third of the words to search.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

START, END = 0, 1

Transition = tuple[int, int, float, str] | tuple[int, int, float]
"""From a state to a state, its probability, and the word said on the way; without: nothing is."""


def transitions(phrases: Iterable[str]) -> list[Transition]:
    """The smallest graph from `START` to `END` whose paths are the phrases and nothing else."""
    states: dict[tuple[tuple[str, int], ...], int] = {}
    graph: list[Transition] = []

    def state(after: dict[str, Any], begins: bool = False) -> int:
        """The state from which the rest `after` is said; equal rests are one state."""
        ways = tuple(sorted((word, state(rest) if word else END) for word, rest in after.items()))
        if ways == (("", END),):
            return END
        if not begins and ways in states:
            return states[ways]
        number = START if begins else states.setdefault(ways, len(states) + 2)
        graph.extend((number, to, 1.0, word) if word else (number, to, 1.0) for word, to in ways)
        return number

    state(_tree(phrases), begins=True)
    return graph


def _tree(phrases: Iterable[str]) -> dict[str, Any]:
    """By the next word, the tree of what may follow it; "" where a phrase may end."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        place = root
        for word in phrase.split():
            place = place.setdefault(word, {})
        place[""] = {}
    return root
