"""Trains the reader of `assistant.safety.reader`: ``scripts/models build safety_encoder``.

It begins as the encoder of `intents.parts_training` does, and is trained as a whole: on what people
say in danger and what sounds like it (`learning/safety*`), with what was said before, and on many
thousand ordinary utterances (`learning/parts_*`, `closely_[1-5]`, `tellings_*`, `wishes_*`,
`told_outcomes.tsv`, `gists.tsv`) that no pattern of concern fits. Something ordinary is put before
half of what stands alone, so that only what tells counts.

This needs torch and the extra `parts-model`; what it writes needs numpy alone.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.safety import training
from assistant.safety.concern import KINDS
from assistant.safety.learned import NONE
from assistant.safety.reader import FILE
from assistant.safety.rules import load
from intents.closely_marked import read_closely_marked
from intents.encoding import BEGINS, ENDS, MOST_BEFORE, MOST_PIECES
from intents.fingerprint import of_files
from intents.languages import folder_of
from intents.marked import read_gists, read_marked, read_tellings, read_wishes
from intents.parts import save_model
from intents.parts_network import arrays_of, network
from intents.pretrained import FREE, MASK, Pretrained, read_pretrained, vocabulary_of
from intents.told_outcomes_training import read_told_outcomes
from intents.word_pieces import WordPieces, plain

ROUNDS = 6
AT_ONCE = 48
SORTED = 16
"""So many steps are sorted by length together."""
RATE, NEW_RATE = 1e-4, 1e-3
"""The largest step of what was trained before, and of the weights of the classes."""
HIDDEN = 0.08
"""The share of pieces that is hidden at each step."""
SMOOTHED = 0.03
"""So much of its certainty the right class gives to the others."""
ROUNDED = 8
"""Lengths are multiples of this: what is computed for one length can be used again."""
ORDINARY = 7000
"""So many ordinary utterances are drawn for each round."""
TURNS_AGAIN = 3
"""How often in each round what is said over several turns is read."""
ALONE = 0.5
"""The share of what stands alone that nothing is put before."""
AFTER_CONCERN = 40
"""So many ordinary utterances after one of each class of concern are put together: what was said
before is not asked about again."""
UNASKED = FREE.format(0)
"""The piece that stands where other encoders are told what was asked."""
ENCODING = ("embeddings", "positions", "before", "norm", "layers")
"""How the names of the weights begin that the encoder reads with."""


@dataclass(frozen=True)
class Said:
    """An utterance with its class, how much it counts, and what was said before it."""

    kind: str
    text: str
    before: tuple[str, ...] = ()
    worth: float = 1.0


class Material:
    """All that is learned from: what stands alone, what has turns before it, and ordinary talk."""

    def __init__(self, language: str) -> None:
        concern, quiet = training.sentences(training.material(language))
        alone = [Said(kind, text) for kind, texts in concern.items() for text in texts]
        alone += [Said(NONE, text) for texts in quiet.values() for text in texts]
        alone += [Said(kind, text) for kind, text in training.talk(language)]
        self.alone = alone
        self.turns = [
            Said(kind, turns[-1], tuple(turns[:-1]))
            for kind, turns in training.over_turns(language)
        ]
        told = {one.text for one in alone if one.kind != NONE}
        known = load(language)
        self.ordinary = [
            Said(NONE, text, before)
            for before, text in ordinary(language)
            if text not in told and not known.dismissed(text) and not any(known.explain(text))
        ]
        self._by_kind: dict[str, list[str]] = {}
        for kind, text in training.talk(language):
            self._by_kind.setdefault(kind, []).append(text)
        self._by_kind.setdefault(NONE, []).extend(one.text for one in self.ordinary)

    def texts(self) -> Iterator[str]:
        """Every utterance."""
        for one in (*self.alone, *self.turns, *self.ordinary):
            yield one.text
            yield from one.before

    def drawn(self, rng: random.Random) -> list[Said]:
        """What is read in one round."""
        found = [self._after_anything(one, rng) for one in self.alone]
        found += self.turns * TURNS_AGAIN
        found += self._put_together(rng)
        return found + rng.sample(self.ordinary, min(ORDINARY, len(self.ordinary)))

    def _after_anything(self, one: Said, rng: random.Random) -> Said:
        if rng.random() < ALONE:
            return one
        before = tuple(rng.choice(self.ordinary).text for _ in range(rng.choice((1, 1, 2))))
        return Said(one.kind, one.text, before, one.worth)

    def _put_together(self, rng: random.Random) -> Iterator[Said]:
        after_concern = (((kind, NONE), NONE, AFTER_CONCERN) for kind in KINDS)
        for of, kind, many in (*training.JOINED, *after_concern):
            for _ in range(many // 2):
                *before, last = (rng.choice(self._by_kind[part]) for part in of)
                yield Said(kind, last, tuple(before), training.TOGETHER)


def ordinary(language: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """What people say to Lantern, once each, after what they said before where that is known."""
    seen: set[str] = set()
    for before, text in _ordinary(folder_of(language) / "learning"):
        if text.lower() not in seen:
            seen.add(text.lower())
            yield before, text


def _ordinary(folder: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    for path in sorted(folder.glob("parts_*.tsv")):
        for marked in read_marked(path):
            yield (), " ".join(marked.words)
    for path in sorted(folder.glob("closely_[1-5].tsv")):
        before: tuple[str, ...] = ()
        for one in read_closely_marked(path):
            text = " ".join(one.marked.words)
            yield before, text
            before = (*before, text)[-2:]
    for path in sorted(folder.glob("tellings_*.tsv")):
        for telling in read_tellings(path):
            yield (), " ".join(telling.said)
    for path in sorted(folder.glob("wishes_*.tsv")):
        for wish in read_wishes(path):
            yield (), " ".join(wish.said)
    for _, text, _ in read_told_outcomes(folder / "told_outcomes.tsv"):
        yield (), text
    for words, _, _ in read_gists(folder / "gists.tsv"):
        yield (), " ".join(words)


def fingerprint(language: str) -> str:
    """The mark of all that the reader is made from: the utterances, and the code."""
    folder = folder_of(language) / "learning"
    files = ("safety*", "parts_*.tsv", "closely_[1-5].tsv", "tellings_*.tsv", "wishes_*.tsv")
    sources = [path for name in files for path in sorted(folder.glob(name))]
    sources += [folder / name for name in ("told_outcomes.tsv", "gists.tsv", "word_classes.txt")]
    return of_files([*sources, Path(__file__)])


class _Cut:
    """Utterances as the pieces that are read, spelled as the rules spell them."""

    def __init__(self, pieces: WordPieces, language: str) -> None:
        self._pieces = pieces
        self._spelling = load(language).spelling
        self._kept: dict[str, list[int]] = {}
        numbers = (pieces.number_of(piece) for piece in (BEGINS, ENDS, MASK, UNASKED))
        self._begins, self._ends, self._mask, self._unasked = numbers

    def __call__(self, one: Said, rng: random.Random) -> tuple[list[int], int]:
        """The pieces as `intents.encoding` puts them, some hidden, and how many are its own."""
        hidden = (
            self._mask if rng.random() < HIDDEN else piece for piece in self._numbers(one.text)
        )
        own = [self._begins, self._unasked, *hidden]
        own = [*own[: MOST_PIECES - MOST_BEFORE - 2], self._ends]
        before = [piece for text in one.before for piece in self._numbers(text)][-MOST_BEFORE:]
        return [*own, *before, self._ends] if before else own, len(own)

    def _numbers(self, text: str) -> list[int]:
        if text not in self._kept:
            written = " ".join(self._spelling.written_out(text.split()))
            self._kept[text] = [piece for word in plain(written) for piece in self._pieces(word)]
        return self._kept[text]


def train(material: Material, pretrained: Pretrained, language: str, path: Path) -> None:
    """Train the reader on some material, and write it to `path`."""
    import torch
    from torch.nn import functional

    torch.manual_seed(1)
    rng = random.Random(1)
    classes = tuple(sorted({one.kind for one in material.alone}))
    common = folder_of(language) / "learning" / "word_classes.txt"
    words = {*common.read_text(encoding="utf-8").split()}
    written_out = load(language).spelling.written_out
    for text in material.texts():
        words.update(plain(" ".join(written_out(text.split()))))
    pieces, kept = vocabulary_of(pretrained, words, 1)
    net, cut = network(pretrained, kept), _Cut(pieces, language)
    out = torch.nn.Linear(2 * net.embeddings.weight.shape[1], len(classes))
    old = [weights for name, weights in net.named_parameters() if name.startswith(ENCODING)]
    groups = [{"params": old, "lr": RATE}, {"params": [*out.parameters()], "lr": NEW_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = ROUNDS * (len(material.drawn(rng)) // AT_ONCE + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: max(0.02, min(10 * step / steps, 1 - step / steps))
    )
    net.train()
    for turn in range(ROUNDS):
        loss = 0.0
        batches = _batches(material.drawn(rng), rng)
        for batch in batches:
            raw = out(net.drop(_read(net, [cut(one, rng) for one in batch])))
            right = torch.tensor([classes.index(one.kind) for one in batch])
            worth = torch.tensor([one.worth for one in batch])
            misfit = functional.cross_entropy(
                raw, right, reduction="none", label_smoothing=SMOOTHED
            )
            fit = (misfit * worth).sum() / worth.sum()
            optimizer.zero_grad()
            fit.backward()
            torch.nn.utils.clip_grad_norm_([*old, *out.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            loss += float(fit.detach())
        print(f"round {turn + 1} of {ROUNDS}: {loss / len(batches):.3f}", file=sys.stderr)
    arrays: Mapping[str, Any] = {
        **{name: array for name, array in arrays_of(net).items() if name.startswith(ENCODING)},
        "classes": out.weight.detach().numpy().T.astype(np.float16),
        "classes.bias": out.bias.detach().numpy(),
    }
    header = {
        "made_from": fingerprint(language),
        "classes": classes,
        "pieces": pieces.vocabulary,
        "unasked": UNASKED,
    }
    save_model(path, header, arrays)


def _read(net: Any, rows: Sequence[tuple[list[int], int]]) -> Any:
    """The mean of the vectors of each utterance, with the vector of the whole behind it."""
    import torch

    longest = -(-max(len(numbers) for numbers, _ in rows) // ROUNDED) * ROUNDED
    given = np.full((len(rows), longest), -1)
    for at, (numbers, _) in enumerate(rows):
        given[at, : len(numbers)] = numbers
    there = torch.tensor(given >= 0)
    own = torch.tensor(np.arange(longest) < np.array([size for _, size in rows])[:, None])
    vectors = net.embeddings(torch.tensor(given.clip(0))) + net.positions[:longest]
    vectors = net.drop(net.norm(vectors + (~own).float()[:, :, None] * net.before))
    with torch.autocast("cpu", torch.bfloat16):  # Several times as fast where it is known.
        for layer in net.layers:
            vectors = layer(vectors, there)
    vectors, here = vectors.float(), own.float()[:, :, None]
    return torch.cat([(vectors * here).sum(1) / here.sum(1), vectors[:, 0]], 1)


def _batches(drawn: list[Said], rng: random.Random) -> list[list[Said]]:
    """Utterances of similar length together."""
    rng.shuffle(drawn)
    found = []
    for start in range(0, len(drawn), AT_ONCE * SORTED):
        some = sorted(
            drawn[start : start + AT_ONCE * SORTED],
            key=lambda one: len(one.text) + sum(map(len, one.before)),
        )
        found += [some[at : at + AT_ONCE] for at in range(0, len(some), AT_ONCE)]
    rng.shuffle(found)
    return found


def main(language: str = "en") -> None:
    """Trains and writes the reader of a language."""
    path = folder_of(language) / FILE
    train(Material(language), read_pretrained(), language, path)
    print(f"{path.name} {path.stat().st_size // 1024} kB", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
