"""One language: what it says of an utterance, given what is expected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from intents.answers import Answers
from intents.expectations import (
    Aspiration,
    Choice,
    Command,
    Date,
    Dictation,
    Expectation,
    Freely,
    Several,
    Sound,
    YesNo,
)
from intents.matcher import Matcher
from intents.meaning import Meaning
from intents.requests import Request, Requests
from intents.spans import Felt, Gist, Mood, Spans, Wish
from intents.text import Normaliser, Utterance, Words
from intents.wanted import wanted

if TYPE_CHECKING:
    from intents.parts import Parts

_YES_OR_NO = {"yes": True, "no": False}
"""The intents which answer such a question."""
_STEERING = ("stop", "skip", "help", "repeat", "pause", "undo", "back")
"""What may be said in place of an example of how a word is said."""


class Language:
    """Everything people say in one language. Made by `intents.load`; never changes.

    `parts` gives what cuts utterances into parts; it is read when that is first asked for.
    """

    def __init__(
        self,
        name: str,
        normaliser: Normaliser,
        matcher: Matcher,
        answers: Answers,
        line_of: Callable[[str, Words], str],
        unfinished: frozenset[str],
        parts: Callable[[], Parts | None],
        requests: Requests,
        sound: Callable[[str], str],
    ) -> None:
        self.name = name
        self.sound = sound
        """What a word sounds like, coarsely."""
        self._normaliser = normaliser
        self._matcher = matcher
        self._answers = answers
        self._line_of = line_of
        self._unfinished = unfinished
        self._parts = parts
        self._requests = requests

    def understand(
        self, text: str, expects: Expectation | None = None, *, now: datetime | None = None
    ) -> Meaning:
        """The meaning of `text`, given what was asked; `now` anchors "tomorrow" and "in an hour".

        Never raises on any text, and takes bounded time.
        """
        utterance = self._normaliser(text)
        if isinstance(expects, Sound):
            return self._example(utterance, expects, now)
        open_ended = isinstance(expects, (Freely, Dictation, Aspiration))
        if expects is None or isinstance(expects, Command):
            return self._command(utterance, expects, now)
        if open_ended:
            command = self._command(utterance, expects, now)
            if command.kind == "command":
                return command
        answer = self._answers.find(utterance, expects, now)
        if answer and isinstance(answer.value, dict) and isinstance(expects, YesNo | Choice):
            if isinstance(expects, Choice) and expects.heard:
                return answer  # "Another voice" is a wish to hear the next one.
            # "Add a goal" is a wish, though words of one's own are welcome here.
            command = self._command(utterance, expects, now)
            return command if command.kind == "command" else answer
        if answer is not None:
            return answer
        found = self._command(utterance, expects, now)
        if (
            isinstance(expects, Date)
            and found.score < 1
            and self._answers.speaks_of_time(utterance)
        ):
            # "Some time next week" is a day not understood, and no command in other words.
            return Meaning(text)
        if isinstance(expects, YesNo) and found.intent in _YES_OR_NO:
            if self._answers.tells(utterance) == "feeling":
                return Meaning(text)
            # What is both yes and no is neither, though what leads up to a command is taken off.
            before = Utterance(text, (), utterance.words[: -len(utterance.core)], ())
            if self._answers.find(before, expects, now) is not None:
                return Meaning(text)
            return Meaning(text, "answer", value=_YES_OR_NO[found.intent], score=found.score)
        return found

    def _example(self, utterance: Utterance, expects: Sound, now: datetime | None) -> Meaning:
        """An example of how a word is said, whatever was recognized; or a command that steers.

        What the word itself would ask for is an example: "stop", where that is to be learned.
        """
        found = self._matcher.exactly(utterance, expects) if utterance.words else None
        steers = found is not None and found[0].meaning in _STEERING
        if found is not None and steers:
            word = self._normaliser(expects.word)
            meant = self._matcher.exactly(word, expects) if word.words else None
            if meant is None or meant[0].meaning != found[0].meaning:
                return Meaning(utterance.text, "command", found[0].meaning, None, 1.0)
        return Meaning(utterance.text, "answer", value={"wrong": "", "other": ""}, score=1.0)

    def _command(
        self, utterance: Utterance, expects: Expectation | None, now: datetime | None
    ) -> Meaning:
        """What is asked for, where "it" and "one" may stand for what is talked of."""
        if isinstance(expects, Command | YesNo | Choice) and expects.about:
            meant_of = partial(self._answers.wishes.meant_of, about=expects.about)
            return self._matcher.find_about(utterance, expects, now, meant_of)
        return self._matcher.find(utterance, expects, now)

    def names_of(self, expects: Choice | Several) -> tuple[tuple[str, ...], ...]:
        """What each option of a question is called, in their order, the usual name first."""
        return tuple(self._answers.names_of(expects))

    def tells(self, text: str) -> Literal["", "something", "feeling", "sorrow"]:
        """Whether `text` tells something of a life, asked for or not.

        "sorrow": it is a loss. "feeling": no more than that things are heavy, or that one can't.
        """
        return self._answers.tells(self._normaliser(text))

    def period(self, text: str, today: date) -> tuple[date, date, str] | None:
        """A time gone by which `text` names ("work last spring"), and its words without it.

        Its first day and its last; nothing where no time is named.
        """
        return self._answers.period(self._normaliser(text), today)

    def spans(self, text: str, expects: Expectation | None, said_before: str = "") -> Spans:
        """The parts of `text`, given what was asked; none in a language that has not learned.

        `said_before` is what Lantern said last.
        """
        parts = self._parts()
        return Spans() if parts is None else parts(text, wanted(expects), said_before)

    def mood(self, text: str) -> tuple[Mood, int]:
        """How the person feels in `text`, and how heavy it is from 1 to 3.

        ("plain", 0) where nothing is told, and in a language that has not learned it.
        """
        parts = self._parts()
        return ("plain", 0) if parts is None else parts.mood(text)

    def felt(self, text: str) -> Felt:
        """How the person feels in the whole of `text`, with how probable that is; nothing in a
        language that has not learned it."""
        parts = self._parts()
        return Felt() if parts is None else parts.felt(text)

    def gist(self, text: str) -> Gist:
        """The few words of `text` that a listener would say back; none in a language that has not
        learned it."""
        parts = self._parts()
        return Gist() if parts is None else parts.gist(text)

    def wish(self, text: str, expects: Expectation | None, said_before: str = "") -> Wish:
        """What the person wants done who says `text`; nothing in a language that has not learned
        it.

        `said_before` is what Lantern said last.
        """
        parts = self._parts()
        return Wish() if parts is None else parts.wish(text, wanted(expects), said_before)

    def core(self, text: str) -> str:
        """A short name for `text`, in its own words; nothing where none can be taken."""
        words = text.split()
        return " ".join(words[place] for place in self.spans(text, Freely(names=True)).core)

    def requests(self, text: str) -> tuple[Request, ...]:
        """What the whole of `text` may ask for, with the words it names; empty for nothing."""
        return self._requests.read(text)

    def words(self, text: str) -> tuple[str, ...]:
        """The words of `text` in normal form: small letters, contractions written out."""
        return self._normaliser(text).words

    def unfinished(self, text: str) -> bool:
        """Whether the last word is one after which people go on: "because", "the", "um"."""
        words = text.split()
        last = words[-1].lower().strip(",.") if words else ""
        return last in self._unfinished

    def phrases(self, expects: Expectation | None) -> tuple[str, ...] | None:
        """All phrases worth listening for with a closed grammar; none where anything may come."""
        if isinstance(expects, (Freely, Dictation, Aspiration)):
            return None
        if isinstance(expects, Sound):
            return tuple(dict.fromkeys((expects.word, *self._matcher.steering(_STEERING))))
        answers = self._answers.phrases(expects)
        commands = self._matcher.phrases(expects)
        return tuple(dict.fromkeys((*answers, *commands)))

    def dictation_phrases(self) -> tuple[str, ...]:
        """The commands alive in a reflection, as whole utterances."""
        return tuple(dict.fromkeys(self._matcher.dictation_phrases()))

    def why(
        self, text: str, expects: Expectation | None = None, *, now: datetime | None = None
    ) -> list[str]:
        """What each stage did with `text`, a line a stage."""
        utterance = self._normaliser(text)
        meaning = self.understand(text, expects, now=now)
        return [
            f"heard      {text}",
            f"words      {' '.join(utterance.words)}",
            f"core       {' '.join(utterance.core)}",
            *self._why_parts(text, expects),
            *self._why(utterance, expects),
            f"meaning    {meaning.kind} {meaning.intent or ''} {meaning.value or ''}".rstrip(),
        ]

    def _why_parts(self, text: str, expects: Expectation | None) -> list[str]:
        """The parts with their chances, the words taken back, and the core."""
        spans, words = self.spans(text, expects), text.split()
        lines = []
        for part in spans:
            kind = ".".join(filter(None, (part.kind, part.name, str(part.weight or ""))))
            lines.append(f"part       {kind} {part.chance:.2f}: {spans.words_of(part, text)}")
        for name, places in (("taken back", sorted(spans.taken_back)), ("name", spans.core)):
            if places:
                lines.append(f"{name:10} {' '.join(words[place] for place in places)}")
        return lines

    def _why(self, utterance: Utterance, expects: Expectation | None) -> list[str]:
        found = self._matcher.exactly(utterance, expects)
        if found is not None:
            fit, words = found
            return [f"exact      {fit.meaning}: {self._line_of(fit.meaning, words)}"]
        likely = self._matcher.likely(utterance)[:3]
        guesses = ", ".join(f"{name} {chance:.2f}" for chance, name in likely)
        return ["exact      fits no line", f"learned    {guesses or 'not asked'}"]

    @property
    def intents(self) -> tuple[str, ...]:
        """The names of everything that can be asked for."""
        return self._matcher.names
