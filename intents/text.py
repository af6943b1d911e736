"""The one normaliser: from a transcript to words which can be compared, and back to its own words.

`Normaliser` holds a language's habits, and turns text into an `Utterance` in three steps. Its
`tokens` are lower-case words and numbers with contractions written out. Its `words` are the tokens
without fillers, stutters and repetitions. Its `core` is the words without the courtesies which
people put around what they mean ("could you please …, thank you").

`Normaliser.sentences` gives the words of each sentence of a longer text, with its commas where
they are wanted. `own_words` and `in_own_letters` find words again in the text as it was written.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

REMEMBERED = 64
"""So many utterances are not normalised a second time."""
LONGEST = 400
"""So many words of an utterance are looked at; longer ones are nobody's command or answer."""

_TOKEN = r"\d{1,2}:\d{2}|%s\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*"
_DIGIT = re.compile(r"\d")
_OUT_OF = re.compile(r"(\d)\s?/\s?(\d)")
_DECIMALS = re.compile(r"(?<=\d),(?=\d{1,2}\b)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_MINUS = re.compile(r"(?:(?<=^)|(?<=\s))[-\u2212](?=\.?\d)")
_BARE_DECIMALS = re.compile(r"(?:(?<=^)|(?<=\s))\.(?=\d)")
_FRACTION = re.compile(r"(\d*)\s?([\u00bc-\u00be\u2150-\u215e])")
_DASH = r"\s*[-\u2010-\u2014]\s*"
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})
_SENTENCE_END = re.compile(r"[.!?;:\n\u2026]+(?!\d)|\s[-\u2013\u2014]+\s|\u2014")
_MARKS = ' .,;:!?…"'
_LEADS = 14
"""`own_words` looks for the beginning of the part which is meant within so many words."""

Words = tuple[str, ...]
Phrases = dict[str, tuple[Words, ...]]


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language dresses its sentences, as written in its ``habits.toml``.

    `contractions`: short forms, written out. `endings`: short endings of any word, such as "n't",
    likewise. `fillers` are left out anywhere, `before` at the beginning, `after` at the end.
    `numbers`: words whose repetition means something. `negators`: "not" and its like. `idle`:
    words which ask for nothing by themselves. `letters`: words of one letter. `spelled`: words
    which may be written or heard letter by letter, such as "a. m.". `ordinals`: what makes a
    place of a number, "3rd". `out_of`: what the stroke in "7/10" stands for. `minus`: what the sign
    before a number stands for; `to`: the dash between two of the names in `ranged`, "mon-fri".
    """

    contractions: Mapping[str, str]
    endings: Mapping[str, str] = field(default_factory=dict)
    fillers: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    negators: frozenset[str] = frozenset()
    idle: frozenset[str] = frozenset()
    letters: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    out_of: str = ""
    minus: str = ""
    to: str = ""
    ranged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance in the forms the later stages need; see the head of this module."""

    text: str
    tokens: Words
    words: Words
    core: Words


class Normaliser:
    """Turns the text of one language into words; a pure function of its `Habits`."""

    def __init__(self, habits: Habits) -> None:
        self._contractions = {k: tuple(v.split()) for k, v in habits.contractions.items()}
        self._endings = tuple(sorted(habits.endings.items(), key=lambda item: -len(item[0])))
        self._short = {v: k for k, v in habits.contractions.items() if "'" in k and " " in v}
        self._read: dict[str, Words] = {}
        self._numbers = habits.numbers
        self._negators = habits.negators
        self._idle = habits.idle
        self._letters = frozenset(habits.letters)
        self._out_of = rf"\1 {habits.out_of} \2" if habits.out_of else ""
        self._minus = f"{habits.minus} " if habits.minus else ""
        names = "|".join(map(re.escape, sorted(habits.ranged, key=len, reverse=True)))
        self._range = re.compile(rf"\b({names}){_DASH}({names})\b", re.I) if names else None
        self._to = rf"\1 {habits.to} \2"
        ordinals = "|".join(map(re.escape, habits.ordinals))
        self._token = re.compile(_TOKEN % (rf"\d+(?:{ordinals})\b|" if ordinals else ""))
        self._spelled = [(_apart(word), word) for word in habits.spelled]
        # One text is read for several questions while an utterance is understood.
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._normalised)
        self._fillers: Phrases = {}
        self._fillers = self._by_end(habits.fillers, first=True)
        self._before = self._by_end(habits.before, first=True)
        self._after = self._by_end(habits.after, first=False)

    def __call__(self, text: str) -> Utterance:
        """The utterance, its first `LONGEST` words that is."""
        return self._remembered(text)

    def _normalised(self, text: str) -> Utterance:
        tokens = self.tokens(text)
        words = self.words(tokens)
        return Utterance(text, tokens, words, self.core(words))

    def tokens(self, text: str) -> Words:
        """Lower-case words and numbers, contractions written out."""
        return tuple(word for written in self._cut(text) for word in self._written_out(written))

    def as_said(self, text: str, words: Words) -> str:
        """`words`, the last ones of what `text` comes to, as they were said or written.

        With the person's own capitals and contractions.
        """
        found: list[str] = []
        left = words
        written = self._cut(text)
        for at in range(len(written) - 1, -1, -1):
            meant = self._written_out(written[at])
            if not left:
                break
            if left[-len(meant) :] == meant:
                left = left[: -len(meant)]
                found.append(written[at])
        return " ".join(words if left else reversed(found))

    def as_written(self, text: str, words: Words) -> str:
        """`words`, which stand in what `text` comes to, in one or a few pieces, as written."""
        written = [(piece, self._written_out(piece)) for piece in self._cut(text)]
        found: list[str] = []
        while words:
            sizes = range(len(words), 0, -1)
            pieces = ((size, _together(written, words[:size])) for size in sizes)
            size, piece = next(((n, one) for n, one in pieces if one), (1, words[0]))
            found.append(piece)
            words = words[size:]
        return " ".join(found)

    def _cut(self, text: str) -> list[str]:
        """The words and numbers of a text, as they are written."""
        text = text[: LONGEST * 12]
        if not text.isascii():
            text = _FRACTION.sub(_in_decimals, text)
            text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
            text = "".join(map(_plain_digit, text))
        text = text.replace("`", "'")
        for apart, word in self._spelled:
            text = apart.sub(word, text)
        if self._range:
            text = self._range.sub(self._to, text)
        if _DIGIT.search(text):
            text = _MINUS.sub(self._minus, text) if self._minus else text
            text = _BARE_DECIMALS.sub("0.", text)
            text = _DECIMALS.sub(".", text)
            if self._out_of:
                text = _OUT_OF.sub(self._out_of, text)
            text = _THOUSANDS.sub("", text)
        return self._token.findall(text)[:LONGEST]

    def _written_out(self, written: str) -> Words:
        token = written.lower()
        known = self._contractions.get(token)
        if known is not None:
            return known
        if "'" not in token:
            return (token,)
        for ending, word in self._endings:
            if token.endswith(ending) and len(token) > len(ending):
                stem = token[: -len(ending)]
                return (stem, word) if word else (stem,)
        return (token.replace("'", ""),)

    def sentences(self, text: str, commas: bool = False) -> Iterator[Words]:
        """The words of each sentence of `text`, contractions written out, nothing left out.

        A sentence ends at a full stop, at marks like it, at a line break and at a dash. With
        `commas`, each comma is a word of its own. `without_fillers` and `without_repeats` are
        meant for the result.
        """
        for part in _SENTENCE_END.split(unicodedata.normalize("NFKC", text)):
            found: list[str] = []
            for clause in part.split(","):
                if commas and found and found[-1] != ",":
                    found.append(",")
                found += self.tokens(clause)
            while found and found[-1] == ",":
                found.pop()
            if found:
                yield tuple(found)

    def words(self, tokens: Words) -> Words:
        """`tokens` without fillers, stutters and repetitions (all of them, if nothing is left)."""
        return self.without_repeats(self.without_fillers(tokens) or tokens)

    def without_fillers(self, tokens: Words) -> Words:
        """`tokens` without the fillers of the language; nothing, if they are all fillers."""
        return tuple(self._kept(tokens))

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

    def bounds(self, words: Words) -> tuple[list[int], list[int]]:
        """Where what is meant may begin and end, as courtesies are taken off one by one.

        The first of each stands for all the words: the beginnings ascend, the ends descend.
        """
        starts, ends = [0], [len(words)]
        while (cut := self._cut_before(words, starts[-1])) and starts[-1] + cut < len(words):
            starts.append(starts[-1] + cut)
        while (cut := self._cut_after(words, ends[-1])) and cut < ends[-1]:
            ends.append(ends[-1] - cut)
        return starts, ends

    def _cut_before(self, words: Words, start: int) -> int:
        return _matching(self._before.get(words[start], ()), words, start, len(words))

    def _cut_after(self, words: Words, end: int) -> int:
        return _matching_end(self._after.get(words[end - 1], ()), words, 0, end)

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

    def _kept(self, tokens: Words) -> Iterable[str]:
        at, end = 0, len(tokens)
        while at < end:
            fillers = self._fillers.get(tokens[at])
            cut = _matching(fillers, tokens, at, end) if fillers else 0
            if not cut:
                yield tokens[at]
            at += cut or 1

    def without_repeats(self, words: Words, longest: int = 3) -> Words:
        """`words` without stutters and repetitions: "i i want i want to" is "i want to".

        Phrases of up to `longest` words are taken for repetitions.
        """
        kept: list[str] = []
        sizes = range(2, longest + 1)
        for word, following in itertools.zip_longest(words, words[1:], fillvalue=""):
            if word == following and word not in self._numbers and not word[0].isdigit():
                continue
            if len(word) == 1 and word not in self._letters and following.startswith(word):
                continue
            kept.append(word)
            if word not in kept[-longest - 1 : -1]:
                continue
            for size in sizes:
                if len(kept) >= 2 * size and kept[-size:] == kept[-2 * size : -size]:
                    del kept[-size:]
                    break
        return tuple(kept)


def _together(written: list[tuple[str, Words]], words: Words) -> str:
    """`words`, where they stand together, as they were written; "" where they do not."""
    for start in range(len(written)):
        meant: Words = ()
        for end in range(start, len(written)):
            meant += written[end][1]
            if meant == words:
                return " ".join(piece for piece, _ in written[start : end + 1])
            if meant != words[: len(meant)]:
                break
    return ""


def _apart(word: str) -> re.Pattern[str]:
    """A word letter by letter, with points or blanks between: "a. m."."""
    between = r"(?:\.\s?|\s)"
    return re.compile(rf"(?<![^\W\d_]){between.join(map(re.escape, word))}\b\.?", re.I)


def _in_decimals(found: re.Match[str]) -> str:
    """ "7\u00bd" as "7.5"; a third keeps two digits."""
    return f"{int(found[1] or 0) + unicodedata.numeric(found[2]):.2f}".rstrip("0").rstrip(".")


def _plain_digit(letter: str) -> str:
    """Digits of any script, and in circles, as 0 to 9; other letters as they are."""
    return str(unicodedata.digit(letter)) if letter.isdigit() else letter


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


def own_words(meant: Words, text: str, normal: Callable[[str], Words]) -> str:
    """The end of `text` which `normal` turns into `meant`, as it was written.

    Hesitations are left out. Where somebody began a word twice, the normal form is given.
    """
    pieces = text.split()
    for start in range(min(len(pieces), _LEADS)):
        if normal(" ".join(pieces[start:])) == meant:
            each = [(piece, normal(piece)) for piece in pieces[start:]]
            if _joined([words for _, words in each]) == meant:
                return " ".join(piece for piece, words in each if words).strip(_MARKS)
            break
    return " ".join(meant)


def in_own_letters(
    words: Words, text: str, normal: Callable[[str], Words] = lambda piece: (piece.lower(),)
) -> str:
    """`words` as they are written where they stand together in `text`.

    `normal` turns a piece of the text into words as they are in `words`: "mum" into "mom".
    """
    pieces = [piece.strip(_MARKS) for piece in text.split()]
    forms = [normal(piece) for piece in pieces]
    for start in range(len(pieces)):
        meant: Words = ()
        for end in range(start, len(pieces)):
            meant += forms[end]
            if meant == words:
                return " ".join(pieces[start : end + 1])
            if words[: len(meant)] != meant:
                break
    return " ".join(words)


def _joined(parts: Sequence[Words]) -> Words:
    return tuple(word for words in parts for word in words)
