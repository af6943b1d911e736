"""How the person feels in what they tell, so that a reply can fit it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents import load
from intents.patterns import BEGINNING, any_of
from intents.spans import Mood

NEAR = 3
"""A negator within so many words before a phrase takes it back."""
A_STORY = 8
"""So many words may tell more than what one phrase in them names."""
A_LONG_STORY = 20
"""In so many words a phrase names the mood of all only where the same is learned of them."""
HEAVY, HEAVIEST = 2, 3
"""The weights from which on nothing light is replied, and nothing more is asked."""


class Feeling(NamedTuple):
    """A mood and how heavy it is, from 0 to 3.

    "none" where it is only said that nothing was, "mixed" where good and hard stand side by side,
    "unsure" where it may be heavy, but nothing in the words says for certain how it feels.
    """

    mood: Mood | Literal["none", "mixed", "unsure"]
    weight: int = 0

    @property
    def heavy(self) -> bool:
        """Whether nothing light is to be said to it."""
        return self.weight >= HEAVY

    @property
    def certain(self) -> bool:
        """Whether the words name how it feels, so that it may be said back."""
        return self.mood not in ("none", "unsure", "plain")


PLAIN = Feeling("plain")
LIGHT: frozenset[Mood] = frozenset({"plain", "good", "ironic"})
DARK: frozenset[Mood] = frozenset({"grief", "despair"})
OFTEN_BESIDE: frozenset[Mood] = frozenset({"tired", "hard"})
"""The moods that are named beside much else."""
MAY_BE_MIXED: frozenset[Mood] = frozenset({"tired", "hard", "fear"})
"""The moods beside which good may be learned of the rest: "I was terrified, and they clapped"."""
OWN: frozenset[Mood] = frozenset({"shame", "lonely", "fear", "anger", "tired"})
"""The moods that are another one's where somebody else is said to feel so."""


@lru_cache(maxsize=128)  # A replayed conversation asks for the same words again.
def mood_of(said: str, language: str = "en") -> Feeling:
    """How the person feels in the whole of `said`, and now.

    Only the phrases of the language's `moods.toml` name a mood. What the language has learned can
    say that it may be heavy, not how it feels: a mood that is guessed wrongly hurts more than none.
    """
    known = _known(language)
    spans = WordSpans(said)
    if known.says_nothing(spans.tokens):
        return Feeling("none")
    words = known.idioms.sub(" ", spans.words())
    well = known.now_good.search(words) is not None
    if known.either_way.search(words) and _learned(words, language)[0] in LIGHT:
        words = known.either_way.sub(" ", words)  # "I cried, but a good cry" is not hard.
    found, denied = _found(words, known)
    if known.joking.search(words):
        found = {mood: weight for mood, weight in found.items() if mood in DARK}
        denied = True
    dark = [mood for mood in found if mood not in LIGHT]
    grave = next((mood for mood in dark if mood in DARK), None)
    if grave is not None:
        return Feeling(grave, HEAVIEST)
    if dark and "good" in found:
        return Feeling("good" if well else "mixed")
    mood, weight = _learned(words, language)
    story = len(spans.tokens) >= A_STORY
    if dark:
        if story and mood == "good" and dark[0] in MAY_BE_MIXED:
            return Feeling("mixed")  # "I was terrified, and everybody clapped"
        if dark[0] in OFTEN_BESIDE and len(spans.tokens) >= A_LONG_STORY and mood != dark[0]:
            # "I couldn't sleep" is not all of a long story.
            return Feeling("unsure") if mood in LIGHT else Feeling("hard", found[dark[0]])
        return Feeling(dark[0], found[dark[0]])
    if found:
        if story and not well and "good" in found and mood not in LIGHT and weight >= HEAVY:
            return Feeling("mixed")  # "I got the job, which means leaving my mum"
        return Feeling("ironic" if "ironic" in found else "good")
    if denied:
        return PLAIN  # "I wasn't tired at all"
    if mood in LIGHT or weight < HEAVY:
        return PLAIN
    return Feeling("unsure", HEAVY if weight >= HEAVIEST else 0)


def may_be_joy_or_sorrow(said: str, language: str = "en") -> bool:
    """Whether words tell what people do in joy as in sorrow: "I cried"."""
    return _known(language).either_way.search(WordSpans(said).words()) is not None


def _learned(words: str, language: str) -> tuple[Mood, int]:
    """The mood that is learned of words without idioms, and how heavy it is."""
    return load(language).mood(words.removeprefix(f" {BEGINNING} "))


def scope_of_denial(before: str, language: str = "en", phrase: str = "") -> bool:
    """Whether the words before a phrase take it back: "I'm not" before "lonely".

    A `phrase` that begins a clause of its own is not taken back: "I didn't go, I had a drink".
    """
    known = _known(language)
    if phrase.split()[:1] and phrase.split()[0] in known.scope_ends:
        return False
    return not known.negators.isdisjoint(_scope(before.split()[-NEAR:], known))


def _found(words: str, known: _Known) -> tuple[dict[Mood, int], bool]:
    """The moods named in the words with their weights; whether one is denied or another's."""
    found: dict[Mood, int] = {}
    denied: set[Mood] = set()
    others = False
    for mood, phrases in known.moods:
        for hit in phrases.finditer(words):
            if mood in OWN and known.of_others.search(words[: hit.start()]):
                others = True
                continue
            before = _scope(words[: hit.start()].split()[-NEAR:], known)
            if hit[0].split()[:1] and hit[0].split()[0] in known.scope_ends:
                before = []  # It begins a clause of its own: "I didn't go, I snapped at him".
            if not known.negators.isdisjoint(before):
                denied.add(mood)
                continue
            soft = not known.softeners.isdisjoint(before)
            weight = 0 if mood in LIGHT else HEAVIEST if mood in DARK else 1 if soft else HEAVY
            found[mood] = max(weight, found.get(mood, 0))
    # "It was not a hard day, I never said it was hard": what is denied too is not said back.
    left = {mood: weight for mood, weight in found.items() if mood not in denied or mood in DARK}
    return left, bool(denied) or others


def _scope(before: list[str], known: _Known) -> list[str]:
    """The words before a phrase that belong to its clause: not the "not" of "not hard, it's"."""
    ends = [place for place, word in enumerate(before) if word in known.scope_ends]
    return before[ends[-1] :] if ends else before


@dataclass(frozen=True, slots=True)
class _Known:
    """`moods.toml` of one language, compiled."""

    none: re.Pattern[str]
    around_none: frozenset[str]
    negators: frozenset[str]
    softeners: frozenset[str]
    scope_ends: frozenset[str]
    idioms: re.Pattern[str]
    either_way: re.Pattern[str]
    of_others: re.Pattern[str]
    joking: re.Pattern[str]
    now_good: re.Pattern[str]
    moods: tuple[tuple[Mood, re.Pattern[str]], ...]

    def says_nothing(self, tokens: list[str]) -> bool:
        """Whether nothing is told but that there is nothing."""
        words = " ".join(token for token in tokens if token[0].isalnum())
        left = self.none.sub(" ", f" {words} ").split()
        return len(left) < len(words.split()) and self.around_none.issuperset(left)


@cache
def _known(language: str) -> _Known:
    table = optional_table(language, "moods.toml")

    def either(lines: list[str]) -> re.Pattern[str]:
        return any_of(sorted(lines, key=len, reverse=True))

    return _Known(
        none=either(table.get("none", [])),
        around_none=frozenset(table.get("around_none", "").split()),
        negators=frozenset(table.get("negators", "").split()),
        scope_ends=frozenset(table.get("scope_ends", "").split()),
        softeners=frozenset(table.get("softeners", "").split()),
        idioms=either(table.get("idioms", [])),
        either_way=either(table.get("either_way", [])),
        of_others=re.compile(either(table.get("of_others", [])).pattern + "$"),
        joking=either(table.get("joking", [])),
        now_good=either(table.get("now_good", [])),
        moods=tuple(
            (mood, either(lines))
            for mood, lines in table.get("moods", {}).items()
            if mood in get_args(Mood)
        ),
    )
