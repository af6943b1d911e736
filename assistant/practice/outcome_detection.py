"""How a step went, told as a story: "I rang her but she was driving, so only two minutes".

The patterns stand in `outcomes.toml` of the language. A story tells the outcome of the step it was
asked of, of another step that it names, or of none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from assistant.formatting.gist import echo, is_own_doing
from assistant.formatting.inflection import inflection
from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import tidy
from assistant.formatting.word_spans import WordSpans
from assistant.practice import obstacle_detection as obstacles
from assistant.practice.moods import mood_of
from assistant.practice.naming import mentioned, shared_words
from intents import load
from intents.patterns import BEGINNING, Patterns, Signs

Outcome = Literal["done", "partly", "not_yet"]
NEAR = 3
"""So many words before a verb tell whose deed it is."""
SOON = 6
"""A word that takes back a plain "done" is among so many words after it."""
NAMED_BY = 2
"""What was done is another step where so many of its words are said."""
A_REASON = 3
"""A reason has so many words at least."""


@dataclass(frozen=True, slots=True)
class ToldOutcome:
    """An outcome; `sure` where the words leave no other. `reason` are the words that tell why."""

    outcome: Outcome
    sure: bool = True
    reason: str = ""


def outcome_told(
    said: str, step: str, language: str, others: Sequence[str] = ()
) -> ToldOutcome | None:
    """The outcome of `step` in a story; `None` where it tells none.

    `others` are the titles of other steps; what is told of them does not count.
    """
    known = _known(language)
    words = load(language).words(said)
    if is_of_the_form(said, language):
        return None
    text = _searchable(words)
    if plainly := known.plainly_done.search(text):
        soon = " ".join(text[plainly.end() :].split()[:SOON])
        if not known.takes_back.search(_searchable(soon.split())):
            return ToldOutcome("done")
        if not known.not_done.search(text):
            return ToldOutcome("partly", reason=reason_in(said, language))
    if known.plainly_not.search(text) and known.turns.isdisjoint(words):
        return ToldOutcome("not_yet", reason=reason_in(said, language))
    clauses = _clauses(words, known)
    own = _own_clauses(clauses, step, others, language)
    found = _judged(own, step, language) or _judged(clauses, step, language)
    outcome, sure = found or (_likely(said, words, language), False)
    if outcome is None:
        return None
    reason = "" if outcome == "done" else reason_in(said, language)
    return ToldOutcome(outcome, sure, reason)


def told_of_both(said: str, language: str) -> Outcome | None:
    """The outcome of two steps told at once: "did both", "neither"; `None` for none."""
    known, text = _known(language), _searchable(load(language).words(said))
    if known.both_done.search(text):
        return "done"
    return "not_yet" if known.neither_done.search(text) else None


def begins_with_outcome(said: str, language: str) -> bool:
    """Whether it begins with a plain outcome: "not yet", "done"."""
    return _known(language).verdicts.match(_searchable(load(language).words(said))) is not None


def without_lead(said: str, language: str) -> str:
    """The words without what leads up to them and what follows: "oh after the school run"."""
    known = _known(language)
    spans = WordSpans(said)
    while found := known.leads.match(spans.searchable):
        spans = WordSpans(spans.rest(found.end()))
    if found := known.ends.search(spans.searchable):
        spans = WordSpans(spans.before(found.start()).strip(" ,"))
    return spans.text or said


def is_of_the_form(said: str, language: str) -> bool:
    """Whether it is about how a step is called or asked, and tells no outcome."""
    known, text = _known(language), _searchable(load(language).words(said))
    return known.of_the_form.search(text) is not None and not known.verdicts.match(text)


def waves_away(said: str, language: str) -> bool:
    """Whether it says that the step is not to be spoken of now."""
    return _found(_known(language).waved_away, said, language)


def is_same_step(said: str, title: str, language: str) -> bool:
    """Whether what was meant to be done is this step: most of its words are in it."""
    own = [word for word in title.lower().split() if word not in _known(language).weak]
    shared = shared_words(said.split(), own, inflection(language))
    return len(own) > 1 and shared * 3 >= len(own) * 2


def reproaches(said: str, language: str) -> bool:
    """Whether Lantern is felt to reproach: "I've enough to feel guilty about"."""
    return _found(_known(language).reproach, said, language)


def is_grave(said: str, language: str) -> bool:
    """Whether what is told is so grave that it is met before anything is asked on."""
    return _found(_known(language).grave, said, language)


def is_death(said: str, language: str) -> bool:
    """Whether a death is told as news: "she died this morning"."""
    return _found(_known(language).death, said, language)


def is_unheard(said: str, language: str) -> bool:
    """Whether Lantern is felt not to have listened: "did you hear a word I said"."""
    return _found(_known(language).unheard, said, language)


def is_hard_beside(said: str, language: str) -> bool:
    """Whether it was hard, though something was done: "it didn't help, she didn't know me"."""
    text, known = _searchable(load(language).words(said)), _known(language)
    return any(one.search(text) for one in (known.hard_beside, known.hard, known.grave))


def is_hard(said: str, language: str) -> bool:
    """Whether a bad night or a bad day is told."""
    return _found(_known(language).hard, said, language)


def refuses_praise(said: str, language: str) -> bool:
    """Whether praise is not wanted: "don't well done me"."""
    return _found(_known(language).no_praise, said, language)


def is_others_part(said: str, language: str) -> bool:
    """Whether the person did their part and somebody else could not be reached."""
    text, known = _searchable(load(language).words(said)), _known(language)
    return bool(known.attempt.search(text) and known.unreached.search(text))


def outcome_of_named(
    said: str, step: str, language: str, others: Sequence[str]
) -> ToldOutcome | None:
    """The outcome of a step that a story names beside the one it was asked of; `None` for none."""
    known = _known(language)
    words = load(language).words(said)
    clauses = _own_clauses(_clauses(words, known), step, others, language, mine=False)
    found = _judged(clauses, step, language) if clauses else None
    own = [word for word in step.lower().split() if word not in known.weak]
    if found is None and any(
        is_own_doing(" ".join(clause), language)
        and known.denies.isdisjoint(clause)
        and shared_words(clause, own, inflection(language)) >= NAMED_BY
        for clause in clauses
    ):
        found = ("done", True)  # "I sent the email to my tutor", of "email my tutor".
    if found is None and clauses and known.likely_not.search(_searchable(clauses[0])):
        found = ("not_yet", True)
    return ToldOutcome(*found) if found and found[1] else None


def speaks_of_others_only(said: str, step: str, language: str, others: Sequence[str]) -> bool:
    """Whether every clause of a story is about other steps than the one it was asked of."""
    clauses = _clauses(load(language).words(said), _known(language))
    return bool(others) and not _own_clauses(clauses, step, others, language)


def nothing_in_the_way(said: str, language: str) -> bool:
    """Whether it says that nothing got in the way."""
    return _found(_known(language).nothing_there, said, language)


def obstacle_to_say(said: str, language: str) -> str:
    """What got in the way, as it may be read back another day; "" where it is none, or not sure.

    "Nothing got in the way", "I said that already" and what was glad are no obstacles.
    """
    known = _known(language)
    words = load(language).words(said)
    feeling, text = mood_of(said, language), _searchable(words)
    personal = feeling.mood in ("good", "grief", "mixed") or known.not_to_say.search(text)
    if personal or is_death(said, language) or is_grave(said, language):
        return ""
    if known.no_obstacle.search(_searchable(words)) or nothing_in_the_way(said, language):
        return ""
    if load(language).tells(said) == "sorrow":
        return ""
    short = echo(reason_in(said, language) or said, language)
    named = obstacles.load(language).detect(short) is not None or bool(
        known.obstacle_signs.search(_searchable(load(language).words(short)))
    )
    return short if named else ""


@lru_cache(maxsize=128)
def reason_in(said: str, language: str) -> str:
    """The words that tell what got in the way, without the outcome; "" where there are none."""
    known = _known(language)
    text = "" if nothing_in_the_way(said, language) else tidy(said, language)
    spans = WordSpans(text)
    while found := known.leads.match(spans.searchable):
        text = spans.rest(found.end())
        spans = WordSpans(text)
    if found := known.ends.search(spans.searchable):
        text = spans.before(found.start()).strip(" ,")
        spans = WordSpans(text)
    words = [token for token in spans.tokens if token[0].isalnum()]
    return "" if len(words) < A_REASON or known.no_reason.match(spans.searchable) else text


def _judged(
    words: Sequence[tuple[str, ...]], step: str, language: str
) -> tuple[Outcome, bool] | None:
    """The outcome that the clauses tell of `step`, and whether it is sure."""
    known = _known(language)
    clauses = [_searchable(clause) for clause in words]
    whole = _searchable([word for clause in words for word in clause])
    if known.today_not.search(whole):
        return "not_yet", True
    deeds = [_is_deed(clause, step, language) for clause in words]
    # "He did not pick up" denies nothing of one's own.
    denied = [bool(known.not_done.search(known.unreached.sub("", c))) for c in clauses]
    # "Done, not partly" denies that it was a part.
    partly = [bool(known.partly.search(known.not_partly.sub("", c))) for c in clauses]
    done = [
        (deed or bool(known.done.search(clause))) and not no
        for deed, clause, no in zip(deeds, clauses, denied, strict=True)
    ]
    tried = bool(known.attempt.search(whole)) or any(done)
    if known.unreached.search(whole) and tried and not (denied and denied[0]):
        return "partly", True
    if any(done):
        # "I did it, and I cried a bit" takes nothing back.
        partly = [
            one and (did or not known.goes_on.match(clause))
            for one, did, clause in zip(partly, done, clauses, strict=True)
        ]
    if any(partly):
        return "partly", any(done) or not any(denied)
    if any(done) and any(denied):
        # "I did it, and I didn't touch chapter one"; "I didn't, but I did write" is in between.
        return ("done", True) if done.index(True) < denied.index(True) else ("partly", False)
    if any(done):
        return "done", True
    return ("not_yet", True) if any(denied) else None


def _likely(said: str, words: Sequence[str], language: str) -> Outcome | None:
    """The outcome of a story that tells only of something, to be asked about."""
    if _known(language).likely_not.search(_searchable(words)):
        return "not_yet"
    return "done" if is_own_doing(said, language) else None


def _is_deed(words: Sequence[str], step: str, language: str) -> bool:
    """Whether a clause tells that the person did what the step names: "we read" of "read"."""
    known, kin = _known(language), inflection(language)
    for at, word in enumerate(words):
        who = words[max(0, at - NEAR) : at]
        if at and known.doers.isdisjoint(who):
            continue
        if not known.others.isdisjoint(who) and known.oneself.isdisjoint(who):
            continue
        if not known.denies.isdisjoint(who):
            continue
        past = (verb for verb in step.lower().split() if verb in kin.bases(word))
        if word.endswith(known.not_past):
            continue
        if any(word != verb or verb in known.same_in_past for verb in past):
            return True
    return False


def _own_clauses(
    clauses: Sequence[tuple[str, ...]],
    step: str,
    others: Sequence[str],
    language: str,
    *,
    mine: bool = True,
) -> list[tuple[str, ...]]:
    """The clauses that are not about another step; with `mine` false those that name this one."""
    if not others and mine:
        return list(clauses)
    kin, known = inflection(language), _known(language)
    names = (step, *others)
    own = []
    for clause in clauses:
        named = mentioned(clause, names, tuple(known.weak), kin)
        mine = mine if named is None else named[0] == step
        if mine:
            own.append(clause)
    return own


def _clauses(words: Sequence[str], known: _Known) -> list[tuple[str, ...]]:
    clauses: list[list[str]] = [[]]
    for word in words:
        if word in known.clauses and clauses[-1]:
            clauses.append([])
        clauses[-1].append(word)
    return [tuple(clause) for clause in clauses]


def _found(pattern: re.Pattern[str], said: str, language: str) -> bool:
    """Whether the words hold what the pattern describes."""
    return pattern.search(_searchable(load(language).words(said))) is not None


def _searchable(words: Sequence[str]) -> str:
    return f" {BEGINNING} " + "".join(f"{word} " for word in words)


@dataclass(frozen=True, slots=True)
class _Known:
    """`outcomes.toml` of one language, compiled."""

    clauses: frozenset[str]
    doers: frozenset[str]
    oneself: frozenset[str]
    others: frozenset[str]
    denies: frozenset[str]
    same_in_past: frozenset[str]
    not_past: tuple[str, ...]
    weak: frozenset[str]
    today_not: re.Pattern[str]
    not_done: re.Pattern[str]
    partly: re.Pattern[str]
    not_partly: re.Pattern[str]
    both_done: re.Pattern[str]
    neither_done: re.Pattern[str]
    attempt: re.Pattern[str]
    unreached: re.Pattern[str]
    done: re.Pattern[str]
    likely_not: re.Pattern[str]
    of_the_form: re.Pattern[str]
    verdicts: re.Pattern[str]
    plainly_done: re.Pattern[str]
    takes_back: re.Pattern[str]
    plainly_not: re.Pattern[str]
    turns: frozenset[str]
    goes_on: re.Pattern[str]
    waved_away: re.Pattern[str]
    reproach: re.Pattern[str]
    grave: re.Pattern[str]
    hard: re.Pattern[str]
    hard_beside: re.Pattern[str]
    death: re.Pattern[str]
    unheard: re.Pattern[str]
    no_praise: re.Pattern[str]
    leads: re.Pattern[str]
    no_obstacle: re.Pattern[str]
    nothing_there: re.Pattern[str]
    obstacle_signs: re.Pattern[str]
    not_to_say: re.Pattern[str]
    ends: re.Pattern[str]
    no_reason: re.Pattern[str]


@cache
def _known(language: str) -> _Known:
    table: dict[str, Any] = optional_table(language, "outcomes.toml")
    patterns = Patterns({}, Signs(never_any=table.get("never_any", ())))
    start = rf"^ {re.escape(BEGINNING)} "

    def either(name: str) -> str:
        found = [patterns(line).expression for line in table.get(name, [])]
        return f"(?:{'|'.join(found)})" if found else "(?!)"

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, ()))

    def anywhere(name: str) -> re.Pattern[str]:
        return re.compile(f"(?<= ){either(name)}")

    return _Known(
        clauses=words("clauses"),
        doers=words("doers"),
        oneself=words("oneself"),
        others=words("others"),
        denies=words("denies"),
        same_in_past=words("same_in_past"),
        not_past=tuple(table.get("not_past", ())),
        weak=words("weak"),
        today_not=anywhere("today_not"),
        not_done=anywhere("not_done"),
        partly=anywhere("partly"),
        not_partly=anywhere("not_partly"),
        both_done=anywhere("both_done"),
        neither_done=anywhere("neither_done"),
        attempt=anywhere("attempt"),
        unreached=anywhere("unreached"),
        done=anywhere("done"),
        likely_not=anywhere("likely_not"),
        of_the_form=anywhere("of_the_form"),
        verdicts=re.compile(f"{start}{either('verdicts')}"),
        plainly_done=anywhere("plainly_done"),
        takes_back=anywhere("takes_back"),
        plainly_not=anywhere("plainly_not"),
        turns=words("turns"),
        goes_on=re.compile(f"{start}{either('goes_on')}"),
        waved_away=anywhere("waved_away"),
        reproach=anywhere("reproach"),
        grave=anywhere("grave"),
        hard=anywhere("hard"),
        hard_beside=anywhere("hard_beside"),
        death=anywhere("death"),
        unheard=anywhere("unheard"),
        no_praise=anywhere("no_praise"),
        leads=re.compile(f"{start}{either('leads')}(?=[^ ])"),
        no_obstacle=anywhere("no_obstacle"),
        nothing_there=anywhere("nothing_there"),
        obstacle_signs=anywhere("obstacle_signs"),
        not_to_say=anywhere("not_to_say"),
        ends=anywhere("ends"),
        no_reason=re.compile(f"{start}{either('no_reason')}"),
    )
