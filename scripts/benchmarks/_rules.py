"""Rules which say when a turn is over, tried on the traces of spoken turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np

from assistant.practice.preferences import Pace
from assistant.speech.turns import (
    GROWING,
    Completeness,
    EndOfTurnDetector,
    Patience,
    completeness,
    patience_for,
)
from assistant.speech.turns.prosody import finality
from intents import Expectation, load
from scripts.benchmarks._traces import STEP, Trace

MOST = 60.0
"""Seconds after which a turn which no rule has ended is given up: the rule never ended it."""


@dataclass(frozen=True, slots=True)
class Result:
    """Of one turn: seconds from the end of the speech to the rule's end; below 0 it was cut."""

    wait: float
    way: str
    number: int


class Rule(Protocol):
    """Says when turns of one person end; made anew for each person."""

    def end(self, trace: Trace) -> float:
        """The second in which the turn is over."""


class Fixed:
    """A silence of so many seconds ends a turn."""

    def __init__(self, seconds: float) -> None:
        self._patience = Patience(lambda words, finality: seconds, seconds, None, None, MOST)

    def end(self, trace: Trace) -> float:
        """Words or not, whatever they are."""
        return _run(EndOfTurnDetector(self._patience), trace)


class Engine:
    """The end-pointing of the recognizer itself."""

    def end(self, trace: Trace) -> float:
        """Where it ends nothing, everything it was given."""
        return trace.engine if trace.engine is not None else len(trace.steps) * STEP


class Lantern:
    """As in a conversation: the words so far, what was expected, and the person's own pauses."""

    def __init__(
        self, unlikely: float, learning: bool = True, words: bool = True, voice: bool = True
    ) -> None:
        """Without `learning`, `words` or the sound of the `voice`: what each of them is worth."""
        self._unlikely = unlikely
        self._learning = learning
        self._words = words
        self._voice = voice
        self._pace: Pace = {}

    def end(self, trace: Trace) -> float:
        """And what the turn taught is known in the next."""
        kind = trace.expects.patience

        def judge(text: str) -> Completeness:
            return completeness_of(text, trace.expects) if self._words else "unclear"

        final = [0.0]
        finality_now = (lambda quiet: final[0]) if self._voice else (lambda quiet: 0.0)
        waits = patience_for(kind, 1.0, self._pace, self._unlikely)
        turn = EndOfTurnDetector(waits, judge, finality_now)
        end = _run(turn, trace, final)
        if self._learning:
            self._pace = turn.updated_pace(self._pace, kind, over=True)
        return end


def results(
    people: Iterable[tuple[str, Sequence[Trace]]], rule: Callable[[], Rule]
) -> list[Result]:
    """Each turn of each person, in order, under one rule."""
    found = []
    for way, traces in people:
        its = rule()
        for number, trace in enumerate(traces):
            found.append(Result(its.end(trace) - trace.end, way, number))
    return found


def truncated(found: Sequence[Result]) -> float:
    """The share of turns which were cut."""
    return sum(result.wait < 0 for result in found) / len(found)


def waits(found: Sequence[Result]) -> list[float]:
    """The waits after turns which were not cut, in seconds."""
    return [result.wait for result in found if result.wait >= 0]


def median(found: Sequence[Result]) -> float:
    """The median wait after turns which were not cut."""
    return float(np.median(waits(found)))


@cache
def completeness_of(text: str, expects: Expectation) -> Completeness:
    """The completeness of the words, for one expectation."""
    language = load("en")
    return completeness(
        text,
        _phrases(expects),
        lambda said: language.understand(said, expects),
        language.unfinished,
        grows=expects.name in GROWING,
    )


@cache
def _phrases(expects: Expectation) -> tuple[str, ...] | None:
    return load("en").phrases(expects)


def _run(turn: EndOfTurnDetector, trace: Trace, final: list[float] | None = None) -> float:
    """When the turn ends; `final` holds the finality of the voice at the beginning of a pause."""
    now, last = 0.0, trace.steps[-1][1]
    for number, (speaking, partial) in enumerate(trace.steps, 1):
        now += STEP
        if final is not None and number in trace.prosody:
            final[0] = finality(trace.prosody[number])
        if turn.advance(speaking, STEP, partial) == "end_of_turn":
            return now
    while now < trace.end + MOST:
        now += STEP
        if turn.advance(False, STEP, last) == "end_of_turn":
            return now
    return now
