"""Reads the TOML files of a language, and says where a mistake is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intents.errors import LanguageError
from intents.expectations import names as expectations

_KEYS = {"says", "tells", "never", "dictation", "only", "starts"}


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one key of one file, able to say where one of them stands."""

    path: Path
    lines: tuple[str, ...]

    def wrong(self, line: str, what: str) -> LanguageError:
        """The error for a mistake in `line`."""
        return LanguageError(f"{self.path}:{line_of(self.path, line)}", f'"{line}": {what}')


@dataclass(frozen=True, slots=True)
class IntentSource:
    """One intent as written down."""

    name: str
    path: Path
    says: Lines
    tells: Lines
    never: Lines
    dictation: Lines
    only: tuple[str, ...]
    starts: bool


def read(path: Path) -> dict[str, Any]:
    """The tables of a TOML file."""
    # Where a language is prepared no such file is read, and tomllib is slow to import.
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LanguageError(str(path), "this file is missing; every language needs one") from None
    except UnicodeDecodeError:
        raise LanguageError(str(path), "is not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        line = message.partition("at line ")[2].partition(",")[0]
        what = message.partition(" (at")[0]
        raise LanguageError(
            f"{path}:{line or 'end'}",
            f'{what}; a list is written  says = ["one phrase", "another"]',
        ) from None


def line_of(path: Path, text: str) -> int:
    """The line of `path` in which `text` first stands; 1 if it cannot be found."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if text in line:
            return number
    return 1


def strings(path: Path, table: Mapping[str, Any], key: str, inside: str = "") -> Lines:
    """The list of strings at `key`, empty where there is none."""
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(x, str) for x in found):
        at = line_of(path, f"[{inside}]") if inside else line_of(path, key)
        raise LanguageError(
            f"{path}:{at}",
            f"{key} of {inside or 'this file'} must be a list of strings; "
            f'write  {key} = ["one phrase", "another"]',
        )
    return Lines(path, tuple(found))


def word_map(path: Path, table: Mapping[str, Any], key: str) -> dict[str, str]:
    """The table of words to words at `key`."""
    found = table.get(key, {})
    if not isinstance(found, dict) or not all(isinstance(x, str) for x in found.values()):
        raise LanguageError(
            f"{path}:{line_of(path, f'[{key}]')}",
            f'[{key}] must hold lines of the form  "short" = "written out"',
        )
    return found


def sentences(path: Path) -> Iterator[tuple[str, Lines]]:
    """Whole sentences of one file by what they mean: tables with ``said = [...]``."""
    for name, table in read(path).items():
        yield name, strings(path, table, "said", name)


def _at(path: Path, name: str) -> str:
    return f"{path}:{line_of(path, name)}"


def intents(path: Path) -> Iterator[IntentSource]:
    """The intents written in one file."""
    for name, table in read(path).items():
        if not isinstance(table, dict):
            raise LanguageError(
                _at(path, name), f"{name} stands outside an intent; write it under [an_intent]"
            )
        unknown = sorted(set(table) - _KEYS)
        if unknown:
            raise LanguageError(
                f"{path}:{line_of(path, unknown[0])}",
                f"{unknown[0]} is not known in [{name}]; write one of {', '.join(sorted(_KEYS))}",
            )
        says = strings(path, table, "says", name)
        tells = strings(path, table, "tells", name)
        if not says.lines and not tells.lines:
            raise LanguageError(
                _at(path, name), f'[{name}] has no phrases; write  says = ["a phrase"]'
            )
        only = strings(path, table, "only", name).lines
        strange = sorted(set(only) - expectations())
        if strange:
            raise LanguageError(
                f"{path}:{line_of(path, strange[0])}",
                f"only of [{name}] says {strange[0]}; write names of what may be expected: "
                f"{', '.join(sorted(expectations()))}",
            )
        if not isinstance(table.get("starts", False), bool):
            raise LanguageError(_at(path, name), f"starts of [{name}] must be true or false")
        yield IntentSource(
            name,
            path,
            says,
            tells,
            strings(path, table, "never", name),
            strings(path, table, "dictation", name),
            only,
            table.get("starts", False),
        )
