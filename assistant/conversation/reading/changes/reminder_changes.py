"""What is said of reminders there are: asked about, left out today, moved to other hours or days.

"Do I have a reminder today", "not today for ring my gran", "change the reminder to half past nine
every day except Sunday". Right after one was set, other words that only tell when put it right:
"no, in the morning, every day", "not Sundays though".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.when_said import WhenSaid, when_said
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.dialogues.reminder import SETS
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import mentioned
from intents import Choice, Command, Date, Importance, Meaning, Outcome, Rating, Time, YesNo
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

SET = "set_reminder"
CHANGE, SKIP, ASKED = "change_reminder", "skip_today", "reminders_asked"
"""The intents."""
SET_NOW = ("reminder.set_own.", "reminder.set", "reminder.moved", "certain.reminds")
"""How the keys begin by which a reminder is said back that was set just now."""
A_NAME = 6
"""A reminder is named in no more words."""
A_SENTENCE = 24
"""In more words nothing of the kind is looked for."""


def of_kept_reminders(language: Language, text: str, context: Context) -> Meaning | None:
    """What `text` says of the reminders there are; `None` for nothing of the kind."""
    words = list(language.words(text))
    if not 0 < len(words) <= A_SENTENCE:
        return None
    reader = _Reader(language, context, phrases_of(language.name))
    found = reader.asked(words) or reader.left_out(words) or reader.changed(words)
    if found is None:
        return None
    intent, slots = found
    if (which := slots.get("which", "")) and which not in context.goals:
        slots = {**slots, "which": _as_said(language, text, which.split())}
    return Meaning(tidy(text, language.name), "command", intent, score=1.0, slots=slots)


def _as_said(language: Language, text: str, name: Sequence[str]) -> str:
    """The words of a name as they were said, of those in normal form."""
    said = text.split()
    own = [word for word in said if set(language.words(word)) & set(name)]
    return " ".join(own).lower() or " ".join(name)


class _Reader:
    def __init__(self, language: Language, context: Context, phrases: Phrases) -> None:
        self._language = language
        self._context = context
        self._phrases = phrases
        self._at_menu = isinstance(context.expects, Command)

    # Questions ----------------------------------------------------------------------------------

    def asked(self, words: list[str]) -> tuple[str, dict[str, Any]] | None:
        """A question about reminders, with the hour, the day and the name in it."""
        if isinstance(self._context.expects, Open) and not self._at_menu:
            return None
        for rest in self._after_leads(words):
            for name in ("missed", "asks"):
                lead = self._phrases.longest_start(f"reminder.{name}", " ".join(rest))
                if not lead:
                    continue
                slots = self._asked_for(rest[len(lead.split()) :])
                if slots is None:
                    continue
                return ASKED, {**slots, **({"missed": True} if name == "missed" else {})}
        return None

    def _asked_for(self, words: list[str]) -> dict[str, Any] | None:
        """The hour, the day and the name that follow a question; `None` where it is another."""
        slots: dict[str, Any] = {}
        words = self._without(words, "reminder.tails")
        for size in range(min(len(words), A_NAME), 0, -1):
            tail = " ".join(words[-size:])
            time = self._language.understand(tail, Time(), now=self._context.now)
            day = self._language.understand(tail, Date(), now=self._context.now)
            if time.kind != "answer" and day.kind != "answer":
                continue
            if not all(map(self._is_of_when, words[-size:])):
                continue
            if time.kind == "answer":
                slots["hours"] = [time.value]
            if day.kind == "answer":
                slots["date"] = str(day.value)
            words = words[:-size]
            break
        at = next((at for at, w in enumerate(words) if self._is_of_when(w)), None)
        if at is not None and not slots.get("date"):
            day = self._language.understand(words[at], Date(), now=self._context.now)
            if day.kind == "answer":
                slots["date"] = str(day.value)
                words = words[:at] + words[at + 1 :]
        named = [word for word in words if not self._is_filler(word)]
        if len(named) > A_NAME:
            return None
        if named:
            slots["which"] = self._named(" ".join(words)) or " ".join(named)
        return slots

    # Left out today -----------------------------------------------------------------------------

    def left_out(self, words: list[str]) -> tuple[str, dict[str, Any]] | None:
        """That a reminder is not said today: "not today for ring my gran", "skip the pills today".

        Without a word for a reminder it is so at the menu only: elsewhere it may be an answer.
        """
        speaks = any(self._phrases.has("reminder.names_it", w) or w == "remind" for w in words)
        if not self._at_menu and not speaks:
            return None
        if isinstance(self._context.expects, Open) and not self._at_menu:
            return None
        for rest in self._after_leads(words):
            said = " ".join(rest)
            lead = self._phrases.longest_start("reminder.not_today", said)
            if lead:
                name = rest[len(lead.split()) :]
            elif lead := self._phrases.longest_start("reminder.leaves_today", said):
                name = self._without(rest[len(lead.split()) :], "reminder.tails")
                until = self._without(name, "reminder.today")
                if not until or until == name:
                    continue
                name = until
            else:
                continue
            if len(name) > A_NAME or (when_said(self._language, name, None) if name else None):
                continue
            name = [word for word in name if not self._phrases.has("reminder.names_it", word)]
            named = self._named(" ".join(name))
            bare = not any(not self._phrases.has("reminder.of_it", word) for word in name)
            if (
                not bare
                and not named
                and not speaks
                and not self._phrases.has("reminder.not_today", lead)
            ):
                continue  # "Skip the small talk today" is about none.
            return SKIP, {} if bare else {"which": named or " ".join(name)}
        return None

    # Changed ------------------------------------------------------------------------------------

    def changed(self, words: list[str]) -> tuple[str, dict[str, Any]] | None:
        """Another hour or other days of a reminder: of the one named, or set just now."""
        ask = self._context.ask
        if ask is not None and (SET in ask.also or ask.key in SETS):
            return None  # A reminder is offered or being set, and the words answer that.
        if (named := self._of_the_one_named(words)) is not None:
            return named
        set_now = any(say.key.startswith(SET_NOW) for say in self._context.said)
        closed = (YesNo, Choice, Outcome, Rating, Importance, Time, Date)
        if not set_now or (
            isinstance(self._context.expects, closed) and not self._puts_right(words)
        ):
            return None
        if isinstance(self._context.expects, Open) and not self._puts_right(words):
            return None
        plain = [word for word in words if not self._phrases.has("repair.adds_to_days", word)]
        for rest in self._after_leads(plain):
            for tail in self._after(rest, "reminder.changes"):
                when = self._when(tail)
                if when is None:
                    continue
                if len(plain) == len(words):
                    return CHANGE, {"last": True, **when.slots}
                if when.rrule and not when.hours:
                    return CHANGE, {"last": True, "more": when.rrule}  # "Fridays too."
        return None

    def _of_the_one_named(self, words: list[str]) -> tuple[str, dict[str, Any]] | None:
        """ "Change the pills reminder to nine", "take Sunday off the reminder"."""
        at = next((n for n, w in enumerate(words) if self._phrases.has("reminder.names_it", w)), 0)
        before, after = words[:at], words[at + 1 :]
        if isinstance(self._context.expects, Open) and not self._at_menu:
            return None
        for rest in self._after_leads(before):
            for head in self._after(rest, "reminder.changes"):
                if not head or not self._phrases.has("reminder.the_one", head[0]):
                    continue
                if any(self._phrases.has("reminder.another_one", word) for word in head):
                    continue
                for tail in self._after(after, "reminder.to_when"):
                    when = self._when(tail) if tail else None
                    if when is not None and len(head) <= A_NAME:
                        return CHANGE, {**self._which(head[1:]), **when.slots}
        return self._taken_off(before, after) or self._not_on(words)

    def _not_on(self, words: list[str]) -> tuple[str, dict[str, Any]] | None:
        """ "No reminders on Sundays"."""
        for rest in self._after_leads(words):
            lead = self._phrases.longest_start("reminder.not_on", " ".join(rest))
            days = self._when(rest[len(lead.split()) :]) if lead else None
            if days is not None and days.rrule and not (days.hours or days.without):
                return CHANGE, {**self._which([]), "without": days.rrule}
        return None

    def _taken_off(self, before: list[str], after: list[str]) -> tuple[str, dict[str, Any]] | None:
        """ "Take Sunday off the reminder", where it is named last."""
        if self._without(after, "reminder.tails"):
            return None
        for rest in self._after_leads(before):
            for at in range(1, len(rest)):
                off = self._phrases.longest_start("reminder.taken_off", " ".join(rest[at:]))
                name = rest[at + len(off.split()) :] if off else []
                if not name or not self._phrases.has("reminder.the_one", name[0]):
                    continue
                if rest[0] == "take":
                    rest = ["leave", "out", *rest[1:]]
                    at += 1
                when = self._when(rest[:at])
                if when is not None and when.without:
                    return CHANGE, {**self._which(name[1:]), **when.slots}
        return None

    def _which(self, name: list[str]) -> dict[str, Any]:
        """The slots that say which reminder; the one set just now where none is named."""
        if name:
            return {"which": self._named(" ".join(name)) or " ".join(name)}
        set_now = any(say.key.startswith(SET_NOW) for say in self._context.said)
        return {"last": True} if set_now else {}

    def _when(self, words: list[str]) -> WhenSaid | None:
        return when_said(self._language, words, self._context.now)

    def _puts_right(self, words: Sequence[str]) -> bool:
        return bool(self._phrases.longest_start("reminder.puts_right", " ".join(words)))

    # Words --------------------------------------------------------------------------------------

    def _named(self, said: str) -> str:
        """The title of the goal that words name; "" for none."""
        weak = self._phrases.table["function_words"] | self._phrases.table["before_a_name"]
        goals = self._context.goals
        found = mentioned(said.split(), goals, tuple(weak), inflection(self._language.name))
        return found[0] if found else ""

    def _after_leads(self, words: list[str]) -> list[list[str]]:
        """What is left without the words that lead up to it, the shortest first; last the words."""
        return self._phrases.after_leads("reminder.leads", words)[::-1]

    def _after(self, words: list[str], name: str) -> list[list[str]]:
        """What stands after an entry of a list, and the words themselves."""
        lead = self._phrases.longest_start(name, " ".join(words))
        return [words[len(lead.split()) :], words] if lead else [words]

    def _without(self, words: list[str], name: str) -> list[str]:
        """Words without an entry of a list at their end."""
        for size in range(min(5, len(words)), 0, -1):
            if self._phrases.has(name, " ".join(words[-size:])):
                return self._without(words[:-size], name)
        return words

    def _is_filler(self, word: str) -> bool:
        names = ("reminder.of_it", "reminder.fill", "reminder.names_it", "function_words")
        return any(self._phrases.has(name, word) for name in names)

    def _is_of_when(self, word: str) -> bool:
        names = ("rhythm_words", "reminder.tells_when", "reminder.fill", "half_of_day")
        return word[0].isdigit() or any(self._phrases.has(name, word) for name in names)
