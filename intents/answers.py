"""Reads an utterance as the answer which was expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from intents.agreement import Agreement
from intents.calendar import ONCE
from intents.choosing import REFUSED, Choosing
from intents.expectations import (
    Aspiration,
    Choice,
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
from intents.learned import NONE, Features, Model
from intents.listening import Listening
from intents.meaning import Meaning
from intents.recurrence_set import RecurrenceSet
from intents.rules import Rules
from intents.scales import Scales
from intents.tables import Tables, Words
from intents.text import Normaliser, Utterance, in_own_letters, own_words
from intents.wishes import Wishes

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
_LATER = 600
"""Seconds which "later" means, where nothing else is said."""
_SOONEST, _LATEST = 30, 16 * 3600
"""Seconds between which "in ten minutes" and "at eight" are an answer to an invitation."""
_DAY = 24 * 3600


class Answers:
    """The typed answers of one language."""

    def __init__(
        self,
        normaliser: Normaliser,
        rules: Rules,
        tables: Tables,
        kinds: Model | None,
        outcomes: Model | None,
        features: Features,
    ) -> None:
        """`kinds` tells hopes apart, `outcomes` how a goal went."""
        self._normaliser = normaliser
        self._rules = rules
        self._kinds = kinds
        self._outcomes = outcomes
        self._features = features
        self._options = tables.values("options")
        self._of_time = tables.words("words", "of_time")
        self._invited = {
            key: tables.phrases("invitation", key) for key in ("later", "not_today", "now", "done")
        }
        self.agreement = Agreement(tables)
        self.wishes = Wishes(tables)
        self._choosing = Choosing(tables, rules, self.agreement)
        self._scales = Scales(tables, rules, self.agreement)
        self._listening = Listening(tables, rules)

    def find(
        self, utterance: Utterance, expects: Expectation, now: datetime | None
    ) -> Meaning | None:
        """The answer, or nothing where the words are not one."""
        if not utterance.words:
            return None
        value = self._value(utterance, expects, now)
        if value is _NOTHING and isinstance(expects, Rating):
            degree = self._scales.degree(utterance.words, expects.low, expects.high)
            if degree is not None:
                # "Very much" is a number only for who says so: it is read back.
                return Meaning(
                    utterance.text, "answer", value=_plain(degree), score=1.0, doubtful=True
                )
        if value is _NOTHING:
            return None
        return Meaning(utterance.text, "answer", value=value, score=1.0)

    def speaks_of_time(self, utterance: Utterance) -> bool:
        """Whether it speaks of days, weeks or years at all: "next week" is no wish to skip."""
        return not self._of_time.isdisjoint(utterance.words)

    def tells(self, utterance: Utterance) -> Literal["", "something", "feeling", "sorrow"]:
        """Whether it tells something of a life, and whether that is a loss, or how one feels."""
        if self.wishes.sorrow(utterance.words):
            return "sorrow"
        if self.agreement.feeling(utterance.words):
            return "feeling"
        return "something" if self.wishes.tells(utterance.words) else ""

    def period(self, utterance: Utterance, today: date) -> tuple[date, date, str] | None:
        """The time gone by which is named, from day to day, and the words without it."""
        found = self._rules.period(utterance.words, today)
        return (found[0], found[1], " ".join(found[2])) if found else None

    def phrases(self, expects: Expectation | None) -> tuple[str, ...]:
        """Answers worth listening for with a closed grammar."""
        if expects is None:
            return ()
        if isinstance(expects, Choice | Several):
            names = (forms[0] for forms in self.names_of(expects))
            plain = (" ".join(self._normaliser.tokens(name)) for name in names)
            return (*plain, *self._listening.phrases(expects))
        return self._listening.phrases(expects)

    def _value(self, utterance: Utterance, expects: Expectation, now: datetime | None) -> Any:
        rules, words = self._rules, utterance.words
        today = (now or datetime.now()).date()
        match expects:
            case YesNo(about, other, named):
                step = self._instead(utterance, other, today)
                if step is not None:
                    return step
                said = self._in_its_words(words, named) if named else None
                return _or_nothing(self._yes_or_no(words, about) if said is None else said)
            case Rating(low, high) | Number(low, high):
                return _or_nothing(_plain(self._scales.rating(words, low, high)))
            case Time():
                clock = rules.moment(words, now)
                return _NOTHING if clock is None else f"{clock[0]:02d}:{clock[1]:02d}"
            case Date():
                day = rules.day(utterance.text, words, today)
                return _NOTHING if day is None else day.isoformat()
            case Duration():
                return _or_nothing(rules.duration(words))
            case Recurrence():
                by = rules.once_by(utterance.text, words, today)
                if by is not None:
                    return {"rrule": ONCE, "times": None, "by": by.isoformat()}
                rule = rules.recurrence(words, today)
                if rule is None:
                    return _NOTHING
                return {"rrule": as_written(rule[0], utterance.text), "times": rule[1]}
            case Invitation(deed=deed):
                if deed and words in self._invited["done"]:
                    return "now"
                return _or_nothing(self._invitation(words, now))
            case Outcome():
                return _or_nothing(self._outcome(words))
            case Importance():
                return _or_nothing(self._scales.importance(words))
            case Choice(or_else=other):
                chosen = self._choice(words, expects)
                if chosen is not _NOTHING or not other:
                    return chosen
                step = self._instead(utterance, other, today)
                return _NOTHING if step is None else step
            case Several():
                return self._several(words, expects)
            case Aspiration():
                return self._hope(self.wishes.title(words), utterance, today)
            case Freely() | Dictation():
                return " ".join(utterance.text.split())
        return _NOTHING

    def _in_its_words(self, words: Words, named: str) -> bool | None:
        """Yes or no in the words of this question, such as "it may rest"; none for neither."""
        text, found = f" {' '.join(words)} ", set()
        for option, names in self._options.get(named, {}).items():
            for name in self._known(tuple(names)):
                phrase = " ".join(name)
                if (len(name) > 1 and f" {phrase} " in text) or phrase == text.strip():
                    found.add(option)
        return "yes" in found if len(found) == 1 else None

    def _invitation(self, words: Words, now: datetime | None) -> str | int | None:
        """ "now", "not_today", or the seconds until later; nothing where it is none of these."""
        if words in self._invited["later"]:
            return _LATER
        for key in ("not_today", "now"):
            if words in self._invited[key]:
                return key
        seconds = self._rules.duration(words)
        if seconds is None:
            agreed = self.agreement.yes_or_no(words)
            if agreed is not None:
                return "now" if agreed else "not_today"
            clock = self._rules.moment(words, now) if now is not None else None
            if now is None or clock is None:
                return None
            then = now.replace(hour=clock[0], minute=clock[1], second=0, microsecond=0)
            seconds = int((then - now) / timedelta(seconds=1)) % _DAY
        return seconds if _SOONEST <= seconds <= _LATEST else None

    def _yes_or_no(self, words: Words, about: str) -> bool | None:
        if self.agreement.feeling(words):
            # "I just want to sleep" and "I can't" answer nothing by themselves.
            return self.agreement.answered_before(words)
        answer = self.agreement.yes_or_no(words)
        if answer is None and about and self.agreement.names(words, *self._known((about,))):
            return True
        return answer

    def _instead(self, utterance: Utterance, other: str, today: date) -> dict[str, Any] | None:
        """What was said in place of a yes, where that is welcome."""
        words = utterance.words
        if other == "telling":
            telling = {"kind": "words", "words": " ".join(utterance.text.split())}
            return telling if self._telling(words) else None
        if other in ("", "value") or self.wishes.sorrow(words):
            return None
        if other == "step" and self.agreement.feeling(words):
            return None
        title = self.wishes.title(words)
        if other == "words":
            told = self.agreement.yes_or_no(words) is None and self.wishes.of_oneself(words)
            return {"kind": "words", "words": " ".join(utterance.text.split())} if told else None
        if len(title) < _A_STEP or self.agreement.yes_or_no(title) is not None:
            return None
        if title != words and self.wishes.may_be_a_step(title):
            return self._hope(title, utterance, today)
        if not self.wishes.own_step(title) and not self._likely_a_step(title):
            return None
        return self._hope(title, utterance, today, "goal")

    def _outcome(self, words: Words) -> str | None:
        """How it went by the lists; by what was learned where they say nothing, or are outvoted."""
        known = self._scales.outcome(words)
        told = _A_TELLING <= len(words) <= _LONGEST_OUTCOME and not self.wishes.sorrow(words)
        if self._outcomes is None or not told:
            return known
        chance, guess = self._outcomes.chances(self._features(words))[0]
        if chance < (_OUTVOTES if known else _TELLS):
            return known
        if guess == NONE:
            return known if chance < _IDLE else None
        return guess

    def _telling(self, words: Words) -> bool:
        """Whether something is told, and not only answered."""
        wishes = self.wishes
        if len(words) < _A_TELLING or self.agreement.yes_or_no(words) is not None:
            return False
        return wishes.of_oneself(words) or wishes.tells(words) or len(words) >= _A_SENTENCE

    def _hope(
        self, title: Words, utterance: Utterance, today: date, kind: str = ""
    ) -> dict[str, Any]:
        """What is hoped for; where a rhythm was said with it, that, and the words without it."""
        hope: dict[str, Any] = {
            "kind": kind or self._kind(title),
            "words": self._own(title, utterance),
        }
        rhythm = self._rules.rhythm_in(title, today)
        if rhythm is None or hope["kind"] in ("not_doing", "someone_else", "sorrow"):
            return hope
        (rrule, times), at = rhythm
        words = in_own_letters(title[:at], utterance.text, self._normaliser.tokens)
        rrule = as_written(rrule, utterance.text)
        return {"kind": "goal", "words": words, "often": {"rrule": rrule, "times": times}}

    def _own(self, title: Words, utterance: Utterance) -> str:
        normal = self._normaliser
        own = own_words(title, utterance.text, lambda text: normal.words(normal.tokens(text)))
        return own if own != " ".join(title) else normal.as_said(utterance.text, title)

    def _likely_a_step(self, title: Words) -> bool:
        if self._kinds is None or not self.wishes.may_be_a_step(title):
            return False
        chance, kind = self._kinds.chances(self._features(title))[0]
        return kind == "goal" and chance >= _LIKELY

    def _kind(self, title: Words) -> str:
        """What kind of hope it is; a step of one's own in a language which has not learned."""
        if self.wishes.sorrow(title):
            return "sorrow"
        if self._kinds is None or self.wishes.own_step(title):
            return "goal"
        chance, kind = self._kinds.chances(self._features(self.wishes.without_places(title)))[0]
        if kind in _NO_DEEDS and chance < _SURELY_NONE and self.wishes.deed(title):
            return "goal"
        return kind

    def _heard(self, words: Words, expects: Choice) -> Any:
        """A choice among sounds, where it is said of what was heard, or to hear more."""
        heard = self._choosing.among_heard(words)
        if heard is None:
            return _NOTHING
        match heard.wish:
            case "that":
                return expects.heard
            case "none":
                return None
            case "others":
                return {"intent": "hear_others"}
        meant = expects.heard
        if not self._choosing.is_that(heard.named):
            meant = self._choice(heard.named, replace(expects, heard=""))
        if not isinstance(meant, str):
            return _NOTHING
        return {"intent": "hear_again", "slots": {"option": meant}}

    def _choice(self, words: Words, expects: Choice) -> Any:
        if expects.heard and (wish := self._heard(words, expects)) is not _NOTHING:
            return wish
        known = [self._known(forms) for forms in self.names_of(expects)]
        for option, forms in zip(expects.options, known, strict=True):
            if words in forms:
                return option
        place = self._choosing.one(words, tuple(forms[0] for forms in known))
        if place is None:
            return _NOTHING
        return None if place == REFUSED else expects.options[place]

    def _several(self, words: Words, expects: Several) -> Any:
        names = tuple(forms[0] for forms in self.names_of(expects))
        places = self._choosing.several(words, self._known(names))
        return _NOTHING if places is None else [expects.options[place] for place in places]

    def names_of(self, expects: Choice | Several) -> Iterator[Words]:
        """What each option is called, the usual name first."""
        table = self._options.get(expects.named, {})
        labels = expects.labels
        for place, option in enumerate(expects.options):
            yield (labels[place],) if place < len(labels) else table.get(option, (option,))

    def _known(self, options: Words) -> tuple[Words, ...]:
        """The options in the form in which what was said is read."""
        return tuple(self._normaliser.words(self._normaliser.tokens(o)) for o in options)


def as_written(rrule: str, text: str) -> str:
    """A rhythm with the capitals of the condition in it, as they are in `text`."""
    rhythm = RecurrenceSet.parse(rrule)
    if not rhythm.as_said:
        return rrule
    words = tuple(rhythm.as_said.split())
    return replace(rhythm, as_said=in_own_letters(words, text)).text()


def _or_nothing(value: Any) -> Any:
    return _NOTHING if value is None else value


def _plain(value: float | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else value
