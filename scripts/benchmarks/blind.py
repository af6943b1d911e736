"""Understanding on sentences whose writer had not seen a phrase; never to be tuned on.

    python scripts/benchmarks/blind.py

Each line: what is measured, right of all, the share with its 95 % interval (Wilson).
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from math import sqrt
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import intents  # noqa: E402
from intents import Aspiration, Dictation, command  # noqa: E402

Row = dict[str, Any]


def interval(right: int, of: int) -> tuple[float, float]:
    """The Wilson score interval of a share, at 95 %."""
    z, share = 1.96, right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - half, middle + half


def figure(name: str, rows: Sequence[Row], is_right: Callable[[Row], bool]) -> float:
    """Print one figure, and give the share."""
    right = sum(map(is_right, rows))
    low, high = interval(right, len(rows))
    print(
        f"{name:32} {right:4} of {len(rows):4}   {right / len(rows):6.1%}"
        f"   ({low:.1%} to {high:.1%})"
    )
    return right / len(rows)


def measure(path: Path = ROOT / "tests" / "understanding" / "blind.toml") -> dict[str, float]:
    """Every figure, by its name."""
    sentences = tomllib.loads(path.read_text("utf-8"))
    now = datetime.fromisoformat(sentences["now"])
    language = intents.load("en")

    def heard(row: Row, expects: intents.Expectation | None = None) -> intents.Meaning:
        return language.understand(row["text"], expects, now=now)

    def is_command(row: Row) -> bool:
        return heard(row).intent == row["intent"]

    def answers(row: Row) -> bool:
        options = tuple(row.get("options", ()))
        expects = command.expectation(row["expecting"], options, row.get("min"), row.get("max"))
        value = command.as_json(heard(row, expects), expects)["value"]
        return bool(value == (None if row.get("nothing") else row.get("value")))

    def dictated(row: Row) -> bool:
        meaning = heard(row, Dictation())
        return meaning.intent == row["intent"] if "intent" in row else meaning.kind == "answer"

    def kind(row: Row) -> bool:
        value = heard(row, Aspiration()).value
        return value is not None and value["kind"] == row["kind"]

    found = {
        "commands": figure("commands, clean", sentences["command"], is_command),
        "misheard": figure("commands, misheard", sentences["misheard"], is_command),
        "chatter": figure(
            "chatter, no command", sentences["chatter"], lambda row: heard(row).kind != "command"
        ),
    }
    plain = [row for row in sentences["dictated"] if "intent" not in row]
    steering = [row for row in sentences["dictated"] if "intent" in row]
    found["dictated"] = figure("in a reflection, words", plain, dictated)
    found["steering"] = figure("in a reflection, commands", steering, dictated)
    for name, rows in _by_expectation(sentences["answer"]):
        figure(f"answers: {name}", rows, answers)
    found["answers"] = figure("answers, all", sentences["answer"], answers)
    found["goals"] = figure("value or goal", sentences["goal"], kind)
    return found


def _by_expectation(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["expecting"], []).append(row)
    return list(found.items())


if __name__ == "__main__":
    measure()
