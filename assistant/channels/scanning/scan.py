"""The timing of a scan: which item is offered, for how long, and what a press of the switch means.

A pure state machine. Time is an argument, in seconds from any beginning; nothing here waits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

_FIRST = 0.5
"""Seconds by which the first item of a list is offered longer: one has to find out what it is."""
_LATE = 0.25
"""A press so soon after an item began is meant for the item before: nobody reacts faster."""
_SHORTEST_REST, _LONGEST_REST = 0.25, 0.7
"""The bounds of the seconds in which a further press is none, where they go by the dwell. Many a
keyboard repeats a held key after half a second."""

Then = Literal["rest", "leave"]
"""What follows when nobody has chosen: wait in silence, or go back to the list before."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How a person scans.

    `dwell` is how many seconds an item can be chosen after it was spoken. After `rounds` through
    the whole list without a press the scan rests, so that nothing is spoken for ever. `rest` are
    the seconds in which a further press is taken for a tremor or a held key; `None` goes by the
    dwell.
    """

    dwell: float
    rounds: int = 3
    rest: float | None = None

    @property
    def late(self) -> float:
        """Seconds after the beginning of an item in which a press is meant for the one before."""
        return min(_LATE, self.dwell / 3)

    @property
    def steady(self) -> float:
        """Seconds after a press in which another one is none."""
        if self.rest is not None:
            return self.rest
        return min(_LONGEST_REST, max(_SHORTEST_REST, self.dwell / 2))


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan through `count` items, as it stands; every method gives the one that follows.

    `place` is the item offered now, `round` counts how often the list was gone through. `began` is
    when the item was offered, `spoken` when it had been spoken, `None` until then. `pressed` is the
    last press, also one that did not count.
    """

    count: int
    timing: Timing
    began: float
    place: int = 0
    round: int = 0
    spoken: float | None = None
    pressed: float | None = None
    over: bool = False
    """Whether the rounds are used up: the scan rests until a press, or is left."""

    def said(self, at: float) -> Scan:
        """The item has been spoken to its end; from now on it waits to be chosen."""
        return self if self.spoken is not None or self.over else replace(self, spoken=at)

    def advance(self, at: float) -> Scan:
        """Time has passed: the next item follows when its moment has come."""
        if self.over or self.spoken is None:
            return self
        longer = _FIRST if self.place == 0 else 0.0
        if at < self.spoken + self.timing.dwell + longer:
            return self
        return self.skip(at)

    def skip(self, at: float) -> Scan:
        """Go on to the next item at once, as a second switch does."""
        if self.over:
            return self._again(at)
        place, round = self.place + 1, self.round
        if place == self.count:
            place, round = 0, round + 1
        over = round >= self.timing.rounds
        return replace(self, place=place, round=round, began=at, spoken=None, over=over)

    def press(self, at: float) -> tuple[Scan, int | None]:
        """The switch was pressed: the scan after it, and the place of the item that is chosen.

        Nothing is chosen by a press that begins a resting scan again, nor by one that follows
        another so soon that it was not meant.
        """
        steady = self.pressed is None or at >= self.pressed + self.timing.steady
        pressed = replace(self, pressed=at)
        if not steady:
            return pressed, None
        if self.over:
            return pressed._again(at), None
        if at < self.began + self.timing.late and (self.place or self.round):
            return pressed, (self.place - 1) % self.count
        return pressed, self.place

    def _again(self, at: float) -> Scan:
        return replace(self, place=0, round=0, began=at, spoken=None, over=False)
