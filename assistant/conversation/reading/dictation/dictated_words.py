"""What is said to Lantern while somebody dictates: the end, and what wants a word at once.

The words stand in the language's `dictating.toml`. Whatever fits nothing there is dictated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents.patterns import Patterns, Signs

NEAR_THE_END = 8
"""So near before "that's all" a word like "only" makes it a part of the sentence."""
A_REPORT = 2
"""So near before an end stands what tells that it was only said by somebody."""
LONGEST = 6
"""So many words has the longest phrase of an end."""
DONE = "done"
"""The command that ends a dictation."""
A_QUESTION = 18
"""In more words nothing is asked that wants a word at once."""
KEPT = frozenset({"moment", "what_to_do", "is_it_so"})
"""The questions that are a part of what is told, and are kept."""

Ends = Literal["", "surely", "perhaps"]


@dataclass(frozen=True, slots=True)
class Ending:
    """The words before an end, and whether it is one."""

    head: str
    ends: Ends


def ending_of(text: str, language: str) -> Ending:
    """Whether an utterance ends the dictation: "we had soup, um, that's all really".

    "I was only tired, that's all" may be a part of what is told, and ends it perhaps.
    """
    words = text.split()
    plain = [word.lower().strip(",.!?;:") for word in words]
    end, tails = _without(plain, len(plain), _phrases(language, "ends", "tails"))
    own_end, own = _without(plain, end, _phrases(language, "ends", "own_tails"))
    for stop, belongs in ((end, False), (own_end, True)):
        if belongs and not own:
            continue
        found = _ends_at(plain, stop, bool(tails), belongs, language)
        if found is not None:
            size, ends = found
            return Ending(" ".join(words[:size]).rstrip(" ,;"), ends)
    return Ending(text, "")


def _ends_at(
    plain: Sequence[str], stop: int, tails: bool, belongs: bool, language: str
) -> tuple[int, Ends] | None:
    """How many words come before the end that is said before the place `stop`, and what it is.

    `belongs`: after it stands what may make it a part of the sentence.
    """
    at, left, broken = stop, stop, False
    for name in ("sure", "alone", "maybe"):
        size = _size_at_end(plain, stop, _phrases(language, "ends", name))
        if not size:
            continue
        at = stop - size
        left, leads = _without(plain, at, _phrases(language, "ends", "leads"))
        broken = not set(leads).isdisjoint(_phrases(language, "ends", "breaks"))
        leads_alone = _phrases(language, "ends", "leads_alone")
        if _without(plain, left, leads_alone | _phrases(language, "ends", "leads"))[0] == 0:
            return 0, "surely"
        if name == "alone":
            continue  # It may be among those that perhaps end what stands before them.
        if name == "maybe":
            near = set(plain[max(0, left - A_REPORT) : left])
            reported = not near.isdisjoint(_phrases(language, "ends", "reports"))
            return (len(plain), "perhaps") if (broken or tails) and not reported else None
        near = set(plain[max(0, at - NEAR_THE_END) : at])
        little = not near.isdisjoint(_phrases(language, "ends", "only_that"))
        if belongs or (little and not broken):
            return len(plain), "perhaps"
        return left, "surely"
    return None


def answered_whether_all(text: str, language: str) -> bool | None:
    """What is answered to whether it was all; `None` where something else is said."""
    said = " ".join(word.lower().strip(",.!?;:") for word in text.split())
    if said in _phrases(language, "ends", "says_no"):
        return False
    if said in _phrases(language, "ends", "says_yes"):
        return True
    ending = ending_of(text, language)
    words = said.split()
    agrees = bool(words) and words[0] in _phrases(language, "ends", "says_yes")
    return True if ending.ends == "surely" and (agrees or not ending.head) else None


def wanted_instead(text: str, language: str) -> tuple[str, bool] | None:
    """What is wished instead of a talk: "no, I asked you what reminders I have".

    Its words, "" where there are none, and whether it is said that no talk was meant. `None` where
    nothing of it is said.
    """
    spans = WordSpans(text)
    says, leads = _unwanted(language)
    if (led := leads.match(spans.searchable)) is not None:
        return spans.rest(led.end()), False
    found = says.search(spans.searchable)
    return None if found is None else (spans.rest(found.end()), True)


def put_to_lantern(text: str, language: str) -> str:
    """What an utterance asks that wants a word at once; "" for nothing.

    Only what is a question as a whole counts, and no rhetorical one.
    """
    words = [word.lower().strip(",.!?;:") for word in text.split()]
    if not 0 < len(words) <= A_QUESTION:
        return ""
    leads = _phrases(language, "asks_words", "leads")
    said, bare = words, words
    while said:
        size = _size_at_start(said, leads)
        if not size or size == len(said):
            break
        bare = said = said[size:]
    line = " ".join(bare)
    if line in _phrases(language, "asks_words", "rhetorical"):
        return ""
    if line.startswith(tuple(_phrases(language, "asks_words", "rhetorical_begins"))):
        return ""
    if any(f" {one}" in line for one in _phrases(language, "asks_words", "answered_after")):
        return ""
    for of in dict.fromkeys((" ".join(words), line)):
        searchable = WordSpans(of).searchable
        for name, pattern in _asks(language).items():
            if pattern.match(searchable):
                return name
    return ""


def _without(
    plain: Sequence[str], stop: int, phrases: frozenset[str]
) -> tuple[int, tuple[str, ...]]:
    """The place before the phrases that stand before `stop`, and those phrases."""
    found: list[str] = []
    while size := _size_at_end(plain, stop, phrases):
        found.append(" ".join(plain[stop - size : stop]))
        stop -= size
    return stop, tuple(found)


def _size_at_end(plain: Sequence[str], stop: int, phrases: frozenset[str]) -> int:
    sizes = range(min(LONGEST, stop), 0, -1)
    return next((n for n in sizes if " ".join(plain[stop - n : stop]) in phrases), 0)


def _size_at_start(plain: Sequence[str], phrases: frozenset[str]) -> int:
    sizes = range(min(LONGEST, len(plain)), 0, -1)
    return next((n for n in sizes if " ".join(plain[:n]) in phrases), 0)


@cache
def _phrases(language: str, section: str, name: str) -> frozenset[str]:
    table = optional_table(language, "dictating.toml").get(section, {})
    return frozenset(table.get(name, ()))


@cache
def _unwanted(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = optional_table(language, "dictating.toml").get("unwanted", {})
    patterns = Patterns({}, Signs())
    says, leads = (
        "|".join(patterns(line).expression for line in table.get(name, ()))
        for name in ("says", "leads")
    )
    never = "(?!)"
    return re.compile(f"(?<= )(?:{says or never})"), re.compile(rf" \^ (?:{leads or never})")


@cache
def _asks(language: str) -> Mapping[str, re.Pattern[str]]:
    table = optional_table(language, "dictating.toml").get("asks", {})
    patterns = Patterns({}, Signs())
    return {
        name: re.compile(rf" \^ (?:{'|'.join(patterns(line).expression for line in lines)})$")
        for name, lines in table.items()
    }
