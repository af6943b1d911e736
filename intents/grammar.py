"""The lines of a language, and the phrases each of them stands for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from intents.templates import Lists, Node, Nodes, TemplateError, build, parse

Words = tuple[str, ...]

NEVER = "!"
"""The meaning of lines which look like a command but are none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a language file: what it says, and what it means.

    `told` lines only tell something; they are no commands where an open question was asked.
    """

    meaning: str
    text: str
    told: bool = False


class Grammar:
    """Lines with their meanings, each a small graph of words."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self.lines: list[Line] = []
        self.entries: list[Nodes] = []
        self._first: dict[str, list[Node]] = {}

    def add(self, meaning: str, text: str, told: bool = False) -> None:
        """Adds a line. Raises TemplateError where it cannot be read."""
        parts = parse(text, self._lists)
        if all(getattr(part, "optional", False) for part in parts):
            raise TemplateError("stands for no words at all; write at least one outside [ ]")
        entry = build(parts, (Node(end=len(self.lines)),))
        self.lines.append(Line(meaning, text, told))
        self.entries.append(entry)
        for node in entry:
            for word, following in node.next.items():
                self._first.setdefault(word, []).extend(following)

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

    def only(self, number: int) -> Grammar:
        """A grammar of just one of the lines."""
        alone = Grammar(self._lists)
        line = self.lines[number]
        alone.add(line.meaning, line.text, line.told)
        return alone

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

    def shared(self) -> Iterator[tuple[Words, Line, Line]]:
        """Phrases which two lines of different meaning have in common."""
        owner: dict[int, Line] = {}
        for entry, line in zip(self.entries, self.lines, strict=True):
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


def _own(nodes: Nodes, line: Line, owner: dict[int, Line]) -> None:
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if id(node) not in owner:
            owner[id(node)] = line
            stack.extend(node.after)
            for following in node.next.values():
                stack.extend(following)
