"""Requests that name what they are about: "rename fitness to being free", "no, at nine".

A request counts only where it names a value or a goal there is, or what is talked of just now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading import own_words, preferences
from assistant.conversation.reading.changes.goal_requests import of_a_goal
from assistant.conversation.reading.changes.new_goal_requests import of_a_new_goal
from assistant.conversation.reading.changes.smaller_step import of_a_smaller_step
from assistant.conversation.reading.changes.step_said import rhythm_corrected
from assistant.conversation.reading.letter_requests import of_a_letter
from assistant.conversation.reading.named import bare_name, named_in
from assistant.conversation.reading.phrases import phrases_of
from assistant.dialogues.reminder import AN_EVENING, half_a_day_on
from assistant.practice.naming import A_NAME, is_name, nearest, short_name
from intents import (
    Choice,
    Command,
    Date,
    Dictation,
    Duration,
    Freely,
    Meaning,
    Number,
    Several,
    Sound,
    Time,
    YesNo,
)
from intents.expectations import Open
from intents.requests import Request

if TYPE_CHECKING:
    from intents import Language

ANSWER = "answer"
"""In place of an intent: the request answers the question, with its slot "value"."""
PLAINLY = 0.95
"""From this score on, words are plainly another command."""
IN_THE_MAKING = ""
"""In place of a goal: the step that is asked for just now."""
SHALL_IT_GO = "repair.shall_it_go"
"""The question whether a value is let go."""
AS_IT_IS = "leave"
"""The option that nothing changes."""
TELLS = "told_"
"""How the requests begin that tell of the person; where their thoughts are asked for they answer.
"""
PROMPT = "prompt_"
"""How the requests for one of the great questions begin; its name follows."""
LEADS_TO = {
    "about_me": ("about_me", ""),
    "what_is_act": ("explain_act", ""),
    "what_is_dbt": ("explain_dbt", ""),
    "value_example": ("explain_value", ""),
    "told_lost": ("hard_time", "losing sight of yourself"),
    "told_surviving": ("hard_time", "numbness"),
    "told_healing": ("hard_time", "healing"),
    "told_change": ("hard_time", "a time of change"),
    "told_burnt": ("hard_time", "burnout"),
    "told_silent": ("speak_up", "silent"),
    "told_boundary": ("speak_up", "boundary"),
    "empty_goal": ("empty_goal", ""),
    "kind_moment": ("kind_moment", ""),
}
"""The dialogues that requests lead to, and what is told there."""
TALKS_OF_A_REMINDER = ("reminder.told", "reminder.set", "reminder.moved")
"""What is said where a reminder is talked of."""

A_TOPIC = 5
"""What is to be erased is named in no more words; a sentence is none."""


def asked_for(
    language: Language, text: str, context: Context, weak: Sequence[str] = ()
) -> Meaning | None:
    """The command that `text` is as a whole, with what it is about; `None` for no request.

    `weak` are the words that name no goal.
    """
    if isinstance(context.expects, Sound):
        return language.understand(text, context.expects, now=context.now)
    if context.paused or (isinstance(context.expects, Dictation) and context.dictated):
        return None
    of_one = of_a_letter(language, text, context) or of_a_new_goal(language, text, context)
    of_one = of_one or rhythm_corrected(language, text, context)
    of_one = of_one or of_a_smaller_step(language, text, context, weak)
    of_one = of_one or of_a_goal(language, text, context, weak)
    if of_one is not None:
        return of_one
    reader = _Reader(language, context)
    read = ((request, reader.read(request, text)) for request in language.requests(text))
    found = [(request, meant) for request, meant in read if meant is not None]
    if not found:
        return None
    # "Rename count to ten to three breaths": where the name ends, the names there are decide.
    _, (intent, slots) = min(found, key=lambda one: not reader.names_exactly(one[0]))
    if intent == ANSWER:
        return Meaning(text, "answer", value=slots["value"], score=1.0)
    return Meaning(text, "command", intent, score=1.0, slots=slots)


def renaming(language: Language, name: str, context: Context) -> Meaning | None:
    """The wish to give the value or goal that is talked of another name; `None` for none there."""
    fit = is_name(name, language.name)
    meant = _Reader(language, context).call_it(name) if fit else None
    return Meaning(name, "command", meant[0], score=1.0, slots=meant[1]) if meant else None


def leaves_it(language: Language, context: Context) -> preferences.Wish:
    """The command, or with `ANSWER` the answer, that nothing of what is offered is wanted."""
    return _Reader(language, context).leave_it()


@dataclass(frozen=True)
class _Reader:
    """Finds what a request is about."""

    language: Language
    context: Context

    def read(self, request: Request, text: str) -> preferences.Wish | None:
        """The intent and its slots; `None` where nothing is named that there is."""
        slots, expects = request.slots, self.context.expects
        if isinstance(expects, Freely) and expects.thoughts and request.name.startswith(TELLS):
            return None  # Just that was asked for.
        match request.name:
            case "rename" if self._is_for(slots["old"]):
                return None  # "It's not for my boy, it's for the flock."
            case "rename":
                return self._rename(self._kept(slots["old"]), slots["new"])
            case "call_it":
                return self.call_it(slots["new"])
            case "merge" | "merge_into":
                return self._merge(request.name, slots)
            case "put_aside":
                return self._put_aside(slots.get("old", ""))
            case "drop":
                return self._drop(slots["old"])
            case "serves":
                return self._serves(slots)
            case "move_reminder" | "move_my_reminder":
                return self._move(request.name, slots["time"])
            case "cancel_one" | "move_one":
                return self._of_one(request.name, slots)
            case "set_rate" | "set_pause" | "set_voice_rest":
                return self._amount(request.name, slots["amount"])
            case "add_value":
                return self._add_value(slots["value"])
            case "decide_on":
                return "decide", {"what": slots["what"]}
            case "pause":
                return self._pause(slots)
            case "still_there":
                name = self._kept(slots["old"])
                told = "list_values" if name in self.context.values else "list_goals"
                return (told, {}) if name else None
            case "undo_again":
                return "undo", {}
            case "read_letter":
                return "read_letter", {}
            case "erase_letter":
                return "erase_last", {"kind": "letter"}
            case "erase_about":
                return self._erase_about(slots["query"])
            case "erase_words":
                return self._erase_words(slots["query"], text)
            case "erase_instead":
                asks = self.context.ask.key if self.context.ask else ""
                erases = asks.startswith("journal.shall_i_erase")
                return ("erase_last", {"query": slots["query"]}) if erases else None
            case "leave_it":
                return self.leave_it()
            case "leave_alone" if self._goal_in(slots["old"]):
                return self.leave_it()  # "Leave the pond one alone": it stays as it is.
            case "leave_alone":
                return None
            case "which_one":
                return self._which_one(), {}
            case str() as told if told in LEADS_TO:
                dialogue, of = LEADS_TO[told]
                return dialogue, {"of": of} if of else {}
            case "told_to_want":
                return "told_to_want", {"words": text}
            case str() as name if name.startswith(PROMPT):
                return "explore_values", {"prompt": name.removeprefix(PROMPT)}
            case "intend" | "no_intention":
                return "change_intention", dict(slots)
        if (own := own_words.wish_of(request.name, slots, self.language, expects)) is not None:
            return own
        phrases = phrases_of(self.language.name)
        return preferences.wish_of(request.name, slots, self.context, phrases)

    def call_it(self, new: str) -> preferences.Wish | None:
        """A new name for what is talked of; where a name was just proposed, that is meant."""
        ask = self.context.ask
        if ask is not None and ask.key.endswith("shall_i_call_it"):
            return None
        return self._rename(self.context.talked_of("value", "goal"), new)

    def _rename(self, old: str, new: str) -> preferences.Wish | None:
        name = self._without_what_it_is_not(new)
        return ("rename", {"old": old, "new": name}) if old and name else None

    def _merge(self, name: str, slots: Mapping[str, str]) -> preferences.Wish | None:
        one, other = self._kept(slots["one"]), self._kept(slots["other"])
        both = {one, other}
        alike = both <= set(self.context.values) or both <= set(self.context.goals)
        if len(both) < 2 or not alike:
            return None
        # "Merge a and b" keeps the first name, "merge a into b" the second.
        gone, stays = (one, other) if name == "merge_into" else (other, one)
        return "merge", {"gone": gone, "stays": stays}

    def _drop(self, named: str) -> preferences.Wish | None:
        name = self._kept(named)
        if not name:
            return None
        if name in self.context.values:
            return "drop_value", {"value": name}
        return "drop_goal", {"goal": name}

    def _put_aside(self, named: str) -> preferences.Wish | None:
        """A step rests; a value is taken out of sight. "Him" is what is talked of."""
        ask = self.context.ask
        if ask is not None and ask.key == SHALL_IT_GO and not self._kept(named):
            return ANSWER, {"value": {"aside": True}}
        name = self._kept(named) if named else self.context.talked_of("value", "goal")
        if not name:
            return None
        if name in self.context.values:
            return "drop_value", {"value": name, "aside": True}
        return "pause_goal", {"goal": name}

    def _serves(self, slots: Mapping[str, str]) -> preferences.Wish | None:
        expects, named = self.context.expects, slots["value"]
        if isinstance(expects, Choice) and self._of(named, expects.labels):
            return None  # It was asked which value it is for: this answers that.
        if isinstance(expects, Choice) and expects.or_else == "value" and "goal" not in slots:
            name = short_name(self._bare(named), self.language.name) or self._bare(named)
            return ANSWER, {"value": {"kind": "value", "words": name}}
        goal = self._goal_in(slots.get("goal", ""))
        if "goal" not in slots and self._in_the_making():
            goal = IN_THE_MAKING
        elif "goal" not in slots:
            goals = self.context.goals
            goal = self.context.talked_of("goal") or (goals[-1] if goals else "")
        value = self._of(self._bare(named), self.context.values)
        if not (goal or self._in_the_making()) or not (value or "other" in slots):
            return None
        if not value and self._bare(named).lower() in self._phrases("names_nobody"):
            return None  # "This is for me" names no value.
        if not value:
            name = short_name(self._bare(named), self.language.name)
            value = name or self._bare(named)
        return "goal_serves", {"goal": goal, "value": value}

    def _is_for(self, named: str) -> bool:
        """Whether words tell what something is for, and name nothing: "for my boy"."""
        return named.lower().partition(" ")[0] in self._phrases("repair.is_for")

    def _in_the_making(self) -> bool:
        """Whether a step is asked for, so that "it" is the step to come."""
        ask = self.context.ask
        return ask is not None and "goal_serves" in ask.also

    def _goal_in(self, named: str) -> str:
        """The goal that words name, all of them or by one of its own: "the line about lambing"."""
        if (goal := self._of(self._bare(named), self.context.goals)) or not named:
            return goal
        return named_in(self.language, self.language.words(named), self.context.goals)

    def _pause(self, slots: Mapping[str, str]) -> preferences.Wish | None:
        goal = self._of(self._bare(slots["old"]), self.context.goals)
        if not goal:
            return None
        day = self.language.understand(slots.get("until", ""), Date(), now=self.context.now)
        date = {"date": day.value} if day.kind == "answer" else {}
        return "pause_goal", {"goal": goal, **date}

    def _add_value(self, named: str) -> preferences.Wish | None:
        expects = self.context.expects
        if isinstance(expects, Open) and expects.names:
            return None  # That was asked for.
        if not named or len(named.split()) > A_NAME or self._phrases_start(named):
            return None
        return "add_value", {"value": named}

    def _phrases_start(self, named: str) -> bool:
        """Whether words begin like no name: with "it", "that", "is"."""
        return named.lower().partition(" ")[0] in self._phrases("names_nobody")

    def _erase_words(self, query: str, text: str) -> preferences.Wish | None:
        """ "Erase milk": what was said of it, where nothing else is meant by such words."""
        if self._kept(query) or self._phrases_start(query):
            return None
        first = query.lower().partition(" ")[0]
        plain = self.language.understand(text, Command(), now=self.context.now)
        if first in self._phrases("repair.not_one_thing") or plain.score >= PLAINLY:
            return None
        return "erase_last", {"query": query}

    def _erase_about(self, query: str) -> preferences.Wish | None:
        if self._kept(query) or len(query.split()) > A_TOPIC:
            return None  # "Take swimming out" is about the goal; a sentence is no topic.
        if phrases_of(self.language.name).has("talked_of", query.lower()):
            return "erase_last", {}
        return "erase_last", {"query": query}

    def _move(self, name: str, words: str) -> preferences.Wish | None:
        said = self.context.said
        told = [say for say in said if say.key.startswith(TALKS_OF_A_REMINDER)]
        if name == "move_reminder" and not told:
            return None
        time = self.language.understand(words, Time(), now=self.context.now)
        if time.kind != "answer":
            return None
        value = str(time.value)
        late = bool(told) and str(told[-1].words.get("time", "")) >= AN_EVENING
        if late and value < AN_EVENING and not self._half_of_day(words):
            value = half_a_day_on(value)
        return "change_reminder", {"hours": [value], "last": True}

    def _of_one(self, name: str, slots: Mapping[str, str]) -> preferences.Wish | None:
        """A reminder that is named without that word: "cancel the tablet one"."""
        if self._kept(slots["which"]) or not self._is_a_name(slots["which"]):
            return None
        if name == "cancel_one":
            return "cancel_reminder", {"which": slots["which"]}
        time = self.language.understand(slots["time"], Time(), now=self.context.now)
        if time.kind != "answer":
            return None
        half = not self._half_of_day(slots["time"])
        return "change_reminder", {"which": slots["which"], "hours": [time.value], "half": half}

    def _is_a_name(self, words: str) -> bool:
        """Whether words name one of several, rather than its place among them: "other", "last"."""
        return not all(word in self._phrases("names_no_one") for word in words.lower().split())

    def _amount(self, intent: str, words: str) -> preferences.Wish | None:
        """A setting of the voice with its value: words a minute, seconds or minutes."""
        expects = Number() if intent == "set_rate" else Duration()
        read = self.language.understand(words, expects, now=self.context.now)
        if read.kind != "answer":
            return None
        amount = float(read.value)
        return intent, {"amount": amount / 60 if intent == "set_voice_rest" else amount}

    def _half_of_day(self, words: str) -> bool:
        said = f" {words.lower()} "
        return any(f" {part} " in said for part in self._phrases("half_of_day"))

    def names_exactly(self, request: Request) -> bool:
        """Whether what is to be changed is named just as it is called."""
        named = request.slots.get("old", "").casefold()
        there = (*self.context.values, *self.context.goals)
        return any(name.casefold() in (named, self._bare(named)) for name in there)

    def leave_it(self) -> preferences.Wish:
        """Nothing of what is offered is wanted: how that is said where it was asked."""
        context, expects = self.context, self.context.expects
        if context.looks_back:
            return "keep", {}
        if isinstance(expects, Command):
            return "no", {}
        if isinstance(expects, Choice) and AS_IT_IS in expects.options:
            return ANSWER, {"value": AS_IT_IS}
        if isinstance(expects, Several):
            return ANSWER, {"value": []}
        if isinstance(expects, YesNo | Choice):
            return ANSWER, {"value": False if isinstance(expects, YesNo) else None}
        return "skip", {}

    def _which_one(self) -> str:
        """What may be said to the question; where that was told just now, the question again."""
        told = any(say.key.startswith("help.") for say in self.context.said)
        return "repeat" if told else "help"

    # What is meant ------------------------------------------------------------------------------

    def _kept(self, named: str) -> str:
        """The value or the goal that is named; "" where that is not clear."""
        return self._of(self._bare(named), (*self.context.values, *self.context.goals))

    def _of(self, named: str, names: tuple[str, ...]) -> str:
        plain = " ".join(w for w in named.split() if w.lower() not in self._phrases("goal_word"))
        place = nearest(plain or named, names, self.language.name)
        return "" if place is None else names[place]

    def _bare(self, named: str) -> str:
        return bare_name(named, phrases_of(self.language.name))

    def _without_what_it_is_not(self, words: str) -> str:
        """ "Being a calm mum" of "being a calm mum not all that other stuff"."""
        said = words.split()
        known = phrases_of(self.language.name)
        places = [
            n
            for n, word in enumerate(said)
            if word.lower() in self._phrases("correction_not")
            or known.longest_start("told_already", " ".join(said[n:]).lower())
        ]
        return " ".join(said[: places[0]]) if places and places[0] else words

    def _phrases(self, name: str) -> frozenset[str]:
        return phrases_of(self.language.name).table[name]
