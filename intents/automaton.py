"""Every phrase of a grammar at once: one deterministic automaton which is walked word by word.

`determined` makes it of a grammar, with the subset construction from the end of the phrases to
their beginning, so that equal states are found as they are made. `Automaton.fits` takes time
linear in the words; `Automaton.dump` and `Automaton.load` keep it as bytes.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from struct import Struct

from intents.grammar import NEVER, Grammar, Node

Words = tuple[str, ...]
Offer = tuple[str, int, float]
"""A word of the language, how many heard words it takes, and what hearing it so costs."""
Ends = tuple[int, int]
"""The meanings which end in a state, by number, or -1: of all lines; of those not only told."""

SKIPPED = 0.55
"""The cost of a heard word which stands for nothing."""
_State = tuple[Ends, dict[str, int]]
_SIZES = Struct("<III")
_NO_SLOTS: Mapping[str, tuple[int, int]] = {}


@dataclass(frozen=True, slots=True)
class Fit:
    """An utterance is a phrase of `meaning`; `slots` hold the places of its free words."""

    meaning: str
    slots: Mapping[str, tuple[int, int]] = field(default_factory=lambda: _NO_SLOTS)


@dataclass(frozen=True, slots=True)
class Near:
    """An utterance sounds like a phrase, at a cost of 0 (the same) or more.

    So many of its words at the end (`free`) stand in a slot.
    """

    cost: float
    meaning: str
    free: int = 0


Slots = tuple[tuple[str, int, int], ...]
Place = tuple[int, Slots, bool]
"""A state, the slots filled on the way, and whether the last of them may take more words."""


class Automaton:
    """States by number, the first is the beginning; a word leads from one to at most one other.

    The arrows of state s stand from ``starts[s]`` to ``starts[s + 1]``: numbers of words, and
    where they lead. They are looked up when a state is first visited, so that loading is quick.
    """

    def __init__(
        self,
        words: Sequence[str],
        meanings: Sequence[str],
        starts: array[int],
        labels: array[int],
        targets: array[int],
        ends: Mapping[int, Ends],
    ) -> None:
        self.words = words
        self.meanings = meanings
        self._starts, self._labels, self._targets = starts, labels, targets
        self._ends = ends
        self._known: list[dict[str, int] | None] = [None] * (len(starts) - 1)
        self._free = tuple(word for word in words if word.startswith("{"))

    def fits(self, words: Words, told: bool = True) -> Fit | None:
        """The meaning of the phrase which the words are; one without slots before one with.

        Lines which are only `told` are left out on request.
        """
        found = self.longest(words, (len(words),), told)
        return found[0] if found else None

    def longest(
        self, words: Words, ends: Sequence[int], told: bool = True
    ) -> tuple[Fit, int] | None:
        """What `fits`, of the beginnings of `words` up to one of `ends`, and that end.

        The longest of these wins. The words are walked once, whatever the number of `ends`.
        """
        which = 0 if told else 1
        state, inside = 0, list[Place]()
        best: tuple[Fit, int] | None = None
        for at, word in enumerate(words[: ends[0]]):
            following = self._following(state) if state >= 0 else {}
            entered = self._enter(following, at, ())
            inside = [*entered, *self._inside(inside, word, at)]
            state = following.get(word, -1)
            if state < 0 and not inside:
                break
            if at + 1 in ends and (fit := self._fit(state, inside, which)) is not None:
                best = fit, at + 1
        return best

    def _fit(self, state: int, inside: Sequence[Place], which: int) -> Fit | None:
        """What ends here: in `state`, or else in one of the places behind a slot."""
        if state >= 0 and (meaning := self._end(state, which)) is not None:
            return Fit(meaning)
        fits = [
            (len(slots), meaning, slots)
            for place, slots, _ in inside
            if (meaning := self._end(place, which)) is not None
        ]
        if not fits:
            return None
        _, meaning, slots = min(fits, key=lambda fit: fit[0])
        return Fit(meaning, {name.strip("{}"): (start, end) for name, start, end in slots})

    def nearly(self, offers: Sequence[Sequence[Offer]], limit: float) -> Iterator[Near]:
        """Every meaning which can be heard out of `offers`, the readings of each word.

        They are sorted by cost; `limit` is the highest cost, all words together.
        """
        size = len(offers)
        at: list[dict[int, float]] = [{} for _ in range(size + 1)]
        at[0][0] = 0.0
        for place in range(size):
            for state, spent in at[place].items():
                following = self._following(state)
                left = limit - spent
                for word, taken, cost in offers[place]:
                    if cost > left:
                        break
                    if word in following:
                        _relax(at[place + taken], following[word], spent + cost)
                if place and left >= SKIPPED:
                    _relax(at[place + 1], state, spent + SKIPPED)
                for slot in self._free:
                    if slot in following:
                        meaning = self._end(following[slot], 0)
                        if meaning is not None:
                            yield Near(spent, meaning, size - place)
        for state, spent in at[size].items():
            meaning = self._end(state, 0)
            if meaning is not None:
                yield Near(spent, meaning)

    def dump(self) -> bytes:
        """The machine as bytes, for `load`."""
        ends = array("h", (n for s, pair in sorted(self._ends.items()) for n in pair))
        places = array("I", sorted(self._ends))
        text = "\n".join((*self.words, "", *self.meanings)).encode()
        parts = [_stored(a) for a in (self._starts, self._labels, self._targets, places, ends)]
        sizes = _SIZES.pack(len(self._starts), len(self._labels), len(places))
        return sizes + b"".join(parts) + text

    @classmethod
    def load(cls, written: bytes) -> Automaton:
        """The machine which `dump` wrote."""
        states, arrows, ending = _SIZES.unpack_from(written)
        at = _SIZES.size
        found: list[array[int]] = []
        for kind, size in (
            ("I", states),
            ("H", arrows),
            ("I", arrows),
            ("I", ending),
            ("h", 2 * ending),
        ):
            values = array(kind)
            values.frombytes(written[at : at + size * values.itemsize])
            at += size * values.itemsize
            if sys.byteorder == "big":
                values.byteswap()
            found.append(values)
        starts, labels, targets, places, ends = found
        words, _, meanings = written[at:].decode().partition("\n\n")
        pairs = zip(ends[::2], ends[1::2], strict=True)
        return cls(
            words.split("\n"),
            meanings.split("\n"),
            starts,
            labels,
            targets,
            dict(zip(places, pairs, strict=True)),
        )

    def _following(self, state: int) -> dict[str, int]:
        """Where the words lead from here."""
        known = self._known[state]
        if known is None:
            start, end = self._starts[state], self._starts[state + 1]
            words = map(self.words.__getitem__, self._labels[start:end])
            known = dict(zip(words, self._targets[start:end], strict=True))
            self._known[state] = known
        return known

    def _end(self, state: int, which: int) -> str | None:
        ends = self._ends.get(state)
        return None if ends is None or ends[which] < 0 else self.meanings[ends[which]]

    def _enter(self, following: dict[str, int], at: int, slots: Slots) -> Iterator[Place]:
        for slot in self._free:
            if slot in following:
                yield following[slot], (*slots, (slot, at, at + 1)), True

    def _inside(self, places: list[Place], word: str, at: int) -> Iterator[Place]:
        """Where `word` leads from places at or behind a slot."""
        for state, slots, may_take_more in places:
            following = self._following(state)
            if may_take_more:
                name, start, _ = slots[-1]
                yield state, (*slots[:-1], (name, start, at + 1)), True
            else:
                yield from self._enter(following, at, slots)
            if word in following:
                yield following[word], slots, False


def _relax(costs: dict[int, float], state: int, cost: float) -> None:
    if cost < costs.get(state, 9.0):
        costs[state] = cost


def _stored(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()


class SharedPhrase(Exception):
    """Some phrase of a grammar means two things; `Grammar.shared` finds which."""


def determined(grammar: Grammar) -> Automaton:
    """The automaton which knows exactly the phrases of `grammar`.

    Raises SharedPhrase where one of them means two things.
    """
    made = _Making(grammar)
    made.state([node for entry in grammar.entries for node in entry])
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
        self._alone: dict[int, int] = {}
        self._same: dict[tuple[Ends, tuple[tuple[str, int], ...]], int] = {}
        self.states: list[_State] = []

    def state(self, nodes: Sequence[Node]) -> int:
        """The number of the state which stands for all these nodes."""
        if len(nodes) == 1:  # Most states do, and are found more quickly so.
            key = id(nodes[0])
            if (alone := self._alone.get(key)) is None:
                alone = self._alone[key] = self._made(nodes)
            return alone
        found = {id(node): node for node in nodes}
        if len(found) == 1:
            return self.state(list(found.values()))
        several = frozenset(found)
        if (known := self._known.get(several)) is None:
            known = self._known[several] = self._made(list(found.values()))
        return known

    def _made(self, nodes: Sequence[Node]) -> int:
        """The number of the state of different nodes, the same for all which go on the same."""
        steps: dict[str, list[Node]] = {}
        for node in nodes:
            if node.slot:
                steps.setdefault("{" + node.slot + "}", []).extend(node.after)
            for word, following in node.next.items():
                steps.setdefault(word, []).extend(following)
        arrows = {word: self.state(following) for word, following in sorted(steps.items())}
        ends = self._ends(nodes)
        same = (ends, tuple(arrows.items()))
        if same not in self._same:
            self._same[same] = len(self.states)
            self.states.append((ends, arrows))
        return self._same[same]

    def _ends(self, nodes: Sequence[Node]) -> Ends:
        """What ends here. A line which means something goes before one which is never meant."""
        lines = [self._lines[node.end] for node in nodes if node.end >= 0]
        every = [self._number[line.meaning] for line in lines]
        if len(set(every) - {self._never}) > 1:
            raise SharedPhrase
        untold = [self._number[line.meaning] for line in lines if not line.told]
        return self._first(every), self._first(untold)

    def _first(self, meanings: list[int]) -> int:
        return next((n for n in meanings if n != self._never), meanings[0] if meanings else -1)
