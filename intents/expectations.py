"""What a question expects for an answer.

An expectation is the one place which decides which words the recognizer listens for, how long a
pause ends the turn, how the answer is read, how it is asked again, and what "help" says there.
Every expectation is plain, hashable data; `name` is its key in wordings and commands.

Values of answers are plain JSON, so that a journal can hold and a conversation replay them:

===============  ==================================================================================
YesNo            ``True`` or ``False``; or what it takes in place of a yes
Rating, Number   ``int`` or ``float``
Time             ``"HH:MM"``
Date             ``"YYYY-MM-DD"``
Duration         seconds, an ``int``
Invitation       ``"now"``, ``"not_today"``, or the seconds until later, an ``int``
Recurrence       ``{"rrule": str, "times": int | None}``; with ``"by"``, a day, once by then
Choice           the id of an option, or ``None`` when all were refused; or what it takes instead
Importance       ``"very"``, ``"somewhat"`` or ``"not"``
Several          the ids of the options which are meant, a list: all, none, or some
Outcome          ``"done"``, ``"partly"``, ``"not_yet"`` or ``"skip"``
Aspiration       ``{"kind": ..., "words": str}``; the kind is ``value``, ``goal``, ``feeling``,
                 ``not_doing``, ``someone_else`` or ``sorrow``; with ``"often"``, a recurrence
                 which was said with it
Command          the name of an intent
Freely           the person's words
Dictation        the person's words, one segment at a time
Sound            what became of it: ``{"wrong": str, "other": str}``, made by who heard it
===============  ==================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

Patience = Literal["closed", "open", "reflection"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """The kind of answer a question expects. `patience`: how long a pause ends the turn."""

    name: ClassVar[str] = ""
    patience: ClassVar[Patience] = "closed"

    @property
    def closed(self) -> bool:
        """Whether a short answer of a known kind is expected, as opposed to free words."""
        return self.patience == "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Expectation):
    """The person's own words are expected. The flags say what the question asks for.

    `names`: the name of something, such as a value; "sometimes" and "seven" are no answer.
    `action`: something to do; "my wife" and "that would be nice" are no answer.
    `what_there_was`: what happened, or what is to happen; "I forgot" leaves it unanswered.
    """

    names: bool = False
    action: bool = False
    what_there_was: bool = False
    patience: ClassVar[Patience] = "open"


@dataclass(frozen=True, slots=True)
class YesNo(Expectation):
    """Yes or no, with the hedges people put around them.

    `about`: the name of what is asked for; to say nothing but that is a yes ("bring family?").
    `named`: the table of the language's ``options.toml`` with further words for yes and no here.
    `or_else`: what may be said at once in place of a yes. "step": a step of one's own, as an
    `Aspiration` has it; "words": something one did or felt, as ``{"kind": "words", "words": ...}``.
    "telling": anything told at some length, as the same; the question would have asked for it next.
    "name": another name for it, as ``{"kind": "name", "words": ...}``, which the caller makes too.
    "value": another value, by its name; the caller, which knows their names, makes the answer
    ``{"kind": "value", "words": ...}``.
    """

    about: str = ""
    or_else: Literal["", "step", "words", "telling", "value", "name"] = ""
    named: str = ""
    name: ClassVar[str] = "yesno"


@dataclass(frozen=True, slots=True)
class Rating(Expectation):
    """A number from `low` to `high`, both included; halves are possible."""

    low: float = 0
    high: float = 10
    name: ClassVar[str] = "rating"


@dataclass(frozen=True, slots=True)
class Number(Expectation):
    """A number, within `low` and `high` where they are given."""

    low: float | None = None
    high: float | None = None
    name: ClassVar[str] = "number"


@dataclass(frozen=True, slots=True)
class Time(Expectation):
    """A time of day."""

    name: ClassVar[str] = "time"


@dataclass(frozen=True, slots=True)
class Date(Expectation):
    """A day, often said relative to today."""

    name: ClassVar[str] = "date"


@dataclass(frozen=True, slots=True)
class Duration(Expectation):
    """A length of time."""

    name: ClassVar[str] = "duration"


@dataclass(frozen=True, slots=True)
class Recurrence(Expectation):
    """How often: certain weekdays, every so many days, so many times a week."""

    name: ClassVar[str] = "recurrence"


@dataclass(frozen=True, slots=True)
class Invitation(Expectation):
    """Now, later, or not today: what one answers to "Shall we?".

    With `deed`, something is to be done; that it was is ``"now"`` too, and so is a yes.
    """

    deed: bool = False
    name: ClassVar[str] = "invitation"


@dataclass(frozen=True, slots=True)
class Choice(Expectation):
    """One of a few options, by name, near-name or position; or none of them.

    `options` are ids. What each is called stands in `labels`, in the same order; an option beyond
    them is looked up in the language's ``options.toml``, in the table `named`; else its id is its
    name.
    `or_else`: what may be said at once instead. "step": a step of one's own, as an `Aspiration`;
    "value": as in `YesNo`.
    `about`: what is talked of, as in `Command`.
    `heard`: the option which sounded last, where the options are sounds: "that one". Any of them
    may then be heard again, or others; the answer is ``{"intent": "hear_again", "slots":
    {"option": …}}`` or ``{"intent": "hear_others"}``.
    """

    options: tuple[str, ...] = ()
    or_else: Literal["", "step", "value"] = ""
    about: str = ""
    labels: tuple[str, ...] = ()
    named: str = ""
    heard: str = ""
    name: ClassVar[str] = "choice"


@dataclass(frozen=True, slots=True)
class Several(Expectation):
    """Some of a few options: "both", "neither", "yes", "only the first".

    `options`, `labels` and `named` as in `Choice`.
    """

    options: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    named: str = ""
    name: ClassVar[str] = "several"


@dataclass(frozen=True, slots=True)
class Importance(Expectation):
    """How important something is: very, somewhat, or not."""

    name: ClassVar[str] = "importance"


@dataclass(frozen=True, slots=True)
class Outcome(Expectation):
    """How a goal went: done, partly, not yet, or rather not said."""

    name: ClassVar[str] = "outcome"


@dataclass(frozen=True, slots=True)
class Aspiration(Open):
    """What the person hopes for, and whether it is a value, a step of their own, or neither yet."""

    name: ClassVar[str] = "goal"


@dataclass(frozen=True, slots=True)
class Command(Expectation):
    """Something to do: one of `intents`, or any where it is empty. This is a menu.

    `about`: what is talked of, such as "goal": to "pause it" or "add one" then means that.
    """

    intents: tuple[str, ...] = ()
    about: str = ""
    name: ClassVar[str] = "command"


@dataclass(frozen=True, slots=True)
class Freely(Open):
    """A short answer in the person's own words: a sentence or a few.

    `aloud`: saying it is the point, and its sound is kept where the person allowed that. `hope`: a
    value, a step or an intention is asked for. `good`: a small step or something good is asked for.
    How heavy things are, or a loss, is neither. `thoughts`: what one thinks or feels is asked for,
    or what is in the way; "what if they laugh" answers that.
    """

    aloud: bool = False
    hope: bool = False
    good: bool = False
    thoughts: bool = False

    name: ClassVar[str] = "freely"


@dataclass(frozen=True, slots=True)
class Dictation(Expectation):
    """A reflection: as long as the person likes, with pauses, until they say that it is done."""

    name: ClassVar[str] = "dictation"
    patience: ClassVar[Patience] = "reflection"


@dataclass(frozen=True, slots=True)
class Sound(Expectation):
    """An example of how the person says `word`. Any sound is one, and no text is."""

    word: str = ""
    name: ClassVar[str] = "sound"


def kinds(kind: type[Expectation] = Expectation) -> Iterator[type[Expectation]]:
    """Every kind of expectation there is."""
    for below in kind.__subclasses__():
        if below.name:
            yield below
        yield from kinds(below)


def names() -> frozenset[str]:
    """The names of all kinds of expectation."""
    return frozenset(kind.name for kind in kinds())
