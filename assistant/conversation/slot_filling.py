"""What a wish is about: the time, the goal, the conversation or the passage which it names.

The phrases of a wish say what is wanted; what there is to want it of is known here: the goals, and
what was read aloud just now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.conversation.reply import Reply
from assistant.dialogues.goal import A_TITLE_IS_SHORT
from assistant.dialogues.reminder import AN_EVENING, half_a_day_on
from assistant.dialogues.steps import Ask
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import mentioned
from assistant.store.repository import Memory
from assistant.wording import Wording
from intents import Aspiration, Command, Expectation, Meaning, Recurrence, Time, YesNo

if TYPE_CHECKING:
    from intents import Language

REMINDABLE = ("morning_checkin", "evening_checkin", "reflect", "weekly_review")
"""What can be offered at an hour of its own."""
OF_A_GOAL = frozenset(
    {"change_goal", "pause_goal", "resume_goal", "drop_goal", "goal_done", "why_goal"}
)
"""The wishes which are about one goal."""
PLAINLY = 0.95
"""From this score on, words name what they seem to."""
A_FEW = 3
"""No more passages than this are offered to be erased."""
_WRITTEN_TOGETHER = re.compile(r"(\d)([a-z])")
"""As in "6am"."""
_READ = ("journal.passage", "journal.last_words")


class Particulars:
    """Adds to what was understood what it is about. Reads the journal, and writes nothing."""

    def __init__(self, memory: Memory, language: Language, wording: Wording) -> None:
        self._memory = memory
        self._language = language
        self._wording = wording

    def of(self, meaning: Meaning, expects: Expectation | None, heard: Reply) -> Meaning:
        """The meaning with its particulars; `heard` is what Lantern said last."""
        if meaning.intent in ("undo", "scratch_that", "stop", "drop_goal", "erase_last"):
            meaning = self._of_what_was_told(meaning, heard)
        if isinstance(expects, Command) and not _plain(meaning):
            meaning = self._with_a_goal_in_it(meaning)
        if isinstance(expects, YesNo) and heard.ask:
            meaning = self._of_a_yes_or_no(meaning, expects, heard.ask)
        match meaning.intent:
            case "set_reminder":
                return self._of_a_reminder(meaning)
            case "search_journal" | "read_last":
                return self._of_a_search(meaning)
            case "erase_last":
                return self._of_erasing(meaning)
            case str() as wish if wish in OF_A_GOAL:
                return self._of_a_goal(meaning)
        return meaning

    def _of_what_was_told(self, meaning: Meaning, heard: Reply) -> Meaning:
        """ "Erase that", after a passage was read, means the passage; "cancel it" a reminder."""
        said = tidy(meaning.text).lower().rstrip(" .!")
        lines = [
            str(say.words["line"]) for say in heard.says if say.key in _READ and "line" in say.words
        ]
        if lines and said in self._wording.variants["word.erase_that"]:
            # The one which was heard last is likeliest meant.
            slots = {"lines": lines[::-1]}
            return Meaning(meaning.text, "command", "erase_last", score=1.0, slots=slots)
        told = any(say.key.startswith(("reminder.told", "reminder.set")) for say in heard.says)
        if told and said in self._wording.variants["word.cancel_it"]:
            return Meaning(meaning.text, "command", "cancel_reminder", score=1.0)
        return meaning

    def _of_a_reminder(self, meaning: Meaning) -> Meaning:
        """A wish to be reminded, with the conversation which it begins by naming, if it does.

        `half`: which half of the day an early hour is meant in was not said.
        """
        words = str(meaning.slots.get("when", "")).split()
        slots: dict[str, Any] = dict(meaning.slots)
        if not self.names_half_of_day(meaning.text):
            slots["half"] = True
        for end in range(len(words), 0, -1):
            named = self._language.understand(" ".join(words[:end]), Command())
            if named.intent in REMINDABLE and named.score >= PLAINLY:
                return replace(meaning, slots={**slots, "about": named.intent})
        return replace(meaning, slots=slots)

    def _of_a_yes_or_no(self, meaning: Meaning, expects: YesNo, asked: Ask) -> Meaning:
        """Another time in place of one which does not suit, or a new step in place of a yes."""
        said = meaning.text
        if asked.key.startswith("reminder.shall_i.") and meaning.value is not True:
            time = self._language.understand(said, Time(), now=self._memory.clock())
            if time.kind == "answer":
                value = str(time.value)
                late = str(asked.words["time"]) >= AN_EVENING and value < AN_EVENING
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

    def names_half_of_day(self, text: str) -> bool:
        """Whether it is said if a time is in the morning or later."""
        said = f" {text.lower()} ".replace(".", "").replace(",", " ")
        said = _WRITTEN_TOGETHER.sub(r"\1 \2", said)
        parts = self._wording.variants["word.half_of_day"]
        return " 0" in said or any(f" {part} " in said for part in parts)

    def _of_a_search(self, meaning: Meaning) -> Meaning:
        query = str(meaning.slots.get("query", ""))
        today = self._memory.clock().date()
        timed = self._language.period(query or meaning.text, today)
        if timed is None:
            slots = {"query": self._wording.telling(query)} if query else {}
            return replace(meaning, slots=slots)
        first, last, rest = timed
        slots = {"query": self._wording.telling(rest) if query else ""}
        slots |= {"since": first.isoformat(), "until": last.isoformat()}
        return replace(meaning, intent="search_journal", slots=slots)

    def _of_erasing(self, meaning: Meaning) -> Meaning:
        """Which lines, or which kind. The words looked for are not to stand in the journal anew."""
        if "lines" in meaning.slots:
            return meaning
        if query := str(meaning.slots.get("query", "")):
            sought = self._wording.telling(query)
            found = self._memory.find(sought, None, None, A_FEW)
            return replace(meaning, slots={"lines": [passage.line for passage in found]})
        said = set(tidy(meaning.text).lower().rstrip(" .!").split())
        for kind in ("letter", "goal", "value", "reflection"):
            if not said.isdisjoint(self._wording.variants[f"word.kind.{kind}"]):
                return replace(meaning, slots={"kind": kind})
        return replace(meaning, slots={})

    def _of_a_goal(self, meaning: Meaning) -> Meaning:
        """The goal which is named among the words, and how often it shall be from now on."""
        slots: dict[str, Any] = dict(meaning.slots)
        place = self._mentioned(meaning.text)
        if place and place[2] > 1:  # "Change" alone is the wish, and not the goal to change a bed.
            slots["goal"] = place[0]
            if meaning.intent == "change_goal":
                often = self._language.understand(meaning.text, Recurrence())
                if often.kind == "answer" and isinstance(often.value, Mapping):
                    slots["often"] = often.value
        return replace(meaning, slots=slots)

    def _with_a_goal_in_it(self, meaning: Meaning) -> Meaning:
        """ "Drop swimming" is "drop my goal", said of the goal to go swimming."""
        place = self._mentioned(meaning.text)
        if place is None:
            return meaning
        title, first, end = place
        words = meaning.text.split()
        before = self._wording.variants["word.before_a_name"]
        if first and words[first - 1].lower() in before:
            first -= 1
        if end < len(words) and words[end].lower() in self._wording.variants["word.kind.goal"]:
            end += 1
        mine = self._wording.variants["word.my_goal"][0]
        said = " ".join((*words[:first], mine, *words[end:]))
        now = self._memory.clock()
        meant = self._language.understand(said, Command(about="goal"), now=now)
        if meant.intent in OF_A_GOAL and meant.score >= PLAINLY:
            return replace(meant, text=meaning.text, slots={**meant.slots, "goal": title})
        return meaning

    def _mentioned(self, text: str) -> tuple[str, int, int] | None:
        """The goal of which words stand in `text`: its title, and from where to where they do."""
        titles = [goal.title for goal in self._memory.state().goals if goal.alive]
        words = self._wording.variants
        return mentioned(text.split(), titles, words["word.weak"] + words["word.kind.goal"])


def _plain(meaning: Meaning) -> bool:
    return meaning.kind == "command" and meaning.score >= PLAINLY
