"""Numbers to call, read from a dated file; the person's own file takes precedence.

The numbers stand in `helplines.toml` beside this module. How they are read aloud and what people
call a country stands in the `helplines.toml` of each language.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import msgspec
import platformdirs

from assistant.errors import Trouble
from assistant.formatting.language import optional_table
from assistant.safety.concern import Kind

FILE = "helplines.toml"
_ROUND_THE_CLOCK = "24/7"
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(\d(?:[ -]*\d)*)")
_GROUP = re.compile(r"[ -]+")

LineKind = Literal["suicide", "support", "abuse", "emergency", "directory"]


class Helpline(msgspec.Struct, frozen=True):
    """One line of the file. `seen`: when its `source` said so. `sources`: how many agree."""

    country: str
    service: str
    kind: LineKind
    phone: str = ""
    text: str = ""
    hours: str = ""
    languages: str = ""
    source: str = ""
    seen: str = ""
    sources: int = 0
    note: str = ""


class Helplines(msgspec.Struct, frozen=True):
    """All lines, what people call each country, and the day when the file was last checked."""

    lines: tuple[Helpline, ...]
    names: dict[str, tuple[str, ...]]
    checked: str

    def to_call(self, country: str, concern: Kind) -> Helpline | None:
        """The line to name first: one for this kind of concern, if possible open day and night.

        `None` where the country has none; then name the international directory.
        """
        wanted = ("abuse",) if concern == "abuse" else ("suicide", "support")
        own = [
            line
            for line in self.lines
            if line.country == country and line.kind in wanted and line.phone
        ]
        return min(
            own,
            key=lambda line: (
                not line.hours.startswith(_ROUND_THE_CLOCK),
                wanted.index(line.kind),
            ),
            default=None,
        )

    def to_write(self, country: str, concern: Kind) -> Helpline | None:
        """A line for this kind of concern to which one can write; `None` where there is none."""
        wanted = ("abuse",) if concern == "abuse" else ("suicide", "support")
        own = (line for line in self.lines if line.country == country and line.text)
        return next((line for line in own if line.kind in wanted), None)

    def emergency(self, country: str) -> str:
        """The emergency number of a country; "" where the file has none."""
        found = (x.phone for x in self.lines if x.country == country and x.kind == "emergency")
        return next(found, "")

    def country_in(self, words: str) -> str:
        """The code of the country which is named in what somebody said; "" for none."""
        said = f" {' '.join(_WORD.findall(words.lower()))} "
        named = [
            (said.index(f" {name} "), -len(name), code)
            for code, names in self.names.items()
            for name in names
            if f" {name} " in said
        ]
        return min(named)[2] if named else ""


def own_file() -> Path:
    """The person's own file; it may not exist."""
    return platformdirs.user_config_path("lantern", appauthor=False) / FILE


def load(own: Path | None = None, language: str = "en") -> Helplines:
    """The numbers, with the names of countries in a language.

    For each country in the person's own file (`own`), its numbers replace ours. Raises `Trouble`
    where that file cannot be read.
    """
    ours = _ours(language)
    path = own or own_file()
    try:
        if not path.exists():
            return ours
        theirs = _read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Trouble("safety.helplines_unreadable", path=str(path), why=str(error)) from error
    replaced = {line.country for line in theirs.lines}
    return Helplines(
        (*theirs.lines, *(line for line in ours.lines if line.country not in replaced)),
        {**ours.names, **theirs.names},
        theirs.checked or ours.checked,
    )


def load_safely(language: str, own: Path | None = None) -> Helplines:
    """As `load`, but with our numbers alone where the person's own file cannot be read.

    A conversation about danger must not fail because of a mistake in that file; `lantern doctor`
    reports it.
    """
    try:
        return load(own, language)
    except Trouble:
        return _ours(language)


def digits_aloud(phone: str, language: str = "en") -> str:
    """A number as somebody dictates it: digit by digit, with a pause between its groups.

    >>> digits_aloud("116 123")
    '1 1 6, 1 2 3'
    """
    between_digits, between_groups = _reading(language)
    parts = _NUMBER.split(phone)
    for at in range(1, len(parts), 2):
        groups = _GROUP.split(parts[at])
        parts[at] = between_groups.join(between_digits.join(group) for group in groups)
    return "".join(parts).strip()


def _ours(language: str) -> Helplines:
    """The numbers that come with Lantern, with the names of countries in a language."""
    ours = _read((files(__package__) / FILE).read_text(encoding="utf-8"))
    names = optional_table(language, FILE).get("countries", {})
    return msgspec.structs.replace(
        ours, names={code: tuple(called) for code, called in names.items()}
    )


@cache
def _reading(language: str) -> tuple[str, str]:
    table = optional_table(language, FILE).get("number", {})
    return table.get("between_digits", " "), table.get("between_groups", ", ")


def _read(text: str) -> Helplines:
    table: dict[str, Any] = tomllib.loads(text)
    return msgspec.convert(
        {
            "lines": table.get("line", []),
            "names": table.get("countries", {}),
            "checked": str(table.get("checked", "")),
        },
        Helplines,
    )
