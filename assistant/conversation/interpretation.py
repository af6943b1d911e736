"""What an utterance says, given what was asked: the only reader of the person's words.

`Interpreter.interpret` is pure: it knows the language and a `Context`, and gives an
`Interpretation`, the acts of the utterance in the order said. The names of the acts are those of
the field of dialogue acts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from rapidfuzz import fuzz

from assistant.dialogues.goal import A_TITLE_IS_SHORT
from assistant.dialogues.reminder import AN_EVENING, half_a_day_on
from assistant.dialogues.steps import Ask, Say
from assistant.formatting.rephrasing import strip_hedges, tidy
from assistant.practice.naming import mentioned
from assistant.practice.value_detection import detect_values, is_bad_news, is_good_news
from assistant.safety import rules as safety_rules
from assistant.safety.concern import Concern
from assistant.safety.noticing import notice, notice_any, notice_near
from assistant.wording import Wording
from intents import (
    Alternative,
    Aspiration,
    Choice,
    Command,
    Dictation,
    Expectation,
    Freely,
    Meaning,
    Outcome,
    Recurrence,
    Several,
    Time,
    YesNo,
)
from intents.expectations import Open
from intents.languages import folder_of

if TYPE_CHECKING:
    from intents import Language

ActKind = Literal[
    "answer",
    "command",
    "question",
    "correction",
    "refusal",
    "not_knowing",
    "telling",
    "courtesy",
    "unclear",
]
"""answer: to what was asked. command: something Lantern is to do. question: asked of Lantern.
correction: takes back or changes what was said. refusal: declines what was asked. not_knowing: "I
don't know". telling: of the person's life, beside the question. courtesy: thanks, a greeting.
unclear: not understood."""
Told = Literal["something", "feeling", "sorrow", "gladness"]
"""What a telling is about: a loss (sorrow), how heavy things are (feeling), good news, the rest."""
SafetyAnswer = Literal["safe", "unsure", "why", "fine", "stop"]
"""What may be said in a talk about safety: that they are safe, that they do not know, why it is
asked, that it is all right, and "stop" in that very word."""

QUESTIONS = frozenset(
    {"who_are_you", "privacy", "explain_difference", "explain_help", "where_am_i", "help"}
)
"""The intents that ask Lantern something."""
CORRECTIONS = frozenset({"undo", "scratch_that", "scratch_everything", "back", "erase_last"})
"""The intents that take back or change what was said."""
COURTESIES = ("thanks", "greetings", "how_are_you")
"""The intents of courtesy; they answer nothing."""
OF_A_GOAL = frozenset(
    {"change_goal", "pause_goal", "resume_goal", "drop_goal", "goal_done", "why_goal"}
)
"""The intents that are about one goal."""
REMINDABLE = ("morning_checkin", "evening_checkin", "reflect", "weekly_review")
"""The dialogues that can have a reminder."""
PLAINLY = 0.95
"""From this score on, words name what they seem to."""
SAID_AGAIN = 85
"""How alike (0 to 100) words are that repeat what was read back."""
FELT = frozenset({"sleep"})
"""Intents a feeling may be mistaken for."""
A_TELLING = 3
"""At least so many words are told, not chosen, where Lantern offered to listen."""
A_LETTER = 6
"""At least so many words are those of the letter, where its day was asked for."""
_WRITTEN_TOGETHER = re.compile(r"(\d)([a-z])")
"""As in "6am"."""
_PASSAGES = ("journal.passage", "journal.last_words")
"""The wordings in which passages of the journal are read aloud."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing an utterance does. `start` and `end` are the words it covers, from 0.

    `name` is the intent of a command, a question, a correction, a refusal or a courtesy, and what a
    telling is about (see `Told`). `value` is that of an answer.
    """

    kind: ActKind
    start: int
    end: int
    name: str = ""
    value: Any = None
    slots: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What an utterance says.

    `acts` are in the order said; silence has none. `meaning` is the reading the first act comes
    from, with the words as they are to be kept. `unused` are the content words no act covers.
    `said_again`: it repeats what was read back just now. `safety` are the answers it may hold to
    "are you safe?", and `concern` is what in it gives concern, both only in a talk about safety.
    """

    meaning: Meaning
    acts: tuple[Act, ...] = ()
    unused: tuple[str, ...] = ()
    said_again: bool = False
    safety: frozenset[SafetyAnswer] = frozenset()
    concern: Concern | None = None

    @classmethod
    def of(cls, meaning: Meaning) -> Interpretation:
        """The interpretation of a meaning alone, with one act over all its words."""
        return cls(meaning, _acts(meaning, None))

    @property
    def text(self) -> str:
        """The words, as they are to be kept."""
        return self.meaning.text

    @property
    def kind(self) -> Literal["answer", "command", "unsure", "nothing"]:
        """How the words were understood; see `intents.Meaning`."""
        return self.meaning.kind

    @property
    def intent(self) -> str | None:
        """The intent of a command."""
        return self.meaning.intent

    @property
    def value(self) -> Any:
        """The value of an answer."""
        return self.meaning.value

    @property
    def slots(self) -> Mapping[str, Any]:
        """What a command carries."""
        return self.meaning.slots

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """What may have been meant, the likeliest first."""
        return self.meaning.alternatives

    @property
    def score(self) -> float:
        """How well the words fit, from 0 to 1."""
        return self.meaning.score

    @property
    def doubtful(self) -> bool:
        """Whether it was heard so badly that it is to be confirmed."""
        return self.meaning.doubtful

    @property
    def first(self) -> Act | None:
        """The first act; `None` for silence."""
        return self.acts[0] if self.acts else None

    def act(self, kind: ActKind) -> Act | None:
        """The first act of a kind."""
        return next((act for act in self.acts if act.kind == kind), None)

    def with_doubt(self, doubtful: bool = True) -> Interpretation:
        """The same, heard badly or not."""
        return replace(self, meaning=replace(self.meaning, doubtful=doubtful))

    def with_slots(self, slots: Mapping[str, Any]) -> Interpretation:
        """The same, with other slots of its first act."""
        first, *rest = self.acts
        acts = (replace(first, slots=slots), *rest)
        return replace(self, meaning=replace(self.meaning, slots=slots), acts=acts)

    def not_understood(self, doubtful: bool = False) -> Interpretation:
        """The same words, taken for nothing that was expected; what they tell stays."""
        meaning = Meaning(self.text, doubtful=doubtful)
        telling = self.act("telling")
        told = telling if telling and self.first == telling and not doubtful else None
        return Interpretation(meaning, (told,) if told else _acts(meaning, None))


SILENCE = Interpretation(Meaning(""))


@dataclass(frozen=True)
class Context:
    """What an utterance is read against.

    `ask` is what is waited for, `said` what Lantern said last, `beneath` what is expected beneath a
    confirmation ("did you mean …?"), `read_back` the words that were read back. `looks_back`: an
    earlier answer is offered. `dictated`: some of this dictation was said already. `comforting`: it
    was just asked what would be good now. `leads_up`: the question comes before a dictation.
    `goals` are the titles of the goals there are.
    """

    ask: Ask | None = None
    said: tuple[Say, ...] = ()
    beneath: Expectation | None = None
    read_back: str = ""
    looks_back: bool = False
    dictated: bool = False
    paused: bool = False
    comforting: bool = False
    leads_up: bool = False
    safety_talk: bool = False
    goals: tuple[str, ...] = ()
    now: datetime | None = field(default=None, compare=False)

    @property
    def expects(self) -> Expectation | None:
        """What the question expects."""
        return self.ask.expects if self.ask else None


@dataclass(frozen=True)
class _Phrases:
    """The word lists of `interpretation.toml` of a language."""

    table: Mapping[str, frozenset[str]]
    my_goal: str

    def has(self, name: str, said: str) -> bool:
        return said in self.table[name]

    def longest_start(self, name: str, said: str) -> str:
        """The longest entry of a list that `said` begins with, as whole words; "" for none."""
        fits = (e for e in self.table[name] if said == e or said.startswith(f"{e} "))
        return max(fits, key=len, default="")


@cache
def _phrases(language: str) -> _Phrases:
    path = folder_of(language) / "interpretation.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = table.pop("kind")
    lists = {name: frozenset(words) for name, words in table.items()}
    lists |= {f"kind.{name}": frozenset(words) for name, words in kinds.items()}
    return _Phrases(lists, next(iter(table["my_goal"])))


class Interpreter:
    """Reads utterances of one language. Each text is read once for a question."""

    def __init__(self, language: Language | Callable[[], Language], wording: Wording) -> None:
        """`language` may still be loading; it is asked for when there is something to read.

        `wording` has the names of the value cards, and the words that say nothing by themselves.
        """
        self._language = language
        self._wording = wording
        self._context: Context | None = None
        self._memo: dict[str, Interpretation] = {}
        self._card_names = frozenset(name.casefold() for name in wording.cards().values())

    @property
    def language(self) -> Language:
        """What understands."""
        if callable(self._language):
            self._language = self._language()
        return self._language

    def interpret(self, utterance: str, context: Context) -> Interpretation:
        """What `utterance` says; never raises, whatever the text."""
        if context != self._context:
            self._context, self._memo = context, {}
        found = self._memo.get(utterance)
        if found is None:
            found = self._memo[utterance] = self._interpret(utterance, context)
        return found

    def concern(self, readings: Iterable[str]) -> tuple[Concern | None, bool]:
        """What gives concern in any reading of an utterance; whether somebody near is in danger."""
        said = tuple(dict.fromkeys(reading for reading in readings if reading))
        name = self.language.name
        concern = notice_any(said, name)
        return concern, concern is None and notice_near(said, name)

    # The whole ---------------------------------------------------------------------------------

    def _interpret(self, text: str, context: Context) -> Interpretation:
        language = self.language
        if context.safety_talk:
            return self._in_safety_talk(text, context)
        meaning = language.understand(text, context.expects, now=context.now)
        meaning = self._in_context(meaning, context)
        meaning = _tidied(self._with_slots(meaning, context))
        told = None if context.paused else self._told(meaning, context)
        acts = _acts(meaning, told)
        if acts and acts[0].kind == "unclear" and not context.paused:
            closed = context.expects is not None and context.expects.patience == "closed"
            asks = closed and not isinstance(context.expects, Command)
            if asks and self._is_not_known(meaning.text):
                acts = (replace(acts[0], kind="not_knowing"),)
        acts += self._beside_the_answer(meaning, context)
        again = bool(context.read_back) and (
            fuzz.token_set_ratio(context.read_back.lower(), meaning.text.lower()) >= SAID_AGAIN
        )
        return Interpretation(meaning, acts, self._unused(meaning, acts), said_again=again)

    def _in_safety_talk(self, text: str, context: Context) -> Interpretation:
        language = self.language
        meaning = language.understand(text, context.expects, now=context.now)
        known = safety_rules.load(language.name)
        kinds: tuple[SafetyAnswer, ...] = ("safe", "unsure", "why", "fine")
        answers = {kind for kind in kinds if known.answers(kind, text)}
        if self._phrases.longest_start("plain_stop", text.strip().lower()):
            answers.add("stop")
        concern = notice(text, language.name) if text.strip() else None
        return Interpretation(
            meaning, _acts(meaning, None), safety=frozenset(answers), concern=concern
        )

    def _beside_the_answer(self, meaning: Meaning, context: Context) -> tuple[Act, ...]:
        """What an answer says besides: it tells of a loss, or wishes for a reminder."""
        expects, text = context.expects, meaning.text
        if meaning.kind != "answer" or context.paused:
            return ()
        end = len(text.split())
        if isinstance(expects, Freely | YesNo | Aspiration) and text:
            sorrow = self.language.tells(text) == "sorrow"
            return (Act("telling", 0, end, "sorrow"),) if sorrow else ()
        if isinstance(expects, Recurrence):
            # "Remind me every weekday at seven" says how often, and wishes for a reminder too.
            wish = self.language.understand(text, Command(), now=context.now)
            if wish.intent == "set_reminder" and wish.score >= PLAINLY:
                wish = self._of_a_reminder(wish)
                return (Act("command", 0, end, "set_reminder", slots=wish.slots),)
        return ()

    def _unused(self, meaning: Meaning, acts: Sequence[Act]) -> tuple[str, ...]:
        words = meaning.text.split()
        covered = {place for act in acts for place in range(act.start, act.end)}
        return tuple(
            word
            for place, word in enumerate(words)
            if place not in covered and not self._list("function_words", word.lower())
        )

    # What was asked, and what the words can mean there ------------------------------------------

    def _in_context(self, meaning: Meaning, context: Context) -> Meaning:
        """The meaning, given what people mean by such words where this is asked."""
        text, expects, now = meaning.text, context.expects, context.now
        meaning = self._in_its_place(meaning, expects)
        if isinstance(expects, Dictation):
            if context.looks_back:
                # "Say keep it to leave it so": in a dictation those words would be dictated.
                closed = self.language.understand(text, YesNo(), now=now)
                meaning = closed if closed.intent == "keep" else meaning
            asked = context.ask.key if context.ask else ""
            refuses = self._list("not_that_one", _plain(text.replace(",", " ")))
            if asked.startswith("prompt.") and not context.dictated and refuses:
                meaning = Meaning(text, "command", "skip", score=1.0)
        beneath = context.beneath
        if meaning.kind == "nothing" and text.strip() and beneath not in (None, expects):
            return replace(self.language.understand(text, beneath, now=now), beneath=True)
        return meaning

    def _in_its_place(self, meaning: Meaning, expects: Expectation | None) -> Meaning:
        text = meaning.text
        if meaning.kind == "command" and _hopes(expects) and self._names_a_value(text):
            hope = {"kind": "value", "words": text.strip()}
            value = hope if isinstance(expects, Aspiration) else text.strip()
            meaning = Meaning(text, "answer", value=value, score=1.0)
        plain = _plain(text)
        bare = self._without_for(plain)
        before = plain.removesuffix(bare).rstrip()
        instead = meaning.value is False and any(
            before == word or before.endswith(f" {word}")
            for word in self._phrases.table["instead_for"]
        )
        if _another_value_welcome(meaning, expects, instead) and self._is_a_value(bare):
            # What it sounds like comes second: "love" is no "stop".
            named = {"kind": "value", "words": bare}
            return Meaning(text, "answer", value=named, score=1.0)
        if isinstance(expects, YesNo) and self._list("sounds_like_no", plain):
            return Meaning(text, "answer", value=False, score=1.0)
        if meaning.kind == "answer" and isinstance(expects, Open):
            return self._with_content(meaning, expects)
        if isinstance(expects, Command) and meaning.score < 1:
            for how in COURTESIES[1:]:
                if self._list(how, _plain(text.replace(",", " "))):
                    return Meaning(text, "command", how, score=1.0)
        if expects is not None and expects.patience != "reflection":
            return self._polite(meaning, expects)
        return meaning

    def _with_content(self, meaning: Meaning, expects: Open) -> Meaning:
        """To an open question "nothing" is a refusal, and "yes" or "the" no answer yet."""
        text = meaning.text
        said = _plain(text)
        refuses = self._list("nothing_to_say", said) or self._is_not_known(text)
        # "I forgot" says what got in the way, but not what mattered today.
        if refuses or (expects.what_there_was and self._list("no_answer", said)):
            return Meaning(text, "command", "skip", score=1.0)
        no_name = self._list("no_name", said) or said.replace(" ", "").isdigit()
        wrong_kind = ((expects.names or expects.action) and no_name) or (
            expects.action and self._list("no_deed", said)
        )
        if self._list("bare_yes", said) or wrong_kind or self._only_function_words(said):
            return Meaning(text)
        return meaning

    def _only_function_words(self, said: str) -> bool:
        words = re.findall(r"[^\W_]+", said)
        return bool(words) and all(self._list("function_words", word) for word in words)

    def _polite(self, meaning: Meaning, expects: Expectation) -> Meaning:
        """Thanks answer nothing; "nothing else" refuses what is asked and ends only that."""
        said = _plain(meaning.text)
        if self._thanks(said) and not isinstance(expects, Several):
            return Meaning(meaning.text, "command", COURTESIES[0], score=1.0)
        if meaning.intent == "done" and self._list("nothing_else", said):
            if isinstance(expects, YesNo):
                return Meaning(meaning.text, "answer", value=False, score=1.0)
            if not isinstance(expects, Command):
                return Meaning(meaning.text, "command", "skip", score=1.0)
        return meaning

    def _thanks(self, said: str) -> bool:
        """ "Thank you", and whatever kind word goes with it."""
        said = said.replace(",", "")
        if self._list("thanks", said):
            return True
        begins = tuple(self._phrases.table["kind_beginnings"])
        if self._list("kind_words", said) and said.startswith(begins):
            return True
        return any(
            self._list("kind_words", said.removeprefix(f"{thanks} "))
            for thanks in self._phrases.table["thanks"]
            if said.startswith(thanks)
        )

    def _names_a_value(self, text: str) -> bool:
        """Whether it is the bare name of a value, though it may sound like a command: "silence"."""
        said = text.strip().casefold().rstrip(".!")
        before = self._phrases.longest_start("before_a_name", said)
        names = {said, said.removeprefix(f"{before} ") if before else said}
        return any(name in self._card_names or self._list("also_values", name) for name in names)

    def _is_a_value(self, said: str) -> bool:
        """Whether it is no more than the name of a value: of a card, or one detected in words."""
        found = detect_values(said, self.language.name)
        return self._names_a_value(said) or any(one.words == said for one in found)

    def _without_for(self, said: str) -> str:
        """A value's name without "no, it's for" before it."""
        rest = said
        while (word := self._phrases.longest_start("before_another", _next(rest))) and word:
            rest = rest[len(word) :].lstrip(" ,")
        for name in ("it_is", "more_for"):
            word = self._phrases.longest_start(name, rest)
            if word and rest != word:
                rest = rest[len(word) :].lstrip()
        return rest

    def _is_not_known(self, text: str) -> bool:
        return self._list("not_known", _plain(text))

    # What is told -------------------------------------------------------------------------------

    def _told(self, meaning: Meaning, context: Context) -> Told | None:
        """What was told in place of an answer; anything at all, where that is waited for."""
        if meaning.intent in COURTESIES or (
            meaning.kind in ("nothing", "unsure") and self._may_not_know(meaning, context)
        ):
            return None
        told = self._told_beside(meaning, context)
        if told or meaning.kind not in ("nothing", "unsure") or meaning.doubtful:
            return told
        words = len(meaning.text.split())
        goes_on = words >= A_TELLING and context.comforting
        writes = words >= A_LETTER and context.leads_up
        return "something" if goes_on or writes else None

    def _may_not_know(self, meaning: Meaning, context: Context) -> bool:
        expects = context.expects
        closed = expects is not None and expects.patience == "closed"
        return closed and not isinstance(expects, Command) and self._is_not_known(meaning.text)

    def _told_beside(self, meaning: Meaning, context: Context) -> Told | None:
        """What was told beside the question, in place of a short answer, a value or a step."""
        expects = context.expects
        if expects is None or tells_at_once(expects, meaning):
            return None
        tells = self.language.tells(meaning.text)
        closed = expects.patience == "closed"
        good = isinstance(expects, Freely) and expects.good
        if _hopes(expects) or good or (closed and meaning.intent in FELT):
            # What an `Aspiration` says of a loss its own dialogue hears.
            if tells == "sorrow" and isinstance(expects, Freely) and meaning.kind != "command":
                return "sorrow"
            return "feeling" if tells == "feeling" else None
        if not closed or meaning.kind == "command":
            return None
        if meaning.kind == "answer":
            # "Yes, my mother died" is a yes; nothing else that tells of a loss answers anything.
            return "sorrow" if tells == "sorrow" and not isinstance(meaning.value, bool) else None
        if tells == "feeling":
            return "feeling"
        told: Told | None = tells or None
        name = self.language.name
        if isinstance(expects, Outcome) and not told and is_bad_news(meaning.text, name):
            told = "something"
        if told in (None, "something") and is_good_news(meaning.text, name):
            return "gladness"
        suggests = meaning.kind == "unsure" and bool(meaning.alternatives[0].phrase)
        if meaning.doubtful and told == "something":
            return None  # A mumble that was heard as words was not told.
        return told if told and (told == "sorrow" or not suggests) else None

    # What a command is about ----------------------------------------------------------------------

    def _with_slots(self, meaning: Meaning, context: Context) -> Meaning:
        """The meaning with what it is about: the time, the goal, the passage that it names."""
        expects = context.expects
        if meaning.intent in ("undo", "scratch_that", "stop", "drop_goal", "erase_last"):
            meaning = self._of_what_was_said(meaning, context)
        plain = meaning.kind == "command" and meaning.score >= PLAINLY
        if isinstance(expects, Command) and not plain:
            meaning = self._with_a_goal_in_it(meaning, context)
        if isinstance(expects, YesNo) and context.ask:
            meaning = self._of_a_yes_or_no(meaning, expects, context)
        match meaning.intent:
            case "set_reminder":
                return self._of_a_reminder(meaning)
            case "search_journal" | "read_last":
                return self._of_a_search(meaning, context)
            case "erase_last":
                return self._of_erasing(meaning)
            case str() as wish if wish in OF_A_GOAL:
                return self._of_a_goal(meaning, context)
        return meaning

    def _of_what_was_said(self, meaning: Meaning, context: Context) -> Meaning:
        """ "Erase that", after a passage was read, means the passage; "cancel it" a reminder."""
        said = tidy(meaning.text).lower().rstrip(" .!")
        lines = [
            str(say.words["line"])
            for say in context.said
            if say.key in _PASSAGES and "line" in say.words
        ]
        if lines and self._list("erase_that", said):
            slots = {"lines": lines[::-1]}  # The one heard last is likeliest meant.
            return Meaning(meaning.text, "command", "erase_last", score=1.0, slots=slots)
        told = any(say.key.startswith(("reminder.told", "reminder.set")) for say in context.said)
        if told and self._list("cancel_it", said):
            return Meaning(meaning.text, "command", "cancel_reminder", score=1.0)
        return meaning

    def _of_a_reminder(self, meaning: Meaning) -> Meaning:
        """A wish to be reminded, with the dialogue it names first, if it does.

        `half`: it was not said in which half of the day an early hour is meant.
        """
        words = str(meaning.slots.get("when", "")).split()
        slots: dict[str, Any] = dict(meaning.slots)
        if not self.names_half_of_day(meaning.text):
            slots["half"] = True
        for end in range(len(words), 0, -1):
            named = self.language.understand(" ".join(words[:end]), Command())
            if named.intent in REMINDABLE and named.score >= PLAINLY:
                return replace(meaning, slots={**slots, "about": named.intent})
        return replace(meaning, slots=slots)

    def _of_a_yes_or_no(self, meaning: Meaning, expects: YesNo, context: Context) -> Meaning:
        """Another time in place of one that does not suit, or a new step in place of a yes."""
        said, ask = meaning.text, context.ask
        assert ask is not None
        if ask.key.startswith("reminder.shall_i.") and meaning.value is not True:
            time = self.language.understand(said, Time(), now=context.now)
            if time.kind == "answer":
                value = str(time.value)
                late = str(ask.words["time"]) >= AN_EVENING and value < AN_EVENING
                if late and not self.names_half_of_day(said):
                    value = half_a_day_on(value)
                return Meaning(said, "answer", value={"time": value}, score=1.0)
        new_step = expects.or_else == "step" and expects.about == "goal"
        if new_step and meaning.kind == "nothing" and not self.language.tells(said):
            hope = self.language.understand(said, Aspiration())
            few = 1 < len(said.split()) <= A_TITLE_IS_SHORT
            if few and isinstance(hope.value, Mapping) and hope.value["kind"] == "goal":
                return hope
        return meaning

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
        timed = self.language.period(query or meaning.text, today)
        if timed is None:
            slots = {"query": self._wording.telling(query)} if query else {}
            return replace(meaning, slots=slots)
        first, last, rest = timed
        slots = {"query": self._wording.telling(rest) if query else ""}
        slots |= {"since": first.isoformat(), "until": last.isoformat()}
        return replace(meaning, intent="search_journal", slots=slots)

    def _of_erasing(self, meaning: Meaning) -> Meaning:
        """The words looked for, or the kind of thing that is to be erased."""
        if "lines" in meaning.slots:
            return meaning
        if query := str(meaning.slots.get("query", "")):
            return replace(meaning, slots={"query": self._wording.telling(query)})
        said = set(tidy(meaning.text).lower().rstrip(" .!").split())
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
                often = self.language.understand(meaning.text, Recurrence())
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
        meant = self.language.understand(said, Command(about="goal"), now=context.now)
        if meant.intent in OF_A_GOAL and meant.score >= PLAINLY:
            return replace(meant, text=meaning.text, slots={**meant.slots, "goal": title})
        return meaning

    def _mentioned(self, text: str, context: Context) -> tuple[str, int, int] | None:
        """The goal of which words stand in `text`: its title, and from where to where they do."""
        weak = (*self._wording.variants["word.weak"], *self._phrases.table["kind.goal"])
        return mentioned(text.split(), context.goals, weak)

    @property
    def _phrases(self) -> _Phrases:
        return _phrases(self.language.name)

    def _list(self, name: str, said: str) -> bool:
        return self._phrases.has(name, said)


def tells_at_once(expects: Expectation | None, meaning: Meaning) -> bool:
    """Whether what the question was to lead up to is told already."""
    leads_up = isinstance(expects, YesNo) and expects.or_else == "telling"
    return leads_up and meaning.kind == "answer" and not isinstance(meaning.value, bool)


def _acts(meaning: Meaning, told: Told | None) -> tuple[Act, ...]:
    """The act a meaning is."""
    end = len(meaning.text.split())
    if told:
        return (Act("telling", 0, end, told),)
    match meaning.kind:
        case "answer":
            start, end = _covered(meaning)
            return (Act("answer", start, end, value=meaning.value),)
        case "command":
            return (Act(_kind_of(str(meaning.intent)), 0, end, str(meaning.intent), None,
                        meaning.slots),)  # fmt: skip
    return (Act("unclear", 0, end),) if meaning.text.strip() or meaning.doubtful else ()


def _covered(meaning: Meaning) -> tuple[int, int]:
    """The words an answer is made of; all of them where they are not the person's own."""
    words = [word.strip(".,;:!?").casefold() for word in meaning.text.split()]
    value = meaning.value
    own = value.get("words") if isinstance(value, Mapping) else value
    if isinstance(own, str):
        name = [word.strip(".,;:!?").casefold() for word in own.split()]
        for start in range(len(words) - len(name) + 1):
            if name and words[start : start + len(name)] == name:
                return start, start + len(name)
    return 0, len(words)


def _kind_of(intent: str) -> ActKind:
    if intent in COURTESIES:
        return "courtesy"
    if intent in QUESTIONS:
        return "question"
    if intent in CORRECTIONS:
        return "correction"
    return "refusal" if intent == "skip" else "command"


def _tidied(meaning: Meaning) -> Meaning:
    """With the words as they are to be kept: spelled well, names without the hedges at their ends.

    What was chosen of several options stays as it is.
    """
    value = meaning.value
    if isinstance(value, str) and value == " ".join(meaning.text.split()):
        value = tidy(value)
    elif isinstance(value, Mapping) and isinstance(value.get("words"), str):
        words = tidy(value["words"])
        value = {**value, "words": words if value.get("kind") == "words" else strip_hedges(words)}
    slots = dict(meaning.slots)
    if isinstance(slots.get("goal"), str):
        slots["goal"] = strip_hedges(tidy(slots["goal"]))
    return replace(meaning, text=tidy(meaning.text), value=value, slots=slots)


def _hopes(expects: Expectation | None) -> bool:
    """Whether a value, a step or an intention is asked for."""
    return isinstance(expects, Aspiration) or (isinstance(expects, Freely) and expects.hope)


def _another_value_welcome(meaning: Meaning, expects: Expectation | None, instead: bool) -> bool:
    """Whether another value is welcome here, and the words are not surely something else.

    `instead`: it was said what it is for, after a "no".
    """
    welcome = isinstance(expects, YesNo | Choice) and expects.or_else == "value"
    sure = meaning.kind == "answer" or (meaning.kind == "command" and meaning.score == 1)
    return welcome and (instead or not sure)


def _plain(said: str) -> str:
    """The words in small letters, without hedges and without what ends them."""
    return strip_hedges(tidy(said)).lower().rstrip(" .!")


def _next(said: str) -> str:
    """The first word, where others follow it."""
    first, _, rest = said.partition(" ")
    return first.rstrip(",") if rest.strip() else ""
