"""The pieces of a correction: what leads to the right words, what shall go, what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from assistant.conversation.reading.said_words import SaidWords
from assistant.formatting.rephrasing import strip_hedges

if TYPE_CHECKING:
    from intents import Language

MARKS = ",.;:!?…\"'"
A_BIT = 6
"""Within so many words "bit" or "out" follows, where words shall go."""

Kind = Literal["free", "idle", "wrong", "anew", "perhaps", "out", "dropped", "into"]
"""What a piece of a correction does. free: nothing that is known. idle: it carries nothing.
wrong: it tells that a name is wrong. anew: it leads to the whole name; perhaps: it does so where
the words show it. out: before what shall go. dropped: before what was left out. into: before what
shall go in."""


@dataclass
class Piece:
    """A piece of a correction: what it does, its words, and the words that lead to them.

    `start` is its first word, where those begin. `bit`: its words end with "bit" or "part".
    `front`: they belong to the front of the name. `placed`: it is said where they go, as "at the
    end".
    """

    kind: Kind
    start: int
    words: list[str] = field(default_factory=list)
    lead: str = ""
    bit: bool = False
    front: bool = False
    placed: bool = False


class Pieces(SaidWords):
    """One utterance, cut into the pieces of a correction."""

    def __init__(self, language: Language, text: str) -> None:
        super().__init__(language, text)
        self.pieces = self._cut()

    def _cut(self) -> list[Piece]:
        pieces: list[Piece] = []
        at, here = 0, Piece("free", 0)
        ends: list[int] = []
        while at < len(self._tokens):
            kind, lead = self._lead(at, here)
            if kind is None:
                word = self._of_word[at]
                if not ends or ends[-1] != word:
                    here.words.append(self._said[word].strip(MARKS))
                    ends.append(word)
                at += 1
                continue
            if here.words or here.kind != "free":
                pieces.append(here)
            here = Piece(kind, self._of_word[at], lead=lead)
            at += len(lead.split())
            if kind in ("idle", "wrong"):
                pieces.append(here)
                here = Piece("free", self._of_word[at - 1] + 1)
        if here.words or here.kind != "free":
            pieces.append(here)
        return [self._trimmed(piece) for piece in self._turned(pieces)]

    def _lead(self, at: int, here: Piece) -> tuple[Kind | None, str]:
        """The kind of piece that begins at a token, and the words that lead to it."""
        rest = " ".join(self._tokens[at : at + self._phrases.longest])
        in_name = here.kind in ("anew", "perhaps") and bool(here.words)
        found: list[tuple[int, Kind, str]] = []
        kinds: tuple[tuple[str, Kind], ...] = (
            ("name_is_wrong", "wrong"),
            ("idle", "idle"),
            ("anew", "anew"),
            ("you_dropped", "dropped"),
            ("anew_perhaps", "perhaps"),
            ("out", "out"),
            ("into", "into"),
        )
        for name, kind in kinds:
            lead = self._phrases.longest_start(f"repair.{name}", rest)
            if not lead:
                continue
            size = len(lead.split())
            if kind == "wrong" and self._leads_to_words(lead, at + size):
                continue
            if kind == "dropped":
                what = self._dropped_what(at + size)
                if what:
                    return "idle", f"{lead} {what}"
            short = size == 1
            if in_name and kind in ("perhaps", "into"):
                continue
            if here.words and kind == "into" and self._phrases.has("repair.goes_on_with", lead):
                continue
            joins = kind == "into" and short and here.kind == "out" and here.words
            if joins and self._phrases.longest_start("repair.joins_on", lead):
                continue
            led = here.kind != "free" and not here.words
            inside = led or (bool(here.words) and at + size < len(self._tokens))
            if inside and short and self._phrases.has("repair.at_the_edge", lead):
                continue
            if in_name and kind == "idle" and short and at + size < len(self._tokens):
                continue
            if in_name and kind == "out" and lead != "not" and not self._a_bit(at + size):
                continue
            only_a_bit = self._phrases.has("repair.out_only_a_bit", lead)
            if kind == "out" and only_a_bit and not self._a_bit(at + size):
                continue
            begun = here.kind in ("out", "into", "perhaps") and not here.words
            if begun and kind in ("perhaps", "into"):
                continue
            found.append((size, kind, lead))
        if not found:
            return None, ""
        size, kind, lead = max(found, key=lambda one: one[0])
        return kind, lead

    def _leads_to_words(self, lead: str, at: int) -> bool:
        """Whether the new name follows: "rename the walk to a stroll"."""
        after = self._tokens[at:]
        leads = any(self._phrases.has("repair.leads_to_words", word) for word in after)
        return leads and self._phrases.has("repair.renames", lead)

    def _dropped_what(self, at: int) -> str:
        rest = " ".join(self._tokens[at : at + self._phrases.longest])
        return self._phrases.longest_start("repair.dropped_what", rest)

    def _a_bit(self, at: int) -> bool:
        """Whether what begins here ends soon with "bit", "part", "out" and the like."""
        near = self._tokens[at : at + A_BIT]
        for n in range(1, len(near)):
            rest = " ".join(self._tokens[at + n : at + n + self._phrases.longest])
            if self._phrases.has("repair.bit", near[n]):
                return True
            if self._phrases.longest_start("repair.outwards", rest):
                return True
            ends = ("repair.idle", "repair.name_is_wrong", "repair.you_dropped", "repair.anew")
            if any(self._phrases.longest_start(name, rest) for name in ends):
                return False
        return False

    def _turned(self, pieces: list[Piece]) -> list[Piece]:
        """Pieces with what stands before its lead behind it: "the flock call it"."""
        for before, lead in pairwise(pieces):
            if lead.kind == "anew" and not lead.words and before.kind in ("free", "perhaps"):
                lead.words, before.words = before.words, []
            wrong = self._phrases.has("repair.should_go", lead.lead)
            if wrong and before.words and self._phrases.has("repair.bit", bare(before.words[-1])):
                before.kind = "out"
        for piece in pieces:
            said = " ".join(self._plain(piece.words))
            for point in self._phrases.table["repair.is_the_point"]:
                if piece.kind in ("free", "perhaps") and f" {said} ".endswith(f" {point} "):
                    piece.kind = "dropped"
                    piece.words = piece.words[: len(piece.words) - len(point.split())]
                    break
            for point in self._phrases.table["repair.should_go"]:
                if piece.kind in ("free", "perhaps") and f" {said} ".endswith(f" {point} "):
                    piece.kind = "out"
                    piece.words = piece.words[: len(piece.words) - len(point.split())]
                    break
        return pieces

    def _trimmed(self, piece: Piece) -> Piece:
        words = piece.words
        if piece.kind in ("out", "dropped", "into"):
            for n in range(1, len(words)):
                rest = " ".join(self._plain(words[n:]))
                tail = self._phrases.longest_start("repair.tails", rest)
                if len(tail.split()) > 1 and self._phrases.has("repair.places", tail):
                    words = [*words[:n], *words[n:][: len(tail.split())]]
                    break
        while words:
            tail = self._ending(words, "repair.tails")
            if not tail:
                break
            piece.front = piece.front or self._phrases.has("repair.to_the_front", tail)
            words = words[: -len(tail.split())]
            placed = self._phrases.has("repair.places", tail)
            piece.placed = piece.placed or placed
        some = any(not self._phrases.has("repair.before_bit", bare(word)) for word in words[:-1])
        if piece.kind == "out" and some and self._phrases.has("repair.bit", bare(words[-1])):
            piece.bit, words = True, words[:-1]
        while words:
            plain = " ".join(self._plain(words))
            head = self._phrases.longest_start("repair.heads", plain)
            if piece.kind in ("out", "dropped", "into"):
                head = head or self._phrases.longest_start("repair.before_bit", plain)
                head = "" if piece.kind != "out" and head in ("my", "a", "the") else head
            if not head or len(head.split()) >= len(words):
                break
            words = words[len(head.split()) :]
        if piece.kind == "dropped" and words and self._phrases.has("repair.bit", bare(words[-1])):
            words = words[:-1]
        text = strip_hedges(" ".join(words), self._language.name)
        piece.words = text.split()
        if self._phrases.has("repair.no_wording", text.lower()):
            piece.words = []
        return piece

    def _ending(self, words: Sequence[str], name: str) -> str:
        plain = self._plain(words)
        tails = (" ".join(plain[-size:]) for size in range(min(5, len(plain)), 0, -1))
        return next((tail for tail in tails if self._phrases.has(name, tail)), "")

    def _plain(self, words: Sequence[str]) -> list[str]:
        return [bare(word) for word in words]

    def _tells(self, word: str) -> bool:
        return not self._phrases.has("function_words", word)


def bare(word: str) -> str:
    """A word in small letters, without marks."""
    return word.lower().strip(MARKS)


def key(words: Sequence[str]) -> str:
    """Words to be compared with others."""
    return " ".join(bare(word) for word in words)
