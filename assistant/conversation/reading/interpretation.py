"""Reads utterances: the only reader of the person's words.

`Interpreter.interpret` is pure: it knows the language and a `Context`, and gives an
`Interpretation`, the acts of the utterance in the order said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Literal, cast

from rapidfuzz import fuzz

from assistant.conversation.acts import COURTESIES, Act, Context, Interpretation, Told, acts_of
from assistant.conversation.reading.another_wish import with_another_wish
from assistant.conversation.reading.changes.another_name import another_value_welcome, without_for
from assistant.conversation.reading.changes.days_said import of_days_and_reminders
from assistant.conversation.reading.changes.outcome_repairs import correction_of_outcome
from assistant.conversation.reading.changes.reminder_told import with_what_was_told
from assistant.conversation.reading.changes.repairs import with_name_instead
from assistant.conversation.reading.changes.rhythm_at_hours import with_its_hours
from assistant.conversation.reading.changes.step_said import with_all_of_the_step
from assistant.conversation.reading.changes.who_is_meant import with_who_is_meant
from assistant.conversation.reading.checkins.checkin_answers import in_a_checkin
from assistant.conversation.reading.checkins.losses import is_old_loss
from assistant.conversation.reading.checkins.wished_beside import wished_beside
from assistant.conversation.reading.corrections import said_in_a_clause
from assistant.conversation.reading.courtesies import polite
from assistant.conversation.reading.dictation.asked_amid import asked_amid
from assistant.conversation.reading.dictation.wished_amid import wished_amid
from assistant.conversation.reading.in_safety_talk import said_in_safety_talk
from assistant.conversation.reading.learned_wishes import (
    MAKES_A_CHANGE,
    nothing_wished,
    only_asked,
    wished,
    without_commands,
)
from assistant.conversation.reading.named_in_a_story import with_plain_name
from assistant.conversation.reading.never_kept import without_danger
from assistant.conversation.reading.own_words import meant
from assistant.conversation.reading.parts import (
    SURE,
    as_ruled,
    mended,
    read_by_parts,
    surely_answered,
    told_at_once,
    with_the_time,
    with_wish_behind,
)
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.plain_wishes import wished_plainly
from assistant.conversation.reading.read_first import read_first
from assistant.conversation.reading.requests import asked_for
from assistant.conversation.reading.slot_filling import PLAINLY, SlotFiller
from assistant.conversation.reading.step_told import step_told
from assistant.conversation.reading.surely_agreed import surely_agreed
from assistant.conversation.reading.themes import tells_at_once
from assistant.conversation.reading.tidying import tidied
from assistant.conversation.reading.to_lantern.addressed import call_in_dictation, parts_addressed
from assistant.conversation.reading.to_lantern.direct_questions import (
    asked_directly,
    asked_in_place_of_a_word,
    with_question_named,
)
from assistant.conversation.reading.to_lantern.goodbyes import with_a_goodbye
from assistant.conversation.reading.to_lantern.its_words import of_a_line, of_a_word, of_its_words
from assistant.conversation.reading.to_lantern.kept_questions import (
    asked_of_what_is_kept,
    with_kept_question,
)
from assistant.conversation.reading.to_lantern.unmet import as_asked, surely_put
from assistant.conversation.reading.to_lantern.wants_to_talk import said_plainly
from assistant.conversation.reading.unasked import without_unasked
from assistant.conversation.reading.wishes import (
    and_stop,
    not_to_be_kept,
    two_wishes,
    wish_in,
    with_wishes,
    yes_and,
)
from assistant.conversation.reading.yes_at_last import put_right
from assistant.dialogues.steps import Ask
from assistant.formatting.own_names import spelled
from assistant.formatting.rephrasing import strip_hedges, tidy
from assistant.formatting.stutters import without_stutters
from assistant.practice.value_detection import detect_values, is_bad_news, is_good_news
from assistant.wording import Wording
from intents import (
    Aspiration,
    Choice,
    Command,
    Dictation,
    Expectation,
    Freely,
    Meaning,
    Outcome,
    Recurrence,
    YesNo,
)
from intents.expectations import Open
from intents.spans import Span, SpanKind, Spans

if TYPE_CHECKING:
    from intents import Language

SAID_AGAIN = 85
"""How alike (0 to 100) words are that repeat what was read back."""
FELT = frozenset({"sleep"})
"""Intents a feeling may be mistaken for."""
A_TELLING = 3
"""At least so many words are told, not chosen, where Lantern offered to listen."""
A_LAST_SENTENCE = 14
"""At most so many words end a dictation and say why."""
A_LETTER = 6
"""At least so many words are those of the letter, where its day was asked for."""


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
        self._filler: SlotFiller | None = None
        self._card_names = frozenset(name.casefold() for name in wording.cards().values())
        self._weak = tuple(wording.variants.get("word.weak", ()))

    @property
    def language(self) -> Language:
        """What understands."""
        if callable(self._language):
            self._language = self._language()
        return self._language

    @property
    def wording(self) -> Wording:
        """What Lantern says."""
        return self._wording

    def interpret(self, utterance: str, context: Context) -> Interpretation:
        """What `utterance` says; never raises, whatever the text."""
        if context != self._context:
            self._context, self._memo = context, {}
        if utterance not in self._memo:
            self._memo[utterance] = self._in_full(utterance, context)
        return self._memo[utterance]

    def _in_full(self, utterance: str, context: Context) -> Interpretation:
        """What `utterance` says by the rules and the learned readers together."""
        text = meant(utterance, context)
        if not isinstance(context.expects, Dictation) and not spelled(text):
            text = without_stutters(text, self.language.name)
        if both := wished_beside(self.language, text, context, self._in_full):
            return both
        before = context.said_before(self._wording)
        read = without_unasked(self._interpret(text, context), self.language)
        if nothing_wished(self.language, text, context, read, before):
            read = without_unasked(self._as_told(text, context), self.language)
        elif only_asked(self.language, text, context, read, before):
            read = self._as_told(text, context, changes=False)
        amid = wished_amid(self.language, text, context, self._in_full, self._learned)
        read = amid or asked_amid(self.language, text, context, read) or read
        learned = self._learned(text, context, read)
        read = learned or step_told(self.language, text, context, read) or read
        said = with_what_was_told(self.language, text, read, context)
        said = with_its_hours(said, text, context, self.language, self._wording)
        said = with_who_is_meant(said, text, self.language)
        said = without_danger(said, context, self.language.name)
        whole = partial(self._in_full, context=context)
        said = with_another_wish(self.language, text, context, said, before, whole)
        return surely_agreed(said, context, self.language.name)

    def _learned(self, text: str, context: Context, read: Interpretation) -> Interpretation | None:
        """What only the learned reader finds wished in `text`, of which the rules made `read`."""
        before, fill = context.said_before(self._wording), self._slots.fill
        return wished(self.language, text, context, read, before, self._weak, fill)

    # The whole ---------------------------------------------------------------------------------

    def _interpret(self, text: str, context: Context) -> Interpretation:
        language = self.language
        if context.safety_talk:
            return said_in_safety_talk(language, text, context)
        answer = partial(language.understand, expects=YesNo(), now=context.now)
        if found := (
            read_first(language, text, context, self._interpret)
            or with_a_goodbye(text, context, language.name)
            or of_a_word(text, context, self._wording)
            or asked_directly(language, text, context)
            or wished_plainly(language, text, context)
            or call_in_dictation(text, context, language.name)
            or of_days_and_reminders(language, text, context)
            or said_plainly(text, context, self._wording, answer)
            or asked_of_what_is_kept(language, text, context, self._interpret, self._slots.fill)
            or asked_in_place_of_a_word(text, context, language.name)
            or put_right(language, text, context, self._weak, self._read)
        ):
            return found
        wish = correction_of_outcome(language, text, context, self._weak)
        wish = wish or asked_for(language, text, context, self._weak)
        if wish is not None and (both := yes_and(language, text, wish, context)):
            return both
        read = partial(wish_in, language, context=context, weak=self._weak, read=self._read)
        if wish is not None:
            of_all = Interpretation.of(replace(wish, text=tidy(text, language.name)))
            return two_wishes(of_all, text, context, language.name, read)
        if stopped := and_stop(text, context, language.name, self._interpret):
            return stopped
        parted = in_a_checkin(self._by_its_parts(text, context), text, context, language.name)
        said = with_wishes(parted, text, context, language.name, read)
        said = with_plain_name(said, text, context, language)
        said = with_all_of_the_step(said, text, context, language)
        if not said.act("command") and (secret := not_to_be_kept(text, context, language.name)):
            return secret
        said = with_kept_question(language, said, context, self._weak)
        return with_question_named(language, said)

    def _as_told(self, text: str, context: Context, *, changes: bool = True) -> Interpretation:
        """What it says by its parts alone, where no change is wished."""
        said = self._by_its_parts(text, context, changes=changes)
        said = in_a_checkin(said, text, context, self.language.name)
        return with_kept_question(self.language, said, context, self._weak)

    def _by_its_parts(self, text: str, context: Context, *, changes: bool = True) -> Interpretation:
        """What the rules and the learned parts make of it together; not the former a change of what
        is kept, unless `changes`."""
        language = self.language
        meaning = self._read(text, context.expects, context)
        if not changes and meaning.kind == "command" and meaning.intent in MAKES_A_CHANGE:
            meaning = Meaning(text)
        meaning = told_at_once(meaning, context.expects, language.name)
        # "The first one again", of voices to choose from, is no complaint.
        of_sounds = isinstance(context.expects, Choice) and bool(context.expects.heard)
        answered = of_sounds and meaning.kind == "answer"
        spans = Spans() if answered else self._spans(text, context)
        if surely_put(text, context, spans, language.name):
            return Interpretation.of(Meaning(text))
        told = None if context.paused else self._told(tidied(meaning, language.name), context)
        parted = None
        if not told or told == "something" or surely_answered(spans):
            read = partial(self._read, context=context)
            parted = read_by_parts(text, meaning, spans, context, read, language.name)
        if parted is not None:
            meaning, acts = parted
            ruled = self._tells(text)
            acts = tuple(as_ruled(with_the_time(act, context.now), ruled) for act in acts)
            if not any(act.name == "sorrow" for act in acts):
                beside = self._beside_the_answer(meaning, context)
                same = {(act.kind, act.name) for act in beside}
                acts = tuple(act for act in acts if (act.kind, act.name) not in same) + beside
            meaning = tidied(meaning, language.name, context.expects)
            return Interpretation(meaning, acts, self._unused(meaning, acts))
        meaning = tidied(meaning, language.name)
        acts = acts_of(meaning, told)
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

    def _spans(self, text: str, context: Context) -> Spans:
        """The parts of `text`; one, where its beginning tells surely what it does.

        What is spelled letter by letter is one word, and has none.
        """
        if context.paused or context.one_part or spelled(text):
            return Spans()
        leads_on = self._phrases.table["leads_on"]
        closed = context.expects is not None and context.expects.patience == "closed"
        expects, before = context.expects, context.said_before(self._wording)
        found = self.language.spans(text, expects, before)
        spans = mended(found, text, leads_on, closed)
        spans = without_commands(self.language, spans, text, expects, before)
        kind, _, name = self._phrases.surely(_plain(text, self.language.name)).partition(".")
        asks = None if kind else of_a_line(text, context, self._wording)
        asks = asks or (None if kind else parts_addressed(text, context, self.language.name))
        if not kind and (asks := asks or of_its_words(text, context, self._wording)):
            cut = as_asked(spans, text, self.language.name)
            return with_wish_behind(asks.parts[0], cut) if len(asks.parts) == 1 else asks
        if not kind or any(part.kind == kind and part.chance >= SURE for part in spans):
            return as_asked(spans, text, self.language.name)
        whole = Span(cast(SpanKind, kind), 0, len(text.split()), name)
        return with_wish_behind(whole, as_asked(spans, text, self.language.name))

    def _read(self, text: str, expects: Expectation | None, context: Context) -> Meaning:
        """What the rules make of `text`; with no expectation, what it asks for."""
        meaning = self.language.understand(text, expects, now=context.now)
        if expects is not context.expects:
            return self._slots.fill(meaning, Context(goals=context.goals, now=context.now))
        return self._slots.fill(self._in_context(meaning, context), context)

    def _beside_the_answer(self, meaning: Meaning, context: Context) -> tuple[Act, ...]:
        """What an answer says besides: it tells of a loss, or wishes for a reminder."""
        expects, text = context.expects, meaning.text
        if meaning.kind != "answer" or context.paused:
            return ()
        end = len(text.split())
        if isinstance(expects, Freely | YesNo | Aspiration) and text:
            sorrow = self._tells(text) == "sorrow"
            return (Act("telling", 0, end, "sorrow"),) if sorrow else ()
        if isinstance(expects, Recurrence):
            # "Remind me every weekday at seven" says how often, and wishes for a reminder too.
            wish = self.language.understand(text, Command(), now=context.now)
            if wish.intent == "set_reminder" and wish.score >= PLAINLY:
                wish = self._slots.fill(wish, Context(context.ask, now=context.now))
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
        meaning = self._in_its_place(meaning, expects, context.ask, context.heard, now)
        if isinstance(expects, Dictation):
            if context.looks_back:
                # "Say keep it to leave it so": in a dictation those words would be dictated.
                closed = self.language.understand(text, YesNo(), now=now)
                meaning = closed if closed.intent == "keep" else meaning
            asked = context.ask.key if context.ask else ""
            refuses = self._list("not_that_one", _plain(text.replace(",", " "), self.language.name))
            if asked.startswith("prompt.") and not context.dictated and refuses:
                meaning = Meaning(text, "command", "skip", score=1.0)
            few = len(text.split()) <= A_LAST_SENTENCE and context.dictated
            if few and self._ends_dictation(text):
                meaning = Meaning(text, "command", "done", score=1.0)
        meaning = said_in_a_clause(self.language, meaning, context)
        beneath = context.beneath
        if meaning.kind == "nothing" and text.strip() and beneath not in (None, expects):
            meaning = self.language.understand(text, beneath, now=now)
            return replace(self._in_its_place(meaning, beneath, now=now), beneath=True)
        return meaning

    def _ends_dictation(self, text: str) -> bool:
        said = _plain(text.replace(",", " "), self.language.name)
        return bool(self._phrases.longest_start("ends_dictation", said))

    def _in_its_place(
        self,
        meaning: Meaning,
        expects: Expectation | None,
        ask: Ask | None = None,
        heard: tuple[str, ...] = (),
        now: datetime | None = None,
    ) -> Meaning:
        text = meaning.text
        if meaning.kind == "command" and _hopes(expects) and self._names_a_value(text):
            hope = {"kind": "value", "words": text.strip()}
            value = hope if isinstance(expects, Aspiration) else hope["words"]
            meaning = Meaning(text, "answer", value=value, score=1.0)
        plain = _plain(text, self.language.name)
        bare = without_for(plain, self._phrases)
        before = plain.removesuffix(bare).rstrip()
        instead = meaning.value is False and any(
            before == word or before.endswith(f" {word}")
            for word in self._phrases.table["instead_for"]
        )
        if another_value_welcome(meaning, expects, instead) and self._is_a_value(bare):
            # What it sounds like comes second: "love" is no "stop".
            named = {"kind": "value", "words": bare}
            return Meaning(text, "answer", value=named, score=1.0)
        if isinstance(expects, YesNo) and expects.or_else == "name":
            meaning = with_name_instead(self.language, meaning, ask, heard, now)
        if isinstance(expects, YesNo) and self._list("sounds_like_no", plain):
            return Meaning(text, "answer", value=False, score=1.0)
        if meaning.kind == "answer" and isinstance(expects, Open):
            return self._with_content(meaning, expects)
        if isinstance(expects, Command) and meaning.score < 1:
            for how in COURTESIES[1:]:
                if self._list(how, _plain(text.replace(",", " "), self.language.name)):
                    return Meaning(text, "command", how, score=1.0)
        if expects is not None and expects.patience != "reflection":
            said = _plain(text, self.language.name)
            return polite(meaning, said, expects, self._phrases)
        return meaning

    def _with_content(self, meaning: Meaning, expects: Open) -> Meaning:
        """To an open question "nothing" is a refusal, and "yes" or "the" no answer yet."""
        text = meaning.text
        said = _plain(text, self.language.name)
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
        return bool(words) and self._phrases.table["function_words"].issuperset(words)

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

    def _is_not_known(self, text: str) -> bool:
        return self._list("not_known", _plain(text, self.language.name))

    # What is told -------------------------------------------------------------------------------

    def _tells(self, text: str) -> Literal["", "something", "feeling", "sorrow"]:
        """What `text` tells of a life; an old loss is no new one ("he is dead nineteen years")."""
        tells = self.language.tells(text)
        return "something" if tells == "sorrow" and is_old_loss(text, self._phrases) else tells

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
        return "something" if goes_on or (words >= A_LETTER and context.leads_up) else None

    def _may_not_know(self, meaning: Meaning, context: Context) -> bool:
        expects = context.expects
        asked = expects is not None and expects.patience == "closed"
        return asked and not isinstance(expects, Command) and self._is_not_known(meaning.text)

    def _told_beside(self, meaning: Meaning, context: Context) -> Told | None:
        """What was told beside the question, in place of a short answer, a value or a step."""
        expects = context.expects
        if expects is None or tells_at_once(expects, meaning):
            return None
        tells = self._tells(meaning.text)
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

    @property
    def _slots(self) -> SlotFiller:
        if self._filler is None:
            self._filler = SlotFiller(self.language, self._wording)
        return self._filler

    @property
    def _phrases(self) -> Phrases:
        return phrases_of(self.language.name)

    def _list(self, name: str, said: str) -> bool:
        return self._phrases.has(name, said)


def _hopes(expects: Expectation | None) -> bool:
    """Whether a value, a step or an intention is asked for."""
    return isinstance(expects, Aspiration) or (isinstance(expects, Freely) and expects.hope)


@lru_cache(maxsize=64)
def _plain(said: str, language: str) -> str:
    """The words in small letters, without hedges and without what ends them.

    Cached, for several readings of one utterance ask for it.
    """
    return strip_hedges(tidy(said, language), language).lower().rstrip(" .!")
