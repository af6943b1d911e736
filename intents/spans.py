"""The parts of an utterance and what each does: an answer, its tail, a question, a complaint …

"Very, fifty-one years" is an answer and a tail; "why do you ask, but all right, seven" a question
and an answer. Recognizers deliver no commas, so the parts are found by a learned tagger; see
`intents/languages/<code>/learning/acts`. A language without one has one part over all its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

SpanKind = Literal[
    "answer",
    "tail",
    "correction",
    "question",
    "complaint",
    "refusal",
    "preference",
    "command",
    "not_knowing",
    "thinking",
    "telling",
    "courtesy",
    "chatter",
]
"""answer: to what was asked. tail: why, how it felt, a condition; it belongs to the answer.
correction: of what Lantern kept or understood, or of an earlier answer. question: asked of Lantern.
complaint: about Lantern. refusal: declines the question. preference: a lasting wish how to go on.
command: something Lantern is to do. not_knowing: "I don't know". thinking: nothing to be taken yet.
telling: of the person's life, beside the question. courtesy: thanks, a greeting. chatter: said to
somebody else."""
QuestionName = Literal[
    "why", "meaning", "example", "what_to_say", "how_long", "privacy", "stored", "about_me",
    "recall", "person", "me", "future", "advice", "date", "facts", "there", "allowed", "can_do",
    "where", "have_to", "later", "languages", "cost", "others", "calls", "made_by", "silly",
    "other",
]  # fmt: skip
"""What a question asks of Lantern: why it asks, what it means, an example, what to say, how long it
takes, who can hear it, what is kept, what it knows of the person, what was said before, whether it
is a person, how the person is ("am I good?"), what will be, what to do, the day, what it cannot
know, whether it listens ("are you there?"), whether an answer counts, what it can do, what was
asked ("where were we?"), whether one has to, whether it can be done or changed later, which
languages it speaks, what it costs, what others say or may do, whether it can call somebody or do
something in the world, who made it, whether an answer is silly."""
ComplaintName = Literal["repeated", "misheard", "too_much", "cold", "useless", "worse", "other"]
Mood = Literal[
    "good", "plain", "hard", "despair", "shame", "anger", "grief", "tired", "fear", "lonely",
    "ironic",
]  # fmt: skip
"""What is told of a life: good news, an everyday thing, something hard, and so on."""
HEAVY: frozenset[Mood] = frozenset(get_args(Mood)) - {"good", "plain", "ironic"}
"""The moods of what is heavy."""


@dataclass(frozen=True, slots=True)
class Felt:
    """How the person feels in what they tell, as it was learned, with its chances from 0 to 1.

    `chance` is that of the mood, `heavy` that of any heavy one, `told` that something of a life is
    told at all, and `weighs` that it weighs much.
    """

    mood: Mood = "plain"
    chance: float = 0.0
    heavy: float = 0.0
    told: float = 0.0
    weighs: float = 0.0


@dataclass(frozen=True, slots=True)
class Span:
    """A part of an utterance. `start` and `end` are its words (of ``text.split()``), from 0.

    `name` is a `QuestionName` of a question, a `ComplaintName` of a complaint, a `Mood` of a
    telling or a tail. `weight` is how heavy a telling or a tail is, from 1 to 3. `chance` is how
    probable the kind is, from 0 to 1.
    """

    kind: SpanKind
    start: int
    end: int
    name: str = ""
    weight: int = 0
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Spans:
    """The parts of an utterance, in order; fillers between them belong to none.

    `taken_back` are the words that the person took back in the same breath, with what leads over to
    the repair ("patience I guess or no" in "patience I guess or no a calm mum"). `core` are the
    words of a short name for what was answered, in order; empty where no name can be taken.
    """

    parts: tuple[Span, ...] = ()
    taken_back: frozenset[int] = frozenset()
    core: tuple[int, ...] = ()

    def __iter__(self) -> Iterator[Span]:
        return iter(self.parts)

    def first(self, kind: SpanKind) -> Span | None:
        """The first part of a kind."""
        return next((part for part in self.parts if part.kind == kind), None)

    def words_of(self, part: Span, text: str) -> str:
        """The words of a part of `text`, without those taken back."""
        words = text.split()
        return " ".join(
            words[place] for place in range(part.start, part.end) if place not in self.taken_back
        )


WishName = Literal[
    "none", "add_value", "add_step", "rename", "days", "reminder", "no_reminder", "remove",
    "serves", "undo", "leave", "outcome", "show_goals", "show_values", "show_reminders", "listen",
    "decide", "repeat", "back", "skip", "stop", "quiet", "wrong", "other",
]  # fmt: skip
"""What a person wants done: a value or a step added; another name; other days for a step; a
reminder set or moved, or none; something kept removed; a step put under another value; the last
change taken back; a change refused; how a step went put right; the goals, values or reminders told;
to be listened to; help with a decision; the last words again; the question before; another
question; an end; fewer questions. wrong: says that Lantern is wrong, and not what would be right.
other: any other thing. none: an answer, a telling, a question to Lantern."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants done with what is kept or with the conversation.

    `target` is the first word of what it is about and the one behind the last, `words` those of
    what it shall become (a name, days, a value); both are words of ``text.split()``, from 0, and
    (0, 0) where there are none. `chance` is how probable `name` is, `sure` how probable its words
    are, from 0 to 1.
    """

    name: WishName = "none"
    target: tuple[int, int] = (0, 0)
    words: tuple[int, int] = (0, 0)
    chance: float = 0.0
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class Gist:
    """The words of an utterance that a listener would say back; none where both ends are 0.

    `start` and `end` are words of ``text.split()``, from 0. `chance` is how probable it is that
    something would be said back, `sure` how probable just these words are.
    """

    start: int = 0
    end: int = 0
    chance: float = 0.0
    sure: float = 0.0

    def of(self, text: str) -> str:
        """These words of `text`."""
        return " ".join(text.split()[self.start : self.end])
