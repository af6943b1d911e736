"""Dialogues replay: a session is the list of its answers, not a running generator.

`play` runs a dialogue from its beginning over the answers given and stops at the first question
without one. Undo, going back, resuming after a power cut, and services that keep nothing in memory
all follow from this one rule, with no code for any of them in a dialogue.

Answers are found by the question's name (`ask`, `about`); each is used once, in the order given.
So a changed answer leaves the others standing, and a dialogue whose script changed between two
sittings asks only what is new.

A `Playback` keeps the generator of one dialogue, so that one more answer costs one step and not a
replay of all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from assistant.conversation.renaming import (
    Renamed,
    ask_by_present_names,
    say_by_present_names,
)
from assistant.dialogues.steps import Ask, Begin, Dialogue, Erase, Note, Say
from assistant.practice.events import Noted
from assistant.practice.rests import PRAISE

HEARD = "heard."
"""The keys that meet what was told."""
DONE, OWN = "morning.heard.done", ".own"
"""The keys that praise: that a step is done, and what meets a deed of the person's own."""
BEGUN = "begun"
"""The question that a `Begin` stands for; it is answered when the dialogue it began has ended."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question answered. `id` is the journal line that holds it, `said` the words heard."""

    id: str
    ask: str
    about: str
    value: Any
    how: Literal["said", "skipped", "dictated", "begun"] = "said"
    said: str = ""


@dataclass(frozen=True, slots=True)
class DialogueState:
    """Where a dialogue stands: what it said since the last answer, and what it waits for.

    One of `ask`, `begin` and `ended` is set. `notes` and `erases` are those made by each turn, by
    the turn's id; `notes_at_start` and `erases_at_start` were made before the first answer. `used`
    are the turns whose question came up, in that order; `unused` the ids of the others.
    `before_pass` of `says` come before a question that was passed over.
    """

    says: tuple[Say, ...] = ()
    ask: Ask | None = None
    begin: Begin | None = None
    ended: bool = False
    notes_at_start: tuple[Noted, ...] = ()
    erases_at_start: tuple[str, ...] = ()
    notes: dict[str, tuple[Noted, ...]] = field(default_factory=dict)
    erases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    used: tuple[Turn, ...] = ()
    unused: tuple[str, ...] = ()
    before_pass: int = 0

    def turn(self, id: str) -> Turn | None:
        """The turn that the journal line `id` holds, where it still counts."""
        return next((t for t in self.used if id and t.id == id), None)


def play(dialogue: Dialogue, turns: Iterable[Turn], ordinal: int = 0) -> DialogueState:
    """Run a dialogue over the answers given; stop at the first question without one.

    `ordinal` is the number of earlier sessions of the dialogue: each begins with other variants.
    """
    return Playback(lambda: dialogue, ordinal).state(tuple(turns))


class Playback:
    """One dialogue under way. `perform` gives its generator, from the beginning."""

    def __init__(
        self,
        perform: Callable[[], Dialogue],
        ordinal: int = 0,
        renamed: Callable[[], Renamed] = dict,
        rests: Callable[[], Container[str]] = tuple,
    ) -> None:
        """`renamed` gives the present names of what had other names before.

        `rests` gives the keys of the questions that are passed over, where they have no answer yet.
        """
        self._perform = perform
        self._ordinal = ordinal
        self._renamed = renamed
        self._rests = rests
        self._turns: tuple[Turn, ...] | None = None
        """The turns played so far; `None` before the first time."""

    def state(self, turns: tuple[Turn, ...]) -> DialogueState:
        """Where the dialogue stands after these turns.

        Where they are those of the last time and perhaps more, only the new ones are played.
        """
        played = self._turns
        if played is None or not _begins_with(turns, played):
            self._start()
            played = ()
        for turn in turns[len(played) :]:
            self._given[turn.ask, turn.about].append(turn)
        self._turns = turns
        self._advance()
        return self._described(turns)

    def _start(self) -> None:
        self._dialogue = self._perform()
        self._names = self._renamed()
        self._passed_over = self._rests()
        self._given: defaultdict[tuple[str, str], deque[Turn]] = defaultdict(deque)
        self._said: Counter[str] = Counter()
        self._says: list[Say] = []
        self._before_pass = 0
        self._used: list[Turn] = []
        self._notes: list[list[Noted]] = [[]]
        self._erases: list[list[str]] = [[]]
        self._waits: Ask | Begin | None = None
        self._ended = False
        self._step(None)

    def _advance(self) -> None:
        """Answer the question waited for, as long as its answer is there."""
        while self._waits is not None:
            question = _question(self._waits)
            if not self._given[question]:
                return
            turn = self._given[question].popleft()
            self._used.append(turn)
            self._notes.append([])
            self._erases.append([])
            self._says = []
            self._before_pass = 0
            self._step(turn.value)

    def _step(self, value: Any) -> None:
        """Send a value into the dialogue; run it to its next question or its end."""
        self._waits = None
        while True:
            try:
                step = self._dialogue.send(value)
            except StopIteration:
                self._ended = True
                return
            value = None
            match step:
                case Say():
                    self._say(step)
                case Note():
                    self._notes[-1].append(step.noted)
                case Erase():
                    self._erases[-1] += step.lines
                case Ask() if step.key in self._passed_over and not self._given[_question(step)]:
                    self._before_pass = len(self._says)
                case Ask():
                    ask = ask_by_present_names(step, self._names)
                    self._say(ask.say)
                    self._waits = ask
                    return
                case Begin():
                    self._waits = step
                    return

    def _say(self, say: Say) -> None:
        if PRAISE in self._passed_over:
            say = without_praise(say)
        named = say_by_present_names(say, self._names)
        # What is told is met alike at every place, so it is counted over all of them.
        counted = HEARD if say.key.startswith(HEARD) else say.key
        self._says.append(named.counted(self._ordinal + self._said[counted]))
        self._said[counted] += 1

    def _described(self, turns: tuple[Turn, ...]) -> DialogueState:
        # A turn gets the id of its line only when that is written: those given now are right.
        ids: dict[tuple[str, str], deque[str]] = defaultdict(deque)
        for turn in turns:
            ids[turn.ask, turn.about].append(turn.id)
        used = tuple(replace(t, id=ids[t.ask, t.about].popleft()) for t in self._used)
        unused = [id for left in ids.values() for id in left]
        begun = {turn.id for turn in turns if turn.how == BEGUN}
        waits = self._waits
        return DialogueState(
            tuple(self._says),
            waits if isinstance(waits, Ask) else None,
            waits if isinstance(waits, Begin) else None,
            self._ended,
            tuple(self._notes[0]),
            tuple(self._erases[0]),
            {t.id: tuple(made) for t, made in zip(used, self._notes[1:], strict=True) if made},
            {t.id: tuple(made) for t, made in zip(used, self._erases[1:], strict=True) if made},
            used,
            tuple(id for id in unused if id not in begun),
            self._before_pass,
        )


def without_praise(say: Say) -> Say:
    """The same, said without praise to somebody who does not want any."""
    if say.key == DONE:
        return Say(f"{DONE}_plainly", say.nth, **say.words)
    return Say(say.key.removesuffix(OWN), say.nth, **say.words)


def _question(step: Ask | Begin) -> tuple[str, str]:
    return (step.key, step.about) if isinstance(step, Ask) else (BEGUN, step.dialogue)


def _begins_with(turns: Sequence[Turn], played: Sequence[Turn]) -> bool:
    """Whether `turns` begin with those `played`; a line's id does not matter to a dialogue."""
    return len(turns) >= len(played) and all(
        (a.ask, a.about, a.how) == (b.ask, b.about, b.how) and a.value == b.value
        for a, b in zip(turns, played, strict=False)
    )
