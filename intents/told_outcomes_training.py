"""Trains `intents.told_outcomes`: ``scripts/models build told_outcomes``; a minute, with numpy.

It learns from `learning/told_outcomes.tsv`, in which a line has three fields with a tab between
them: the question, what was said, and done, partly, not_yet, or none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from intents import parts
from intents.languages import folder_of
from intents.told_outcomes import EXPECTS, FILE, OUTCOMES
from intents.vector_network_training import train


def read_told_outcomes(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield question, words and outcome of each line. Raises ValueError with a mistaken line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        question, said, outcome = (*line.split("\t"), "", "")[:3]
        if outcome not in OUTCOMES or not said:
            raise ValueError(f"{path}:{number}: has not three fields, or no outcome that there is")
        yield question, said, outcome


def main(language: str = "en") -> None:
    """Trains and writes the network of a language."""
    folder, encoder = folder_of(language), parts.of_language(language)
    if encoder is None:
        sys.exit(f"{language} has no encoder")
    told = list(read_told_outcomes(folder / "learning" / "told_outcomes.tsv"))
    vectors = np.array([encoder.vector_of_words(said, EXPECTS, asked) for asked, said, _ in told])
    outcomes = [outcome for _, _, outcome in told]
    made = train(vectors, outcomes, [1.0] * len(told), encoder.made_from)
    made.save(folder / FILE)


if __name__ == "__main__":
    main(*sys.argv[1:])
