"""From a transcript to words which can be compared.

`tokens` are lower-case words and numbers with contractions written out. `words` are the tokens
without fillers, stutters and repetitions. `core` are the words without the courtesies which people
put around what they mean ("could you please …, thank you").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

LONGEST = 400
"""So many words of an utterance are looked at; longer ones are nobody's command or answer."""

_TOKEN = re.compile(r"\d{1,2}:\d{2}|\d+(?:st|nd|rd|th)\b|\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*")
_HALF_DAY = re.compile(r"(?<![^\W\d_])([ap])(?:\.\s?|\s)m\b\.?", re.I)
_OUT_OF = re.compile(r"(\d)\s?/\s?(\d)")
_DECIMALS = re.compile(r"(?<=\d),(?=\d{1,2}\b)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'"})

Words = tuple[str, ...]
Phrases = dict[str, tuple[Words, ...]]


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language dresses its sentences, as written in its ``habits.toml``."""

    contractions: Mapping[str, str]
    fillers: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    negators: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance in the shapes the later stages need."""

    text: str
    tokens: Words
    words: Words
    core: Words


class Normaliser:
    """Brings utterances of one language into `Spoken` shape."""

    def __init__(self, habits: Habits) -> None:
        self._contractions = {k: tuple(v.split()) for k, v in habits.contractions.items()}
        self._short = {v: k for k, v in habits.contractions.items() if "'" in k and " " in v}
        self._read: dict[str, Words] = {}
        self._numbers = habits.numbers
        self._negators = habits.negators
        self._idle = habits.idle
        self._fillers: Phrases = {}
        self._fillers = self._by_end(habits.fillers, first=True)
        self._before = self._by_end(habits.before, first=True)
        self._after = self._by_end(habits.after, first=False)

    def __call__(self, text: str) -> Spoken:
        """The utterance, its first `LONGEST` words that is."""
        tokens = self.tokens(text)
        words = self.words(tokens)
        return Spoken(text, tokens, words, self.core(words))

    def tokens(self, text: str) -> Words:
        """Lower-case words and numbers, contractions written out."""
        return tuple(word for written in _cut(text) for word in self._written_out(written))

    def as_said(self, text: str, words: Words) -> str:
        """`words`, the last ones of what `text` comes to, as they were said or written.

        With the person's own capitals and contractions.
        """
        found: list[str] = []
        left = words
        written = _cut(text)
        for at in range(len(written) - 1, -1, -1):
            meant = self._written_out(written[at])
            if not left:
                break
            if left[-len(meant) :] == meant:
                left = left[: -len(meant)]
                found.append(written[at])
        return " ".join(words if left else reversed(found))

    def _written_out(self, written: str) -> Words:
        token = written.lower()
        known = self._contractions.get(token)
        if known is not None:
            return known
        return (token[:-2] if token.endswith("'s") else token.replace("'", ""),)

    def words(self, tokens: Words) -> Words:
        """`tokens` without fillers, stutters and repetitions (all of them, if nothing is left)."""
        kept = tuple(self._without_fillers(tokens))
        return self._without_repeats(kept or tokens)

    def core(self, words: Words) -> Words:
        """`words` without the courtesies at either end; never empty if `words` is not."""
        start, end = 0, len(words)
        while start < end:
            cut = _matching(self._before.get(words[start], ()), words, start, end)
            if not cut or cut == end - start:
                break
            start += cut
        while start < end:
            cut = _matching_end(self._after.get(words[end - 1], ()), words, start, end)
            if not cut or cut == end - start:
                break
            end -= cut
        return words[start:end]

    def undressed(self, words: Words) -> Iterator[Words]:
        """`words`, then with more and more of the courtesies around them taken off."""
        ends = [len(words)]
        while (
            cut := _matching_end(self._after.get(words[ends[-1] - 1], ()), words, 0, ends[-1])
        ) and (cut < ends[-1]):
            ends.append(ends[-1] - cut)
        start = 0
        while True:
            for end in ends:
                if start < end:
                    yield words[start:end]
            cut = _matching(self._before.get(words[start], ()), words, start, len(words))
            if not cut or start + cut >= len(words):
                return
            start += cut

    def is_negated(self, words: Words) -> bool:
        """Whether there is a "not" or its like among the words."""
        return not self._negators.isdisjoint(words)

    def is_idle(self, words: Words) -> bool:
        """Whether there is nothing but a bare "no", "nothing", "well" and their like."""
        return self._idle.issuperset(words)

    def as_heard(self, words: Words) -> Iterator[str]:
        """A phrase in normal form the ways a recognizer spells it: "i am done", "i'm done"."""
        plain = " ".join(words)
        yield plain
        shortened = f" {plain} "
        for long, short in self._short.items():
            shortened = shortened.replace(f" {long} ", f" {short} ")
        if shortened.strip() != plain:
            yield shortened.strip()

    def word(self, written: str) -> Words:
        """One word of a phrase file in normal form; nothing for a filler."""
        known = self._read.get(written)
        if known is None:
            word = written.lower().translate(_QUOTES)
            known = self._contractions.get(word) or (word.replace("'", ""),)
            if (word,) in self._fillers.get(word, ()):
                known = ()
            self._read[written] = known
        return known

    @property
    def seen(self) -> frozenset[str]:
        """Every word of the phrases read so far."""
        return frozenset(word for words in self._read.values() for word in words)

    def _by_end(self, phrases: tuple[str, ...], first: bool) -> Phrases:
        found: dict[str, list[Words]] = {}
        for phrase in phrases:
            words = self.tokens(phrase)
            found.setdefault(words[0 if first else -1], []).append(words)
        return {key: tuple(sorted(rows, key=len, reverse=True)) for key, rows in found.items()}

    def _without_fillers(self, tokens: Words) -> Iterable[str]:
        at, end = 0, len(tokens)
        while at < end:
            fillers = self._fillers.get(tokens[at])
            cut = _matching(fillers, tokens, at, end) if fillers else 0
            if not cut:
                yield tokens[at]
            at += cut or 1

    def _without_repeats(self, words: Words) -> Words:
        kept: list[str] = []
        for at, word in enumerate(words):
            following = words[at + 1] if at + 1 < len(words) else ""
            if word == following and word not in self._numbers and not word[0].isdigit():
                continue
            if len(word) == 1 and word not in "ai" and following.startswith(word):
                continue
            kept.append(word)
            for size in (2, 3):
                if len(kept) >= 2 * size and kept[-size:] == kept[-2 * size : -size]:
                    del kept[-size:]
                    break
        return tuple(kept)


def _cut(text: str) -> list[str]:
    """The words and numbers of a text, as they are written."""
    text = unicodedata.normalize("NFKC", text[: LONGEST * 12]).translate(_QUOTES)
    text = _HALF_DAY.sub(r"\1m", text)
    text = _DECIMALS.sub(".", text)
    text = _THOUSANDS.sub("", _OUT_OF.sub(r"\1 out of \2", text))
    return _TOKEN.findall(text)[:LONGEST]


def _matching(phrases: tuple[Words, ...], words: Words, start: int, end: int) -> int:
    for phrase in phrases:
        size = len(phrase)
        if size <= end - start and words[start : start + size] == phrase:
            return size
    return 0


def _matching_end(phrases: tuple[Words, ...], words: Words, start: int, end: int) -> int:
    for phrase in phrases:
        size = len(phrase)
        if size <= end - start and words[end - size : end] == phrase:
            return size
    return 0
