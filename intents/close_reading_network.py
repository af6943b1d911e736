"""The language model with its classifiers as `intents.close_reading_training` trains them.

Its forward pass is that of `intents.language_model`, which needs numpy alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intents.language_model import ENDS, HEADS, MATRICES, SHARED, SIZE, LanguageModel
from intents.parts import LABELS
from intents.parts_network import NAMES, NO_WISH, WISHES

RANK, LOUDER = 16, 2.0
"""The rank of the adapting matrices, and by how much their product is multiplied."""
LOWEST = 12
"""The first layer that is adapted."""
DROPPED = 0.1
OTHERS = 1500
"""So many tokens are wrong ones at each step, besides those of the examples."""


@dataclass(frozen=True)
class Example:
    """One utterance. What is not known of it is `None`, and no name is known of an empty `names`.

    `names` are the naming, the first word, the word behind the last, and the right column; `wish`
    is what is wished with the ends of its words, as in `intents.parts_network.Row`. `whole`: all of
    it is known but perhaps what would be said first.
    """

    said_before: str
    expects: str
    words: tuple[str, ...]
    labels: tuple[int, ...] | None = None
    names: tuple[tuple[str, int, int, int], ...] = ()
    gist: tuple[int, int] | None = None
    wish: tuple[int, int, int, int, int] | None = None
    first: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Row:
    """An example in tokens, with the last token of each word, and the tokens of its sentence."""

    example: Example
    tokens: tuple[int, ...]
    ends: tuple[int, ...]
    first: tuple[int, ...]


def network(model: LanguageModel) -> Any:
    """The language model with its classifiers, a torch module; it reads as `LanguageModel` does."""
    import torch
    from torch import nn
    from torch.nn import functional

    width = HEADS * SIZE

    class Adapted(nn.Module):  # type: ignore[misc]
        def __init__(self, matrix: Any, adapted: bool) -> None:
            super().__init__()
            self.matrix = nn.Parameter(torch.tensor(matrix.T).bfloat16(), requires_grad=False)
            outputs, inputs = self.matrix.shape
            self.adapted = adapted
            if adapted:
                self.down = nn.Parameter(torch.randn(RANK, inputs) / inputs**0.5)
                self.up = nn.Parameter(torch.zeros(outputs, RANK))

        def forward(self, vectors: Any) -> Any:
            found = functional.linear(vectors, self.matrix)
            if self.adapted:
                low = functional.linear(vectors, self.down.bfloat16())
                found = found + functional.linear(low, self.up.bfloat16()) * LOUDER
            return found

    def normed(vectors: Any, weight: Any) -> Any:
        exact = vectors.float()
        mean = exact.square().mean(-1, keepdim=True)
        return (exact * torch.rsqrt(mean + 1e-5) * weight).bfloat16()

    def turned(vectors: Any, cosine: Any, sine: Any) -> Any:
        first, second = vectors[..., 0::2], vectors[..., 1::2]
        pairs = [first * cosine - second * sine, first * sine + second * cosine]
        return torch.stack(pairs, -1).flatten(-2)

    class Layer(nn.Module):  # type: ignore[misc]
        def __init__(self, layer: Any, adapted: bool) -> None:
            super().__init__()
            self.norms = [torch.tensor(layer.attend_norm), torch.tensor(layer.widen_norm)]
            self.parts = nn.ModuleDict(
                {name: Adapted(getattr(layer, name), adapted) for name in MATRICES}
            )

        def forward(self, vectors: Any, cosine: Any, sine: Any, unseen: Any) -> Any:
            many, size, _ = vectors.shape
            raw = self.parts["attend"](normed(vectors, self.norms[0]))
            sizes = [width, SHARED * SIZE, SHARED * SIZE]
            query, key, value = (
                part.view(many, size, -1, SIZE).transpose(1, 2) for part in raw.split(sizes, -1)
            )
            query, key = turned(query, cosine, sine), turned(key, cosine, sine)
            key, value = (part.repeat_interleave(HEADS // SHARED, 1) for part in (key, value))
            shares = (query @ key.transpose(-1, -2)).float() / SIZE**0.5 + unseen
            seen = torch.softmax(shares, -1).bfloat16() @ value
            joined = self.parts["join"](seen.transpose(1, 2).reshape(many, size, width))
            vectors = vectors + joined
            gate, wide = self.parts["widen"](normed(vectors, self.norms[1])).chunk(2, -1)
            return vectors + self.parts["narrow"](functional.silu(gate) * wide)

    class Network(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.embeddings = torch.tensor(model.embeddings.astype(np.float32)).bfloat16()
            self.norm = torch.tensor(model.norm)
            self.layers = nn.ModuleList(
                Layer(layer, at >= LOWEST) for at, layer in enumerate(model.layers)
            )
            self.drop = nn.Dropout(DROPPED)
            self.labels = nn.Linear(width, len(LABELS))
            self.follows = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
            self.gist = nn.Linear(width, 2)
            self.wish = nn.Linear(2 * width, len(WISHES))
            self.wish_ends = nn.Linear(width, 4)
            self.naming = nn.ModuleDict(
                {name: nn.Linear(2 * width, len(of)) for name, of in NAMES.items()}
            )

        def take_up(self, arrays: Mapping[str, NDArray[Any]]) -> None:
            """Go on from what was learned before; `arrays` are those of `arrays_of`."""
            given, naming = dict(arrays), 0
            own = self.state_dict()
            for name, weights in own.items():
                if name.endswith((".down", ".up")):
                    known = given[name.replace(".parts.", ".")].T.astype(np.float32)
                    known = known / np.float32(LOUDER) if name.endswith(".up") else known
                elif name.startswith("naming."):
                    continue
                elif name.endswith(".weight"):
                    known = given[name.removesuffix(".weight")].T.astype(np.float32)
                elif name.endswith(".bias") or name == "follows":
                    known = given[name]
                else:
                    continue
                weights.copy_(torch.tensor(known))
            for name, of in NAMES.items():
                columns = slice(naming, naming + len(of))
                matrix = given["naming"][:, columns].T.astype(np.float32)
                own[f"naming.{name}.weight"].copy_(torch.tensor(matrix))
                own[f"naming.{name}.bias"].copy_(torch.tensor(given["naming.bias"][columns]))
                naming += len(of)

        def forward(self, tokens: Any) -> Any:
            size = tokens.shape[1]
            cosine, sine = (torch.tensor(part).bfloat16() for part in model.turns(0, size))
            unseen = torch.full((size, size), -1e9).triu(1)
            vectors = self.embeddings[tokens]
            for layer in self.layers:
                vectors = layer(vectors, cosine, sine, unseen)
            return normed(vectors, self.norm)

        def misfit(self, rows: Sequence[Row]) -> Any:
            """How badly the labels, names, wishes and sentences of some examples fit."""
            longest = max(len(row.tokens) + len(row.first) for row in rows)
            tokens = torch.zeros(len(rows), longest, dtype=torch.long)
            for at, row in enumerate(rows):
                whole = [*row.tokens, *row.first]
                tokens[at, : len(whole)] = torch.tensor(whole)
            vectors = self(tokens)
            total = self._beside_the_sentences(rows, vectors, tokens)
            most = max(len(row.ends) for row in rows)
            ends = torch.zeros(len(rows), most, dtype=torch.long)
            there = torch.zeros(len(rows), most, dtype=torch.bool)
            for at, row in enumerate(rows):
                ends[at, : len(row.ends)] = torch.tensor(row.ends)
                there[at, : len(row.ends)] = True
            exact = vectors.float()
            words = exact.gather(1, ends[:, :, None].expand(-1, -1, width))
            last = torch.tensor([len(row.tokens) - 1 for row in rows])
            whole = exact[torch.arange(len(rows)), last]
            total = total + self._beside_the_labels(rows, words, there)
            total = total + self._beside_the_gists(rows, words, whole, there)
            total = total + self._beside_the_wishes(rows, words, whole, there)
            return total + self._misnamed(rows, words, whole)

        def words_of(self, row: Row) -> Any:
            """The vectors of the words of one example, which do not change any more."""
            with torch.no_grad():
                return self(torch.tensor(row.tokens)[None])[0, list(row.ends)].float()

        def misfit_of_labels(self, known: Sequence[tuple[Row, Any]]) -> Any:
            """How badly the labels fit of some examples of which the vectors are known."""
            vectors = nn.utils.rnn.pad_sequence([one for _, one in known], batch_first=True)
            there = torch.zeros(vectors.shape[:2], dtype=torch.bool)
            for at, (row, _) in enumerate(known):
                there[at, : len(row.ends)] = True
            return self._beside_the_labels([row for row, _ in known], vectors, there)

        def _beside_the_sentences(self, rows: Sequence[Row], vectors: Any, tokens: Any) -> Any:
            places, right = [], []
            for at, row in enumerate(rows):
                for place, token in enumerate(row.first):
                    places.append((at, len(row.tokens) - 1 + place))
                    right.append(token)
            if not places:
                return torch.zeros(())
            wrong = torch.randint(0, len(self.embeddings), (OTHERS,))
            known = torch.unique(torch.cat([tokens.view(-1), wrong, torch.tensor([ENDS])]))
            rows_at, columns = torch.tensor(places).T
            raw = (vectors[rows_at, columns] @ self.embeddings[known].T).float()
            return functional.cross_entropy(raw, torch.searchsorted(known, torch.tensor(right)))

        def _beside_the_labels(self, rows: Sequence[Row], words: Any, there: Any) -> Any:
            known = [at for at, row in enumerate(rows) if row.example.labels is not None]
            if not known:
                return torch.zeros(())
            here = there[known]
            labels = torch.zeros(here.shape, dtype=torch.long)
            for at, number in enumerate(known):
                right = rows[number].example.labels or ()
                labels[at, : len(right)] = torch.tensor(right)
            raw = self.labels(self.drop(words[known]))
            forward = raw[:, 0]
            sure = raw[:, 0].gather(1, labels[:, :1])[:, 0]
            for at in range(1, raw.shape[1]):
                ahead = torch.logsumexp(forward[:, :, None] + self.follows, 1) + raw[:, at]
                forward = torch.where(here[:, at, None], ahead, forward)
                step = raw[:, at].gather(1, labels[:, at : at + 1])[:, 0]
                step = step + self.follows[labels[:, at - 1], labels[:, at]]
                sure = sure + torch.where(here[:, at], step, torch.zeros_like(step))
            return (torch.logsumexp(forward, 1) - sure).sum() / here.sum() * 2

        def _ends(self, raw: Any, there: Any, right: Sequence[tuple[int, ...]], few: int) -> Any:
            beyond = ~functional.pad(there, (0, 1), value=True)
            raw = raw.masked_fill(beyond[:, :, None], -1e4)
            misfit = functional.cross_entropy(raw, torch.tensor(right) % raw.shape[1])
            return misfit * min(1.0, len(right) / few)

        def _beside_the_gists(self, rows: Sequence[Row], words: Any, whole: Any, there: Any) -> Any:
            known = [at for at, row in enumerate(rows) if row.example.gist is not None]
            if not known:
                return torch.zeros(())
            raw = self.gist(self.drop(torch.cat([words[known], whole[known][:, None]], 1)))
            right = [rows[at].example.gist or (-1, -1) for at in known]
            return self._ends(raw, there[known], right, 4) * 0.3

        def _beside_the_wishes(
            self, rows: Sequence[Row], words: Any, whole: Any, there: Any
        ) -> Any:
            known = [at for at, row in enumerate(rows) if row.example.wish is not None]
            if not known:
                return torch.zeros(())
            right = [rows[at].example.wish or NO_WISH for at in known]
            some, here = words[known], there[known]
            mean = (some * here[:, :, None]).sum(1) / here.sum(1, keepdim=True)
            raw = self.wish(self.drop(torch.cat([mean, whole[known]], 1)))
            total = functional.cross_entropy(raw, torch.tensor([one[0] for one in right]))
            wishing = [at for at, one in enumerate(right) if one[1:] != NO_WISH[1:]]
            if wishing:
                both = torch.cat([some[wishing], whole[known][wishing][:, None]], 1)
                ends = [right[at][1:] for at in wishing]
                total = total + self._ends(self.wish_ends(self.drop(both)), here[wishing], ends, 4)
            return total

        def _misnamed(self, rows: Sequence[Row], words: Any, whole: Any) -> Any:
            total = torch.zeros(())
            for naming in NAMES:
                asked = [
                    (at, start, end, right)
                    for at, row in enumerate(rows)
                    for name, start, end, right in row.example.names
                    if name == naming
                ]
                if asked:
                    means = torch.stack(
                        [torch.cat([words[at, start:end].mean(0), whole[at]])
                         for at, start, end, _ in asked]
                    )  # fmt: skip
                    raw = self.naming[naming](self.drop(means))
                    misfit = functional.cross_entropy(raw, torch.tensor([one[3] for one in asked]))
                    total = total + misfit * 0.5 * min(1.0, len(asked) / 6)
            return total

    return Network()


def arrays_of(net: Any) -> dict[str, np.ndarray[Any, Any]]:
    """What was trained, as `intents.close_reading` reads it; a matrix is (inputs, outputs)."""
    given = {name: weights.detach().float().numpy() for name, weights in net.state_dict().items()}
    found: dict[str, np.ndarray[Any, Any]] = {}
    for name, weights in given.items():
        if name.endswith((".down", ".up")):
            loud = weights * np.float32(LOUDER) if name.endswith(".up") else weights
            found[name.replace(".parts.", ".")] = loud.T.astype(np.float16)
    for name in ("labels", "gist", "wish", "wish_ends"):
        found[name] = given[f"{name}.weight"].T.astype(np.float16)
        found[f"{name}.bias"] = given[f"{name}.bias"]
    found["follows"] = given["follows"]
    naming = [f"naming.{name}" for name in NAMES]
    found["naming"] = np.concatenate([given[f"{name}.weight"] for name in naming]).T
    found["naming"] = found["naming"].astype(np.float16)
    found["naming.bias"] = np.concatenate([given[f"{name}.bias"] for name in naming])
    return found
