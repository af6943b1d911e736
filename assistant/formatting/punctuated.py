"""Words of a recognizer that sets marks and capitals itself, made into tokens with their marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.formatting import capitals, sentences
from assistant.formatting.numbers import write_numbers
from assistant.formatting.token import Token

ENDS = (".", "?", "!")
"""The marks that end a sentence."""
_MARKS = re.compile(r"[.,;:?!\u2026]+$")
_DIGIT = re.compile(r"\d")
_AROUND = "\"'()[]\u201c\u201d\u2018\u2019*"
_JOINER = "-"


class RecognizedWord(Protocol):
    """A word as a recognizer gives it."""

    @property
    def text(self) -> str:
        """The word, in lower case."""

    @property
    def start(self) -> float:
        """Seconds."""

    @property
    def end(self) -> float:
        """Seconds."""

    @property
    def confidence(self) -> float:
        """From 0 to 1."""

    @property
    def written(self) -> str:
        """With capitals and marks, "" where the recognizer sets none. What ends with a hyphen is
        joined to the next word."""


def is_written(words: Sequence[RecognizedWord]) -> bool:
    """Whether the recognizer wrote all of the words itself."""
    return bool(words) and all(word.written for word in words)


def written_tokens(
    words: Sequence[RecognizedWord], names: Mapping[str, str], language: str = "en"
) -> list[tuple[Token, str]]:
    """The tokens of a dictation, and the mark after each ("" for none).

    A capital within a sentence is kept as the recognizer wrote it. Numbers are written as in any
    dictation. A full stop after a word that ends no sentence ("because.") is left out: the person
    paused there and went on.
    """
    clauses: list[tuple[list[Token], str]] = []
    raw = [word.text for word in words]
    clause: list[Token] = []
    begins, joined = True, ""
    for at, word in enumerate(words):
        bare = word.written.strip(_AROUND)
        mark = _mark(bare)
        joins = bare.endswith(_JOINER) and at + 1 < len(words)
        text = _cased(raw, at, bare.rstrip(_JOINER), begins, names, language)
        if joined:
            last = clause.pop()
            text = f"{last.text}{_JOINER}{text}"
            token = Token(text, last.start, word.end, min(last.confidence, word.confidence))
        else:
            token = Token(text, word.start, word.end, word.confidence)
        clause.append(token)
        joined = _JOINER if joins else ""
        begins = mark in ENDS
        if begins and sentences.unfinished(word.text, language) and at + 1 < len(words):
            mark = ""
        if mark:
            clauses.append((clause, mark))
            clause = []
    if clause:
        clauses.append((clause, ""))
    return [
        (token, mark if number == len(tokens) - 1 else "")
        for part, mark in clauses
        for tokens in [write_numbers(part, language)]
        for number, token in enumerate(tokens)
    ]


def _mark(written: str) -> str:
    """The one mark that is kept of those at the end of a word."""
    found = _MARKS.search(written)
    if not found:
        return ""
    marks = found.group().replace("\u2026", ".")
    return next((end for end in ("?", "!", ".") if end in marks), marks[0])


def _cased(
    raw: Sequence[str],
    at: int,
    written: str,
    begins: bool,
    names: Mapping[str, str],
    language: str,
) -> str:
    bare = _MARKS.sub("", written).strip(_AROUND)
    known = capitals.capitalized(raw, at, names, language)
    if begins or known != raw[at] or _DIGIT.search(bare) or not bare[:1].isupper():
        return known
    return bare
