"""What an utterance does: its acts, and what they are read against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar

from assistant.dialogues.steps import Ask, Say
from assistant.practice.reminders_there import ReminderThere
from assistant.safety.concern import Concern
from assistant.wording import Wording
from intents import (
    Alternative,
    Choice,
    Command,
    Expectation,
    Importance,
    Meaning,
    Outcome,
    Rating,
    YesNo,
)
from intents.spans import Mood

SAID_BEFORE = 2
"""So many lines that Lantern said last are read with an utterance."""
CLOSED = (Command, YesNo, Choice, Importance, Outcome, Rating)
"""What is expected at a closed question."""

ActKind = Literal[
    "answer",
    "command",
    "question",
    "correction",
    "complaint",
    "refusal",
    "preference",
    "not_knowing",
    "thinking",
    "telling",
    "tail",
    "courtesy",
    "chatter",
    "unclear",
]
"""answer: to what was asked. command: something Lantern is to do. question: asked of Lantern.
correction: takes back or changes what was said. complaint: about Lantern. refusal: declines what
was asked. preference: a lasting wish how to go on. not_knowing: "I don't know". thinking: aloud,
nothing to be taken yet. telling: of the person's life, beside the question. tail: why the answer is
so, or how it felt. courtesy: thanks, a greeting. chatter: said to somebody else. unclear: not
understood."""
Told = Literal["something", "feeling", "sorrow", "gladness"]
"""What a telling is about: a loss (sorrow), how heavy things are (feeling), good news, the rest."""

HEAVY, VERY_HEAVY = 2, 3
"""From the first weight on a telling is met before anything else; from the second on Lantern asks
what would be good now."""

QUESTIONS = frozenset(
    {"who_are_you", "privacy", "explain_difference", "explain_help", "where_am_i", "help"}
)
"""The intents that ask Lantern something."""
CORRECTIONS = frozenset(
    {
        *("undo", "scratch_that", "scratch_everything", "back", "erase_last"),
        *("rename", "merge", "drop_value", "goal_serves", "change_intention", "split"),
    }
)
"""The intents that take back or change what was said."""
PREFERENCES = frozenset({"stop_asking", "ask_again"})
"""The intents that tell how the person would like to go on."""
WRONG = "wrong"
"""The name of a correction that says that something is wrong, and not what would be right."""
COURTESIES = ("thanks", "greetings", "how_are_you")
"""The intents of courtesy; they answer nothing."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing an utterance does. `start` and `end` are the words it covers, from 0.

    `name` is the intent of a command, a question, a correction, a refusal or a courtesy, and what a
    telling is about (see `Told`). A question or a complaint found among other words has its
    `QuestionName` or `ComplaintName`. `value` is that of an answer. `mood` and `weight` (from 1 to
    3) are those of a telling or a tail, and `words` are its words.
    """

    kind: ActKind
    start: int
    end: int
    name: str = ""
    value: Any = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    mood: Mood | Literal[""] = ""
    weight: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What an utterance says.

    `acts` are in the order said; silence has none. `meaning` is the reading the first act comes
    from, with the words as they are to be kept. `unused` are the content words no act covers.
    `said_again`: it repeats what was read back just now. `safety` are the lists of `[asked]` in
    `safety.toml` whose words it holds, and `concern` is what in it gives concern, both only in a
    talk about safety.
    """

    meaning: Meaning
    acts: tuple[Act, ...] = ()
    unused: tuple[str, ...] = ()
    said_again: bool = False
    safety: frozenset[str] = frozenset()
    concern: Concern | None = None

    @classmethod
    def of(cls, meaning: Meaning) -> Interpretation:
        """The interpretation of a meaning alone, with one act over all its words."""
        return cls(meaning, acts_of(meaning))

    @property
    def text(self) -> str:
        """The words, as they are to be kept."""
        return self.meaning.text

    @property
    def kind(self) -> Literal["answer", "command", "unsure", "nothing"]:
        """How the words were understood; see `intents.Meaning`."""
        return self.meaning.kind

    @property
    def intent(self) -> str | None:
        """The intent of a command."""
        return self.meaning.intent

    @property
    def value(self) -> Any:
        """The value of an answer."""
        return self.meaning.value

    @property
    def slots(self) -> Mapping[str, Any]:
        """What a command carries."""
        return self.meaning.slots

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """What may have been meant, the likeliest first."""
        return self.meaning.alternatives

    @property
    def score(self) -> float:
        """How well the words fit, from 0 to 1."""
        return self.meaning.score

    @property
    def doubtful(self) -> bool:
        """Whether it was heard so badly that it is to be confirmed."""
        return self.meaning.doubtful

    @property
    def first(self) -> Act | None:
        """The first act; `None` for silence."""
        return self.acts[0] if self.acts else None

    @property
    def lead(self) -> Act | None:
        """The act that the reply goes by where nothing is answered.

        Something heavy that is told comes before all else; courtesy, thinking aloud and what
        belongs to an answer come last.
        """
        return leading(self.acts, last=("courtesy", "tail", "thinking", "answer"))

    @property
    def is_answer(self) -> bool:
        """Whether it answers what was asked; something heavy told in its place does not."""
        return self.act("answer") is not None

    @property
    def heaviest(self) -> Act | None:
        """What is told beside the answer that weighs most."""
        told = [act for act in self.acts if act.kind == "telling"]
        return max(told, key=lambda act: (act.name == "sorrow", act.weight), default=None)

    def act(self, kind: ActKind) -> Act | None:
        """The first act of a kind."""
        return next((act for act in self.acts if act.kind == kind), None)

    def with_doubt(self, doubtful: bool = True) -> Interpretation:
        """The same, heard badly or not."""
        return replace(self, meaning=replace(self.meaning, doubtful=doubtful))

    def with_slots(self, slots: Mapping[str, Any]) -> Interpretation:
        """The same, with other slots of its first act."""
        first, *rest = self.acts
        acts = (replace(first, slots=slots), *rest)
        return replace(self, meaning=replace(self.meaning, slots=slots), acts=acts)

    def not_understood(self, doubtful: bool = False) -> Interpretation:
        """The same words, taken for nothing that was expected; what they tell stays."""
        meaning = Meaning(self.text, doubtful=doubtful)
        telling = self.act("telling")
        told = telling if telling and self.first == telling and not doubtful else None
        return Interpretation(meaning, (told,) if told else acts_of(meaning))


SILENCE = Interpretation(Meaning(""))


@dataclass(frozen=True)
class Context:
    """What an utterance is read against.

    `ask` is what is waited for, `said` what Lantern said last, `beneath` what is expected beneath a
    confirmation ("did you mean …?"), `read_back` the words that were read back. `looks_back`: an
    earlier answer is offered. `dictated`: some of this dictation was said already. `comforting`: it
    was just asked what would be good now. `leads_up`: the question comes before a dictation.
    `goals` are the titles of the goals there are, `values` the names of the values,
    `serves` the value of each goal, in the order of `goals`, `once` the goals that are for once,
    each with the day by which. `one_part`: the
    words are one part of what was said, and are not cut again. `own_commands` are the person's own
    words for what Lantern does, each with words that it understands. `heard` are the words of the
    last answers, the latest first. `checked` is the goal of which was told just now how it went.
    `step` is the goal of which it is asked how it went, also where an answer was read back.
    `reminders` are those there are.
    """

    ask: Ask | None = None
    said: tuple[Say, ...] = ()
    beneath: Expectation | None = None
    read_back: str = ""
    looks_back: bool = False
    dictated: bool = False
    paused: bool = False
    comforting: bool = False
    leads_up: bool = False
    safety_talk: bool = False
    goals: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    once: tuple[tuple[str, str], ...] = ()
    one_part: bool = False
    own_commands: tuple[tuple[str, str], ...] = ()
    heard: tuple[str, ...] = ()
    checked: str = ""
    step: str = ""
    reminders: tuple[ReminderThere, ...] = ()
    now: datetime | None = field(default=None, compare=False)

    @property
    def expects(self) -> Expectation | None:
        """What the question expects."""
        return self.ask.expects if self.ask else None

    def talked_of(self, *kinds: Literal["goal", "value"]) -> str:
        """The goal or the value that the question names, or what was said last; "" for none.

        Where both are asked for, the first of `kinds` counts in the same words.
        """
        spoken = [self.ask.words] if self.ask else []
        spoken += [say.words for say in reversed(self.said)]
        there = {"goal": self.goals, "value": self.values}
        named = ((words.get(kind), there[kind]) for words in spoken for kind in kinds)
        return next((str(name) for name, names in named if name in names), "")

    def said_before(self, wording: Wording) -> str:
        """The last lines that Lantern said, as one text."""
        lines = (wording.line(say).text for say in self.said[-SAID_BEFORE:])
        return " ".join(line for line in lines if line)


class _Weighed(Protocol):
    """An act, or a part of an utterance."""

    @property
    def kind(self) -> str: ...
    @property
    def weight(self) -> int: ...


_Part = TypeVar("_Part", bound=_Weighed)


def leading(
    parts: Sequence[_Part], last: Collection[str] = ("courtesy", "tail", "thinking")
) -> _Part | None:
    """The act or the part of an utterance that the reply goes by.

    Something heavy that is told comes before all else. The kinds `last` count only where there is
    nothing else.
    """
    heavy = [part for part in parts if part.kind == "telling" and part.weight >= HEAVY]
    found = [part for part in parts if part.kind not in last]
    ordered: list[_Part] = [*heavy, *found, *parts]
    return ordered[0] if ordered else None


def acts_of(meaning: Meaning, told: Told | None = None) -> tuple[Act, ...]:
    """The act a meaning is, where nothing was told beside the question."""
    end = len(meaning.text.split())
    if told:
        return (Act("telling", 0, end, told),)
    match meaning.kind:
        case "answer":
            start, end = _covered(meaning)
            return (Act("answer", start, end, value=meaning.value),)
        case "command":
            return (Act(_kind_of(str(meaning.intent)), 0, end, str(meaning.intent), None,
                        meaning.slots),)  # fmt: skip
    return (Act("unclear", 0, end),) if meaning.text.strip() or meaning.doubtful else ()


def _covered(meaning: Meaning) -> tuple[int, int]:
    """The words an answer is made of; all of them where they are not the person's own."""
    words = [word.strip(".,;:!?").casefold() for word in meaning.text.split()]
    value = meaning.value
    own = value.get("words") if isinstance(value, Mapping) else value
    if isinstance(own, str):
        name = [word.strip(".,;:!?").casefold() for word in own.split()]
        for start in range(len(words) - len(name) + 1):
            if name and words[start : start + len(name)] == name:
                return start, start + len(name)
    return 0, len(words)


def _kind_of(intent: str) -> ActKind:
    if intent in COURTESIES:
        return "courtesy"
    if intent in QUESTIONS:
        return "question"
    if intent in CORRECTIONS:
        return "correction"
    if intent in PREFERENCES:
        return "preference"
    return "refusal" if intent == "skip" else "command"
