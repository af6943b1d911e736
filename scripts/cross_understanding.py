"""Cross-validates the understanding on the sentences it learns from.

    python scripts/cross_understanding.py [folds]

Each part of `learning/said.toml` and `learning/dictated.toml` is understood by models which have
not seen it. Thresholds are chosen by this, never by the blind sentences.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import intents
from intents import Dictation, examples, source, training
from intents.languages import folder_of
from intents.learned import NONE


def sentences(name: str) -> list[tuple[str, str]]:
    """(meaning, sentence) of one file of the learning folder."""
    path = folder_of("en") / "learning" / f"{name}.toml"
    return [(m, line) for m, lines in source.sentences(path) for line in lines.lines]


def judged(meaning: intents.Meaning, wanted: str) -> str:
    """What became of a sentence."""
    if wanted == NONE:
        return "false alarm" if meaning.intent else "left alone"
    if meaning.intent == wanted:
        return "right"
    return "wrong" if meaning.intent else "asked" if meaning.kind == "unsure" else "missed"


def main(folds: int, show: bool) -> None:
    """Prints what became of the sentences, those of the menu and those of a reflection."""
    material = examples.read("en")
    language: Any = intents.load("en")
    commands = language._commands
    said, dictated = sentences("said"), sentences("dictated")
    menu, reflection = Counter[str](), Counter[str]()
    for fold in range(folds):
        part = replace(
            material,
            said=tuple(x for n, x in enumerate(material.said) if n % folds != fold),
            said_in_reflections=tuple(
                x for n, x in enumerate(material.said_in_reflections) if n % folds != fold
            ),
        )
        for kind, seed in (("commands", 1), ("dictated", 3)):
            seen = training.featured(getattr(part, kind)(random.Random(seed)), part.features)
            model = training.train(seen, "", {NONE: 2.5})
            setattr(commands, "_model" if kind == "commands" else "_dictated", model)
        for rows, expects, counted in (
            (said, None, menu),
            (dictated, Dictation(), reflection),
        ):
            for wanted, line in rows[fold::folds]:
                meaning = language.understand(line, expects)
                found = judged(meaning, wanted)
                counted[found] += 1
                if show and found not in ("right", "left alone"):
                    print(found, wanted, line, meaning.intent, f"{meaning.score:.2f}", sep="\t")
    print("menu", dict(menu))
    print("in a reflection", dict(reflection))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2, "-v" in sys.argv)
