"""What a person means to do today, out of what they said of it.

`intention_of` gives it as it may be said back: "ring them at four" of "well it's Tuesday so I'll
ring them at four". All words of the language stand in `[intention]` of its `rephrasing.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.formatting.core import is_phrase, without_fillers
from assistant.formatting.gist import (
    MOST_WORDS,
    first_sentence,
    gist,
    gist_for_another_day,
    meant_for_another_day,
    reads_on_another_day,
    says_whom,
)
from assistant.formatting.language import optional_table
from assistant.formatting.naming import naming
from assistant.formatting.rephrasing import mentions_time, strip_hedges, tidy
from assistant.formatting.word_spans import WordSpans
from intents.patterns import BEGINNING, Patterns, Signs

A_SENTENCE = 12
"""An intention of so many words is said back whole; a longer one by its gist."""
A_FEW = 3
"""So many words stand alone where others are joined to them."""
LONGEST_RESTART = 4
"""So many words at most are begun twice."""
SHORT_WORD = 4
"""A single word so long is begun twice by mistake; a longer one may be meant."""
A_CONDITION = 18
"""One that says when ("when he shouts, I count to ten") is said back whole up to here."""


def intention_of(said: str, language: str = "en") -> str:
    """What is meant to be done, to be said back; "" where no part of it can be."""
    known = _known(language)
    text = plain_intention(said, language)
    if says_when(text, language):
        spans = WordSpans(text)
        if found := known.reasons.search(spans.searchable):
            text = spans.before(found.start()).strip(" ,")
        return text if len(text.split()) <= A_CONDITION else ""
    if is_whole(text, language):
        return text
    if led := first_sentence(_after_lead(text, known), language):
        if _tells_before(text, known, language):
            return ""  # "I phone my cousin tonight, I say sorry": the lead is within it.
        return _as_phrase(_shortened(led, known, language), language)
    rest = _after_breaks(text, known)
    if rest == text and len(text.split()) <= MOST_WORDS and first_sentence(text, language) == text:
        return text
    first = (WordSpans(rest).tokens or [""])[0]
    if says_whom(first, language) or first in known.no_deeds:
        return ""  # It tells something, and no part of it says what is to be done.
    return _as_phrase(_shortened(first_sentence(rest, language), known, language), language)


def for_another_day(said: str, language: str = "en") -> str:
    """What was said for the next day, as it reads on that day; "" where it cannot.

    All of it where it is one phrase and no longer than a sentence, else its gist.
    """
    meant = _on_its_day(plain_intention(said, language), language)
    led = intention_of(said, language)
    if led and not is_whole(meant, language):
        meant = _on_its_day(led, language)
    text = intention_of(meant, language) if meant else ""
    if text and reads_on_another_day(text, language):
        return text
    return _as_phrase(gist_for_another_day(said, language), language)


def _on_its_day(said: str, language: str) -> str:
    """The words as they are said on the day that is meant: "on Monday" without "tomorrow"."""
    known = _known(language)
    words = meant_for_another_day(said, language).split()
    for day, becomes in known.days:
        size = len(day)
        at = 0
        while at + size <= len(words):
            plain = tuple(word.lower().strip(",.") for word in words[at : at + size])
            before = words[at - 1].lower() if at else ""
            if plain == day and before not in known.day_stays_after:
                words[at : at + size] = becomes if at else ()
            at += 1
    return " ".join(words)


def is_whole(text: str, language: str = "en") -> bool:
    """Whether words name what is to be done, and nothing else, in no more than a sentence."""
    tokens = WordSpans(text).tokens
    if not tokens or len(text.split()) > A_SENTENCE or says_whom(tokens[0], language):
        return False
    known = _known(language)
    return tokens[0] not in known.tells_first and is_phrase(text, language)


def _as_phrase(words: str, language: str) -> str:
    """The words where they are a phrase that may be read out, else ""."""
    return words if is_phrase(words, language) else ""


def is_for_tomorrow(said: str, language: str = "en") -> bool:
    """Whether it tells what is meant for the day after: "tomorrow I'll ring her before lunch"."""
    return _known(language).of_tomorrow.match(WordSpans(said).searchable) is not None


def plain_intention(said: str, language: str = "en") -> str:
    """The words without what is said to Lantern around them: "I've just told you, ring her"."""
    known = _known(language)
    text = strip_hedges(tidy(without_restarts(said), language), language)
    for phrase, instead in known.instead:
        text = re.sub(rf"\b{re.escape(phrase)}\b", instead, text, flags=re.IGNORECASE)
    spans = WordSpans(text)
    while found := known.before.match(spans.searchable):
        spans = WordSpans(spans.rest(found.end()))
    while found := known.after.search(spans.searchable):
        spans = WordSpans(spans.before(found.start()).strip(" ,"))
    words = without_fillers((spans.text or text).split(), naming(language))
    return " ".join(words) or text


def without_restarts(said: str) -> str:
    """The words without what was begun twice: "start a list" of "start a start a list"."""
    words = said.split()
    for size in range(LONGEST_RESTART, 0, -1):
        at = 0
        while at + 2 * size <= len(words):
            again = [word.lower() for word in words[at + size : at + 2 * size]]
            if [word.lower() for word in words[at : at + size]] == again and (
                size > 1 or len(again[0]) <= SHORT_WORD
            ):
                del words[at : at + size]
            else:
                at += 1
    return " ".join(words)


def _tells_before(text: str, known: _Known, language: str) -> bool:
    """Whether a sentence about the person stands before the first lead: "I phone her tonight"."""
    spans = WordSpans(text)
    found = known.leads.search(spans.searchable)
    before = WordSpans(spans.before(found.start())).tokens if found else []
    return len(before) >= A_FEW and says_whom(before[0], language)


def tells_when(said: str, language: str = "en") -> bool:
    """Whether it says when it will be: "now", "at four", "when he is on his break"."""
    timed = _known(language).timed.search(WordSpans(said).searchable)
    return bool(timed) or mentions_time(said, language) or says_when(said, language)


def has_no_hour(said: str, language: str = "en") -> bool:
    """Whether it is meant for all day, as what is not to be done: "no cigarette"."""
    tokens = WordSpans(plain_intention(said, language)).tokens
    return bool(tokens) and tokens[0] in _known(language).all_day


def _shortened(text: str, known: _Known, language: str) -> str:
    """The words where they are few; else without what is joined to them, or their gist."""
    if len(text.split()) <= A_SENTENCE:
        return text
    spans = WordSpans(text)
    before = [
        spans.before(found.start()).strip(" ,") for found in known.joins.finditer(spans.searchable)
    ]
    short = [words for words in before if A_FEW <= len(words.split()) <= A_SENTENCE]
    return short[-1] if short else gist(text, language)


def says_when(said: str, language: str = "en") -> bool:
    """Whether it begins with the moment it is for, and says what is done then."""
    known = _known(language)
    spans = WordSpans(strip_hedges(tidy(said, language), language))
    return bool(known.condition.match(spans.searchable))


def says_what_is_meant(said: str, language: str = "en") -> bool:
    """Whether a story says somewhere what is to be done: "so I'll ring them at four"."""
    return says_when(said, language) or bool(_after_lead(tidy(said, language), _known(language)))


def _after_lead(text: str, known: _Known) -> str:
    """What follows the first "I'll" or "today I"; "" where there is none."""
    spans = WordSpans(text)
    found = known.leads.search(spans.searchable)
    return spans.rest(found.end()) if found else ""


def _after_breaks(text: str, known: _Known) -> str:
    """What follows the last word that only begins anew: "that's good, okay, go slowly"."""
    spans = WordSpans(text)
    found = list(known.breaks.finditer(spans.searchable))
    while found:
        rest = spans.rest(found.pop().end())
        if len(rest.split()) > 1:
            return rest
    return text


@dataclass(frozen=True, slots=True)
class _Known:
    """`[intention]` of one language, compiled."""

    leads: re.Pattern[str]
    breaks: re.Pattern[str]
    condition: re.Pattern[str]
    of_tomorrow: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    reasons: re.Pattern[str]
    joins: re.Pattern[str]
    timed: re.Pattern[str]
    no_deeds: frozenset[str]
    tells_first: frozenset[str]
    all_day: frozenset[str]
    instead: tuple[tuple[str, str], ...]
    days: tuple[tuple[tuple[str, ...], list[str]], ...]
    day_stays_after: frozenset[str]


@cache
def _known(language: str) -> _Known:
    table: dict[str, Any] = optional_table(language, "rephrasing.toml").get("intention", {})
    patterns = Patterns({}, Signs())
    start = f"^ {re.escape(BEGINNING)} "

    def either(name: str) -> str:
        found = [patterns(line).expression for line in table.get(name, ())]
        return f"(?:{'|'.join(found)})" if found else "(?!)"

    return _Known(
        leads=re.compile(f"(?<= ){either('leads')}(?=[^ ])"),
        breaks=re.compile(f"(?<= ){either('breaks')}(?=[^ ])"),
        of_tomorrow=re.compile(f"{start}{either('of_tomorrow')}(?=[^ ])"),
        before=re.compile(f"{start}{either('before')}(?=[^ ])"),
        after=re.compile(f"(?<=[^ ] ){either('after')}"),
        condition=re.compile(f"{start}{either('condition')}"),
        reasons=re.compile(f"(?<= ){either('reasons')}"),
        joins=re.compile(f"(?<= ){either('joins')}"),
        timed=re.compile(f"(?<= ){either('timed')}"),
        no_deeds=frozenset(table.get("no_deeds", "").split()),
        instead=tuple(table.get("instead", {}).items()),
        all_day=frozenset(table.get("all_day", "").split()),
        tells_first=frozenset(table.get("tells_first", "").split()),
        days=tuple(
            (tuple(day.split()), becomes.split())
            for day, becomes in table.get("another_day", {}).items()
        ),
        day_stays_after=frozenset(table.get("day_stays_after", "").split()),
    )
