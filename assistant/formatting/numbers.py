"""Numbers of a dictation as people write them, where the language says how.

A language which writes numbers has a module `written_numbers` with a function `number_at`: given
the words and a place among them, what is written for the number which begins there, and where it
ends ("" where none begins there). Without it numbers stay as they were recognized.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from assistant.formatting.token import Token
from intents.languages import rules_of

NumberAt = Callable[[tuple[str, ...], int], tuple[str, int]]


def write_numbers(tokens: Sequence[Token], language: str = "en") -> list[Token]:
    """The tokens with their numbers written; a token may then stand for several words."""
    number_at = _number_at(language)
    if number_at is None:
        return list(tokens)
    words = tuple(token.text for token in tokens)
    done: list[Token] = []
    at = 0
    while at < len(words):
        text, end = number_at(words, at)
        if text:
            done.append(_merged(tokens[at:end], text))
        else:
            end = at + 1
            done.append(tokens[at])
        at = end
    return done


@cache
def _number_at(language: str) -> NumberAt | None:
    rules_of(language)  # From here on the language's modules can be imported.
    name = f"intents.languages.{language}.written_numbers"
    return cast(NumberAt, import_module(name).number_at) if find_spec(name) else None


def _merged(tokens: Sequence[Token], text: str) -> Token:
    worst = min(token.confidence for token in tokens)
    return Token(text, tokens[0].start, tokens[-1].end, worst)
