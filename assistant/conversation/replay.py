"""Conversations replay: a session is the list of its answers, not a running generator.

`play` runs a dialogue from its start over the answers given and stops at the first question without
one. From that one rule come undo, going back, resuming after a power cut and services which keep
nothing in memory, with no code for any of them in a dialogue.

Answers are found by the question's name (`ask`, `about`), each used once, in the order given. So a
changed answer leaves the others standing, and a dialogue whose script changed between two sittings
asks only what is new.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.dialogues.steps import Ask, Begin, Dialogue, Erase, Note, Say
from assistant.practice.events import Noted

BEGUN = "begun"
"""The question which a `Begin` stands for: answered when the dialogue it began has ended."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question answered. `id` is the journal line which holds it, `said` the words heard."""

    id: str
    ask: str
    about: str
    value: Any
    how: Literal["said", "skipped", "dictated", "begun"] = "said"
    said: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a dialogue stands: what it said since the last answer, and what it waits for.

    One of `ask`, `begin` and `ended` is set. `notes` are those made by each turn, by its id;
    notes made before the first answer are under "". `erases` are lines to erase, likewise.
    `unused` are the ids of the answers whose question no longer comes up.
    """

    says: tuple[Say, ...] = ()
    ask: Ask | None = None
    begin: Begin | None = None
    ended: bool = False
    notes: dict[str, tuple[Noted, ...]] = field(default_factory=dict)
    erases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    used: tuple[Turn, ...] = ()
    unused: tuple[str, ...] = ()

    def notes_of(self, turn: str) -> tuple[Noted, ...]:
        """The notes which the turn with this id made."""
        return self.notes.get(turn, ())


def play(dialogue: Dialogue, turns: Iterable[Turn], ordinal: int = 0) -> Scene:
    """Run a dialogue over the answers given; stop at the first question without one.

    `ordinal` is which sitting of the dialogue this is: the next one begins with other variants.
    """
    given: defaultdict[tuple[str, str], deque[Turn]] = defaultdict(deque)
    for turn in turns:
        given[turn.ask, turn.about].append(turn)
    said: Counter[str] = Counter()
    says: list[Say] = []
    notes: dict[str, tuple[Noted, ...]] = {}
    erases: dict[str, tuple[str, ...]] = {}
    used: list[Turn] = []
    ask: Ask | None = None
    begin: Begin | None = None
    value: Any = None
    while True:
        try:
            step = dialogue.send(value)
        except StopIteration:
            break
        value = None
        match step:
            case Say():
                says.append(step.counted(ordinal + said[step.key]))
                said[step.key] += 1
            case Note():
                latest = used[-1].id if used else ""
                notes[latest] = (*notes.get(latest, ()), step.noted)
            case Erase():
                latest = used[-1].id if used else ""
                erases[latest] = (*erases.get(latest, ()), *step.lines)
            case Ask() | Begin():
                question = (
                    (step.key, step.about) if isinstance(step, Ask) else (BEGUN, step.dialogue)
                )
                if isinstance(step, Ask):
                    says.append(step.say.counted(ordinal + said[step.key]))
                    said[step.key] += 1
                if not given[question]:
                    ask = step if isinstance(step, Ask) else None
                    begin = step if isinstance(step, Begin) else None
                    break
                turn = given[question].popleft()
                used.append(turn)
                says = []
                value = turn.value
    unused = tuple(t.id for waiting in given.values() for t in waiting if t.how != BEGUN)
    ended = ask is None and begin is None
    dialogue.close()
    return Scene(tuple(says), ask, begin, ended, notes, erases, tuple(used), unused)
