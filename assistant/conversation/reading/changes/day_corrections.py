"""Reads a sentence that puts the days of a goal right, and nothing else.

"The piano is not every month on the first, it is every Saturday", "the call is only once, not every
Sunday", "make the call on Sunday, and the reminder Sunday at eleven". Each word has to belong to
the goal, to a time, or to what leads from one to the other; a reason may follow. A goal that is
named is the one that changes; where none is, it is the one talked of just now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.changes.another_day import only_every_day
from assistant.conversation.reading.changes.step_said import rhythm_corrected
from assistant.conversation.reading.changes.when_said import (
    WhenSaid,
    is_reason,
    tells_when,
    when_said,
)
from assistant.conversation.reading.named import names_nothing
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import mentioned
from assistant.practice.schedule import left_out
from intents import Command, Date, Dictation, Meaning, Recurrence, Sound, Time
from intents.calendar import ONCE
from intents.expectations import Open
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

A_SENTENCE = 40
"""In more words nothing of the kind is looked for."""
A_COUNT = 5
"""How often in a week is said in no more words."""
A_THING = 5
"""What is named with a goal stands in so many words before it."""
A_TIME = 14
"""A time is said in no more words."""
CHANGE, MOVE, STATUS = "change_goal", "change_reminder", "goal_status"
"""The intents."""
FOUND = "found"
"""The slot which says that the goal was found by its words or its value, and is the one meant."""
SAID_BACK = ("change_goal.", "goal.kept")
"""How the keys begin by which the days of a goal are said back."""
_TELLING = ("denied", "drops", "once", "only", "changes", "reminder")
REMINDS = ("change_goal.reminder_too", "certain.reminds", "reminder.set", "reminder.moved")
"""How the keys begin by which the reminder of a goal is told."""


def days_put_right(language: Language, text: str, context: Context) -> Interpretation | None:
    """What `text` puts right of the days of a goal, and of its reminder; `None` for nothing."""
    expects = context.expects
    words = list(language.words(text))
    if context.ask is None or context.paused or context.one_part or not context.goals:
        return None
    if isinstance(expects, Dictation | Sound | Recurrence | Time | Date):
        return None
    if not 2 < len(words) <= A_SENTENCE:
        return None
    if rhythm_corrected(language, text, context) is not None:
        return None  # It puts right what was kept just now, in the same dialogue.
    phrases = phrases_of(language.name)
    reader = _Reader(language, context, phrases)
    asks = phrases.has("reminder.begins_a_question", words[0])
    found = reader.asked(words) if asks else reader.read(words)
    if found is None:
        return None
    said = tidy(text, language.name)
    acts = tuple(Act("command", 0, len(said.split()), name, slots=slots) for name, slots in found)
    name, slots = found[0]
    return Interpretation(Meaning(said, "command", name, score=1.0, slots=slots), acts)


@dataclass
class _Said:
    """What was read so far, of the days of the goal and of the hour of its reminder."""

    days: list[WhenSaid] = field(default_factory=list)
    denied: list[WhenSaid] = field(default_factory=list)
    gone: list[WhenSaid] = field(default_factory=list)
    instead_of: str = ""
    of_reminder: list[WhenSaid] = field(default_factory=list)
    counted: Mapping[str, Any] | None = None
    plainly_not: bool = False
    taken_back: bool = False
    corrects: bool = False
    as_well: bool = False
    once: bool = False
    only: bool = False
    one_day: bool = False
    changes: bool = False
    of_the_reminder: bool = False

    @property
    def puts_right(self) -> bool:
        """Whether a word says that something is not as it was meant."""
        return bool(self.denied or self.gone or self.once or self.only)


class _Reader:
    def __init__(self, language: Language, context: Context, phrases: Phrases) -> None:
        self._language = language
        self._context = context
        self._phrases = phrases

    def read(self, words: list[str]) -> list[tuple[str, dict[str, Any]]] | None:
        """The commands that the words are, of a goal and then of its reminder."""
        for begin in (0, *self._changes_of_a_goal(words)):
            rest = words[begin:]
            goal, places = self._goal(rest)
            said = self._parsed(rest, places)
            if said is None:
                continue
            named = bool(places)
            puts_right = said.puts_right or (said.corrects and self._was_changed())
            if not named and not (puts_right and self._context.talked_of("goal")):
                continue
            found = self._commands(goal or self._context.talked_of("goal"), said, named=named)
            if found:
                return found
        return self._of_something_else(words)

    def asked(self, words: list[str]) -> list[tuple[str, dict[str, Any]]] | None:
        """The question whether a goal is on a day: "is the walk on Saturday"."""
        if not self._phrases.has("reminder.asks_whether", words[0]):
            return None
        goal, places = self._goal(words[1:])
        said = self._parsed(words[1:], places) if places else None
        timely = said is not None and said.days and not said.puts_right and not said.changes
        return [(STATUS, {"goal": goal})] if timely else None

    def _of_something_else(self, words: list[str]) -> list[tuple[str, dict[str, Any]]] | None:
        """ "The swimming is only on Mondays", where that is no goal: it is asked which is meant."""
        thing = self._something_else(words)
        if thing is None or not isinstance(self._context.expects, Command):
            return None
        said = self._parsed(words, frozenset({thing}))
        days = [when for when in said.days if when.rrule and not when.hours] if said else []
        if said is None or not said.puts_right or len(days) != 1 or len(said.days) != 1:
            return None
        often = {"rrule": self._without_some(days[0].rrule, said), "times": None}
        return [(CHANGE, {"often": often, "ask": True})]

    def _something_else(self, words: list[str]) -> int | None:
        """Where a thing is named that is no goal: "the swimming is"."""
        for at, word in enumerate(words[:-2]):
            named = self._phrases.has("reminder.before_a_thing", word)
            after = self._phrases.has("reminder.after_a_thing", words[at + 2])
            if named and after and self._names(words[at + 1], self._weak()):
                return at + 1
        return None

    def _changes_of_a_goal(self, words: list[str]) -> list[int]:
        """Where "change", "make" or "put" is said of a goal that is named; what was told before
        that is left out."""
        found: list[int] = []
        if self._open and not self._phrases.has("correction_not", words[0]):
            return found  # What was told before it is an answer.
        for at in range(1, len(words)):
            lead = self._phrases.longest_start("goal_changes", " ".join(words[at:]))
            told = words[:at]
            joined = any(self._phrases.has("clause_joins", word) for word in told)
            if joined or self._goal(told)[1] or self._asks_for_more(told):
                break  # "The reading can rest, and make the ringing Wednesdays": two wishes.
            near = words[at + len(lead.split()) : at + len(lead.split()) + 5] if lead else []
            if near and self._goal(near)[1]:
                found.append(at)
        return found

    def _asks_for_more(self, words: list[str]) -> bool:
        places = (" ".join(words[at:]) for at in range(len(words)))
        return any(self._phrases.longest_start("goal_changes", rest) for rest in places)

    # The goal -----------------------------------------------------------------------------------

    def _goal(self, words: Sequence[str]) -> tuple[str, frozenset[int]]:
        """The goal that is named, by its words or by its value, and where; "" for none."""
        context, kin = self._context, inflection(self._language.name)
        values = context.serves or ("",) * len(context.goals)
        weak = self._weak()
        found: list[tuple[int, str, frozenset[int]]] = []
        for title, value in zip(context.goals, values, strict=False):
            own = [w for w in self._language.words(title) if self._names(w, weak)]
            its = [w for w in self._language.words(value) if self._names(w, weak)]
            by_name = {n for n, w in enumerate(words) if mentioned([w], own, (), kin)}
            by_value = {n for n, w in enumerate(words) if mentioned([w], its, (), kin)}
            if by_name or by_value:
                weight = 2 * len(by_name) + bool(by_value)
                found.append((weight, title, frozenset(by_name | by_value)))
        found.sort(key=lambda one: -one[0])
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return "", frozenset()
        return found[0][1], found[0][2] | self._named_with_it(words, min(found[0][2]))

    def _named_with_it(self, words: Sequence[str], place: int) -> frozenset[int]:
        """Where words are named with the goal: "the phone call to the grandchildren"."""
        for at in range(max(place - A_THING, 0), place - 2):
            between = words[at + 1 : place]
            leads = any(self._phrases.has("reminder.before_the_goal", word) for word in between[1:])
            timely = any(
                self._lead(" ".join(words[n:place]))[0] in _TELLING for n in range(at, place)
            )
            timely = timely or any(self._phrases.has("rhythm_words", word) for word in between)
            if self._phrases.has("reminder.before_a_thing", words[at]) and leads and not timely:
                return frozenset(range(at, place))
        return frozenset()

    def _weak(self) -> frozenset[str]:
        table = self._phrases.table
        weak = table["function_words"] | table["before_a_name"] | table["kind.goal"]
        return weak | table["goal_word"] | table["reminder.put_right"]

    def _names(self, word: str, weak: frozenset[str]) -> bool:
        known = word in weak or names_nothing(word, self._language.name)
        return not known and not tells_when(self._language, word)

    def _was_changed(self) -> bool:
        """Whether the days of a goal were said back just now."""
        return any(
            say.key.startswith(SAID_BACK) and "often" in say.words for say in self._context.said
        )

    # The words ----------------------------------------------------------------------------------

    def _parsed(self, words: list[str], places: frozenset[int]) -> _Said | None:
        """What the words say; `None` where a word says anything else."""
        said, at, since = _Said(), 0, 0
        denies = drops = False
        before: list[str] = []
        while at < len(words):
            if at in places:
                at += 1
                continue
            rest = " ".join(words[at:])
            if self._is_a_place(rest):
                return None  # "The first one is only on Fridays" is read elsewhere.
            name, size = self._lead(rest)
            if name == "denied":
                before = words[: at + 1]
                said.plainly_not = self._phrases.has("correction_not", words[at])
                denies, at = True, at + size
                continue
            if name == "drops":
                drops, at = True, at + size
                continue
            if not denies and not drops and (counted := self._counted(words, at)) is not None:
                said.counted, at = counted
                since = at
                continue
            if name == "once":
                if self._phrases.has("reminder.per", " ".join(words[at + size : at + size + 1])):
                    return None  # "Once a year" is a rhythm of its own.
                said.once, at = True, at + size
                continue
            if name == "only":
                said.only, said.days, said.instead_of, at = True, [], "", at + size
                continue
            if (moved := self._from_to(words, at, said)) is not None:
                at = moved
                continue
            when, end = self._time(words, at, places)
            if when is not None and denies:
                end = at + only_every_day(self._language, words[at:end], self._context.now)
                when = when_said(self._language, words[at:end], self._context.now) or when
            if when is not None:
                excepts = denies and before[-2:-1] == ["but"]
                if excepts and "BYDAY" not in when.rrule:
                    return None  # "But not in August", which was not read.
                self._keep(said, when, words[at:end], denies=denies, drops=drops)
                denies, drops, at, since = False, False, end, end
                continue
            if name == "changes":
                said.changes, at = True, at + size
                continue
            if name == "reminder":
                said.of_the_reminder, at = True, at + size
                continue
            if name:
                said.as_well = said.as_well or self._phrases.has("repair.adds_to_days", words[at])
                if self._phrases.has("reminder.takes_back", " ".join(words[at : at + size])):
                    said.taken_back = said.corrects = True
                at += size
                continue
            begun = max(since, at - 1)
            told = said.days or said.once or said.of_reminder or said.counted
            if told and (is_reason(words[begun:], self._language.name) or self._is_enough(rest)):
                break
            return None
        return None if denies or drops else said

    def _is_a_place(self, rest: str) -> bool:
        """Whether a goal is named by its place: "the first one"."""
        places = ("first", "second", "third", "last")
        named = (self._phrases.longest_start(f"goal_place.{place}", rest) for place in places)
        return any(self._phrases.has("goal_word", lead.split()[-1]) for lead in named if lead)

    def _lead(self, rest: str) -> tuple[str, int]:
        """Which list the longest phrase at the beginning is of, and how many words it has."""
        lists = {
            "denied": "reminder.denied", "drops": "reminder.drops_days", "once": "repair.says_once",
            "only": "reminder.all_there_are", "changes": "goal_changes",
            "reminder": "reminder.the_reminder", "now": "reminder.put_right",
        }  # fmt: skip
        found = [
            (len(lead.split()), name)
            for name, of in lists.items()
            if (lead := self._phrases.longest_start(of, rest))
        ]
        size, name = max(found, default=(0, ""), key=lambda one: one[0])
        return name, size

    def _time(
        self, words: list[str], at: int, places: frozenset[int]
    ) -> tuple[WhenSaid | None, int]:
        """The longest time that begins here, and where it ends."""
        end = at
        while end < min(len(words), at + A_TIME) and end not in places:
            following = " ".join(words[end:])
            name, _ = self._lead(following)
            if end > at and self._phrases.longest_start("reminder.begins_a_bound", following):
                break
            if name in ("denied", "drops", "once", "only") and end > at:
                break
            if not tells_when(self._language, words[end]):
                break
            end += 1
        if end > at and (bounded := self._bounded(words, at, end)) is not None:
            return bounded
        for stop in range(end, at, -1):
            piece = words[at:stop]
            if self._language.unfinished(" ".join(piece)) or piece == self._a_single_one:
                continue
            when = when_said(self._language, piece, self._context.now)
            if when is not None:
                return when, stop
        return None, at

    def _from_to(self, words: list[str], at: int, said: _Said) -> int | None:
        """Where "from Friday to Sunday" ends, after a word of change: one day for another."""
        if not said.changes or not self._phrases.has("reminder.from", words[at]):
            return None
        links = [n for n in range(at + 2, len(words)) if words[n] in self._links][:1]
        for link in links:
            old = when_said(self._language, words[at + 1 : link], self._context.now)
            new, end = self._time(words, link + 1, frozenset())
            if old is not None and old.rrule and new is not None and new.rrule:
                said.instead_of, said.days = old.rrule, [new]
                return end
        return None

    def _bounded(self, words: list[str], at: int, end: int) -> tuple[WhenSaid, int] | None:
        """A rhythm that goes on with a bound: "mondays and fridays but not in August"."""
        if not self._phrases.longest_start("reminder.begins_a_bound", " ".join(words[end:])):
            return None
        for stop in range(len(words), end + 1, -1):
            said = " ".join(words[at:stop])
            read = self._language.understand(said, Recurrence(), now=self._context.now)
            if read.kind != "answer" or read.value["times"]:
                continue
            rhythm = RecurrenceSet.parse(str(read.value["rrule"]))
            if not rhythm.as_said and not rhythm.once:
                return WhenSaid(rrule=rhythm.text()), stop
        return None

    def _counted(self, words: list[str], at: int) -> tuple[Mapping[str, Any], int] | None:
        """A rhythm that is counted, and where it ends: "twice a week"."""
        for stop in range(min(len(words), at + A_COUNT), at + 1, -1):
            if not all(tells_when(self._language, word) for word in words[at + 1 : stop]):
                continue
            read = self._language.understand(" ".join(words[at:stop]), Recurrence())
            if read.kind == "answer" and read.value["times"]:
                return read.value, stop
        return None

    @property
    def _a_single_one(self) -> list[str]:
        """What counts a thing where it stands alone, and is no hour: "one"."""
        return [*self._phrases.table["one_of_things"]]

    @property
    def _links(self) -> frozenset[str]:
        return self._phrases.table["reminder.to_another_day"]

    def _keep(
        self, said: _Said, when: WhenSaid, words: list[str], *, denies: bool, drops: bool
    ) -> None:
        if denies or drops:
            (said.denied if denies else said.gone).append(when)
        elif said.of_the_reminder:
            said.of_reminder.append(when)
        else:
            said.one_day = any(self._phrases.has("reminder.one_day", word) for word in words)
            said.days = [when] if said.taken_back else [*said.days, when]
            said.taken_back = False

    def _is_enough(self, rest: str) -> bool:
        """Whether the words only say that so much is enough: "one call would be enough"."""
        words = rest.split()
        tails = (" ".join(words[n:]) for n in range(len(words)))
        return any(self._phrases.has("reminder.is_enough", tail) for tail in tails)

    # What is meant ------------------------------------------------------------------------------

    def _commands(
        self, goal: str, said: _Said, *, named: bool
    ) -> list[tuple[str, dict[str, Any]]] | None:
        hours = [when for when in said.days if when.hours or when.part]
        days = [when for when in said.days if when.rrule or when.date]
        if any(when.bound or when.without for when in said.days):
            return None
        found: list[tuple[str, dict[str, Any]]] = []
        slots = self._of_the_goal(goal, said, days)
        if slots is None and (days or said.counted or said.gone or said.once):
            return None
        if slots is not None and self._is_asked_for(said, named=named):
            at_menu = isinstance(self._context.expects, Command)
            sure = at_menu or (named and said.changes) or (bool(said.denied) and not self._open)
            sure = sure and not said.instead_of  # "From Monday to Friday" may be a range.
            more = {**({} if sure else {"ask": True}), **({FOUND: True} if named else {})}
            found.append((CHANGE, {"goal": goal, **slots, **more}))
        reminder = [*hours, *said.of_reminder]
        tells = any(say.key.startswith(REMINDS) for say in self._context.said)
        if hours and not (tells or said.of_the_reminder):
            return None  # A goal has no hour.
        puts_right = bool(found) or (tells and bool(said.denied))
        if reminder and puts_right and (said.of_the_reminder or tells):
            when = reminder[-1]
            only_hours = replace(when, rrule="", date="") if when in hours else when
            found.append((MOVE, {"which": goal, **only_hours.slots}))
        return found or None

    @property
    def _open(self) -> bool:
        expects = self._context.expects
        return isinstance(expects, Open) and not isinstance(expects, Command)

    def _is_asked_for(self, said: _Said, *, named: bool) -> bool:
        """Whether a change is asked for, and no day of something is only told."""
        if isinstance(self._context.expects, Command):
            return named or said.puts_right or said.corrects
        if self._open:
            return named and (said.changes or bool(said.denied))
        return said.changes or said.puts_right

    def _of_the_goal(self, goal: str, said: _Said, days: list[WhenSaid]) -> dict[str, Any] | None:
        """The slots of the change; `None` where it is none, or not clear."""
        if not goal:
            return None
        if said.counted is not None:
            return None if days or said.once or said.gone else {"often": dict(said.counted)}
        if said.once:
            by = days[-1].date if days else ""
            return {"often": {"rrule": ONCE, "times": None, "by": by}}
        if not days:
            gone = [*said.gone, *(said.denied if said.plainly_not else ())]
            rule = gone[0].rrule if len(gone) == 1 else ""
            return {"without": rule} if rule and "BYDAY" in rule else None
        if len({(when.rrule, when.date) for when in days}) > 1 or (
            said.gone and not said.only and said.instead_of
        ):
            return None
        when = days[-1]
        of_a_day = said.one_day and when.date and said.denied and not said.changes
        if of_a_day and goal not in dict(self._context.once):
            return None  # "Not today, tomorrow": its rhythm stays.
        if said.one_day and when.date and (said.denied or said.only):
            return {"often": {"rrule": ONCE, "times": None, "by": when.date}}
        if said.one_day and when.date:
            return {"date": when.date}
        rrule = self._without_some(when.rrule, said)
        often: dict[str, Any] = {"rrule": rrule, "times": None}
        if said.as_well:
            often["as_well"] = True
        if said.instead_of:
            often["instead_of"] = said.instead_of
        return {
            **({"often": often} if rrule else {}),
            **({"date": when.date} if when.date and not said.instead_of else {}),
        } or None

    def _without_some(self, rrule: str, said: _Said) -> str:
        """The rule without days that are some of its own: "every day, not Sundays"."""
        for when in (*said.denied, *said.gone):
            if not rrule or "BYDAY" not in when.rrule:
                continue
            own, less = _weekdays(rrule), _weekdays(when.rrule)
            rrule = left_out(rrule, when.rrule) or rrule if not own or less < own else rrule
        return rrule


def _weekdays(rrule: str) -> set[str]:
    """The weekdays that a rule names; none for every day."""
    return set(RecurrenceSet.parse(rrule).parts.get("BYDAY", "").split(",")) - {""}
