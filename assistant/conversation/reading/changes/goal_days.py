"""Reads other days for a goal: "change the walk to working days", "take Sunday off the walk".

A goal that is for once gets another day: "can you give me till Monday for my letter". What is said
after the days as a reason is left out, and the days are said back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.when_said import WhenSaid, is_reason, when_said
from assistant.conversation.reading.named import nothing_in
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import mentioned
from intents import Command, Date, Meaning, Recurrence, Time
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

A_SENTENCE = 24
"""In more words nothing of the kind is looked for."""
A_NAME = 6
"""A goal is named in no more words."""
A_DAY = 5
"""A day is said in no more words."""


def of_goal_days(language: Language, text: str, context: Context) -> Meaning | None:
    """The command to give a goal the days that `text` tells; `None` for none."""
    words = list(language.words(text))
    open_or_when = isinstance(context.expects, Open | Date | Recurrence | Time)
    at_menu = isinstance(context.expects, Command)
    if not context.goals or not 2 < len(words) <= A_SENTENCE or (open_or_when and not at_menu):
        return None
    reader = _Reader(language, context, phrases_of(language.name))
    slots = reader.changed(words) or reader.more_time(words)
    return (
        Meaning(tidy(text, language.name), "command", "change_goal", score=1.0, slots=slots)
        if slots
        else None
    )


class _Reader:
    def __init__(self, language: Language, context: Context, phrases: Phrases) -> None:
        self._language = language
        self._context = context
        self._phrases = phrases

    def changed(self, words: list[str]) -> dict[str, Any] | None:
        """ "Change the walk to working days", "take Sunday off the walk"."""
        if any(self._phrases.has("reminder.speaks_of_it", word) for word in words):
            return None
        for rest in self._phrases.after_leads("reminder.leads", words):
            lead = self._phrases.longest_start("goal_changes", " ".join(rest))
            body = rest[len(lead.split()) :] if lead else []
            for at in range(1, min(len(body), A_NAME + 1)):
                if (goal := self._goal(body[:at])) and (when := self._days(body[at:])):
                    return {"goal": goal, **when}
            if (found := self._taken_off(rest)) is not None:
                return found
        return None

    def _taken_off(self, words: list[str]) -> dict[str, Any] | None:
        """ "Take Sunday off the walk"."""
        for at in range(2, len(words)):
            off = self._phrases.longest_start("reminder.taken_off", " ".join(words[at:]))
            goal = self._goal(words[at + len(off.split()) :]) if off else ""
            when = self._when(words[:at]) if goal else None
            if when is not None and when.without:
                return {"goal": goal, "without": when.without}
        return None

    def more_time(self, words: list[str]) -> dict[str, Any] | None:
        """ "Give me till Monday for my letter": the goal, and its new day."""
        for rest in self._phrases.after_leads("reminder.leads", words):
            lead = self._phrases.longest_start("reminder.more_time", " ".join(rest))
            if not lead:
                continue
            body = rest[len(lead.split()) :]
            for at, word in enumerate(body):
                if not self._phrases.has("reminder.until", word):
                    continue
                for end in range(min(len(body), at + 1 + A_DAY), at + 1, -1):
                    day = self._day(body[at + 1 : end])
                    goal = self._goal([*body[:at], *body[end:]]) if day else ""
                    if goal:
                        return {"goal": goal, "date": day}
        return None

    def _days(self, words: list[str]) -> dict[str, Any] | None:
        """The days that are told, as slots; a reason may follow them."""
        lead = self._phrases.longest_start("reminder.to_when", " ".join(words))
        tail = words[len(lead.split()) :] if lead in ("", *self._leads_to_days) else words
        for end in range(len(tail), 0, -1):
            if end < len(tail) and not is_reason(tail[end:], self._language.name):
                continue
            when = self._when(tail[:end])
            if when is None or when.hours or when.part:
                continue
            return self._as_slots(when)
        return None

    @property
    def _leads_to_days(self) -> frozenset[str]:
        return self._phrases.table["reminder.before_days"]

    def _as_slots(self, when: WhenSaid) -> dict[str, Any] | None:
        rrule = when.rrule or when.bound
        if not rrule and not when.date:
            return {"without": when.without} if when.without else None
        slots: dict[str, Any] = {"often": {"rrule": rrule, "times": None}} if rrule else {}
        return {**slots, **({"date": when.date} if when.date else {})}

    def _day(self, words: list[str]) -> str:
        said = self._language.understand(" ".join(words), Date(), now=self._context.now)
        when = self._when(words) if said.kind == "answer" else None
        return str(said.value) if when is not None else ""

    def _goal(self, words: list[str]) -> str:
        """The goal that is named by these words and by no others; "" for none."""
        weak = self._phrases.table["function_words"] | self._phrases.table["before_a_name"]
        weak |= self._phrases.table["kind.goal"] | self._phrases.table["goal_word"]
        weak |= frozenset(nothing_in(self._language, self._context.goals))
        kin = inflection(self._language.name)
        found = mentioned(words, self._context.goals, tuple(weak), kin)
        if found is None:
            return ""
        own = set(self._language.words(found[0]))
        rest = [w for w in [*words[: found[1]], *words[found[2] :]] if w not in own]
        return found[0] if all(word in weak or self._is_of_it(word) for word in rest) else ""

    def _is_of_it(self, word: str) -> bool:
        return self._phrases.has("reminder.of_it", word)

    def _when(self, words: list[str]) -> WhenSaid | None:
        return when_said(self._language, words, self._context.now) if words else None
