"""A progress bar for a terminal while a model is fetched."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Never, TextIO

from tqdm import tqdm

from assistant.speech.models.fetch import Progress, Step


@contextmanager
def progress_bar(stream: TextIO) -> Iterator[Progress]:
    """Gives what to pass to `fetch`: it draws one bar a step, and nothing but on a terminal."""
    bars: dict[Step, tqdm[Never]] = {}

    def show(step: Step, done: int, total: int) -> None:
        bar = bars.get(step)
        if bar is None:
            # `initial`, so that what was fetched before does not count as speed.
            bar = bars[step] = tqdm(
                desc=step.capitalize(),
                total=total,
                initial=done,
                unit="B",
                unit_scale=True,
                file=stream,
                disable=None,
            )
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()
