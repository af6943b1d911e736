"""Reads an utterance as the answer which was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal

from intents.commands import NONE
from intents.expectations import (
    Aspiration,
    Choice,
    Command,
    Date,
    Dictation,
    Duration,
    Expectation,
    Freely,
    Importance,
    Invitation,
    Number,
    Outcome,
    Rating,
    Recurrence,
    Several,
    Time,
    YesNo,
)
from intents.features import Features
from intents.learned import Model
from intents.meaning import Meaning
from intents.rules import Rules
from intents.text import Normaliser, Utterance, in_own_letters, own_words

Options = Mapping[str, Mapping[str, tuple[str, ...]]]
"""What options are called: by table and id, the usual name first."""

_NOTHING = object()
_A_STEP = 2
_A_TELLING, _A_SENTENCE = 4, 7
"""So many words may tell something of oneself or of people; so many tell something anyhow."""
_LONGEST_OUTCOME = 30
_TELLS, _OUTVOTES, _IDLE = 0.9, 0.95, 0.995
"""How probable an outcome must be where the lists say nothing, and where they say another; and
how probable it must be that nothing is told of it."""
_NO_DEEDS = frozenset({"someone_else", "not_doing", "feeling"})
_SURELY_NONE = 0.9
"""How probable one of these must be where what is said looks like a deed: "fix the gate"."""
_LIKELY = 0.6
"""How probable a step must be to be taken for one where a yes or no was asked for."""


class Answers:
    """The typed answers of one language."""

    def __init__(
        self,
        normaliser: Normaliser,
        rules: Rules,
        kinds: Model | None,
        outcomes: Model | None,
        features: Features,
        options: Options | None = None,
    ) -> None:
        """`kinds` tells hopes apart, `outcomes` how a goal went, `options` names options."""
        self._options = options or {}
        self._normaliser = normaliser
        self._rules = rules
        self._kinds = kinds
        self._outcomes = outcomes
        self._features = features

    def find(self, spoken: Utterance, expects: Expectation, now: datetime | None) -> Meaning | None:
        """The answer, or nothing where the words are not one."""
        if not spoken.words:
            return None
        value = self._value(spoken, expects, now)
        if value is _NOTHING and isinstance(expects, Rating):
            degree = self._rules.degree(spoken.words, expects.low, expects.high)
            if degree is not None:
                # "Very much" is a number only for who says so: it is read back.
                return Meaning(
                    spoken.text, "answer", value=_plain(degree), score=1.0, doubtful=True
                )
        if value is _NOTHING:
            return None
        return Meaning(spoken.text, "answer", value=value, score=1.0)

    def speaks_of_time(self, spoken: Utterance) -> bool:
        """Whether it speaks of days, weeks or years at all."""
        return self._rules.speaks_of_time(spoken.words)

    def tells(self, spoken: Utterance) -> Literal["", "something", "feeling", "sorrow"]:
        """Whether it tells something of a life, and whether that is a loss, or how one feels."""
        if self._rules.sorrow(spoken.words):
            return "sorrow"
        if self._rules.feeling(spoken.words):
            return "feeling"
        return "something" if self._rules.tells(spoken.words) else ""

    def period(self, spoken: Utterance, today: date) -> tuple[date, date, str] | None:
        """The time gone by which is named, from day to day, and the words without it."""
        found = self._rules.period(spoken.words, today)
        return (found[0], found[1], " ".join(found[2])) if found else None

    def phrases(self, expects: Expectation | None) -> tuple[str, ...]:
        """Answers worth listening for with a closed grammar."""
        match expects:
            case None | Command():
                return ()
            case Rating(low, high) | Number(low, high):
                return self._rules.rating_phrases(low, high)
            case Time():
                return self._rules.time_phrases()
            case Choice() | Several():
                names = (forms[0] for forms in self.names_of(expects))
                spoken = (" ".join(self._normaliser.tokens(name)) for name in names)
                return (*spoken, *self._rules.typed_phrases(expects.name))
        return self._rules.typed_phrases(expects.name)

    def _value(self, spoken: Utterance, expects: Expectation, now: datetime | None) -> Any:
        rules, words = self._rules, spoken.words
        match expects:
            case YesNo(about, other):
                step = self._instead(spoken, other)
                return _or_nothing(self._yes_or_no(words, about)) if step is None else step
            case Rating(low, high) | Number(low, high):
                return _or_nothing(_plain(rules.rating(words, low, high)))
            case Time():
                return _or_nothing(rules.time_of_day(words, now))
            case Date():
                day = rules.day(spoken.text, words, (now or datetime.now()).date())
                return _NOTHING if day is None else day.isoformat()
            case Duration():
                return _or_nothing(rules.duration(words))
            case Recurrence():
                today = (now or datetime.now()).date()
                by = rules.once_by(spoken.text, words, today)
                if by is not None:
                    return {"rrule": rules.ONCE, "times": None, "by": by.isoformat()}
                rule = rules.recurrence(words)
                return _NOTHING if rule is None else {"rrule": rule[0], "times": rule[1]}
            case Invitation():
                return _or_nothing(rules.invitation(words, now))
            case Outcome():
                return _or_nothing(self._outcome(words))
            case Importance():
                return _or_nothing(rules.importance(words))
            case Choice(or_else=other):
                chosen = self._choice(words, expects)
                if chosen is not _NOTHING or not other:
                    return chosen
                step = self._instead(spoken, other)
                return _NOTHING if step is None else step
            case Several():
                return self._several(words, expects)
            case Aspiration():
                return self._hope(rules.aspiration_title(words), spoken)
            case Freely() | Dictation():
                return " ".join(spoken.text.split())
        return _NOTHING

    def _yes_or_no(self, words: tuple[str, ...], about: str) -> bool | None:
        if self._rules.feeling(words):
            # "I just want to sleep" and "I can't" answer nothing by themselves.
            return self._rules.answered_before(words)
        answer = self._rules.yes_or_no(words)
        if answer is None and about and self._rules.names(words, *self._known((about,))):
            return True
        return answer

    def _instead(self, spoken: Utterance, other: str) -> dict[str, Any] | None:
        """What was said in place of a yes, where that is welcome."""
        words = spoken.words
        if other == "telling":
            telling = {"kind": "words", "words": " ".join(spoken.text.split())}
            return telling if self._telling(words) else None
        if other in ("", "value") or self._rules.sorrow(words):
            return None
        if other == "step" and self._rules.feeling(words):
            return None
        title = self._rules.aspiration_title(words)
        if other == "words":
            told = self._rules.yes_or_no(words) is None and self._rules.of_oneself(words)
            return {"kind": "words", "words": " ".join(spoken.text.split())} if told else None
        if len(title) < _A_STEP or self._rules.yes_or_no(title) is not None:
            return None
        if title != words and self._rules.may_be_a_step(title):
            return self._hope(title, spoken)
        if not self._rules.own_step(title) and not self._likely_a_step(title):
            return None
        return self._hope(title, spoken, "goal")

    def _outcome(self, words: tuple[str, ...]) -> str | None:
        """How it went by the lists; by what was learned where they say nothing, or are outvoted."""
        known = self._rules.outcome(words)
        told = _A_TELLING <= len(words) <= _LONGEST_OUTCOME and not self._rules.sorrow(words)
        if self._outcomes is None or not told:
            return known
        chance, guess = self._outcomes.chances(self._features(words))[0]
        if chance < (_OUTVOTES if known else _TELLS):
            return known
        if guess == NONE:
            return known if chance < _IDLE else None
        return guess

    def _telling(self, words: tuple[str, ...]) -> bool:
        """Whether something is told, and not only answered."""
        rules = self._rules
        if rules.yes_or_no(words) is not None or len(words) < _A_TELLING:
            return False
        return rules.of_oneself(words) or rules.tells(words) or len(words) >= _A_SENTENCE

    def _hope(self, title: tuple[str, ...], spoken: Utterance, kind: str = "") -> dict[str, Any]:
        """What is hoped for; where a rhythm was said with it, that, and the words without it."""
        hope: dict[str, Any] = {
            "kind": kind or self._kind(title),
            "words": self._own(title, spoken),
        }
        rhythm = self._rules.rhythm_in(title)
        if rhythm is None or hope["kind"] in ("not_doing", "someone_else", "sorrow"):
            return hope
        (rrule, times), at = rhythm
        words = in_own_letters(title[:at], spoken.text)
        return {"kind": "goal", "words": words, "often": {"rrule": rrule, "times": times}}

    def _own(self, title: tuple[str, ...], spoken: Utterance) -> str:
        normal = self._normaliser
        own = own_words(title, spoken.text, lambda text: normal.words(normal.tokens(text)))
        return own if own != " ".join(title) else normal.as_said(spoken.text, title)

    def _likely_a_step(self, title: tuple[str, ...]) -> bool:
        if self._kinds is None or not self._rules.may_be_a_step(title):
            return False
        chance, kind = self._kinds.chances(self._features(title))[0]
        return kind == "goal" and chance >= _LIKELY

    def _kind(self, title: tuple[str, ...]) -> str:
        """What kind of hope it is; a step of one's own in a language which has not learned."""
        if self._rules.sorrow(title):
            return "sorrow"
        if self._kinds is None or self._rules.own_step(title):
            return "goal"
        chance, kind = self._kinds.chances(self._features(title))[0]
        if kind in _NO_DEEDS and chance < _SURELY_NONE and self._rules.deed(title):
            return "goal"
        return kind

    def _choice(self, words: tuple[str, ...], expects: Choice) -> Any:
        known = [self._known(forms) for forms in self.names_of(expects)]
        for option, forms in zip(expects.options, known, strict=True):
            if words in forms:
                return option
        chosen = self._rules.choose(words, tuple(forms[0] for forms in known))
        if chosen is None:
            return _NOTHING
        return None if chosen.place < 0 else expects.options[chosen.place]

    def _several(self, words: tuple[str, ...], expects: Several) -> Any:
        names = tuple(forms[0] for forms in self.names_of(expects))
        places = self._rules.several(words, self._known(names))
        return _NOTHING if places is None else [expects.options[place] for place in places]

    def names_of(self, expects: Choice | Several) -> Iterator[tuple[str, ...]]:
        """What each option is called, the usual name first."""
        table = self._options.get(expects.named, {})
        labels = expects.labels
        for place, option in enumerate(expects.options):
            yield (labels[place],) if place < len(labels) else table.get(option, (option,))

    def _known(self, options: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """The options in the form in which what was said is read."""
        return tuple(self._normaliser.words(self._normaliser.tokens(o)) for o in options)


def _or_nothing(value: Any) -> Any:
    return _NOTHING if value is None else value


def _plain(value: float | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else value
