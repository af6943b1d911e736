"""The tables of one language by which dictated words are written: its `formatting.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from intents import source
from intents.languages import folder_of

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Capitals:
    """Written forms by the word in lower case.

    `always`: in any text. `dictated`: where words come from a recognizer; holds those of `always`.
    `sometimes`: only after one of the words `after`. `possessive`: the ending of "Anna's".
    """

    always: Mapping[str, str]
    dictated: Mapping[str, str]
    sometimes: Mapping[str, str]
    after: Words
    possessive: str


@dataclass(frozen=True, slots=True)
class Questions:
    """The words with which a question begins: see `assistant.formatting.sentences.is_question`."""

    asks: Words
    verbs: Words
    opening_verbs: Words
    subjects: Words
    articles: Words


@dataclass(frozen=True, slots=True)
class Sentences:
    """Words by which the end of a sentence is told."""

    unfinished: Words
    can_end: Words
    begins: Words
    goes_on: Words
    questions: Questions


@dataclass(frozen=True, slots=True)
class Tables:
    """All of it, for one language."""

    capitals: Capitals
    sentences: Sentences


@cache
def tables(language: str) -> Tables:
    """The tables of a language; empty ones where it has no `formatting.toml`.

    Raises `LanguageError` for a language which there is not.
    """
    table = optional_table(language, "formatting.toml")
    return Tables(_capitals(table.get("capitals", {})), _sentences(table.get("sentences", {})))


def optional_table(language: str, file: str) -> dict[str, Any]:
    """A TOML file of a language; nothing in it where the language has no such file."""
    path = folder_of(language) / file
    return source.read(path) if path.exists() else {}


def _capitals(table: Mapping[str, Any]) -> Capitals:
    always = _by_lower_case(table.get("always", ""))
    always |= {word.replace("'", ""): word for word in table.get("apostrophes", "").split()}
    sometimes = table.get("sometimes", {})
    return Capitals(
        always,
        always | _by_lower_case(table.get("dictated", "")) | table.get("spelled", {}),
        _by_lower_case(sometimes.get("names", "")),
        _words(sometimes, "after"),
        table.get("possessive", ""),
    )


def _sentences(table: Mapping[str, Any]) -> Sentences:
    asked = table.get("question", {})
    return Sentences(
        unfinished=_words(table, "unfinished"),
        can_end=_words(table, "can_end"),
        begins=_words(table, "begins"),
        goes_on=_words(table, "goes_on"),
        questions=Questions(
            asks=_words(asked, "asks"),
            verbs=_words(asked, "verbs"),
            opening_verbs=_words(asked, "opening_verbs"),
            subjects=_words(asked, "subjects"),
            articles=_words(asked, "articles"),
        ),
    )


def _by_lower_case(words: str) -> dict[str, str]:
    return {word.lower(): word for word in words.split()}


def _words(table: Mapping[str, Any], name: str) -> Words:
    return frozenset(table.get(name, "").split())
