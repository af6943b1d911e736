"""Turn a few words of a person into a sentence that is said back to them.

"mum fell this afternoon" is said back as "Your mum fell this afternoon". What is no good sentence,
ends in the air, repeats what somebody else said about the person, or is harsh about the person,
is not said back. All words of the language stand in its `saying_back.toml`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.formatting.gist import (
    is_past_form,
    is_past_tense,
    is_uninflected,
    without_stutter,
)
from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import tidy, to_second_person
from assistant.formatting.word_spans import MARK, WordSpans
from intents.patterns import BEGINNING, Patterns, Signs

MOST_WORDS = 11
"""Nothing longer is said back."""
A_FEW_WORDS = 4
"""So few words do not end in a word that points elsewhere."""
_NEVER = "(?!)"


def as_reflection(words: str, language: str = "en", *, deed: bool = False) -> str:
    """The words of a person as a sentence said to them, without its full stop.

    "" where they make no sentence that a listener would say. `deed`: something one does was asked
    for, so that "keep singing" names it.
    """
    known = _known(language)
    if known is None:
        return ""
    text = _trimmed(words, known)
    tokens = [token for token in WordSpans(text).tokens if token != MARK]
    if not tokens or len(tokens) > MOST_WORDS or not _sayable(text, tokens, known, language, deed):
        return ""
    whole = _with_subject(text, tokens, known, language)
    if whole != text and not known.to_me.isdisjoint(tokens):
        return ""  # "Gave me a paper" tells what somebody else did.
    turned = _turned(whole, known, language)
    return turned[:1].upper() + turned[1:]


def is_harsh(words: str, language: str = "en") -> bool:
    """Whether words are harsh about the person, or too dark to be said back."""
    known = _known(language)
    return known is not None and known.harsh.search(WordSpans(words).searchable) is not None


def weightiest(words: str, language: str = "en", *, own: bool = False) -> tuple[int, int]:
    """The words that tell what the person dared, or else what happened; (0, 0) for none.

    `own`: it begins with what the person did, which goes before what happened to others.
    """
    known = _known(language)
    if known is None:
        return 0, 0
    spans = WordSpans(words)
    for pattern in known.events[:1] if own else known.events:
        if found := pattern.search(spans.searchable):
            return spans.at(found.start()), spans.at(found.end() - 1) + 1
    return 0, 0


def may_end_before(word: str, language: str = "en") -> bool:
    """Whether words may be said back up to this one: "I sat with him" of "I sat with him until"."""
    known = _known(language)
    return known is not None and word in known.goes_on


def leads_into(word: str, language: str = "en") -> bool:
    """Whether what follows a word means something else by itself: after "if", "not" or "say"."""
    known = _known(language)
    return known is not None and (word in known.said_by_others or word in known.turns)


def _trimmed(words: str, known: _Known) -> str:
    """The words without fillers, and without what leads up to them or trails behind them."""
    text = " ".join(without_stutter(words.replace("\u2019", "'").split())).strip(" .,;:!?")
    spans = WordSpans(text)
    for found in reversed(list(known.fillers.finditer(spans.searchable))):
        text = f"{spans.before(found.start())}{spans.rest(found.end())}".strip()
        spans = WordSpans(text)
    while lead := known.leads.match(spans.searchable):
        text = spans.rest(lead.end()).strip(" ,")
        spans = WordSpans(text)
    tokens = spans.tokens
    if len(tokens) > 1 and tokens[0] in known.that and _begins(tokens[1], known):
        text = spans.rest(spans.searchable.index(f" {tokens[1]} ") + 1)
        spans = WordSpans(text)
    while end := known.ends.search(spans.searchable):
        text = spans.before(end.start()).strip(" ,")
        spans = WordSpans(text)
    return text


def _sayable(text: str, tokens: list[str], known: _Known, language: str, deed: bool) -> bool:
    searchable = WordSpans(text).searchable
    if (
        not known.never.isdisjoint(tokens)
        or tokens[0] in known.first_never
        or (not deed and tokens[0] in known.orders)
        or (tokens[0] in known.no and tokens[1:2] and _says_no_to(tokens[1], known))
        or tokens[-1] in known.last_never
        or any(pattern.search(searchable) for pattern in (known.harsh, known.bad, known.asks))
    ):
        return False
    if len(tokens) == 1 and (tokens[0] in known.subjects or tokens[0] in known.to_me):
        return False
    if len(tokens) <= A_FEW_WORDS and tokens[-1] in known.vague_last:
        return False
    content = [token for token in tokens if token not in known.may_repeat]
    if len(set(content)) < len(content):
        return False
    return not (
        _quotes_another(tokens, known)
        or _dialect_owner(tokens, known)
        or (not deed and _is_a_learners(tokens, known, language))
        or is_uninflected(tokens, language)
    )


def is_of_the_person(back: str, language: str = "en") -> bool:
    """Whether what is said back is about the person: "You rang her", "Pressing send"."""
    known, first = _known(language), (WordSpans(back).tokens or [""])[0]
    return known is not None and (first in known.to_person or first.endswith(known.doing))


def is_one_sentence(words: str, language: str = "en") -> bool:
    """Whether words begin with who it is about, or with one verb in the past that tells it of "I".

    "Fed the robin" is one sentence, "fed the robin mended a hem" is not, nor is "work was long".
    """
    known = _known(language)
    if known is None:
        return False
    tokens = WordSpans(_trimmed(words, known)).tokens
    if not tokens:
        return False
    if is_past_tense(tokens[0], language):
        more = any(
            is_past_form(token, language) or _subject(token) in known.subjects
            for token in tokens[1:]
        )
        return not more or not known.and_.isdisjoint(tokens)
    return _subject(tokens[0]) in known.subjects or tokens[0] in known.who_first


def names_something(words: str, language: str = "en") -> bool:
    """Whether words begin as the name of a thing or a person: "the stairs", "your back"."""
    known = _known(language)
    return known is not None and WordSpans(words).tokens[0] in known.who_first


def begins_anew(word: str, language: str = "en") -> bool:
    """Whether another clause begins with this word, so that what is before it is whole."""
    known = _known(language)
    return known is not None and word in known.anew


def begins_with(said: str, back: str, language: str = "en") -> bool:
    """Whether `said` begins with what is said back, and goes on with another clause."""
    known = _known(language)
    if known is None:
        return False
    tokens = WordSpans(_trimmed(said, known)).tokens
    size = len(WordSpans(back).tokens)
    for end in (size - 1, size, size + 1):  # "You" may be added, and "you are" is one word.
        part = as_reflection(" ".join(tokens[:end]), language)
        if part.lower() == back.lower():
            return end >= len(tokens) or tokens[end] in known.anew
    return False


def is_to_a_friend(words: str, language: str = "en") -> bool:
    """Whether the words are what one would say to a friend: "I'd tell her to sit down"."""
    known = _known(language)
    return known is not None and known.to_a_friend.search(WordSpans(words).searchable) is not None


def has_subject(words: str, language: str = "en") -> bool:
    """Whether the words are a sentence: "I rang her", "mum fell"; not "a bath"."""
    known = _known(language)
    tokens = WordSpans(words).tokens
    return known is not None and (
        any(_subject(token) in known.subjects for token in tokens)
        or any(is_past_tense(token, language) or token in known.are for token in tokens)
    )


def _begins(token: str, known: _Known) -> bool:
    """Whether a sentence begins with this word: "my kids …", "she …"."""
    return _subject(token) in known.subjects or token in known.after_that


def _says_no_to(token: str, known: _Known) -> bool:
    """Whether a "no" before this word stands for itself: "no, get …", not "no cigarette"."""
    return _subject(token) in known.subjects or token in known.orders


def _subject(token: str) -> str:
    return token.partition("'")[0]


def _is_a_learners(tokens: list[str], known: _Known, language: str) -> bool:
    """Whether "I" has a verb in the present that tells of something once: "I phone my cousin"."""
    for place, token in enumerate(tokens[:-1]):
        own = token == known.subject.lower()
        if not own or (place and tokens[place - 1] in known.goes_on):
            continue
        after = tokens[place + 1]
        if after not in known.present and not is_past_form(after, language):
            return True
    return False


def _quotes_another(tokens: list[str], known: _Known) -> bool:
    """Whether somebody else is quoted who speaks of themselves or of the person."""
    for place, token in enumerate(tokens):
        if token in known.said_by_others and not known.own.intersection(tokens[:place]):
            return not known.of_own.isdisjoint(tokens[place + 2 :])
    return False


def _dialect_owner(tokens: list[str], known: _Known) -> bool:
    """Whether "me" stands for "my": "me chest"."""
    return any(
        one in known.owner and other not in known.after_owner
        for one, other in itertools.pairwise(tokens)
    )


def _with_subject(text: str, tokens: list[str], known: _Known, language: str) -> str:
    """The words with "I" before a verb in the past that has no subject: "forgot the time"."""
    verb = tokens[0]
    past = len(tokens) > 1 and verb not in known.no_verbs and is_past_tense(verb, language)
    return f"{known.subject} {text}" if past or verb in known.states else text


def _turned(text: str, known: _Known, language: str) -> str:
    """The words in the second person, with "your" before "mum"."""
    text = to_second_person(tidy(text, language), language)
    spans = WordSpans(text)
    turned, end = "", 0
    for at, (begin, stop) in enumerate(spans.spans):
        token = spans.tokens[at]
        before = spans.tokens[at - 1] if at else ""
        word = known.turned.get(token, text[begin:stop])
        named = not before or before in known.before_kin or is_past_tense(before, language)
        if token.removesuffix("'s") in known.kin and named:
            word = f"{known.your} {word}"
        turned += text[end:begin] + word
        end = stop
    turned += text[end:]
    for pattern, instead in known.reordered:
        turned = pattern.sub(instead, turned)
    for long, short in known.contracted:
        turned = long.sub(short, turned)
    return turned


@dataclass(frozen=True, slots=True)
class _Known:
    """`saying_back.toml` of one language, compiled."""

    leads: re.Pattern[str]
    ends: re.Pattern[str]
    fillers: re.Pattern[str]
    harsh: re.Pattern[str]
    bad: re.Pattern[str]
    asks: re.Pattern[str]
    to_a_friend: re.Pattern[str]
    events: tuple[re.Pattern[str], ...]
    turned: Mapping[str, str]
    reordered: tuple[tuple[re.Pattern[str], str], ...]
    contracted: tuple[tuple[re.Pattern[str], str], ...]
    no_verbs: frozenset[str]
    to_me: frozenset[str]
    kin: frozenset[str]
    before_kin: frozenset[str]
    subjects: frozenset[str]
    own: frozenset[str]
    states: frozenset[str]
    first_never: frozenset[str]
    orders: frozenset[str]
    last_never: frozenset[str]
    never: frozenset[str]
    goes_on: frozenset[str]
    said_by_others: frozenset[str]
    of_own: frozenset[str]
    present: frozenset[str]
    are: frozenset[str]
    that: frozenset[str]
    after_that: frozenset[str]
    no: frozenset[str]
    turns: frozenset[str]
    to_person: frozenset[str]
    doing: tuple[str, ...]
    vague_last: frozenset[str]
    may_repeat: frozenset[str]
    who_first: frozenset[str]
    anew: frozenset[str]
    and_: frozenset[str]
    owner: frozenset[str]
    after_owner: frozenset[str]
    subject: str
    your: str


@cache
def _known(language: str) -> _Known | None:
    table = optional_table(language, "saying_back.toml")
    if not table:
        return None
    lists = {name: tuple(lines) for name, lines in table.get("lists", {}).items()}
    patterns, words = Patterns(lists, Signs()), table["words"]

    def read(lines: list[str]) -> str:
        found = [patterns(line).expression for line in sorted(lines, key=len, reverse=True)]
        return f"(?:{'|'.join(found)})" if found else _NEVER

    def some(name: str) -> frozenset[str]:
        return frozenset(words.get(name, "").split())

    start, inside = f"^ {re.escape(BEGINNING)} ", f"(?<= )(?<! {re.escape(BEGINNING)} )"
    found = table.get("patterns", {})
    not_asking = "".join(f"(?<!{word} )" for word in some("not_before_contracted"))
    return _Known(
        leads=re.compile(f"{start}{read(table['leads'])}(?=[^ {MARK}])"),
        ends=re.compile(f"{inside}{read(table['ends'])}$"),
        fillers=re.compile(f"(?<= ){read(table['fillers'])}"),
        harsh=re.compile(f"(?<= ){read(found.get('harsh', []))}"),
        bad=re.compile(f"(?<= ){read(found.get('bad', []))}"),
        asks=re.compile(f"{start}{read(found.get('asks', []))}"),
        to_a_friend=re.compile(f"{start}{read(found.get('to_a_friend', []))}"),
        turned=table.get("turned", {}),
        events=tuple(
            re.compile(f"(?<= ){read(lines)}") for lines in table.get("events", {}).values()
        ),
        reordered=tuple(
            (re.compile(pattern), instead) for pattern, instead in table.get("reordered", ())
        ),
        contracted=tuple(
            (re.compile(rf"(?i){not_asking}\b{re.escape(long)}\b(?= \w)"), short)
            for long, short in table.get("contracted", {}).items()
        ),
        no_verbs=some("no_verbs"),
        to_me=some("to_me"),
        kin=some("kin"),
        before_kin=some("before_kin"),
        subjects=some("subjects"),
        own=some("own"),
        states=some("states"),
        first_never=some("first_never"),
        orders=some("orders"),
        last_never=some("last_never"),
        never=some("never"),
        goes_on=some("goes_on"),
        said_by_others=some("said_by_others"),
        of_own=some("of_own"),
        present=some("present"),
        are=some("are"),
        that=some("that"),
        after_that=some("after_that"),
        no=some("no"),
        turns=some("turns"),
        to_person=some("to_person"),
        doing=tuple(words.get("doing", "").split()),
        vague_last=some("vague_last"),
        may_repeat=some("may_repeat"),
        who_first=some("who_first"),
        anew=some("anew"),
        and_=some("and"),
        owner=some("owner"),
        after_owner=some("after_owner"),
        subject=words.get("subject", ""),
        your=words.get("your", ""),
    )
