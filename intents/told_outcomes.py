"""The learned reader of how a step went, where somebody tells it as a story.

"I got as far as the gate and the heavens opened" is partly. The small encoder reads the question,
which names the step, and the utterance; a network over its vectors (`intents.vector_network`) tells
done, partly, not yet, and that nothing is told of it apart. `intents.told_outcomes_training` trains
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp

from intents import parts
from intents.languages import folder_of
from intents.vector_network import Network, load_network

FILE = "told_outcomes.npz"
EXPECTS = "outcome"
"""The kind of answer that is wanted where it is asked how a step went."""
NONE = "none"
"""The class of what tells nothing of the step."""
OUTCOMES = ("done", "partly", "not_yet", NONE)


@dataclass(frozen=True, slots=True)
class SeenOutcome:
    """An outcome, or `NONE`, and how probable it is."""

    name: str = NONE
    chance: float = 0.0


def seen_outcome(said: str, question: str, language: str) -> SeenOutcome:
    """How the step that `question` asks of went, as it is told in `said`.

    The chance is 0 in a language that has not learned it.
    """
    encoder, network = parts.of_language(language), _network(language)
    if encoder is None or network is None or not said.split():
        return SeenOutcome()
    totals = network.totals(encoder.vector_of_words(said, EXPECTS, question))
    best = max(totals, key=totals.__getitem__)
    return SeenOutcome(best, round(exp(totals[best]), 3))


@cache
def _network(language: str) -> Network | None:
    """The network of a language; none where it was made for another encoder."""
    network, encoder = load_network(folder_of(language) / FILE), parts.of_language(language)
    same = network is not None and encoder is not None and network.encoder == encoder.made_from
    return network if same else None
