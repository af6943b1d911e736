"""The network that `intents.parts_training` trains, a torch module, and its misfit.

Its forward pass is that of `intents.encoder` and `intents.parts`, which need numpy alone.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, get_args

import numpy as np

from intents.encoder import HEADS, quantized
from intents.encoding import MOST_BEFORE
from intents.parts import BEGINS, ENDS, LABELS, MOST_PIECES
from intents.pretrained import MASK, Pretrained
from intents.spans import ComplaintName, Mood, QuestionName, WishName
from intents.word_pieces import WordPieces

LAYERS = 4
NEW = ("labels", "follows", "naming", "gist", "wish", "before")
"""How the names of the weights begin that were not trained before."""
DROPPED = 0.1
WISH_WEIGHT = 1.5
"""How much what is wished counts beside the labels."""
HIDDEN = 0.06
"""The share of pieces that is hidden at each step."""
ROUNDED = 8
"""Lengths are multiples of this: what is computed for one length can be used again."""
WISHES = get_args(WishName)
NO_WISH = (WISHES.index("none"), -1, -1, -1, -1)
MOODS = get_args(Mood)
NAMES = {
    "question": get_args(QuestionName),
    "complaint": get_args(ComplaintName),
    "mood": MOODS,
    "weight": ("0", "1", "2", "3"),
}


@dataclass(frozen=True)
class Row:
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
    wish: tuple[int, int, int, int, int] | None = None
    """What is wished, and the first and the last word of what it is about and of what that shall
    become, -1 where there is none. `None`: not known."""
    wish_worth: float = 1.0
    """How much what is wished counts."""
    before: tuple[int, ...] = ()
    """The last pieces of what was said before."""

    @property
    def size(self) -> int:
        """How many pieces are read, about."""
        return sum(map(len, self.words)) + len(self.before)


def network(pretrained: Pretrained, kept: Sequence[int]) -> Any:
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
            kinds = given["embeddings.token_type_embeddings.weight"]
            self.before = nn.Parameter(kinds[1] - kinds[0])
            self.norm = norm("embeddings.LayerNorm")
            self.layers = nn.ModuleList(Layer(f"encoder.layer.{at}") for at in range(LAYERS))
            self.drop = nn.Dropout(DROPPED)
            self.labels = nn.Linear(width, len(LABELS))
            self.follows = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
            self.gist = nn.Linear(width, 2)
            self.wish = nn.Linear(2 * width, len(WISHES))
            self.wish_ends = nn.Linear(width, 4)
            self.naming = nn.ModuleDict(
                {name: nn.Linear(2 * width, len(of)) for name, of in NAMES.items()}
            )

        def misfit(self, rows: Sequence[Row], rng: random.Random, pieces: WordPieces) -> Any:
            """How badly the labels and names of some utterances fit: the less the better."""
            numbers, firsts, labels, before = _padded(rows, rng, pieces)
            there = torch.tensor(numbers >= 0)
            vectors = self.embeddings(torch.tensor(numbers.clip(0)))
            vectors = vectors + self.positions[: numbers.shape[1]]
            vectors = vectors + torch.tensor(before)[:, :, None] * self.before
            vectors = self.drop(self.norm(vectors))
            with torch.autocast("cpu", torch.bfloat16):  # Several times as fast where it is known.
                for layer in self.layers:
                    vectors = layer(vectors, there)
            vectors = vectors.float()
            at = torch.tensor(firsts.clip(0))[:, :, None].expand(-1, -1, width)
            words = vectors.gather(1, at)
            worth = torch.tensor([row.worth for row in rows])
            here = torch.tensor(firsts >= 0)
            emissions = self.labels(self.drop(words))
            chain = self._chain(emissions, torch.tensor(labels), here)
            total = (chain * worth).sum() / worth.sum().clamp(min=1) / 4
            total = total + self._beside_the_gist(rows, words, vectors[:, 0], here)
            total = total + self._beside_the_wish(rows, words, vectors[:, 0], here)
            return total + self._misnamed(rows, words, vectors[:, 0])

        def _beside_the_gist(self, rows: Sequence[Row], words: Any, whole: Any, there: Any) -> Any:
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

        def _beside_the_wish(self, rows: Sequence[Row], words: Any, whole: Any, there: Any) -> Any:
            """How badly what is wished fits, and the ends of its words, where it is known."""
            known = [at for at, row in enumerate(rows) if row.wish is not None]
            if not known:
                return torch.zeros(())
            some, here = words[known], there[known]
            right = [rows[at].wish or NO_WISH for at in known]
            worth = torch.tensor([rows[at].wish_worth for at in known])
            mean = (some * here[:, :, None]).sum(1) / here.sum(1, keepdim=True)
            found = self.wish(self.drop(torch.cat([mean, whole[known]], 1)))
            names = torch.tensor([one[0] for one in right])
            total = (functional.cross_entropy(found, names, reduction="none") * worth).sum()
            total = total / worth.sum()
            wishing = [at for at, one in enumerate(right) if one != NO_WISH]
            if wishing:
                both = torch.cat([some[wishing], whole[known][wishing][:, None]], 1)
                raw = self.wish_ends(self.drop(both))
                beyond = ~functional.pad(here[wishing], (0, 1), value=True)
                raw = raw.masked_fill(beyond[:, :, None], -1e4)
                ends = torch.tensor([right[at][1:] for at in wishing]) % raw.shape[1]
                total = total + functional.cross_entropy(raw, ends)
            return total * WISH_WEIGHT

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

        def _misnamed(self, rows: Sequence[Row], words: Any, whole: Any) -> Any:
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
    rows: Sequence[Row], rng: random.Random, pieces: WordPieces
) -> tuple[np.ndarray[Any, Any], ...]:
    """The pieces, the place of the first piece of each word, and the labels, -1 where none is; and
    which pieces are what was said before."""
    begins, ends, mask = (pieces.number_of(piece) for piece in (BEGINS, ENDS, MASK))
    written, firsts, owned = [], [], []
    for row in rows:
        numbers, first = [begins, row.expects], []
        for word in row.words:
            first.append(len(numbers))
            numbers += [mask if rng.random() < HIDDEN else piece for piece in word]
        numbers = [*numbers[: MOST_PIECES - MOST_BEFORE - 2], ends]
        owned.append(len(numbers))
        written.append([*numbers, *row.before, ends] if row.before else numbers)
        firsts.append(first)
    longest = -(-max(map(len, written)) // ROUNDED) * ROUNDED
    words = max(map(len, firsts))
    found = [np.full((len(rows), size), -1) for size in (longest, words, words)]
    for at, row in enumerate(rows):
        numbers = written[at]
        found[0][at, : len(numbers)] = numbers
        found[1][at, : len(firsts[at])] = np.minimum(firsts[at], owned[at] - 1)
        found[2][at, : len(row.labels)] = row.labels
    found[2] = found[2].clip(0)
    before = (np.arange(longest) >= np.array(owned)[:, None]).astype(np.float32)
    return *found, before


def arrays_of(net: Any) -> dict[str, np.ndarray[Any, Any]]:
    """The weights as `intents.encoder` and `intents.parts` read them."""
    given = {name: weights.detach().numpy() for name, weights in net.state_dict().items()}
    found: dict[str, np.ndarray[Any, Any]] = {}
    found["embeddings"], found["embeddings.scales"] = quantized(given["embeddings.weight"], axis=1)
    found["positions"] = given["positions"].astype(np.float16)
    found["before"] = given["before"]
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
    for name in ("wish", "wish_ends"):
        found[name] = given[f"{name}.weight"].T.astype(np.float16)
        found[f"{name}.bias"] = given[f"{name}.bias"]
    naming = [f"naming.{name}" for name in NAMES]
    found["naming"] = np.concatenate([given[f"{name}.weight"] for name in naming]).T
    found["naming"] = found["naming"].astype(np.float16)
    found["naming.bias"] = np.concatenate([given[f"{name}.bias"] for name in naming])
    return found
