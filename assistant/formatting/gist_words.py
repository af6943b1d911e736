"""The words and patterns by which the gist of what was said is found, in `[gist]` of a language's
`rephrasing.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.formatting.language import optional_table, tables
from assistant.formatting.word_spans import MARK
from intents.patterns import BEGINNING, Patterns, Signs

_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class GistWords:
    """`[gist]` of one language, compiled."""

    ends: re.Pattern[str]
    fillers: re.Pattern[str]
    leads: re.Pattern[str]
    repairs: re.Pattern[str]
    reasons: re.Pattern[str]
    no_more: re.Pattern[str]
    speaks: frozenset[str]
    day_leads: re.Pattern[str]
    day_ends: re.Pattern[str]
    day_words: frozenset[str]
    breaks: frozenset[str]
    never: frozenset[str]
    opening_never: frozenset[str]
    deed_too: frozenset[str]
    deed_objects: frozenset[str]
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
    echo_never: frozenset[str]
    echo_first_never: frozenset[str]
    part_first_never: frozenset[str]
    echo_last_never: frozenset[str]
    between_twice: frozenset[str]
    denies: frozenset[str]
    third: frozenset[str]
    bare: frozenset[str]
    own_verbs: frozenset[str]
    before_bare: frozenset[str]
    owner: frozenset[str]
    after_owner: frozenset[str]

    def past(self, verb: str) -> bool:
        """Whether it is a verb in the past tense."""
        return verb in self.past_forms or bool(self.past_ending and verb.endswith(self.past_ending))


@cache
def gist_words(language: str) -> GistWords:
    """The words and patterns of a language; without a table, such as find nothing."""
    everything = optional_table(language, "rephrasing.toml")
    table: Mapping[str, Any] = everything.get("gist", {})
    patterns = Patterns({}, Signs())

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, "").split())

    def read(name: str) -> str:
        found = [patterns(line).expression for line in table.get(name, ())]
        return f"(?:{'|'.join(found)})" if found else _NEVER

    irregular = optional_table(language, "verbs.toml").get("irregular", {})
    past_forms = words("pasts") | {forms["ed"] for forms in irregular.values() if "ed" in forms}
    start = f"^ {re.escape(BEGINNING)} "
    another = rf"(?=[^ {MARK}])"
    return GistWords(
        ends=re.compile(f"(?<= )(?<! {re.escape(BEGINNING)} ){read('ends')}"),
        fillers=re.compile(f"(?<= ){read('fillers')}"),
        leads=re.compile(f"{start}{read('leads')}{another}"),
        repairs=re.compile(f"(?<= ){read('repairs')}"),
        reasons=re.compile(f"(?<= ){read('reasons')}"),
        no_more=re.compile(f"(?<= ){read('no_more')}"),
        speaks=words("speaks"),
        day_leads=re.compile(f"{start}{read('another_day_leads')}{another}"),
        day_ends=re.compile(f"(?<= ){read('another_day_ends')}$"),
        day_words=words("another_day_words"),
        breaks=words("breaks"),
        never=words("never") | words("misformed"),
        opening_never=words("opening_never"),
        deed_too=words("deed_too"),
        deed_objects=words("deed_objects"),
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
        past_forms=past_forms,
        unfinished=tables(language).sentences.unfinished | words("unfinished"),
        echo_never=words("echo_never"),
        echo_first_never=words("echo_first_never"),
        part_first_never=words("echo_part_first_never"),
        echo_last_never=words("echo_last_never"),
        between_twice=words("between_twice"),
        denies=words("denies"),
        third=words("third"),
        bare=(frozenset(irregular) | words("bares")) - past_forms - words("not_bare"),
        own_verbs=words("own_verbs"),
        before_bare=words("before_bare"),
        owner=words("owner"),
        after_owner=words("after_owner"),
    )
