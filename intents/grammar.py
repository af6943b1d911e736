"""The one template dialect: lines which stand for many phrases, and grammars made of them.

============  =====================================================================
``(a|b)``     a or b
``[a]``       a or nothing; ``[a|b]`` a, b or nothing
``<name>``    one of the word list ``name``; ``<name:ing>`` with its first word in
              that form, in patterns
``{slot}``    any words, kept under the name ``slot``
============  =====================================================================

`intents.patterns` knows a few more signs, for what is looked for inside longer text. `parse` reads
a line once into its parts. A line is not written out (it may stand for a million phrases): `build`
makes a small graph of `Node` of it, from its end to its beginning, which `intents.automaton` makes
deterministic and walks word by word.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Words = tuple[str, ...]
Read = Callable[[str], Words]
"""Brings one written word into normal form; nothing for a filler."""

NEVER = "!"
"""The meaning of lines which look like a command but are none."""

_PIECE = re.compile(
    r"\([^()\[\]<>{}]*\)|\[[^()\[\]<>{}]*\]|[()\[\]|]|<[a-z_0-9]+(?::[a-z]+)?>|\{[a-z_]+\}|[^\s()\[\]|<>{}]+|[^\s]"
)


class TemplateError(Exception):
    """A line cannot be read as a template; the message says what to write instead."""


class Node:
    """A place between two words of a phrase."""

    __slots__ = ("after", "end", "next", "slot")

    def __init__(
        self,
        following: dict[str, Nodes] | None = None,
        end: int = -1,
        slot: str = "",
        after: Nodes = (),
    ) -> None:
        self.next: dict[str, Nodes] = {} if following is None else following
        self.end = end
        """The number of the line which ends here, or -1."""
        self.slot = slot
        """Words of this slot stand here, and then `after`."""
        self.after = after


Nodes = tuple[Node, ...]
Parts = list["str | Words | Group"]


class Group:
    """Alternatives: the words of a phrase in brackets, or of a list."""

    __slots__ = ("form", "optional", "rows")

    def __init__(self, rows: list[Parts], optional: bool, form: str = "") -> None:
        self.rows = rows
        self.optional = optional
        self.form = form
        """The form which the first word of each row is to have."""


class Lists:
    """The word lists of a language, parsed when first asked for."""

    def __init__(self, lines: Mapping[str, tuple[str, ...]], read: Read) -> None:
        self._lines = lines
        self._known: dict[str, Group] = {}
        self._open: list[str] = []
        self.read = read

    def __getitem__(self, name: str) -> Group:
        known = self._known.get(name)
        if known is not None:
            return known
        if name in self._open:
            raise TemplateError(f"<{name}> contains itself; write its words out")
        if name not in self._lines:
            names = ", ".join(sorted(self._lines)) or "none yet"
            raise TemplateError(f"there is no word list <{name}>; the lists are: {names}")
        self._open.append(name)
        rows = [parse(line, self) for line in self._lines[name]]
        self._open.pop()
        self._known[name] = Group(rows, optional=False)
        return self._known[name]


def parse(line: str, lists: Lists) -> Parts:
    """The parts of a line, from left to right. Raises TemplateError where it cannot be read."""
    return _Reader(line, lists).rows(until="")[0]


def say(
    parts: Parts, rng: random.Random, fillings: Callable[[str], Sequence[str]]
) -> Iterator[str]:
    """The words of a random phrase of `parts`. `fillings`: what a slot of a name may hold."""
    for part in parts:
        if isinstance(part, str):
            if known := fillings(part[1:-1]):
                yield rng.choice(known)
        elif isinstance(part, tuple):
            yield from part
        elif not part.optional or rng.random() < 0.5:
            yield from say(rng.choice(part.rows), rng, fillings)


def build(parts: Parts, after: Nodes) -> Nodes:
    """The graph which reads `parts` and goes on with `after`; its first nodes."""
    for part in reversed(parts):
        if type(part) is str:
            after = (Node(slot=part[1:-1], after=after),)
        elif type(part) is tuple:
            for word in reversed(part):
                after = (Node({word: after}),)
        elif type(part) is Group:
            after = _build_group(part, after)
    return after


def _build_group(group: Group, after: Nodes) -> Nodes:
    first: dict[str, Nodes] = {}
    others: list[Node] = list(after) if group.optional else []
    for row in group.rows:
        if len(row) == 1 and type(row[0]) is tuple and len(row[0]) == 1:
            word = row[0][0]
            first[word] = (*first[word], *after) if word in first else after
            continue
        for node in build(row, after):
            if node.slot or node.end >= 0 or node in after:
                others.append(node)
                continue
            for word, following in node.next.items():
                first[word] = (*first[word], *following) if word in first else following
    return (Node(first), *others) if first else tuple(others)


class _Reader:
    """Reads one line from left to right."""

    def __init__(self, line: str, lists: Lists) -> None:
        self._pieces: list[str] = _PIECE.findall(line)
        self._at = 0
        self._lists = lists

    def rows(self, until: str) -> list[Parts]:
        """The alternatives up to the closing bracket `until`, or to the end of the line."""
        row: Parts = []
        rows = [row]
        while True:
            if self._at >= len(self._pieces):
                if until:
                    raise TemplateError(f"a bracket is left open; write the missing '{until}'")
                return rows
            piece = self._pieces[self._at]
            self._at += 1
            first = piece[0]
            if first not in "()[]|<>{}":
                words = self._lists.read(piece)
                if words:
                    row.append(words)
            elif piece == until:
                return rows
            elif piece == "|":
                if not until:
                    raise TemplateError("'|' stands outside brackets; write (a|b)")
                row = []
                rows.append(row)
            else:
                row.append(self._item(piece))

    def _item(self, piece: str) -> str | Group:
        if len(piece) > 1 and piece[0] in "([":
            return Group(self._plain_rows(piece[1:-1]), optional=piece[0] == "[")
        if piece == "(":
            return Group(self.rows(until=")"), optional=False)
        if piece == "[":
            return Group(self.rows(until="]"), optional=True)
        if piece in ")]":
            raise TemplateError(f"'{piece}' closes nothing; take it out, or open it before")
        if len(piece) == 1:
            raise TemplateError(
                f"'{piece}' stands alone; write <list> or {{slot}} in small letters"
            )
        return self._lists[piece[1:-1]] if piece[0] == "<" else piece

    def _plain_rows(self, inside: str) -> list[Parts]:
        """Alternatives of nothing but words: most lines are, so they take the short way."""
        read = self._lists.read
        rows: list[Parts] = []
        for alternative in inside.split("|"):
            words: Words = ()
            for word in alternative.split():
                words += read(word)
            rows.append([words] if words else [])
        return rows


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
