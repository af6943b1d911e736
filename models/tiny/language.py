"""What people are likely to say: the open language model, Gr.fst.

Lantern's own phrases and made-up sentences, mixed with general English, so that new sentences are
heard as well; then pruned to what helps most, so that the file stays small.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from models.tiny import fst, general
from models.tiny.general import BEGIN, END, Ngram

ORDER = 3
OWN_SHARE = 0.4
GENERAL_NGRAMS, NGRAMS = 60_000, 50_000
"""n-grams of general English taken into the mixture, and those kept of the whole."""
FLOOR = 1e-7
LEAST_OFTEN = 1e-9
LEAST_LEFT = 1e-4


class BackOff:
    """A back-off model: probabilities of listed n-grams, and weights for going shorter."""

    def __init__(self, probability: Mapping[Ngram, float], backoff: Mapping[Ngram, float]) -> None:
        self.probability = probability
        self.backoff = backoff

    def __call__(self, word: str, history: Ngram) -> float:
        """P(word | history)"""
        weight = 1.0
        while (ngram := (*history, word)) not in self.probability:
            if not history:
                return weight * FLOOR
            weight *= self.backoff.get(history, 1.0)
            history = history[1:]
        return weight * self.probability[ngram]


def own(sentences: Iterable[str], vocabulary: Collection[str]) -> BackOff:
    """A model of sentences (Witten-Bell: what is rare makes way for what is new)."""
    counts: defaultdict[Ngram, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        words = [BEGIN, *sentence.split(), END]
        for place in range(1, len(words)):
            for length in range(min(ORDER, place + 1)):
                counts[tuple(words[place - length : place])][words[place]] += 1
    probability: dict[Ngram, float] = {}
    backoff: dict[Ngram, float] = {}
    model = BackOff(probability, backoff)
    even = 1 / (len(vocabulary) + 1)
    for history in sorted(counts, key=len):
        followers = counts[history]
        total, kinds = followers.total(), len(followers)
        backoff[history] = kinds / (total + kinds)
        for word in followers if history else [*vocabulary, END]:
            lower = model(word, history[1:]) if history else even
            probability[*history, word] = (followers[word] + kinds * lower) / (total + kinds)
    return model


def english(vocabulary: Collection[str], count: int) -> BackOff:
    """General English over a vocabulary: the `count` n-grams which say most beyond shorter ones."""
    ngrams = general.read(vocabulary)
    backoff = {n: math.exp(b) for n, b in ngrams.log_backoff.items()}
    everything = BackOff({n: math.exp(p) for n, p in ngrams.log_probability.items()}, backoff)
    kept = {n: everything.probability[n] for n in _telling(everything, count)}
    return BackOff(kept, backoff)


def _telling(model: BackOff, count: int) -> set[Ngram]:
    """All single words, and the longer n-grams most worth their place, with what they rest on.

    The worth of an n-gram is how much likelier it makes a text than the shorter ones do.
    """
    chance = model.probability
    worth: dict[Ngram, float] = {}
    for ngram, p in chance.items():
        history = ngram[:-1]
        often = _likelihood(history, model) * p if history else 0.0
        if often > LEAST_OFTEN:
            shorter = model.backoff.get(history, 1.0) * model(ngram[-1], ngram[1:-1])
            worth[ngram] = often * math.log(p / shorter)
    best = sorted(worth, key=lambda n: (-worth[n], n))[:count]
    parts = {part for n in best for k in range(2, len(n) + 1) for part in (n[:k], n[-k:])}
    return {n for n in chance if len(n) == 1} | parts.intersection(chance)


def _likelihood(history: Ngram, model: BackOff) -> float:
    """How often a history comes up, roughly."""
    first = END if history[0] == BEGIN else history[0]  # as many sentences begin as end
    chance = model(first, ())
    return chance * model(history[1], history[:1]) if len(history) > 1 else chance


def mixed(first: BackOff, second: BackOff, share: float, count: int) -> BackOff:
    """Both models in one: each probability is `share` of the first and the rest of the second.

    It holds all single words, and the `count` longer n-grams most worth their place.
    """
    words = {n[0] for n in first.probability if len(n) == 1}

    def chance(ngram: Ngram) -> float:
        word, history = ngram[-1], ngram[:-1]
        return share * first(word, history) + (1 - share) * second(word, history)

    known = words | {BEGIN}
    candidates = {n for n in (*first.probability, *second.probability) if n[-1] in words}
    full = _weighted({n: chance(n) for n in candidates if known.issuperset(n)})
    return _weighted({n: chance(n) for n in _telling(full, count)})


def _weighted(chances: Mapping[Ngram, float]) -> BackOff:
    """A back-off model of these n-grams, in which every history's probabilities sum to one."""
    followers: defaultdict[Ngram, dict[str, float]] = defaultdict(dict)
    for ngram in sorted(chances):
        followers[ngram[:-1]][ngram[-1]] = chances[ngram]
    probability: dict[Ngram, float] = {}
    backoff: dict[Ngram, float] = {}
    result = BackOff(probability, backoff)
    for history in sorted(followers, key=len):
        here = followers[history]
        if not history:
            total = sum(here.values())
            here = {word: p / total for word, p in here.items()}
        else:
            left = 1 - sum(here.values())
            covered = sum(result(word, history[1:]) for word in here)
            backoff[history] = max(left, LEAST_LEFT) / max(1 - covered, LEAST_LEFT)
        probability |= {(*history, word): p for word, p in here.items()}
    return result


def acceptor(model: BackOff, ids: Mapping[str, int]) -> fst.Transducer:
    """The model over word numbers: a state for each history, going shorter on epsilon."""
    out = fst.Transducer()
    # A history is worth a state if anything follows it.
    histories = {n[:-1] for n in model.probability}
    beginning = (BEGIN,)  # its state comes first, and so paths start there
    in_order = [beginning, *sorted(histories - {beginning}, key=lambda h: (len(h), h))]
    states = {history: out.state() for history in in_order}
    for ngram, p in sorted(model.probability.items()):
        word, history = ngram[-1], ngram[:-1]
        if word == END:
            out.final(states[history], -math.log(p))
            continue
        target = ngram[-(ORDER - 1) :]
        while target not in states:
            target = target[1:]
        out.arc(states[history], states[target], ids[word], ids[word], -math.log(p))
    for history, state in states.items():
        if history:
            shorter = history[1:]
            while shorter not in states:
                shorter = shorter[1:]
            out.arc(state, states[shorter], 0, 0, -math.log(model.backoff[history]))
    return out


def build(sentences: Iterable[str], vocabulary: Collection[str]) -> BackOff:
    """The model of sentences like these and of general English."""
    likely = own(sentences, vocabulary)
    return mixed(likely, english(vocabulary, GENERAL_NGRAMS), OWN_SHARE, NGRAMS)


def write(folder: Path, model: BackOff, ids: Mapping[str, int]) -> None:
    """Write Gr.fst."""
    plain = folder / "Gr.tmp"
    acceptor(model, ids).compile(plain, "ilabel")
    fst.run(["fstconvert", "--fst_type=const", str(plain), str(folder / "Gr.fst")])
    plain.unlink()
