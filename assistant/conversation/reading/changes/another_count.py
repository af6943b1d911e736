"""Reads how many times instead, where a step was kept just now: "let us say two times to begin"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.conversation.reading.phrases import phrases_of
from intents import Recurrence
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

A_COUNT = 2
"""A count has at most so many words: "two times"."""


def another_count(
    language: Language, words: Sequence[str], rrule: str, times: int, now: datetime | None
) -> Mapping[str, Any] | None:
    """The rhythm `rrule` with another count than `times` in each period; `None` for no other."""
    phrases, rhythm = phrases_of(language.name), RecurrenceSet.parse(rrule)
    period = next(iter(phrases.table.get(f"repair.per_{rhythm.unit.lower()}", ())), "")
    if not times or not period or rhythm.interval > 1:
        return None
    for begun in range(len(words) - 1, -1, -1):
        lead = phrases.longest_start("reminder.leads_to_other", " ".join(words[begun:]))
        at = begun + len(lead.split())
        for end in range(min(at + A_COUNT, len(words)), at, -1) if lead else ():
            after = " ".join(words[end:])
            if after and phrases.longest_start("repair.to_begin", after) != after:
                continue
            said = " ".join((*words[at:end], period))
            read = language.understand(said, Recurrence(), now=now)
            count = read.value["times"] if read.kind == "answer" else None
            if count and count != times:
                return {"rrule": rrule, "times": count}
    return None
