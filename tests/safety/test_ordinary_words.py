"""Ordinary words raise no alarm, and what is told over several turns does."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

from assistant.safety import KINDS, notice
from assistant.safety.course import Course
from assistant.safety.rules import FILE
from intents import source
from intents.languages import folder_of

OVER_TURNS = Path(__file__).parent / "over_turns.toml"
MORNING = datetime.fromisoformat("2026-11-23T10:00+01:00")

NEVER = [
    "take my pills",
    "I'll take the medicine",
    "take magnesium tablets",
    "take my mother her pills",
    "my wife lets me sleep in",
    "I see him when she lets me",
    "I don't have friends left in this town",
    "if I don't want to go, don't make me",
    "crash and burn",
    "I'll be here if I have to be",
    "I don't want anyone to see me dance",
    "a bit of a laugh",
    "what would I do if I wasn't afraid",
    "im not suicidal just bored",
    "I might hurt myself if I fall",
    "a birthday cake for her last birthday at home",
    "not caring",
    "give the cat her pills",
    "my sister lets me borrow the car",
    "I don't have cousins left to invite",
    "I don't want them to see me sing",
]
SOFT_AT_MOST = ["it'll all be over soon", "I bought a rope", "tell my kids I love them"]


def test_ordinary_words_raise_no_alarm() -> None:
    assert {said: notice(said) for said in NEVER if notice(said) is not None} == {}


def test_words_that_say_little_raise_no_certain_alarm() -> None:
    found = {said: notice(said) for said in SOFT_AT_MOST}
    assert {s: c for s, c in found.items() if c and c.certainty == "certain"} == {}


def test_patterns_end_with_what_must_be_there() -> None:
    """A part that may be missing at the end of a pattern tells nothing: it fits without it too."""
    table = source.read(folder_of("en") / FILE)
    lines = [line for kind in KINDS for lines in table[kind].values() for line in lines]
    assert [line for line in lines if _last_part(line).startswith("[")] == []


def _last_part(line: str) -> str:
    depth, start = 0, 0
    for place, sign in enumerate(line):
        if depth == 0 and sign == " ":
            start = place + 1
        depth += (sign in "([<") - (sign in ")]>")
    return line[start:]


def test_harmless_sentences_raise_hardly_a_certain_alarm() -> None:
    text = (folder_of("en") / "learning" / FILE).read_text(encoding="utf-8")
    quiet = [said for kind in tomllib.loads(text)["quiet"].values() for said in kind]
    certain = [s for s in quiet if (found := notice(s)) and found.certainty == "certain"]
    assert len(certain) <= 0.002 * len(quiet), certain


def _last_noticed(turns: list[str]) -> bool:
    course = Course("en")
    return [course.notice((said,), MORNING) for said in turns][-1] is not None


def test_danger_told_over_turns_is_noticed() -> None:
    table = tomllib.loads(OVER_TURNS.read_text(encoding="utf-8"))
    told = [turns for kind in KINDS for turns in table[kind]]
    missed = [turns for turns in told if not _last_noticed(turns)]
    assert len(missed) <= 0.15 * len(told), missed


def test_ordinary_talk_over_turns_raises_no_alarm() -> None:
    table = tomllib.loads(OVER_TURNS.read_text(encoding="utf-8"))
    assert [turns for turns in table["none"] if _last_noticed(turns)] == []
