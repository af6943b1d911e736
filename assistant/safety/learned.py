"""The learned model: how likely it is that a text is of a class, in words which no rule knows.

A multinomial logistic regression over words and pieces of words (see `assistant.safety.features`),
trained by `assistant.safety.training`. What only the model notices is uncertain: it gets a soft
question.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast
from zlib import crc32

from assistant.safety import rules
from assistant.safety.concern import Concern, Kind
from assistant.safety.features import pieces
from assistant.safety.spelling import Sentence
from intents.errors import LanguageError
from intents.languages import folder_of
from intents.learned import Model, load_model

FILE = "safety.bin"
NONE = "none"
"""The class of a text which is of no concern."""
NOTICED = 0.8
"""From this chance on a text is noticed, though no rule fits."""
NOTICED_OF_OTHERS = 0.9
"""The same for a leave-taking in which the speaker is not: "the bus won't come" is seldom one."""
LEAST = 4
"""A text of fewer words is not noticed by the model alone."""
DOUBTED, DOUBTED_TELLING = 0.1, 0.02
"""Beneath this chance what the rules found is a figure of speech; the second is for words that
hold a telling one, such as "suicide"."""
SURE, SURE_TELLING = 0.8, 0.5
"""From this chance on what the rules found with certainty is certain; else it is asked softly."""


class Learned:
    """The learned model of one language, with the rules whose spelling its features are of."""

    def __init__(self, model: Model, known: rules.Rules) -> None:
        self._model = model
        self._known = known

    def likeliest(self, text: str) -> tuple[float, Concern | None]:
        """The chance that a text is of concern, and the likeliest concern."""
        return self.likeliest_in(self._known.sentences(text))

    def likeliest_in(self, sentences: Iterable[Sentence]) -> tuple[float, Concern | None]:
        """The same for sentences that were read already."""
        best: tuple[float, Concern | None] = (0.0, None)
        for found in pieces(sentences):
            if not found:
                continue
            chances = self._model.chances(found, 1 / len(found) ** 0.5)
            concern = 1 - next(chance for chance, name in chances if name == NONE)
            if concern > best[0]:
                kind = next(name for _, name in chances if name != NONE)
                best = concern, Concern(cast(Kind, kind), "uncertain")
        return best


def features_mark(known: rules.Rules) -> str:
    """A mark of how texts become features: it changes with the spelling tables and the code.

    It is the checksum of the features of the words of the tables themselves.
    """
    mark = 0
    for found in pieces(known.sentences(known.spelling.sample())):
        mark = crc32(repr(sorted(found)).encode(), mark)
    return f"{mark:08x}"


@cache
def load(language: str) -> Learned | None:
    """The learned model of a language; `None` where it has none.

    Raises `LanguageError` for a broken file, and for one made for other features.
    """
    path = folder_of(language) / FILE
    model = load_model(path)
    if model is None:
        return None
    known = rules.load(language)
    if model.made_from.partition("-")[0] != features_mark(known):
        again = f"python -m assistant.safety.training {language}"
        raise LanguageError(str(path), f"was made for other spellings; make it again with {again}")
    return Learned(model, known)
