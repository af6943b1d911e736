"""Corrections of names that were kept: which one is meant, and what it shall be.

"No, it's just the garden", "the name of the breakfast step is wrong", "you dropped the phone bit".
What is corrected is found by the words that name it, else by what is talked of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.changes.another_name import with_another_name
from assistant.conversation.reading.changes.plain_renaming import (
    PlainName,
    name_instead,
    names_only_a_time,
    plain_name,
)
from assistant.conversation.reading.changes.rewording import NewWording, Rewording
from assistant.conversation.reading.named import named_in, named_whole
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.dialogues.steps import Ask
from assistant.formatting.inflection import inflection
from assistant.practice.naming import A_TITLE, is_name, same_name
from intents import (
    Aspiration,
    Choice,
    Command,
    Date,
    Dictation,
    Duration,
    Meaning,
    Number,
    Outcome,
    Rating,
    Recurrence,
    Sound,
    Time,
    YesNo,
)
from intents.expectations import Expectation, Open

if TYPE_CHECKING:
    from intents import Language

RENAME = "rename"
"""The intent that a value or a goal gets another name."""
JUST_NAMED = "just_named"
"""The slot of a name that was made of the last answer, and is not kept yet."""
NAMED_BY = ("goal", "step", "value", "old")
"""The words of questions in which the name of what is talked of stands."""
PROPOSES = ("shall_i_call_it", "repair.")
"""How the questions end or begin that propose a name, and read corrections of it themselves."""
NAMES_A_STEP = "goal.in_a_few_words"
"""The question for the name of a step that is not kept yet."""
A_SHORT_ANSWER = 3
"""How a step went is told in no more words than this."""
A_PLAIN_WISH = 12
"""A wish of no more words is carried out without asking, where it is plain."""
A_SENTENCE = 20
"""In no more words a correction is looked for that is asked about first."""
A_CORRECTION = 30
"""With more words it is a story, in which no name is put right."""

Target = Literal["goal", "value", "just_named", "unknown"]


@dataclass(frozen=True)
class Repair:
    """What is corrected, its present name, and what it becomes."""

    target: Target
    old: str
    new: NewWording
    of: str = ""
    """ "goal" or "value", where only that much was said."""


def correction_of_name(
    language: Language, text: str, context: Context, weak: Sequence[str] = ()
) -> Interpretation | None:
    """The wish that something kept gets another name; `None` where nothing is corrected.

    `weak` words name no goal.
    """
    if not _may_correct(context) or not 1 < len(text.split()) <= A_CORRECTION:
        return None
    finder = _Finder(language, context, frozenset(weak))
    plain = plain_name(language, text, context, weak)
    if plain is not None and not plain.of and finder.asks_for_a_name:
        # "No, call it being open" answers.
        of_value = isinstance(context.expects, Aspiration) and plain.sure
        value = {"kind": "value", "words": plain.words} if of_value else plain.words
        named = Meaning(text, "answer", value=value, score=1.0)
        return Interpretation.of(named) if finder.names_a_step or of_value else None
    if plain is not None:
        found: Repair | None = finder.named_plainly(plain)
    elif (found := finder.find(reader := Rewording(language, text))) is not None:
        found = finder.made_sure(found, reader, text)
    if found is None:
        return None
    slots: dict[str, Any] = {"old": found.old, "new": found.new.words}
    if found.target == "just_named":
        slots[JUST_NAMED] = True
    if found.of:
        slots["of"] = found.of
    if not found.new.sure:
        slots["ask"] = True
    wish = Meaning(text, "command", RENAME, score=1.0, slots=slots)
    before = found.new.before
    if before and context.expects is not None and not isinstance(context.expects, Open | Command):
        answer = language.understand(before, context.expects, now=context.now)
        if answer.kind == "answer" and answer.value is not False:
            end = len(before.split())
            acts = (
                Act("answer", 0, end, value=answer.value, words=before),
                Act("command", end, len(text.split()), RENAME, slots=slots, words=text),
            )
            return Interpretation(answer, acts)
    return Interpretation.of(wish)


def repair_of(language: Language, context: Context, weak: Sequence[str], name: PlainName) -> Repair:
    """What gets the `name`; its `old` is "" where that is to be asked."""
    return _Finder(language, context, frozenset(weak)).named_plainly(name)


def with_name_instead(
    language: Language,
    meaning: Meaning,
    ask: Ask | None,
    heard: Sequence[str],
    now: datetime | None,
) -> Meaning:
    """The answer to "I'd call that …; all right?", with the name it holds in place of that."""
    words = ask.words if ask else {}
    proposed = str(words.get("step") or words.get("value") or "")
    if proposed and (name := name_instead(language, meaning.text, proposed, step="step" in words)):
        return Meaning(meaning.text, "answer", value={"kind": "name", "words": name}, score=1.0)
    if proposed:
        reader = Rewording(language, meaning.text)
        found = reader.of(proposed, heard)
        edits = any(p.kind in ("out", "dropped", "perhaps") and p.words for p in reader.pieces)
        plainly = reader.strong or reader.complains or edits
        fit = found is not None and is_name(found.words, language.name, A_TITLE)
        fit = fit and found is not None and not _breaks_off(found.words, proposed, language)
        if found is not None and fit and found.sure and plainly:
            value = {"kind": "name", "words": found.words}
            return Meaning(meaning.text, "answer", value=value, score=1.0)
    phrases, step = phrases_of(language.name), "step" in words
    return with_another_name(meaning, phrases, language.name, proposed, step, now)


def _breaks_off(name: str, old: str, language: Language) -> bool:
    """Whether a name ends on a word that leads to more, as the old one did not: "walk on"."""
    last, before = (words.lower().split()[-1:] for words in (name, old))
    return last != before and phrases_of(language.name).has("repair.joins_on", " ".join(last))


def _may_correct(context: Context) -> bool:
    expects, ask = context.expects, context.ask
    if context.paused or context.one_part or context.safety_talk or context.looks_back:
        return False
    if expects is None or isinstance(expects, Dictation | Sound) or ask is None:
        return False
    return not (ask.key.endswith(PROPOSES[0]) or ask.key.startswith(PROPOSES[1]))


@dataclass(frozen=True)
class _Finder:
    """Finds what a correction is about."""

    language: Language
    context: Context
    weak: frozenset[str]

    def find(self, reader: Rewording) -> Repair | None:
        if reader.tells_what_for:
            return None
        if self._is_an_answer(reader) or self._any("kind_other", self._about(reader)):
            return None
        for target, old in self._candidates(reader):
            new = reader.of(old, self.context.heard)
            if new is None or not self._meant(new, reader, target, old):
                continue
            return Repair(target, old, new)
        if reader.strong and reader.complains and self._speaks_of_names(reader):
            # Plainly a name is wrong; which one is asked.
            new = NewWording(reader.content, bool(reader.content), True)
            about = self._about(reader)
            of = [kind for kind in ("goal", "value") if self._any(f"kind_{kind}", about)]
            return Repair("unknown", self._not_there(reader), new, of[0] if len(of) == 1 else "")
        return None

    @property
    def asks_for_a_name(self) -> bool:
        """Whether a name is asked for, of something that is not kept yet."""
        expects = self.context.expects
        names = isinstance(expects, Open) and expects.names
        return self.names_a_step or (names and not self._talked_of())

    @property
    def names_a_step(self) -> bool:
        """Whether the name of a step is asked for that is not kept yet."""
        ask = self.context.ask
        return ask is not None and ask.key.startswith(NAMES_A_STEP)

    def named_plainly(self, plain: PlainName) -> Repair:
        """What gets a name that was asked for plainly; it is asked which, where that is open."""
        new = NewWording(plain.words, plain.sure, True)
        goals, values = self.context.goals, self.context.values
        about = " ".join(plain.about)
        of_goal, of_value = self._any("kind_goal", about), self._any("kind_value", about)
        there = [] if of_value else list(goals)
        there += [] if of_goal else list(values)
        same = [v for v in values if same_name(plain.words, v, self.language.name)]
        if same and not of_goal:
            return Repair("value", same[0], new)  # It is called that already, and no step is.
        named = self._one_of(plain.about, there)
        talked = self._talked_of()
        # Of what is talked of, unless another is named by more than a word in passing.
        pointed = any(self._phrases.has("goal_word", word) for word in plain.about[:-1])
        pointed = pointed or bool(named_whole(self.language, plain.about, there))
        old = plain.of or (named if pointed or not talked else "")
        talked = [] if old else talked
        just = next((name for name in talked if self._just_named(name)), "")
        if just and not of_value:
            return Repair("just_named", just, new)
        alike = self._one_of(self.language.words(plain.words), there)
        meant = next((name for name in talked if name in there), "")
        # "No, just run ten minutes" names the step, though a value is talked of.
        old = old or (alike if meant in values and alike in goals else meant or alike)
        old = old or (there[0] if len(there) == 1 else "")
        if not old:
            return Repair("unknown", "", new, "value" if of_value else "goal" if of_goal else "")
        return Repair("goal" if old in goals else "value", old, new)

    def _one_of(self, words: Sequence[str], names: Sequence[str]) -> str:
        return named_in(self.language, words, names, tuple(self.weak))

    def made_sure(self, found: Repair, reader: Rewording, text: str) -> Repair | None:
        """A repair that was only inferred: carried out where it is short and plain, else asked.

        `None` where it is no clean name, or where the words answer what was asked, or tell.
        """
        new, expects = found.new, self.context.expects
        words, size = self.language.words(text), len(text.split())
        if self._phrases.longest_start("repair.no_repair", " ".join(words)):
            return None
        if any(
            self._phrases.longest_start("repair.wants_new", " ".join(words[at:]))
            for at in range(len(words))
        ):
            return None
        plain_answer = self.language.understand(text, expects, now=self.context.now)
        if plain_answer.kind == "answer" and not isinstance(expects, Open | YesNo):
            return None
        if not new.words:
            wrong = any(piece.kind == "wrong" for piece in reader.pieces)
            edits = found.target != "unknown" and reader.strong
            plain = size <= A_PLAIN_WISH and self._begins_plainly(reader, found.old)
            return found if plain and (wrong or edits) else None
        timely = names_only_a_time(self.language, new.words)
        if timely or not is_name(new.words, self.language.name, A_TITLE):
            return None
        if _breaks_off(new.words, found.old, self.language):
            return None
        kept = {
            *self._content(found.old),
            *(w for h in self.context.heard for w in self._content(h)),
        }
        own = self._content(new.words)
        longer = len(new.words.split()) > len(found.old.split())
        if longer and set(own) == set(self._content(found.old)):
            return None  # "That's not right at all" adds nothing.
        others = {*self.context.goals, *self.context.values} - {found.old}
        if any(set(self._content(other)) <= set(own) for other in others):
            return None  # "Not my garden, friendship" names another one.
        shared = [word for word in own if word in kept]
        instead = any(
            p.kind == "out" and p.lead.startswith("not") and p.words for p in reader.pieces
        )
        led = any(p.kind == "anew" and p.words for p in reader.pieces) and reader.complains
        if not shared and not instead and not led:
            return None
        short = size <= A_PLAIN_WISH and (len(shared) == len(own) or instead or led)
        if short and new.sure:
            return found
        if isinstance(expects, Open) and not reader.complains:
            return None
        return replace(found, new=replace(new, sure=False)) if size <= A_SENTENCE else None

    def _begins_plainly(self, reader: Rewording, old: str) -> bool:
        """Whether only what belongs to a correction stands before what is said to be wrong."""
        kinds = ("before_naming", "kind_goal", "kind_value", "before_bit", "names_none", "heads")
        own = self.language.words(old)
        for piece in reader.pieces:
            if piece.kind in ("wrong", "dropped", "out"):
                break
            for token in (t for word in piece.words for t in self.language.words(word)):
                known = token in own or any(
                    self._phrases.has(f"repair.{kind}", token) for kind in kinds
                )
                if piece.kind == "free" and not known:
                    return False
        return True

    def _content(self, name: str) -> list[str]:
        kin = inflection(self.language.name)
        words = [w for w in self.language.words(name) if not self._phrases.has("function_words", w)]
        return [min(kin.bases(word), key=len, default=word) for word in words]

    def _meant(self, new: NewWording, reader: Rewording, target: Target, old: str) -> bool:
        """Whether it is a correction of this, and not an answer or something told."""
        named = self._named_outside(reader) == old
        talked = old in self._talked_of()
        instead = reader.repeats_without(old) or (
            new.sure and new.strong and not reader.strong  # "Not family, the kids."
        )
        is_open = isinstance(self.context.expects, Open)
        if instead and (named or talked or not is_open):
            return True
        if isinstance(self.context.expects, Open):
            edits = any(p.words and (p.placed or p.bit) for p in reader.pieces)
            wanted = reader.complains or (edits and bool(new.words))
            return (wanted and (named or talked)) or (new.strong and named)
        if new.words and not (named or talked) and target != "value" and not reader.strong:
            return reader.complains
        if not new.words:
            return reader.complains and (named or talked or self._speaks_of_names(reader))
        if isinstance(self.context.expects, Command) and not named and not reader.complains:
            alike = self.context.goals if old in self.context.goals else self.context.values
            kind = "kind_goal" if old in self.context.goals else "kind_value"
            of_kind = self._any(kind, self._about(reader))
            if len(alike) > 1 and (of_kind or not self._is_talked_of_now(old)):
                return False  # "Change the value to my kids": it is asked which.
        return reader.strong or reader.complains or self._edits(reader, named or talked)

    def _edits(self, reader: Rewording, meant: bool) -> bool:
        """Whether words of a name are put in or taken out, or it is plainly said once more."""
        for piece in reader.pieces:
            if piece.kind == "perhaps" and piece.words and meant:
                return not isinstance(self.context.expects, Command)
            out = piece.kind == "out" and len(piece.lead.split()) > 1
            if piece.words and (piece.bit or piece.placed or (out and meant)):
                return True
        return False

    def _is_talked_of_now(self, old: str) -> bool:
        """Whether the open question, or what was said just before it, is about nothing else."""
        return self._talked_of() == [old]

    def _is_an_answer(self, reader: Rewording) -> bool:
        """Whether what it should be is an answer to a closed question: "it should be Tuesdays"."""
        content = reader.content
        if not content:
            return False
        closed: tuple[Expectation, ...] = (Recurrence(), Time(), Date())
        if len(content.split()) <= A_SHORT_ANSWER:
            closed = (*closed, Outcome())
        expects = self.context.expects
        if isinstance(expects, Rating | Number | Duration | Choice | YesNo):
            closed = (*closed, expects)
        now = self.context.now
        reads = (self.language.understand(content, one, now=now) for one in closed)
        return any(read.kind == "answer" for read in reads)

    # Which one is meant -------------------------------------------------------------------------

    def _candidates(self, reader: Rewording) -> list[tuple[Target, str]]:
        """What may be meant, the likeliest first."""
        goals, values = self.context.goals, self.context.values
        about = self._about(reader)
        if (named := self._named_outside(reader)) and not self._just_named(named):
            return [("goal" if named in goals else "value", named)]
        found: list[tuple[Target, str]] = []
        talked = self._talked_of()
        found += [("just_named", name) for name in talked if self._just_named(name)]
        found += [("goal", name) for name in talked if name in goals]
        found += [("value", name) for name in talked if name in values]
        if alike := self._alike(reader, [name for _, name in found] or [*goals, *values]):
            found.sort(key=lambda one: one[1] != alike)
            if not found:
                found = [("goal" if alike in goals else "value", alike)]
        of_goal, of_value = self._any("kind_goal", about), self._any("kind_value", about)
        if of_goal or of_value:
            kind = "goal" if of_goal else "value"
            found = [one for one in found if one[0] in (kind, "just_named")]
            there = goals if of_goal else values
            if not found and len(there) == 1:
                found = [("goal" if of_goal else "value", there[0])]
        return list(dict.fromkeys(found))

    def _alike(self, reader: Rewording, names: Sequence[str]) -> str:
        """The one name that what is said has most words in common with."""
        words = [word for piece in reader.pieces for word in piece.words]
        return self._one_of([t for word in words for t in self.language.words(word)], names)

    def _named_outside(self, reader: Rewording) -> str:
        """The value or goal that is named by words which are no part of the new name."""
        names = (*self.context.goals, *self.context.values)
        led = [p for p in reader.pieces if p.kind in ("free", "wrong", "idle")]
        words = [word for piece in led for word in (*piece.lead.split(), *piece.words)]
        free = [word for piece in led for word in piece.words]
        if not free or (reader.content == "" and not self._speaks_of_names(reader)):
            return ""
        return self._one_of([t for word in words for t in self.language.words(word)], names)

    def _talked_of(self) -> list[str]:
        """The names that the question holds, or what was said with it, the nearest first."""
        ask = self.context.ask
        words: list[Mapping[str, Any]] = [ask.words] if ask else []
        words += [say.words for say in reversed(self.context.said)]
        names = [str(said[key]) for said in words for key in NAMED_BY if said.get(key)]
        there = {*self.context.goals, *self.context.values}
        return [name for name in dict.fromkeys(names) if name in there or self._just_named(name)]

    def _just_named(self, name: str) -> bool:
        """Whether it is the name of a step that is not kept yet."""
        ask = self.context.ask
        made = ask is not None and ask.key in ("goal.how_often", "goal.shall_i_keep_it")
        return made and name == ask.words.get("goal") and name not in self.context.goals  # type: ignore[union-attr]

    def _speaks_of_names(self, reader: Rewording) -> bool:
        return any(piece.kind in ("wrong", "dropped") for piece in reader.pieces)

    def _not_there(self, reader: Rewording) -> str:
        """Words that name what there is not: "rename the walk", where no walk is kept."""
        none = {*self._phrases.table["repair.names_none"], *self._phrases.table["repair.kind_goal"]}
        none |= self._phrases.table["repair.kind_value"]
        pieces = list(reader.pieces)
        after = [p for w, p in pairwise(pieces) if w.kind == "wrong" and p.kind == "free"]
        return " ".join(
            word
            for piece in after
            for word in piece.words
            if not none.intersection(self.language.words(word))
        )

    def _about(self, reader: Rewording) -> str:
        words = [
            word
            for piece in reader.pieces
            for word in (*piece.lead.split(), *(piece.words if piece.kind == "free" else ()))
        ]
        return " ".join(word.lower() for word in words)

    def _any(self, name: str, said: str) -> bool:
        return any(self._phrases.has(f"repair.{name}", word) for word in said.split())

    @property
    def _phrases(self) -> Phrases:
        return phrases_of(self.language.name)
