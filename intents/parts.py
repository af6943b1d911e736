"""The learned model that cuts an utterance into parts and names them; see `intents.spans`.

An encoder turns the words into vectors (`intents.encoder`). A linear-chain conditional random field
over them gives every word a label: the kind of its part, whether a part begins there, whether the
word was taken back, whether it belongs to the core. Four linear classifiers then name a part by the
mean of its vectors: what a question asks, what a complaint is about, the mood of what is told and
how heavy it is. Two more classifiers say of each word whether the gist begins or ends with it, the
few words that a listener would say back. One last classifier tells what the person wants done, and
four more which words it is about and which it shall become. `intents.parts_training` trains all.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np

from intents.encoder import Arrays, Encoder, Floats
from intents.encoding import ANY as ANY
from intents.encoding import BEGINS as BEGINS
from intents.encoding import ENDS as ENDS
from intents.encoding import MOST_PIECES as MOST_PIECES
from intents.encoding import Encoded, PieceEncoder
from intents.errors import LanguageError
from intents.languages import folder_of
from intents.spans import HEAVY, Felt, Gist, Mood, Span, SpanKind, Spans, Wish, WishName
from intents.word_pieces import WordPieces, plain

FILE = "parts.npz"

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
LONGEST = 100
"""So many words are looked at; the last part goes on to the end."""
COOLED = 1.1
"""By how much the weights are divided before they become chances: the encoder is too sure of what
it has learned by heart. It was chosen so that a chance is about the share of those that are right.
"""
RECENT, LAST = 1024, 8
"""So many utterances are kept with their parts, as one utterance is read several times; and so many
with their vectors, which are larger."""
LONGEST_CORE = 6
IN_CORE = 0.2
"""The chance from which on a word adds to a core."""
LIGHT = 0.5
"""How probable a mood that is not heavy must be, measured by all heavy ones together."""
LIKELY_MOOD = 0.3
"""How probable a heavy mood must be among them: to be sorry for a loss that there was not hurts."""
NOTHING = 0.4
"""How probable it must be that nothing is told, for it to be taken so."""
PLAINER = 1.5
"""What is added to the weight of nothing being told, since among the examples there are more
tellings than in conversations. Chosen on the second unseen set: as many tellings were read right,
and of 180 answers that tell nothing 11 in place of 19 were taken for one."""
SURELY_BACK = 0.75
"""How probable it must be of one of several words together that they were taken back."""
SURE_CORE = 0.6
"""How probable the words of a core must be that leaves out most of an answer."""

SHORTEST_GIST, LONGEST_GIST = 2, 9
LONGEST_WISHED = 14
"""So many words at most are what something shall become."""


@dataclass(frozen=True)
class Model:
    """What was learned.

    Attributes:
        made_from: the mark of all it was made from.
        encode: turns words into vectors.
        labels, labels_bias: the weights of `LABELS`, from a vector of a word.
        follows: the weight of a label (column) behind another (row).
        names: the names of each naming, in the order of the columns of `naming`.
        naming, naming_bias: their weights, from the mean of the vectors of a part with the vector
            of the whole behind it.
        not_first, not_last: words with which no core begins or ends.
        gist, gist_bias: the weights of beginning and ending the gist, from a vector of a word;
            from the vector of the whole those of having none.
        no_gist_ends: words with which no gist ends.
        wish, wish_bias: the weights of what is wanted (`wish_names`), from the mean of the
            vectors of the words with the vector of the whole behind it.
        wish_ends, wish_ends_bias: the weights of beginning and ending what a wish is about, and
            of beginning and ending what it shall become; those of having none as for the gist.
    """

    made_from: str
    encode: PieceEncoder
    labels: Floats
    labels_bias: Floats
    follows: Floats
    names: Mapping[str, tuple[str, ...]]
    naming: Floats
    naming_bias: Floats
    not_first: frozenset[str]
    not_last: frozenset[str]
    gist: Floats
    gist_bias: Floats
    no_gist_ends: frozenset[str]
    wish_names: tuple[WishName, ...]
    wish: Floats
    wish_bias: Floats
    wish_ends: Floats
    wish_ends_bias: Floats


class Parts:
    """Cuts utterances of one language into parts."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._follow = np.exp(model.follows / np.float32(COOLED))
        self._cut_once = lru_cache(maxsize=RECENT)(self._cut)
        self._wish_once = lru_cache(maxsize=RECENT)(self._wish)
        self._encoded = lru_cache(maxsize=LAST)(model.encode)
        ends = np.cumsum([len(classes) for classes in model.names.values()]).tolist()
        self._columns = {
            name: slice(end - len(classes), end)
            for (name, classes), end in zip(model.names.items(), ends, strict=True)
        }
        self._naming_bias = model.naming_bias.copy()
        nothing = self._columns["weight"].start + model.names["weight"].index("0")
        self._naming_bias[nothing] += PLAINER

    def __call__(self, text: str, expects: str, said_before: str = "") -> Spans:
        """The parts of `text`, said where an answer of the kind `expects` was wanted."""
        return self._cut_once(text, expects, said_before)

    def _cut(self, text: str, expects: str, said_before: str) -> Spans:
        written = plain(text)
        words = written[:LONGEST]
        if not words:
            return Spans()
        encoded = self._encoded(words, expects, said_before)
        weights = cast(Floats, encoded.words @ self._model.labels + self._model.labels_bias)
        labels = self._likeliest(weights)
        chances = _chances(weights / np.float32(COOLED), self._follow)
        kinds = cast(Floats, chances @ _TO_KINDS)
        cut = _cut(labels)
        if len(written) > LONGEST and cut:
            kind, start, _ = cut[-1]
            cut[-1] = kind, start, len(written)
        parts = tuple(self._named(kind, start, end, encoded, kinds) for kind, start, end in cut)
        back = _taken_back(labels, cut, chances[:, LABELS.index(TAKEN_BACK)])
        core = self._core(cut, back, cast(Floats, chances @ _IN_CORE), words)
        return Spans(parts, back, _once(core, words))

    def mood(self, text: str) -> tuple[Mood, int]:
        """How the person feels in what they say, and how heavy it is: ("plain", 0) for nothing."""
        words = plain(text)[:LONGEST]
        if not words:
            return "plain", 0
        return self._mood(self._naming(self._encoded(words, ANY, ""), 0, len(words)))

    def felt(self, text: str) -> Felt:
        """How the person feels in what they say, with how probable that is."""
        words = plain(text)[:LONGEST]
        if not words:
            return Felt()
        totals = self._naming(self._encoded(words, ANY, ""), 0, len(words))
        moods, weights = self._chances("mood", totals), self._chances("weight", totals)
        mood = cast(Mood, max(moods, key=moods.__getitem__))
        return Felt(
            mood,
            chance=round(moods[mood], 3),
            heavy=round(sum(moods[name] for name in HEAVY), 3),
            told=round(1 - weights["0"], 3),
            weighs=round(weights["2"] + weights["3"], 3),
        )

    def gist(self, text: str) -> Gist:
        """The few words of `text` that a listener would say back, in the speaker's own person."""
        words = plain(text)[:LONGEST]
        if not words:
            return Gist()
        encoded = self._encoded(words, ANY, "")
        vectors = np.concatenate([encoded.words, encoded.whole[None]])
        raw = vectors @ self._model.gist + self._model.gist_bias
        begins, ends = _shares(raw[:, 0]), _shares(raw[:, 1])
        best = Gist()
        for start in range(len(words)):
            for end in range(start + SHORTEST_GIST, min(start + LONGEST_GIST, len(words)) + 1):
                sure = float(begins[start] * ends[end - 1]) ** 0.5
                if sure > best.sure and words[end - 1] not in self._model.no_gist_ends:
                    best = Gist(start, end, 0.0, sure)
        chance = 1 - float(begins[-1] * ends[-1]) ** 0.5
        return Gist(best.start, best.end, round(chance, 3), round(best.sure, 3))

    def wish(self, text: str, expects: str, said_before: str = "") -> Wish:
        """What the person wants done who says `text` where the kind `expects` was wanted."""
        return self._wish_once(text, expects, said_before)

    def _wish(self, text: str, expects: str, said_before: str) -> Wish:
        words = plain(text)[:LONGEST]
        if not words:
            return Wish()
        model, encoded = self._model, self._encoded(words, expects, said_before)
        both = np.concatenate([encoded.words.mean(axis=0), encoded.whole])
        chances = _shares((both @ model.wish + model.wish_bias) / np.float32(COOLED))
        best = int(chances.argmax())
        vectors = np.concatenate([encoded.words, encoded.whole[None]])
        raw = vectors @ model.wish_ends + model.wish_ends_bias
        target, _ = _between(raw[:, 0], raw[:, 1])
        shall, sure = _between(raw[:, 2], raw[:, 3])
        return Wish(
            model.wish_names[best], target, shall, round(float(chances[best]), 3), round(sure, 3)
        )

    @property
    def made_from(self) -> str:
        """The mark of all that was learned from."""
        return self._model.made_from

    def vector_of_words(self, text: str, expects: str, said_before: str) -> Floats:
        """What is said in answer to something, for other models: the mean of the vectors of the
        words, and the vector of the whole behind it."""
        encoded = self._encoded(plain(text)[:LONGEST], expects, said_before)
        return np.concatenate([encoded.words.mean(axis=0), encoded.whole])

    def _mood(self, totals: Floats) -> tuple[Mood, int]:
        if self._chances("weight", totals)["0"] > NOTHING:
            return "plain", 0
        mood = self._mood_by(totals)
        return mood, max(1, int(self._best("weight", totals)))

    def _mood_by(self, totals: Floats) -> Mood:
        """The mood: good, plain, ironic or heavy; of the heavy ones the likeliest, or "hard"."""
        names = cast(tuple[Mood, ...], self._model.names["mood"])
        chances = self._chances("mood", totals)
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

    def _named(self, kind: SpanKind, start: int, end: int, encoded: Encoded, kinds: Floats) -> Span:
        """A part with its name, its weight and its chance."""
        chance = float(kinds[start:end, KINDS.index(kind)].mean())
        name, weight = "", 0
        if kind in ("question", "complaint"):
            name = self._best(kind, self._naming(encoded, start, end))
        elif kind == "tail":
            name, weight = self._mood(self._naming(encoded, start, end))
        elif kind == "telling":
            totals = self._naming(encoded, start, end)
            name = self._mood_by(totals)
            weight = max(1, int(self._best("weight", totals)))
        return Span(kind, start, end, name, weight, round(chance, 3))

    def _naming(self, encoded: Encoded, start: int, end: int) -> Floats:
        mean = encoded.words[start:end].mean(axis=0)
        both = np.concatenate([mean, encoded.whole])
        return cast(Floats, both @ self._model.naming + self._naming_bias)

    def _chances(self, naming: str, totals: Floats) -> dict[str, float]:
        names = self._model.names[naming]
        return dict(zip(names, _shares(totals[self._columns[naming]]).tolist(), strict=True))

    def _best(self, naming: str, totals: Floats) -> str:
        return self._model.names[naming][int(totals[self._columns[naming]].argmax())]

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


def _chances(weights: Floats, follow: Floats) -> Floats:
    """How probable each label is at each word (forward and backward over the chain)."""
    size = len(weights)
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


def _between(begins: Floats, ends: Floats) -> tuple[tuple[int, int], float]:
    """The likeliest run of words, and how probable it is; (0, 0) where none is likelier.

    The last row of each is that of having none.
    """
    first, last = _shares(begins), _shares(ends)
    best, sure = (0, 0), float(first[-1] * last[-1]) ** 0.5
    size = len(begins) - 1
    for start in range(size):
        for end in range(start + 1, min(start + LONGEST_WISHED, size) + 1):
            chance = float(first[start] * last[end - 1]) ** 0.5
            if chance > sure:
                best, sure = (start, end), chance
    return best, sure


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


def _taken_back(
    labels: Sequence[int], cut: Sequence[tuple[SpanKind, int, int]], chances: Floats
) -> frozenset[int]:
    """The places of the words that were taken back.

    Where all words of a part seem to be, those stand that follow the greatest fall of the chance:
    what somebody means comes last.
    """
    found: set[int] = set()
    taken = (at for at, label in enumerate(labels) if LABELS[label] == TAKEN_BACK)
    for _, group in groupby(enumerate(taken), key=lambda one: one[1] - one[0]):
        together = [at for _, at in group]
        if chances[together].max() >= SURELY_BACK:
            found.update(together)
    for _, start, end in cut:
        end = min(end, len(labels))
        if end - start > 1 and found.issuperset(range(start, end)):
            falls = chances[start : end - 1] - chances[start + 1 : end]
            found.difference_update(range(start + 1 + int(falls.argmax()), end))
    return frozenset(found)


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
def of_language(language: str) -> Parts | None:
    """The parts of a language; none where it has not learned them."""
    return load(folder_of(language))


def save_model(path: Path, header: Mapping[str, object], arrays: Arrays) -> None:
    """Write what was learned to `path`: numbers in `arrays`, everything else in `header`."""
    written = np.frombuffer(json.dumps(header).encode(), np.uint8)
    with path.open("wb") as file:
        np.savez(file, **{**arrays, "header": written})  # type: ignore[arg-type]


def load_model(path: Path) -> Model | None:
    """The model at `path`; none where there is no such file. Raises LanguageError if broken."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        header = json.loads(arrays["header"].tobytes())
        pieces = WordPieces(header["pieces"])
        return _model_of(header, arrays, PieceEncoder(Encoder(arrays), pieces, header["expects"]))
    except FileNotFoundError:
        return None
    except (EOFError, KeyError, OSError, ValueError, zipfile.BadZipFile):
        raise LanguageError(
            str(path), "is broken; make it again with scripts/models build parts"
        ) from None


def _model_of(header: Mapping[str, Any], arrays: Arrays, encode: PieceEncoder) -> Model:
    """What was learned, with the classifiers in `arrays`, over the vectors that `encode` gives.

    Raises KeyError where something is missing, ValueError where it was made for other labels.
    """
    if tuple(header["labels"]) != LABELS:
        raise ValueError
    return Model(
        header["made_from"],
        encode,
        arrays["labels"].astype(np.float32),
        arrays["labels.bias"],
        arrays["follows"],
        {name: tuple(classes) for name, classes in header["names"].items()},
        arrays["naming"].astype(np.float32),
        arrays["naming.bias"],
        frozenset(header["not_first"]),
        frozenset(header["not_last"]),
        arrays["gist"].astype(np.float32),
        arrays["gist.bias"],
        frozenset(header["no_gist_ends"]),
        tuple(header["wishes"]),
        arrays["wish"].astype(np.float32),
        arrays["wish.bias"],
        arrays["wish_ends"].astype(np.float32),
        arrays["wish_ends.bias"],
    )
