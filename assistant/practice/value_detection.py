"""Detect values in a person's words.

There are patterns for each value in the `values.toml` of the language, and four rules, so that each
suggestion can be explained by the words it was detected from:

1. A *sign* ("stood up for") counts by itself. A *name* of a value ("honesty", "being kind") counts
   where the person says that something matters to them, or says little else. A *hint* ("my
   children") counts only right beside words such as "means everything to me".
2. What is rejected ("i never cared about fame") does not count.
3. What others want of the person ("i should be more patient") does not count.
4. A value is named in the person's own words, if they used a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents.patterns import BEGINNING, Patterns, Signs, any_of
from intents.text import Habits, Normaliser

A_FEW = 3
"""At most this many values are named at once."""
LITTLE = 3
"""An answer of at most this many words counts as hardly more than the name in it."""
NEAR = 12
"""The distance in words within which something must say that a name matters."""
BESIDE = 6
"""The same distance for a hint."""
A_SAYING = 6
"""At most this many words of a "should" are quoted, up to a word such as "because"."""
A_THING = 6
"""More words than this are a description, not a name."""
LEADS = 3
"""If fewer words than this precede "what matters to me is", what matters follows it."""
REFUSED = 4
"""The number of words before a phrase that can reject it; two more can say who wants it."""


@dataclass(frozen=True, slots=True)
class DetectedValue:
    """A value: its id, what to call it, and the words it was detected from."""

    value: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class _Value:
    key: str
    name: str
    called: re.Pattern[str]
    hints: re.Pattern[str]
    signs: re.Pattern[str]
    unless: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Language:
    normaliser: Normaliser
    belonging: frozenset[str]
    owning: frozenset[str]
    no_names: frozenset[str]
    joints: frozenset[str]
    together: re.Pattern[str]
    leading: re.Pattern[str]
    glad: re.Pattern[str]
    hard: re.Pattern[str]
    stances: re.Pattern[str]
    strong: re.Pattern[str]
    negators: re.Pattern[str]
    voices: re.Pattern[str]
    asked: re.Pattern[str]
    values: tuple[_Value, ...]


@lru_cache(maxsize=64)  # A replayed conversation detects the same words again.
def detect_values(said: str, language: str = "en") -> tuple[DetectedValue, ...]:
    """Return the values in an answer, in its order; at most `A_FEW`."""
    known = _read(language)
    words = _plain(said, known)
    little = len(words.split()) <= LITTLE
    strong = [m.span() for m in known.strong.finditer(words)]
    stances = strong + [m.span() for m in known.stances.finditer(words)]
    found: list[tuple[int, int, DetectedValue]] = []
    for value in known.values:
        marks = [(m, value.name) for m in value.signs.finditer(words)]
        for match in value.called.finditer(words):
            if little or _near(words, match.span(), stances, NEAR):
                marks.append((match, _name(match.group().strip(), value.name, known)))
        marks += [
            (match, value.name)
            for match in value.hints.finditer(words)
            if _near(words, match.span(), strong, BESIDE)
        ]
        unless = [m.span() for m in value.unless.finditer(words)]
        for match, name in sorted(marks, key=lambda mark: mark[0].start()):
            if not _refused(words, match, known) and not _inside(match, unless):
                found.append((*match.span(), DetectedValue(value.key, name, match.group().strip())))
                break
    # Of two in the same words, take the one that covers more of them.
    apart = [
        (start, end, heard)
        for start, end, heard in found
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in found)
    ]
    return tuple(heard for _, _, heard in sorted(apart, key=lambda each: each[0])[:A_FEW])


def split_named_things(said: str, language: str = "en") -> tuple[str, ...]:
    """Split an answer into the things it names; return none if it is one thing or a sentence.

    Each after the first must say whose it is ("my family and my work"), or each must be a value by
    itself, so "peace and quiet" is not split.
    """
    known = _read(language)
    text = " ".join(re.sub(r"[.!?;:\n]+", " ", said).split())
    spans = WordSpans(text)
    if match := known.strong.search(spans.searchable):
        before = spans.before(match.start())
        if len(before.split()) < LEADS:
            rest = WordSpans(spans.rest(match.end()))
            leading = known.leading.match(rest.searchable)
            text = rest.rest(leading.end()) if leading else rest.text
        else:
            text = before
    parts = [part.strip(" ,") for part in known.together.split(text)]
    words = [part.lower().split() for part in parts]
    if not 1 < len(parts) <= A_FEW or not all(0 < len(each) <= A_THING for each in words):
        return ()
    whose = all(each[0] in known.belonging for each in words[1:])
    told = any(known.owning.intersection(each[1:]) for each in words)
    each_heard = [detect_values(part, language)[:1] for part in parts]
    mine = [bool(each) and each[0] in known.belonging for each in words]
    values = {
        heard[0].value if heard else part
        for part, heard, one in zip(parts, each_heard, mine, strict=True)
        if heard or (one and not told)
    }
    if not (whose and not told) and len(values) < len(parts):
        return ()
    return tuple(_name(part, part, known, known.owning) for part in parts)


def is_good_news(said: str, language: str = "en") -> bool:
    """Whether the words tell something good: "I'm so proud of my daughter, she got a job"."""
    known = _read(language)
    words = _plain(said, known)
    match = known.glad.search(words)
    hard = known.hard.search(words) is not None
    return match is not None and not hard and not _refused(words, match, known)


def is_bad_news(said: str, language: str = "en") -> bool:
    """Whether the words are few and say that it was hard: "it was awful"."""
    known = _read(language)
    words = _plain(said, known)
    match = known.hard.search(words)
    short = len(words.split()) < NEAR - 2
    return match is not None and short and not _refused(words, match, known)


def should_statement(said: str, language: str = "en") -> str:
    """Return the words after a "should"; "" if there are none."""
    known = _read(language)
    words = _plain(said, known)
    match = known.asked.search(words)
    if match is None:
        return ""
    rest = words[match.end() :].partition(" . ")[0].split()[:A_SAYING]
    end = next((at for at, word in enumerate(rest) if at and word in known.joints), len(rest))
    return " ".join([match.group().strip(), *rest[:end]])


def _name(called: str, usual: str, known: _Language, leads: frozenset[str] | None = None) -> str:
    """Return the words as a name, without "my"; `usual` if they are not a name ("to be kind").

    `leads`: the words to leave out before it.
    """
    first, _, rest = called.partition(" ")
    if rest and first.lower() in known.no_names:
        return usual
    return rest if rest and first.lower() in (leads or known.belonging) else called


def _near(words: str, span: tuple[int, int], marks: Sequence[tuple[int, int]], within: int) -> bool:
    """Whether one of `marks` is beside `span`, `within` this many words, in the same sentence."""
    for start, end in marks:
        if start < span[1] and span[0] < end:
            continue
        between = words[end : span[0]] if end <= span[0] else words[span[1] : start]
        if "." not in between and len(between.split()) <= within:
            return True
    return False


def _refused(words: str, match: re.Match[str], known: _Language) -> bool:
    sentence = words[: match.start()].rpartition(".")[2].split()
    before = f" {' '.join(sentence[-REFUSED:])} "
    longer = f" {' '.join(sentence[-REFUSED - 2 :])} "
    return bool(known.negators.search(before) or known.voices.search(longer))


def _inside(match: re.Match[str], spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in spans)


def _plain(said: str, known: _Language) -> str:
    """Return the words in normal form, with " . " between sentences and a blank at both ends."""
    return f" {' . '.join(map(' '.join, known.normaliser.sentences(said)))} "


@cache
def _read(language: str) -> _Language:
    table = optional_table(language, "values.toml")
    patterns = Patterns({}, Signs())

    def pattern(lines: Iterable[str]) -> re.Pattern[str]:
        """Compile a pattern that matches any of these, the longest first."""
        return any_of(sorted(lines, key=len, reverse=True))

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, ()))

    def value(key: str, entry: Mapping[str, Any]) -> _Value:
        kinds = ("called", "hints", "signs", "unless")
        return _Value(key, entry["name"], *(pattern(entry.get(kind, ())) for kind in kinds))

    together = sorted(table.get("together", ()), key=len, reverse=True)
    between = "".join(f",? {re.escape(words)} |" for words in together)
    leading = "|".join(patterns(line).expression for line in table.get("leading", ()))
    return _Language(
        normaliser=Normaliser(
            Habits(table.get("contractions", {}), endings=table.get("endings", {}))
        ),
        belonging=words("belonging"),
        owning=words("owning"),
        no_names=words("no_names"),
        joints=words("joints"),
        together=re.compile(f"{between}, ", re.I),
        leading=re.compile(f" {re.escape(BEGINNING)} (?:{leading})+"),
        glad=pattern(table.get("glad", ())),
        hard=pattern(table.get("hard", ())),
        stances=pattern(table.get("stances", ())),
        strong=pattern(table.get("strong", ())),
        negators=pattern(table.get("negators", ())),
        voices=pattern(table.get("voices", ())),
        asked=pattern(table.get("asked", ())),
        values=tuple(value(key, entry) for key, entry in table.get("values", {}).items()),
    )
