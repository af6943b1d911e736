"""Days, hours, rhythms and reminders as they are said aloud.

The third column of ``rhythms_spoken.tsv`` holds the readings which are right, divided by a stroke.
``~`` stands for a condition which is kept in words; words kept besides are no fault.
"""

import re

from tests.tables import each
from tests.understanding.test_rhythms import rows
from tests.understanding.test_rhythms_unseen import read

PARTS_OF_A_RHYTHM = re.compile(r"(FREQ=|from |without |once by ).*|once|\d+ times")


def parts(reading, kind):
    """A reading as a set of its parts; a condition is ``~``."""
    found = set()
    for part in reading.strip().split(" | "):
        part = part.removeprefix("RRULE:")
        if part.startswith("DTSTART"):
            start, rule = part.removeprefix("DTSTART;VALUE=DATE:").split(" ", 1)
            found.add(f"from {start[:4]}-{start[4:6]}-{start[6:]}")
            part = rule.removeprefix("RRULE:")
        part, _, said = part.partition(" X-AS-SAID:")
        if part.startswith("FREQ="):
            part = ";".join(sorted(part.split(";")))
        if part.startswith("without "):
            part = part.split(",")[0]
        known = kind != "rhythm" or part in ("ask", "~") or PARTS_OF_A_RHYTHM.fullmatch(part)
        found |= {part if known else "~"} | ({"~"} if said else set())
    return found


def agrees(found, meant):
    """Whether what was read is what is meant."""
    return found - {"~"} == meant - {"~"} and meant & {"~"} <= found


def right(kind, said, meant):
    """Whether a sentence is read in one of the right ways, or asked about where that is right."""
    found = read(kind, said)
    return any(agrees(parts(found, kind), parts(one, kind)) for one in meant.split(" / "))


@each(("kind", "said", "meant"), rows("rhythms_spoken.tsv"))
def test_sentence_as_spoken_is_read_as_meant(kind, said, meant):
    assert right(kind, said, meant), read(kind, said)
