"""What a goal is for is put right: "it's not for family, it's for my health", "put it under X".

A goal is moved only to a value there is, or to one that is named after what it is not for; a new
one is kept after a yes. Where it is only said what it is not for, that is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.correction_pieces import MARKS
from assistant.conversation.reading.named import named_in
from assistant.conversation.reading.said_words import SaidWords
from assistant.practice.naming import is_name, nearest, short_name
from intents import Choice, Command, Dictation, Meaning, Sound, YesNo

if TYPE_CHECKING:
    from intents import Language

SERVES = "goal_serves"
"""The intent that a goal is for another value."""
WHICH_VALUE = "goal.which_value"
"""The question which value a new goal is for."""
MOST = 26
"""With more words it is a story."""
A_NAME = 4
"""A value that is none yet has no more words."""
A_GOAL = 9
"""So many words at most stand between "put" and "under"."""


def moved_goal(
    language: Language, text: str, context: Context, weak: Sequence[str] = ()
) -> Meaning | None:
    """The wish that a goal is for another value; `None` where nothing of the kind is said.

    `weak` words name no goal.
    """
    expects = context.expects
    if context.paused or context.one_part or isinstance(expects, Dictation | Sound):
        return None
    reader = _Reader(language, text, context, frozenset(weak))
    if context.ask is not None and context.ask.key.startswith(WHICH_VALUE):
        return reader.for_none() or reader.for_another()
    if reader.tells_of_two:
        return None
    in_the_making = context.ask is not None and SERVES in context.ask.also
    if not (context.goals or in_the_making):
        return None
    found = reader.moved()
    if found is None and isinstance(expects, Command | YesNo | Choice):
        found = reader.meant_for()
    found = found or reader.not_for()
    if found is None:
        return None
    goal, value, nobody = found
    goal = "" if in_the_making and not goal else goal or reader.talked_of()
    if not goal and not in_the_making:
        return None
    if in_the_making and not value:
        return None
    slots = {"goal": goal, "value": value} | ({"nobody": True} if nobody else {})
    return Meaning(text, "command", SERVES, score=1.0, slots=slots)


def speaks_of_moving(language: Language, text: str) -> bool:
    """Whether "put the … goal under …" is said, of a goal or a value that may not be there."""
    return _Reader(language, text, Context(), frozenset()).speaks_of_moving


Moved = tuple[str, str, bool]
"""The goal ("" for the one that is talked of), the value, and whether it is for no value."""


class _Reader(SaidWords):
    def __init__(
        self, language: Language, text: str, context: Context, weak: frozenset[str]
    ) -> None:
        super().__init__(language, text)
        self._context, self._weak = context, weak

    @property
    def speaks_of_moving(self) -> bool:
        """Whether something called a goal is to be put under something."""
        for at in range(len(self._tokens)):
            if self._start("move.puts", at):
                for _, place in self._leads("move.under", at + 1, at + 1 + A_GOAL):
                    between = self._tokens[at + 1 : place]
                    if any(self._phrases.has("repair.kind_goal", word) for word in between):
                        return True
        return False

    @property
    def tells_of_two(self) -> bool:
        """Whether two goals are named, each in a clause of its own."""
        joins = (at for at, word in enumerate(self._tokens) if self._is_join(word))
        pairs = (
            (self._goal(self._tokens[:at], named=True), self._goal(self._tokens[at:], named=True))
            for at in joins
        )
        return any(one and other and one != other for one, other in pairs)

    def _is_join(self, word: str) -> bool:
        return self._phrases.has("clause_joins", word)

    # The forms ----------------------------------------------------------------------------------

    def for_none(self) -> Meaning | None:
        """The refusal of all values that a goal could be for: "neither of them, it's for me"."""
        none = self._start("move.none_of_them", 0)
        if not none or len(self._tokens) == len(none.split()):
            return None
        return Meaning(" ".join(self._said), "command", "skip", score=1.0)

    def for_another(self) -> Meaning | None:
        """The value that a new goal is for, where it is said of one that it is not that."""
        found, expects = self.not_for(), self._context.expects
        if found is None or expects is None:
            return None
        text, value = " ".join(self._said), found[1]
        if not value:
            return Meaning(text, "command", "skip", score=1.0)
        read = self._language.understand(value, expects, now=self._context.now)
        if read.kind == "answer":
            return replace(read, text=text)
        return Meaning(text, "answer", value={"kind": "value", "words": value}, score=1.0)

    def moved(self) -> Moved | None:
        """ "Put the library goal under finishing", "the loft belongs to painting"."""
        if len(self._tokens) > MOST:
            return None
        for at in range(len(self._tokens)):
            if not self._start("move.puts", at):
                continue
            for lead, place in self._leads("move.under", at + 1, at + 1 + A_GOAL):
                goal = self._goal(self._tokens[at + 1 : place])
                value = self._value(place + len(lead.split()))
                if goal is not None and value:
                    return goal, value, False
        for lead, place in self._leads("move.belongs", 1, len(self._tokens)):
            goal = self._goal(self._tokens[max(place - A_GOAL, 0) : place], named=True)
            value = self._value(place + len(lead.split()), pointed=True)
            if goal and value:
                return goal, value, False
        return None

    def meant_for(self) -> Moved | None:
        """ "I want it to be for painting", of the goal that is talked of."""
        for lead, place in self._leads("move.shall_be_for", 0, len(self._tokens)):
            begin = place + len(lead.split())
            value, words = self._value(begin), self._words(begin)
            if value or self._is_new(words):
                return self._goal(self._tokens, named=True) or "", value or words, False
        return None

    def not_for(self) -> Moved | None:
        """ "It's not for family, it's for my health"; without the second it is asked for what."""
        for lead, place in self._leads("move.not_for", 0, len(self._tokens)):
            begin = place + len(lead.split())
            end = self._end(begin)
            if len(self._tokens) > MOST or not self._is_kept(self._tokens[begin:end]):
                continue
            named = self._goal(self._tokens[:place], named=True) or ""
            nobody = False
            for start in (end, 0):
                stop = len(self._tokens) if start else place
                for found, at in self._leads("move.it_is_for", start, stop):
                    value, words = self._meant(self._beyond_oneself(at + len(found.split())))
                    if value or self._is_new(words):
                        return named, value or words, False
                    nobody = nobody or self._phrases.has("repair.move.oneself", words.lower())
            return named, "", nobody
        return None

    def _beyond_oneself(self, begin: int) -> int:
        """Where the value begins in "for me, for my independence"."""
        after = begin + 1
        oneself = begin < len(self._tokens) and self._phrases.has(
            "repair.move.oneself", self._tokens[begin]
        )
        if oneself and after < len(self._tokens) and self._tokens[after] == self._tokens[begin - 1]:
            return after + 1
        return begin

    # Its pieces ---------------------------------------------------------------------------------

    def _leads(self, name: str, start: int, stop: int) -> Iterator[tuple[str, int]]:
        for at in range(start, min(stop, len(self._tokens))):
            if lead := self._start(name, at):
                yield lead, at

    def _end(self, begin: int) -> int:
        """Where a name that begins at a token ends."""
        places = range(begin + 1, len(self._tokens))
        return next((at for at in places if self._start("move.ends", at)), len(self._tokens))

    def _words(self, begin: int) -> str:
        end = self._end(begin)
        if begin >= end:
            return ""
        words = self._said[self._of_word[begin] : self._of_word[end - 1] + 1]
        first, *rest = words
        words = rest if rest and self._phrases.has("repair.move.articles", first.lower()) else words
        said = " ".join(word.strip(MARKS) for word in words)
        return short_name(said, self._language.name) or said

    def _meant(self, begin: int) -> tuple[str, str]:
        """The value that is named there, "" where it is none yet; and the words."""
        return self._value(begin), self._words(begin)

    def _value(self, begin: int, *, pointed: bool = False) -> str:
        """The value there is that is named from a token on; with `pointed` also "that one"."""
        values, words = self._context.values, self._tokens[begin : self._end(begin)]
        if pointed and self._phrases.has("repair.move.that_one", " ".join(words)):
            return self.talked_of("value")
        bare = [w for w in words if not self._phrases.has("before_a_name", w)]
        bare = [w for w in bare if not self._phrases.has("repair.kind_value", w)]
        exact = (v for v in values if list(self._language.words(v)) in (words, bare))
        if found := next(exact, ""):
            return found
        place = self._nearest(bare)
        return "" if place is None else values[place]

    def _nearest(self, words: Sequence[str]) -> int | None:
        """The place of the value whose name, in its normal form, words in normal form mean."""
        names = [" ".join(self._language.words(value)) for value in self._context.values]
        return nearest(" ".join(words), names, self._language.name) if words else None

    def _is_kept(self, words: Sequence[str]) -> bool:
        """Whether words name a value there is, and nothing else."""
        bare = [w for w in words if not self._phrases.has("before_a_name", w)]
        return self._nearest(bare) is not None

    def _is_new(self, words: str) -> bool:
        """Whether words can be the name of a value that is none yet."""
        first = words.lower().partition(" ")[0]
        nobody = self._phrases.has("names_nobody", first)
        nobody = nobody or self._phrases.has("repair.move.oneself", words.lower())
        timely = any(self._phrases.has("rhythm_words", w) for w in self._language.words(words))
        fit = 0 < len(words.split()) <= A_NAME and is_name(words, self._language.name)
        return fit and not nobody and not timely

    def _goal(self, words: Sequence[str], *, named: bool = False) -> str | None:
        """The goal that words name; "" for "it" and "that goal", unless it has to be `named`."""
        if not named and self._phrases.has("repair.move.that_goal", " ".join(words)):
            return ""
        return named_in(self._language, words, self._context.goals, tuple(self._weak)) or None

    def talked_of(self, kind: str = "goal") -> str:
        """The goal or the value that the question, or what was said with it, is about."""
        context = self._context
        there = context.goals if kind == "goal" else context.values
        words = [context.ask.words] if context.ask else []
        words += [say.words for say in reversed(context.said)]
        names = (str(said[kind]) for said in words if said.get(kind))
        first = next(names, "")
        if first or kind == "value":
            return first if first in there else ""  # A step in the making is none there is.
        return there[0] if len(there) == 1 else ""
