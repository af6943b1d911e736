"""Numbers to call: read from a dated file, the person's own before ours; never from memory."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import msgspec
import platformdirs

from assistant.errors import Trouble
from assistant.safety.concern import Kind

FILE = "helplines.toml"
_ROUND_THE_CLOCK = "24/7"

LineKind = Literal["suicide", "support", "abuse", "emergency", "directory"]


class Helpline(msgspec.Struct, frozen=True):
    """One line of the file. `seen` is when its `source` said so, `sources` how many agree."""

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
    """All lines, what people call each country, and the day the file was last checked."""

    lines: tuple[Helpline, ...]
    names: dict[str, tuple[str, ...]]
    checked: str

    def to_call(self, country: str, concern: Kind) -> Helpline | None:
        """The line to name first: for this kind of concern, and open by day and night.

        `None` where the country has none; then the international directory is the way on.
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

    def emergency(self, country: str) -> str:
        """The emergency number of a country; "" where the file has none."""
        found = (x.phone for x in self.lines if x.country == country and x.kind == "emergency")
        return next(found, "")

    def country_in(self, words: str) -> str:
        """The code of the country which is named in what somebody said; "" for none."""
        said = f" {' '.join(re.findall(r'[a-z]+', words.lower()))} "
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


def load(own: Path | None = None) -> Helplines:
    """The numbers; those of the person's own file in place of ours, country by country.

    Raises `Trouble` where that file cannot be read.
    """
    ours = _read((files(__package__) / FILE).read_text(encoding="utf-8"))
    path = own or own_file()
    if not path.exists():
        return ours
    try:
        theirs = _read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Trouble(
            f"The file of helplines {path} cannot be read ({error}): correct it, or move it away."
        ) from error
    replaced = {line.country for line in theirs.lines}
    return Helplines(
        (*theirs.lines, *(line for line in ours.lines if line.country not in replaced)),
        {**ours.names, **theirs.names},
        theirs.checked or ours.checked,
    )


def digits_aloud(phone: str) -> str:
    """A number as one dictates it: digit after digit, a rest between its groups.

    >>> digits_aloud("116 123")
    '1 1 6, 1 2 3'
    """
    parts = re.split(r"(\d[\d -]*\d|\d)", phone)
    return "".join(_digits(part) if part[:1].isdigit() else part for part in parts).strip()


def _digits(number: str) -> str:
    return ", ".join(" ".join(group) for group in re.split(r"[ -]+", number))


def _read(text: str) -> Helplines:
    table: Mapping[str, Any] = tomllib.loads(text)
    return msgspec.convert(
        {
            "lines": table.get("line", []),
            "names": table.get("countries", {}),
            "checked": str(table.get("checked", "")),
        },
        Helplines,
    )
