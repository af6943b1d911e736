"""Wishes for a reminder that are read by what was asked or said just before.

"Yes at ten to four" to the offer to remind of a plan, "no just this once to tell Owen" to what was
said back, "yes I want a reminder" where a step is talked of, "cancel it" while one is being set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.goal_requests import PLAINLY
from assistant.conversation.reading.changes.reckoned_reminders import before_the_step
from assistant.conversation.reading.changes.when_said import (
    WhenSaid,
    days_left_out,
    when_and_why,
    when_said,
)
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.dialogues.reminder import SAID_BACK, SETS
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import mentioned
from assistant.practice.schedule import Schedule, left_out
from intents import Command, Date, Dictation, Meaning, Recurrence, Time, YesNo
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

SET = "set_reminder"
TALKS_OF_STEPS = ("goal.", "certain.", "change_goal.")
"""How the questions begin in which a step is talked of."""
WHEN = ("hours", "time", "half", "rrule", "date", "also")
"""The slots that say when to remind."""
REMINDS_OF_A_STEP = "certain.remind_"
"""How the questions begin by which a reminder of a step is set."""
AT_WHAT_TIME, FROM_WHAT_TIME = "reminder.at_what_time", "reminder.from_what_time"
UNTIL_WHAT_TIME = "reminder.until_what_time"
FIRST_WORDS = 6
"""Among so many words such a wish begins."""
A_FEW_BEFORE = 6
"""So many words may stand before it where an open question was asked, but for one."""
A_SENTENCE = 30
"""In more words no such wish is looked for."""


def _without_no(text: str, phrases: Phrases) -> str:
    """Words without a no to the rest of the offer: "no, only remind me at nine"."""
    lead = phrases.longest_start("no_but_this", text.lower().replace(",", ""))
    return " ".join(text.split()[len(lead.split()) :]) if lead else text


def of_a_reminder(language: Language, text: str, context: Context) -> Interpretation | None:
    """What `text` says of a reminder, given what was asked; `None` for nothing of the kind."""
    ask, words = context.ask, text.split()
    dictated = isinstance(context.expects, Dictation)
    if (
        ask is None
        or dictated
        or context.paused
        or context.one_part
        or not 0 < len(words) <= A_SENTENCE
    ):
        return None
    reader = _Reader(language, context, phrases_of(language.name))
    meaning: Meaning | None = None
    if ask.key in SETS or ask.key.startswith((SAID_BACK, REMINDS_OF_A_STEP)):
        meaning = reader.while_setting(text)
    if meaning is None and SET in ask.also:
        meaning = reader.of_the_step_planned(_without_no(text, phrases_of(language.name)))
    if meaning is None and isinstance(ask.expects, Open):
        meaning = reader.in_place_of_a_thought(text, "asks_to_be_reminded")
    if meaning is None and isinstance(ask.expects, Command):
        meaning = reader.in_place_of_a_thought(text, "has_to_remember")
    return Interpretation.of(meaning) if meaning is not None else None


def of_what_is_talked_of(wish: Meaning, context: Context, language: str) -> Meaning:
    """A wish to be reminded, with the step that it is about where it names nothing else."""
    slots, phrases = dict(wish.slots), phrases_of(language)
    said = str(slots.get("words", "")).lower()
    vague = not said or phrases.has("talked_of", said) or phrases.has("reminds_of_what", said)
    if said and all(phrases.has("reminder_answers", word) for word in said.split()):
        vague, said = True, ""  # "Yes, remind me at six".
    if not vague or "about" in slots:
        return wish
    slots.pop("words", None)
    if goal := _step_talked_of(context):
        slots["goal"] = goal
    elif said:
        slots["of_what"] = True
    return Meaning(wish.text, wish.kind, wish.intent, score=wish.score, slots=slots)


def _step_talked_of(context: Context) -> str:
    """The title of the step that is asked of, or that was spoken of just now."""
    ask = context.ask
    if ask is None or not ask.key.startswith(TALKS_OF_STEPS):
        return ""
    for words in (ask.words, *(say.words for say in reversed(context.said))):
        if title := str(words.get("goal", "")):
            return title
    return ""


class _Reader:
    """Reads an utterance to one question."""

    def __init__(self, language: Language, context: Context, phrases: Phrases) -> None:
        self._language = language
        self._context = context
        self._phrases = phrases

    # While a reminder is being set ---------------------------------------------------------------

    def while_setting(self, text: str) -> Meaning | None:
        """Another reminder, or none, in place of the one that is being set."""
        ask = self._context.ask
        assert ask is not None
        said = tidy(text, self._language.name)
        if self._leaves_it(said):
            if isinstance(ask.expects, YesNo):
                return Meaning(said, "answer", value=False, score=1.0)
            return Meaning(said, "command", "skip", score=1.0)
        if ask.key == AT_WHAT_TIME and (anew := self._said_anew(said)):
            return Meaning(said, "answer", value=anew, score=1.0)
        if ask.key == FROM_WHAT_TIME and (span := self._span(said)):
            return Meaning(said, "answer", value=span, score=1.0)
        if ask.key == UNTIL_WHAT_TIME and (end := self._end_in_its_half(said)):
            return Meaning(said, "answer", value=end, score=1.0)
        if ask.key.endswith(".at_what_time") and (when := self._day_too(said)):
            return Meaning(said, "answer", value=when, score=1.0)
        if ask.key.startswith(REMINDS_OF_A_STEP):
            return None
        if not ask.key.startswith(SAID_BACK):
            wish = self._wish(said)
            own = wish is not None and str(wish.slots.get("words", ""))
            return wish if own else None
        rest, led = self._after_a_lead(said)
        other = self._with_a_lead(rest)
        changed = {name: other[name] for name in ("words", *WHEN) if other.get(name)}
        if self._phrases.longest_start("only_once", rest.lower()) or self._says("only_once", rest):
            changed["once"] = True
        if not (set(changed) & {"words", "once"}) and not (led and changed.get("rrule")):
            return None
        if "words" in changed and not self._names_what(rest):
            del changed["words"]
        if not changed:
            return None
        if "hours" not in changed:
            changed.pop("half", None)
        return Meaning(said, "answer", value=changed, score=1.0)

    def _leaves_it(self, said: str) -> bool:
        """Whether the words say that no reminder is wanted: "ok cancel that"."""
        rest, _ = self._after_a_lead(said)
        for words in (said, rest):
            plain = words.lower().rstrip(" .!")
            if self._phrases.has("cancel_it", plain) or self._phrases.has(
                "no_reminder_then", plain
            ):
                return True
        return False

    def _names_what(self, rest: str) -> bool:
        """Whether a word leads to what to be reminded of: "to tell Owen", "about the phone"."""
        return any(self._phrases.has("leads_to_what", word) for word in rest.lower().split()[:-1])

    def _span(self, said: str) -> dict[str, Any]:
        """Both ends of a span of hours: "between nine and five"."""
        lead = next(iter(self._phrases.table["reminder.wish_in_a_span"]), "")
        wish = self._language.understand(f"{lead} {said}", Command(), now=self._context.now)
        hours, slots = wish.slots.get("hours", ()), wish.slots
        if slots.get("every"):
            both = bool(hours) and bool(slots.get("until"))
            return {"time": hours[0], "until": slots["until"]} if both else {}
        return {"time": hours[0], "until": hours[-1]} if len(hours) > 1 else {}

    def _end_in_its_half(self, said: str) -> dict[str, Any]:
        """An hour with its half of the day, "nine in the morning"; nothing where that is open."""
        lead = next(iter(self._phrases.table["reminder.wish_at_an_hour"]), "")
        wish = self._language.understand(f"{lead} {said}", Command(), now=self._context.now)
        hours, slots = wish.slots.get("hours", ()), wish.slots
        other = slots.get("half") or slots.get("rrule") or slots.get("date")
        other = other or not lead.endswith(slots.get("words") or said)
        return {"time": hours[0]} if len(hours) == 1 and not other else {}

    def _day_too(self, said: str) -> dict[str, Any]:
        """The hour with the day or the rhythm said beside it: "three o'clock tomorrow"."""
        read = self._language.understand
        time = read(said, Time(), now=self._context.now)
        day = read(said, Date(), now=self._context.now)
        often = read(said, Recurrence(), now=self._context.now)
        if time.kind != "answer" or "answer" not in (day.kind, often.kind):
            return {}
        if day.kind == "answer":
            return {"time": time.value, "date": day.value}
        counted = often.value["times"] or "ONCE" in often.value["rrule"]
        return {} if counted else {"time": time.value, "rrule": often.value["rrule"]}

    def _with_a_lead(self, rest: str) -> Mapping[str, Any]:
        """What the words say as a wish to be reminded."""
        words = self._without_other_things(rest)
        lead = next(iter(self._phrases.table["reminder_lead"]), "")
        for said in (words, f"{lead} {words}"):
            wish = self._language.understand(said, Command(), now=self._context.now)
            if wish.intent == SET and wish.slots:
                return wish.slots
        return {}

    def _without_other_things(self, rest: str) -> str:
        """The words up to those that say what is not meant: "not a check-in"."""
        words = rest.split()
        for at in range(len(words)):
            if self._phrases.longest_start("not_a_checkin", " ".join(words[at:]).lower()):
                return " ".join(words[:at])
        return rest

    def _says(self, name: str, text: str) -> bool:
        said = f" {text.lower()} "
        return any(f" {phrase} " in said for phrase in self._phrases.table[name])

    def _after_a_lead(self, said: str) -> tuple[str, bool]:
        """The words after a no or a yes, and whether one stood there."""
        words, led = said.split(), False
        while words and self._phrases.has("reminder_answers", words[0].lower().strip(",.")):
            words, led = words[1:], True
        return " ".join(words), led

    # Where an open question was asked -------------------------------------------------------------

    def in_place_of_a_thought(self, text: str, begins: str) -> Meaning | None:
        """A wish to be reminded that the whole utterance is; `begins` lists how it begins."""
        said = tidy(text, self._language.name)
        words = said.split()
        whole = self._whole_wish(said)
        timed = whole is not None and any(map(whole.slots.get, ("hours", "date", "rrule")))
        sure = timed and whole is not None and bool(whole.slots.get("words"))
        for at in range(len(words) if sure else min(len(words), A_FEW_BEFORE)):
            rest = " ".join(words[at:])
            if not self._phrases.longest_start(begins, rest.lower()):
                continue
            if at and self._phrases.has("reminded_by_others", words[at - 1].lower()):
                return None
            wish = whole or self._wish(rest)
            when = wish is not None and any(map(wish.slots.get, WHEN))
            if wish is None or wish.score < 1 or not ("words" in wish.slots or when):
                return None
            slots = wish.slots if "words" in wish.slots else {**wish.slots, "of_what": True}
            named = replace(wish, text=said, slots=slots)
            return of_what_is_talked_of(named, self._context, self._language.name)
        return None

    def _whole_wish(self, said: str) -> Meaning | None:
        """The wish to be reminded that all of the words are: "in an hour tell me to call"."""
        wish = self._language.understand(said, Command(), now=self._context.now)
        return wish if wish.intent == SET and wish.score == 1 else None

    def _said_anew(self, said: str) -> dict[str, Any]:
        """The hour, the days and the words of a wish said anew: "at nine tell me to …"."""
        wish = self._whole_wish(said)
        slots = wish.slots if wish is not None else {}
        if not slots.get("words") or len(slots.get("hours", ())) != 1 or slots.get("times"):
            return {}
        kept = {name: slots[name] for name in ("words", "date", "rrule") if slots.get(name)}
        return {"time": slots["hours"][0], **kept}

    # Where a step is planned ---------------------------------------------------------------------

    def of_the_step_planned(self, text: str) -> Meaning | None:
        """A reminder of the step in place of a yes, with the hour where one was said."""
        said, ask = tidy(text, self._language.name), self._context.ask
        assert ask is not None
        rest, led = self._after_a_lead(said)
        slots: Mapping[str, Any] = {}
        if "remind" in ask.key and (told := self._time_and_days(said)):
            return Meaning(said, "command", SET, score=1.0, slots=told)
        wish = self._wish(rest) or self._wish(said)
        before = before_the_step(self._language, said, self._context)
        if before is not None and len(rest.split()) <= A_FEW_BEFORE + FIRST_WORDS:
            slots = before
        elif wish is not None:
            slots = wish.slots
            if not self._of_the_step(str(slots.get("words", ""))):
                return None
        elif (when := self._after_the_wish(list(self._language.words(said)))) is not None:
            slots = self._slots_of(when)
        elif led and "remind" in ask.key:
            time = self._language.understand(rest, Time(), now=self._context.now)
            if time.kind != "answer":
                return None
            half = f" {rest.lower()} "
            known = any(f" {part} " in half for part in self._phrases.table["half_of_day"])
            often = self._language.understand(rest, Recurrence(), now=self._context.now)
            rrule = often.value["rrule"] if often.kind == "answer" else ""
            slots = {"hours": [time.value], "half": not known, "rrule": rrule}
        else:
            return None
        kept = {name: slots[name] for name in WHEN if slots.get(name)}
        return Meaning(said, "command", SET, score=1.0, slots=kept)

    def _time_and_days(self, said: str) -> dict[str, Any]:
        """When to remind of the step, where that is all that is said: "ten, but not on Friday"."""
        words = list(self._language.words(said))
        while words and self._phrases.has("reminder_answers", words[0]):
            if self._phrases.has("correction_not", words[0]):
                break
            words = words[1:]
        when = when_and_why(self._language, words, self._context.now) if words else None
        if when is None:
            when = self._after_the_wish(words)
        if when is None:
            # "Not Sunday, how many times, yes, at five": the rest is said to Lantern.
            yes = [at for at, w in enumerate(words) if self._phrases.has("says_yes_at_last", w)]
            tail = words[yes[-1] + 1 :] if yes else []
            when = when_said(self._language, tail, self._context.now) if tail else None
            gone = days_left_out(self._language, words, self._context.now)
            if when is None or not gone:
                return {}
            when = replace(when, without=gone)
        return self._slots_of(when)

    def _slots_of(self, when: WhenSaid) -> dict[str, Any]:
        """The slots of a reminder of the step, with the days that are left of its own."""
        ask = self._context.ask
        often = ask.words.get("often") if ask is not None else None
        rrule = when.rrule
        if not rrule and when.without and often is not None:
            rrule = left_out(Schedule(*often).rrule, when.without)
        date = "" if rrule and often is not None else when.date
        rrule = "" if date else rrule
        slots = {"hours": list(when.hours), "half": when.half, "rrule": rrule, "date": date}
        slots["also"] = [one.slots for one in when.also]
        return {name: value for name, value in slots.items() if value}

    def _after_the_wish(self, words: list[str]) -> WhenSaid | None:
        """ "I don't want a plan, I want a reminder, Fridays at four": what follows that word."""
        known = "reminder.speaks_of_it"
        at = next(
            (n for n in range(len(words) - 1, 0, -1) if self._phrases.has(known, words[n])), 0
        )
        near = words[max(at - 3, 0) : at]
        if not at or any(self._phrases.has("reminder.no_wish", word) for word in near):
            return None
        rest = words[at + 1 :]
        me = bool(rest) and self._phrases.has("kept_of_me", rest[0])
        return when_and_why(self._language, rest[me:], self._context.now)

    def _of_the_step(self, words: str) -> bool:
        """Whether words to be reminded of mean the step that is planned."""
        said = words.lower()
        if not said or self._phrases.has("talked_of", said):
            return True
        if self._phrases.has("reminds_of_what", said) or self._phrases.has(
            "reminder_answers", said
        ):
            return True
        title, forms = _step_talked_of(self._context), inflection(self._language.name)
        weak = self._phrases.table["function_words"] | self._phrases.table["before_a_name"]
        return bool(title) and mentioned(said.split(), (title,), tuple(weak), forms) is not None

    def _wish(self, said: str) -> Meaning | None:
        """The wish to be reminded that the words are, or that ends them."""
        phrases = self._phrases
        words = [w for w in said.split() if not phrases.has("says_nothing", w.lower().strip(","))]
        for at in reversed(range(min(len(words), FIRST_WORDS))):
            led = at and phrases.has("wish_leads", words[at - 1].lower().strip(","))
            if at and not led and not phrases.has("clause_starts", words[at].lower()):
                continue
            piece = " ".join(words[at:])
            wish = self._language.understand(piece, Command(), now=self._context.now)
            if wish.intent == SET and wish.score >= PLAINLY:
                return wish
        return None
