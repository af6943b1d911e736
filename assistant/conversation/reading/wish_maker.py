"""Makes what is wished, and the words that the model finds of it, into the command that it is.

What the words mean the rules read: a name, days, a step, a value. What would change something that
is kept is asked about first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from assistant.conversation.acts import WRONG, Act, Context, Interpretation
from assistant.conversation.reading.changes.another_day import day_meant, tells_a_rhythm
from assistant.conversation.reading.changes.day_counted import MARK
from assistant.conversation.reading.changes.new_goal_requests import (
    new_goal,
    with_what_stands_beside,
)
from assistant.conversation.reading.changes.outcome_repairs import outcome_told
from assistant.conversation.reading.changes.plain_renaming import PlainName
from assistant.conversation.reading.changes.reminder_changes import CHANGE, SET_NOW
from assistant.conversation.reading.changes.repairs import JUST_NAMED, RENAME, repair_of
from assistant.conversation.reading.changes.when_pieces import only_denied, when_pieces
from assistant.conversation.reading.named import bare_name, named_in
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.requests import leaves_it
from assistant.conversation.reading.unasked_words import (
    begins_with_a_no,
    said_anywhere,
    wants_something_new,
)
from assistant.conversation.reading.wished_of_kept import (
    Wished,
    cancelled,
    days_of_the_newest,
    reminder_wished,
    told_of_kept,
)
from assistant.dialogues.reminder import SETS
from assistant.formatting.rephrasing import strip_hedges, tidy
from assistant.practice.naming import A_NAME, A_TITLE, is_name, nearest, same_name, short_name
from intents import (
    Aspiration,
    Choice,
    Command,
    Meaning,
    Outcome,
    Recurrence,
    YesNo,
)
from intents.calendar import ONCE
from intents.expectations import Open
from intents.spans import Wish

if TYPE_CHECKING:
    from intents import Language

SURE_WORDS, SURE_OF_A_STEP = 0.4, 0.3
"""How probable the words must be that something shall become; the second where a step is surely
wished, for its words are read by the rules once more."""
SURE_LEFT_OUT = 0.7
"""The same for days on which a step is not to be done: not "not till Sunday"."""
PLAIN, PLAIN_WORDS = 0.97, 0.95
"""How probable a wish and its words must be, so that a name is changed without asking first."""
OF_KEPT_THINGS = frozenset({"reminder", "no_reminder", "show_goals", "show_values"})
"""The wishes for a reminder, and to be told what is kept."""
A_YES_AND_A_WISH = 6
"""At least so many words say yes or no and wish something besides."""
PROPOSES = "shall_i_call_it"
"""How the questions end that propose a name."""
SET_REMINDER, ADD_GOAL = "set_reminder", "add_goal"
ERASE = "erase_last"
"""The command that erases something told, which is looked for by its words."""
OF_REMINDERS = "reminder."
"""How the questions begin by which a reminder is set."""
EXPLORES = "explore."
"""How the questions begin that propose a value."""
BARE = {
    "undo": "undo",
    "show_reminders": "list_reminders",
    "listen": "just_listen",
    "decide": "decide",
    "repeat": "repeat",
    "back": "back",
    "skip": "skip",
    "stop": "stop",
    "quiet": "stop_asking",
}
"""The commands of wishes that need no words."""


@dataclass(frozen=True)
class WishMaker:
    """Makes one wish into a command.

    `weak` words name no goal; `fill` adds to a command what it is about. `trusted`: the wish is so
    probable that it counts beside what the rules found.
    """

    language: Language
    text: str
    context: Context
    wish: Wish
    weak: tuple[str, ...]
    fill: Callable[[Meaning, Context], Meaning]
    trusted: bool

    def made(self) -> Interpretation | None:
        """The command, or the answer, that is wished; `None` where it cannot be made."""
        name = self.wish.name
        ask = self.context.ask
        proposed = ask is not None and ask.key.endswith(PROPOSES)
        offered = ask is not None and SET_REMINDER in ask.also
        if isinstance(self.context.expects, YesNo) and (
            (name == "wrong" and proposed) or (name == "no_reminder" and offered)
        ):
            return self._answer(False)
        if name == "wrong" and isinstance(self.context.expects, Open) and not self._is_long():
            return None
        sets = ask is not None and (ask.key in SETS or ask.key.startswith(OF_REMINDERS))
        if name == "reminder" and sets and isinstance(self.context.expects, YesNo):
            return None  # The dialogue that sets it reads what else it shall be.
        if name == "reminder" and not self.trusted and not self._speaks_of_reminders():
            return None
        if name == "wrong":
            denied = Act("correction", 0, len(self.text.split()), WRONG, words=self.text)
            return Interpretation(Meaning(self.text), (denied,))
        if name == "leave":
            left = leaves_it(self.language, self.context)
            return self._answer(left[1]["value"]) if left[0] == "answer" else self._command(*left)
        if name in BARE:
            return self._command(BARE[name], {})
        if name in OF_KEPT_THINGS:
            return self._of_what_is_kept(name)
        words = self.words
        if name == "remove":
            return self._removed()
        of_a_step = name == "add_step" and self.trusted
        if not words or self.wish.sure < (SURE_OF_A_STEP if of_a_step else SURE_WORDS):
            return None
        if name in ("add_value", "serves") and self._may_be_another_value(words):
            return self._answer({"kind": "value", "words": words})
        match name:
            case "add_value" if self.trusted:
                return self._added(words)
            case "add_step" if not self._asks_for_a_deed():
                return self._added_step(words)
            case "rename":
                return self._renamed(words)
            case "days":
                return self._on_other_days(words)
            case "serves":
                return self._served(words)
            case "outcome":
                return self._counted(words)
        return None

    def _of_what_is_kept(self, name: str) -> Interpretation | None:
        """A reminder wished or cancelled, or a wish to be told what is kept."""
        about, shall = self._words(self.wish.target), self._words(self.wish.words)
        language, context = self.language, self.context
        wished: Wished | None
        if name == "reminder":
            wished = reminder_wished(language, self.text, context, about, shall, self.weak)
            changes = wished is None or wished[0] == CHANGE
            if changes and not (self._set_now() or self._speaks_of_reminders()):
                return None  # "Give me till Monday for it" may be of the step.
            wished = wished or (SET_REMINDER, {})
        elif name == "no_reminder":
            wished = cancelled(language, context, about)
        else:
            wished = told_of_kept(language, self.text, context, name, about, self.weak)
        return self._command(*wished)

    def _may_be_another_value(self, words: str) -> bool:
        """Whether it was asked which value a step serves, and a new one is named instead."""
        expects = self.context.expects
        if not isinstance(expects, Choice) or expects.or_else != "value" or not self.trusted:
            return False
        return is_name(words, self.language.name) and len(words.split()) <= A_NAME

    def _added(self, words: str) -> Interpretation | None:
        asks_for_it = isinstance(self.context.expects, Open) and self.context.expects.names
        if asks_for_it or len(words.split()) > A_NAME or not is_name(words, self.language.name):
            return None
        if nearest(self._bare(words), self.context.values, self.language.name) is not None:
            return None  # It is there: something else is wished of it.
        offered = self.context.ask.words.values() if self.context.ask else ()
        if any(same_name(str(one), words, self.language.name) for one in offered):
            return None  # The yes keeps it.
        return self._command("add_value", {"value": words})

    def _added_step(self, words: str) -> Interpretation | None:
        """The step, with its value and its days where they stand before or after its words."""
        language, context, said = self.language, self.context, self.text.split()
        start, end = self.wish.words
        slots = new_goal(language, words, context)
        slots = with_what_stands_beside(language, slots, said[:start], said[end:], context)
        goal, there = str(slots.get("goal", "")), (*self.context.goals, *self.context.values)
        if not goal or any(same_name(one, goal, self.language.name) for one in there):
            return None  # "Move the swim over to fun" adds no step of that name.
        return self._command(ADD_GOAL, slots)

    def _renamed(self, words: str) -> Interpretation | None:
        name = self.name_in(words)
        if not is_name(name, self.language.name, A_TITLE):
            return None
        expects = self.context.expects
        if isinstance(expects, YesNo) and expects.or_else == "name":
            return self._answer({"kind": "name", "words": name})
        target = self._words(self.wish.target)
        named = self._named(target, (*self.context.goals, *self.context.values))
        in_words = isinstance(expects, Aspiration | Open) and not self.trusted
        refuses = begins_with_a_no(self.text, phrases_of(self.language.name))
        if not named and in_words and not self.denies and not refuses:
            return None  # The name may be the answer.
        ask = self.context.ask
        if not named and ask is not None and ask.key.startswith(EXPLORES):
            return self._added(name)  # "Call it being outside", of a value just proposed.
        if not (named or self.trusted or refuses or self._speaks_of_a_name()):
            return None  # "The cat is called Biscuit" names nothing that is kept.
        if isinstance(expects, Outcome) and not self.trusted:
            return None  # It tells how the step went.
        wanted = PlainName(name, tuple(self.language.words(target)), named, sure=False)
        found = repair_of(self.language, self.context, self.weak, wanted)
        if found.target == "unknown" and not isinstance(expects, Command):
            return None  # What was just proposed has no name yet.
        if same_name(name, found.old, self.language.name):
            return None
        there = (*self.context.goals, *self.context.values)
        others = tuple(one for one in there if one != found.old)
        if nearest(self._bare(name), others, self.language.name) is not None:
            return None  # Another thing is meant.
        slots: dict[str, Any] = {"old": found.old, "new": name}
        if not (found.old and self._is_plain()):
            slots["ask"] = True
        if found.target == "just_named":
            slots[JUST_NAMED] = True
        if found.of:
            slots["of"] = found.of
        return self._command(RENAME, slots)

    def name_in(self, words: str) -> str:
        """The name in these words: "Mason" of "just Mason"."""
        phrases, name = phrases_of(self.language.name), strip_hedges(words, self.language.name)
        while only := phrases.longest_start("repair.only_before_a_name", name.lower()):
            if only == name.lower():
                break
            name = name[len(only) :].lstrip()
        return name

    def _is_plain(self) -> bool:
        """Whether what is wished, and its words, are so sure that it is done without asking."""
        return self.wish.chance >= PLAIN and self.wish.sure >= PLAIN_WORDS

    def _on_other_days(self, words: str) -> Interpretation | None:
        if not self.names_a_goal and self._set_now():
            shall = self._words(self.wish.words)
            changed = days_of_the_newest(self.language, self.context, shall)
            return self._command(*changed) if changed else None
        goal, said = self._goal(), self.language.words(self.text)
        phrases = phrases_of(self.language.name)
        if wants_something_new(said, phrases):
            return None  # "Leave the pond alone, I meant another one, once a week."
        denied = only_denied(when_pieces(self.language, said, self.context.now))
        if goal and denied and self.wish.sure >= SURE_LEFT_OUT:
            return self._command("change_goal", {"goal": goal, "without": denied})
        often = self._often(words)
        if goal in (once := dict(self.context.once)):
            said, now = self.language.words(self.text), self.context.now
            rhythm = tells_a_rhythm(self.language, said, now)
            day = "" if rhythm else day_meant(self.language, said, now, once[goal])
            often = {"rrule": ONCE, "times": None, "by": day} if day else often
        if often is None or not goal:
            return None
        slots = {"goal": goal, "often": often, "ask": True}
        return self._command("change_goal", slots)

    def _often(self, words: str) -> Mapping[str, Any] | None:
        """The rhythm that the words tell, or their last ones: "the garden just once"."""
        said = words.split()
        for at in range(len(said)):
            read = self.language.understand(" ".join(said[at:]), Recurrence(), now=self.context.now)
            if read.kind == "answer":
                return cast(Mapping[str, Any], read.value)
        return None

    def _served(self, words: str) -> Interpretation | None:
        place = nearest(self._bare(words), self.context.values, self.language.name)
        value = self.context.values[place] if place is not None else ""
        goal = self._goal()
        if goal and phrases_of(self.language.name).has("talked_of", words.lower()):
            return self._command("goal_serves", {"goal": goal, "value": self._value_talked_of()})
        value = value or short_name(words, self.language.name) or words
        if not is_name(value, self.language.name, A_NAME):
            return None
        options = isinstance(self.context.expects, Choice | Outcome)
        if not goal or (options and not self.trusted):
            return None
        if place is None and not self.denies and not self.trusted:
            return None  # "The cello is for my granddaughter" may only tell something.
        return self._command("goal_serves", {"goal": goal, "value": value})

    def _value_talked_of(self) -> str:
        value = self.context.talked_of("value")
        return value if value in self.context.values else ""

    def _removed(self) -> Interpretation | None:
        named = self._words(self.wish.target)
        phrases = phrases_of(self.language.name)
        words = self.language.words(self.text)
        of_value = any(phrases.has("repair.kind_value", word) for word in words)
        goal = "" if of_value else self._named(named, self.context.goals)
        value = "" if goal else self._named(named, self.context.values)
        if value:
            return self._command("drop_value", {"value": value})
        if goal:
            return self._command("drop_goal", {"goal": goal})
        if not named:
            return self._command("undo", {})
        subject = _subject(self.language.words(named), phrases)
        if not subject:
            return None
        erase = Meaning(self.text, "command", ERASE, score=1.0, slots={"query": subject})
        return Interpretation.of(self.fill(erase, self.context))

    def _counted(self, words: str) -> Interpretation | None:
        named = self._named(self._words(self.wish.target), self.context.goals)
        goal = named or self.context.checked
        asked = isinstance(self.context.expects, Outcome)
        if not goal or (asked and not named and not self.trusted):
            return None
        read = self.language.understand(words, Outcome(), now=self.context.now)
        tokens = self.language.words(words)
        outcome = read.value if read.kind == "answer" else None
        outcome = outcome or outcome_told(tokens, phrases_of(self.language.name))
        if outcome is None:
            return None
        if goal == self.context.step:
            return self._answer(outcome) if asked else None  # The rules read what is read back.
        if asked and not named:
            return self._answer(outcome)  # "Not yet? I got past the gate, it's more than done."
        slots = {"goal": goal, "outcome": outcome, "last": goal == self.context.checked}
        return self._command(MARK, slots)

    def _command(self, intent: str, slots: Mapping[str, Any]) -> Interpretation:
        text = tidy(self.text, self.language.name)
        meaning = Meaning(text, "command", intent, score=1.0, slots=slots)
        return Interpretation.of(meaning if slots else self.fill(meaning, self.context))

    def _answer(self, value: Any) -> Interpretation:
        return Interpretation.of(Meaning(self.text, "answer", value=value, score=1.0))

    @property
    def names_a_goal(self) -> bool:
        """Whether the wish names one of the goals."""
        return bool(self._named(self._words(self.wish.target), self.context.goals))

    def _is_long(self) -> bool:
        return len(self.text.split()) >= A_YES_AND_A_WISH

    @property
    def denies(self) -> bool:
        """Whether something is denied."""
        return self.denies_in(self.text)

    def denies_in(self, words: str) -> bool:
        """Whether something is denied in these words."""
        table = phrases_of(self.language.name).table
        return any(word in table["correction_not"] for word in words.lower().split())

    def _speaks_of_a_name(self) -> bool:
        """Whether the words of the wish take back what was said, or speak of a kept thing."""
        phrases, words = phrases_of(self.language.name), self.language.words(self.text)
        return self.denies or any(phrases.has("goal_word", word) for word in words)

    def _asks_for_a_deed(self) -> bool:
        """Whether a step is asked for, so that one that is named answers."""
        expects = self.context.expects
        return isinstance(expects, Aspiration) or (isinstance(expects, Open) and expects.action)

    @property
    def changes_a_reminder(self) -> bool:
        """Whether a reminder is named that is to be another: "it should say", "change it to"."""
        phrases, words = phrases_of(self.language.name), self.language.words(self.text)
        changes = any(
            said_anywhere(name, words, phrases)
            for name in ("reminder.changes", "reminder.should_say")
        )
        return bool(self.wish.target[1]) and (self.denies or changes)

    def _set_now(self) -> bool:
        """Whether Lantern has just said that a reminder is set."""
        return any(say.key.startswith(SET_NOW) for say in self.context.said)

    def _speaks_of_reminders(self) -> bool:
        phrases, ask = phrases_of(self.language.name), self.context.ask
        if ask is not None and SET_REMINDER in ask.also:
            return True
        words = self.language.words(self.text)
        return any(phrases.has("reminder.speaks_of_it", word) for word in words)

    @property
    def words(self) -> str:
        """The words that tell what something shall become; those before them, if it shall not."""
        return self._words(self._not_denied(self.wish.words))

    # What is meant ------------------------------------------------------------------------------

    def _words(self, run: tuple[int, int]) -> str:
        return " ".join(self.text.split()[slice(*run)])

    def _not_denied(self, run: tuple[int, int]) -> tuple[int, int]:
        """The words of a wish, or those before them where they are denied: "once, not Sundays"."""
        denies = phrases_of(self.language.name).table["correction_not"]
        said, (start, end) = self.text.lower().split(), run
        if end == 0 or start == 0 or said[start - 1].strip(",.") not in denies:
            return run
        about = self.wish.target[1] if self.wish.target[1] < start else 0
        return (about, start - 1) if about < start - 1 else (0, 0)

    def _goal(self) -> str:
        """The goal that the wish names, or that is talked of, or the only one."""
        goals = self.context.goals
        named = self._named(self._words(self.wish.target), goals)
        if not named and (end := self.wish.words[1]):  # "Derek's is for the family".
            start, words = self.wish.words[0], self.text.split()
            named = self._named(" ".join((*words[:start], "…", *words[end:])), goals)
        return named or self.context.talked_of("goal") or (goals[0] if len(goals) == 1 else "")

    def _named(self, words: str, names: Sequence[str]) -> str:
        return named_in(self.language, self.language.words(words), names, self.weak)

    def _bare(self, words: str) -> str:
        return bare_name(words, phrases_of(self.language.name))


def _subject(words: Sequence[str], phrases: Phrases) -> str:
    """What something told is about: "the ward" of "what I said about the ward"; "" for none."""
    places = [at for at, word in enumerate(words) if phrases.has("told_about", word)]
    return " ".join(words[places[-1] + 1 :]) if places else ""
