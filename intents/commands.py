"""Finds what a person asks Lantern to do, or honestly nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from intents.expectations import Command, Dictation, Expectation
from intents.grammar import Fit, Grammar
from intents.meaning import Meaning
from intents.normal import Normaliser, Spoken, Words
from intents.slots import Slots

NEVER = "!"
"""The meaning of lines which look like a command but are none."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What can be asked for. `starts`: it begins something of its own."""

    name: str
    starts: bool


class Commands:
    """The intents of one language."""

    def __init__(
        self,
        intents: Mapping[str, Intent],
        menu: Grammar,
        dictation: Grammar,
        normaliser: Normaliser,
        slots: Slots,
        listening: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._intents = intents
        self._menu = menu
        self._dictation = dictation
        self._normaliser = normaliser
        self._slots = slots
        self._listening = listening
        self.names = tuple(intents)

    def find(self, spoken: Spoken, expects: Expectation | None, now: datetime | None) -> Meaning:
        """The command in an utterance, given what was expected."""
        grammar = self._dictation if isinstance(expects, Dictation) else self._menu
        fit = self._exactly(spoken, grammar)
        if fit is None or fit[0].line.meaning == NEVER:
            return Meaning(spoken.text)
        name = fit[0].line.meaning
        if not self._may(name, expects):
            return Meaning(spoken.text)
        slots = self._slots.read(name, self._said(fit), spoken, now)
        return Meaning(spoken.text, "command", name, None, 1.0, slots)

    def why(self, spoken: Spoken, expects: Expectation | None) -> list[str]:
        """Which line the words fit."""
        grammar = self._dictation if isinstance(expects, Dictation) else self._menu
        fit = self._exactly(spoken, grammar)
        if fit is None:
            return ["exact      fits no line"]
        line = fit[0].line
        return [f"exact      {line.meaning}: {line.text}"]

    def phrases(self, expects: Expectation | None) -> Iterator[str]:
        """Commands worth listening for, in the few phrases said most."""
        menu = expects is None or isinstance(expects, Command)
        for intent in self._intents.values():
            if self._may(intent.name, expects) and (menu or not intent.starts):
                yield from self._listening.get(intent.name, ())

    def dictation_phrases(self) -> Iterator[str]:
        """The whole-utterance commands alive in a reflection."""
        for name in self._intents:
            if any(True for _ in self._dictation.lines_of(name)):
                yield from self._listening.get(name, ())

    def _may(self, name: str, expects: Expectation | None) -> bool:
        if not isinstance(expects, Command) or not expects.intents:
            return True
        return not self._intents[name].starts or name in expects.intents

    def _exactly(self, spoken: Spoken, grammar: Grammar) -> tuple[Fit, Words] | None:
        for words in self._normaliser.undressed(spoken.words):
            fit = grammar.fits(words)
            if fit is not None:
                return fit, words
        return None

    @staticmethod
    def _said(found: tuple[Fit, Words]) -> dict[str, Words]:
        fit, words = found
        return {name: words[start:end] for name, (start, end) in fit.slots.items()}
