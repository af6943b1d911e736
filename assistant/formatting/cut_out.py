"""Whether words cut out of a telling say by themselves what they say there.

"He was kind" of "I wish he was kind" does not, nor "I went" of "I walked past the pub and went to
the pictures", nor "I haven't corrected him" of "I haven't corrected him, well, I did once". The
words of the language stand in `[cut]` of its `saying_back.toml`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.formatting.gist import is_past_form, is_past_tense, says_whom
from assistant.formatting.language import optional_table
from assistant.formatting.reflecting import has_subject
from assistant.formatting.word_spans import WordSpans
from intents.patterns import any_of

A_WHOLE = 3
"""With at most so many words left out, what points to something may point into the words."""


def says_the_same(words: Sequence[str], start: int, end: int, language: str = "en") -> bool:
    """Whether the words from `start` to `end` may be said back without the others."""
    known = _known(language)
    if known is None or end <= start:
        return True
    cut = list(words[start:end])
    while cut and cut[0] in known.leads:
        cut = cut[1:]
    at = end - len(cut)
    if not cut or _is_taken_back(words, end, known) or quotes(" ".join(cut), language):
        return False
    if at and words[at - 1] in known.after:
        return False
    before = [word for word in words[:at] if word not in known.leads]
    named = bool(before) and before[0] in known.determiners
    if named and says_whom(cut[0], language) and not has_subject(" ".join(before), language):
        return False  # "The soup I made for him" is no sentence.
    if at > 1 and words[at - 2] in known.telling and words[at - 1] in known.whom:
        return False  # "I told them I'd left" tells that it was told.
    if _runs_on(cut, known, language):
        return False
    left_out = len(words) - len(cut)
    if left_out > A_WHOLE and cut[0] in known.points and len(cut) <= A_WHOLE:
        return False  # "It worked" names nothing.
    if left_out > A_WHOLE and not known.hangs_on.isdisjoint(cut):
        return False
    if left_out > A_WHOLE and any(
        word in known.points and before not in known.points_with
        for before, word in itertools.pairwise(cut)
    ):
        return False
    return end == len(words) or _may_end(cut, words[end:], known, language)


def belongs_before(word: str, language: str = "en") -> bool:
    """Whether a clause is better cut after this word's phrase than before it: "to the pictures"."""
    known = _known(language)
    return known is not None and word in known.belongs_before


def quotes(words: str, language: str = "en") -> bool:
    """Whether something is quoted word for word: "I said hello love", not "I said no"."""
    known = _known(language)
    if known is None:
        return False
    tokens = WordSpans(words).tokens
    for at, token in enumerate(tokens[:-1]):
        if token not in known.quoting:
            continue
        first, *rest = tokens[at + 1 :]
        if first not in known.told_as and first not in known.words_said:
            return True
        if first in known.words_said and rest and rest[0] not in known.goes_with:
            return True
    return False


def without_address(words: str, language: str = "en") -> str:
    """The words without a form of address at their end or beginning: "pride, dear"."""
    known = _known(language)
    spans = WordSpans(words)
    if known is None or len(spans.tokens) < len(words.split()):
        return words
    said = words.split()
    while (
        len(said) > 1
        and said[-1].lower() in known.addresses
        and said[-2].lower() not in known.belongs
    ):
        said = said[:-1]
    return " ".join(said)


def holds_address(words: str, language: str = "en") -> bool:
    """Whether a form of address stands in the midst of words: "love, go to bed"."""
    known = _known(language)
    tokens = ["", *WordSpans(words).tokens]
    return known is not None and any(
        word in known.addresses and before not in known.belongs
        for before, word in itertools.pairwise(tokens)
    )


def _is_taken_back(words: Sequence[str], end: int, known: _Known) -> bool:
    """Whether what follows takes back what was said: "no wait, I did"."""
    return known.taken_back.search(WordSpans(" ".join(words[end:])).searchable) is not None


def _may_end(cut: Sequence[str], rest: Sequence[str], known: _Known, language: str) -> bool:
    if says_whom(rest[0], language) and not known.telling.isdisjoint(cut):
        return False  # "I told my mum I'd been skipping them"
    if len(cut) > 1 and cut[-2] in known.telling and cut[-1] in known.whom:
        return False  # "He told me he loves me"
    if rest[0] in known.joins and not known.half.isdisjoint(cut):
        return False  # "I'd tell him, but he doesn't want to know"
    if tuple(rest[:2]) in known.belonging:
        return False  # "My daughter in law" is one.
    if cut[-1] in known.pairs and rest[0] in known.joins:
        return False  # "Me and my mum" are two.
    if rest[0] in known.before or (rest[0] in known.joins and _turns(rest, known)):
        return False
    if cut[-1] in known.goes_on and says_whom(rest[0], language):
        return False  # "There's nothing more they can do" is one clause.
    if not is_past_form(cut[-1], language) or rest[0] in known.clause_words:
        return True
    return not is_past_tense(cut[-1], language) and cut[-1] not in known.open_verbs


def _runs_on(cut: Sequence[str], known: _Known, language: str) -> bool:
    """Whether a second verb in the past has no subject of its own: "the tap burst soaked her"."""
    verb = False
    for before, word in itertools.pairwise(("", *cut)):
        if word in known.clause_words or says_whom(word, language):
            verb = False
        elif is_past_tense(word, language) and before not in known.auxiliaries:
            if verb:
                return True
            verb = True
    return False


def _turns(rest: Sequence[str], known: _Known) -> bool:
    """Whether what is joined turns what was said: "I went in and couldn't speak"."""
    return len(rest) > 1 and (rest[1] in known.turns or rest[1] in known.belongs_before)


@dataclass(frozen=True, slots=True)
class _Known:
    leads: frozenset[str]
    after: frozenset[str]
    determiners: frozenset[str]
    telling: frozenset[str]
    whom: frozenset[str]
    open_verbs: frozenset[str]
    pairs: frozenset[str]
    half: frozenset[str]
    belonging: frozenset[tuple[str, ...]]
    auxiliaries: frozenset[str]
    before: frozenset[str]
    joins: frozenset[str]
    turns: frozenset[str]
    belongs_before: frozenset[str]
    hangs_on: frozenset[str]
    goes_on: frozenset[str]
    clause_words: frozenset[str]
    points: frozenset[str]
    points_with: frozenset[str]
    addresses: frozenset[str]
    belongs: frozenset[str]
    quoting: frozenset[str]
    told_as: frozenset[str]
    words_said: frozenset[str]
    goes_with: frozenset[str]
    taken_back: re.Pattern[str]


@cache
def _known(language: str) -> _Known | None:
    table = optional_table(language, "saying_back.toml").get("cut", {})
    if not table:
        return None

    def some(name: str) -> frozenset[str]:
        return frozenset(table.get(name, "").split())

    def either(name: str) -> re.Pattern[str]:
        return any_of(table.get(name, []))

    return _Known(
        leads=some("leads"),
        after=some("after"),
        determiners=some("determiners"),
        telling=some("telling"),
        whom=some("whom"),
        open_verbs=some("open_verbs"),
        pairs=some("pairs"),
        half=some("half"),
        belonging=frozenset(tuple(words.split()) for words in table.get("belonging", ())),
        auxiliaries=some("auxiliaries"),
        before=some("before"),
        joins=some("joins"),
        turns=some("turns"),
        belongs_before=some("belongs_before"),
        hangs_on=some("hangs_on"),
        goes_on=some("goes_on"),
        clause_words=some("clause_words"),
        points=some("points"),
        points_with=some("points_with"),
        addresses=some("addresses"),
        belongs=some("belongs"),
        quoting=some("quoting"),
        told_as=some("told_as"),
        words_said=some("words_said"),
        goes_with=some("goes_with"),
        taken_back=either("taken_back"),
    )
