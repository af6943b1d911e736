"""A person's words as they are kept and said back: "my kids" is kept, and said as "your kids".

Where words are kept, none is changed: capitals and blanks are mended, and what belongs to the
sentence around a name ("it's …, I guess") is cut off. All words of the language stand in its
`rephrasing.toml`; in a language without that file words stay as they are.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.formatting.capitals import always
from assistant.formatting.inflection import inflection
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import MARK, WordSpans
from intents.patterns import BEGINNING, Patterns, Signs

A_PERSON = 6
"""The name of a person has no more words than this."""
A_CLAUSE = 7
"""Likewise the short name of a step."""

_BLANKS = re.compile(r"[ \t]+")
_BLANK_BEFORE_MARK = re.compile(r" ([,.;:!?]+)(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_START = f"^ {re.escape(BEGINNING)} "
_WORD_NEXT = f"(?=[^ {MARK}])"


def tidy(said: str, language: str = "en") -> str:
    """The words with their usual capitals ("I", "Monday") and without stray blanks."""
    text = said if "\n" in said else said.replace("\u2019", "'")
    text = _BLANK_BEFORE_MARK.sub(r"\1", _BLANKS.sub(" ", text).strip())
    return _WORD.sub(lambda found: always(found[0], language), text)


def strip_hedges(said: str, language: str = "en") -> str:
    """A name without the "um" and "I guess" around it; all of it where nothing else is there."""
    known = _tables(language)
    text = _without_lead(said, known.hedges_before)
    spans = WordSpans(text)
    for match in reversed(list(known.hedges_amid.finditer(spans.searchable))):
        mark = spans.spans[spans.at(match.start())]
        if text[mark[0]] != ",":
            continue
        text = f"{text[: mark[1]]} {spans.rest(match.end())}"
        spans = WordSpans(text)
    if spans.tokens:
        after_first = len(f" {BEGINNING} {spans.tokens[0]} ")
        found = known.hedges_after.search(spans.searchable, after_first)
        if found and spans.tokens[spans.at(found.start()) - 1] not in known.not_after:
            text = spans.before(found.start())
    return text.strip(" ,;\u2026") or said


def as_action(said: str, language: str = "en") -> str:
    """What somebody means to do: "I will be kind to her" is "be kind to her"."""
    known = _tables(language)
    text = strip_hedges(said, language)
    if known.no_action_leads.match(WordSpans(text).searchable):
        return text
    return _without_lead(text, known.action_leads)


def as_value_name(said: str, language: str = "en") -> str:
    """What a value is called within a sentence: "to be heard" is "being heard"."""
    known = _tables(language)
    text = strip_hedges(said, language).rstrip(" .!")
    bare = as_action(text, language)
    first, _, rest = bare.partition(" ")
    verb, follows = first.lower(), rest.lower().split(" ", 1)[0]
    ready = known.gerund_ending and verb.endswith(known.gerund_ending)
    if bare != text and verb not in known.no_verbs and not ready:
        return f"{inflection(language)(first, 'ing')} {rest}".strip()
    if verb in known.verbs and rest and follows not in known.noun_before:
        return f"{inflection(language)(first, 'ing')} {rest}".strip()
    return bare


def as_person_name(said: str, language: str = "en") -> str:
    """The name in "it's my daughter Anna I think"; "" where it is more than a name."""
    known = _tables(language)
    text = _without_lead(strip_hedges(said, language), known.person_leads).strip(" .,!?")
    text = strip_hedges(text, language)
    return text if len(text.split()) <= A_PERSON else ""


def is_oneself(said: str, language: str = "en") -> bool:
    """Whether the person themselves is meant: "me in a year", "my future self"."""
    named = _named(said, language)
    return _tables(language).oneself.search(WordSpans(named).searchable) is not None


def addressee(said: str, language: str = "en") -> str:
    """Who is written to: "my brother" of "to my brother, who moved"; "" for nobody."""
    named = _named(said, language)
    if _tables(language).nobody.search(WordSpans(named).searchable):
        return ""
    return as_person_name(_without_lead(named, _tables(language).addressee_leads), language)


def _named(said: str, language: str) -> str:
    """The words that name somebody, without what is told of them, and "my" for a dialect's "me"."""
    known = _tables(language)
    text = _without_lead(said, known.addressee_leads)
    spans = WordSpans(text)
    if found := known.addressee_ends.search(spans.searchable):
        text = spans.before(found.start()).strip(" ,") or text
    words = text.split()
    if len(words) > 1 and words[0].lower() in known.own_in_dialect:
        words[0] = known.own_in_dialect[words[0].lower()]
    return " ".join(words)


def without_it_is(said: str, language: str = "en") -> str:
    """What is named in "it's honesty" or "I'd say honesty"."""
    return _without_lead(strip_hedges(said, language), _tables(language).person_leads)


def insists_on_step(said: str, before: str, language: str = "en") -> bool:
    """Whether somebody says the same again, or that a step is their own: "that's my step"."""
    if said.strip(" .,!?").lower() == before.strip(" .,!?").lower():
        return True
    known = _tables(language)
    words = WordSpans(said).words()
    leads = known.insisting_leads.match(words)
    rest = words[leads.end() :] if leads else words
    return known.insists.fullmatch(rest) is not None


def is_sentence(said: str, language: str = "en") -> bool:
    """Whether a few words are a sentence ("he'll shout"), not a name ("fear")."""
    known = _tables(language)
    tokens = WordSpans(said).tokens
    followed = itertools.pairwise(tokens)
    return any(
        word in known.sentence_verbs or word.endswith(known.sentence_endings) for word in tokens
    ) or any(
        word.partition("'")[0] in known.subjects and after not in known.not_after_subjects
        for word, after in followed
    )


def is_pleasantry(said: str, language: str = "en") -> bool:
    """Whether all of it is said in kindness or agreement: "that would be nice"."""
    return _tables(language).pleasantries.fullmatch(WordSpans(said).words()) is not None


def first_clause(said: str, language: str = "en") -> str:
    """The first thing of a longer step, without its day; "" where it is too long or too short."""
    known = _tables(language)
    text = as_action(said, language)
    spans = WordSpans(text)
    if end := known.clause_ends.search(spans.searchable):
        text = spans.before(end.start())
        spans = WordSpans(text)
    if day := known.day_at_the_end.search(spans.searchable):
        text = spans.before(day.start())
    text = text.strip(" ,.;")
    return text if 2 <= len(text.split()) <= A_CLAUSE else ""


def mentions_time(said: str, language: str = "en") -> bool:
    """Whether a time of the day is named: "this evening after dinner"."""
    return _tables(language).times.search(WordSpans(said).searchable) is not None


def mentions_hardship(said: str, language: str = "en") -> bool:
    """Whether it only says that it was hard: "it was a hard week", not "hard, but I sang"."""
    known = _tables(language)
    words = WordSpans(said).searchable
    return known.hardship.search(words) is not None and known.and_yet.search(words) is None


def to_second_person(said: str, language: str = "en") -> str:
    """The speaker's words as they are said to the speaker: "you love your kids".

    Words which already speak to another ("I love you") are left as they are.
    """
    known = _tables(language).second_person
    spans = WordSpans(said)
    if not known.addressed.isdisjoint(spans.tokens):
        return said
    text, end = "", 0
    for at, (begin, stop) in enumerate(spans.spans):
        turned = known.turned(spans.tokens, at)
        if turned is None:
            continue
        written = said[begin:stop]
        # What has its capital everywhere, such as "I", tells nothing of the sentence.
        everywhere = always(spans.tokens[at], language) != spans.tokens[at]
        if written[0].isupper() and (not everywhere or said[:begin].endswith(". ")):
            turned = turned[:1].upper() + turned[1:]
        text += said[end:begin] + turned
        end = stop
    return text + said[end:]


def speaks_to_another(said: str, language: str = "en") -> bool:
    """Whether the words speak to somebody: "what do you mean"."""
    known = _tables(language).second_person
    return not known.addressed.isdisjoint(WordSpans(said).tokens)


@dataclass(frozen=True, slots=True)
class _SecondPerson:
    """See `[second_person]` of `rephrasing.toml`."""

    subject: str
    words: Mapping[str, str]
    verbs: Mapping[str, str]
    adverbs: frozenset[str]
    inverted: frozenset[str]
    addressed: frozenset[str]
    unless_after: Mapping[str, frozenset[str]]
    own: str
    own_turned: str
    own_after: frozenset[str]
    not_own_after: frozenset[str]
    not_own_before: frozenset[str]

    def turned(self, tokens: list[str], at: int) -> str | None:
        """What takes the place of the token at `at`; `None` where it stays."""
        token = tokens[at]
        before = tokens[at - 1] if at else ""
        if token in self.verbs:
            beyond = tokens[at - 2] if at > 1 else ""
            after = tokens[at + 1] if at + 1 < len(tokens) else ""
            if (
                before == self.subject
                or (before in self.adverbs and beyond == self.subject)
                or (token in self.inverted and after == self.subject)
            ):
                return self.verbs[token]
        if token == self.own and self._is_own(tokens, at):
            return self.own_turned
        unless = self.unless_after.get(token)
        if unless is not None and (before in unless or before.isdecimal()):
            return None
        return self.words.get(token)

    def _is_own(self, tokens: list[str], at: int) -> bool:
        """Whether a word that stands for the speaker tells whose something is: "me bag"."""
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        first = at == 1 and tokens[0] not in self.not_own_after
        behind = first or (at > 0 and tokens[at - 1] in self.own_after)
        return behind and bool(after) and after not in self.not_own_before


@dataclass(frozen=True, slots=True)
class _Tables:
    """`rephrasing.toml` of one language, compiled."""

    hedges_before: re.Pattern[str]
    hedges_amid: re.Pattern[str]
    hedges_after: re.Pattern[str]
    not_after: frozenset[str]
    action_leads: re.Pattern[str]
    no_action_leads: re.Pattern[str]
    verbs: frozenset[str]
    no_verbs: frozenset[str]
    gerund_ending: str
    noun_before: frozenset[str]
    person_leads: re.Pattern[str]
    oneself: re.Pattern[str]
    nobody: re.Pattern[str]
    addressee_ends: re.Pattern[str]
    own_in_dialect: Mapping[str, str]
    addressee_leads: re.Pattern[str]
    subjects: frozenset[str]
    not_after_subjects: frozenset[str]
    sentence_endings: tuple[str, ...]
    sentence_verbs: frozenset[str]
    clause_ends: re.Pattern[str]
    day_at_the_end: re.Pattern[str]
    times: re.Pattern[str]
    hardship: re.Pattern[str]
    and_yet: re.Pattern[str]
    pleasantries: re.Pattern[str]
    insisting_leads: re.Pattern[str]
    insists: re.Pattern[str]
    second_person: _SecondPerson


def _without_lead(text: str, leads: re.Pattern[str]) -> str:
    """The text without one of `leads` at its beginning."""
    spans = WordSpans(text)
    found = leads.match(spans.searchable)
    return spans.rest(found.end()) if found else text


@cache
def _tables(language: str) -> _Tables:
    table = optional_table(language, "rephrasing.toml")
    lists = {name: tuple(lines) for name, lines in table.get("lists", {}).items()}
    patterns = Patterns(lists, Signs())

    def part(name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = table.get(name, {})
        return found

    def words(name: str, key: str) -> frozenset[str]:
        return frozenset(part(name).get(key, "").split())

    def either(*expressions: Iterable[str]) -> str:
        found = [each for group in expressions for each in group]
        return f"(?:{'|'.join(found)})" if found else "(?!)"

    def read(name: str, key: str) -> list[str]:
        return [patterns(line).expression for line in part(name).get(key, ())]

    drawn_out = [
        f"{re.escape(word)}{re.escape(word[-1])}* "
        for word in part("hedges").get("hesitations", "").split()
    ]
    anywhere = drawn_out + read("hedges", "anywhere")
    before_a_comma = read("hedges", "before_a_comma")
    with_comma = [f"{expression}{MARK} " for expression in before_a_comma]
    marks = f"(?:{MARK} )*"
    after_a_word = f"(?<= )(?<! {re.escape(BEGINNING)} )"
    ends = (anywhere, read("hedges", "at_the_end"))
    amid = either(anywhere, before_a_comma, read("hedges", "amid"))
    joins = either(read("hedges", "joins"))
    second = part("second_person")
    lead_words = ([f"{re.escape(word)} " for word in part("insists").get("leads", "").split()],)
    return _Tables(
        hedges_before=re.compile(
            f"{_START}{marks}(?:{either(anywhere, with_comma)}{marks}{joins}?)+{_WORD_NEXT}"
        ),
        hedges_amid=re.compile(f"(?<= ){MARK} {amid}{MARK} "),
        hedges_after=re.compile(f"(?<= )(?:{marks}{either(*ends)})+{marks}$"),
        not_after=words("hedges", "not_after"),
        action_leads=re.compile(f"{_START}{either(read('action', 'leads'))}{_WORD_NEXT}"),
        no_action_leads=re.compile(f"{_START}{either(read('action', 'unless'))}"),
        verbs=words("value_name", "verbs"),
        no_verbs=words("value_name", "no_verbs"),
        gerund_ending=part("value_name").get("ending", ""),
        noun_before=words("value_name", "noun_before"),
        person_leads=re.compile(f"{_START}{either(read('person_name', 'leads'))}{_WORD_NEXT}"),
        nobody=re.compile(f"(?<= ){either(read('addressee', 'nobody'))}"),
        addressee_leads=re.compile(f"{_START}{either(read('addressee', 'leads'))}{_WORD_NEXT}"),
        addressee_ends=re.compile(f"{after_a_word}{either(read('addressee', 'ends'))}"),
        own_in_dialect=dict(part("addressee").get("own", {})),
        oneself=re.compile(f"(?<= ){either(read('addressee', 'oneself'))}"),
        subjects=words("sentence", "subjects"),
        not_after_subjects=words("sentence", "not_before") | {MARK},
        sentence_endings=tuple(words("sentence", "endings")),
        sentence_verbs=words("sentence", "verbs"),
        clause_ends=re.compile(
            f"{after_a_word}(?:{MARK} |{either(read('clause', 'ends'))})(?=[^ ])"
        ),
        day_at_the_end=re.compile(f"{after_a_word}{either(read('clause', 'days'))}{marks}$"),
        times=re.compile(f"(?<= ){either(read('time', 'mentions'))}"),
        hardship=re.compile(f"(?<= ){either(read('hardship', 'mentions'))}"),
        and_yet=re.compile(f"(?<= ){either(read('hardship', 'unless'))}"),
        pleasantries=re.compile(f" {re.escape(BEGINNING)} {either(read('pleasantry', 'says'))}"),
        insisting_leads=re.compile(
            f"{_START}{either(*lead_words, read('insists', 'leading_phrases'))}*"
        ),
        insists=re.compile(either(read("insists", "says"))),
        second_person=_SecondPerson(
            subject=second.get("subject", ""),
            words=second.get("words", {}),
            verbs=second.get("verbs", {}),
            adverbs=words("second_person", "adverbs"),
            inverted=words("second_person", "inverted"),
            addressed=words("second_person", "addressed"),
            unless_after={
                word: frozenset(after.split())
                for word, after in second.get("unless_after", {}).items()
            },
            own=second.get("own", ""),
            own_turned=second.get("own_turned", ""),
            own_after=words("second_person", "own_after"),
            not_own_after=words("second_person", "not_own_after"),
            not_own_before=words("second_person", "not_own_before"),
        ),
    )
