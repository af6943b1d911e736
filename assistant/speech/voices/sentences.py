"""Long texts, sentence by sentence: the first is heard while the others are still made."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST = 240
"""Characters in one piece at most: an utterance of a synthesizer has a time limit."""
_END = re.compile(r"""[.!?…]+["'”\u2019)\]]*\s+(?=["'“\u2018(\[]*[A-Z0-9])|\n+""")
_ABBREVIATION = re.compile(r"(?:^|\s)(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|vs|etc|e\.g|i\.e)\.\s*$")
_BREATH = re.compile(r"[,;:—\u2013]\s+")


def sentences(text: str) -> Iterator[str]:
    """The speakable pieces of `text`, in order, none empty and none very long."""
    # Control characters say nothing, and a NUL would end the text inside the synthesizer.
    text = "".join(c for c in text if c.isprintable() or c.isspace())
    start = 0
    for end in _END.finditer(text):
        if "\n" not in end.group() and _ABBREVIATION.search(text[start : end.end()]):
            continue
        yield from _pieces(text[start : end.end()])
        start = end.end()
    yield from _pieces(text[start:])


def _pieces(sentence: str) -> Iterator[str]:
    rest = " ".join(sentence.split())
    while len(rest) > _LONGEST:
        breaths = [breath.end() for breath in _BREATH.finditer(rest, 0, _LONGEST)]
        at = breaths[-1] if breaths else rest.rfind(" ", 0, _LONGEST) + 1 or _LONGEST
        yield rest[:at].strip()
        rest = rest[at:].strip()
    if any(c.isalnum() for c in rest):
        yield rest
