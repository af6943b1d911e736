"""Trains the model of `intents.parts` from marked-up utterances: ``scripts/models build parts``.

The encoder begins as the first layers of all-MiniLM-L6-v2 (Wang et al. 2020, arXiv 2002.10957;
Apache-2.0), with the vocabulary cut down to what common words need. It is then trained together
with the chain of labels and the namings. Words are hidden at random, and parts of two utterances
are put together, so that no single word or place is relied on.

This needs torch and the extra `parts-model`; what it writes needs numpy alone.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from intents.encoder import HEADS, quantized
from intents.fingerprint import of_files
from intents.languages import folder_of
from intents.marked import Marked, read_gists, read_marked
from intents.parts import (
    ANY,
    BEGINS,
    CORE,
    CORE_BEGINS,
    ENDS,
    FILE,
    LABELS,
    MOST_PIECES,
    OUTSIDE,
    TAKEN_BACK,
    save_model,
)
from intents.pretrained import FREE, MASK, Pretrained, read_pretrained, vocabulary_of
from intents.spans import ComplaintName, Mood, QuestionName
from intents.word_pieces import WordPieces, plain

LAYERS = 4
ROUNDS = 12
AT_ONCE = 24
SORTED = 16
"""So many steps are sorted by length together."""
RATE, NEW_RATE = 1.5e-4, 2e-3
"""The largest step of what was trained before, and of the labels and namings."""
DROPPED = 0.1
HIDDEN = 0.06
"""The share of pieces that is hidden at each step."""
UNASKED = 0.05
"""The share of utterances read as if nothing was asked."""
JOINED = 0.15
"""The share of utterances before which something is said that is no answer."""
ALONE = 0.3
"""How much an utterance counts that was written without its question."""
COMMON, RARE = 30, 0.01
"""A word that answers have so often, and cores begin with in less than this share, begins none."""
_MOODS = get_args(Mood)
_NAMES = {
    "question": get_args(QuestionName),
    "complaint": get_args(ComplaintName),
    "mood": _MOODS,
    "weight": ("0", "1", "2", "3"),
}


@dataclass(frozen=True)
class _Row:
    """One utterance in numbers.

    `names` are the naming, the first word, the word behind the last, and the right column. Labels
    count only where `worth` is above 0.
    """

    expects: int
    words: tuple[tuple[int, ...], ...]
    labels: tuple[int, ...]
    names: tuple[tuple[str, int, int, int], ...]
    worth: float
    answers: bool = field(default=True)
    gist: tuple[int, int] | None = None
    """The first and the last word of the gist, twice -1 where there is none."""


def labels_of(marked: Marked) -> list[int]:
    """The label of each word, as numbers."""
    found = [OUTSIDE] * len(marked.words)
    for part in marked.spans:
        found[part.start : part.end] = [f"in {part.kind}"] * (part.end - part.start)
        found[part.start] = f"begins {part.kind}"
    for place in marked.spans.taken_back:
        found[place] = TAKEN_BACK
    for number, place in enumerate(marked.spans.core):
        found[place] = CORE if number else CORE_BEGINS
    return [LABELS.index(label) for label in found]


def _names_of(marked: Marked) -> Iterator[tuple[str, int, int, int]]:
    for part in marked.spans:
        if part.name in _NAMES.get(part.kind, ()):
            yield part.kind, part.start, part.end, _NAMES[part.kind].index(part.name)
        if part.weight and part.name in _MOODS:
            yield "mood", part.start, part.end, _MOODS.index(part.name)
        if part.name in _MOODS or part.kind == "answer":
            yield "weight", part.start, part.end, part.weight


def _rows(
    examples: Sequence[Marked], pieces: WordPieces, expects: dict[str, int]
) -> Iterator[_Row]:
    for marked in examples:
        words = tuple(map(pieces, plain(" ".join(marked.words))))
        names = tuple(_names_of(marked))
        yield _Row(
            expects[marked.expects],
            words,
            tuple(labels_of(marked)),
            names,
            1.0 if marked.question else ALONE,
            marked.spans.first("answer") is not None,
        )
        if len(marked.spans.parts) > 1:  # What is told, alone: how `Parts.mood` reads it.
            for naming, start, end, name in names:
                if naming == "mood":
                    weight = next(row[3] for row in names if row[:2] == ("weight", start))
                    alone = (naming, 0, end - start, name), ("weight", 0, end - start, weight)
                    yield _Row(expects[ANY], words[start:end], (0,) * (end - start), alone, 0.0)


_Gists = Sequence[tuple[tuple[str, ...], int, int]]


def _gist_rows(gists: _Gists, pieces: WordPieces, unasked: int) -> Iterator[_Row]:
    """What is said back is chosen without its question."""
    for said, start, end in gists:
        words = tuple(map(pieces, plain(" ".join(said))))
        gist = (start, end - 1) if end else (-1, -1)
        yield _Row(unasked, words, (0,) * len(words), (), 0.0, gist=gist)


def train(
    examples: Sequence[Marked],
    gists: _Gists,
    pretrained: Pretrained,
    common: Sequence[str],
    path: Path,
    made_from: str,
) -> None:
    """Train the model which marks utterances up as `examples` are and finds the gist as in `gists`,
    and write it to `path`."""
    import torch

    torch.manual_seed(1)
    rng = random.Random(1)
    kinds = [ANY, *sorted({marked.expects for marked in examples})]
    words = {word for marked in examples for word in plain(" ".join(marked.words))}
    words.update(common, *(said for said, _, _ in gists))
    pieces, kept = vocabulary_of(pretrained, words, len(kinds))
    expects = {kind: pieces.number_of(FREE.format(at)) for at, kind in enumerate(kinds)}
    net = _network(pretrained, kept)
    rows = [
        *_rows(examples, pieces, expects),
        *_gist_rows(gists, pieces, expects[ANY]),
    ]
    old: list[Any] = []
    new: list[Any] = []
    for name, weights in net.named_parameters():
        (new if name.startswith(("labels", "follows", "naming", "gist")) else old).append(weights)
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": RATE}, {"params": new, "lr": NEW_RATE}], weight_decay=0.01
    )
    steps = ROUNDS * (len(rows) // AT_ONCE + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: max(0.02, min(10 * step / steps, 1 - step / steps))
    )
    net.train()
    for turn in range(ROUNDS):
        loss = 0.0
        batches = list(_batches(rows, rng, expects[ANY]))
        for batch in batches:
            fit = net.misfit(batch, rng, pieces)
            optimizer.zero_grad()
            fit.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            loss += float(fit.detach())
        print(f"round {turn + 1} of {ROUNDS}: {loss / len(batches):.3f}", file=sys.stderr)
    header = {
        "made_from": made_from,
        "labels": LABELS,
        "pieces": pieces.vocabulary,
        "expects": expects,
        "names": _NAMES,
        "not_first": sorted(_no_edge(examples, 0)),
        "not_last": sorted(_no_edge(examples, -1)),
        "no_gist_ends": sorted(_no_gist_ends(gists)),
    }
    save_model(path, header, _arrays(net))


def _no_edge(examples: Sequence[Marked], end: Literal[0, -1]) -> frozenset[str]:
    """Common words of answers, with which no core begins (`end` 0) or ends (-1)."""
    times: Counter[str] = Counter()
    edges: Counter[str] = Counter()
    for marked in examples:
        if marked.spans.core:
            words = plain(" ".join(marked.words))
            answers = [part for part in marked.spans if part.kind == "answer"]
            times.update(word for part in answers for word in words[part.start : part.end])
            edges[words[marked.spans.core[end]]] += 1
    return _rarely(edges, times)


def _no_gist_ends(gists: _Gists) -> frozenset[str]:
    """Common words with which no gist ends, though they stand in some."""
    times = Counter(word for words, start, end in gists for word in words[start:end])
    return _rarely(Counter(words[end - 1] for words, _, end in gists if end), times)


def _rarely(edges: Counter[str], times: Counter[str]) -> frozenset[str]:
    return frozenset(
        word for word, number in times.items() if number >= COMMON and edges[word] < RARE * number
    )


def _batches(rows: Sequence[_Row], rng: random.Random, unasked: int) -> Iterator[list[_Row]]:
    """Utterances of similar length together, some of them joined, some as if nothing was asked."""
    by_kind: dict[int, list[_Row]] = {}
    for row in rows:
        if row.worth and not row.answers:
            by_kind.setdefault(row.expects, []).append(row)
    drawn = [_drawn(row, rng, by_kind, unasked) for row in rng.sample(rows, len(rows))]
    found = []
    for start in range(0, len(drawn), AT_ONCE * SORTED):
        some = sorted(drawn[start : start + AT_ONCE * SORTED], key=lambda row: len(row.words))
        found += [some[at : at + AT_ONCE] for at in range(0, len(some), AT_ONCE)]
    rng.shuffle(found)
    yield from found


def _drawn(row: _Row, rng: random.Random, no_answers: dict[int, list[_Row]], unasked: int) -> _Row:
    if not row.worth:
        return row
    if row.answers and rng.random() < JOINED and row.expects in no_answers:
        first = rng.choice(no_answers[row.expects])
        size = len(first.words)
        later = ((name, start + size, end + size, at) for name, start, end, at in row.names)
        row = _Row(row.expects, first.words + row.words, first.labels + row.labels,
                   (*first.names, *later), row.worth)  # fmt: skip
    if rng.random() < UNASKED:
        row = _Row(unasked, row.words, row.labels, row.names, row.worth)
    return row


def _network(pretrained: Pretrained, kept: Sequence[int]) -> Any:
    """The network to train, a torch module; its forward pass is that of `intents.encoder`."""
    import torch
    from torch import nn
    from torch.nn import functional

    given = {name: torch.tensor(array) for name, array in pretrained.arrays.items()}
    width = given["embeddings.word_embeddings.weight"].shape[1]

    def linear(name: str) -> Any:
        weight = given[f"{name}.weight"]
        made = nn.Linear(weight.shape[1], weight.shape[0])
        made.weight.data, made.bias.data = weight.clone(), given[f"{name}.bias"].clone()
        return made

    def norm(name: str) -> Any:
        made = nn.LayerNorm(width, eps=1e-12)
        made.weight.data = given[f"{name}.weight"].clone()
        made.bias.data = given[f"{name}.bias"].clone()
        return made

    class Layer(nn.Module):  # type: ignore[misc]
        def __init__(self, name: str) -> None:
            super().__init__()
            attention = f"{name}.attention.self"
            self.attend = nn.ModuleList(
                linear(f"{attention}.{part}") for part in ("query", "key", "value")
            )
            self.join = linear(f"{name}.attention.output.dense")
            self.join_norm = norm(f"{name}.attention.output.LayerNorm")
            self.widen = linear(f"{name}.intermediate.dense")
            self.narrow = linear(f"{name}.output.dense")
            self.narrow_norm = norm(f"{name}.output.LayerNorm")
            self.drop = nn.Dropout(DROPPED)

        def forward(self, vectors: Any, there: Any) -> Any:
            many, size, _ = vectors.shape
            parts = [
                part(vectors).view(many, size, HEADS, -1).transpose(1, 2) for part in self.attend
            ]
            seen = functional.scaled_dot_product_attention(*parts, attn_mask=there[:, None, None])
            joined = self.join(seen.transpose(1, 2).reshape(many, size, width))
            vectors = self.join_norm(vectors + self.drop(joined))
            wide = functional.gelu(self.widen(vectors), approximate="tanh")
            return self.narrow_norm(vectors + self.drop(self.narrow(wide)))

    class Network(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            words = given["embeddings.word_embeddings.weight"][list(kept)]
            self.embeddings = nn.Embedding.from_pretrained(words.clone(), freeze=False)
            places = given["embeddings.position_embeddings.weight"][:MOST_PIECES]
            self.positions = nn.Parameter(
                places + given["embeddings.token_type_embeddings.weight"][0]
            )
            self.norm = norm("embeddings.LayerNorm")
            self.layers = nn.ModuleList(Layer(f"encoder.layer.{at}") for at in range(LAYERS))
            self.drop = nn.Dropout(DROPPED)
            self.labels = nn.Linear(width, len(LABELS))
            self.follows = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
            self.gist = nn.Linear(width, 2)
            self.naming = nn.ModuleDict(
                {name: nn.Linear(2 * width, len(of)) for name, of in _NAMES.items()}
            )

        def misfit(self, rows: Sequence[_Row], rng: random.Random, pieces: WordPieces) -> Any:
            """How badly the labels and names of some utterances fit: the less the better."""
            numbers, firsts, labels = _padded(rows, rng, pieces)
            there = torch.tensor(numbers >= 0)
            vectors = self.embeddings(torch.tensor(numbers.clip(0)))
            vectors = self.norm(vectors + self.positions[: numbers.shape[1]])
            vectors = self.drop(vectors)
            for layer in self.layers:
                vectors = layer(vectors, there)
            at = torch.tensor(firsts.clip(0))[:, :, None].expand(-1, -1, width)
            words = vectors.gather(1, at)
            worth = torch.tensor([row.worth for row in rows])
            here = torch.tensor(firsts >= 0)
            emissions = self.labels(self.drop(words))
            chain = self._chain(emissions, torch.tensor(labels), here)
            total = (chain * worth).sum() / worth.sum().clamp(min=1) / 4
            total = total + self._beside_the_gist(rows, words, vectors[:, 0], here)
            return total + self._misnamed(rows, words, vectors[:, 0])

        def _beside_the_gist(self, rows: Sequence[_Row], words: Any, whole: Any, there: Any) -> Any:
            """How badly the two ends of the gist fit, of those rows where it is known."""
            known = [at for at, row in enumerate(rows) if row.gist is not None]
            if not known:
                return torch.zeros(())
            raw = self.gist(self.drop(torch.cat([words[known], whole[known][:, None]], 1)))
            raw = raw.masked_fill(
                ~functional.pad(there[known], (0, 1), value=True)[:, :, None], -1e4
            )
            right = torch.tensor([rows[at].gist for at in known]) % raw.shape[1]
            misfit = functional.cross_entropy(raw, right, reduction="sum")
            return misfit / max(4, len(known)) / 2

        def _chain(self, emissions: Any, labels: Any, there: Any) -> Any:
            """The negative logarithm of the chance of the right row of labels."""
            forward = emissions[:, 0]
            right = emissions[:, 0].gather(1, labels[:, :1])[:, 0]
            for at in range(1, emissions.shape[1]):
                ahead = torch.logsumexp(forward[:, :, None] + self.follows, 1) + emissions[:, at]
                here = there[:, at]
                forward = torch.where(here[:, None], ahead, forward)
                step = emissions[:, at].gather(1, labels[:, at : at + 1])[:, 0]
                step = step + self.follows[labels[:, at - 1], labels[:, at]]
                right = right + torch.where(here, step, torch.zeros_like(step))
            return torch.logsumexp(forward, 1) - right

        def _misnamed(self, rows: Sequence[_Row], words: Any, whole: Any) -> Any:
            asked = sorted(
                (naming, number, start, end, name)
                for number, row in enumerate(rows)
                for naming, start, end, name in row.names
            )
            total = torch.zeros(())
            for naming, group in groupby(asked, key=lambda one: one[0]):
                some = list(group)
                means = [
                    torch.cat([words[number, start:end].mean(0), whole[number]])
                    for _, number, start, end, _ in some
                ]
                found = self.naming[naming](self.drop(torch.stack(means)))
                right = torch.tensor([one[-1] for one in some])
                misfit = functional.cross_entropy(found, right, reduction="sum")
                total = total + misfit / max(4, len(some))
            return total

    return Network()


def _padded(
    rows: Sequence[_Row], rng: random.Random, pieces: WordPieces
) -> tuple[np.ndarray[Any, Any], ...]:
    """The pieces, the place of the first piece of each word, and the labels; -1 where none is."""
    begins, ends, mask = (pieces.number_of(piece) for piece in (BEGINS, ENDS, MASK))
    written, firsts = [], []
    for row in rows:
        numbers, first = [begins, row.expects], []
        for word in row.words:
            first.append(len(numbers))
            numbers += [mask if rng.random() < HIDDEN else piece for piece in word]
        written.append([*numbers, ends])
        firsts.append(first)
    longest = min(MOST_PIECES, max(map(len, written)))
    words = max(map(len, firsts))
    found = [np.full((len(rows), size), -1) for size in (longest, words, words)]
    for at, row in enumerate(rows):
        numbers = written[at][:longest]
        found[0][at, : len(numbers)] = numbers
        found[1][at, : len(firsts[at])] = np.minimum(firsts[at], longest - 1)
        found[2][at, : len(row.labels)] = row.labels
    found[2] = found[2].clip(0)
    return tuple(found)


def _arrays(net: Any) -> dict[str, np.ndarray[Any, Any]]:
    """The weights as `intents.encoder` and `intents.parts` read them."""
    given = {name: weights.detach().numpy() for name, weights in net.state_dict().items()}
    found: dict[str, np.ndarray[Any, Any]] = {}
    found["embeddings"], found["embeddings.scales"] = quantized(given["embeddings.weight"], axis=1)
    found["positions"] = given["positions"].astype(np.float16)
    found["norm"] = np.stack([given["norm.weight"], given["norm.bias"]])
    for at in range(LAYERS):
        of, to = f"layers.{at}", f"layers.{at}"
        attend = [f"{of}.attend.{part}" for part in range(3)]
        matrices = {
            "attend": np.concatenate([given[f"{part}.weight"] for part in attend]),
            **{name: given[f"{of}.{name}.weight"] for name in ("join", "widen", "narrow")},
        }
        for name, matrix in matrices.items():
            found[f"{to}.{name}"], found[f"{to}.{name}.scales"] = quantized(matrix.T)
        found[f"{to}.attend.bias"] = np.concatenate([given[f"{part}.bias"] for part in attend])
        for name in ("join", "widen", "narrow"):
            found[f"{to}.{name}.bias"] = given[f"{of}.{name}.bias"]
        for name in ("join_norm", "narrow_norm"):
            found[f"{to}.{name}"] = np.stack(
                [given[f"{of}.{name}.weight"], given[f"{of}.{name}.bias"]]
            )
    found["labels"] = given["labels.weight"].T.astype(np.float16)
    found["labels.bias"] = given["labels.bias"]
    found["follows"] = given["follows"]
    found["gist"] = given["gist.weight"].T.astype(np.float16)
    found["gist.bias"] = given["gist.bias"]
    naming = [f"naming.{name}" for name in _NAMES]
    found["naming"] = np.concatenate([given[f"{name}.weight"] for name in naming]).T
    found["naming"] = found["naming"].astype(np.float16)
    found["naming.bias"] = np.concatenate([given[f"{name}.bias"] for name in naming])
    return found


def material(language: str) -> list[Path]:
    """The marked-up files of a language."""
    return sorted((folder_of(language) / "learning").glob("parts_*.tsv"))


def gists_of(language: str) -> Path:
    """The file of what is said back in a language."""
    return folder_of(language) / "learning" / "gists.tsv"


def _common_words(language: str) -> Path:
    """The file of common words, whose pieces the vocabulary keeps."""
    return folder_of(language) / "learning" / "word_classes.txt"


def fingerprint(language: str) -> str:
    """The mark of all that the model is made from: the utterances, and the code."""
    code = ("marked", "word_pieces", "pretrained", "parts_training")
    own = [Path(__file__).with_name(f"{name}.py") for name in code]
    sources = [*material(language), gists_of(language), _common_words(language)]
    return of_files([*sources, *own])


def main(language: str = "en") -> None:
    """Trains and writes the model of a language."""
    examples = [marked for path in material(language) for marked in read_marked(path)]
    path = folder_of(language) / FILE
    common = _common_words(language).read_text(encoding="utf-8").split()
    gists = list(read_gists(gists_of(language)))
    train(examples, gists, read_pretrained(), common, path, fingerprint(language))
    print(f"{path.name} {path.stat().st_size // 1024} kB", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
