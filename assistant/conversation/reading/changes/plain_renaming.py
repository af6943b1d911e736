"""Another name, asked for plainly: "call it X", "rename Y to X", "no, just X".

The words after the lead are the name, whole, without fillers and without what is said after it.
Nothing is guessed: what has none of these forms is left to other readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.correction_pieces import MARKS
from assistant.conversation.reading.changes.when_said import is_of_time, when_and_why
from assistant.conversation.reading.named import named_by_place, named_in, names_nothing
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.said_words import SaidWords
from assistant.conversation.reading.unasked_words import wants_something_new
from assistant.formatting.inflection import Inflection, inflection
from assistant.formatting.rephrasing import strip_hedges
from assistant.practice.naming import A_TITLE, is_name
from intents import Choice, Duration, Number, Outcome, Rating
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

A_VERDICT = 2
"""So many words tell how a step went, and nothing else."""
NAMED_BY = ("goal", "value")
"""The words of what was said in which names stand."""
A_FEW = 5
"""So many words before a lead may name what shall have another name."""
A_SIGN = 3
"""Among so many first words a "no" tells that something is put right."""


@dataclass(frozen=True)
class PlainName:
    """A name that was asked for: its words, and those which tell what shall have it.

    `of` is the value or goal that was named just so, "" where it is to be found. `sure`: it was
    plainly asked for.
    """

    words: str
    about: tuple[str, ...] = ()
    of: str = ""
    sure: bool = True


def plain_name(
    language: Language, text: str, context: Context, weak: Sequence[str] = ()
) -> PlainName | None:
    """The name that `text` asks for in a plain form; `None` for no such form.

    `weak` words name no goal.
    """
    reader = NameReader(language, text, context, frozenset(weak))
    if reader.has_two_wishes:
        return None
    return reader.renamed() or reader.called() or reader.instead() or reader.corrected()


def only_tells_of_a_name(language: Language, text: str) -> bool:
    """Whether "call it" is only told in `text`, and asked for by nobody: "I'd call it a stroll"."""
    return NameReader(language, text, Context(), frozenset()).only_tells()


def names_only_a_time(language: Language, name: str) -> bool:
    """Whether words tell only when, and why, and so are no name: "Tuesday, I'm off then"."""
    if NameReader(language, name, Context(), frozenset()).is_of_rhythm(name):
        return True
    return when_and_why(language, language.words(name), None) is not None


def is_no_name(language: Language, name: str) -> bool:
    """Whether words are none that a name begins with: "done", "what you like"."""
    phrases = phrases_of(language.name)
    said = " ".join(language.words(name))
    begins = phrases.longest_start("repair.begins_no_name", said)
    if begins or phrases.has("repair.no_wording", said):
        return True
    if len(said.split()) > A_VERDICT:
        return False
    # "Put it as partly" tells how a step went.
    outcome = language.understand(said, Outcome())
    return outcome.kind == "answer" and outcome.score == 1


def name_instead(language: Language, text: str, proposed: str, *, step: bool) -> str:
    """The name that is said plainly in place of the one `proposed`; "" for none."""
    reader = NameReader(language, text, Context(), frozenset())
    found = reader.called(at_an_offer=True)
    if found is not None:
        return found.words
    return reader.no_but(proposed)


class NameReader(SaidWords):
    """Reads one utterance by its words in normal form; each knows its place in what was said."""

    def __init__(
        self, language: Language, text: str, context: Context, weak: frozenset[str]
    ) -> None:
        super().__init__(language, text)
        self._context, self._weak = context, weak

    @property
    def has_two_wishes(self) -> bool:
        """Whether another wish follows after "and", and more than a yes stands before it."""
        places = (at for at in range(2, len(self._tokens) - 2) if self._start("another_wish", at))
        return any(not all(map(self._is_small, self._tokens[:at])) for at in places)

    def _is_small(self, word: str) -> bool:
        small = self._phrases.has("repair.before_naming", word)
        return small or names_nothing(word, self._language.name)

    # The forms ----------------------------------------------------------------------------------

    def renamed(self) -> PlainName | None:
        """ "Rename the walk to a stroll", "call the walk a stroll"."""
        for at in range(len(self._tokens)):
            called = bool(self._start("calls_it", at))
            lead = self._start("renames_what", at)
            if not lead or not self._is_led_to(at) or self._calls_it_after(at):
                continue
            begin = at + (1 if called else len(lead.split()))
            found = None if called else self._to(begin)
            found = found or self._by_its_name(begin)
            if found is not None:
                return found
        return None

    def called(self, *, at_an_offer: bool = False) -> PlainName | None:
        """ "Call it a stroll": the last one that is said counts."""
        for at in reversed(range(len(self._tokens))):
            lead = self._start("calls_it", at)
            tells = "" if lead else self._start("tells_its_name", at)
            if not lead and not tells:
                continue
            if not self._is_led_to(at) or self._inside_a_longer_lead(at):
                continue
            signed = at_an_offer or self._is_signed(at) or self._starts_surely(lead)
            signed = signed or (at <= A_FEW and bool(self._kept(self._tokens[:at])))
            if tells and not signed:
                continue
            name = self.name_after(at + len((lead or tells).split()))
            if wants_something_new(self._tokens[:at], self._phrases):
                return None
            if not name or not self._may_be_called(name, sure=bool(lead) and signed):
                return None
            if not signed and isinstance(self._context.expects, Open):
                return None  # "The nurses call it the quiet room" is told.
            about = (*self._tokens[:at], *(lead or tells).split())
            return PlainName(name, about, sure=signed)
        return None

    def instead(self) -> PlainName | None:
        """ "It's water the peppers, not water the tomatoes", the other way round too."""
        names = (*self._context.goals, *self._context.values)
        talked = self._context.ask.words.values() if self._context.ask else ()
        at = 0
        while lead := self._start("no_before_a_name", at) or self._start("it_is_before_a_name", at):
            at += len(lead.split())
        for old in (name for name in names if name in talked):
            own = list(self._language.words(old))
            for place in range(at, len(self._tokens)):
                if (
                    not self._phrases.has("correction_not", self._tokens[place])
                    or self._tokens[place + 1 :][: len(own)] != own
                ):
                    continue
                end = place + 1 + len(own)
                if place > at and end == len(self._tokens):
                    name = self.name_after(at, upto=place)
                else:
                    name = self.name_after(self._after_it_is(end)) if place == at else ""
                others = {other.casefold() for other in names}
                if name and name.casefold() not in others and self._fits(name):
                    return PlainName(name, of=old)
        return None

    def _after_it_is(self, at: int) -> int:
        lead = self._start("it_is_before_a_name", at)
        return at + len(lead.split()) if lead else len(self._tokens)

    def only_tells(self) -> bool:
        """Whether each "call it" is said of somebody, and none to Lantern."""
        places = [at for at in range(len(self._tokens)) if self._start("calls_it", at)]
        return bool(places) and not any(self._is_led_to(at) for at in places)

    def corrected(self) -> PlainName | None:
        """ "No, just the badger book", where the name was told just now."""
        said = [say.words for say in reversed(self._context.said)]
        if self._context.ask is not None:
            said.insert(0, self._context.ask.words)
        there = (*self._context.goals, *self._context.values)
        for words in said:
            for old in (str(words.get(kind, "")) for kind in NAMED_BY):
                name = self.no_but(old, same=True) if old in there else ""
                if name and not self._answers(name):
                    return PlainName(name, of=old)
        return None

    def no_but(self, old: str, *, same: bool = False) -> str:
        """The name after a "no" that is made of words of the old one; "" for none.

        `same`: it may be the old one.
        """
        at, refused, only = 0, False, False
        while at < len(self._tokens):
            lead = self._start("no_before_a_name", at)
            words = "" if lead else self._start("only_before_a_name", at)
            if not lead and not words:
                break
            refused, only = refused or bool(lead), only or bool(words)
            at += len((lead or words).split())
        if not refused or not only:
            return ""
        name = self.name_after(at, clauses=True)
        own = {base for word in self._content(old) for base in self._kin.bases(word)}
        new = self._content(name)
        kept = bool(new) and all(not own.isdisjoint(self._kin.bases(word)) for word in new)
        other = same or name.casefold() != old.casefold()
        return name if kept and other and is_name(name, self._language.name, A_TITLE) else ""

    # Its pieces ---------------------------------------------------------------------------------

    def _to(self, begin: int) -> PlainName | None:
        """ "… the walk to a stroll": the words before "to" name something that is kept."""
        found: list[tuple[int, PlainName]] = []
        for at in range(begin + 1, len(self._tokens) - 1):
            lead = self._start("leads_to_words", at)
            old = self._kept(self._tokens[begin:at]) if lead else ""
            if not old:
                continue
            name = self.name_after(at + len(lead.split()))
            exact = self._language.words(old) == tuple(self._bare(self._tokens[begin:at]))
            if name and not self._answers(name):
                found.append((0 if exact else 1, PlainName(name, of=old)))
        return min(found, key=lambda one: one[0])[1] if found else None

    def _by_its_name(self, begin: int) -> PlainName | None:
        """ "Call the walk a stroll": what is kept is named just so."""
        names = sorted((*self._context.goals, *self._context.values), key=len, reverse=True)
        rest = self._tokens[begin:]
        for start in sorted({0, len(rest) - len(self._bare(rest))}):
            for old in names:
                own = list(self._language.words(old))
                if own and rest[start : start + len(own)] == own:
                    name = self.name_after(begin + start + len(own))
                    if name and not self._answers(name) and self._fits(name):
                        return PlainName(name, of=old)
        return None

    def _kept(self, words: Sequence[str]) -> str:
        """The value or goal that the words name and nothing else; "" where that is not clear."""
        names = (*self._context.goals, *self._context.values)
        for kind, there in (("goal", self._context.goals), ("value", self._context.values)):
            if placed := named_by_place(words, there, self._phrases, f"repair.kind_{kind}"):
                return placed
        bare = self._bare(words)
        exact = next((n for n in names if list(self._language.words(n)) == bare), "")
        if exact:
            return exact
        return named_in(self._language, words, names, tuple(self._weak))

    def _bare(self, words: Sequence[str]) -> list[str]:
        rest = list(words)
        while len(rest) > 1 and (
            self._phrases.has("before_a_name", rest[0])
            or self._phrases.has("repair.kind_goal", rest[0])
            or self._phrases.has("repair.kind_value", rest[0])
        ):
            rest = rest[1:]
        return rest

    def name_after(self, at: int, *, clauses: bool = False, upto: int | None = None) -> str:
        """The name that begins at a token, without what is said after it."""
        upto = len(self._tokens) if upto is None else upto
        if at >= len(self._tokens):
            return ""
        while only := self._start("only_before_a_name", at):
            if at + len(only.split()) >= len(self._tokens):
                return ""
            at += len(only.split())
        end = next(
            (
                place
                for place in range(at + 1, upto)
                if self._start("ends_a_name", place)
                or (clauses and self._start("clause_after_a_name", place))
            ),
            upto,
        )
        while end > at + 1 and (tail := self._tail(at, end)):
            end -= len(tail.split())
        first, last = self._of_word[at], self._of_word[end - 1]
        words = [word.strip(MARKS) for word in self._said[first : last + 1]]
        once = [w for n, w in enumerate(words) if not n or w.lower() != words[n - 1].lower()]
        return strip_hedges(" ".join(self._said_once(once)), self._language.name)

    def _said_once(self, words: list[str]) -> list[str]:
        """The words without what is said once more: "family my family"."""
        for size in range(1, len(words) // 2 + 1):
            again = [word.lower() for word in words[-size:]]
            between = words[size:-size]
            known = self._phrases.table["function_words"] | self._phrases.table["before_a_name"]
            little = all(word.lower() in known for word in between)
            if again == [word.lower() for word in words[:size]] and little:
                return words[:size]
        return words

    def _tail(self, at: int, end: int) -> str:
        sizes = range(min(4, end - at - 1), 0, -1)
        tails = (" ".join(self._tokens[end - size : end]) for size in sizes)
        return next((t for t in tails if self._phrases.has("repair.tail_of_a_name", t)), "")

    def _is_led_to(self, at: int) -> bool:
        """Whether a lead is said to Lantern: not "I'd call it", "they call it", "don't call it"."""
        if not at:
            return True
        before = self._tokens[at - 1]
        if self._phrases.has("repair.no_lead_after", before):
            pair = " ".join(self._tokens[max(at - 2, 0) : at])
            return self._phrases.has("repair.lead_after_all", pair)
        return True

    def _calls_it_after(self, at: int) -> bool:
        """Whether a "call it" comes later: what is before it only tells what shall have a name."""
        return any(self._start("calls_it", later) for later in range(at + 2, len(self._tokens)))

    def _starts_surely(self, lead: str) -> bool:
        """Whether a lead can mean nothing else: "rename it to"."""
        return bool(lead) and bool(self._phrases.longest_start("repair.surely_names", lead))

    def _inside_a_longer_lead(self, at: int) -> bool:
        """Whether a longer lead began before: "should be called" of "it should be called"."""
        for start in range(max(at - 3, 0), at):
            for name in ("calls_it", "tells_its_name"):
                lead = self._start(name, start)
                if lead and start + len(lead.split()) > at:
                    return True
        return False

    def _is_signed(self, at: int) -> bool:
        """Whether what is said before a lead tells that something gets another name."""
        if not at or all(self._phrases.has("repair.before_naming", t) for t in self._tokens[:at]):
            return True
        signs = self._phrases.table["repair.naming_signs"]
        first = self._tokens[: min(A_SIGN, at)]
        if any(self._phrases.has("repair.no_before_a_name", word) for word in first):
            return True
        said = f" {' '.join(self._tokens[:at])} "
        return any(f" {sign} " in said for sign in signs)

    def _may_be_called(self, name: str, *, sure: bool) -> bool:
        if is_no_name(self._language, name) or self._answers(name):
            return False
        return self._fits(name) or (sure and len(name.split()) <= A_TITLE)

    def _fits(self, name: str) -> bool:
        return is_name(name, self._language.name, A_TITLE)

    def _answers(self, name: str) -> bool:
        """Whether it is an answer to a closed question, and no name: "every day", "done"."""
        expects, now = self._context.expects, self._context.now
        if self.is_of_rhythm(name):
            return True
        if not isinstance(expects, Rating | Number | Duration | Choice | Outcome):
            return False
        read = self._language.understand(name, expects, now=now)
        return read.kind == "answer" and (len(name.split()) <= A_SIGN or read.score == 1)

    def is_of_rhythm(self, name: str) -> bool:
        """Whether each of the words tells when."""
        words = self._language.words(name)
        return bool(words) and all(self._is_of_rhythm(word) for word in words)

    def _is_of_rhythm(self, word: str) -> bool:
        known = self._phrases.table["rhythm_words"] | self._phrases.table["function_words"]
        if word in known or is_of_time(word, self._language.name):
            return True
        return self._language.understand(word, Number()).kind == "answer"

    def _content(self, name: str) -> list[str]:
        words = self._language.words(name)
        return [w for w in words if not self._phrases.has("function_words", w)]

    @property
    def _kin(self) -> Inflection:
        return inflection(self._language.name)
