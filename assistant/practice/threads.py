"""Threads: people, events and worries that the person told of, to ask once how they went on.

A thread is in the person's words, in the same journal line as the telling: what erases that erases
the thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from assistant.practice.event import Event

SOONEST, LATEST = timedelta(days=1), timedelta(days=14)
"""How long after it was told a thread is asked about."""


class ThreadKept(Event, frozen=True, tag="thread_kept"):
    """Something told that will have gone on: who it is about, what, on which day, how heavy.

    `words` is the clause that tells it, as it was said, or "" where only `who` is known: a person
    or a matter. `mood` and `weight` are those of the telling.
    """

    thread: str
    day: str
    who: str = ""
    words: str = ""
    mood: str = ""
    weight: int = 1


class ThreadMet(Event, frozen=True, tag="thread_met"):
    """It was asked how a thread goes on; it is not asked again."""

    thread: str
    day: str


ThreadNoted = ThreadKept | ThreadMet


class Thread(msgspec.Struct, frozen=True):
    """A thread: see `ThreadKept`."""

    id: str
    day: str
    who: str
    words: str
    mood: str
    weight: int


class Threads(msgspec.Struct):
    """The threads not asked about yet, oldest first.

    `met_on`: the day one was asked about last. `met`: whom or what was asked about, and when.
    """

    kept: list[Thread] = []
    met_on: str = ""
    met: dict[str, str] = {}

    def open(self, today: date, barred: Sequence[str] = ()) -> list[Thread]:
        """Return those that may be asked about on a day or later, without what is `barred`."""
        earliest = str(today - LATEST)
        return [
            thread
            for thread in self.kept
            if thread.day >= earliest and not speaks_of(thread, barred)
        ]

    def due(self, today: date, barred: Sequence[str] = ()) -> Thread | None:
        """Return the thread to ask about today: the heaviest, of those the newest.

        None where there is none, or where one was asked about today.
        """
        if self.met_on == str(today):
            return None
        latest = str(today - SOONEST)
        ripe = [thread for thread in self.open(today, barred) if thread.day <= latest]
        return max(ripe, key=lambda thread: (thread.weight, thread.day), default=None)


def fold_threads(threads: Threads, noted: ThreadNoted) -> None:
    """Update `threads` with what was noted."""
    match noted:
        case ThreadKept():
            thread = Thread(
                noted.thread, noted.day, noted.who, noted.words, noted.mood, noted.weight
            )
            # Told again, of the same person or matter, it is one thread.
            threads.kept = [t for t in threads.kept if not t.who or t.who != thread.who]
            met = threads.met.get(thread.who)
            if not met or thread.day >= str(date.fromisoformat(met) + LATEST):
                threads.kept.append(thread)
        case ThreadMet(thread=id, day=day):
            threads.met_on = max(threads.met_on, day)
            threads.met |= {t.who: day for t in threads.kept if t.id == id and t.who}
            threads.kept = [thread for thread in threads.kept if thread.id != id]


def speaks_of(thread: Thread, barred: Sequence[str]) -> bool:
    """Whether a thread is about something that the person does not want to be asked about."""
    told = f" {thread.who} {thread.words} ".casefold()
    named = (words.casefold().split()[-1:] for words in barred)
    return any(f" {last[0]} " in told for last in named if last)
