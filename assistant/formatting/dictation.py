"""One segment of a dictation, from recognized words to written text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.formatting import capitals, numbers, sentences
from assistant.formatting.punctuated import ENDS, RecognizedWord, is_written, written_tokens
from assistant.formatting.token import Token

DOUBTFUL = 0.55
"""Words with a lower confidence are doubtful: a hint for a proofreader, for recognizers judge
themselves poorly."""

Doubt = tuple[int, int]
"""Where a doubtful word stands in a text: its first character and the one after its last."""


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Text with its doubtful words. `continues`: it goes on with the sentence before it."""

    text: str
    doubtful: tuple[Doubt, ...] = ()
    continues: bool = False


def format_dictation(
    words: Sequence[RecognizedWord],
    before: str = "",
    names: Iterable[str] = (),
    language: str = "en",
) -> FormattedText:
    """Sentences of recognized words.

    `before` is the text of the dictation up to here; `names` are written with their capitals.
    Marks and capitals are the recognizer's where it sets them, else they follow from the pauses.
    """
    if not words:
        return FormattedText("")
    known = capitals.names_of(names)
    if is_written(words):
        tokens = written_tokens(words, known, language)
    else:
        tokens = _by_pauses(words, known, language)
    continues = _continues(tokens[0][0].text, before, language)
    text, doubtful = "", []
    first = not continues
    for at, (token, mark) in enumerate(tokens):
        word = capitals.first(token.text) if first else token.text
        text += " " if text else ""
        if token.confidence < DOUBTFUL:
            doubtful.append((len(text), len(text) + len(word)))
        text += word
        # The last sentence gets its full stop too; `join_segments` removes it where it goes on.
        if at == len(tokens) - 1 and mark not in ENDS:
            mark = "."
        text += mark
        first = mark in ENDS
    return FormattedText(text, tuple(doubtful), continues)


def _by_pauses(
    words: Sequence[RecognizedWord], names: Mapping[str, str], language: str
) -> list[tuple[Token, str]]:
    """Tokens of words without marks, with the marks that follow from the pauses between them."""
    raw = [word.text for word in words]
    heard = [
        Token(capitals.capitalized(raw, at, names, language), w.start, w.end, w.confidence)
        for at, w in enumerate(words)
    ]
    tokens = numbers.write_numbers(heard, language)
    ends = [*sentences.ends(tokens, language), True]
    marked: list[tuple[Token, str]] = []
    begin = 0
    for at, (token, end) in enumerate(zip(tokens, ends, strict=True)):
        asks = end and sentences.is_question([t.text for t in tokens[begin : at + 1]], language)
        marked.append((token, ("?" if asks else ".") if end else ""))
        begin = at + 1 if end else begin
    return marked


def _continues(word: str, before: str, language: str) -> bool:
    last = before.rstrip(" .?").rpartition(" ")[2]
    if not last or before.endswith("\n"):
        return False
    return sentences.unfinished(last, language) or sentences.goes_on(word, language)
