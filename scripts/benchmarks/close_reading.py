"""How much better the language model reads than the small encoder, and how long it takes.

``scripts/bench close_reading [--show]``. The utterances are those of
tests/understanding/closely_unseen.tsv, of people of whom nothing was learned, each with what was
said before it. ``--show`` prints what would be said first to each.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import parts as small_reader  # noqa: E402

from assistant.speech.models.installed import find_language_model  # noqa: E402
from intents import close_reading, parts  # noqa: E402
from intents.closely_marked import CloselyMarked, read_closely_marked  # noqa: E402
from intents.languages import folder_of  # noqa: E402
from intents.spans import Wish  # noqa: E402

UNSEEN = ROOT / "tests" / "understanding" / "closely_unseen.tsv"


def report_wishes(name: str, rows: list[tuple[CloselyMarked, Wish]]) -> None:
    """Print how often it is found what is wished, with its words, from a chance on."""
    for least in (0.5, 0.75, 0.85, 0.9):
        counted: Counter[str] = Counter()
        for row, found in rows:
            right = row.wish.wish
            taken = found.name if found.chance >= least else "none"
            if right.name == "none":
                counted["false"] += taken != "none"
            elif taken == right.name:
                counted["right"] += 1
                counted["words"] += right.words != (0, 0)
                counted["words the same"] += right.words != (0, 0) and right.words == found.words
            else:
                counted["missed" if taken == "none" else "another"] += 1
        print(f"  {name}, from {least}: {dict(counted)}")


def main() -> None:
    """Measures."""
    weights = find_language_model("en")
    if weights is None:
        sys.exit("there is no language model: lantern models fetch smollm2")
    rows = [row for row in read_closely_marked(UNSEEN) if len(row.marked.words) >= 4]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    learned = close_reading.load_learned(folder_of("en") / close_reading.FILE)
    small = parts.load(folder_of("en"))
    assert learned is not None
    assert small is not None
    began = time.perf_counter()
    reader = close_reading.CloseReader(weights, learned)
    reader.wish("to wait until it is read", "menu", "")
    print(f"read from its file in {time.perf_counter() - began:.1f} s")
    closely, quickly, wished, quickly_wished = [], [], [], []
    read, said = [], []
    first: Counter[str] = Counter()
    for row in rows:
        marked = row.marked
        text, expects, asked = " ".join(marked.words), marked.expects, marked.question
        began = time.perf_counter()
        found = reader.spans(text, expects, asked)
        wish = reader.wish(text, expects, asked)
        read.append(time.perf_counter() - began)
        began = time.perf_counter()
        sentence = reader.acknowledgement(text, expects, asked).sentence
        said.append(time.perf_counter() - began)
        assert found is not None
        assert wish is not None
        closely.append((marked, found))
        quickly.append((marked, small(text, expects)))
        wished.append((row, wish))
        quickly_wished.append((row, small.wish(text, expects)))
        first["said" if sentence else "nothing", "none" if row.first == "-" else "some"] += 1
        if "--show" in sys.argv:
            print(f"{text}\n  {sentence or '(nothing)'}\n  by a person: {row.first}")
    wishing = sum(row.wish.wish.name != "none" for row in rows)
    print(f"{len(rows)} utterances, {wishing} with a wish")
    report_wishes("language model", wished)
    report_wishes("small encoder", quickly_wished)
    for name, found_rows in (("language model", closely), ("small encoder", quickly)):
        print(f"-- parts, {name}")
        small_reader.report(found_rows)
    print("acknowledged, where a person had something to say and where not:", dict(first))
    for name, times in (("reading", read), ("the sentence", said)):
        times.sort()
        middle, late = (1e3 * times[int(len(times) * share)] for share in (0.5, 0.95))
        print(f"{name}: {middle:.0f} ms at the median, {late:.0f} ms at the 95th percentile")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory: {(peak - before) / 1024:.0f} MB more at its peak")


if __name__ == "__main__":
    main()
