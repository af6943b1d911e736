"""Which of a few options is meant, or which of them: by name, near-name or position, or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from intents.agreement import REPAIRS, Agreement
from intents.rules import Rules
from intents.tables import Phrases, Tables, Words

Options = tuple[Words, ...]

REFUSED = -1
"""The place of "none of them"."""
_PLAIN_ANSWER = 3
"""A yes or no which does not begin with one has at most so many words."""
_LONGEST_NEAR = 10
"""In longer utterances, no word counts because it sounds like one of an option."""
_NEAR, _APART = 0.7, 0.1
"""So alike must the words be to an option, and so much more alike than to any other."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A wish about options that are sounds: that one, none, others, or to hear one of them again.

    `named` are the words for the one to hear again.
    """

    wish: Literal["that", "none", "others", "again"]
    named: Words = ()


class Choosing:
    """Reads choices by the tables `choice` and `several` of a language."""

    def __init__(self, tables: Tables, rules: Rules, agreement: Agreement) -> None:
        phrases, words = tables.phrases, tables.words
        self._rules = rules
        self._agreement = agreement
        self._none, self._around = phrases("choice", "none"), phrases("choice", "around")
        self._weak, self._unsure = words("choice", "weak"), words("choice", "unsure")
        self._refuses, self._between = words("choice", "refuses"), words("choice", "between")
        self._repairs, self._compares = phrases("choice", "repairs"), words("choice", "compares")
        self._numbered, self._letters = (
            words("choice", "numbered"),
            tables.lines("choice", "letters"),
        )
        self._after_place = phrases("choice", "after_place")
        self._no_place = words("choice", "no_place")
        self._places: tuple[tuple[Phrases, Callable[[int], int | None]], ...] = (
            (phrases("choice", "last"), lambda count: count - 1),
            (phrases("choice", "first"), lambda count: 0),
            (phrases("choice", "middle"), lambda count: count // 2 if count % 2 else None),
            (phrases("choice", "last_but_one"), lambda count: count - 2 if count > 1 else None),
        )
        self._all = phrases("several", "all")
        self._none_of_several = Phrases(phrases("several", "none").all | self._none.all)
        self._refuses_name = words("several", "refuses")
        self._begins = words("several", "begins")
        self._that, self._others = phrases("heard", "that"), phrases("heard", "others")
        self._as_before = phrases("heard", "none")
        self._again, self._once_more = phrases("heard", "again"), phrases("heard", "once_more")

    def one(self, words: Words, options: Options) -> int | None:
        """The place of the option meant, `REFUSED`, or nothing where it is not clear."""
        if not words or not options:
            return None
        if words in options:
            return options.index(words)
        if words in self._none or self._inner(words) in self._none:
            return REFUSED
        alone = [place for place, option in enumerate(options) if words[0] in option]
        if len(words) == 1 and len(alone) == 1:
            return alone[0]
        named = self._named(words, options)
        if named is not None:
            return named if named >= 0 else None
        position = self._position(words, len(options))
        if position is not None:
            return position
        return None if not self._unsure.isdisjoint(words) else self._near(words, options)

    def among_heard(self, words: Words) -> Heard | None:
        """What is wished of options that are sounds; nothing where it is no such wish."""
        inner = self._inner(words)
        if words in self._as_before or inner in self._as_before:
            return Heard("none")
        if words in self._others or inner in self._others:
            return Heard("others")
        if self.is_that(words):
            return Heard("that")
        start = next((s for s in self._again.sizes(words, 0) if s < len(words)), 0)
        rest = words[start:]
        end = next((s for s in self._once_more.ends(rest) if s < len(rest)), 0)
        if not start and not end:
            return None
        return Heard("again", rest[: len(rest) - end])

    def is_that(self, words: Words) -> bool:
        """Whether the words point at what sounded last: "that one"."""
        return words in self._that or self._inner(words) in self._that

    def several(self, words: Words, options: Options) -> tuple[int, ...] | None:
        """The places of the options meant, in their order; nothing where it is not clear."""
        every = tuple(range(len(options)))
        if words in self._all:
            return every
        if words in self._none_of_several:
            return ()
        named = {place: at for place, o in enumerate(options) if (at := _find(words, o)) >= 0}
        if named:
            refused = {
                place
                for place, at in named.items()
                if not self._refuses_name.isdisjoint(words[max(0, at - 3) : at])
            }
            wanted = tuple(sorted(named.keys() - refused))
            return wanted or tuple(place for place in every if place not in refused)
        answer = self._agreement.yes_or_no(words)
        # "I would call it something else" begins like a yes, and is none.
        if answer is not None and (len(words) <= _PLAIN_ANSWER or words[0] in self._begins):
            return every if answer else ()
        chosen = self.one(words, options)
        if chosen is None:
            return None
        return () if chosen == REFUSED else (chosen,)

    def _inner(self, words: Words) -> Words:
        """The words without what people put around the name of an option."""
        start, end = 0, len(words)
        while end - start > 1:
            inside = words[start:end]
            cut = next((s for s in self._around.sizes(inside, 0) if s < len(inside)), 0)
            start += cut
            if not cut:
                cut = next((s for s in self._around.ends(inside) if s < len(inside)), 0)
                end -= cut
            if not cut:
                break
        return words[start:end]

    def _named(self, words: Words, options: Options) -> int | None:
        """The one option whose name stands in the words unrefused; -1 where several do."""
        at: dict[int, int] = {}
        covered: set[int] = set()
        for place in sorted(range(len(options)), key=lambda p: -len(options[p])):
            option = options[place]
            for start in range(len(words) - len(option) + 1):
                span = range(start, start + len(option))
                if words[start : start + len(option)] == option and covered.isdisjoint(span):
                    at[place] = start
                    covered.update(span)
                    break
        if not at:
            return None
        wanted = [place for place, start in at.items() if not self._is_refused(words, start)]
        if len(wanted) == 1:
            return wanted[0]
        if not wanted and len(at) == 1 and len(options) == 2:
            return 1 - next(iter(at))
        if len(wanted) > 1 and self._compares.isdisjoint(words):
            for marker, _ in self._repairs.last(words, REPAIRS):
                after = [place for place in wanted if at[place] > marker]
                if len(after) == 1:
                    return after[0]
        return -1

    def _is_refused(self, words: Words, start: int) -> bool:
        before = words[max(0, start - 2) : start]
        if before and before[-1] in self._refuses:
            return True
        return len(before) > 1 and before[0] in self._refuses and before[1] in self._between

    def _position(self, words: Words, count: int) -> int | None:
        """The place named by a number, a letter, or a word such as "last"."""
        inner = self._inner(words)
        if len(inner) == 2 and inner[0] in self._numbered:
            return self._number(inner[1], count)
        tail = inner
        while cut := next((s for s in self._after_place.ends(tail) if s < len(tail)), 0):
            tail = tail[:-cut]
        for phrases, place in self._places:
            if tail in phrases and (found := place(count)) is not None:
                return found
        if len(tail) <= 3 and (len(tail) <= 2 or tail == inner):
            for at in range(len(tail)):
                found_at = self._rules.ordinal(tail, at)
                if found_at is not None and 1 <= found_at[0] <= count:
                    return found_at[0] - 1 if self._no_place.isdisjoint(tail) else None
        if len(tail) == 1:
            return self._number(tail[0], count)
        return self._place_said_twice(words, count)

    def _place_said_twice(self, words: Words, count: int) -> int | None:
        """The place that is named more than once, and nothing else: "number two the second one"."""
        places: set[int] = set()
        for at, word in enumerate(words):
            ordinal = self._rules.ordinal(words, at)
            number = self._number(word, count)
            if ordinal is not None and 1 <= ordinal[0] <= count:
                places.add(ordinal[0] - 1)
            elif number is not None and not (places and (word,) in self._after_place):
                places.add(number)
            elif not (word in self._numbered or self._stands_around(word, after=bool(places))):
                return None
        return places.pop() if len(places) == 1 and self._no_place.isdisjoint(words) else None

    def _stands_around(self, word: str, *, after: bool) -> bool:
        return (word,) in self._around or (after and (word,) in self._after_place)

    def _number(self, word: str, count: int) -> int | None:
        """ "two" or "b"."""
        if word in self._letters[:count]:
            return self._letters.index(word)
        number = self._rules.whole_number((word,), 0)
        return number[0] - 1 if number is not None and 1 <= number[0] <= count else None

    def _near(self, words: Words, options: Options) -> int | None:
        """The option which sounds most like it, if it stands out."""
        common = {w for o in options for w in o if sum(w in other for other in options) > 1}
        inner = self._inner(words)
        by_parts = len(inner) <= _LONGEST_NEAR and self._refuses.isdisjoint(inner)
        scores = []
        for option in options:
            whole = _similar(" ".join(inner), " ".join(option))
            joined = _similar("".join(inner), "".join(option))
            share = self._share(inner, option, common) if by_parts else 0.0
            scores.append(max(whole, joined, share))
        order = sorted(range(len(options)), key=lambda place: -scores[place])
        top = scores[order[0]]
        runner = scores[order[1]] if len(order) > 1 else 0.0
        return order[0] if top >= _NEAR and top - runner >= _APART else None

    def _share(self, inner: Words, option: Words, common: set[str]) -> float:
        """How much of what tells an option from the others is in the words."""
        telling = [w for w in option if w not in common and len(w) > 2 and w not in self._weak]
        parts = [
            max((self._alike(word, key) for word in inner), default=0.0)
            for key in telling or option
        ]
        if not parts:
            return 0.0
        share = sum(parts) / len(parts)
        return max(share, 0.86 * max(parts)) if len(parts) > 1 and max(parts) >= 0.9 else share

    def _alike(self, word: str, key: str) -> float:
        if word == key:
            return 1.0
        if (
            len(word) >= 4
            and len(key) >= 4
            and (word.startswith(key[:5]) or key.startswith(word[:5]))
            and word[:4] == key[:4]
        ):
            return 0.9
        if len(word) < 3:
            return 0.0
        sounds = _similar(self._rules.sound(word), self._rules.sound(key))
        return max(_similar(word, key), 0.85 * sounds if word[0] == key[0] else 0.0)


def _find(words: Words, option: Words) -> int:
    size = len(option)
    places = range(len(words) - size + 1)
    return next((at for at in places if words[at : at + size] == option), -1)


def _similar(one: str, other: str) -> float:
    # Few answers get here, and it is slow to import.
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)
