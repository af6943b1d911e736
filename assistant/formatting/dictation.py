"""One segment of a dictation, from recognized words to written text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.formatting import capitals, numbers, sentences
from assistant.formatting.token import Token

DOUBTFUL = 0.55
"""Words with a lower confidence are doubtful: a hint for a proofreader, for recognizers judge
themselves poorly."""

Doubt = tuple[int, int]
"""Where a doubtful word stands in a text: its first character and the one after its last."""


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
    """
    if not words:
        return FormattedText("")
    heard = [Token(w.text, w.start, w.end, w.confidence) for w in words]
    known = capitals.names_of(names)
    raw = [token.text for token in heard]
    heard = [
        Token(capitals.capitalized(raw, at, known, language), t.start, t.end, t.confidence)
        for at, t in enumerate(heard)
    ]
    tokens = numbers.write_numbers(heard, language)
    # The last sentence gets its full stop too; `join_segments` removes it where it goes on.
    ends = [*sentences.ends(tokens, language), True]
    continues = _continues(tokens[0].text, before, language)
    text, doubtful = "", []
    begin = 0
    for at, (token, end) in enumerate(zip(tokens, ends, strict=True)):
        first = at == begin and not (at == 0 and continues)
        word = capitals.first(token.text) if first else token.text
        text += " " if text else ""
        if token.confidence < DOUBTFUL:
            doubtful.append((len(text), len(text) + len(word)))
        text += word
        if end:
            asks = sentences.is_question([t.text for t in tokens[begin : at + 1]], language)
            text += "?" if asks else "."
            begin = at + 1
    return FormattedText(text, tuple(doubtful), continues)


def _continues(word: str, before: str, language: str) -> bool:
    last = before.rstrip(" .?").rpartition(" ")[2]
    if not last or before.endswith("\n"):
        return False
    return sentences.unfinished(last, language) or sentences.goes_on(word, language)
