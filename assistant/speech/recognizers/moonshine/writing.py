"""What the model writes, as spoken words and back: capitals, digits, marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.formatting import capitals, sentences
from assistant.formatting.numbers import write_numbers
from assistant.formatting.token import Token
from assistant.speech.language_data import Writing, speech_data

_WORD = re.compile(r"\d+(?:[:.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_MARKS = re.compile(r"[.,;:?!]+$")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'"})


def spoken_words(written: str, language: str = "en") -> list[str]:
    """The words of a written text in lower case, small whole numbers as words."""
    writing = _writing(language)
    text = written.lower().translate(_QUOTES)
    for sign, word in writing.signs.items():
        text = text.replace(sign, f" {word} ")
    words = _digit_words(language)
    return [words.get(word, word) for word in _WORD.findall(text)]


def portions(written: str, spoken: Sequence[str]) -> list[str]:
    """What of a written word belongs to each of its spoken words.

    "check-in." is "check-" and "in."; "50%," is "fifty" and "percent,".
    """
    if len(spoken) <= 1:
        return [written] * len(spoken)
    parts = written.split("-")
    if len(parts) == len(spoken):
        return [*(f"{part}-" for part in parts[:-1]), parts[-1]]
    marks = _MARKS.search(written)
    return [*spoken[:-1], spoken[-1] + (marks.group() if marks else "")]


def spellings(phrase: str, language: str = "en") -> tuple[str, ...]:
    """How the model may write a phrase of lower-case words, the likeliest way first.

    It begins with a capital and ends with a full stop or a question mark. Within a sentence numbers
    are words or digits.
    """
    writing = _writing(language)
    words = phrase.split()
    if not words:
        return ()
    named = [capitals.capitalized(words, at, {}, language) for at in range(len(words))]
    forms = [named]
    if len(words) > 1:
        forms.append([writing.digits.get(word, word) for word in named])
        tokens = [Token(word, 0.0, 0.0, 1.0) for word in named]
        forms.append([token.text for token in write_numbers(tokens, language)])
    asks = words[0] in writing.asks or sentences.is_question(words, language)
    mark = "?" if asks else "."
    whole = (_with_signs(capitals.first(" ".join(form)), writing) + mark for form in forms)
    return tuple(dict.fromkeys(whole))


def can_be_written(word: str) -> bool:
    """Whether the word has letters only: a model that writes letters has no fixed vocabulary."""
    return bool(word) and all(part.isalpha() for part in word.split("'") if part)


def is_ghost(words: Sequence[str], language: str = "en") -> bool:
    """Whether the model writes this where nobody spoke."""
    return " ".join(words) in _writing(language).ghosts


def _with_signs(text: str, writing: Writing) -> str:
    for sign, word in writing.signs.items():
        text = re.sub(rf"(?<=\d) {word}\b", sign, text)
    return text


def _writing(language: str) -> Writing:
    return speech_data(language).writing


@cache
def _digit_words(language: str) -> dict[str, str]:
    return {digits: word for word, digits in _writing(language).digits.items()}
