"""The ways of a decision in what was said: several in a sentence, one that is decided, none more.

The patterns stand in the language's `ways.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.formatting.gist import says_no_more
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from assistant.practice.naming import short_name, whole_name
from intents.patterns import BEGINNING, Patterns, Signs, any_of

A_WAY = 9
"""A way has at most so many words where two are told in one sentence."""
NO_WAY = "no_way"
A_LITTLE_WORD = 2
"""Words of no more letters tell no way from another."""
NEARLY_SAID = 2
"""So many words of a way have to be said again where it is decided without a word for that."""


@dataclass(frozen=True, slots=True)
class WaysSaid:
    """`ways` are several told at once, `decided` is the one that is decided already.

    `drops`: what was taken for a way is none. `gone`: one that was told goes again. `later`: not
    now. `asks`: it is asked which ways there are, `asks_values` which values. `enough`: no more
    questions are wanted. `no_examples`: no values are to be named in the question. `doubts`:
    whether what was said counts.
    """

    ways: tuple[str, ...] = ()
    decided: str = ""
    drops: bool = False
    gone: bool = False
    later: bool = False
    asks: bool = False
    asks_values: bool = False
    enough: bool = False
    no_examples: bool = False
    doubts: bool = False

    @property
    def of_the_asking(self) -> bool:
        """Whether it is about the ways or the questions, and so no way and no answer."""
        return bool(self.ways or self.decided) or self.drops or self.gone or self.enough


def ways_said(said: str, language: str = "en", *, question: bool = False) -> WaysSaid:
    """What `said` tells of the ways of a decision; nothing for a plain way or answer.

    `question`: it tells what there is to decide, perhaps with a story before it.
    """
    known = _known(language)
    spans = WordSpans(said)
    ended = f"{spans.searchable}{BEGINNING} "  # A pattern may end with the end of the sentence.
    found = {
        name: pattern.search(spans.searchable) or pattern.search(ended)
        for name, pattern in known.items()
    }
    there = {name for name, match in found.items() if match is not None}
    if (match := found.get("decided")) is not None:
        way = _trimmed(spans.rest(match.end()), language)
        if len(way.split()) > 1:
            return WaysSaid(decided=way_named(way, language) or way)
    if "gone" in there:
        return WaysSaid(gone=True)
    if ways := _split(said, language, question=question):
        return WaysSaid(ways=ways)
    return WaysSaid(
        drops="drops" in there,
        later="later" in there,
        asks="asks" in there and "drops" not in there,
        asks_values="asks_values" in there,
        enough="enough" in there,
        no_examples="no_examples" in there,
        doubts="doubts" in there,
    )


def way_named(said: str, language: str = "en") -> str:
    """The short name of a way, of its own words; "" where none can be taken."""
    led = said
    if (lead := _known(language)["way_leads"].match(WordSpans(said).searchable)) is not None:
        led = WordSpans(said).rest(lead.end()) or said
    return whole_name(led, language, step=True) or short_name(led, language, step=True)


def puts_the_question(said: str, language: str = "en") -> bool:
    """Whether a question tells what there is to decide: "do I retire this summer"."""
    return _known(language)["decides"].match(WordSpans(said).searchable) is not None


def is_a_way(said: str, language: str = "en") -> bool:
    """Whether words are surely put as a way: "or write her a letter", "I could ask my brother"."""
    known, searchable = _known(language), WordSpans(said).searchable
    lead = known["way_leads"].match(searchable) or known["deeds"].match(searchable)
    return lead is not None and lead.end() > len(f" {BEGINNING} ")


def no_other_way(said: str, language: str = "en") -> bool:
    """Whether it is said that there is no other way: "no, three is plenty", "not that I know"."""
    ended = f"{WordSpans(said).searchable}{BEGINNING} "
    no_other = _known(language)["no_other"].search(ended) is not None
    return no_other or says_no_more(said, language)


def decides_for(said: str, ways: Sequence[str], language: str = "en") -> str:
    """What is decided by saying it of one of the ways: "I think I'll ring her on Saturday".

    "" where no way is meant by its own deed and another of its words.
    """
    spans = WordSpans(said)
    found = _known(language)["means_to"].search(spans.searchable)
    way = _trimmed(spans.rest(found.end()), language) if found is not None else ""
    words = way.lower().split()
    for own in ways:
        first, *others = own.lower().split()
        shared = {word for word in others if len(word) > A_LITTLE_WORD} & set(words)
        if words[:1] == [first] and len(shared) + 1 >= NEARLY_SAID:
            return way_named(way, language) or way
    return ""


def which_way(said: str, ways: Sequence[str], language: str = "en") -> int | None:
    """The place of the way that a sentence names, by its place or its own words.

    What is said last counts; `None` where none is named, or two are.
    """
    words = [word.strip(",.!?").lower() for word in said.split()]
    denies, places = _words(language)["denies"], _places(language)
    last = _words(language)["last"]
    named = []
    for at, word in enumerate(words):
        of = len(ways) - 1 if word in last else places.get(word)
        led = words[at - 1] if at else ""
        one = words[at + 1 : at + 2] in [[each] for each in _words(language)["one"]]
        if of is None or of >= len(ways) or not (led in _words(language)["the"] or one):
            continue
        if denies.isdisjoint(words[max(0, at - 2) : at]):
            named.append(of)
    if named:
        return named[-1]
    if not denies.isdisjoint(words):
        return None
    shared = [len(_telling(way, ways) & set(words)) for way in ways]
    best = max(shared, default=0)
    return shared.index(best) if best and shared.count(best) == 1 else None


def denied_way(said: str, ways: Sequence[str], place: int, language: str = "en") -> int | None:
    """The place of the way that is said to be none; `None` where none is.

    That is the one whose words are said, or the one at `place` where "that" is none.
    """
    known, searchable = _known(language), WordSpans(said).searchable
    dropped = any(known[name].search(searchable) for name in ("drops", "gone"))
    if not dropped and not known["is_none"].search(searchable):
        return None
    words = {word.strip(",.!?").lower() for word in said.split()}
    shared = [len(_telling(way, ways) & words) for way in ways]
    best = max(shared, default=0)
    if best and shared.count(best) == 1 and (best >= NEARLY_SAID or not dropped):
        return shared.index(best)
    return place if dropped else None


def instead_of_it(said: str, language: str = "en") -> str:
    """What is meant instead of what is denied first: "not the garden, it's Karen"; "" for none."""
    spans = WordSpans(said)
    found = _known(language)["instead"].match(spans.searchable)
    return spans.rest(found.end()) if found is not None else ""


def without_doubt(said: str, language: str = "en") -> str:
    """What was said without the doubt after it: "peace and quiet, if that's a value"."""
    spans = WordSpans(said)
    found = _known(language)["doubts"].search(spans.searchable)
    before = spans.before(found.start()).strip(" ,") if found is not None else ""
    return before or said


def _telling(way: str, ways: Sequence[str]) -> set[str]:
    """The words of a way that are in no other."""
    own = {word for word in way.lower().split() if len(word) > A_LITTLE_WORD}
    return own.difference(*(other.lower().split() for other in ways if other != way))


def _split(said: str, language: str, *, question: bool) -> tuple[str, ...]:
    known = _known(language)
    spans = WordSpans(said)
    lead = known["leads"].search(spans.searchable)
    if question and lead is None:
        lead = known["in_question"].search(spans.searchable)
    text = spans.rest(lead.end()) if lead is not None else said
    words = _words(language)
    ways, way = [], list[str]()
    for word in text.split():
        if word.lower().strip(",.") in words["joins"]:
            ways.append(way)
            way = []
        else:
            way.append(word)
    parts = [_trimmed(" ".join(each), language) for each in (*ways, way)]
    parts = [part if len(part.split()) <= A_WAY else way_named(part, language) for part in parts]
    sound = all(
        0 < len(part.split()) <= A_WAY and part.split()[0].lower() not in words[NO_WAY]
        for part in parts
    )
    bare = len(said.split()) == len(parts) * 2 - 1  # "Stay or go."
    short = bare or lead is not None or all(len(part.split()) > 1 for part in parts)
    return tuple(dict.fromkeys(parts)) if len(parts) > 1 and sound and short else ()


def _trimmed(words: str, language: str) -> str:
    """A way without what only leads up to it: "I should", "if"."""
    before = _words(language)["before"]
    said = words.strip(" ,.").split()
    while said and said[0].lower().strip(",") in before:
        said.pop(0)
    after = _words(language)["after"]
    while said and said[-1].lower().strip(",.") in after:
        said.pop()
    return " ".join(said)


NEVER = re.compile("(?!)")


class _Patterns(dict[str, re.Pattern[str]]):
    """Patterns by their names; one that a language lacks is never found."""

    def __missing__(self, name: str) -> re.Pattern[str]:
        return NEVER


class _Words(dict[str, frozenset[str]]):
    """Lists of words by their names; one that a language lacks is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


@cache
def _known(language: str) -> Mapping[str, re.Pattern[str]]:
    patterns = Patterns({}, Signs())
    table = optional_table(language, "ways.toml").get("patterns", {})
    at_start = optional_table(language, "ways.toml").get("beginnings", {})

    def either(lines: Sequence[str]) -> str:
        return "|".join(patterns(line).expression for line in lines)

    return _Patterns(
        {name: any_of(lines) for name, lines in table.items()}
        | {name: re.compile(rf" \^ (?:{either(lines)})") for name, lines in at_start.items()}
    )


@cache
def _words(language: str) -> Mapping[str, frozenset[str]]:
    table = optional_table(language, "ways.toml").get("words", {})
    return _Words({name: frozenset(words) for name, words in table.items()})


@cache
def _places(language: str) -> Mapping[str, int]:
    """The words of the places: "first", "one", and so on."""
    table = optional_table(language, "ways.toml").get("places", {})
    return {word: place for place, words in enumerate(table.get("words", ())) for word in words}
