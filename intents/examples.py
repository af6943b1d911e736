"""Examples to learn from, drawn from the phrases of a language."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from intents import loading, source
from intents.grammar import NEVER, Grammar, Lists
from intents.languages import folder_of, rules_of
from intents.learned import NONE, Features
from intents.prepared import Prepared
from intents.sounds import SoundAlike
from intents.tables import read_tables
from intents.text import Normaliser
from intents.wishes import Wishes

Words = tuple[str, ...]
Example = tuple[str, Words]

EACH = 500
"""The number of phrases sampled of an intent."""
MISHEARD = 0.9
"""The share of them which is given again as a recognizer may mishear it."""
TWICE = 0.4
"""The share of those of more than four words which is misheard in a second place too."""
TOLD_WHY = 0.25
"""The share which is given again with a reason: "slower, I am not so young"."""
SAID_AGAIN = 6
"""How often each sentence of `learning/said.toml` is given."""
HEARD_AGAIN = 3
"""How often each sentence of `learning/misheard.toml` is given."""
IDLE = 0.3
"""The share of the sentences which ask for nothing that is given again as misheard."""
HARMLESS = frozenset({"yes", "no", "back", "keep", "undo"})
"""Intents whose phrases are no command in a reflection, and are not learned as its words either."""
FREE = ("place", "thing", "did", "person", "when")
"""The lists whose phrases fill slots."""


@dataclass(frozen=True, slots=True)
class Noise:
    """What a recognizer may make of an utterance."""

    sounds: SoundAlike

    def misheard(self, words: Words, rng: random.Random) -> Words:
        """The words with one of them lost, joined, bent, or heard as another."""
        at = rng.randrange(len(words))
        word, how = words[at], rng.random()
        alike = [w for w, size, _ in self.sounds.readings(words, at) if size == 1 and w != word]
        heard: Words = (_bent(word, rng),)
        if how < 0.15 and len(words) > 2:
            heard = ()
        elif how < 0.25 and at + 1 < len(words):
            return (*words[:at], word + words[at + 1], *words[at + 2 :])
        elif how < 0.85 and alike:
            heard = (rng.choice(alike),)
        return (*words[:at], *heard, *words[at + 1 :])


@dataclass(frozen=True, slots=True)
class Material:
    """Everything one language is learned from."""

    folder: Path
    prepared: Prepared
    normaliser: Normaliser
    menu: Grammar
    others: Grammar
    hopes: Grammar
    outcomes: Grammar
    free: Grammar
    features: Features
    plain_features: Features
    before: tuple[str, ...]
    other_words: frozenset[str]
    said: tuple[Example, ...]
    """Whole sentences as people say them."""
    said_in_reflections: tuple[Example, ...]
    misheard: tuple[Example, ...]
    """What recognizers made of such sentences."""
    dictation: Grammar
    reasons: Grammar

    def commands(self, rng: random.Random) -> Iterator[Example]:
        """Phrases with their intents, and what is none."""
        noise = self._noise()
        for meaning, words in self._sampled(self.menu, EACH, rng):
            yield from self._dressed(NONE if meaning == NEVER else meaning, words, rng, noise)
        told = ((m, words) for m, words in self.said_in_reflections if m == NONE and len(words) > 2)
        for meaning, words in (*self.said, *told):
            for _ in range(SAID_AGAIN):
                yield from self._dressed(meaning, words, rng, noise)
        for meaning, heard in self.misheard:
            for _ in range(HEARD_AGAIN):
                yield meaning, self._core(heard)
        yield from self._idle(rng, noise)

    def dictated(self, rng: random.Random) -> Iterator[Example]:
        """What steers a reflection, and what is said in one."""
        noise = self._noise()
        for meaning, words in self._sampled(self.dictation, EACH, rng):
            yield from self._dressed(meaning, words, rng, noise)
        for meaning, words in self.said_in_reflections:
            for _ in range(SAID_AGAIN):
                yield from self._dressed(meaning, words, rng, noise)
        steers = {line.meaning for line in self.dictation.lines} | HARMLESS
        for meaning, words in self.said:
            if meaning not in steers:
                yield NONE, self._core(words)
        yield from self._idle(rng, noise)

    def _idle(self, rng: random.Random, noise: Noise) -> Iterator[Example]:
        """What asks for nothing."""
        plain = [w for _, w in self._sampled(self.others, 5000, rng)]
        plain += [w for _, w in self._sampled(self.hopes, 500, rng)]
        tempting = sorted(w for w in self.features.known if len(w) > 3)
        for words in plain:
            yield NONE, self._core(words)
            if rng.random() < IDLE:
                yield NONE, self._core(noise.misheard(words, rng))
            if rng.random() < 0.4:
                at = rng.randrange(len(words))
                yield NONE, self._core((*words[:at], rng.choice(tempting), *words[at + 1 :]))

    def aspirations(self, rng: random.Random) -> Iterator[Example]:
        """Hopes with their kinds."""
        title = Wishes(read_tables(self.folder)).title
        for meaning, words in self._sampled(self.hopes, 2500, rng):
            yield meaning, title(self.normaliser.words(words))

    def of_outcomes(self, rng: random.Random) -> Iterator[Example]:
        """How it went with goals, and what tells nothing of that."""
        for meaning, words in self._sampled(self.outcomes, 1500, rng):
            yield meaning, self.normaliser.words(words)
        for _, words in self._sampled(self.others, 150, rng):
            yield NONE, self.normaliser.words(words)

    def _dressed(
        self, meaning: str, words: Words, rng: random.Random, noise: Noise
    ) -> Iterator[Example]:
        core = self._core(words)
        yield meaning, core
        if meaning == NONE:
            yield meaning, core
            return
        if rng.random() < MISHEARD and len(core) > 1:
            heard = noise.misheard(core, rng)
            if len(heard) > 4 and rng.random() < TWICE:
                heard = noise.misheard(heard, rng)
            yield meaning, heard
        if rng.random() < TOLD_WHY and len(core) < 7:
            why = self.reasons.sample(rng.randrange(len(self.reasons.lines)), rng)
            yield meaning, self._core((*why, *core) if rng.random() < 0.4 else (*core, *why))
        if rng.random() < MISHEARD / 6:
            before = tuple(rng.choice(self.before).split())
            yield meaning, self._core((*noise.misheard(before, rng), *core))

    def _noise(self) -> Noise:
        words = sorted(self.features.known | self.other_words)
        return Noise(SoundAlike(words, self.features.sound))

    def _sampled(self, grammar: Grammar, each: int, rng: random.Random) -> Iterator[Example]:
        by_meaning: dict[str, list[int]] = {}
        for number, line in enumerate(grammar.lines):
            by_meaning.setdefault(line.meaning, []).append(number)
        for meaning, numbers in by_meaning.items():
            seen: set[Words] = set()
            for number in numbers:
                plain = list(grammar.written_out(number, 260))
                seen.update(plain if len(plain) < 260 else ())
            for _ in range(each):
                seen.add(grammar.sample(rng.choice(numbers), rng))
            for words in sorted(seen):
                yield meaning, self._filled(words, rng)

    def _filled(self, words: Words, rng: random.Random) -> Words:
        found: list[str] = []
        for word in words:
            if word.startswith("{"):
                found += self.free.sample(rng.randrange(len(self.free.lines)), rng)
            else:
                found.append(word)
        return tuple(found)

    def _core(self, words: Words) -> Words:
        return self.normaliser.core(self.normaliser.words(words))


def read(name: str) -> Material:
    """The material of the language `name`."""
    folder, rules = folder_of(name), rules_of(name)
    prepared = loading.prepare(folder, rules)
    habits, _ = loading.read_habits(folder, rules)
    normaliser, plain = Normaliser(habits), Normaliser(habits)
    _, menu, dictation = loading.read_phrases(folder, normaliser)
    known = frozenset(prepared.known)
    learning = folder / "learning"
    apart = Lists(_lines(learning / "lists.toml"), plain.word)
    others, hopes, free = Grammar(apart), Grammar(apart), Grammar(apart)
    outcomes = Grammar(apart)
    reasons = Grammar(apart)
    reasons.add("reasons", "<reason>")
    for key in FREE:
        free.add(key, f"<{key}>")
    said = tuple(
        (name, plain.words(plain.tokens(line)))
        for name, lines in source.sentences(learning / "said.toml")
        for line in lines.lines
    )
    dictated = tuple(
        (name, plain.words(plain.tokens(line)))
        for name, lines in source.sentences(learning / "dictated.toml")
        for line in lines.lines
    )
    heard = learning / "misheard.toml"
    misheard = tuple(
        (name, plain.words(plain.tokens(line.partition(" > ")[2])))
        for name, lines in (source.sentences(heard) if heard.exists() else ())
        for line in lines.lines
    )
    for found in source.intents(learning / "not_commands.toml"):
        for line in found.says.lines:
            others.add(found.name, line)
    for found in source.intents(learning / "aspirations.toml"):
        for line in found.says.lines:
            hopes.add(found.name, line)
    for found in source.intents(learning / "outcomes.toml"):
        for line in found.says.lines:
            outcomes.add(found.name, line)
    return Material(
        folder,
        prepared,
        normaliser,
        menu,
        others,
        hopes,
        outcomes,
        free,
        Features(rules.stem, rules.sound, prepared.alike, known),
        Features(rules.stem, rules.sound, prepared.alike),
        habits.before,
        plain.seen,
        said,
        dictated,
        misheard,
        dictation,
        reasons,
    )


def _lines(path: Path) -> dict[str, tuple[str, ...]]:
    table = source.read(path).get("lists", {})
    return {key: source.strings(path, table, key, "lists").lines for key in table}


def _bent(word: str, rng: random.Random) -> str:
    """A word as a recognizer may bend it: a letter or two lost or changed."""
    at = rng.randrange(len(word))
    return word[:at] + rng.choice(("", "a", "e", "n", "s", "t", "r")) + word[at + 1 :] or word
