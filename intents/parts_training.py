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
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from intents.closely_marked import read_closely_marked
from intents.encoding import pieces_before
from intents.fingerprint import of_files
from intents.languages import folder_of
from intents.marked import (
    Marked,
    MarkedTelling,
    MarkedWish,
    read_gists,
    read_marked,
    read_tellings,
    read_wishes,
)
from intents.parts import (
    ANY,
    CORE,
    CORE_BEGINS,
    FILE,
    LABELS,
    OUTSIDE,
    TAKEN_BACK,
    save_model,
)
from intents.parts_network import MOODS, NAMES, NEW, NO_WISH, WISHES, Row, arrays_of, network
from intents.pretrained import FREE, Pretrained, read_pretrained, vocabulary_of
from intents.word_pieces import WordPieces, plain

ROUNDS = 8
AT_ONCE = 32
SORTED = 16
"""So many steps are sorted by length together."""
RATE, NEW_RATE = 1.5e-4, 2e-3
"""The largest step of what was trained before, and of the labels and namings."""
UNASKED, ALONE_SHARE = 0.05, 0.25
"""The share of utterances read as if nothing was asked, and of those read without the words that
were said before."""
JOINED = 0.15
"""The share of utterances before which something is said that is no answer."""
ALONE = 0.3
"""How much an utterance counts that was written without its question."""
CLEAR = 0.3
"""How much an utterance counts of which only its parts tell that nothing is wished."""
COMMON, RARE = 30, 0.01
"""A word that answers have so often, and cores begin with in less than this share, begins none."""
MAY_WISH = frozenset({"command", "correction", "refusal", "preference", "complaint"})
"""Parts in which something may be wished; an utterance without any of them wishes nothing."""


_Example = tuple[Marked, MarkedWish | None]
"""An utterance with its parts, and what is wished in it where that is known."""


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
        if part.name in NAMES.get(part.kind, ()):
            yield part.kind, part.start, part.end, NAMES[part.kind].index(part.name)
        if part.weight and part.name in MOODS:
            yield "mood", part.start, part.end, MOODS.index(part.name)
        if part.name in MOODS or part.kind == "answer":
            yield "weight", part.start, part.end, part.weight


def _rows(
    examples: Sequence[_Example], pieces: WordPieces, expects: dict[str, int]
) -> Iterator[Row]:
    for marked, wished in examples:
        words = tuple(map(pieces, plain(" ".join(marked.words))))
        names = tuple(_names_of(marked))
        yield Row(
            expects[marked.expects],
            words,
            tuple(labels_of(marked)),
            names,
            1.0 if marked.question else ALONE,
            marked.spans.first("answer") is not None,
            wish=_wish_of(marked, wished),
            wish_worth=1.0 if wished else CLEAR,
            before=pieces_before(marked.question, pieces),
        )
        if len(marked.spans.parts) > 1:  # What is told, alone: how `Parts.mood` reads it.
            for naming, start, end, name in names:
                if naming == "mood":
                    weight = next(row[3] for row in names if row[:2] == ("weight", start))
                    alone = (naming, 0, end - start, name), ("weight", 0, end - start, weight)
                    yield Row(expects[ANY], words[start:end], (0,) * (end - start), alone, 0.0)


def _wish_of(marked: Marked, wished: MarkedWish | None) -> tuple[int, int, int, int, int] | None:
    if wished is not None:
        return _wish_in_numbers(wished)
    return None if any(part.kind in MAY_WISH for part in marked.spans) else NO_WISH


_Gists = Sequence[tuple[tuple[str, ...], int, int]]


def _gist_rows(gists: _Gists, pieces: WordPieces, unasked: int) -> Iterator[Row]:
    """What is said back is chosen without its question."""
    for said, start, end in gists:
        words = tuple(map(pieces, plain(" ".join(said))))
        gist = (start, end - 1) if end else (-1, -1)
        yield Row(unasked, words, (0,) * len(words), (), 0.0, gist=gist)


def _telling_rows(
    tellings: Sequence[MarkedTelling], pieces: WordPieces, unasked: int
) -> Iterator[Row]:
    for one in tellings:
        words = tuple(map(pieces, plain(" ".join(one.said))))
        names = (
            ("mood", 0, len(words), MOODS.index(one.mood)),
            ("weight", 0, len(words), NAMES["weight"].index(str(one.weight))),
        )
        start, end = one.gist
        gist = (start, end - 1) if end else (-1, -1)
        yield Row(unasked, words, (0,) * len(words), names, 0.0, gist=gist, wish=NO_WISH)


def _wish_rows(
    wishes: Sequence[MarkedWish], pieces: WordPieces, expects: dict[str, int]
) -> Iterator[Row]:
    for one in wishes:
        words = tuple(map(pieces, plain(" ".join(one.said))))
        before = pieces_before(one.question, pieces)
        yield Row(expects.get(one.expects, expects[ANY]), words, (0,) * len(words), (), 0.0,
                   wish=_wish_in_numbers(one), before=before)  # fmt: skip


def _wish_in_numbers(one: MarkedWish) -> tuple[int, int, int, int, int]:
    (start, end), (first, last) = one.wish.target, one.wish.words
    ends = (start if end else -1, end - 1, first if last else -1, last - 1)
    return (WISHES.index(one.wish.name), *ends)


def train(
    examples: Sequence[_Example],
    gists: _Gists,
    wishes: Sequence[MarkedWish],
    tellings: Sequence[MarkedTelling],
    pretrained: Pretrained,
    common: Sequence[str],
    path: Path,
    made_from: str,
) -> None:
    """Train the model which marks utterances up as `examples` are, finds the gist as in `gists` and
    `tellings`, what is wished as in `wishes`, and how people feel as in `tellings`, and write it to
    `path`."""
    import torch

    torch.manual_seed(1)
    rng = random.Random(1)
    kinds = [ANY, *sorted({marked.expects for marked, _ in examples})]
    words = {*common}
    for marked, _ in examples:
        words.update(plain(" ".join(marked.words)), plain(marked.question))
    words.update(*(said for said, _, _ in gists), *(one.said for one in tellings))
    for one in wishes:
        words.update(one.said, plain(one.question))
    pieces, kept = vocabulary_of(pretrained, words, len(kinds))
    expects = {kind: pieces.number_of(FREE.format(at)) for at, kind in enumerate(kinds)}
    net = network(pretrained, kept)
    rows = [
        *_rows(examples, pieces, expects),
        *_gist_rows(gists, pieces, expects[ANY]),
        *_wish_rows(wishes, pieces, expects),
        *_telling_rows(tellings, pieces, expects[ANY]),
    ]
    old: list[Any] = []
    new: list[Any] = []
    for name, weights in net.named_parameters():
        (new if name.startswith(NEW) else old).append(weights)
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
    marked_up = [marked for marked, _ in examples]
    header = {
        "made_from": made_from,
        "labels": LABELS,
        "pieces": pieces.vocabulary,
        "expects": expects,
        "names": NAMES,
        "not_first": sorted(_no_edge(marked_up, 0)),
        "not_last": sorted(_no_edge(marked_up, -1)),
        "no_gist_ends": sorted(_no_gist_ends(gists)),
        "wishes": WISHES,
    }
    save_model(path, header, arrays_of(net))


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


def _batches(rows: Sequence[Row], rng: random.Random, unasked: int) -> Iterator[list[Row]]:
    """Utterances of similar length together, some of them joined, some as if nothing was asked."""
    by_kind: dict[int, list[Row]] = {}
    for row in rows:
        if row.worth and not row.answers:
            by_kind.setdefault(row.expects, []).append(row)
    drawn = [_drawn(row, rng, by_kind, unasked) for row in rng.sample(rows, len(rows))]
    found = []
    for start in range(0, len(drawn), AT_ONCE * SORTED):
        some = sorted(drawn[start : start + AT_ONCE * SORTED], key=lambda row: row.size)
        found += [some[at : at + AT_ONCE] for at in range(0, len(some), AT_ONCE)]
    rng.shuffle(found)
    yield from found


def _drawn(row: Row, rng: random.Random, no_answers: dict[int, list[Row]], unasked: int) -> Row:
    if row.before and rng.random() < ALONE_SHARE:
        row = replace(row, before=())
    if not row.worth:
        return row
    if row.answers and rng.random() < JOINED and row.expects in no_answers:
        first = rng.choice(no_answers[row.expects])
        size = len(first.words)
        later = ((name, start + size, end + size, at) for name, start, end, at in row.names)
        row = replace(row, words=first.words + row.words, labels=first.labels + row.labels,
                      names=(*first.names, *later), wish=None)  # fmt: skip
    if rng.random() < UNASKED:
        row = replace(row, expects=unasked, before=())
    return row


def material(language: str) -> list[Path]:
    """The marked-up files of a language."""
    return sorted((folder_of(language) / "learning").glob("parts_*.tsv"))


def gists_of(language: str) -> Path:
    """The file of what is said back in a language."""
    return folder_of(language) / "learning" / "gists.tsv"


def tellings_of(language: str) -> list[Path]:
    """The files of what people tell in a language."""
    return sorted((folder_of(language) / "learning").glob("tellings_*.tsv"))


def wishes_of(language: str) -> list[Path]:
    """The files of what people wish in a language."""
    return sorted((folder_of(language) / "learning").glob("wishes_*.tsv"))


def closely_of(language: str) -> list[Path]:
    """The files of utterances with all that is known of them."""
    return sorted((folder_of(language) / "learning").glob("closely_*.tsv"))


def _common_words(language: str) -> Path:
    """The file of common words, whose pieces the vocabulary keeps."""
    return folder_of(language) / "learning" / "word_classes.txt"


def fingerprint(language: str) -> str:
    """The mark of all that the model is made from: the utterances, and the code."""
    code = (
        "marked",
        "closely_marked",
        "encoding",
        "spans",
        "word_pieces",
        "pretrained",
        "parts_network",
        "parts_training",
    )
    own = [Path(__file__).with_name(f"{name}.py") for name in code]
    sources = [*material(language), gists_of(language), _common_words(language)]
    sources += [*wishes_of(language), *tellings_of(language), *closely_of(language)]
    return of_files([*sources, *own])


def main(language: str = "en") -> None:
    """Trains and writes the model of a language."""
    examples: list[_Example] = [
        (marked, None) for path in material(language) for marked in read_marked(path)
    ]
    for path in closely_of(language):
        examples += [(one.marked, one.wish) for one in read_closely_marked(path)]
    path = folder_of(language) / FILE
    common = _common_words(language).read_text(encoding="utf-8").split()
    gists = list(read_gists(gists_of(language)))
    wishes = [one for wished in wishes_of(language) for one in read_wishes(wished)]
    tellings = [one for told in tellings_of(language) for one in read_tellings(told)]
    train(examples, gists, wishes, tellings, read_pretrained(), common, path, fingerprint(language))
    print(f"{path.name} {path.stat().st_size // 1024} kB", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
