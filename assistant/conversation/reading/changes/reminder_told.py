"""What a sentence tells of a reminder that is wished, so that nothing of it is asked for again.

The readers of whole sentences know where an hour, the days and what to be reminded of stand. What
they leave out is looked for here, wherever it was said: "I wanted a reminder for the choir, on the
sixteenth at six". Here, too, a wish is read that stands beside an answer: "yes, that one, and can
you remind me at seven to put the phone in the kitchen".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import CLOSED, Act, Context, Interpretation
from assistant.conversation.reading.changes.when_pieces import (
    first_meant,
    what_is_meant,
    when_pieces,
)
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.said_words import as_said
from assistant.dialogues.reminder import APART, SETS, half_a_day_on
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import shared_words
from intents import Aspiration, Command, Dictation, Meaning, Recurrence, Sound
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

SET = "set_reminder"
CONVERSATIONS = ("morning_checkin", "evening_checkin", "reflect", "weekly_review")
"""The conversations that can have a reminder."""
ADDS = ("add_goal", "add_value")
"""The wishes with which a reminder of what is added is read too."""
OF_WHAT, HOW_OFTEN = "reminder.of_what", "reminder.how_often"
OFFERED = "certain.shall_i_remind"
"""How the question begins whether to remind of a step."""
A_STORY = 40
"""In more words no wish is looked for beside an answer."""
A_FEW_HOURS = 2
"""Of so many hours one may belong to what to be reminded of."""
A_NAME = 12
"""What to be reminded of has no more words."""

Interpret = Callable[[str, Context], Interpretation]


def told_of_a_reminder(language: Language, text: str, context: Context) -> dict[str, Any] | None:
    """The slots of the wish for a reminder in `text`; `None` where none is wished for."""
    words = list(language.words(text))
    reader = _Reader(language, context, phrases_of(language.name))
    return reader.told(words, text)


def with_what_was_told(
    language: Language, text: str, said: Interpretation, context: Context
) -> Interpretation:
    """The interpretation, with all that was told of a reminder in each wish for one."""
    if not any(act.kind == "command" and act.name == SET for act in said.acts):
        return said
    acts = tuple(
        replace(act, slots=_filled(language, act.words or text, act.slots, context))
        if act.kind == "command" and act.name == SET
        else act
        for act in said.acts
    )
    meaning = said.meaning
    if said.intent == SET:
        first = next(act for act in acts if act.name == SET)
        meaning = replace(meaning, slots=first.slots)
    return replace(said, meaning=meaning, acts=acts)


def reminder_beside(
    language: Language, text: str, context: Context, interpret: Interpret
) -> Interpretation | None:
    """An answer, or another wish, with a wish for a reminder after it; `None` for no such two.

    `interpret` reads what is said before the wish.
    """
    ask, expects = context.ask, context.expects
    if ask is None or context.paused or context.one_part or context.safety_talk:
        return None
    if isinstance(expects, Dictation | Sound | Aspiration | Recurrence):
        return None
    if SET in ask.also or ask.key in SETS or len(text.split()) > A_STORY:
        return None
    phrases = phrases_of(language.name)
    said = [word.lower().strip(",.;:!?") for word in text.split()]
    for at in range(1, len(said) - 1):
        if not phrases.longest_start("reminder.wishes_beside", " ".join(said[at:])):
            continue
        before = said[at - 1]
        if not phrases.has("reminder.before_wish", before):
            continue
        head = text.split()[:at]
        while head and phrases.has("reminder.before_wish", head[-1].lower().strip(",.;:")):
            head.pop()
        wish = " ".join(text.split()[at:])
        slots = told_of_a_reminder(language, wish, context)
        if not head or slots is None:
            return None
        answer = interpret(" ".join(head).rstrip(",;"), context)
        sure = answer.kind == "command" and answer.score == 1 and answer.intent != "stop"
        if not (answer.is_answer or sure) or answer.intent in (SET, *ADDS):
            return None
        act = Act("command", at, len(said), SET, slots=slots, words=wish)
        return replace(answer, acts=(*answer.acts, act))
    return None


def wants_a_reminder(language: Language, text: str, context: Context) -> Interpretation | None:
    """The wish for a reminder in a sentence that tells of it: "I wanted one for the choir"."""
    if context.ask is None or context.paused or context.one_part or context.safety_talk:
        return None
    if not isinstance(context.expects, CLOSED) or len(text.split()) > A_STORY:
        return None
    phrases, words = phrases_of(language.name), list(language.words(text))
    places = range(len(words))
    if not any(phrases.longest_start("reminder.wanted", " ".join(words[at:])) for at in places):
        return None
    slots = told_of_a_reminder(language, text, context)
    if slots is None or SET in context.ask.also:
        return None
    meaning = Meaning(tidy(text, language.name), "command", SET, score=1.0, slots=slots)
    return Interpretation.of(meaning)


def told_in_place_of_a_yes(language: Language, text: str, context: Context) -> Meaning | None:
    """A reminder of the step where one is offered, with its hour: "yes, one at ten to ten"."""
    ask = context.ask
    if ask is None or SET not in ask.also:
        return None
    slots = told_of_a_reminder(language, text, context) or {}
    if not slots and ask.key.startswith(OFFERED):
        slots = _in_place_of_a_denied(language, text, context)
    phrases, words = phrases_of(language.name), list(language.words(text))
    if slots.get("words") and _Reader(language, context, phrases).leads_to_what(words):
        return None
    if not slots.get("hours") and not _only_wishes_one(words, phrases, language, context):
        return None
    when = {name: value for name, value in slots.items() if name not in ("goal", "words")}
    return Meaning(tidy(text, language.name), "command", SET, score=1.0, slots=when)


def _names_days(rrule: str) -> bool:
    """Whether a rule is of days; "every hour" is of none."""
    return RecurrenceSet.parse(rrule).unit != "HOURLY"


def _only_wishes_one(
    words: Sequence[str], phrases: Phrases, language: Language, context: Context
) -> bool:
    """Whether a reminder is wished, and no plan: "a reminder would be good"."""
    if any(phrases.has("reminder.of_a_plan", word) for word in words):
        return False
    lead = _Reader(language, context, phrases).wish(words)
    return lead is not None and phrases.has("reminder.the_thing", words[lead[1] - 1])


def _in_place_of_a_denied(language: Language, text: str, context: Context) -> dict[str, Any]:
    """When it shall be, where that is told with what it shall not be: "on weekdays, not daily"."""
    words = list(language.words(text))
    pieces = when_pieces(language, words, context.now)
    if not any(piece.denied for piece in pieces):
        return {}
    when = _Reader(language, context, phrases_of(language.name)).when(words)
    return when if when.get("rrule") or when.get("date") else {}


def told_while_setting(language: Language, text: str, context: Context) -> Interpretation | None:
    """An answer to a question by which a reminder is set, with all that it tells."""
    ask = context.ask
    if ask is None or context.paused:
        return None
    reader = _Reader(language, context, phrases_of(language.name))
    words, said = list(language.words(text)), tidy(text, language.name)
    value: Any = None
    if ask.key == OF_WHAT:
        value = reader.of_what(words, text) if reader.wish(words) is None else None
    elif ask.key == HOW_OFTEN:
        value = reader.how_often(words) if reader.wish(words) is None else None
    elif ask.key.startswith(OFFERED) and reader.is_set_already(words):
        value = {"set_already": True}
    return Interpretation.of(Meaning(said, "answer", value=value, score=1.0)) if value else None


def _filled(
    language: Language, text: str, slots: Mapping[str, Any], context: Context
) -> Mapping[str, Any]:
    """The slots of a wish, with what `text` tells besides; what says nothing is left out."""
    if slots.get(APART):
        return slots
    reader = _Reader(language, context, phrases_of(language.name))
    words = str(slots.get("words", ""))
    own = list(language.words(words))
    reasoned = reader.is_a_reason(list(language.words(text)), own)
    if words and (reasoned or reader.wish(own) is not None):
        words, slots = (
            "",
            {**slots, "words": ""},
        )  # Neither the wish nor its reason is what is meant.
    offered = context.ask is not None and SET in context.ask.also
    if words and offered and not reader.leads_to_what(list(language.words(text))):
        words, slots = "", {**slots, "words": ""}  # It is of the step that is talked of.
    step = reader.step_led_to(list(language.words(text)), words) or reader.step_within(own)
    if words and step:
        words = ""
        slots = {**slots, "words": "", "goal": step}
    slots = reader.with_its_own_hour(list(language.words(text)), text, slots)
    told = reader.told(list(language.words(text)), text) or {}
    if offered:
        told.pop("words", None)
    first, _, more = words.lower().partition(" ")
    reason = bool(more) and phrases_of(language.name).has("talked_of", first)
    if words and told.get("words") and reader.gives_the_words(list(language.words(text))):
        slots = {**slots, "words": told["words"]}
    elif words and (
        reader.says_nothing(list(language.words(words))) or (reason and not told.get("words"))
    ):
        slots = {name: value for name, value in slots.items() if name != "words"}
    named = [slots.get(name) or told.get(name) for name in ("words", "goal", "about")]
    if not any(named) and (talked_of := context.talked_of("goal")):
        told["goal"] = talked_of
    if slots.get("about"):
        told = {name: value for name, value in told.items() if name not in ("words", "goal")}
    if any(slots.get(name) for name in ("words", "goal")):
        told = {name: value for name, value in told.items() if name not in ("words", "goal")}
    if slots.get("hours") or slots.get("time"):
        told = {
            name: value
            for name, value in told.items()
            if name not in ("hours", "half", "time", "also")
        }
    if any(slots.get(name) for name in ("rrule", "date", "times", "a_day")):
        told = {name: value for name, value in told.items() if name not in ("rrule", "date")}
    if not told:
        return slots
    filled = {**slots, **told}
    if filled.get("rrule") or filled.get("date"):
        filled["unclear"] = False
    if filled.get("words") or filled.get("goal"):
        filled.pop("of_what", None)
    return filled


class _Reader:
    def __init__(self, language: Language, context: Context, phrases: Phrases) -> None:
        self._language = language
        self._context = context
        self._phrases = phrases

    def told(self, words: list[str], text: str) -> dict[str, Any] | None:
        """When, and of what, a reminder is wished; `None` where none is wished for."""
        words = self._without_its_days(words)
        lead = self.wish(words)
        if lead is None:
            return None
        begin, end = lead
        slots = self.when(words)
        of_what = self._of_what(words, begin, end, text)
        return {**slots, **of_what} if slots or of_what else None

    def _without_its_days(self, words: list[str]) -> list[str]:
        """Words without those that stand for the days of the step: "on those days"."""
        for at in range(len(words)):
            lead = self._phrases.longest_start("reminder.its_days", " ".join(words[at:]))
            if lead:
                return words[:at] + words[at + len(lead.split()) :]
        return words

    def wish(self, words: Sequence[str]) -> tuple[int, int] | None:
        """From where to where the words stand that wish for a reminder."""
        for at in range(len(words)):
            lead = self._phrases.longest_start("reminder.wishes", " ".join(words[at:]))
            near = words[max(at - 3, 0) : at]
            if lead and not any(self._phrases.has("reminder.no_wish", word) for word in near):
                return at, at + len(lead.split())
        return None

    def when(self, words: Sequence[str]) -> dict[str, Any]:
        when = first_meant(self._language, words, self._context.now)
        if when is None:
            return {}
        slots: dict[str, Any] = {}
        if when.hours:
            slots |= {"hours": list(when.hours), "time": when.hours[0], "half": when.half}
        each = any(self._phrases.has("says_each", word) for word in words)
        if when.also:
            slots["also"] = [one.slots for one in when.also]
        days = when.rrule if when.rrule and _names_days(when.rrule) else ""
        if days and (not when.date or each):
            slots["rrule"] = days
        elif when.date:
            slots["date"] = when.date
        return slots

    def _of_what(self, words: list[str], begin: int, end: int, text: str) -> dict[str, Any]:
        """What to be reminded of: after the wish, else before it; a step by its title."""
        pieces = when_pieces(self._language, words, self._context.now)
        covered = {at for piece in pieces for at in range(piece.start, piece.end)}
        end = self._own_words_at(words, begin) or end
        for first, last in ((end, len(words)), (0, begin)):
            for nth, (run, led) in enumerate(self._runs(words, first, last, covered)):
                if self.says_nothing(run) or len(run) > A_NAME or (nth and not led):
                    continue
                if goal := self._step(run):
                    return {"goal": goal}
                return {"words": as_said(self._language, text, run)} if first == end else {}
        return {}

    def leads_to_what(self, words: Sequence[str]) -> bool:
        """Whether it is said of what: "remind me to …", "just say …"."""
        lead = self.wish(words)
        after = words[lead[1]] if lead is not None and lead[1] < len(words) else ""
        return self._phrases.has("reminder.leads_to_what", after) or self.gives_the_words(words)

    def gives_the_words(self, words: Sequence[str]) -> bool:
        """Whether the words of the reminder themselves are given: "just say swimming bag"."""
        return self._own_words_at(words, 0) > 0

    def _own_words_at(self, words: Sequence[str], begin: int) -> int:
        """The place at which those words begin; 0 for none."""
        for at in range(begin, len(words)):
            if lead := self._phrases.longest_start("reminder.just_says", " ".join(words[at:])):
                return at + len(lead.split())
        return 0

    def _runs(
        self, words: list[str], first: int, last: int, covered: set[int]
    ) -> Iterator[tuple[list[str], bool]]:
        """The words in a row that tell no time, up to a reason, and whether "to" or "of" leads."""
        run: list[str] = []
        led = False
        for at in range(first, last + 1):
            ends = at == last or self._phrases.has("reminder.reasons", words[at])
            if ends or at in covered:
                if trimmed := self._trimmed(run):
                    yield trimmed, led
                run, led = [], False
                if ends:
                    return
                continue
            leads = self._phrases.has("reminder.leads_to_what", words[at])
            if run or led or not (leads or self._phrases.has("reminder.fill", words[at])):
                run.append(words[at])
            led = led or (leads and not run)

    def _trimmed(self, run: list[str]) -> list[str]:
        """A run without what only ends it."""
        while run and any(
            self._phrases.has(name, run[-1]) for name in ("reminder.fill", "reminder.tails")
        ):
            run = run[:-1]
        return run

    def _step(self, run: Sequence[str]) -> str:
        """The title of the step that words name with all that they say."""
        weak, forms = self._phrases.table["function_words"], inflection(self._language.name)
        strong = [word for word in run if word not in weak]
        found = [
            goal
            for goal in self._context.goals
            if strong and shared_words(self._language.words(goal), strong, forms) == len(strong)
        ]
        return found[0] if len(found) == 1 else ""

    def is_a_reason(self, words: list[str], own: list[str]) -> bool:
        """Whether words are the reason of a wish: "so I don't lie down"."""
        starts = (at for at in range(1, len(words)) if own and words[at : at + len(own)] == own)
        return any(self._phrases.has("reminder.reasons", words[at - 1]) for at in starts)

    def step_within(self, words: Sequence[str]) -> str:
        """The title of the one step that a whole sentence speaks of; "" for none."""
        weak, forms = self._phrases.table["function_words"], inflection(self._language.name)
        found = []
        for goal in self._context.goals if len(words) > A_NAME else ():
            title = [word for word in self._language.words(goal) if word not in weak]
            if title and shared_words(words, title, forms) == len(title):
                found.append(goal)
        return found[0] if len(found) == 1 else ""

    def step_led_to(self, words: Sequence[str], named: str) -> str:
        """The title of the step that is named as a thing, "for the choir"; "" for none."""
        run = list(self._language.words(named))
        leads = (
            self._phrases.has("reminder.leads_to_step", words[at - 1])
            for at in range(1, len(words) - len(run) + 1)
            if list(words[at : at + len(run)]) == run
        )
        return self._step(run) if any(leads) else ""

    def with_its_own_hour(
        self, words: list[str], text: str, slots: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The slots, where an hour belongs to what to be reminded of: "the train is at nine"."""
        named = list(self._language.words(str(slots.get("words", ""))))
        starts = (at for at in range(len(words)) if words[at : at + len(named)] == named)
        start = next(starts, None) if named else None
        if start is None or len(slots.get("hours", ())) < A_FEW_HOURS:
            return slots
        pieces = when_pieces(self._language, words, self._context.now)
        before = [p for p in pieces if p.end <= start and p.when.hours and not p.denied]
        after = [p for p in pieces if p.start >= start + len(named) and p.when.hours]
        if len(before) != 1 or not after:
            return slots
        between = words[start + len(named) : after[0].start]
        if any(self._phrases.has("clause_joins", word) for word in between):
            return slots
        own = as_said(self._language, text, words[start : after[0].end])
        hours = list(before[0].when.hours)
        return {**slots, "words": own, "hours": hours, "time": hours[0]}

    def says_nothing(self, words: Sequence[str]) -> bool:
        """Whether words name nothing to be reminded of: "I only want that you"."""
        if self._phrases.longest_start("reminder.is_praised", " ".join(words)):
            return True
        words = self._without_its_days(list(words))
        idle = (
            "function_words", "reminder.fill", "reminder.leads", "reminder.says",
            "reminder.tails", "reminder.of_it", "reminder_answers", "reminder.joins", "talked_of",
        )  # fmt: skip
        said = " ".join(words)
        return self._phrases.has("reminds_of_what", said) or all(
            any(self._phrases.has(name, word) for name in idle) for word in words
        )

    def how_often(self, words: list[str]) -> dict[str, Any] | None:
        """The one day that is told where it was asked how often."""
        when = what_is_meant(when_pieces(self._language, words, self._context.now))
        each = any(self._phrases.has("says_each", word) for word in words)
        if when is None or not when.date or (when.rrule and each):
            return None
        only = any(self._phrases.has("reminder.just_then", word) for word in words)
        if when.rrule and not only:
            return None
        return {"rrule": "", "times": None, "date": when.date}

    def of_what(self, words: list[str], text: str) -> dict[str, Any] | None:
        """What to be reminded of, with an hour or days, or the conversation that is named."""
        slots = self.when(words)
        if about := self._conversation(words):
            return {**slots, "about": about}
        if not slots:
            return None
        pieces = when_pieces(self._language, words, self._context.now)
        covered = {at for piece in pieces for at in range(piece.start, piece.end)}
        places = [at for at in range(len(words)) if at not in covered]
        content = [at for at in places if not self.says_nothing([words[at]])]
        if not content:
            return slots  # It puts right when, and what to be reminded of is asked for again.
        run = words[content[0] : content[-1] + 1]
        if any(at in covered for at in range(content[0], content[-1])):
            return None  # An hour in the midst of a name belongs to it.
        return {**slots, "words": self._step(run) or as_said(self._language, text, run)}

    def _conversation(self, words: Sequence[str]) -> str:
        """The conversation that the first words name: "my morning check-in at six"; "" for none."""
        if not any(self._phrases.has("reminder.conversations", word) for word in words):
            return ""
        bare = [word for word in words if not self._phrases.has("before_a_name", word)]
        for end in range(len(bare), 0, -1):
            said = " ".join(bare[:end])
            named = self._language.understand(said, Command(), now=self._context.now)
            if named.intent in CONVERSATIONS and named.score == 1:
                return str(named.intent)
        return ""

    def is_set_already(self, words: Sequence[str]) -> bool:
        """Whether it is said that there is one, and there is: "you have that already, for four"."""
        rests = [" ".join(words[at:]) for at in range(len(words))]
        if not any(self._phrases.longest_start("reminder.set_already", rest) for rest in rests):
            return False
        when = what_is_meant(when_pieces(self._language, words, self._context.now))
        if when is None or not when.hours:
            return any(one.fresh for one in self._context.reminders)
        hours = {*when.hours, *map(half_a_day_on, when.hours)} if when.half else set(when.hours)
        return any(one.time in hours for one in self._context.reminders)
