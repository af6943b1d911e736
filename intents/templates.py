"""Many phrases from one line: a small syntax for writing what people say.

============  ============================================
``(a|b)``     a or b
``[a]``       a or nothing; ``[a|b]`` a, b or nothing
``<name>``    one of the word list ``name``
``{slot}``    any words, kept under the name ``slot``
============  ============================================

A line is not written out (it may stand for a million phrases); it becomes a small graph of `Node`,
built from its end to its beginning, which `intents.grammar` walks word by word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Words = tuple[str, ...]
Read = Callable[[str], Words]
"""Brings one written word into normal form; nothing for a filler."""

_PIECE = re.compile(
    r"\([^()\[\]<>{}]*\)|\[[^()\[\]<>{}]*\]|[()\[\]|]|<[a-z_0-9]+>|\{[a-z_]+\}|[^\s()\[\]|<>{}]+|[^\s]"
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

    __slots__ = ("optional", "rows")

    def __init__(self, rows: list[Parts], optional: bool) -> None:
        self.rows = rows
        self.optional = optional


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
    """The parts of a line, from left to right."""
    return _Reader(line, lists).rows(until="")[0]


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
