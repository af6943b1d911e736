"""The sentences which noticing is measured on, by class."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from zlib import crc32

from assistant.safety import Concern, training
from assistant.safety.course import Course

FILES = {
    "dev": training.material("en"),
    "held_out": Path(__file__).parent / "held_out.toml",
}
PARTS = tuple(FILES)
OVER_TURNS = {
    "over_turns": Path(__file__).parent / "over_turns.toml",
}
"""What is said after other turns; the signs were tuned on it."""
UNSEEN = Path(__file__).parent / "unseen_2.tsv"
"""What somebody wrote who had seen neither rules nor sentences; measured once, learned from since.
"""
CHOSEN_BY = Path(__file__).parent / "unseen_3.tsv"
"""The same by somebody else; nothing has been learned from it, but a threshold was chosen by it."""
NEWEST_UNSEEN = Path(__file__).parent / "unseen_4.tsv"
"""The same by one more; nothing has been learned from it, and nothing chosen by it."""
MORNING = datetime.fromisoformat("2026-11-23T10:00+01:00")


def sentences(part: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Those to be noticed and those to be quiet about, by class; a twin counts in both."""
    return training.sentences(FILES[part])


def some_sentences(part: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The same; of those learned from only a sixth, as reading all of them takes a minute.

    Which ones is told by a checksum of their words, so that none depends on its place in the file,
    where sentences that are alike stand together.
    """
    concern, quiet = sentences(part)
    if part != "dev":
        return concern, quiet
    return _sample_of(concern), _sample_of(quiet)


def _sample_of(by_kind: dict[str, list[str]]) -> dict[str, list[str]]:
    return {kind: [s for s in said if _in_sample(s)] for kind, said in by_kind.items()}


def _in_sample(said: str) -> bool:
    return crc32(said.encode()) % 6 == 0


def turns(part: str) -> dict[str, list[list[str]]]:
    """What is said over one or more turns, by class; the last turn is the one in question."""
    table: dict[str, list[list[str]]] = tomllib.loads(OVER_TURNS[part].read_text(encoding="utf-8"))
    return table


def unseen(path: Path = UNSEEN) -> dict[str, list[list[str]]]:
    """The turns in a file by class; those named "ordinary" are not to be noticed."""
    found: dict[str, list[list[str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, *said = line.split("\t")
        found.setdefault(kind, []).append(said)
    return found


def notice_last(said: list[str], now: datetime = MORNING) -> Concern | None:
    """What is noticed in the last of several turns, after the others."""
    course = Course("en")
    return [course.notice((turn,), now) for turn in said][-1]
