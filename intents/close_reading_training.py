"""Adapts the language model to `intents.close_reading`: ``scripts/models build close_reading``.

Matrices of low rank are added to those of the upper layers (Hu et al. 2021, arXiv 2106.09685), and
trained together with the classifiers of `intents.parts` and with the sentence that a listener would
say first. This needs torch and the file of the language model (`lantern models fetch smollm2`);
half an hour of two cores.

``python -m intents.close_reading_training en closely_5`` learns on from a new file, and only how an
utterance is cut into parts: some minutes, where the whole would take hours.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from intents.acknowledging import NOTHING, words_beside
from intents.close_reading import FILE, load_learned, tokens_of
from intents.close_reading_network import Example, Row, arrays_of, network
from intents.closely_marked import (
    CloselyMarked,
    SaidFirst,
    read_closely_marked,
    read_said_first,
)
from intents.fingerprint import of_files
from intents.language_model import ENDS, LanguageModel
from intents.languages import folder_of
from intents.marked import Marked, read_marked, read_tellings, read_wishes
from intents.parts import FILE as SMALL
from intents.parts import LABELS, load_model, save_model
from intents.parts_network import MOODS, NAMES, NO_WISH, WISHES
from intents.parts_training import MAY_WISH, labels_of, material, tellings_of, wishes_of
from intents.spans import Mood, Wish
from intents.word_pieces import plain

WEIGHTS = "LANTERN_LANGUAGE_MODEL"
"""The environment variable with the file of the language model."""
ROUNDS = 3.0
TOKENS = 2048
"""So many tokens at one step."""
RATE, NEW_RATE = 1.2e-3, 1.5e-3
"""The largest step of the adapting matrices, and of the classifiers."""
RATE_ON, ROUNDS_ON, AT_ONCE, OLDER, PULLED = 1e-3, 6, 32, 800, 1e-3
"""For learning on: the step, how often everything is read, so many examples at a step, so many of
the other files beside those of the new ones, and how strongly what was learned before counts."""
UNASKED = 0.25
"""The share of examples read without what was said before."""
SORTED = 1500
"""So many examples are sorted by length together."""
WISHES_ALONE = 0.35
"""The share of the other wishes that are read in one round: most have no sentence."""
USUAL = 6
"""A word that nobody said, in so many sentences, is a plain one."""
NEVER = frozenset({
    "i", "i'd", "i'll", "i'm", "i've", "lantern", "mine", "my", "myself", "our", "ours", "us", "we",
})  # fmt: skip
"""Words of the sentences that would be said of Lantern, or promise something."""


def examples_of(language: str) -> Iterator[Example]:
    """All that is learned from."""
    folder = folder_of(language) / "learning"
    met = {one.said: one for path in _said_first(folder) for one in read_said_first(path)}
    nothing = SaidFirst("", "", "")
    for path in material(language):
        for marked in read_marked(path):
            open_wish = any(part.kind in MAY_WISH for part in marked.spans)
            yield replace(
                _of_parts(marked),
                wish=None if open_wish else NO_WISH,
                first=met.get(" ".join(marked.words), nothing).first,
            )
    for path in wishes_of(language):
        for one in read_wishes(path):
            said = " ".join(one.said)
            first = met.get(said, nothing).first
            yield Example(one.question, one.expects, plain(said), wish=_wish(one.wish), first=first)
    for path in tellings_of(language):
        for told in read_tellings(path):
            said = " ".join(told.said)
            words, known = plain(said), met.get(said, nothing)
            mood, weight = MOODS.index(told.mood), NAMES["weight"].index(str(told.weight))
            names = (("mood", 0, len(words), mood), ("weight", 0, len(words), weight))
            start, end = told.gist
            gist = (start, end - 1) if end else (-1, -1)
            yield Example(
                known.said_before, "words", words, None, names, gist, NO_WISH, known.first
            )
    for path in _closely(folder):
        for example in read_closely_marked(path):
            yield _of_all(example)


def _of_all(example: CloselyMarked) -> Example:
    wish = _wish(example.wish.wish)
    return replace(_of_parts(example.marked), wish=wish, first=example.first, whole=True)


def _of_parts(marked: Marked) -> Example:
    names: list[tuple[str, int, int, int]] = []
    for part in marked.spans:
        if part.name in NAMES.get(part.kind, ()):
            names.append((part.kind, part.start, part.end, NAMES[part.kind].index(part.name)))
        if part.weight and part.name in get_args(Mood):
            names.append(("mood", part.start, part.end, MOODS.index(part.name)))
        if part.name in get_args(Mood) or part.kind == "answer":
            names.append(("weight", part.start, part.end, part.weight))
    words = plain(" ".join(marked.words))
    return Example(marked.question, marked.expects, words, tuple(labels_of(marked)), tuple(names))


def _wish(wish: Wish) -> tuple[int, int, int, int, int]:
    (start, end), (first, last) = wish.target, wish.words
    ends = (start if end else -1, end - 1, first if last else -1, last - 1)
    return (WISHES.index(wish.name), *ends)


def _row(example: Example, model: LanguageModel, rng: random.Random) -> Row:
    before = "" if rng.random() < UNASKED else example.said_before
    tokens, ends, _ = tokens_of(model, example.words, example.expects, before)
    first = [*model.tokens(f" {example.first}"), ENDS] if example.first else []
    return Row(example, tuple(tokens), tuple(ends), tuple(first))


def _steps(
    examples: Sequence[Example], model: LanguageModel, rng: random.Random
) -> list[list[Row]]:
    """The examples of one round, some of similar length at each step."""
    chosen = [
        example
        for example in examples
        if example.first
        or example.whole
        or (example.labels is None and rng.random() < WISHES_ALONE)
    ]
    rows = [_row(example, model, rng) for example in rng.sample(chosen, len(chosen))]
    steps: list[list[Row]] = []
    for start in range(0, len(rows), SORTED):
        step: list[Row] = []
        some = rows[start : start + SORTED]
        for row in sorted(some, key=lambda one: len(one.tokens) + len(one.first)):
            size = len(row.tokens) + len(row.first)
            if step and (len(step) + 1) * size > TOKENS:
                steps.append(step)
                step = []
            step.append(row)
        steps.append(step)
    rng.shuffle(steps)
    return steps


def main(language: str = "en") -> None:
    """Trains, and writes what was learned."""
    import torch

    torch.manual_seed(1)
    rng = random.Random(1)
    model = LanguageModel(Path(os.environ[WEIGHTS]), {})
    examples = list(examples_of(language))
    net = network(model)
    adapting = [w for name, w in net.named_parameters() if name.endswith(("down", "up"))]
    own = [w for name, w in net.named_parameters() if not name.startswith("layers.")]
    optimizer = torch.optim.AdamW(
        [{"params": adapting, "lr": RATE}, {"params": own, "lr": NEW_RATE}],
        weight_decay=0.01, betas=(0.9, 0.98),
    )  # fmt: skip
    most = int(len(_steps(examples, model, rng)) * ROUNDS)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 40) * max(0.02, 1 - step / most)
    )
    done = 0
    while done < most:
        for step in _steps(examples, model, rng):
            fit = net.misfit(step)
            optimizer.zero_grad()
            fit.backward()
            torch.nn.utils.clip_grad_norm_([*adapting, *own], 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done % 50 == 0:
                print(f"step {done} of {most}: {float(fit.detach()):.2f}", file=sys.stderr)
    save_model(folder_of(language) / FILE, header_of(examples, model, language), arrays_of(net))


def learn_on(language: str, new: Sequence[str]) -> None:
    """Learns on how utterances are cut into parts, from the files `new`; writes what was learned.

    All else stays as it was learned before.
    """
    import torch

    torch.manual_seed(1)
    rng = random.Random(1)
    folder = folder_of(language)
    before = load_learned(folder / FILE)
    assert before is not None
    model = LanguageModel(Path(os.environ[WEIGHTS]), {})
    net = network(model)
    with torch.no_grad():
        net.take_up(before.arrays)
    net.eval()
    files = {path.stem: path for path in _closely(folder / "learning")}
    read = {
        name: [_of_all(one) for one in read_closely_marked(path)] for name, path in files.items()
    }
    older = [one for name, some in read.items() if name not in new for one in some]
    examples = [*(one for name in new for one in read[name]), *rng.sample(older, OLDER)]
    known = [(row, net.words_of(row)) for row in (_row_read(one, model) for one in examples)]
    net.train()
    learned = [net.labels.weight, net.labels.bias, net.follows]
    first = [weights.detach().clone() for weights in learned]
    optimizer = torch.optim.AdamW(learned, lr=RATE_ON, weight_decay=0.0)
    means = [torch.zeros_like(weights) for weights in first]
    for done in range(ROUNDS_ON):
        rng.shuffle(known)
        for start in range(0, len(known), AT_ONCE):
            fit = net.misfit_of_labels(known[start : start + AT_ONCE])
            pairs = zip(learned, first, strict=True)
            fit = fit + PULLED * sum((now - then).square().sum() for now, then in pairs)
            optimizer.zero_grad()
            fit.backward()
            optimizer.step()
        if done >= ROUNDS_ON // 2:
            for mean, weights in zip(means, learned, strict=True):
                mean += weights.detach() / (ROUNDS_ON - ROUNDS_ON // 2)
    with torch.no_grad():
        for weights, mean in zip(learned, means, strict=True):
            weights.copy_(mean)
    header = {**before.header, "made_from": fingerprint(language)}
    save_model(folder / FILE, header, {**before.arrays, **arrays_of(net)})


def _row_read(example: Example, model: LanguageModel) -> Row:
    tokens, ends, _ = tokens_of(model, example.words, example.expects, example.said_before)
    return Row(example, tuple(tokens), tuple(ends), ())


def header_of(
    examples: Sequence[Example], model: LanguageModel, language: str
) -> dict[str, object]:
    """What is written beside the matrices."""
    own = load_model(folder_of(language) / SMALL)
    assert own is not None
    sentences = [one for one in examples if one.first and one.first != NOTHING]
    beside = Counter(
        word for one in sentences for word in words_beside(one.first, one.said_before, one.words)
    )
    tokens = {token for one in sentences for token in model.tokens(f" {one.first}")}
    return {
        "made_from": fingerprint(language),
        "labels": LABELS,
        "names": NAMES,
        "wishes": WISHES,
        "not_first": sorted(own.not_first),
        "not_last": sorted(own.not_last),
        "no_gist_ends": sorted(own.no_gist_ends),
        "plain": sorted(word for word, times in beside.items() if times >= USUAL),
        "never": sorted(NEVER),
        "tokens": sorted(tokens),
    }


def fingerprint(language: str) -> str:
    """The mark of all that is learned from, and of the code."""
    folder = folder_of(language) / "learning"
    code = ("closely_marked", "close_reading_network", "close_reading_training")
    sources = [*material(language), *wishes_of(language), *tellings_of(language)]
    sources += [*_closely(folder), *_said_first(folder)]
    return of_files([*sources, *(Path(__file__).with_name(f"{name}.py") for name in code)])


def _closely(folder: Path) -> list[Path]:
    """The files of examples with all that is known of them."""
    return sorted(folder.glob("closely_*.tsv"))


def _said_first(folder: Path) -> list[Path]:
    """The files of what a good listener would say first to what stands in other files."""
    return sorted(folder.glob("said_first_*.tsv"))


if __name__ == "__main__":
    if sys.argv[2:]:
        learn_on(sys.argv[1], sys.argv[2:])
    else:
        main(*sys.argv[1:])
