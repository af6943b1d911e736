"""Which line of a language, if any, an utterance fits exactly."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from intents.templates import Lists, Node, Nodes, TemplateError, build, parse

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a language file: what it says, and what it means.

    `told` lines only tell something; they are no commands where an open question was asked.
    """

    meaning: str
    text: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """An utterance fits a line; `slots` hold the places of its free words."""

    line: Line
    slots: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Near:
    """An utterance sounds like a line, at a cost of 0 (the same) or more."""

    cost: float
    line: Line
    slots: dict[str, tuple[int, int]] = field(default_factory=dict)


Offer = tuple[str, int, float]
"""A word of the language, how many heard words it takes, and what hearing it so costs."""
SKIPPED = 0.55
"""The cost of a heard word which stands for nothing."""

Slots = tuple[tuple[str, int, int], ...]
Place = tuple[Node, Slots]


class Grammar:
    """Lines with their meanings, walked word by word all at once."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self.lines: list[Line] = []
        self._entries: list[Nodes] = []
        self._first: dict[str, list[Node]] = {}
        self._slotted: list[Node] = []

    def add(self, meaning: str, text: str, told: bool = False) -> None:
        """Adds a line. Raises TemplateError where it cannot be read."""
        parts = parse(text, self._lists)
        if all(getattr(part, "optional", False) for part in parts):
            raise TemplateError("stands for no words at all; write at least one outside [ ]")
        entry = build(parts, (Node(end=len(self.lines)),))
        self.lines.append(Line(meaning, text, told))
        self._entries.append(entry)
        for node in entry:
            if node.slot:
                self._slotted.append(node)
            for word, following in node.next.items():
                self._first.setdefault(word, []).extend(following)

    def fits(self, words: Words, told: bool = True) -> Fit | None:
        """The line the words fit from first to last; one without slots before one with.

        Lines which are only `told` are left out on request.
        """
        if not words:
            return None
        nodes = self._first.get(words[0], [])
        inside: list[Place] = [(n, ((n.slot, 0, 1),)) for n in self._slotted]
        for at in range(1, len(words)):
            if not nodes and not inside:
                return None
            word = words[at]
            entered: list[Place] = [(n, ((n.slot, at, at + 1),)) for n in nodes if n.slot]
            following: list[Node] = []
            for node in nodes:
                following += node.next.get(word, ())
            inside = [*entered, *_inside(inside, word, at)]
            nodes = following
        for node in nodes:
            if node.end >= 0 and (told or not self.lines[node.end].told):
                return Fit(self.lines[node.end])
        best: Fit | None = None
        for node, slots in inside:
            for end in node.after if node.slot else (node,):
                if end.end < 0 or (best is not None and len(slots) >= len(best.slots)):
                    continue
                if told or not self.lines[end.end].told:
                    best = Fit(self.lines[end.end], {name: (a, b) for name, a, b in slots})
        return best

    def nearly(self, offers: Sequence[Sequence[Offer]], limit: float) -> Iterator[Near]:
        """Every line which can be heard out of `offers`, the readings of each word.

        `limit` is the highest cost, all words together.
        """
        size = len(offers)
        at: list[dict[int, tuple[float, Node]]] = [{} for _ in range(size + 1)]
        for place in range(size):
            here = list(at[place].values())
            for word, taken, cost in offers[place]:
                there = at[place + taken]
                if place == 0 and cost <= limit:
                    for node in self._first.get(word, ()):
                        _relax(there, cost, node)
                for spent, node in here:
                    if spent + cost <= limit:
                        for following in node.next.get(word, ()):
                            _relax(there, spent + cost, following)
            for spent, node in here:
                if spent + SKIPPED <= limit:
                    _relax(at[place + 1], spent + SKIPPED, node)
                if node.slot:
                    for end in node.after:
                        if end.end >= 0:
                            yield Near(spent, self.lines[end.end], {node.slot: (place, size)})
        for spent, node in at[size].values():
            if node.end >= 0:
                yield Near(spent, self.lines[node.end])

    def written_out(self, number: int, limit: int) -> Iterator[Words]:
        """The first phrases of a line, in the order written, those with slots left out."""
        left = limit
        stack: list[tuple[Words, Node]] = [((), n) for n in reversed(self._entries[number])]
        while stack and left:
            words, node = stack.pop()
            if node.end >= 0:
                left -= 1
                yield words
            steps = [((*words, w), n) for w, nodes in node.next.items() for n in nodes]
            stack.extend(reversed(steps))

    def lines_of(self, meaning: str) -> Iterator[int]:
        """The numbers of the lines which mean this."""
        return (n for n, line in enumerate(self.lines) if line.meaning == meaning)

    def sample(self, number: int, rng: random.Random) -> Words:
        """A random phrase of a line."""
        words: list[str] = []
        nodes = self._entries[number]
        while True:
            node = rng.choice(nodes)
            if node.end >= 0:
                return tuple(words)
            if node.slot:
                words.append("{" + node.slot + "}")
                nodes = node.after
            else:
                word = rng.choice(list(node.next))
                words.append(word)
                nodes = node.next[word]

    def shared(self) -> Iterator[tuple[Words, Line, Line]]:
        """Phrases which two lines of different meaning have in common."""
        owner: dict[int, Line] = {}
        for entry, line in zip(self._entries, self.lines, strict=True):
            _own(entry, line, owner)
        seen: set[frozenset[int]] = set()
        stack: list[tuple[Words, list[Node]]] = [
            ((word,), nodes) for word, nodes in self._first.items()
        ]
        while stack:
            words, nodes = stack.pop()
            key = frozenset(map(id, nodes))
            if key in seen or len({owner[id(n)].meaning for n in nodes}) < 2:
                continue
            seen.add(key)
            ends = [owner[id(n)] for n in nodes if n.end >= 0]
            for end in ends[1:]:
                if end.meaning != ends[0].meaning:
                    yield words, ends[0], end
            steps: dict[str, list[Node]] = {}
            for node in nodes:
                for word, following in node.next.items():
                    steps.setdefault(word, []).extend(following)
            stack.extend(((*words, word), found) for word, found in steps.items())


def _relax(places: dict[int, tuple[float, Node]], cost: float, node: Node) -> None:
    known = places.get(id(node))
    if known is None or cost < known[0]:
        places[id(node)] = (cost, node)


def _inside(places: list[Place], word: str, at: int) -> Iterator[Place]:
    """Where `word` leads from places at or behind a slot."""
    for node, slots in places:
        if not node.slot:
            for following in node.next.get(word, ()):
                yield following, slots
            continue
        name, start, end = slots[-1]
        if end < at:
            yield node, (*slots, (node.slot, at, at + 1))
            continue
        yield node, (*slots[:-1], (name, start, at + 1))
        for after in node.after:
            for following in after.next.get(word, ()):
                yield following, slots


def _own(nodes: Nodes, line: Line, owner: dict[int, Line]) -> None:
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if id(node) not in owner:
            owner[id(node)] = line
            stack.extend(node.after)
            for following in node.next.values():
                stack.extend(following)
