"""What a command carries: the words of its slots, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from intents.normal import Spoken, Words
from intents.rules import Rules

_WHEN = frozenset({"set_reminder"})


class Slots:
    """Reads the slots of a language's commands."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def read(
        self, intent: str, said: Mapping[str, Words], spoken: Spoken, now: datetime | None
    ) -> Mapping[str, Any]:
        """The slots of `intent`: the words said, and `time`, `date` and `rrule` of a reminder."""
        found: dict[str, Any] = {name: " ".join(words) for name, words in said.items()}
        if intent in _WHEN:
            found |= self._when(spoken, now)
        return MappingProxyType(found)

    def _when(self, spoken: Spoken, now: datetime | None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        time = self._rules.time_of_day(spoken.words, now)
        if time is not None:
            found["time"] = time
        rule = self._rules.recurrence(spoken.words)
        if rule is not None:
            found["rrule"] = rule[0]
            if rule[1] is not None:
                found["times"] = rule[1]
        else:
            day = self._rules.day(spoken.text, spoken.words, (now or datetime.now()).date())
            if day is not None:
                found["date"] = day.isoformat()
        return found
