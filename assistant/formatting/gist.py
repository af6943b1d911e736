"""The gist of what was said: a few words of the person's own that can be said back to them.

`gist` gives one clean span of the words, or "" where there is none: nothing at all is better than
a mangled sentence. All words of the language stand in `[gist]` of its `rephrasing.toml`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.formatting.inflection import inflection
from assistant.formatting.language import optional_table, tables
from assistant.formatting.rephrasing import strip_hedges, tidy
from assistant.formatting.word_spans import MARK, WordSpans
from intents.patterns import BEGINNING, Patterns, Signs

MOST_WORDS = 8
"""A gist has no more words than this."""
STUTTER = 4
"""So many words are looked at that may be said twice running."""
_NEVER = "(?!)"


def gist(said: str, language: str = "en") -> str:
    """Up to `MOST_WORDS` words of `said` in one piece, in the speaker's own person.

    The first clause that can stand alone; "" where none can, as where it speaks to somebody, asks
    something, is cut off, or repeats itself.
    """
    known = _known(language)
    text = tidy(said, language)
    for repair in known.repairs.finditer(WordSpans(text).searchable):
        last = WordSpans(text).rest(repair.end())
        if last:
            said = last
    clauses = _clauses(strip_hedges(tidy(said, language), language), known)
    found = [clean for words, after in clauses if (clean := _clean(words, after, known))]
    # One word out of several clauses is seldom what it was about.
    return next((each for each in found if " " in each or len(clauses) == 1), "")


def in_short(said: str, language: str = "en") -> str:
    """A name or a step as it is said back: itself where it is short, else its gist."""
    return said if len(said.split()) <= MOST_WORDS else gist(said, language)


def for_another_day(said: str, language: str = "en") -> str:
    """What was said for the next day, as it reads on that day; "" where it cannot.

    "Tomorrow I want to call my mother because she is ill" is "call my mother".
    """
    known = _known(language)
    text = strip_hedges(tidy(said, language), language)
    spans = WordSpans(text)
    while found := known.day_leads.match(spans.searchable):
        text = spans.rest(found.end())
        spans = WordSpans(text)
    short = gist(text, language)
    spans = WordSpans(short)
    if found := known.day_ends.search(spans.searchable):
        short = spans.before(found.start()).strip(" ,")
        spans = WordSpans(short)
    return "" if known.day_words.intersection(spans.tokens) else short


def is_own_doing(said: str, language: str = "en") -> bool:
    """Whether the first clause tells what the person did: "I rang her", not "it was sunny"."""
    known = _known(language)
    short = gist(said, language)
    tokens = WordSpans(short).tokens
    while tokens and tokens[0] in known.adverbs:
        tokens = tokens[1:]
    if not tokens:
        return False
    if tokens[0] in known.own:
        rest = [token for token in tokens[1:] if token not in known.adverbs]
        return len(rest) > 0 and rest[0] not in known.states
    verb = tokens[0]
    if verb in known.states or verb in known.no_verbs:
        return False
    past = inflection(language).bases(verb) - {verb}
    return verb.endswith(known.doing_endings) or (bool(past) and known.past(verb))


def gives_reason(said: str, language: str = "en") -> bool:
    """Whether it says why: "I snapped at him because I was late"."""
    return _known(language).reasons.search(WordSpans(said).searchable) is not None


def _clauses(text: str, known: _Known) -> list[tuple[str, str]]:
    """The clauses of a text, each with the word after it.

    What leads up to a clause and the fillers in it are left out.
    """
    spans = WordSpans(text)
    begins = [0]
    for found in known.ends.finditer(spans.searchable):
        begins.append(spans.at(found.start()))
    begins += [
        place for place, token in enumerate(spans.tokens) if token == MARK or token in known.breaks
    ]
    places = sorted(set(begins))
    clauses = []
    for begin, end in zip(places, [*places[1:], len(spans.tokens)], strict=True):
        if begin < end:
            piece = _unled(text[spans.spans[begin][0] : spans.spans[end - 1][1]], known)
            after = spans.tokens[end] if end < len(spans.tokens) else ""
            clauses += [(piece, after)] if piece else []
    return clauses


def _unled(piece: str, known: _Known) -> str:
    spans = WordSpans(piece)
    words = [
        piece[slice(*where)]
        for token, where in zip(spans.tokens, spans.spans, strict=True)
        if token != MARK and token not in known.breaks
    ]
    text = " ".join(without_stutter(words))
    spans = WordSpans(text)
    for found in reversed(list(known.fillers.finditer(spans.searchable))):
        text = f"{spans.before(found.start())}{spans.rest(found.end())}".strip()
        spans = WordSpans(text)
    while text and (lead := known.leads.match(spans.searchable)):
        text = spans.rest(lead.end())
        spans = WordSpans(text)
    return text


def _clean(clause: str, after: str, known: _Known) -> str:
    """The clause, or as much of it as stands alone; "" where nothing does.

    `after` is the word that follows it.
    """
    words = clause.split()
    tokens = [(WordSpans(word).tokens or [MARK])[0] for word in words]
    if MARK in tokens or tokens[0] in known.opening_never or not known.never.isdisjoint(tokens):
        return ""
    end = _shortened(tokens[: _second_subject(tokens, known)], known)
    kept = tokens[:end]
    follows = tokens[end] if end < len(tokens) else after
    if (
        not kept
        or kept[-1] in known.unfinished
        or kept[0] in known.vague
        or (len(kept) == 1 and kept[0] in known.subjects)
        or follows in known.turns  # "I'd go if he asked" says something else than "I'd go".
        or _repeats(kept, known)
        or all(token in known.unfinished or token in known.subjects for token in kept)
    ):
        return ""
    return " ".join(words[:end])


def without_stutter(words: list[str]) -> list[str]:
    """The words without what is said twice running: "a calm mum a calm mum"."""
    at = 0
    while at < len(words):
        for size in range(min(STUTTER, (len(words) - at) // 2), 0, -1):
            once = [word.lower() for word in words[at : at + size]]
            if once == [word.lower() for word in words[at + size : at + 2 * size]]:
                words = words[:at] + words[at + size :]
                break
        else:
            at += 1
    return words


def _second_subject(tokens: list[str], known: _Known) -> int:
    """Where a second sentence begins that was run on: "… the whole lunch | I was nervous".

    What begins with a time or a place has its subject after that: "on Tuesdays I write".
    """
    first = tokens[0] in known.additions
    for place in range(1, len(tokens)):
        token, before = tokens[place], tokens[place - 1]
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        subject = token.partition("'")[0]
        begins = subject in known.subjects and before not in known.lead_to_object
        if subject in known.objects_too:
            begins = begins and ("'" in token or after in known.after_subject)
        if begins and first:
            first = False
        elif begins:
            return place
    return len(tokens)


def _shortened(tokens: list[str], known: _Known) -> int:
    """How many of the words fit, cut before what only adds where, when or with whom."""
    end = len(tokens)
    while end > MOST_WORDS:
        cuts = [
            place
            for place in range(2, end)
            if tokens[place] in known.additions and tokens[place - 1] not in known.unfinished
        ]
        if not cuts:
            return 0
        end = cuts[-1]
    return end


def _repeats(tokens: list[str], known: _Known) -> bool:
    content = [t for t in tokens if t not in known.unfinished and t not in known.may_repeat]
    return len(set(content)) < len(content) or any(
        one == other for one, other in itertools.pairwise(tokens)
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """`[gist]` of one language, compiled."""

    ends: re.Pattern[str]
    fillers: re.Pattern[str]
    leads: re.Pattern[str]
    repairs: re.Pattern[str]
    reasons: re.Pattern[str]
    day_leads: re.Pattern[str]
    day_ends: re.Pattern[str]
    day_words: frozenset[str]
    breaks: frozenset[str]
    never: frozenset[str]
    opening_never: frozenset[str]
    vague: frozenset[str]
    turns: frozenset[str]
    additions: frozenset[str]
    lead_to_object: frozenset[str]
    may_repeat: frozenset[str]
    subjects: frozenset[str]
    objects_too: frozenset[str]
    after_subject: frozenset[str]
    own: frozenset[str]
    states: frozenset[str]
    adverbs: frozenset[str]
    no_verbs: frozenset[str]
    doing_endings: tuple[str, ...]
    past_ending: str
    past_forms: frozenset[str]
    unfinished: frozenset[str]

    def past(self, verb: str) -> bool:
        """Whether it is a verb in the past tense."""
        return verb in self.past_forms or bool(self.past_ending and verb.endswith(self.past_ending))


@cache
def _known(language: str) -> _Known:
    everything = optional_table(language, "rephrasing.toml")
    table: Mapping[str, Any] = everything.get("gist", {})
    patterns = Patterns({}, Signs())

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, "").split())

    def read(name: str) -> str:
        found = [patterns(line).expression for line in table.get(name, ())]
        return f"(?:{'|'.join(found)})" if found else _NEVER

    irregular = optional_table(language, "verbs.toml").get("irregular", {})
    start = f"^ {re.escape(BEGINNING)} "
    another = rf"(?=[^ {MARK}])"
    return _Known(
        ends=re.compile(f"(?<= )(?<! {re.escape(BEGINNING)} ){read('ends')}"),
        fillers=re.compile(f"(?<= ){read('fillers')}"),
        leads=re.compile(f"{start}{read('leads')}{another}"),
        repairs=re.compile(f"(?<= ){read('repairs')}"),
        reasons=re.compile(f"(?<= ){read('reasons')}"),
        day_leads=re.compile(f"{start}{read('another_day_leads')}{another}"),
        day_ends=re.compile(f"(?<= ){read('another_day_ends')}$"),
        day_words=words("another_day_words"),
        breaks=words("breaks"),
        never=words("never") | words("misformed"),
        opening_never=words("opening_never"),
        vague=words("vague"),
        turns=words("turns"),
        additions=words("additions"),
        lead_to_object=words("lead_to_object"),
        may_repeat=words("may_repeat"),
        subjects=words("subjects"),
        objects_too=words("objects_too"),
        after_subject=words("after_subject"),
        own=words("own"),
        states=words("states"),
        adverbs=words("adverbs"),
        no_verbs=words("no_verbs"),
        doing_endings=tuple(table.get("doing_endings", "").split()),
        past_ending=table.get("past_ending", ""),
        past_forms=frozenset(forms["ed"] for forms in irregular.values() if "ed" in forms),
        unfinished=tables(language).sentences.unfinished | words("unfinished"),
    )
