"""The learned model that cuts an utterance into parts and names them; see `intents.spans`.

A linear-chain conditional random field gives every word a label: the kind of its part, whether a
part begins there, whether the word was taken back, whether it belongs to the core. Four linear
classifiers then name a part by its words: what a question asks, what a complaint is about, the
mood of what is told and how heavy it is. `intents.parts_training` trains all of it.

What hangs on a single word is added up once and kept, so that an utterance takes little time.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np
from numpy.typing import NDArray

from intents import part_features as features
from intents.errors import LanguageError
from intents.languages import folder_of
from intents.spans import Mood, Span, SpanKind, Spans

FILE = "parts.bin"
_MAGIC = b"lantern parts 1\n"

KINDS: tuple[SpanKind, ...] = get_args(SpanKind)
OUTSIDE, TAKEN_BACK, CORE_BEGINS, CORE = "outside", "taken_back", "core_begins", "core"
LABELS = (
    OUTSIDE,
    *(f"{way} {kind}" for kind in KINDS for way in ("begins", "in")),
    TAKEN_BACK,
    CORE_BEGINS,
    CORE,
)
"""What a word may be. The last three are words of an answer."""
KIND_OF: tuple[SpanKind | None, ...] = (
    None,
    *(kind for kind in KINDS for _ in range(2)),
    *(("answer",) * 3),
)
WHOLE = 0.9
"""How much the features of the whole utterance weigh together, over the root of their number."""
LONGEST = 100
"""So many words are looked at; the last part goes on to the end."""
LONGEST_CORE = 6
IN_CORE = 0.2
"""The chance from which on a word adds to a core."""
LIGHT = 0.5
"""How probable a mood that is not heavy must be, measured by all heavy ones together."""
LIKELY_MOOD = 0.3
"""How probable a heavy mood must be among them: to be sorry for a loss that there was not hurts."""
NOTHING = 0.4
"""How probable it must be that nothing is told, for it to be taken so."""
HEAVY: frozenset[Mood] = frozenset(get_args(Mood)) - {"good", "plain", "ironic"}
SURE_CORE = 0.6
"""How probable the words of a core must be that leaves out most of an answer."""
_KEPT_WORDS = 4096

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Table:
    """Rows of weights by feature: small whole numbers, times `scale`."""

    keys: NDArray[np.uint32]
    weights: NDArray[np.int8]
    scale: float
    rows: dict[int, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", {key: row for row, key in enumerate(self.keys.tolist())})

    def total(self, found: Sequence[int]) -> Floats:
        """The sum of the rows of some features; those never seen count nothing."""
        row = self.rows.get
        known = [at for at in map(row, found) if at is not None]
        if not known:
            return np.zeros(self.weights.shape[1], np.float32)
        whole = self.weights[known].sum(axis=0, dtype=np.int32)
        return cast(Floats, whole.astype(np.float32) * np.float32(self.scale))


@dataclass(frozen=True)
class Model:
    """What was learned: weights of the labels and of the names, and how labels follow each other.

    `names`: the names of each naming, in the order of the columns of `naming`. `bias`: one for
    each of these columns. `classes`: words that are used alike. `not_first` and `not_last`: words
    with which no core begins or ends.
    """

    made_from: str
    tagging: Table
    follows: Floats
    naming: Table
    names: Mapping[str, tuple[str, ...]]
    bias: Floats
    classes: features.Classes
    not_first: frozenset[str]
    not_last: frozenset[str]


class Parts:
    """Cuts utterances of one language into parts."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._follow = np.exp(model.follows)
        self._words: dict[str, Floats] = {}
        self._pieces: dict[str, int] = {}
        ends = np.cumsum([len(classes) for classes in model.names.values()]).tolist()
        self._columns = {
            name: slice(end - len(classes), end)
            for (name, classes), end in zip(model.names.items(), ends, strict=True)
        }

    def __call__(self, text: str, expects: str) -> Spans:
        """The parts of `text`, said where an answer of the kind `expects` was wanted."""
        written = features.plain(text)
        words = written[:LONGEST]
        if not words:
            return Spans()
        weights = self._emissions(words, expects)
        labels = self._likeliest(weights)
        chances = self._chances(weights)
        kinds = cast(Floats, chances @ _TO_KINDS)
        cut = _cut(labels)
        if len(written) > LONGEST and cut:
            kind, start, _ = cut[-1]
            cut[-1] = kind, start, len(written)
        parts = tuple(self._named(kind, start, end, written, kinds) for kind, start, end in cut)
        back = frozenset(at for at, label in enumerate(labels) if LABELS[label] == TAKEN_BACK)
        core = self._core(cut, back, cast(Floats, chances @ _IN_CORE), words)
        return Spans(parts, back, _once(core, words))

    def mood(self, text: str) -> tuple[Mood, int]:
        """How the person feels in what they say, and how heavy it is: ("plain", 0) for nothing."""
        words = features.plain(text)
        return self._mood(words) if words else ("plain", 0)

    def _mood(self, words: Sequence[str]) -> tuple[Mood, int]:
        totals = self._naming(words)
        chances = _shares(totals[self._columns["weight"]])
        weights = self._model.names["weight"]
        if chances[weights.index("0")] > NOTHING:
            return "plain", 0
        mood = self._mood_by(totals)
        return mood, max(1, int(self._best("weight", totals)))

    def _mood_by(self, totals: Floats) -> Mood:
        """The mood: good, plain, ironic or heavy; of the heavy ones the likeliest, or "hard"."""
        names = cast(tuple[Mood, ...], self._model.names["mood"])
        chances = dict(zip(names, _shares(totals[self._columns["mood"]]).tolist(), strict=True))
        light: list[Mood] = [mood for mood in names if mood not in HEAVY]
        heavy = sum(chances[mood] for mood in names if mood in HEAVY)
        best = max(light, key=chances.__getitem__)
        if chances[best] > LIGHT * heavy:
            return best
        best = max((mood for mood in names if mood in HEAVY), key=chances.__getitem__)
        return best if chances[best] >= LIKELY_MOOD * heavy else "hard"

    def _core(
        self,
        cut: Sequence[tuple[SpanKind, int, int]],
        back: frozenset[int],
        chances: Floats,
        words: Sequence[str],
    ) -> tuple[int, ...]:
        """The words of an answer that are most probably its core, `LONGEST_CORE` at most.

        They stand together, but for words taken back.
        """
        best = 0.0
        core: tuple[int, ...] = ()
        for kind, start, end in cut:
            if kind != "answer":
                continue
            places = [at for at in range(start, min(end, len(chances))) if at not in back]
            for first in range(len(places)):
                worth = 0.0
                for last in range(first, min(first + LONGEST_CORE, len(places))):
                    worth += float(chances[places[last]]) - IN_CORE
                    size = last - first + 1
                    sure = worth / size + IN_CORE >= SURE_CORE or size * 3 >= len(places)
                    if worth > best and sure and self._may_be_a_core(words, places, first, last):
                        best, core = worth, tuple(places[first : last + 1])
        return core

    def _may_be_a_core(
        self, words: Sequence[str], places: Sequence[int], first: int, last: int
    ) -> bool:
        begins, ends = words[places[first]], words[places[last]]
        return begins not in self._model.not_first and ends not in self._model.not_last

    def _named(
        self, kind: SpanKind, start: int, end: int, words: Sequence[str], kinds: Floats
    ) -> Span:
        """A part with its name, its weight and its chance."""
        inside = words[start:end]
        chance = float(kinds[start:end, KINDS.index(kind)].mean())
        name, weight = "", 0
        if kind in ("question", "complaint"):
            name = self._best(kind, self._naming(inside))
        elif kind == "tail":
            name, weight = self._mood(inside)
        elif kind == "telling":
            totals = self._naming(inside)
            name = self._mood_by(totals)
            weight = max(1, int(self._best("weight", totals)))
        return Span(kind, start, end, name, weight, round(chance, 3))

    def _naming(self, words: Sequence[str]) -> Floats:
        found = features.of_part(words, self._model.classes)
        share = np.float32(len(found) ** -0.5)
        return self._model.naming.total(found) * share + self._model.bias

    def _best(self, naming: str, totals: Floats) -> str:
        return self._model.names[naming][int(totals[self._columns[naming]].argmax())]

    def _emissions(self, words: Sequence[str], expects: str) -> Floats:
        """How well each label fits each word, by the features alone."""
        table, size = self._model.tagging, len(words)
        each = np.stack([self._of_word(word) for word in words])
        row = table.rows.get
        found = np.array(
            [
                [row(key, -1) for key in keys]
                for keys in features.of_places(words, expects, self._model.classes)
            ]
        )
        rows = table.weights[found]
        rows[found < 0] = 0
        total = rows.sum(axis=1, dtype=np.int32).astype(np.float32) * np.float32(table.scale)
        for slot, away in enumerate(features.BESIDE):
            if abs(away) < size:
                total[max(0, -away) : size - max(0, away)] += each[
                    max(0, away) : size + min(0, away), slot
                ]
        for away in range(3, min(features.REACH, size - 1) + 1):
            total[away:] += each[: size - away, features.EARLIER]
            total[: size - away] += each[away:, features.LATER]
        anywhere = features.of_whole(words, expects)
        number = len(anywhere) + sum(self._pieces[word] for word in words)
        whole = table.total(anywhere) + each[:, features.ANYWHERE].sum(axis=0)
        return cast(Floats, total + whole * np.float32(WHOLE / number**0.5))

    def _of_word(self, word: str) -> Floats:
        kept = self._words.get(word)
        if kept is None:
            table = self._model.tagging
            slots = features.of_word(word, self._model.classes)
            kept = np.stack([table.total(keys) for keys in slots])
            if len(self._words) >= _KEPT_WORDS:
                self._words.clear()
            self._words[word] = kept
            self._pieces[word] = len(slots[features.ANYWHERE])
        return kept

    def _likeliest(self, weights: Floats) -> list[int]:
        """The likeliest row of labels (Viterbi)."""
        follows = self._model.follows.T.copy()
        best, before = weights[0], []
        for here in weights[1:]:
            ways = follows + best
            before.append(ways.argmax(axis=1))
            best = ways.max(axis=1) + here
        labels = [int(best.argmax())]
        for came_from in reversed(before):
            labels.append(int(came_from[labels[-1]]))
        return labels[::-1]

    def _chances(self, weights: Floats) -> Floats:
        """How probable each label is at each word (forward and backward over the chain)."""
        size, follow = len(weights), self._follow
        here = np.exp(weights - weights.max(axis=1, keepdims=True))
        forward, backward = np.empty_like(here), np.ones_like(here)
        forward[0] = here[0] / here[0].sum()
        for at in range(1, size):
            ahead = (forward[at - 1] @ follow) * here[at]
            forward[at] = ahead / ahead.sum()
        for at in range(size - 2, -1, -1):
            back = follow @ (here[at + 1] * backward[at + 1])
            backward[at] = back / back.sum()
        chances = forward * backward
        chances /= chances.sum(axis=1, keepdims=True)
        return cast(Floats, chances)


def _shares(raw: Floats) -> Floats:
    """Chances that add up to 1."""
    powers = np.exp(raw - raw.max())
    return cast(Floats, powers / powers.sum())


_IN_CORE = np.array([label in (CORE_BEGINS, CORE) for label in LABELS], np.float32)
_TO_KINDS = np.array([[kind == of for kind in KINDS] for of in KIND_OF], np.float32)


def _cut(labels: Sequence[int]) -> list[tuple[SpanKind, int, int]]:
    """The parts which a row of labels stands for."""
    found: list[tuple[SpanKind, int, int]] = []
    open_kind: SpanKind | None = None
    for at, label in enumerate(labels):
        kind = KIND_OF[label]
        if kind is not None:
            if kind == open_kind and not LABELS[label].startswith("begins"):
                found[-1] = kind, found[-1][1], at + 1
            else:
                found.append((kind, at, at + 1))
        open_kind = kind
    return found


def _once(core: tuple[int, ...], words: Sequence[str]) -> tuple[int, ...]:
    """A core without its first words where they come again: "a calm mum a calm mum"."""
    for size in range(len(core) // 2, 0, -1):
        first, again = core[:size], core[size : 2 * size]
        if [words[at] for at in first] == [words[at] for at in again]:
            return core[size:]
    return core


@lru_cache(maxsize=4)
def load(folder: Path) -> Parts | None:
    """The parts of the language in `folder`; none where it has not learned them.

    Raises LanguageError if the file is broken.
    """
    model = load_model(folder / FILE)
    return None if model is None else Parts(model)


@cache
def _of_language(language: str) -> Parts | None:
    return load(folder_of(language))


@lru_cache(maxsize=64)  # A replayed conversation asks about the same words again.
def mood(text: str, language: str = "en") -> tuple[Mood, int]:
    """How a person feels in what they say, and how heavy it is from 1 to 3; ("plain", 0) for
    nothing told, and in a language which has not learned it."""
    parts = _of_language(language)
    return ("plain", 0) if parts is None else parts.mood(text)


def save_model(model: Model, path: Path) -> None:
    """Write the model to `path`."""
    bodies = [
        array.tobytes()
        for table in (model.tagging, model.naming)
        for array in (table.keys.astype("<u4"), table.weights)
    ]
    packed = zlib.compress(b"".join(bodies) + write_classes(model.classes).encode(), 9)
    header = {
        "made_from": model.made_from,
        "labels": LABELS,
        "follows": [[round(float(x), 3) for x in row] for row in model.follows],
        "names": model.names,
        "bias": [round(float(x), 4) for x in model.bias],
        "not_first": sorted(model.not_first),
        "not_last": sorted(model.not_last),
        "scales": [model.tagging.scale, model.naming.scale],
        "shapes": [model.tagging.weights.shape, model.naming.weights.shape],
        "check": zlib.crc32(packed),
    }
    path.write_bytes(_MAGIC + json.dumps(header).encode() + b"\n" + packed)


def load_model(path: Path) -> Model | None:
    """The model at `path`; none where there is no such file. Raises LanguageError if broken."""
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return None
    line, _, packed = written[len(_MAGIC) :].partition(b"\n")
    try:
        if not written.startswith(_MAGIC):
            raise ValueError
        header = json.loads(line)
        if zlib.crc32(packed) != header["check"] or tuple(header["labels"]) != LABELS:
            raise ValueError
        body = zlib.decompress(packed)
        tables, end = _tables(body, header)
        classes = read_classes(body[end:].decode())
    except (KeyError, ValueError, zlib.error):
        raise LanguageError(
            str(path), "is broken; make it again with scripts/models build parts"
        ) from None
    return Model(
        header["made_from"],
        tables[0],
        np.array(header["follows"], np.float32),
        tables[1],
        {name: tuple(classes) for name, classes in header["names"].items()},
        np.array(header["bias"], np.float32),
        classes,
        frozenset(header["not_first"]),
        frozenset(header["not_last"]),
    )


def _tables(body: bytes, header: Mapping[str, Any]) -> tuple[list[Table], int]:
    """The tables of a file, and where they end."""
    found, at = [], 0
    for (size, width), scale in zip(header["shapes"], header["scales"], strict=True):
        keys = np.frombuffer(body, "<u4", size, at)
        at += 4 * size
        weights = np.frombuffer(body, np.int8, size * width, at).reshape(size, width)
        at += size * width
        found.append(Table(keys, weights, scale))
    return found, at


def read_classes(written: str) -> features.Classes:
    """The classes of words, small and large: a line for each small class, a blank line between
    large ones."""
    found = {}
    for large, group in enumerate(written.split("\n\n")):
        for small, line in enumerate(group.splitlines()):
            for word in line.split():
                found[word] = f"{large}.{small}", f"{large}"
    return found


def write_classes(classes: features.Classes) -> str:
    """What `read_classes` reads."""
    groups: dict[str, dict[str, list[str]]] = {}
    for word, (small, large) in classes.items():
        groups.setdefault(large, {}).setdefault(small, []).append(word)
    return "\n\n".join("\n".join(map(" ".join, group.values())) for group in groups.values())
