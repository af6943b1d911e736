"""Trains the learned part from the sentences in `learning/`: python -m assistant.safety.training en

Needs scikit-learn. What is said to the rest of Lantern, and learned from there too, is taken for
nothing of concern, each sentence of it counting less than one which was written for this.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np

from assistant.safety.features import features, words_of
from assistant.safety.learned import NONE
from assistant.safety.rules import load
from intents import examples
from intents.languages import folder_of
from intents.learned import BUCKETS
from intents.training import packed

EVERYDAY = 0.3
"""So much a sentence counts which is only said to the rest of Lantern."""
SAID_SO = 2
"""So many phrases are taken of each line of what Lantern is asked for."""
LOOSE = 30.0
"""How closely the sentences are followed: the inverse strength of the regularization."""
CUT = 0.9995
"""All but so many of the weights are kept as they are; larger ones become the largest."""


def material(language: str) -> Path:
    """The file of sentences of a language."""
    return folder_of(language) / "learning" / "safety.toml"


def fingerprint(language: str) -> str:
    """What the learned part is made from."""
    return f"{crc32(material(language).read_bytes()):08x}"


def sentences(path: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Those to be noticed and those to be quiet about, by class; a twin counts in both."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    concern, quiet = table["concern"], table["quiet"]
    for kind, twins in table.get("twins", {}).items():
        concern[kind] += [noticed for noticed, _ in twins]
        quiet["idiom"] += [idiom for _, idiom in twins]
    return concern, quiet


def everyday(language: str) -> Iterator[str]:
    """What is said to Lantern otherwise: what it is asked for, and lines which are sentences."""
    menu, rng = examples.read(language).menu, random.Random(1)
    for number in range(len(menu.lines)):
        for _ in range(SAID_SO):
            phrase = menu.sample(number, rng)
            if not any(word.startswith("{") for word in phrase):
                yield " ".join(phrase)
    folder = folder_of(language) / "learning"
    for name in ("said", "dictated", "not_commands", "aspirations"):
        yield from _lines(tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")))


def _lines(part: object) -> Iterator[str]:
    if isinstance(part, str):
        if not set(part) & set("<>[]()|{}"):
            yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _lines(inner)


def main(language: str) -> None:
    """Trains and writes the learned part of a language."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    concern, quiet = sentences(material(language))
    said = [(kind, text, 1.0) for kind, texts in concern.items() for text in texts]
    said += [(NONE, text, 1.0) for texts in quiet.values() for text in texts]
    said += [(NONE, text, EVERYDAY) for text in everyday(language)]
    rules = load(language)
    rows = [features(words_of(rules.sentences(text))) for _, text, _ in said]
    columns = DictVectorizer()
    matrix = columns.fit_transform([{str(f): len(row) ** -0.5 for f in row} for row in rows])
    fitted = LogisticRegression(C=LOOSE, max_iter=2000).fit(
        matrix, [kind for kind, _, _ in said], sample_weight=[weight for _, _, weight in said]
    )
    weights = np.zeros((BUCKETS, len(fitted.classes_)))
    weights[columns.get_feature_names_out().astype(int)] = fitted.coef_.T
    classes = tuple(fitted.classes_)
    model = packed(weights, fitted.intercept_, classes, fingerprint(language), CUT)
    path = folder_of(language) / "safety.bin"
    model.save(path)
    print(f"{len(rows)} sentences, {path.stat().st_size // 1024} kB", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
