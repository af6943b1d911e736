"""Trains `intents.told_outcomes`: ``scripts/models build told_outcomes``; half a minute.

It learns from `learning/told_outcomes.tsv`, in which a line has three fields with a tab between
them: the question, what was said, and done, partly, not_yet, or none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from intents import parts
from intents.fingerprint import of_files
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


def fingerprint(language: str) -> str:
    """The mark of all that the network is made from, but for the encoder."""
    code = ("told_outcomes", "told_outcomes_training", "vector_network_training")
    return of_files([_material(language), *(Path(__file__).with_name(f"{of}.py") for of in code)])


def _material(language: str) -> Path:
    return folder_of(language) / "learning" / "told_outcomes.tsv"


def main(language: str = "en") -> None:
    """Trains and writes the network of a language."""
    folder, encoder = folder_of(language), parts.of_language(language)
    if encoder is None:
        sys.exit(f"{language} has no encoder")
    told = list(read_told_outcomes(_material(language)))
    vectors = np.array([encoder.vector_of_words(said, EXPECTS, asked) for asked, said, _ in told])
    outcomes = [outcome for _, _, outcome in told]
    made = train(vectors, outcomes, [1.0] * len(told), encoder.made_from)
    replace(made, made_from=fingerprint(language)).save(folder / FILE)


if __name__ == "__main__":
    main(*sys.argv[1:])
