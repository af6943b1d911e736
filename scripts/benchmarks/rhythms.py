"""Days and rhythms beside the parsers other programs use, and how far they agree.

``scripts/bench rhythms``. The sentences are those of the tables in tests/understanding. Each is
given to recurrent (rhythms), and to dateparser and ovos-date-parser (days). Where these say the
same, they are an independent check: what Lantern reads otherwise is printed with what the table
says is meant.
"""

# environment: bench
# peer: recurrent
# peer: dateparser
# peer: ovos-date-parser

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from dateutil.rrule import rrulestr  # noqa: E402

from intents import Date, Recurrence, load  # noqa: E402
from intents.recurrence_set import RecurrenceSet  # noqa: E402

TABLES = ROOT / "tests" / "understanding"
NOW = datetime.fromisoformat("2026-11-29T10:00")
DAYS = 6
"""So many days of two rhythms are compared."""


def sentences(kinds: set[str]) -> list[tuple[str, str]]:
    """What is said, and what it means, from all tables."""
    found = []
    for name in ("rhythms.tsv", "days.tsv", "rhythms_unseen.tsv", "rhythms_unseen_2.tsv"):
        if not (TABLES / name).exists():
            continue
        for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
            row = line.split("\t")
            is_rhythm = name == "rhythms.tsv" or row[0] == "rhythm"
            if line and line[0] != "#" and ("rhythm" if is_rhythm else row[0]) in kinds:
                found.append((row[1], row[2]))
    return found


def our_days(said: str) -> tuple[date, ...] | None:
    """The next days of a rhythm as Lantern reads it; none where it asks, or where it is counted."""
    meaning = load("en").understand(said, Recurrence(), now=NOW)
    if meaning.kind != "answer" or meaning.value["times"] or "by" in meaning.value:
        return None
    rhythm, today = RecurrenceSet.parse(meaning.value["rrule"]), NOW.date()
    if rhythm.once or rhythm.as_said:
        return None
    return tuple(rhythm.days(today, today, today + timedelta(4 * 366))[:DAYS])


def recurrents_days(said: str) -> tuple[date, ...] | None:
    """The same by recurrent."""
    from recurrent.event_parser import RecurringEvent

    try:
        rule: Any = RecurringEvent(now_date=NOW).parse(said)
    except Exception:
        return None
    if not isinstance(rule, str) or "RRULE" not in rule:
        return None
    start = NOW.replace(hour=0, minute=0)
    try:
        return tuple(day.date() for day in islice(rrulestr(rule, dtstart=start), DAYS))
    except ValueError:
        return None


def our_day(said: str) -> date | None:
    """A day as Lantern reads it."""
    meaning = load("en").understand(said, Date(), now=NOW)
    return date.fromisoformat(str(meaning.value)) if meaning.kind == "answer" else None


def dateparsers_day(said: str) -> date | None:
    """The same by dateparser."""
    import dateparser

    base = {"RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "future"}
    found = dateparser.parse(said, languages=["en"], settings=base)
    return found.date() if found else None


def ovos_day(said: str) -> date | None:
    """The same by ovos-date-parser."""
    from ovos_date_parser import extract_datetime

    try:
        found = extract_datetime(said, "en", anchorDate=NOW)
    except IndexError:  # On some sentences it breaks off.
        return None
    return found[0].date() if found else None


def compared(
    name: str, rows: list[tuple[str, str]], ours: Callable[[str], Any], theirs: Callable[[str], Any]
) -> None:
    """Prints how often Lantern and another reading agree, and where they do not."""
    counts: Counter[str] = Counter()
    differing = []
    for said, meant in rows:
        mine, other = ours(said), theirs(said)
        if other is None:
            counts["not read by it"] += 1
        elif mine is None:
            counts["asked or kept in words by Lantern"] += 1
        elif mine == other:
            counts["alike"] += 1
        else:
            counts["different"] += 1
            differing.append(
                f"  {said}\n    meant {meant}; Lantern {_short(mine)}; {_short(other)}"
            )
    print(f"\n{name}: {len(rows)} sentences")
    for what, count in counts.most_common():
        print(f"  {count:4}  {what}")
    print(*differing, sep="\n")


def _short(found: Any) -> str:
    return ", ".join(map(str, found[:3])) if isinstance(found, tuple) else str(found)


def both_days(said: str) -> date | None:
    """The day which dateparser and ovos-date-parser both find."""
    one, other = dateparsers_day(said), ovos_day(said)
    return one if one == other else None


def main() -> None:
    """Prints all comparisons."""
    days = sentences({"day"})
    compared("recurrent", sentences({"rhythm"}), our_days, recurrents_days)
    compared("dateparser", days, our_day, dateparsers_day)
    compared("ovos-date-parser", days, our_day, ovos_day)
    compared("dateparser and ovos-date-parser, where they agree", days, our_day, both_days)


if __name__ == "__main__":
    main()
