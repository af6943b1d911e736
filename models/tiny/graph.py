"""The graph stage: vocabulary, pronunciations and language model, without any training."""

from __future__ import annotations

import time
from pathlib import Path

from models.tiny import language, lexicon, search, texts

MADE_UP, SEED = 6000, 1
SAYINGS_TIMES = 2


def build(model: Path) -> None:
    """Make the graphs of the model in a folder whose acoustic part is there."""
    started = time.monotonic()
    if not (model / "am" / "final.mdl").exists():
        raise FileNotFoundError(
            f"{model} has no acoustic part: run 'scripts/build_tiny_model acoustic' first."
        )
    folder = model / "graph"
    folder.mkdir(exist_ok=True)
    words = texts.vocabulary()
    sentences = texts.made_up(MADE_UP, SEED)
    ways = lexicon.pronunciations(words, sentences[: MADE_UP // 4])
    ids = search.write(folder, ways)
    listed = sorted(ids.items(), key=lambda item: item[1])
    (folder / "words.txt").write_text("<eps> 0\n" + "".join(f"{w} {n}\n" for w, n in listed))
    said = texts.sayings(SEED) * SAYINGS_TIMES + sentences
    language.write(folder, language.build(said, words), ids)
    size = sum(file.stat().st_size for file in model.rglob("*") if file.is_file())
    print(
        f"{len(words)} words, {sum(map(len, ways.values()))} pronunciations, "
        f"model {size / 1e6:.2f} MB, graphs made in {time.monotonic() - started:.0f} s"
    )
