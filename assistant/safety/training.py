"""Trains the learned model of safety: ``python -m assistant.safety.training en``.

Needs scikit-learn (the extra `safety-model`). Learns from the sentences in `learning/safety.toml`,
and from what is said to Lantern otherwise, which is taken as harmless and weighs less.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from assistant.safety.features import features, words_of
from assistant.safety.learned import FILE, NONE, features_mark
from assistant.safety.rules import load
from intents import examples
from intents.languages import folder_of
from intents.learned import BUCKETS
from intents.training import packed

EVERYDAY = 0.3
"""The weight of a sentence which is only said to the rest of Lantern."""
SAID_SO = 2
"""So many phrases are sampled of each line of what Lantern is asked for."""
LOOSE = 30.0
"""The inverse strength of the regularization."""
CUT = 0.9995
"""The share of the weights which are kept as they are; larger ones become the largest."""

Row = tuple[str, float, frozenset[int]]
"""A sentence to learn from: its class, its weight and its features."""


def material(language: str) -> Path:
    """The file of sentences of a language."""
    return folder_of(language) / "learning" / "safety.toml"


def rows(language: str) -> list[Row]:
    """Everything the model of a language is learned from."""
    concern, quiet = sentences(material(language))
    said = [(kind, 1.0, text) for kind, texts in concern.items() for text in texts]
    said += [(NONE, 1.0, text) for texts in quiet.values() for text in texts]
    said += [(NONE, EVERYDAY, text) for text in everyday(language)]
    known = load(language)
    return [
        (kind, weight, features(words_of(known.sentences(text)))) for kind, weight, text in said
    ]


def fingerprint(language: str, learned_from: Sequence[Row] | None = None) -> str:
    """What a model is made from, in two checksums: of the way to its features, and of its rows.

    The second changes with every sentence, phrase, spelling and line of code which changes a row.
    """
    mark = 0
    for kind, weight, found in rows(language) if learned_from is None else learned_from:
        mark = crc32(f"{kind} {weight} {sorted(found)}".encode(), mark)
    return f"{features_mark(load(language))}-{mark:08x}"


def sentences(path: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The sentences to be noticed and those not to be, by class; a twin counts in both."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    concern, quiet = table["concern"], table["quiet"]
    for kind, twins in table.get("twins", {}).items():
        concern[kind] += [noticed for noticed, _ in twins]
        quiet["idiom"] += [idiom for _, idiom in twins]
    return concern, quiet


def everyday(language: str) -> Iterator[str]:
    """What is said to Lantern otherwise: commands, and the sentences others learn from."""
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
    """Trains and writes the model of a language."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    learned_from = rows(language)
    columns = DictVectorizer()
    matrix = columns.fit_transform(
        [{str(f): len(found) ** -0.5 for f in sorted(found)} for _, _, found in learned_from]
    )
    fitted = LogisticRegression(C=LOOSE, max_iter=2000).fit(
        matrix,
        [kind for kind, _, _ in learned_from],
        sample_weight=[weight for _, weight, _ in learned_from],
    )
    weights = np.zeros((BUCKETS, len(fitted.classes_)))
    weights[columns.get_feature_names_out().astype(int)] = fitted.coef_.T
    classes = tuple(fitted.classes_)
    made_from = fingerprint(language, learned_from)
    model = packed(weights, fitted.intercept_, classes, made_from, CUT)
    path = folder_of(language) / FILE
    model.save(path)
    print(f"{len(learned_from)} sentences, {path.stat().st_size // 1024} kB", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
