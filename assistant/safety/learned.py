"""The learned part: how likely it is that words are of a class, whatever words they are.

The rules know what somebody thought of; people say it in other words too. A multinomial logistic
regression over words and pieces of words, trained on `learning/*.toml`, looks at every text beside
them. What only it notices is uncertain: a soft question.
"""

from __future__ import annotations

from functools import cache
from typing import cast

from assistant.safety import rules
from assistant.safety.concern import Concern, Kind
from assistant.safety.features import pieces
from intents.languages import folder_of
from intents.learned import Model, load_model

NONE = "none"
NOTICED = 0.8
"""From this chance on it is noticed, though no rule fits."""
NOTICED_OF_OTHERS = 0.9
"""The same for a leave-taking without the speaker in it: "the bus won't come" is seldom one."""
LEAST = 4
"""Fewer words tell too little for that."""
DOUBTED, DOUBTED_PLAIN = 0.05, 0.02
"""Beneath this chance a rule which fits is taken for a turn of phrase; the other is for words which
say plainly that somebody means to end their life."""
UNSURE = 0.2
"""Beneath this chance what a rule says is uncertain."""


class Learned:
    """The learned part of one language."""

    def __init__(self, model: Model, known: rules.Rules) -> None:
        self._model = model
        self._known = known

    def likeliest(self, text: str) -> tuple[float, Concern | None]:
        """The chance that a text is of concern, and which it would be most likely."""
        best: tuple[float, Concern | None] = (0.0, None)
        for found in pieces(self._known.sentences(text)):
            if not found:
                continue
            chances = self._model.chances(found, 1 / len(found) ** 0.5)
            concern = 1 - next(chance for chance, name in chances if name == NONE)
            if concern > best[0]:
                kind = next(name for _, name in chances if name != NONE)
                best = concern, Concern(cast(Kind, kind), "uncertain")
        return best


@cache
def load(language: str) -> Learned | None:
    """The learned part of a language; `None` for one which has none.

    Raises `LanguageError` for a broken file.
    """
    model = load_model(folder_of(language) / "safety.bin")
    return None if model is None else Learned(model, rules.load(language))
