"""The learned files: which there are, whether they are up to date, and how each is made again."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "tests" / "understanding"
SAFETY_SENTENCES = ROOT / "tests" / "safety" / "held_out.toml"
LEARNED = ("commands", "dictated", "aspirations", "outcomes", "safety", "told_outcomes")
SLOW = ("parts", "safety_encoder")
"""Made only when named, since training takes half an hour and more."""
LEFT_OUT = {
    "parts": "its training takes half an hour of two cores, and torch; "
    "scripts/bench parts measures it",
    "safety_encoder": "its training takes twenty minutes of two cores, and torch; "
    "scripts/benchmarks/safety.py measures it",
    "models/tiny-en": "its network takes twenty minutes of speaking and training, and torch; "
    "tests/speech recognizes its phrases (scripts/build_tiny_model)",
}
"""What is not checked here, and why."""
AGREED = 0.99
"""So many of the fixed sentences must be taken for the same. Training adds up in another order on
another machine, so a sentence between two classes may fall to either."""

Prediction = tuple[str, float]


def main() -> int:
    """Does what the command line says. Returns 0, or 1 where a file is not what it should be."""
    parser = argparse.ArgumentParser(prog="scripts/models", description=__doc__)
    parser.add_argument("--lang", default="en", help="the language")
    stages = parser.add_subparsers(dest="stage", required=True)
    for stage, does in (
        ("check", "make each again elsewhere, and compare what it says of fixed sentences"),
        ("build", "make each again, in its place"),
        ("predictions", "what each says of the fixed sentences, as JSON"),
    ):
        added = stages.add_parser(stage, help=does)
        added.add_argument("names", nargs="*", metavar="NAME", help=", ".join(LEARNED + SLOW))
    arguments = parser.parse_args()
    names = tuple(arguments.names) or LEARNED
    there = {*LEARNED, *SLOW} if arguments.stage == "build" else {*PREDICTIONS}
    if strange := sorted(set(names) - there):
        known = ", ".join(sorted(there))
        print(f"{strange[0]} is no learned file; write {known}", file=sys.stderr)
        return 2
    if arguments.stage == "build":
        return max(_build(name, arguments.lang, {}) for name in names)
    if arguments.stage == "predictions":
        print(json.dumps({name: PREDICTIONS[name](arguments.lang) for name in names}))
        return 0
    return _check(names, arguments.lang)


def _check(names: Sequence[str], language: str) -> int:
    """Says of each file whether it is made from what there is, and predicts the same made anew."""
    from intents.languages import folder_of

    status = 0
    with tempfile.TemporaryDirectory() as elsewhere:
        shutil.copytree(folder_of(language), Path(elsewhere) / language)
        beside = {"LANTERN_LANGUAGES": elsewhere}
        for name in names:
            if _build(name, language, beside):
                print(f"{name}: cannot be made")
                status = 1
                continue
            ours, anew = (_predictions(name, language, where) for where in ({}, beside))
            same = sum(a[0] == b[0] for a, b in zip(ours, anew, strict=True)) / len(ours)
            apart = max(abs(a[1] - b[1]) for a, b in zip(ours, anew, strict=True))
            stale = "" if _is_fresh(name, language) else ", STALE: build it again"
            print(
                f"{name}: {same:.1%} of {len(ours)} sentences the same, "
                f"chances at most {apart:.3f} apart{stale}"
            )
            status |= same < AGREED or bool(stale)
    for name, why in LEFT_OUT.items():
        print(f"{name}: not checked; {why}")
    return status


def _is_fresh(name: str, language: str) -> bool:
    from assistant.safety import reader, reader_training, training
    from intents import parts, parts_training, told_outcomes, told_outcomes_training
    from intents.fingerprint import fingerprint
    from intents.languages import folder_of
    from intents.learned import load_model
    from intents.vector_network import load_network

    if name == "parts":
        tagger = parts.load_model(folder_of(language) / parts.FILE)
        return tagger is not None and tagger.made_from == parts_training.fingerprint(language)
    if name == "safety_encoder":
        made = reader.load_reader(folder_of(language) / reader.FILE)
        return made is not None and made.made_from == reader_training.fingerprint(language)
    encoder = parts.of_language(language)
    if name == "told_outcomes" and encoder is not None:
        over = load_network(folder_of(language) / told_outcomes.FILE)
        fresh = told_outcomes_training.fingerprint(language)
        return over is not None and (over.encoder, over.made_from) == (encoder.made_from, fresh)
    made_from = training.fingerprint if name == "safety" else fingerprint
    model = load_model(folder_of(language) / f"{name}.bin")
    return model is not None and model.made_from == made_from(language)


def _build(name: str, language: str, more: Mapping[str, str]) -> int:
    own = {
        "safety": "assistant.safety.training",
        "safety_encoder": "assistant.safety.reader_training",
        "parts": "intents.parts_training",
        "told_outcomes": "intents.told_outcomes_training",
    }
    command = [own[name], language] if name in own else ["intents.training", language, name]
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env={**os.environ, **more}, check=False
    ).returncode


def _predictions(name: str, language: str, more: Mapping[str, str]) -> list[Prediction]:
    """What the file says, asked in a process of its own: there a language is read anew."""
    said = subprocess.run(
        [sys.executable, "-m", "models", "--lang", language, "predictions", name],
        cwd=ROOT,
        env={**os.environ, **more},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found: list[Prediction] = json.loads(said)[name]
    return found


def _sentences(*names: str) -> Iterator[str]:
    """Every sentence of some files of tests/understanding; of the answers, how a goal went."""
    for name in names:
        tables = tomllib.loads((SENTENCES / f"{name}.toml").read_text("utf-8"))
        if name == "answers":
            yield from tables["outcome"]
            continue
        for table in tables.values():
            yield from table["said"]


def _learned(name: str, *files: str) -> Callable[[str], list[Prediction]]:
    def predictions(language: str) -> list[Prediction]:
        from intents import examples
        from intents.languages import folder_of
        from intents.learned import load_model

        material = examples.read(language)
        plain = name in ("aspirations", "outcomes")
        features = material.plain_features if plain else material.features
        model = load_model(folder_of(language) / f"{name}.bin")
        if model is None:
            return []
        found = []
        for sentence in _sentences(*files):
            utterance = material.normaliser(sentence)
            chance, best = model.chances(features(utterance.words if plain else utterance.core))[0]
            found.append((best, round(chance, 4)))
        return found

    return predictions


def _safety(language: str) -> list[Prediction]:
    from assistant.safety import learned

    model = learned.load(language)
    found: list[Prediction] = []
    for sentence in _strings(tomllib.loads(SAFETY_SENTENCES.read_text("utf-8"))):
        guess = model.guess(sentence) if model is not None else learned.Guess()
        kind = guess.concern.kind if guess.concern is not None else "none"
        found.append((kind, round(guess.chance, 4)))
    return found


def _told_outcomes(language: str) -> list[Prediction]:
    from intents.told_outcomes import seen_outcome

    seen = [seen_outcome(sentence, "", language) for sentence in _sentences("answers")]
    return [(one.name, one.chance) for one in seen]


def _parts(language: str) -> list[Prediction]:
    """The kind and chance of the first part of each sentence, said where nothing was asked."""
    from intents import parts
    from intents.languages import folder_of

    cut = parts.load(folder_of(language))
    found: list[Prediction] = []
    if cut is None:
        return found
    for sentence in _sentences("commands", "chatter"):
        first = next(iter(cut(sentence, "menu")), None)
        found.append((first.kind, first.chance) if first is not None else ("none", 0.0))
    return found


def _strings(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _strings(inner)


PREDICTIONS: Mapping[str, Callable[[str], list[Prediction]]] = {
    "commands": _learned("commands", "commands", "misheard", "chatter"),
    "dictated": _learned("dictated", "dictated", "chatter"),
    "aspirations": _learned("aspirations", "aspirations"),
    "outcomes": _learned("outcomes", "answers", "chatter"),
    "parts": _parts,
    "safety": _safety,
    "told_outcomes": _told_outcomes,
}
"""What each file says of sentences which it was not made from."""


if __name__ == "__main__":
    sys.exit(main())
