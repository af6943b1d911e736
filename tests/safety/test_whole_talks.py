"""Whole talks about safety, word for word: the scripts in tests/safety/talks.

Beside each stands what a crisis counsellor would do there and what not (after the dimensions of the
VERA-MH rubric: finding the danger, asking about it, naming help, a warm voice, keeping within what
it is). The lines are those of tests/conversations, and two more:

    country: GB                      where the person is; left out, it is not known
    never: how many                  words which Lantern says nowhere in this talk
"""

from __future__ import annotations

from pathlib import Path

from tests.journal.looking import found_in
from tests.safety.test_talk import Sitting

TALKS = sorted((Path(__file__).parent / "talks").glob("*.txt"))
AT_LEAST = 40
MOST_WORDS = 65
"""No turn is longer, the digits of a number left out, but where it is breathed together."""


def test_whole_talks_go_as_written(tmp_path: Path) -> None:
    assert len(TALKS) >= AT_LEAST
    wrong = [f"{talk.stem}: {why}" for talk in TALKS if (why := _first_fault(talk, tmp_path))]
    assert wrong == []


def _first_fault(talk: Path, folder: Path) -> str:
    """The first line of a talk that goes otherwise; "" where all of it goes as written."""
    lines = [x for x in talk.read_text(encoding="utf-8").splitlines() if x.strip()]
    beside = [line for line in lines if line.startswith("# A counsellor would")]
    if len(beside) < 2:
        return "what a counsellor would say and would not is missing"
    country, sitting, unheard, said = "", None, [], ""
    for number, line in enumerate(lines, 1):
        what, _, rest = line.partition(":")
        rest = rest.strip()
        if what in ("you", "start") and unheard:
            return f"line {number}: also said {unheard}"
        match what:
            case "country":
                country = rest
            case "start":
                wanted = rest
            case "lantern" | "you" if sitting is None:
                sitting = Sitting(folder / talk.stem, wanted, country=country)
                unheard = [x.text for x in sitting.lines]
        match what:
            case "you":
                assert sitting is not None
                sitting.you(rest)
                unheard = [x.text for x in sitting.lines]
                said += f" {sitting.said}"
                words = [w for w in sitting.said.split() if not w.strip(".,").isdigit()]
                if "Breathe in" not in sitting.said and len(words) > MOST_WORDS:
                    return f"line {number}: {len(words)} words in one turn"
            case "lantern":
                if not unheard or unheard.pop(0) != rest:
                    assert sitting is not None
                    return f"line {number}: said {sitting.said!r}, not {rest!r}"
            case "never" if rest in said:
                return f"said {rest!r}"
            case "gone" if found_in(folder / talk.stem, rest):
                return f"{rest!r} is kept"
    return f"at its end also said {unheard}" if unheard else ""
