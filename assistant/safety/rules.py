"""The rules: which patterns a sentence fits, and whether a match counts where it stands.

A match does not count where an idiom covers it, where it is negated, said of a time gone by, of
someone else, in a story, or as a mere "if". Each of those is a list in `safety.toml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from assistant.errors import Trouble
from assistant.formatting.inflection import inflection
from assistant.safety.concern import KINDS, Certainty, Concern, Kind, strongest
from assistant.safety.spelling import Sentence, Spelling
from intents import source
from intents.errors import LanguageError
from intents.grammar import TemplateError
from intents.languages import folder_of
from intents.patterns import BEGINNING, Inflect, Pattern, Patterns, Signs

FILE = "safety.toml"

OF_ONESELF: frozenset[Kind] = frozenset({"explicit", "passive", "coded", "self_harm"})
A_WHILE = 110
"""Words within so many characters of a match tell when it was, or in which story."""

LINKS = {"negated": 8, "others": 6, "supposed": 6, "subject": 0}
"""For each list of what may stand before a match: how many links may stand in between."""

ASIDE = (
    *("past", "long_past", "now", "recent", "meant", "story", "someone", "oneself"),
    *("never", "everyday", "said_of", "relapse", "threat", "done_to", "was_so", "is_so"),
    "errand",
)
"""The lists which are looked through once a match was found."""
MEANS = "means"
"""The sign of what one could die of; an errand or a way that names such a thing is none."""


PAST = ("was_so", "past", "long_past")
"""The lists of what is told of a time gone by."""


class SearchPattern:
    """A pattern to search a sentence with; compiled when it is first needed."""

    def __init__(self, source: str, pattern: Pattern) -> None:
        self.source = source
        self.keys = pattern.keys
        self._pattern = pattern

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The pattern as a regular expression."""
        return re.compile(f"(?<![^ ])(?:{self._pattern.expression})")

    def all_in(self, bare: str) -> Iterator[re.Match[str]]:
        """Every match in a sentence."""
        return self.expression.finditer(bare)


@dataclass(frozen=True, slots=True)
class ConcernPattern:
    """A pattern of a class: how certain it is, and whether it counts only of what is recent."""

    kind: Kind
    certainty: Certainty
    recently: bool
    searched: SearchPattern


class PatternIndex:
    """Patterns, found by the words of which one must be in a sentence for them to match."""

    def __init__(self, patterns: Iterable[SearchPattern]) -> None:
        self.patterns = list(patterns)
        self.by_word: defaultdict[str, list[int]] = defaultdict(list)
        for place, pattern in enumerate(self.patterns):
            if pattern.keys is None:
                raise TemplateError(f"{pattern.source!r} has no word which must be there; add one")
            for word in pattern.keys:
                self.by_word[word].append(place)

    def candidates(self, bare: str) -> list[int]:
        """The places of those which may match, in the order of the file."""
        return sorted(set().union(*map(self._placed, set(bare.split()))))

    def _placed(self, word: str) -> Sequence[int]:
        return self.by_word.get(word, ())

    def any_in(self, bare: str) -> Iterator[re.Match[str]]:
        """Every match of any of them in a sentence."""
        for place in self.candidates(bare):
            yield from self.patterns[place].all_in(bare)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a `sentence` is of concern: the concern, the pattern, and the words which match it.

    `telling`: among the words is one that seldom speaks of anything else, such as "suicide".
    """

    concern: Concern
    pattern: str
    words: str
    telling: bool
    sentence: Sentence


class Rules:
    """The rules of one language, made from its `safety.toml` and its verb forms."""

    def __init__(self, table: Mapping[str, Any], inflect: Inflect) -> None:
        self.spelling = Spelling(table["spelling"])
        signs, clauses, around = table["signs"], table["clauses"], table["around"]
        patterns = Patterns(
            {name: tuple(ways) for name, ways in table["slots"].items()},
            Signs(
                signs["negators"].split(),
                signs["never_any"].split(),
                signs["joining"].split(),
                frozenset(signs["common"].split()),
            ),
            inflect,
        )

        def search(line: str) -> SearchPattern:
            try:
                return SearchPattern(line, patterns(line))
            except TemplateError as error:
                raise TemplateError(f"{line!r}: {error}") from error

        def index(lines: Iterable[str]) -> PatternIndex:
            return PatternIndex(map(search, lines))

        links = "|".join(patterns(line).expression for line in around["links"])

        def before(name: str) -> re.Pattern[str]:
            """One of a list, then nothing but links, up to where a match begins."""
            found = "|".join(patterns(line).expression for line in around[name])
            return re.compile(rf"(?<![^ ])(?:{found})(?:{links}){{0,{LINKS[name]}}}$")

        self._negated, self._others = before("negated"), before("others")
        self._supposed, self._subject = before("supposed"), before("subject")
        self._opens_clause = frozenset(clauses["opens"].split())
        begins = "|".join(map(re.escape, clauses["begins"].split()))
        self._clause_begins = re.compile(rf"(?<= )(?:, |(?:{begins}) )")
        self._no = f" {clauses['no']} "
        self._speaker = f"{clauses['speaker']} "
        self._idioms = index(table["idioms"]["covers"])
        self._whole = index(table["idioms"]["whole"])
        lists = around | table["idioms"]
        self._around = {name: index(lists[name]) for name in ASIDE}
        self._near = {name: index(lines) for name, lines in table["someone_near"].items()}
        self._asked = {name: index(lines) for name, lines in table["asked"].items()}
        self._calls = index(table["calls"]["for_help"])
        self._weighs = {name: index(lines) for name, lines in table["weighs"].items()}
        tell_nothing = f"{signs['common']} {clauses['told_before']} {BEGINNING} ,"
        self._tell_nothing = frozenset(tell_nothing.split())
        self._telling = frozenset(signs["telling"].split())
        self._patterns = [
            ConcernPattern(
                kind,
                "uncertain" if how == "uncertain" else "certain",
                how == "recently",
                search(line),
            )
            for kind in KINDS
            for how, lines in table[kind].items()
            for line in lines
        ]
        self._index = PatternIndex(pattern.searched for pattern in self._patterns)
        self.sentences = lru_cache(8)(self._sentences)
        """The sentences of a text in the spelling of the patterns; asked for more than once."""

    def _sentences(self, text: str) -> tuple[Sentence, ...]:
        return tuple(self.spelling.sentences(text))

    def vocabulary(self) -> frozenset[str]:
        """All words by which the patterns are found; a speech model should know them."""
        return frozenset(self._index.by_word)

    def explain(self, text: str) -> Iterator[Reason]:
        """Every pattern which matches a text and counts there."""
        for sentence in self._said(text):
            for place in self._index.candidates(sentence.bare):
                found = self._find(self._patterns[place], sentence)
                if found is not None:
                    yield found

    def _said(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of a text; none where the text only refuses what is being done."""
        sentences = self.sentences(text)
        if len(sentences) > 1:
            return sentences
        refused = any(
            match.end() >= len(sentence.bare.rstrip())
            for sentence in sentences
            for match in self._whole.any_in(sentence.bare)
        )
        return () if refused else sentences

    def notice(self, text: str) -> Concern | None:
        """The most pressing concern in a text."""
        return strongest(found.concern for found in self.explain(text))

    def dismissed(self, text: str) -> bool:
        """Whether some pattern matches the text, though the match may not count."""
        return any(
            any(self._patterns[place].searched.all_in(sentence.bare))
            for sentence in self.sentences(text)
            for place in self._index.candidates(sentence.bare)
        )

    def someone_near(self, text: str) -> bool:
        """Whether somebody near the speaker is said to be in danger of their life now."""
        return any(map(self._near_in_danger, self.sentences(text)))

    def _near_in_danger(self, sentence: Sentence) -> bool:
        bare, said = sentence.bare, sentence.said
        found = [*self._near["danger"].any_in(bare), *self._near["bare"].any_in(bare)]
        if self._has("recent", said):
            found += self._near["recently"].any_in(bare)
        if not found or any(self._near["not"].any_in(bare)):
            return False
        if self._has("story", bare) or self._has("long_past", bare) or self._has("never", bare):
            return False
        if self._has("past", bare) and not self._has("now", said):
            return False
        before = [bare[: match.start()] for match in found]
        return not all(self._supposed.search(x) or self._negated.search(x) for x in before)

    def calls_for_help(self, text: str) -> bool:
        """Whether the speaker asks for help now."""
        return self._any_in(self._calls, text)

    def weighs(self, text: str) -> frozenset[str]:
        """The signs in a text that weigh together with others (see `assistant.safety.course`)."""
        found = set()
        for sentence in self.sentences(text):
            for name, patterns in self._weighs.items():
                found |= {name for match in patterns.any_in(sentence.bare) if self._told(match)}
        if MEANS in found and any(self._has("errand", one.said) for one in self.sentences(text)):
            found.discard(MEANS)
        return frozenset(found)

    def _told(self, match: re.Match[str]) -> bool:
        """Whether a sign is of the speaker, of now, and not in a story or a mere "if"."""
        bare, before = match.string, match.string[: match.start()]
        if self._negated.search(before) or self._supposed.search(before):
            return False
        if self._has("story", bare) or self._has("never", bare):
            return False
        return not self._covered(match, bare)

    def telling_words(self, text: str) -> frozenset[str]:
        """The words of a text that tell something; not those that say it was said before."""
        return frozenset(
            word
            for sentence in self.sentences(text)
            for word in sentence.bare.split()
            if word not in self._tell_nothing
        )

    def of_oneself(self, text: str) -> bool:
        """Whether the speaker speaks of themselves."""
        return any(self._has("oneself", sentence.bare) for sentence in self.sentences(text))

    def done_to_oneself(self, text: str) -> bool:
        """Whether something is done to the speaker, to what is theirs, or to a child."""
        return any(self._has("done_to", sentence.said) for sentence in self.sentences(text))

    def was_so(self, text: str) -> bool:
        """Whether being hurt or afraid is told of a time gone by, and nothing of now or lately."""
        told = (sentence.bare for sentence in self.sentences(text))
        past = any(self._has(name, bare) for bare in told for name in PAST)
        return past and not self._is_so(text)

    def _is_so(self, text: str) -> bool:
        """Whether being hurt or afraid is told of now or lately."""
        return any(
            self._has("is_so", sentence.bare)
            or any(self._has(name, sentence.said) for name in ("now", "relapse"))
            for sentence in self.sentences(text)
        )

    def supposes(self, text: str) -> bool:
        """Whether each sentence of a text begins with a mere "if"."""
        beginnings = (" ".join(s.bare.split()[:3]) for s in self.sentences(text))
        return all(self._supposed.search(f" {beginning} ") for beginning in beginnings)

    def answers(self, text: str) -> Iterator[str]:
        """What is said in a talk about safety: the lists of `[asked]`, and "call" for help."""
        if self.calls_for_help(text):
            yield "call"
        for name, patterns in self._asked.items():
            if self._any_in(patterns, text) and not (name == "long_over" and self._is_so(text)):
                yield name

    def is_way_out(self, text: str) -> bool:
        """Whether the speaker wants to speak of something else at once."""
        return self._any_in(self._asked["way_out"], text)

    def _any_in(self, patterns: PatternIndex, text: str) -> bool:
        """Whether a pattern is in a text, also where all its words are left in."""
        ways = [way for s in self.sentences(text) for way in (s.bare, f" ^{s.said}")]
        return any(any(patterns.any_in(way)) for way in ways)

    def _find(self, pattern: ConcernPattern, sentence: Sentence) -> Reason | None:
        if not pattern.searched.expression.search(sentence.bare):
            return None  # Nearly always; a search is quicker than to begin a `finditer`.
        for match in pattern.searched.all_in(sentence.bare):
            if self._counts(pattern, match, sentence):
                concern = Concern(pattern.kind, pattern.certainty)
                words = match.group().strip()
                telling = not self._telling.isdisjoint(words.split())
                return Reason(concern, pattern.searched.source, words, telling, sentence)
        return None

    def _counts(self, pattern: ConcernPattern, match: re.Match[str], sentence: Sentence) -> bool:
        """Whether a match counts where it is."""
        bare, said = sentence.bare, sentence.said
        before = bare[: match.start()]
        near = bare[max(0, match.start() - A_WHILE) : match.end() + A_WHILE]
        if self._negated.search(before) or self._supposed.search(before):
            return False
        if before.endswith(self._no) and not match.group().startswith(self._speaker):
            return False
        if self._has("story", near):
            return False
        if self._has("long_past", near) and not self._has("relapse", said):
            return False
        if pattern.recently and not self._has("recent", said):
            return False
        if self._has("past", near) and not self._has("now", said):
            return False
        if pattern.kind != "abuse" and self._others.search(before):
            return False
        if pattern.kind in OF_ONESELF and self._of_another(pattern.kind, match, bare):
            return False
        if self._has("never", bare):
            return False
        if pattern.kind not in ("explicit", "self_harm") and self._has("everyday", bare):
            return False
        if pattern.kind in ("passive", "coded") or pattern.certainty == "uncertain":
            rest = self._clause_begins.split(bare[match.end() - 1 :], maxsplit=1)[0]
            if self._begins("said_of", rest):
                return False
        return self._meant(pattern.kind, sentence) or not self._covered(match, bare)

    def _meant(self, kind: Kind, sentence: Sentence) -> bool:
        """Whether the sentence says that it is meant, so that it is no idiom."""
        if kind == "self_harm":
            return self._has("meant", sentence.said)
        return kind in ("abuse", "harm_to_others") and self._has("threat", sentence.bare)

    def _of_another(self, kind: Kind, match: re.Match[str], bare: str) -> bool:
        """Whether someone else does what was matched: "my uncle | lost the will to live"."""
        if self._has("someone", bare) and not self._has("oneself", bare):
            return True
        # A leave-taking speaks of others by its nature: "they | won't have to worry about me".
        opens = kind == "coded" or match.group().split(" ", 1)[0] in self._opens_clause
        return not opens and self._subject.search(bare[: match.start()]) is not None

    def _begins(self, name: str, text: str) -> bool:
        """Whether a text begins with a match of one of a list."""
        return any(found.start() <= 1 for found in self._around[name].any_in(text))

    def _has(self, name: str, text: str) -> bool:
        return any(self._around[name].any_in(text))

    def _covered(self, match: re.Match[str], bare: str) -> bool:
        """Whether an idiom shares words with the match."""
        return any(
            idiom.start() < match.end() and match.start() < idiom.end()
            for idiom in self._idioms.any_in(bare)
        )


@cache
def available(language: str) -> bool:
    """Whether danger can be noticed in a language: whether it has a `safety.toml`.

    Raises `LanguageError` for a language which there is not.
    """
    return (folder_of(language) / FILE).is_file()


def require(language: str) -> None:
    """Raises `Trouble` for a language in which danger cannot be noticed."""
    if not available(language):
        raise Trouble("safety.unavailable", language=language)


@cache
def load(language: str) -> Rules:
    """The rules of a language. Raises `LanguageError` for a missing or faulty `safety.toml`."""
    path = folder_of(language) / FILE
    table = source.read(path)
    try:
        return Rules(table, inflection(language))
    except TemplateError as error:
        raise LanguageError(str(path), str(error)) from error
    except KeyError as error:
        raise LanguageError(str(path), f"has no {error}; every language with rules has") from error
