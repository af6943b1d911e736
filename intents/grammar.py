"""Which line of a language, if any, an utterance fits exactly."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from intents.templates import Lists, Node, Nodes, TemplateError, build, parse

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a language file: what it says, and what it means."""

    meaning: str
    text: str


@dataclass(frozen=True, slots=True)
class Fit:
    """An utterance fits a line; `slots` hold the places of its free words."""

    line: Line
    slots: dict[str, tuple[int, int]] = field(default_factory=dict)


Slots = tuple[tuple[str, int, int], ...]
Place = tuple[Node, Slots, bool]


class Grammar:
    """Lines with their meanings, walked word by word all at once."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self.lines: list[Line] = []
        self.entries: list[Nodes] = []
        self.first: dict[str, list[Node]] = {}
        self._slotted: list[Node] = []

    def add(self, meaning: str, text: str) -> None:
        """Adds a line. Raises TemplateError where it cannot be read."""
        parts = parse(text, self._lists)
        if all(getattr(part, "optional", False) for part in parts):
            raise TemplateError("stands for no words at all; write at least one outside [ ]")
        entry = build(parts, (Node(end=len(self.lines)),))
        self.lines.append(Line(meaning, text))
        self.entries.append(entry)
        for node in entry:
            if node.slot:
                self._slotted.append(node)
            for word, following in node.next.items():
                self.first.setdefault(word, []).extend(following)

    def fits(self, words: Words) -> Fit | None:
        """The line the words fit from first to last; one without slots before one with."""
        if not words:
            return None
        places: list[Place] = [(n, (), False) for n in self.first.get(words[0], ())]
        places += [(n, ((n.slot, 0, 1),), True) for n in self._slotted]
        for at in range(1, len(words)):
            if not places:
                return None
            places = [p for place in places for p in _step(place, words[at], at)]
        best: Fit | None = None
        for node, slots, inside in places:
            for end in node.after if inside else (node,):
                if end.end >= 0 and (best is None or len(slots) < len(best.slots)):
                    best = Fit(self.lines[end.end], {name: (a, b) for name, a, b in slots})
        return best

    def written_out(self, number: int, limit: int) -> Iterator[Words]:
        """The first phrases of a line, in the order written, those with slots left out."""
        left = limit
        stack: list[tuple[Words, Node]] = [((), n) for n in reversed(self.entries[number])]
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
        nodes = self.entries[number]
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


def shared(grammars: Sequence[Grammar]) -> Iterator[tuple[Words, Line, Line]]:
    """Phrases which two lines of different meaning have in common, within or across grammars."""
    owner: dict[int, Line] = {}
    first: dict[str, list[Node]] = {}
    for g in grammars:
        for number, line in enumerate(g.lines):
            _own(g.entries[number], line, owner)
        for word, nodes in g.first.items():
            first.setdefault(word, []).extend(nodes)
    seen: set[frozenset[int]] = set()
    stack = [((word,), nodes) for word, nodes in first.items()]
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


def _step(place: Place, word: str, at: int) -> Iterator[Place]:
    node, slots, inside = place
    if inside:
        name, start, _ = slots[-1]
        yield node, (*slots[:-1], (name, start, at + 1)), True
        for after in node.after:
            yield from _step((after, slots, False), word, at)
    elif node.slot:
        yield node, (*slots, (node.slot, at, at + 1)), True
    else:
        for following in node.next.get(word, ()):
            yield following, slots, False


def _own(nodes: Nodes, line: Line, owner: dict[int, Line]) -> None:
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if id(node) not in owner:
            owner[id(node)] = line
            stack.extend(node.after)
            for following in node.next.values():
                stack.extend(following)
