"""What a command is about: the time, the goal, the dialogue or the passage that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.ports import RepositoryPort
from assistant.conversation.reading.changes.reminder_requests import of_what_is_talked_of
from assistant.conversation.reading.named import nothing_in
from assistant.conversation.reading.page_slots import page_slots
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.plain_wishes import at_this_hour
from assistant.dialogues.goal import A_TITLE_IS_SHORT
from assistant.dialogues.reminder import AN_EVENING, half_a_day_on
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import addressee, is_sentence, tidy
from assistant.practice.naming import mentioned
from assistant.wording import Wording
from intents import Aspiration, Choice, Command, Meaning, Recurrence, Time, YesNo

if TYPE_CHECKING:
    from intents import Language

OF_A_GOAL = frozenset(
    {"change_goal", "pause_goal", "resume_goal", "drop_goal", "goal_done", "why_goal"}
)
"""The intents that are about one goal."""
REMINDABLE = ("morning_checkin", "evening_checkin", "reflect", "weekly_review")
"""The dialogues that can have a reminder."""
PLAINLY = 0.95
"""From this score on, words name what they seem to."""
_WRITTEN_TOGETHER = re.compile(r"(\d)([a-z])")
"""As in "6am"."""
_PASSAGES = ("journal.passage", "journal.last_words")
"""The wordings in which passages of the journal are read aloud."""
A_FEW = 3
"""No more passages than this are offered to be erased."""


class SlotFiller:
    """Adds to a meaning what it is about, from its words and what is talked about."""

    def __init__(self, language: Language, wording: Wording) -> None:
        self._language = language
        self._wording = wording
        self._phrases = phrases_of(language.name)

    def fill(self, meaning: Meaning, context: Context) -> Meaning:
        """The meaning with what it is about: the time, the goal, the passage that it names."""
        expects = context.expects
        meaning = at_this_hour(meaning, context, self._phrases)
        if meaning.intent in ("undo", "scratch_that", "stop", "drop_goal", "erase_last"):
            meaning = self._of_what_was_said(meaning, context)
        if isinstance(expects, YesNo | Choice) and self._is_asked(meaning):
            return Meaning(meaning.text)
        plain = meaning.kind == "command" and meaning.score >= PLAINLY
        if isinstance(expects, Command) and not plain:
            meaning = self._with_a_goal_in_it(meaning, context)
        if isinstance(expects, YesNo) and context.ask:
            meaning = self._of_a_yes_or_no(meaning, expects, context)
        match meaning.intent:
            case "set_reminder":
                wish = self._of_a_reminder(meaning)
                return of_what_is_talked_of(wish, context, self._language.name)
            case "cancel_reminder" if which := str(meaning.slots.get("which", "")):
                return replace(meaning, slots={**meaning.slots, "which": self._without_tail(which)})
            case "change_reminder":
                half = not self.names_half_of_day(meaning.text)
                return replace(meaning, slots={**meaning.slots, "half": half})
            case "search_journal" | "read_last":
                return self._of_a_search(meaning, context)
            case "erase_last":
                return self._of_erasing(meaning)
            case "make_page" | "open_page" | "tell_page":
                today = (context.now or datetime.now()).date()
                named = page_slots(meaning.text, self._language, self._phrases, today)
                return replace(meaning, slots=named | {"opens": meaning.intent == "open_page"})
            case "letter" if is_sentence(self._whom(meaning), self._language.name):
                return Meaning(meaning.text)  # "The letter to Marta is finished" begins none.
            case str() as wish if wish in OF_A_GOAL:
                return self._of_a_goal(meaning, context)
        return meaning

    def _is_asked(self, meaning: Meaning) -> bool:
        """Whether what was read as a step is a question: "what am I doing on Tuesdays"."""
        step = isinstance(meaning.value, Mapping) and meaning.value.get("kind") == "goal"
        first = meaning.text.lower().partition(" ")[0]
        return step and self._list("question_words", first)

    def _whom(self, meaning: Meaning) -> str:
        return addressee(str(meaning.slots.get("whom", "")), self._language.name)

    def _of_what_was_said(self, meaning: Meaning, context: Context) -> Meaning:
        """ "Erase that", after a passage was read, means the passage; "cancel it" a reminder."""
        said = tidy(meaning.text, self._language.name).lower().rstrip(" .!")
        lines = [
            str(say.words["line"])
            for say in context.said
            if say.key in _PASSAGES and "line" in say.words
        ]
        if lines and self._list("erase_that", said):
            slots = {"lines": lines[::-1]}  # The one heard last is likeliest meant.
            return Meaning(meaning.text, "command", "erase_last", score=1.0, slots=slots)
        told = [
            str(say.words.get("reminder", ""))
            for say in context.said
            if say.key.startswith(("reminder.told", "reminder.set"))
        ]
        if told and self._list("cancel_it", said):
            # Right after one was set, that one is meant.
            set_now = any(say.key.startswith("reminder.set") for say in context.said)
            named = {"reminder": told[-1]} if set_now else {}
            return Meaning(meaning.text, "command", "cancel_reminder", score=1.0, slots=named)
        return meaning

    def _of_a_reminder(self, meaning: Meaning) -> Meaning:
        """A wish to be reminded, with the conversation it names first, if it does.

        "In the morning" names none.

        `half`: it was not said in which half of the day an early hour is meant.
        """
        words = str(meaning.slots.get("what") or meaning.slots.get("when", "")).split()
        slots: dict[str, Any] = dict(meaning.slots)
        slots["half"] = slots.get("half", True) and not self.names_half_of_day(meaning.text)
        said = f" {meaning.text.lower()} "
        if any(f" {part} " in said for part in self._phrases.table["late_parts"]):
            slots["late"] = True
        of_one = any(self._list("reminder.conversations", word.lower()) for word in words)
        # "Check on the puppy" is more than a conversation.
        deed = len(str(slots.get("words", "")).split())
        for end in range(len(words), max(0, deed - 1), -1) if of_one else ():
            named = self._language.understand(" ".join(words[:end]), Command())
            if named.intent in REMINDABLE and named.score >= PLAINLY:
                slots = {key: value for key, value in slots.items() if key != "words"}
                return replace(meaning, slots={**slots, "about": named.intent})
        return replace(meaning, slots=slots)

    def _without_tail(self, words: str) -> str:
        """A name without what only ends the sentence: "the coffee any more"."""
        said = words.split()
        for size in (2, 1):
            if len(said) > size and self._list("which_tails", " ".join(said[-size:]).lower()):
                return " ".join(said[:-size])
        return words

    def _of_a_yes_or_no(self, meaning: Meaning, expects: YesNo, context: Context) -> Meaning:
        """Another time in place of one that does not suit, or a new step in place of a yes."""
        said, ask = meaning.text, context.ask
        assert ask is not None
        if ask.key.startswith("reminder.shall_i.") and meaning.value is not True:
            time = self._language.understand(said, Time(), now=context.now)
            if time.kind == "answer" and not self._names_one(said):
                value = str(time.value)
                late = str(ask.words["time"]) >= AN_EVENING and value < AN_EVENING
                if late and not self.names_half_of_day(said):
                    value = half_a_day_on(value)
                return Meaning(said, "answer", value={"time": value}, score=1.0)
        new_step = expects.or_else == "step" and expects.about == "goal"
        if new_step and meaning.kind == "nothing" and not self._language.tells(said):
            hope = self._language.understand(said, Aspiration())
            few = 1 < len(said.split()) <= A_TITLE_IS_SHORT
            if few and isinstance(hope.value, Mapping) and hope.value["kind"] == "goal":
                return hope
        return meaning

    def _names_one(self, said: str) -> bool:
        """Whether "one" stands for a thing and not for the hour: "the cat one"."""
        *before, last = said.lower().rstrip(" .!").split()[-2:]
        of_things = self._phrases.table["one_of_things"]
        return last in of_things and not any(w in self._phrases.table["hour_leads"] for w in before)

    def names_half_of_day(self, text: str) -> bool:
        """Whether it is said if a time is in the morning or later."""
        said = f" {text.lower()} ".replace(".", "").replace(",", " ")
        said = _WRITTEN_TOGETHER.sub(r"\1 \2", said)
        return " 0" in said or any(
            f" {part} " in said for part in self._phrases.table["half_of_day"]
        )

    def _of_a_search(self, meaning: Meaning, context: Context) -> Meaning:
        query = str(meaning.slots.get("query", ""))
        today = (context.now or datetime.now()).date()
        timed = self._language.period(query or meaning.text, today)
        if timed is None:
            first, _, rest = query.partition(" ")
            if rest and self._list("before_a_name", first.lower()):
                query = rest  # "My back" is found by "back" and not by "my".
            slots = {"query": self._wording.telling(query)} if query else {}
            return replace(meaning, slots=slots)
        begun, last, rest = timed
        slots = {"query": self._wording.telling(rest) if query else ""}
        slots |= {"since": begun.isoformat(), "until": last.isoformat()}
        return replace(meaning, intent="search_journal", slots=slots)

    def _of_erasing(self, meaning: Meaning) -> Meaning:
        """The words looked for, or the kind of thing that is to be erased."""
        if "lines" in meaning.slots:
            return meaning
        if query := str(meaning.slots.get("query", "")):
            return replace(meaning, slots={"query": self._wording.telling(query)})
        said = set(tidy(meaning.text, self._language.name).lower().rstrip(" .!").split())
        for kind in ("letter", "goal", "value", "reflection"):
            if not said.isdisjoint(self._phrases.table[f"kind.{kind}"]):
                return replace(meaning, slots={"kind": kind})
        return replace(meaning, slots={})

    def _of_a_goal(self, meaning: Meaning, context: Context) -> Meaning:
        """The goal that is named among the words, and how often it is meant from now on."""
        slots: dict[str, Any] = dict(meaning.slots)
        place = self._mentioned(meaning.text, context)
        if place and place[2] > 1:  # "Change" alone is the command, not a goal to change a bed.
            slots["goal"] = place[0]
            if meaning.intent == "change_goal":
                often = self._language.understand(meaning.text, Recurrence(), now=context.now)
                if often.kind == "answer" and isinstance(often.value, Mapping):
                    slots["often"] = often.value
        return replace(meaning, slots=slots)

    def _with_a_goal_in_it(self, meaning: Meaning, context: Context) -> Meaning:
        """ "Drop swimming" is "drop my goal", said of the goal to go swimming."""
        place = self._mentioned(meaning.text, context)
        if place is None:
            return meaning
        title, first, end = place
        words = meaning.text.split()
        if first and self._list("before_a_name", words[first - 1].lower()):
            first -= 1
        if end < len(words) and self._list("kind.goal", words[end].lower()):
            end += 1
        said = " ".join((*words[:first], self._phrases.my_goal, *words[end:]))
        meant = self._language.understand(said, Command(about="goal"), now=context.now)
        if meant.intent in OF_A_GOAL and meant.score >= PLAINLY:
            return replace(meant, text=meaning.text, slots={**meant.slots, "goal": title})
        return meaning

    def _mentioned(self, text: str, context: Context) -> tuple[str, int, int] | None:
        """The goal of which words stand in `text`: its title, and from where to where they do."""
        weak = (
            *self._wording.variants["word.weak"],
            *nothing_in(self._language, context.goals),
            *self._phrases.table["question_words"],
        )
        return mentioned(text.split(), context.goals, weak, inflection(self._language.name))

    def _list(self, name: str, said: str) -> bool:
        return self._phrases.has(name, said)


def filled(interpretation: Interpretation, repository: RepositoryPort) -> Interpretation:
    """With the lines of the passages to be erased, in place of the words to look for.

    Those words are not to stand in the journal once more.
    """
    if interpretation.intent != "erase_last" or "query" not in interpretation.slots:
        return interpretation
    found = repository.find(str(interpretation.slots["query"]), None, None, A_FEW)
    return interpretation.with_slots({"lines": [passage.line for passage in found]})
