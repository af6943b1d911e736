"""Yes or no, with the hedges people put around them; and whether only a feeling is told.

A plain yes or no is one of the phrases of the language, or is made of such phrases with nothing
but hedges between them; what is longer must begin with one, or end with one. What is said last
counts where something is corrected: "yes, sorry, no".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from intents.tables import Tables, Words

REPAIRS = 4
"""So many corrections are looked at, from the last; so the time stays linear in the words."""
_LONGEST_TAIL = 6
"""A phrase of yes or no at the beginning may be followed by so many words."""
_LONGEST_END = 8
"""A yes or no at the end counts in utterances of so many words."""
_LONGEST_BEFORE = 12
"""A yes or no before a feeling has at most so many words."""

Value = Literal[True, False, None]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A phrase which was found: what it means, `None` for neither, and where it stands."""

    value: Value
    start: int
    end: int


class Agreement:
    """Reads yes, no and feelings by the tables `yesno` and `feeling` of a language."""

    def __init__(self, tables: Tables) -> None:
        phrases, words = tables.phrases, tables.words
        self.unclear = phrases("yesno", "unclear")
        self._yes, self._no = phrases("yesno", "yes"), phrases("yesno", "no")
        self._hedges = words("yesno", "hedges")
        self._emphasis = words("yesno", "emphasis")
        self._lead_in = words("yesno", "lead_in")
        self._repairs = phrases("yesno", "repairs")
        self._only_alone = words("yesno", "only_alone")
        self._tells = phrases("yesno", "tells")
        self._open_ends = words("yesno", "open_ends")
        self._no_refusal = phrases("yesno", "no_refusal")
        self._after_no = words("yesno", "after_no")
        self._strong_yes, self._strong_no = (
            words("yesno", "strong_yes"),
            words("yesno", "strong_no"),
        )
        self._leading_yes = self._strong_yes | words("yesno", "leading_yes")
        self._last_no = words("yesno", "last_no")
        self._spoils = {
            key: words("yesno", f"spoils_{key}") for key in ("yes", "last_yes", "last_no")
        }
        self._turns = words("yesno", "turns")
        self._keeps_emphasis = words("yesno", "keeps_emphasis")
        self._around_name = self._hedges | words("yesno", "around_name")
        self._feeling = _Feeling(tables)

    def yes_or_no(self, words: Words) -> bool | None:
        """True or False; nothing where it is neither, or both."""
        if not words:
            return None
        known = self._known(words)
        if known:
            return known.value
        plain = self._without_emphasis(words)
        if plain != words and (known := self._known(plain)):
            return known.value
        words = plain
        for at, end in self._repairs.last(words, REPAIRS):
            if at > 0 and end < len(words) and (value := self._of(words[end:])) is not None:
                return value
        return self._of(words)

    def is_firm(self, words: Words) -> bool:
        """Whether a plain yes or no is in it, or a refusal: more than "I guess" or "right"."""
        strong = self._strong_yes | self._strong_no
        return words in self._no or not strong.isdisjoint(words)

    def names(self, words: Words, name: Words) -> bool:
        """Whether the words just name what was asked for: "family please", "my family"."""
        for at in range(len(words) - len(name) + 1):
            if name and words[at : at + len(name)] == name:
                return self._around_name.issuperset(words[:at] + words[at + len(name) :])
        return False

    def feeling(self, words: Words) -> bool:
        """Whether it says no more than that things are heavy, or that one can't."""
        return self._feeling(words)

    def answered_before(self, words: Words) -> bool | None:
        """The yes or no said before how one feels: "no, I'm so tired"; nothing without one.

        "I can't" alone may refuse or lament, and whoever laments is not to be taken at their word.
        """
        if words in self._feeling.refuses:
            return False
        for end in range(min(len(words) - 1, _LONGEST_BEFORE), 0, -1):
            said = words[:end]
            if not self.is_firm(said) or not self._feeling(words[end:]):
                continue
            answer = self.yes_or_no(said)
            if answer is not None and not self._feeling(said):
                return answer
        return None

    def _known(self, words: Words) -> _Piece | None:
        """What a whole phrase of the language means."""
        for phrases, value in ((self.unclear, None), (self._yes, True), (self._no, False)):
            if words in phrases:
                return _Piece(value, 0, len(words))
        return None

    def _without_emphasis(self, words: Words) -> Words:
        """The words without "really" and its like; "not really" is left as it is."""
        plain = tuple(
            word
            for at, word in enumerate(words)
            if word not in self._emphasis or (at and words[at - 1] in self._keeps_emphasis)
        )
        return plain or words

    def _of(self, words: Words) -> bool | None:
        """What the words mean by the phrases in them, or by how they begin and end."""
        known = self._known(words)
        if known:
            return known.value
        found = self._cover(words)
        inside = {at for piece in found for at in range(piece.start, piece.end)}
        if found and all(w in self._hedges or at in inside for at, w in enumerate(words)):
            values = {piece.value for piece in found} - {None}
            unclear = any(piece.value is None for piece in found)
            if len(values) != 1 or (unclear and found[-1].value is None):
                return None
            return None if unclear and not self._any_firm(words, found) else values.pop()
        return self._leading(words)

    def _cover(self, words: Words) -> list[_Piece]:
        """The phrases of yes, of no and of neither in the words, from left to right."""
        found: list[_Piece] = []
        at = 0
        while at < len(words):
            piece = self._piece(words, at)
            if piece is not None:
                found.append(piece)
            at = piece.end if piece else at + 1
        return found

    def _piece(self, words: Words, at: int) -> _Piece | None:
        sizes = {
            False: self._no.at(words, at),
            None: self.unclear.at(words, at),
            True: self._yes.at(words, at),
        }
        if sizes[True] == 1 and words[at] in self._only_alone and len(words) > 1:
            sizes[True] = 0
        value = max(sizes, key=lambda value: sizes[value])
        return _Piece(value, at, at + sizes[value]) if sizes[value] else None

    def _any_firm(self, words: Words, found: Iterable[_Piece]) -> bool:
        """A hedge beside a plain yes or no does not take it back; a bare "maybe" does."""
        strong = self._strong_yes | self._strong_no
        return any(
            not strong.isdisjoint(words[piece.start : piece.end])
            for piece in found
            if piece.value is not None
        )

    def _leading(self, words: Words) -> bool | None:
        """A yes or no with more behind it: "no i did not get round to it"."""
        start = 0
        while start < len(words) - 1 and words[start] in self._lead_in:
            start += 1
        rest = words[start:]
        if self._no_refusal.at(rest, 0) == 2:
            return True
        if rest[0] in self._strong_no and (len(rest) == 1 or rest[1] in self._after_no):
            return None if self._turn(rest[1:], self._strong_yes) else False
        if rest[0] in self._leading_yes:
            return None if self._turn(rest[1:], self._strong_no) else True
        longest = max(self._yes.longest, self._no.longest, self.unclear.longest)
        for size in range(min(longest, len(rest) - 1), 1, -1):
            part, left = rest[:size], len(rest) - size
            if part in self._no and left <= _LONGEST_TAIL:
                return False
            if part in self._tells:
                return None
            if (
                part in self._yes
                and part[-1] not in self._open_ends
                and left <= _LONGEST_TAIL
                and rest[size] not in self._spoils["yes"]
            ):
                return True
            if part in self.unclear:
                return None
        return self._last(rest)

    def _last(self, rest: Words) -> bool | None:
        """A yes or no at the end of a few words."""
        if not 1 < len(rest) <= _LONGEST_END:
            return None
        before, last = rest[-2:]
        if last in self._strong_yes and before not in self._spoils["last_yes"]:
            return True
        if last in self._last_no and before not in self._spoils["last_no"]:
            return False
        return None

    def _turn(self, rest: Words, other: frozenset[str]) -> bool:
        """Whether it goes on with the contrary: "yes and no"."""
        return len(rest) >= 2 and rest[0] in self._turns and rest[1] in other


class _Feeling:
    """Tells whether somebody says how heavy things are, or that they can't: "nothing matters".

    Only a whole utterance counts, with what goes on from the feeling ("because …"). What one would
    like to feel is a wish and none of these, and neither is the name of a feeling ("sadness").
    """

    def __init__(self, tables: Tables) -> None:
        self.refuses = tables.phrases("feeling", "refuses")
        self._begins = tables.phrases("feeling", "begins")
        self._whole = tables.phrases("feeling", "whole")
        words = {
            key: tables.words("feeling", key)
            for key in ("how", "heavy", "after", "goes_on", "before", "unsaid", "ends")
        }
        self._how, self._heavy, self._goes_on = words["how"], words["heavy"], words["goes_on"]
        self._before, self._unsaid, self._ends = words["before"], words["unsaid"], words["ends"]
        self._may_follow = words["heavy"] | words["after"]

    def __call__(self, words: Words) -> bool:
        for start in range(len(words)):
            if start and words[start - 1] not in self._before:
                return False
            if self._can_not(words[start:]) or self._is_heavy(words, start):
                return True
        return False

    def _can_not(self, words: Words) -> bool:
        end = len(words)
        while end and words[end - 1] in self._ends:
            end -= 1
        words = words[:end]
        if words in self._whole:
            return True
        return tuple(word for word in words if word not in self._unsaid) in self._whole

    def _is_heavy(self, words: Words, start: int) -> bool:
        for size in self._begins.sizes(words, start):
            at = start + size
            while at < len(words) and words[at] in self._how:
                at += 1
            if at < len(words) and words[at] in self._heavy:
                tail = words[at + 1 :]
                return not tail or tail[0] in self._goes_on or self._may_follow.issuperset(tail)
        return False
