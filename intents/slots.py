"""What a command carries: the words of its slots, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from intents.answers import as_written
from intents.rules import Reminding, Rules
from intents.tables import Tables
from intents.text import Normaliser, Utterance, Words, in_own_letters

REMINDS = "set_reminder"
_WHEN = frozenset({REMINDS})
"""Intents which carry a time, a day or a rhythm."""
_UNTIL = frozenset({"going_away", "pause_goal"})
"""Intents which carry the day on which they end."""
_AS_WRITTEN = frozenset({"which", "renamed"})
"""Slots which are compared with, or become, what was written before."""
_AWAY = frozenset({"going_away"})
"""Intents which carry the day they begin on, too."""
_OWN = frozenset({"goal", "value", "whom"})
"""Slots which keep the capitals they were written with."""


class Slots:
    """Reads the slots of a language's commands."""

    def __init__(self, rules: Rules, tables: Tables, normaliser: Normaliser) -> None:
        self._rules = rules
        self._normaliser = normaliser
        self._until_words = tables.words("words", "until")

    def read(
        self, intent: str, said: Mapping[str, Words], utterance: Utterance, now: datetime | None
    ) -> Mapping[str, Any]:
        """The slots of `intent`: the words said, and `time`, `date` and `rrule` of a reminder.

        Also the `date` until which one is away or a goal is to rest, and how `often` a new goal is
        meant.
        """
        found: dict[str, Any] = {
            name: self._own(words, utterance) if name in _OWN else " ".join(words)
            for name, words in said.items()
        }
        found |= {
            name: self._normaliser.as_written(utterance.text, said[name])
            for name in _AS_WRITTEN & said.keys()
        }
        today = (now or datetime.now()).date()
        if intent == "add_goal" and (rhythm := self._rules.rhythm_in(said.get("goal", ()), today)):
            (rrule, times), at = rhythm
            found["goal"] = self._own(said["goal"][:at], utterance)
            found["often"] = {"rrule": as_written(rrule, utterance.text), "times": times}
        if intent in _WHEN:
            found |= self._when(utterance, now)
            found |= self._reminding(utterance, now or datetime.now())
        if intent == "change_reminder":
            found |= self._moved(said.get("when", ()), now or datetime.now())
        if intent in _UNTIL:
            found = self._until(found, utterance, now)
        if intent in _AWAY:
            found |= self._span(utterance, today)
        return MappingProxyType(found)

    def plainly_asked(self, utterance: Utterance, now: datetime | None) -> str:
        """The intent that the rules read without a line of it; "" for none."""
        plain = self._rules.plainly_asked(utterance.words, now or datetime.now())
        return REMINDS if plain else ""

    def _own(self, words: Words, utterance: Utterance) -> str:
        return in_own_letters(words, utterance.text, self._normaliser.tokens)

    def _until(
        self, found: dict[str, Any], utterance: Utterance, now: datetime | None
    ) -> dict[str, Any]:
        """With the `date` up to which it is meant; a name ends where that begins."""
        places = [at for at, word in enumerate(utterance.words) if word in self._until_words]
        if not places:
            return found
        tail = utterance.words[places[-1] + 1 :]
        day = self._rules.day(" ".join(tail), tail, (now or datetime.now()).date())
        if day is None:
            return found
        cut = " ".join(utterance.words[places[-1] :])
        kept = {name: _without(words, cut).strip() for name, words in found.items()}
        return {name: words for name, words in kept.items() if words} | {"date": day.isoformat()}

    def _span(self, utterance: Utterance, today: date) -> dict[str, Any]:
        """The day `since` one is away, and the `date` on which one is back."""
        first, back = self._rules.span(utterance.words, today)
        named = {"since": first, "date": back}
        return {name: day.isoformat() for name, day in named.items() if day is not None}

    def _moved(self, words: Words, now: datetime) -> dict[str, Any]:
        """The hour a reminder is moved to, and its days where they are named."""
        if not words:
            return {}
        clock = self._rules.moment(words, now)
        rule = self._rules.recurrence(words, now.date())
        day = None if rule else self._rules.day(" ".join(words), words, now.date())
        found: dict[str, Any] = {"hours": [f"{clock[0]:02d}:{clock[1]:02d}"]} if clock else {}
        if rule is not None and rule[1] is None:
            found["rrule"] = rule[0]
        return found | ({"date": day.isoformat()} if day else {})

    def _reminding(self, utterance: Utterance, now: datetime) -> dict[str, Any]:
        """What one wants to be reminded of, `words`, its `hours`, and its days."""
        said = self._rules.reminder(utterance.words, now)
        if said is None:
            return {}
        if not said.words:
            # "Remind me on Sunday at six" is once, and no rhythm.
            on = {"rrule": "", "date": said.day.isoformat()} if said.day else {}
            return on | ({"a_day": True} if said.within else {})
        found: dict[str, Any] = {
            "words": self._normaliser.as_written(utterance.text, said.words),
            "unclear": said.unclear,
            "times": said.rhythm[1] if said.rhythm else None,
            **_hours_and_days(said, utterance.text),
        }
        if said.rest:
            found["rest"] = self._normaliser.as_written(utterance.text, said.rest)
        if said.also:
            found["also"] = [_hours_and_days(one, utterance.text) for one in said.also]
        if said.every:
            found["every"] = said.every
            found["until"] = "{:02d}:{:02d}".format(*said.last) if said.last else ""
        return found | ({"a_day": True} if said.within else {})

    def _when(self, utterance: Utterance, now: datetime | None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        clock = self._rules.moment(utterance.words, now)
        if clock is not None:
            found["time"] = f"{clock[0]:02d}:{clock[1]:02d}"
        rule = self._rules.recurrence(utterance.words, (now or datetime.now()).date())
        if rule is not None:
            found["rrule"] = rule[0]
            if rule[1] is not None:
                found["times"] = rule[1]
        else:
            day = self._rules.day(utterance.text, utterance.words, (now or datetime.now()).date())
            if day is not None:
                found["date"] = day.isoformat()
        return found


def _hours_and_days(said: Reminding, text: str) -> dict[str, Any]:
    return {
        "hours": [f"{hour:02d}:{minute:02d}" for hour, minute in said.hours],
        "half": said.half,
        "rrule": as_written(said.rhythm[0], text) if said.rhythm else "",
        "date": said.day.isoformat() if said.day else "",
    }


def _without(words: str, ending: str) -> str:
    return words[: -len(ending)] if words.lower().endswith(ending) else words
