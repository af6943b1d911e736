"""How well the parts of utterances are found that the model has never seen, by kind, and how fast.

``scripts/bench parts``. The utterances are those of tests/understanding/parts_unseen_3.tsv;
those of gists_unseen.tsv measure what would be said back, those of wishes_unseen.tsv what people
want done. The turns of closely_unseen*.tsv stand with what was said before them.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from intents import parts  # noqa: E402
from intents.closely_marked import read_closely_marked  # noqa: E402
from intents.languages import folder_of  # noqa: E402
from intents.marked import Marked, read_gists, read_marked, read_wishes  # noqa: E402
from intents.spans import Spans  # noqa: E402

GISTS = ROOT / "tests" / "understanding" / "gists_unseen.tsv"
WISHES = ROOT / "tests" / "understanding" / "wishes_unseen.tsv"
TURNS = sorted((ROOT / "tests" / "understanding").glob("closely_unseen*.tsv"))
PROBABLE, SURE = 0.8, 0.5
UNSEEN = ROOT / "tests" / "understanding" / "parts_unseen_3.tsv"


def kinds_of(spans: Spans, size: int) -> list[str]:
    """The kind of each word."""
    found = ["outside"] * size
    for part in spans:
        found[part.start : part.end] = [part.kind] * (part.end - part.start)
    return found


def report(rows: list[tuple[Marked, Spans]]) -> None:
    """Prints the figures."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    got: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    names: Counter[str] = Counter()
    core: Counter[str] = Counter()
    there: Counter[tuple[bool, bool]] = Counter()
    for marked, found in rows:
        size = len(marked.words)
        for a, b in zip(kinds_of(marked.spans, size), kinds_of(found, size), strict=True):
            wanted[a] += 1
            got[b] += 1
            right[a] += a == b
        ours = {(p.kind, p.start, p.end) for p in found}
        for part in marked.spans:
            spans[f"{part.kind} all"] += 1
            spans[f"{part.kind} found"] += (part.kind, part.start, part.end) in ours
            same = next((p for p in found if p.kind == part.kind and p.start < part.end
                         and part.start < p.end), None)  # fmt: skip
            if part.name and same is not None:
                names[f"{part.kind} all"] += 1
                names[f"{part.kind} right"] += same.name == part.name
        spans["got"] += len(ours)
        answered = marked.spans.first("answer") is not None, found.first("answer") is not None
        there[answered] += 1
        if marked.spans.core:
            core["all"] += 1
            core["same"] += marked.spans.core == found.core
            core["overlapping"] += bool(set(marked.spans.core) & set(found.core))
        elif found.core:
            core["without"] += 1
    for kind, number in wanted.most_common():
        share = 2 * right[kind] / (number + got[kind])
        exact = f"{spans[f'{kind} found']}/{spans[f'{kind} all']}"
        print(f"{kind:12} words F1 {share:.2f}   parts found exactly {exact}")
    total = sum(wanted.values())
    print(f"words of the right kind {sum(right.values()) / total:.3f} of {total}")
    print("an answer: found", there[True, True], "missed", there[True, False],
          "| none: right", there[False, False], "taken for one", there[False, True])  # fmt: skip
    print("names of parts found:", dict(names))
    print("core:", dict(core))


def report_gists(cut: parts.Parts, path: Path = GISTS) -> None:
    """Print how often the gist is what a person chose, where it is probable enough to be used."""
    counted: Counter[str] = Counter()
    for words, start, end in read_gists(path):
        found = cut.gist(" ".join(words))
        taken = found.chance >= PROBABLE and found.sure >= SURE
        if not end:
            counted["none" if not taken else "where there is none"] += 1
        elif not taken:
            counted["missed"] += 1
        elif (found.start, found.end) == (start, end):
            counted["the same"] += 1
        else:
            both = min(found.end, end) - max(found.start, start)
            near = 2 * both >= max(found.end, end) - min(found.start, start)
            counted["nearly the same" if near else "other words"] += 1
    print("gist:", dict(counted))


def report_wishes(cut: parts.Parts, path: Path = WISHES) -> None:
    """Print how often it is found what is wished, with its words, from a chance on."""
    rows = [(one.wish, cut.wish(" ".join(one.said), one.expects)) for one in read_wishes(path)]
    wishing = [(right, found) for right, found in rows if right.name != "none"]
    print(f"wishes: {len(wishing)}, without one: {len(rows) - len(wishing)}")
    for least in (0.5, 0.6, 0.8, 0.9):
        taken = [(a, b) for a, b in rows if b.name != "none" and b.chance >= least]
        right = [(a, b) for a, b in taken if a.name == b.name]
        named = [(a, b) for a, b in right if a.words != (0, 0)]
        print(
            f"  from {least}: right {len(right)}, another {len(taken) - len(right)}, of these "
            f"{sum(a.name == 'none' for a, _ in taken)} where there is none; words of it the same "
            f"{sum(a.words == b.words for a, b in named)} of {len(named)}"
        )


def report_turns(cut: parts.Parts, path: Path, least: int = 4) -> None:
    """Prints how well the turns of a conversation are read, of `least` words and more."""
    counted: Counter[str] = Counter()
    for row in read_closely_marked(path):
        marked, wish = row.marked, row.wish.wish
        size = len(marked.words)
        if size < least:
            continue
        text = " ".join(marked.words)
        found = cut(text, marked.expects, marked.question)
        kinds = zip(kinds_of(marked.spans, size), kinds_of(found, size), strict=True)
        counted["words"] += size
        counted["words right"] += sum(wanted == got for wanted, got in kinds)
        if marked.spans.first("answer") is None:
            counted["without an answer"] += 1
            counted["of these with one seen"] += found.first("answer") is not None
        seen = cut.wish(text, marked.expects, marked.question)
        likely = seen.name if seen.chance >= PROBABLE else "none"
        if wish.name == "none":
            counted["wish seen where there is none"] += likely != "none"
        else:
            counted["wishes"] += 1
            counted["wishes right"] += likely == wish.name
            counted["wishes named otherwise"] += likely not in ("none", wish.name)
    print(f"{path.name}: {dict(counted)}")


def main(path: Path = UNSEEN) -> None:
    """Measures."""
    cut = parts.load(folder_of("en"))
    assert cut is not None
    marked = list(read_marked(path))
    rows, times = [], []
    for row in marked:
        text, start = " ".join(row.words), time.thread_time()
        found = cut(text, row.expects)
        times.append(time.thread_time() - start)
        rows.append((row, found))
    report(rows)
    report_gists(cut)
    report_wishes(cut)
    for turns in TURNS:
        report_turns(cut, turns)
    times.sort()
    p50, p95 = (1e3 * times[int(len(times) * share)] for share in (0.5, 0.95))
    print(
        f"{len(rows)} utterances, {p50:.2f} ms at the median, {p95:.2f} ms at the 95th percentile"
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
