"""The learned model: how likely it is that a text is of a class, in words which no rule knows.

A multinomial logistic regression over words and pieces of words (see `assistant.safety.features`),
and, where the language has one, a small encoder (`assistant.safety.reader`), which also reads what
was said before; the chances of both are averaged. `assistant.safety.training` and
`assistant.safety.reader_training` train them. What only the model notices is uncertain: it gets a
soft question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from zlib import crc32

from assistant.safety import rules
from assistant.safety.concern import KINDS, Concern
from assistant.safety.features import AT_ONCE, OVERLAP, classes, features, pieces, words_of
from assistant.safety.reader import FILE as READER_FILE
from assistant.safety.reader import Reader, load_reader
from assistant.safety.spelling import Sentence
from assistant.safety.weights import Weights, load_weights
from intents.errors import LanguageError
from intents.languages import folder_of

FILE = "safety.bin"
"""The weights of words."""
NONE = "none"
"""The class of a text which is of no concern."""
DARK, NEAR = "dark", "near"
"""Words of no concern alone: of somebody who is weary of life, and of what could be prepared for
ending it, such as a high place, tablets, or letters to everyone."""
FEARS, HIDES = "fears", "hides"
"""The same of somebody who is hurt by another: of fear of them, and of what is done to bear it."""
SIGNS = (DARK, NEAR, FEARS, HIDES)
NOTICED = 0.75
"""From this chance on a text is noticed, though no rule fits."""
NOTICED_OF_OTHERS = 0.85
"""The same for a mere "if", for a leave-taking in which the speaker is not ("the bus won't come" is
seldom one), and for being hurt where it is not told of the speaker or a child."""
NOTICED_DENIED = 0.96
"""The same where the rules take a match for denied, supposed, or said of another."""
LEAST = 5
"""A text of fewer words is not noticed by the model alone, and hints at nothing."""
DOUBTED, DOUBTED_TELLING = 0.1, 0.04
"""Beneath this chance what the rules found is a figure of speech; the second is for words that
hold a telling one, such as "suicide"."""
DOUBTED_PAST = 0.5
"""The same where being hurt or afraid is told in the past tense only."""
TINY = 1e-9
BY_WORDS = 0.4
"""How much the weights of words count beside the reader, in the mean of the two."""
NEVER, NEVER_TOGETHER = 0.05, 0.15
"""Where the weights of words give less than this, the reader, which takes longer, is not asked;
the second is for several utterances read together."""
SURE, SURE_TELLING = 0.75, 0.5
"""From this chance on what the rules found with certainty is certain; else it is asked softly."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What the model makes of a text.

    `chance`: how likely it is of concern; `concern` is the likeliest one. `weighs`: how likely it
    makes what is said later more serious; `hints`: how likely it is serious after such words.
    `of_abuse`: both rather of being hurt by another than of one's own life.
    """

    chance: float = 0.0
    concern: Concern | None = None
    weighs: float = 0.0
    hints: float = 0.0
    of_abuse: bool = False


class Learned:
    """The learned model of one language, with the rules whose spelling its features are of.

    A language may have no `reader`.
    """

    def __init__(
        self,
        model: Weights,
        known: rules.Rules,
        alike: Mapping[str, str],
        reader: Reader | None = None,
    ) -> None:
        self._model = model
        self._known = known
        self._alike = alike
        self._reader = reader

    def guess(self, text: str) -> Guess:
        """What the model makes of a text, by its most serious part."""
        return self.guess_of(self._known.sentences(text), text)

    def guess_of(self, sentences: Sequence[Sentence], text: str = "") -> Guess:
        """The same for sentences that were read already; `text` is how they were said."""
        said = text.split() or [word for sentence in sentences for word in sentence.said.split()]
        found = list(pieces(sentences, self._alike))
        heard = [said] if len(found) == 1 else list(_in_parts(said, len(found)))
        guesses = map(self._guess, found, heard)
        return max(guesses, key=lambda guess: guess.chance + guess.hints, default=Guess())

    def guess_after(self, before: Sequence[str], text: str) -> Guess:
        """What the model makes of an utterance after those before it."""
        words = words_of(self._known.sentences(joined((*before, text))))
        found = features(words, self._alike)
        return self._guess(found, text.split(), NEVER_TOGETHER, before)

    def _guess(
        self,
        found: frozenset[int],
        said: Sequence[str],
        never: float = NEVER,
        before: Sequence[str] = (),
    ) -> Guess:
        if not found:
            return Guess()
        chances = self._chances(found, said, never, before)
        kind = max(KINDS, key=chances.__getitem__)
        chance = sum(chances[kind] for kind in KINDS)
        dark, near, fears, hides = (chances.get(name, 0.0) for name in SIGNS)
        abuse = chances["abuse"] + fears + hides
        return Guess(
            chance,
            Concern(kind, "uncertain"),
            weighs=chance + dark + fears,
            hints=chance / 2 + near + hides,
            of_abuse=2 * abuse > chance + dark + near + fears + hides,
        )

    def _chances(
        self, found: frozenset[int], said: Sequence[str], never: float, before: Sequence[str]
    ) -> dict[str, float]:
        by_words = self._model.chances(found)
        if self._reader is None or 1 - by_words[NONE] < never:
            return by_words
        earlier = " ".join(self._written_out(text.split()) for text in before)
        by_sense = self._reader.totals(self._written_out(said), earlier)
        raw = {
            name: BY_WORDS * log(max(chance, TINY)) + (1 - BY_WORDS) * by_sense[name]
            for name, chance in by_words.items()
        }
        top = max(raw.values())
        powers = {name: exp(total - top) for name, total in raw.items()}
        whole = sum(powers.values())
        return {name: power / whole for name, power in powers.items()}

    def _written_out(self, said: Sequence[str]) -> str:
        return " ".join(self._known.spelling.written_out(said))


def joined(turns: Sequence[str]) -> str:
    """Several utterances as one text, a sentence each."""
    return ". ".join(turns)


def _in_parts(said: Sequence[str], many: int) -> Iterable[Sequence[str]]:
    """A long text in so many parts, as `assistant.safety.features.pieces` cuts it."""
    for part in range(many):
        start = min(part * (AT_ONCE - OVERLAP), max(0, len(said) - AT_ONCE))
        yield said[start : start + AT_ONCE]


def features_mark(known: rules.Rules, language: str) -> str:
    """A mark of how texts become features: it changes with the spelling tables and the code.

    It is the checksum of the features of the words of the tables themselves.
    """
    mark = 0
    for found in pieces(known.sentences(known.spelling.sample()), classes(language)):
        mark = crc32(repr(sorted(found)).encode(), mark)
    return f"{mark:08x}"


@cache
def load(language: str) -> Learned | None:
    """The learned model of a language; `None` where it has none.

    Raises `LanguageError` for a broken file, and for one made for other features.
    """
    path = folder_of(language) / FILE
    model = load_weights(path)
    if model is None:
        return None
    known = rules.load(language)
    if model.made_from.partition("-")[0] != features_mark(known, language):
        again = f"python -m assistant.safety.training {language}"
        raise LanguageError(str(path), f"was made for other spellings; make it again with {again}")
    return Learned(model, known, classes(language), load_reader(folder_of(language) / READER_FILE))
