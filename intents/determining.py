"""Makes one small machine of all the lines of a grammar: deterministic, and without doubles."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from intents.automaton import Automaton, Ends
from intents.grammar import NEVER, Grammar
from intents.templates import Node

_State = tuple[Ends, dict[str, int]]


def determined(grammar: Grammar) -> Automaton:
    """The machine which knows exactly the phrases of `grammar`."""
    made = _Making(grammar)
    made.state(node for entry in grammar.entries for node in entry)
    # The beginning was finished last, and shall be first.
    states = made.states[::-1]
    words = sorted({word for _, arrows in states for word in arrows})
    number = {word: n for n, word in enumerate(words)}
    starts, labels, targets = array("I", [0]), array("H"), array("I")
    for _, arrows in states:
        for word, target in arrows.items():
            labels.append(number[word])
            targets.append(len(states) - 1 - target)
        starts.append(len(labels))
    ends = {n: pair for n, (pair, _) in enumerate(states) if pair != (-1, -1)}
    return Automaton(words, made.meanings, starts, labels, targets, ends)


class _Making:
    """Finds states from the end of the phrases to their beginning."""

    def __init__(self, grammar: Grammar) -> None:
        self._lines = grammar.lines
        self.meanings = list(dict.fromkeys(line.meaning for line in grammar.lines))
        self._number = {meaning: n for n, meaning in enumerate(self.meanings)}
        self._never = self._number.get(NEVER, -1)
        self._known: dict[frozenset[int], int] = {}
        self._same: dict[tuple[Ends, tuple[tuple[str, int], ...]], int] = {}
        self.states: list[_State] = []

    def state(self, nodes: Iterable[Node]) -> int:
        """The number of the state which stands for all these nodes."""
        found = {id(node): node for node in nodes}
        key = frozenset(found)
        known = self._known.get(key)
        if known is not None:
            return known
        steps: dict[str, list[Node]] = {}
        for node in found.values():
            if node.slot:
                steps.setdefault("{" + node.slot + "}", []).extend(node.after)
            for word, following in node.next.items():
                steps.setdefault(word, []).extend(following)
        arrows = {word: self.state(following) for word, following in sorted(steps.items())}
        ends = self._ends(found.values())
        same = (ends, tuple(arrows.items()))
        if same not in self._same:
            self._same[same] = len(self.states)
            self.states.append((ends, arrows))
        self._known[key] = self._same[same]
        return self._known[key]

    def _ends(self, nodes: Iterable[Node]) -> Ends:
        """What ends here. A line which means something goes before one which is never meant."""
        lines = [self._lines[node.end] for node in nodes if node.end >= 0]
        every = [self._number[line.meaning] for line in lines]
        untold = [self._number[line.meaning] for line in lines if not line.told]
        return self._first(every), self._first(untold)

    def _first(self, meanings: list[int]) -> int:
        return next((n for n in meanings if n != self._never), meanings[0] if meanings else -1)
