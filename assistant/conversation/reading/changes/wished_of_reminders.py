"""What is wished of a reminder that is named, and what puts right the one set just now.

"Cancel the one at nine fifty", "the friday one should just say ring marcus", "the reminder of the
dutch words make it only monday to friday", "no not every day, only week days".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.changes.reminder_changes import CHANGE, SET_NOW
from assistant.conversation.reading.changes.reminder_named import (
    Named,
    is_reference,
    reminders_named,
)
from assistant.conversation.reading.changes.when_pieces import (
    WhenPiece,
    denied_hours,
    only_denied,
    what_is_meant,
    when_pieces,
)
from assistant.conversation.reading.changes.when_said import (
    WhenSaid,
    days_left_out,
    is_reason,
    when_and_why,
    when_said,
)
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.said_words import as_said
from assistant.dialogues.reminder import SETS, half_a_day_on
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import shared_words
from assistant.practice.reminders import set_with
from assistant.practice.reminders_there import ReminderThere
from intents import Date, Dictation, Meaning, Outcome, Recurrence, Sound, Time, YesNo
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

CANCEL, LIST = "cancel_reminder", "list_reminders"
A_SENTENCE = 32
"""In more words nothing of the kind is looked for."""
TALKS_OF_THEM = ("reminder.", "certain.remind")
"""How the keys begin by which reminders are talked of."""
OTHER_WORDS, FEW_OTHER_WORDS = 3, 1
"""So many words may tell something else beside a correction: right after, and later."""
A_LEAD = 4
"""Among so many first words a correction begins."""

Wish = tuple[str, dict[str, Any]]


def of_named_reminders(language: Language, text: str, context: Context) -> Interpretation | None:
    """What `text` wishes of the reminders there are; `None` for nothing of the kind."""
    expects = context.expects
    if context.ask is None or context.paused or context.safety_talk or context.one_part:
        return None
    if isinstance(expects, Dictation | Sound):
        return None
    words = list(language.words(text))
    if not 1 < len(words) <= A_SENTENCE:
        return None
    reader = _Reader(language, context, phrases_of(language.name), text)
    wishes = reader.wishes(words)
    if not wishes and (refused := reader.refused_at_last(words)) is not None:
        return _no_and(refused, text, language)
    if not wishes and (right := reader.put_right(words)) is not None:
        wishes = [right]
    if not wishes:
        return None
    said, end = tidy(text, language.name), len(text.split())
    intent, slots = wishes[0]
    acts = tuple(Act("command", 0, end, name, slots=of, words=said) for name, of in wishes)
    return Interpretation(Meaning(said, "command", intent, score=1.0, slots=slots), acts)


def _was_so(one: ReminderThere, pieces: Sequence[WhenPiece]) -> bool:
    """Whether what is denied is the hour or the day of a reminder: "not tomorrow"."""
    denied = [piece.when for piece in pieces if piece.denied]
    return any(
        one.time in when.hours
        or (when.half and one.time in map(half_a_day_on, when.hours))
        or (bool(when.date) and when.date == one.day)
        or (bool(when.rrule) and not one.day and when.rrule == one.rrule)
        for when in denied
    )


def _no_and(wish: Wish, text: str, language: Language) -> Interpretation:
    """A no to what is asked, and a wish with it."""
    said, end = tidy(text, language.name), len(text.split())
    answer = Meaning(said, "answer", value=False, score=1.0)
    name, slots = wish
    no = Act("answer", 0, 1, value=False, words=said)
    return Interpretation(answer, (no, Act("command", 1, end, name, slots=slots, words=said)))


class _Reader:
    def __init__(self, language: Language, context: Context, phrases: Phrases, text: str) -> None:
        self._language = language
        self._context = context
        self._phrases = phrases
        self._text = text
        said = (*(say.key for say in context.said), context.ask.key if context.ask else "")
        self._talked_of = any(key.startswith(TALKS_OF_THEM) for key in said)
        self._setting = context.ask is not None and context.ask.key in SETS

    def wishes(self, words: list[str]) -> list[Wish]:
        """The wish that the words are, or the two that are joined by "and"."""
        for at in range(2, len(words) - 2):
            if self._phrases.has("reminder.joins", words[at]):
                first, second = self._wish(words[:at]), self._wish(words[at + 1 :])
                if first is not None and second is not None:
                    return [first, second]
        found = self._wish(words)
        return [found] if found is not None else []

    def _wish(self, words: list[str]) -> Wish | None:
        rests = self._phrases.after_leads("reminder.leads", words)[::-1]
        for read in (self._listed, self._cancelled, self._renamed, self._changed):
            for rest in rests:
                if (found := read(rest)) is not None:
                    return found
        return self._with_a_denied_hour(words)

    # The list -----------------------------------------------------------------------------------

    def _listed(self, words: list[str]) -> Wish | None:
        lead = self._phrases.longest_start("reminder.asks_for_all", " ".join(words))
        if not lead and self._talked_of:
            lead = self._phrases.longest_start("reminder.asks_for_them", " ".join(words))
        rest = words[len(lead.split()) :] if lead else ["-"]
        idle = ("reminder.after_all", "reminder.fill", "reminder.tails", "reminder.of_it")
        told = all(any(self._phrases.has(name, word) for name in idle) for word in rest)
        return (LIST, {}) if told else None

    # Cancelled ----------------------------------------------------------------------------------

    def _cancelled(self, words: list[str]) -> Wish | None:
        """ "Cancel the one for today that only says on those days"."""
        verb = self._phrases.longest_start("reminder.cancels", " ".join(words))
        if not verb:
            return None
        rest = self._of_one_clause(words[len(verb.split()) :])
        if not is_reference(rest, self._language.name):
            return None
        named = self._named(rest)
        if named.ids:
            return (CANCEL, {"reminders": list(named.ids)})
        speaks = any(self._phrases.has("reminder.names_it", word) for word in rest)
        if speaks and not self._setting and not self._context.reminders:
            return CANCEL, {}
        if speaks and not named.by and (its := self._of_the_step_talked_of()):
            return CANCEL, {"reminders": its}
        # "The reminder" alone is found by its command.
        named_in_vain = named.by and self._context.reminders
        return (CANCEL, {"which": named.name or " ".join(rest)}) if named_in_vain else None

    def _of_the_step_talked_of(self) -> list[str]:
        """The ids of the reminders of the step that is talked of."""
        step = self._context.talked_of("goal")
        return [o.id for o in self._context.reminders if step and step in (o.step, o.words)]

    def refused_at_last(self, words: list[str]) -> Wish | None:
        """ "No, I want the goal, I don't want the reminder": what is not wanted is the reminder."""
        asks = isinstance(self._context.expects, YesNo) and not self._setting
        if not asks or not self._phrases.has("reminder.bare_no", words[0]):
            return None
        for at in range(2, len(words) - 1):
            if self._phrases.longest_start("reminder.not_wanted", " ".join(words[at:])):
                found = self._cancelled(words[at:])
                return found if found is not None and found[1] else None
        return None

    # Other words --------------------------------------------------------------------------------

    def _renamed(self, words: list[str]) -> Wish | None:
        """ "The friday one should just say ring marcus, leave the rest out"."""
        for at in range(2, len(words) - 1):
            lead = self._phrases.longest_start("reminder.should_say", " ".join(words[at:]))
            if not lead or not is_reference(words[:at], self._language.name):
                continue
            named = self._named(words[:at])
            name = self._name_in(words[at + len(lead.split()) :])
            if named.ids and name:
                return CHANGE, {"reminders": list(named.ids), "renamed": name}
        return self._called(words)

    def _called(self, words: list[str]) -> Wish | None:
        """ "Call the tablets reminder vitamins"."""
        verb = self._phrases.longest_start("reminder.renames", " ".join(words))
        body = words[len(verb.split()) :] if verb else []
        for at in range(2, len(body)):
            rest = body[at:]
            lead = self._phrases.longest_start("reminder.to_name", " ".join(rest))
            ends = self._phrases.has("reminder.names_it", body[at - 1]) or bool(lead)
            if not ends or not is_reference(body[:at], self._language.name):
                continue
            named = self._named(body[:at])
            name = self._name_in(rest[len(lead.split()) :])
            if named.ids and name:
                return CHANGE, {"reminders": list(named.ids), "renamed": name}
        return None

    def _name_in(self, words: list[str]) -> str:
        """The name that words begin with, as it was said, without what only ends it."""
        for at in range(1, len(words)):
            if self._phrases.longest_start("reminder.after_name", " ".join(words[at:])):
                words = words[:at]
                break
        if when_and_why(self._language, words, self._context.now) is not None:
            return ""  # "It should say nine": at another hour.
        return as_said(self._language, self._text, words)

    # Other hours and days -----------------------------------------------------------------------

    def _changed(self, words: list[str]) -> Wish | None:
        """ "Move the postbox reminder from nine fifty to ten fifty every day"."""
        verb = self._phrases.longest_start("reminder.changes", " ".join(words))
        body = words[len(verb.split()) :]
        for at, start in self._splits(body, verb=bool(verb)):
            if not is_reference(body[:at], self._language.name):
                continue
            when = when_and_why(self._language, body[start:], self._context.now)
            when = when or self._meant_after(body[start:])
            named = self._named(body[:at]) if when is not None else Named()
            if when is not None and named.ids:
                return self._at(when, named.ids, body[start:])
        return None

    def _splits(self, words: list[str], *, verb: bool) -> Iterator[tuple[int, int]]:
        """Where the name of a reminder ends, and where its other hour or its other days begin.

        Where a verb stands before the name, "to" leads on; else only what says that it shall be.
        """
        names = ("reminder.to_when", "reminder.shall_be") if verb else ("reminder.shall_be",)
        for name in names[::-1]:
            for at in range(2, len(words)):
                lead = self._phrases.longest_start(name, " ".join(words[at:]))
                if lead and at + len(lead.split()) < len(words):
                    yield at, at + len(lead.split())
        if verb:
            yield from ((at, at) for at in range(len(words) - 1, 1, -1))

    def _meant_after(self, words: list[str]) -> WhenSaid | None:
        """What is wanted in place of what is: "still every day, I don't want it on Sunday"."""
        if not self._phrases.longest_start("reminder.still", " ".join(words)):
            return None
        pieces = when_pieces(self._language, words, self._context.now)
        for piece in pieces[1:]:
            before = words[: piece.start]
            near = before[-A_LEAD * 2 :]
            if any(self._phrases.has("reminder.denies", word) for word in near):
                gone = ["not", *words[piece.start : piece.end]]
                without = days_left_out(self._language, gone, self._context.now)
                return WhenSaid(without=without) if without else None
        return what_is_meant(pieces[1:])

    def _with_a_denied_hour(self, words: list[str]) -> Wish | None:
        """ "The study must be at nine, not seven, only tomorrow", of a reminder at seven."""
        pieces = when_pieces(self._language, words, self._context.now)
        denied, meant = denied_hours(pieces), what_is_meant(pieces)
        if not denied or meant is None or not meant.hours or self._tells_a_deed(words):
            return None
        hours = {*denied, *map(half_a_day_on, denied)}
        forms = inflection(self._language.name)
        found = [
            one
            for one in self._context.reminders
            if one.time in hours and shared_words(words, self._content(one), forms)
        ]
        if len(found) != 1:
            return None
        late = found[0].time >= "12:00" and meant.half and meant.hours[0] < "12:00"
        hour = half_a_day_on(meant.hours[0]) if late else meant.hours[0]
        return self._at(replace(meant, hours=(hour,), half=False), (found[0].id,), words)

    def _tells_a_deed(self, words: list[str]) -> bool:
        """Whether it is told when something was done, and nothing said to be otherwise."""
        if isinstance(self._context.expects, Outcome):
            return True
        shall = ("reminder.shall_be", "reminder.changes", "reminder.speaks_of_it")
        return not any(
            self._phrases.longest_start(name, " ".join(words[at:]))
            for at in range(len(words))
            for name in shall
        )

    def _at(self, when: WhenSaid, ids: Sequence[str], words: Sequence[str]) -> Wish:
        slots = {**when.slots, "reminders": list(ids)}
        only = any(self._phrases.has("reminder.just_then", word) for word in words)
        if when.date and only and not when.rrule:
            slots["only_then"] = True
        return CHANGE, slots

    # Put right ----------------------------------------------------------------------------------

    def put_right(self, words: list[str]) -> Wish | None:
        """What puts right the hour or the days of the reminder set just now."""
        fresh = [one for one in self._context.reminders if one.fresh]
        newest = max(fresh, key=lambda one: one.nth, default=None)
        if newest is None or self._setting or not self._denies(words):
            return None
        if self._wants_none(words):
            return None
        if (gone := self._days_taken_out(words, newest)) is not None:
            return gone
        expects = self._context.expects
        now = any(say.key.startswith(SET_NOW) for say in self._context.said)
        if not now and isinstance(expects, Date | Recurrence | Time | Open):
            return None
        if now and (minutes := self._other_minutes(words, newest)):
            return CHANGE, {"reminders": [newest.id], "hours": [minutes]}
        pieces = when_pieces(self._language, words, self._context.now)
        when = what_is_meant(pieces)
        none = only_denied(pieces) if now and not newest.day else ""
        if when is None and "BYDAY" in none:  # "Not Wednesday, that is the one day I don't".
            return CHANGE, {"reminders": self._set_together(newest), "without": none}
        if not now and (self._context.talked_of("goal") or not _was_so(newest, pieces)):
            return None
        if when is None or (not any(p.denied for p in pieces) and not self._wrong(words)):
            return None
        covered = {at for piece in pieces for at in range(piece.start, piece.end)}
        rest = [word for at, word in enumerate(words) if at not in covered]
        own = self._content(newest)
        others = [word for word in rest if not self._says_nothing(word) and word not in own]
        if len(others) > (OTHER_WORDS if now else FEW_OTHER_WORDS) or self._of_others(others):
            return None
        return CHANGE, {"reminders": self._set_together(newest), **when.slots}

    def _other_minutes(self, words: Sequence[str], newest: ReminderThere) -> str:
        """The hour of which only the minutes are put right: "no, twenty five past"; "" for none."""
        if not self._phrases.has("reminder.bare_no", words[0]):
            return ""
        alone = self._language.understand(" ".join(words[1:]), Time(), now=self._context.now)
        whole = self._language.understand(
            f"{newest.time} {' '.join(words)}", Time(), now=self._context.now
        )
        said = alone.kind != "answer" and whole.kind == "answer" and whole.value != newest.time
        return str(whole.value) if said else ""

    def _denies(self, words: Sequence[str]) -> bool:
        """Whether what was said before is denied in the first words."""
        first = words[:A_LEAD]
        return any(self._phrases.has("reminder.denies", word) for word in first) or (
            bool(words) and self._phrases.has("reminder.puts_right", words[0])
        )

    def _wants_none(self, words: Sequence[str]) -> bool:
        """Whether reminders are denied: "no reminders on Tuesdays"."""
        return any(
            self._phrases.has("reminder.speaks_of_it", word)
            and any(
                self._phrases.has("reminder.denies", near) for near in words[max(at - 2, 0) : at]
            )
            for at, word in enumerate(words)
        )

    def _days_taken_out(self, words: list[str], newest: ReminderThere) -> Wish | None:
        """ "No Sundays", of a reminder that comes on several days."""
        if not self._phrases.has("reminder.bare_no", words[0]):
            return None
        when = when_said(self._language, words[1:], self._context.now)
        if when is None or when.hours or when.date or "BYDAY" not in when.rrule:
            return None
        if newest.day:
            return None
        return CHANGE, {"reminders": self._set_together(newest), "without": when.rrule}

    def _wrong(self, words: Sequence[str]) -> bool:
        return any(self._phrases.has("reminder.denies", word) for word in words[:A_LEAD])

    def _of_others(self, words: Sequence[str]) -> bool:
        """Whether other words name a step: then its own days may be meant."""
        forms = inflection(self._language.name)
        titles = [self._language.words(goal) for goal in self._context.goals]
        weak = self._phrases.table["function_words"]
        strong = [[word for word in title if word not in weak] for title in titles]
        return any(shared_words(words, title, forms) for title in strong)

    def _set_together(self, newest: ReminderThere) -> list[str]:
        """The ids of all hours that were set with it."""
        together = set_with(newest.id)
        found = [o.id for o in self._context.reminders if set_with(o.id) == together]
        return found or [newest.id]

    # Words --------------------------------------------------------------------------------------

    def _named(self, words: list[str]) -> Named:
        """The reminders that a reference names; none where it may stand for something else."""
        named = reminders_named(self._language, words, self._context)
        speaks = any(self._phrases.has("reminder.names_it", word) for word in words)
        sure = speaks or self._talked_of or "hour" in named.by
        fresh = any(one.fresh for one in self._context.reminders)
        return named if sure or (fresh and named.by & {"day", "name"}) else Named()

    def _of_one_clause(self, words: list[str]) -> list[str]:
        """Words up to where a clause of its own begins, without what only ends them."""
        for at in range(2, len(words)):
            if is_reason([words[at]], self._language.name) and not self._phrases.has(
                "reminder.leads_to_name", words[at - 1]
            ):
                words = words[:at]
                break
        while words and self._phrases.has("reminder.tails", words[-1]):
            words = words[:-1]
        return words

    def _content(self, one: ReminderThere) -> list[str]:
        weak = self._phrases.table["function_words"]
        said = self._language.words(f"{one.words} {one.step}")
        return [word for word in said if word not in weak]

    def _says_nothing(self, word: str) -> bool:
        idle = (
            "reminder.denies", "reminder.fill", "reminder.joins", "reminder.leads",
            "reminder.of_it", "reminder.puts_right", "reminder.tails",
            "reminder.names_it", "reminder.says", "function_words",
        )  # fmt: skip
        return any(self._phrases.has(name, word) for name in idle)
