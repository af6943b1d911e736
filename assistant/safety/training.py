"""Trains the learned model of safety: ``python -m assistant.safety.training en``.

Needs scikit-learn (the extra `safety-model`). Learns from the sentences in `learning/safety.toml`
and `learning/safety_talk*.tsv`, from what is said over several turns
(`learning/safety_turns*.tsv`), and from what is said to Lantern otherwise, which is taken as
harmless: answers to its questions (`learning/parts_[1-4].tsv`), and commands, which weigh less.

It makes the weights of words (`safety.bin`); `assistant.safety.reader_training` makes the encoder
beside them.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from assistant.safety.concern import KINDS
from assistant.safety.features import classes, features, words_of
from assistant.safety.learned import (
    DARK,
    FEARS,
    FILE,
    HIDES,
    NEAR,
    NONE,
    features_mark,
    joined,
)
from assistant.safety.rules import load
from assistant.safety.weights import rounded
from intents import examples
from intents.languages import folder_of
from intents.marked import read_marked

EVERYDAY = 0.3
"""The weight of a sentence which is only said to the rest of Lantern."""
ANSWERS = "parts_[1-4].tsv"
"""Utterances by several hands. The later files hold short answers and questions, many alike."""
SAID_SO = 2
"""So many phrases are sampled of each line of what Lantern is asked for."""
LOOSE = 30.0
"""The inverse strength of the regularization."""
ROUNDS = 300
"""The most steps of the training."""
RAREST = 2
"""A feature which fewer sentences have is not kept."""

TOGETHER = 0.5
"""The weight of utterances that were put together here."""
JOINED: tuple[tuple[tuple[str, ...], str, int], ...] = (
    ((DARK, NEAR), "coded", 300),
    ((NONE, DARK, NEAR), "coded", 150),
    ((DARK, NONE, NEAR), "coded", 150),
    ((FEARS, HIDES), "abuse", 150),
    ((NONE, FEARS, HIDES), "abuse", 70),
    ((FEARS, NONE, HIDES), "abuse", 70),
    ((NONE, NONE), NONE, 700),
    ((NONE, NONE, NONE), NONE, 450),
    ((NONE, NEAR), NEAR, 200),
    ((NONE, NONE, NEAR), NEAR, 150),
    ((NONE, HIDES), HIDES, 100),
    ((DARK, NONE), NONE, 150),
    ((FEARS, NONE), NONE, 80),
    *(((NONE, kind), kind, 60) for kind in KINDS),
)
"""What is put together of several classes, of which class that is, and how often."""

Row = tuple[str, float, frozenset[int]]
"""A sentence to learn from: its class, its weight and its features."""


def material(language: str) -> Path:
    """The file of sentences of a language."""
    return folder_of(language) / "learning" / "safety.toml"


def said(language: str) -> list[tuple[str, float, str]]:
    """Everything the model of a language is learned from: class, weight and words."""
    concern, quiet = sentences(material(language))
    found = [(kind, 1.0, text) for kind, texts in concern.items() for text in texts]
    found += [(NONE, 1.0, text) for texts in quiet.values() for text in texts]
    found += [(kind, 1.0, text) for kind, text in talk(language)]
    told = {text for kind, _, text in found if kind != NONE}
    found += [(NONE, 1.0, text) for text in answers(language) if text not in told]
    found += [(kind, 1.0, joined(turns)) for kind, turns in over_turns(language)]
    found += [(kind, TOGETHER, joined(turns)) for kind, turns in _put_together(language)]
    return [*found, *((NONE, EVERYDAY, text) for text in everyday(language))]


def rows(language: str) -> list[Row]:
    """The same with the features of the words."""
    known, alike = load(language), classes(language)
    return [
        (kind, weight, features(words_of(known.sentences(text)), alike))
        for kind, weight, text in said(language)
    ]


def over_turns(language: str) -> Iterator[tuple[str, list[str]]]:
    """What is said over several turns, with the class of the last after those before it."""
    for kind, *turns in _tables(language, "safety_turns*.tsv"):
        yield kind, turns


def _put_together(language: str) -> Iterator[tuple[str, list[str]]]:
    """Utterances of `learning/safety_talk*.tsv` put together, as `JOINED` has it.

    The harmless ones among them are also what people answer to Lantern.
    """
    by_kind: dict[str, list[str]] = {}
    for kind, text in talk(language):
        by_kind.setdefault(kind, []).append(text)
    by_kind.setdefault(NONE, []).extend(answers(language))
    rng = random.Random(1)
    for parts_of, kind, many in JOINED:
        if all(by_kind.get(part) for part in parts_of):
            for _ in range(many):
                yield kind, [rng.choice(by_kind[part]) for part in parts_of]


def _tables(language: str, files: str) -> Iterator[list[str]]:
    for path in sorted((folder_of(language) / "learning").glob(files)):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield line.split("\t")


def talk(language: str) -> Iterator[tuple[str, str]]:
    """Class and words of what people say in conversations: `learning/safety_talk*.tsv`.

    Beside the classes of concern, and "none", there are those of `assistant.safety.learned.SIGNS`.
    """
    for line in _tables(language, "safety_talk*.tsv"):
        yield line[0], line[1]


def answers(language: str) -> Iterator[str]:
    """What people answer to Lantern, as far as no pattern of concern fits it."""
    known = load(language)
    for path in sorted((folder_of(language) / "learning").glob(ANSWERS)):
        for marked in read_marked(path):
            text = " ".join(marked.words)
            if not known.dismissed(text):
                yield text


def fingerprint(language: str, learned_from: Sequence[Row] | None = None) -> str:
    """What a model is made from, in two checksums: of the way to its features, and of its rows.

    The second changes with every sentence, phrase, spelling and line of code which changes a row.
    """
    mark = 0
    for kind, weight, found in rows(language) if learned_from is None else learned_from:
        mark = crc32(f"{kind} {weight} {sorted(found)}".encode(), mark)
    return f"{features_mark(load(language), language)}-{mark:08x}"


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
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    learned_from = rows(language)
    times = Counter(feature for _, _, found in learned_from for feature in found)
    keys = np.array(sorted(times), np.uint32)
    places = {int(key): place for place, key in enumerate(keys)}
    found_in = [sorted(map(places.__getitem__, found)) for _, _, found in learned_from]
    shares = [np.full(len(found), max(1, len(found)) ** -0.5) for found in found_in]
    ends = np.cumsum([0, *map(len, found_in)])
    matrix = csr_matrix(
        (np.concatenate(shares), np.concatenate(found_in), ends), (len(found_in), keys.size)
    )
    fitted = LogisticRegression(C=LOOSE, max_iter=ROUNDS, tol=1e-3).fit(
        matrix,
        [kind for kind, _, _ in learned_from],
        sample_weight=[weight for _, weight, _ in learned_from],
    )
    names = tuple(fitted.classes_)
    made_from = fingerprint(language, learned_from)
    # What only one sentence has takes part in the learning, where it keeps the others from being
    # taken for too much; it is of no use afterwards.
    kept = np.array([times[int(key)] >= RAREST for key in keys])
    model = rounded(keys[kept], fitted.coef_.T[kept], fitted.intercept_, names, made_from)
    path = folder_of(language) / FILE
    model.save(path)
    print(f"{len(learned_from)} sentences, {path.stat().st_size // 1024} kB", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
