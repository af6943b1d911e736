"""What a name becomes by a correction: "just the garden, not the mind bit", "you cut the phone".

Pure functions of words. What the correction is about is found in `repairs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from assistant.conversation.reading.changes.correction_pieces import (
    A_BIT,
    MARKS,
    Piece,
    Pieces,
    bare,
    key,
)
from assistant.formatting.inflection import inflection

ALIKE = 0.5
"""The share of the words of a new name that it has in common with the old one, to be one surely."""
A_FEW = 3
"""At most so many words take the place of others in a name."""
MOST = 14
"""A name that is put right has no more words than this."""


@dataclass(frozen=True)
class NewWording:
    """What a correction makes of a name.

    `words` are the new name, "" where it was only said that it is wrong. `sure`: nothing else can
    be meant. `strong`: it is plainly a correction, whatever it is about. `about` are the words that
    are no part of the new name, and so may say what is corrected. `before` are those before the
    correction begins, such as the answer to a question.
    """

    words: str = ""
    sure: bool = False
    strong: bool = False
    about: tuple[str, ...] = ()
    before: str = ""


class Rewording(Pieces):
    """Reads one utterance as a correction of a name; which name it is may be decided later."""

    @property
    def content(self) -> str:
        """The words that lead words tell to be the whole name; "" for none."""
        led = [p for p in self.pieces if p.kind in ("anew", "perhaps") and p.words]
        return " ".join(max(led, key=lambda p: (p.kind == "anew", p.start)).words) if led else ""

    @property
    def strong(self) -> bool:
        """Whether it is plainly a correction, by its words alone."""
        return any(p.kind in ("wrong", "anew", "dropped") or p.bit for p in self.pieces)

    @property
    def complains(self) -> bool:
        """Whether it is said that something is wrong."""
        return any(p.kind in ("wrong", "dropped") for p in self.pieces) or any(
            p.kind == "idle" and len(p.lead.split()) > 1 for p in self.pieces
        )

    @property
    def tells_what_for(self) -> bool:
        """Whether it tells what something is for: "it's not for my boy, it's for the flock"."""
        led = [p for p in self.pieces if p.kind in ("out", "perhaps", "anew") and p.words]
        return any(self._phrases.has("repair.is_for", bare(piece.words[0])) for piece in led)

    def repeats_without(self, old: str) -> bool:
        """Whether the name is said again without some of its words: "peace at home, not madam"."""
        there = self._plain(old.split())
        again = any(
            piece.kind in ("free", "perhaps") and self._alike(piece.words, old) == 1
            for piece in self.pieces
        )
        return again and any(
            piece.kind == "out" and _place_of(self._plain(piece.words), there) is not None
            for piece in self.pieces
        )

    def only_names(self, old: str) -> bool:
        """Whether it only tells which one is meant, and not what it becomes: "the photo one"."""
        *words, last = self._plain(self._said)
        kinds = self._phrases.table["goal_word"] | self._phrases.table["repair.kind_value"]
        return last in kinds and (not words or self._alike(words, old) == 1)

    def of(self, old: str, heard: Sequence[str] = ()) -> NewWording | None:
        """What it makes of the name `old`; `None` where it is no correction of it.

        `heard` are the words in which it may have been said at first, the latest first.
        """
        now = old.split()
        if (other := self._other_words(now)) is not None:
            return NewWording(" ".join(other), True, True, self._about(), self._before())
        if (other := self._other_ending(now)) is not None:
            return NewWording(" ".join(other), True, True, self._about(), self._before())
        whole = None if self._goes_on(now) else self._whole(old)
        words = list(whole[0]) if whole else now
        sure = whole[1] if whole else True
        changed = whole is not None
        for piece in self.pieces:
            if piece.kind == "out" and piece.words and (piece.bit or whole is None):
                left = self._without(words, piece)
                if left != words:
                    words, changed = left, True
        if whole is None:
            for piece in self.pieces:
                if piece.kind not in ("dropped", "into") or not piece.words:
                    continue
                if piece.kind == "into" and not (piece.placed or self.complains):
                    continue
                if key(piece.words) in key(words):
                    changed = changed or self.strong  # It is there already.
                    continue
                added = self._with(words, piece, heard)
                if added is not None:
                    words, changed = added, True
            if not changed:
                joined = self._joined(words)
                if joined is not None:
                    words, changed = joined, True
        if not changed and not self.strong:
            return None
        words = self._without_no_more(words, now)
        new = " ".join(words) if changed else ""
        new = "" if len(words) > MOST else new
        if not new and not self.strong:
            return None
        return NewWording(new, sure, self.strong, self._about(), self._before())

    # What it becomes ----------------------------------------------------------------------------

    def _whole(self, old: str) -> tuple[list[str], bool] | None:
        """The whole name that is said, and whether surely; `None` where none is."""
        led = [p for p in self.pieces if p.kind == "anew" and p.words and not self._speaks(p)]
        if led:
            return led[-1].words, True
        best: tuple[list[str], bool] | None = None
        for before, piece in zip((None, *self.pieces), self.pieces, strict=False):
            written = piece.kind == "into" and piece.lead in ("put", "write") and self.complains
            known = piece.kind in ("perhaps", "free") or written
            if not known or not piece.words or self._speaks(piece):
                continue
            if before and before.kind == "wrong" and self._speaks_of_it(piece):
                continue
            alike = self._alike(piece.words, old)
            starts = self._phrases.longest_start("repair.joins_on", key(piece.words))
            if starts and not key(old.split()).startswith(f"{starts} "):
                continue  # "Without the phone" is put at its end.
            if alike > ALIKE or (alike == ALIKE and self.complains and len(piece.words) > 1):
                best = piece.words, True
            elif piece.kind == "perhaps" and self._led_on:
                best = piece.words, True  # "My value is not the garden, it's growing things."
            elif piece.kind == "perhaps" and self.complains and best is None:
                best = piece.words, self._holds_what_was_dropped(piece.words)
        return best

    @property
    def _led_on(self) -> bool:
        """Whether it was begun to say what it is, and then first what it is not."""
        return any(piece.kind == "anew" and not piece.words for piece in self.pieces)

    def _without_no_more(self, words: list[str], now: list[str]) -> list[str]:
        """A name without its own words after "no" at its end: "the grave, no flowers"."""
        plain, there = self._plain(words), set(self._plain(now))
        for at in range(1, len(plain) - 1):
            rest = [word for word in plain[at + 1 :] if self._tells(word)]
            if self._phrases.has("repair.no_more", plain[at]) and rest and there.issuperset(rest):
                return words[:at] if plain[at] not in there else words
        return words

    def _holds_what_was_dropped(self, words: Sequence[str]) -> bool:
        there = set(self._plain(words))
        lost = [w for p in self.pieces if p.kind == "dropped" for w in self._plain(p.words)]
        return bool(lost) and all(word in there for word in lost if self._tells(word))

    def _other_words(self, now: list[str]) -> list[str] | None:
        """The name with other words in the place of some: "it's the kids, not them"."""
        there = self._plain(now)
        led = any(p.kind in ("anew", "perhaps") and p.words for p in self.pieces)
        for before, piece in pairwise((Piece("free", 0), *self.pieces)):
            said = self._plain(piece.words)
            if piece.kind == "anew" and before.kind == "free" and len(before.words) < len(now):
                # "Kids should be grandchildren."
                at = _place_of(self._plain(before.words), there)
                if at is not None and not self._alike(piece.words, " ".join(now)):
                    return [*now[:at], *piece.words, *now[at + len(before.words) :]]
            if (
                led
                or piece.kind != "out"
                or piece.lead != "not"
                or _place_of(said, there) is not None
            ):
                continue
            for size in range(len(said) - 1, 0, -1):
                at = _place_of(said[:size], there)
                if at is not None and any(self._tells(word) for word in said[:size]):
                    # "Not family, the kids."
                    return [*now[:at], *self._headless(piece.words[size:]), *now[at + size :]]
        for right, wrong in permutations(self.pieces, 2):
            near = abs(self.pieces.index(right) - self.pieces.index(wrong)) == 1
            leads = right.kind == "perhaps" or (right.kind == "free" and near)
            if not leads or wrong.kind != "out" or not wrong.lead.startswith("not") or wrong.bit:
                continue
            if not right.words or not wrong.words or self._speaks(right):
                continue
            gone = self._plain(wrong.words)
            told = right.kind == "perhaps" and self._alike(gone, " ".join(now)) >= ALIKE
            if told and _place_of(gone, there) is None:
                return right.words  # "It's take her for tea, not speak slowly to her."
            if len(right.words) > A_FEW:
                continue
            if self._alike(right.words, " ".join(now)):
                continue
            for at in range(len(there) - len(gone) + 1):
                if there[at : at + len(gone)] == gone:
                    return [*now[:at], *right.words, *now[at + len(gone) :]]
        return None

    def _headless(self, words: list[str]) -> list[str]:
        """Words without what leads to them: "supper" of "say supper"."""
        while len(words) > 1 and self._phrases.has("repair.heads", bare(words[0])):
            words = words[1:]
        return words

    def _other_ending(self, now: list[str]) -> list[str] | None:
        """The name with another ending: "with the new fork" in place of "with the old fork"."""
        there = self._plain(now)
        for piece in self.pieces:
            plain = self._plain(piece.words)
            leads = piece.kind == "perhaps" and self._phrases.longest_start(
                "repair.joins_on", " ".join(plain)
            )
            if not leads or leads not in there[1:] or " ".join(plain) in " ".join(there):
                continue
            at = there.index(leads, 1)
            if ALIKE <= self._alike(piece.words, " ".join(now[at:])) < 1:
                return [*now[:at], *piece.words]
        return None

    def _goes_on(self, now: list[str]) -> bool:
        """Whether a piece goes on where the name ends: "plumbing book" of "… the plumbing"."""
        led = any(piece.kind == "anew" and piece.words for piece in self.pieces)
        return (
            len(now) > 2
            and not led
            and any(
                len(piece.words) > 1 and bare(piece.words[0]) == bare(now[-1])
                for piece in self.pieces
                if piece.kind in ("free", "perhaps")
            )
        )

    def _speaks(self, piece: Piece) -> bool:
        """Whether words speak to Lantern, or of something else, and name nothing."""
        said = " ".join(t for word in piece.words for t in self._language.words(word))
        if self._phrases.longest_start("repair.speaks_to_lantern", said):
            return True
        return "you" in said.split()[:3] and self._phrases.has("repair.speaks_to_lantern", "you")

    def _speaks_of_it(self, piece: Piece) -> bool:
        """Whether words only tell which name is meant: "of the breakfast step"."""
        return self._phrases.has("repair.speaks_of_it", bare(piece.words[0]))

    def _alike(self, words: Sequence[str], old: str) -> float:
        """The share of the content words that `old` has too."""
        own = [word for word in self._plain(words) if self._tells(word)]
        there = [word for word in self._plain(old.split()) if self._tells(word)]
        if not own or not there:
            return 0.0
        kin = inflection(self._language.name)
        bases = {base for word in there for base in kin.bases(word)}
        both = sum(not bases.isdisjoint(kin.bases(word)) for word in own)
        return both / len(own)

    def _without(self, words: Sequence[str], piece: Piece) -> list[str]:
        gone, there = self._plain(piece.words), self._plain(words)
        for at in range(len(there) - len(gone) + 1):
            if there[at : at + len(gone)] == gone:
                before = at
                while before and self._phrases.has("repair.before_bit", there[before - 1]):
                    before -= 1
                joins = before and self._phrases.has("repair.joins_on", there[before - 1])
                at_end = at + len(gone) == len(there)
                start = before - 1 if joins and at_end else (before if at_end else at)
                left = [*words[:start], *words[at + len(gone) :]]
                return left or list(words)
        return list(words)

    def _with(self, words: list[str], piece: Piece, heard: Sequence[str]) -> list[str] | None:
        """The name with words in it: as it was heard at first, or at its end."""
        for text in heard:
            if found := self._as_heard(text.split(), words, piece.words):
                return found
        if piece.kind == "into" and not (piece.lead or piece.front):
            return None
        if piece.front:
            return [*piece.words, *words]
        joins = self._phrases.longest_start("repair.joins_on", key(piece.words))
        if joins or (piece.kind == "into" and piece.placed):
            return [*words, *piece.words]
        if self._alike(piece.words[:1], words[-1]) == 1.0:
            return [*words, *piece.words[1:]]
        return None

    def _as_heard(self, said: list[str], now: list[str], added: list[str]) -> list[str] | None:
        """The piece of what was said at first that holds both the name and the added words."""
        plain, more = self._plain(said), self._plain(added)
        more = [word for word in more if self._tells(word)] or more
        at = [n for n, word in enumerate(plain) if word in more]
        own = [n for n, word in enumerate(plain) if word in self._plain(now) and self._tells(word)]
        strong = [word for word in self._plain(now) if self._tells(word)]
        if not at or len({plain[n] for n in at}) < len(set(more)) or not own:
            return None
        if len({plain[n] for n in own}) * 2 < len(set(strong)):
            return None
        first, last = min(own[0], at[0]), max(own[-1], at[-1])
        while first and not self._tells(plain[first]) and first > min(own[0], at[0]):
            first += 1
        # "Send her a photo", which was "text her a photo of the allotment" at first.
        other = next((n for n, word in enumerate(self._plain(now)) if word == plain[first]), 0)
        piece = [*now[:other], *said[first : last + 1]]
        return piece if len(piece) <= MOST else None

    def _joined(self, words: list[str]) -> list[str] | None:
        """The name and a piece that goes on where it ends: "plumbing book"."""
        if not self.complains:
            return None
        for piece in self.pieces:
            plain = self._plain(piece.words)
            if piece.kind in ("free", "perhaps") and len(plain) > 1:
                if plain[0] == bare(words[-1]):
                    return [*words, *piece.words[1:]]
                leads = self._phrases.longest_start("repair.joins_on", plain[0])
                tells = self._speaks_of_it(piece) or self._speaks(piece) or len(plain) > A_BIT
                if leads and not tells:
                    there = key(piece.words) in key(words)
                    return list(words) if there else [*words, *piece.words]
        return None

    def _about(self) -> tuple[str, ...]:
        """The words that are no part of the new name."""
        own = {id(p) for p in self.pieces if p.kind in ("anew", "perhaps", "into", "dropped")}
        return tuple(
            word
            for piece in self.pieces
            for word in (*piece.lead.split(), *(() if id(piece) in own else piece.words))
        )

    def _before(self) -> str:
        first = next((p for p in self.pieces if p.kind not in ("free", "idle")), None)
        return " ".join(self._said[: first.start]).strip(MARKS) if first is not None else ""


def _place_of(words: Sequence[str], there: Sequence[str]) -> int | None:
    """Where words stand among others; `None` where they do not."""
    places = range(len(there) - len(words) + 1) if words else ()
    return next((at for at in places if list(there[at : at + len(words)]) == list(words)), None)
