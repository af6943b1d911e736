"""What is asked of one goal in plain words: another rhythm, how often it is meant, that it is done.

"Make the walking three times a week", "how often is the allotment down for", "the letter is
finished". A goal is meant by any of its words, by "that one", or by its place in what was told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.day_counted import MARK, days_ago
from assistant.conversation.reading.changes.when_pieces import only_denied, when_pieces
from assistant.conversation.reading.changes.when_said import is_of_time
from assistant.conversation.reading.named import named_in, telling
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.unasked_words import leaves_as_it_is, wants_something_new
from assistant.dialogues.steps import Say
from assistant.formatting.inflection import inflection
from assistant.practice.naming import mentioned, shared_words
from intents import (
    Choice,
    Command,
    Dictation,
    Meaning,
    Outcome,
    Recurrence,
    YesNo,
)
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

How = Literal["named", "meant", "only"]
"""How a goal was found: by its words, by a word such as "it", or because there is no other."""
PLAINLY = 0.95
"""From this score on, words are plainly a command."""
HERE = "here"
"""In place of the words that tell a change, where they stand among others."""
ONCE, CONDITION = "COUNT=1", "X-AS-SAID"
"""Pieces of the rule of a rhythm that is for once, or that has a condition."""
STATUS = "goal_status"
"""The command that tells how often a goal is meant, and when."""
OF_ONE_GOAL = frozenset({"change_goal", "goal_done", STATUS})
"""The intents of these requests."""
OTHER_REQUESTS = frozenset({"pause", "drop"})
"""Requests about a goal in which a time is no rhythm: "pause the book until January"."""
NEAR = 3
"""So many words before what tells that it is done, a "not" belongs to it."""
OWN_QUESTIONS = ("goal_done.", "change_goal.", "drop_goal.", "goal.", "letter.", "decide.")
"""The questions in which such words are answers."""
OF_THE_DAY = ("morning.", "evening.")
"""How the questions of a check-in begin."""
TELLS_A_GOAL = ("telling.goal", "goal.kept", "change_goal.", "review.")
"""What is said where goals are told."""


def of_a_goal(
    language: Language, text: str, context: Context, weak: Sequence[str]
) -> Meaning | None:
    """The command that `text` is about one goal; `None` for none. `weak` words name no goal."""
    expects = context.expects
    if context.paused or not context.goals or isinstance(expects, Dictation | Recurrence):
        return None
    if language.tells(text) == "sorrow":
        return None  # A loss is met, whatever time it names.
    words = language.words(text)
    reader = _Reader(language, context, words, frozenset(weak))
    found = reader.asks() or reader.done() or reader.another_rhythm()
    if found is None:
        return None
    intent, slots = found
    return Meaning(text, "command", intent, score=1.0, slots=slots)


@dataclass(frozen=True)
class _Reader:
    """Reads words, in normal form, as a request about one of the goals."""

    language: Language
    context: Context
    words: tuple[str, ...]
    weak: frozenset[str]

    # What is asked ------------------------------------------------------------------------------

    def asks(self) -> tuple[str, Mapping[str, Any]] | None:
        """The question how often a goal is meant, or when."""
        words = self._without_beginning(self.words)
        if not self._phrases.longest_start("goal_asked", " ".join(words)):
            return None
        goal, how = self._goal(words)
        if how == "only" or (self.context.ask and self.context.ask.key.startswith(OWN_QUESTIONS)):
            return None
        return (STATUS, {"goal": goal}) if goal else None

    def another_rhythm(self) -> tuple[str, Mapping[str, Any]] | None:
        """The wish that a goal has another rhythm; with `ask` where that is not quite sure."""
        expects = self.context.expects
        if not self._speaks_of_time() or self._has("asks_of_what_is_kept"):
            return None
        if any(self._phrases.has("reminder.speaks_of_it", word) for word in self.words):
            return None  # "Remind me to run on Tuesdays" is about a reminder.
        if wants_something_new(self.words, self._phrases):
            return None  # "I mean a new one, one a day" changes no other.
        if leaves_as_it_is(self.words, self._phrases):
            return None
        words = self._without_beginning(self.words)
        tells = self._phrases.longest_start("goal_changes", " ".join(words))
        disputes = self._has("goal_disputes")
        corrects = disputes or self._has("goal_corrects")
        goal, how = self._goal(words[len(tells.split()) :])
        at_menu = isinstance(expects, Command)
        asked = any(say.key.startswith("unmet.correction") for say in self.context.said)
        if not tells and ((at_menu and self._is_changed()) or asked):
            tells = HERE
        if isinstance(expects, Open) and not disputes and not (tells and how == "named"):
            return None
        if not tells and not disputes and not self._speaks_of_time(beyond_today=True):
            return None
        if isinstance(expects, Outcome) and not tells and not disputes:
            return None  # "She told me all of it, so that's done for another day" is an answer.
        if not tells and not corrects and how != "named" and not (how == "meant" and not at_menu):
            return None
        if not goal and not (tells and at_menu):
            return None
        if self._asks_for_something_else():
            return None
        if how == "only" and not at_menu and not disputes:
            return None
        if self._in_a_checkin() and not tells and how != "named":
            return None  # "No, today something like patience" is no rhythm.
        often = self._rhythm(goal, anywhere=bool(tells) or corrects)
        if often is None or not self._fits_what_was_said(often, tells, disputes=disputes):
            return None
        if not tells and not corrects and not self._is_this_one(goal, at_menu=at_menu):
            return None  # "Call my sister twice a week" is another step than to call a friend.
        if denied := only_denied(when_pieces(self.language, self.words, self.context.now)):
            return "change_goal", {"goal": goal, "without": denied}
        if any(self._phrases.has("repair.adds_to_days", word) for word in self.words):
            often = {**often, "as_well": True}
        if instead := self._instead_of():
            often = {**often, "instead_of": instead}
        sure = (at_menu and (bool(tells) or corrects)) or (
            bool(tells) and how == "named" and not isinstance(expects, Open)
        )
        slots: dict[str, Any] = {"goal": goal, "often": often}
        return "change_goal", slots if sure else slots | {"ask": True}

    def _in_a_checkin(self) -> bool:
        """Whether a question about the day is asked, which days and hours often answer."""
        return self.context.ask is not None and self.context.ask.key.startswith(OF_THE_DAY)

    def done(self) -> tuple[str, Mapping[str, Any]] | None:
        """That a goal is done, told in passing."""
        context = self.context
        ask, expects = context.ask, context.expects
        if not isinstance(expects, Command | YesNo | Choice) or ask is None:
            return None
        if ask.key.startswith(OWN_QUESTIONS) or "how_did_it_go" in ask.key:
            return None
        if self._has("goal_to_come") or not (self._has("goal_is_done") or self._i_did()):
            return None
        goal, how = self._goal(self.words)
        if how != "named" or goal in ask.words.values():
            return None
        if not self._is_done(goal) and not self._did(goal):
            return None
        if not isinstance(expects, Command) and not self._says_more_than_its_deed(goal):
            return None  # "I called him for everything" is not told of "call my mum".
        if ago := days_ago(self.language, self.words, context.now):
            return MARK, {"goal": goal, "outcome": "done", "ago": ago}
        told = {} if isinstance(expects, Command) else {"told": True}
        today = {} if self._has("goal_for_good") else {"today": True}
        return "goal_done", {"goal": goal, **today, **told}

    def _fits_what_was_said(self, often: Mapping[str, Any], tells: str, *, disputes: bool) -> bool:
        """Whether a rhythm was said: once only by that word, a condition only after a lead."""
        rrule, led = str(often["rrule"]), bool(tells) and tells != HERE
        if ONCE in rrule and not (self._has("repair.says_once") and (tells or disputes)):
            return led and self._has("repair.says_by_when")
        return led or disputes or CONDITION not in rrule

    def _is_changed(self) -> bool:
        """Whether a word of change is said to Lantern: "the cello, make it …", not "I put …"."""
        places = (at for at, _ in self._places("goal_changes", self.words))
        before = (self.words[at - 1] if at else "" for at in places)
        return any(not self._phrases.has("repair.no_lead_after", word) for word in before)

    def _asks_for_something_else(self) -> bool:
        """Whether it is plainly another command: "make me a page of the last month"."""
        said = " ".join(self.words)
        if any(request.name in OTHER_REQUESTS for request in self.language.requests(said)):
            return True
        plain = self.language.understand(said, Command())
        other = plain.kind == "command" and plain.intent != "change_goal"
        return other and plain.score >= PLAINLY

    # What is meant ------------------------------------------------------------------------------

    def _goal(self, words: Sequence[str]) -> tuple[str, How | Literal[""]]:
        """The goal that is meant, and how it was found."""
        goals = self.context.goals
        if named := named_in(self.language, words, goals, tuple(self.weak)):
            return named, "named"
        said = " ".join(words)
        there = self._told_now() or goals
        for place, name in enumerate(("first", "second", "third")):
            if place < len(there) and self._is_placed(name, words):
                return there[place], "meant"
        if len(there) > 1 and self._is_placed("last", words):
            return there[-1], "meant"
        if self._names_something_else(words):
            return "", ""
        one = self.context.talked_of("goal") or (goals[0] if len(goals) == 1 else "")
        if one and self._any("goal_meant", said):
            return one, "meant"
        return (one, "only") if one else ("", "")

    def _is_placed(self, name: str, words: Sequence[str]) -> bool:
        """Whether a goal is meant by its place: "the first one", not "on the first"."""
        for at, size in self._places(f"goal_place.{name}", words):
            before, after = words[at - 1] if at else "", words[at + size :][:1]
            of_time = bool(after) and self._phrases.has("reminder.day_after_a_place", after[0])
            if not of_time and not self._phrases.has("reminder.day_before_a_place", before):
                return True
        return False

    def _names_something_else(self, words: Sequence[str]) -> bool:
        """Whether "the swimming" or "my church" is spoken of, which is none of the goals."""
        table = self._phrases.table
        known = self.weak | table["goal_word"] | table["kind.goal"] | table["reminder.put_right"]
        return any(
            self._phrases.has("reminder.before_a_thing", word)
            and words[at + 1] not in known
            and not is_of_time(words[at + 1], self.language.name)
            and words[at + 1] not in table["rhythm_words"]
            and self._phrases.has("reminder.after_a_thing", " ".join(words[at + 2 : at + 3]))
            for at, word in enumerate(words[:-1])
        )

    def _strong(self, title: str) -> str:
        """The words of a title that name the goal."""
        words = telling(self.language, self.language.words(title))
        return " ".join(word for word in words if word not in self.weak)

    def _speaks_of_time(self, *, beyond_today: bool = False) -> bool:
        """Whether any word may belong to a rhythm; `beyond_today`: another word than "today"."""
        known, language = self._phrases.table["rhythm_words"], self.language.name
        today = self._phrases.table["rhythm_of_one_day"] if beyond_today else frozenset[str]()
        return any(
            word not in today and (word in known or is_of_time(word, language))
            for word in self.words
        )

    def _is_this_one(self, goal: str, *, at_menu: bool) -> bool:
        """Whether all the words of a goal are said; at a menu one that is not its first."""
        own = self._strong(goal).split()
        kin = inflection(self.language.name)
        said = [mentioned(self.words, [word], (), kin) is not None for word in own]
        return (bool(own) and all(said)) or (at_menu and any(said[1:]))

    def _told_now(self) -> tuple[str, ...]:
        """The goals that were told just now, in their order."""
        goals = self.context.goals
        told = [str(say.words.get("goal", "")) for say in self.context.said if _tells(say)]
        return tuple(goal for goal in told if goal in goals)

    # Rhythm, and signs --------------------------------------------------------------------------

    def _rhythm(self, goal: str, *, anywhere: bool) -> Mapping[str, Any] | None:
        """The rhythm that is wanted: what stands after the last word of correction, if it can."""
        said = list(self.words)
        signs = ("goal_disputes", "goal_corrects", "goal_changes")
        ends = [at + size for name in signs for at, size in self._places(name, said)]
        last = max(ends, default=0)
        now = self.context.now
        for piece in (said[last:], said):
            words = self._without_what_it_is_not(piece)
            for rest in (*self._without_goal(words, goal), words):
                read = self.language.understand(" ".join(rest), Recurrence(), now=now)
                if read.kind == "answer" and isinstance(read.value, Mapping):
                    return read.value
        for at in range(1, len(words) if anywhere else 0):
            read = self.language.understand(" ".join(words[at:]), Recurrence(), now=now)
            if read.kind == "answer" and isinstance(read.value, Mapping):
                return read.value
        return None

    def _without_goal(self, words: list[str], goal: str) -> list[list[str]]:
        """Words without those that name the goal: all others, those after it, those before it."""
        kin = inflection(self.language.name)
        found = mentioned(words, [self._strong(goal)], (), kin) if goal else None
        if found is None:
            return []
        before, after = words[: found[1]], words[found[2] :]
        if after and self._phrases.has("goal_word", after[0]):
            after = after[1:]  # "The allotment one".
        return [before + after, after, before]

    def _without_what_it_is_not(self, words: list[str]) -> list[str]:
        """Words without what shall not be any more: "instead of Tuesdays"."""
        for at, size in self._places("goal_instead_of", words):
            if at and at + size < len(words):
                return words[:at]
        return words

    def _instead_of(self) -> str:
        """The rule of the days that shall not be any more: "instead of Tuesdays"; "" for none."""
        for at, size in self._places("goal_instead_of", self.words):
            rest = " ".join(self.words[at + size :])
            read = self.language.understand(rest, Recurrence(), now=self.context.now)
            if at and read.kind == "answer" and isinstance(read.value, Mapping):
                return str(read.value["rrule"])
        return ""

    def _is_done(self, goal: str) -> bool:
        """Whether the words tell that it is done, and no word near takes that back.

        A word of the goal takes nothing back: "the saying no one is done".
        """
        own = frozenset(self.language.words(goal))
        for at, size in self._places("goal_is_done", self.words):
            beyond = self._any("goal_i_did", self.words[at])  # "I did not" is none.
            near = [w for w in self.words[max(at - NEAR, 0) : at + size + beyond] if w not in own]
            if not self._any("goal_not_done", " ".join(near)):
                return True
        return False

    def _did(self, goal: str) -> bool:
        """Whether the words tell that the first thing of a goal was done: "I called her"."""
        verb = next(iter(self._strong(goal).split()), "")
        kin = inflection(self.language.name)
        for at, word in enumerate(self.words):
            past = word != verb and verb in kin.bases(word) and not word.endswith(("ing", "s"))
            if past and self._any("goal_i_did", " ".join(self.words[max(at - 3, 0) : at])):
                return True
        return False

    def _says_more_than_its_deed(self, goal: str) -> bool:
        """Whether two words of a goal are said, or the only one it has."""
        own = self._strong(goal).split()
        said = shared_words(self.words, own, inflection(self.language.name))
        return said >= min(2, len(own))

    def _i_did(self) -> bool:
        """Whether "I" or "we" is said, without which no deed is told."""
        return any(self._phrases.has("goal_i_did", word) for word in self.words)

    def _without_beginning(self, words: Sequence[str]) -> Sequence[str]:
        """Words without what leads up to them: "no", "well", "can you"."""
        rest = list(words)
        while rest and (lead := self._phrases.longest_start("goal_leads", " ".join(rest))):
            rest = rest[len(lead.split()) :]
        return rest

    def _has(self, name: str) -> bool:
        return self._any(name, " ".join(self.words))

    def _any(self, name: str, said: str) -> bool:
        return bool(self._places(name, said.split()))

    def _places(self, name: str, words: Sequence[str]) -> list[tuple[int, int]]:
        """Where the entries of a list stand among the words, and how many words each has."""
        found = []
        for at in range(len(words)):
            entry = self._phrases.longest_start(name, " ".join(words[at:]))
            if entry:
                found.append((at, len(entry.split())))
        return found

    @property
    def _phrases(self) -> Phrases:
        return phrases_of(self.language.name)


def _tells(say: Say) -> bool:
    return say.key.startswith(TELLS_A_GOAL)
