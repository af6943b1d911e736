"""Loads a language from its folder."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from intents import source
from intents.answers import Answers
from intents.commands import NEVER, Commands, Intent
from intents.errors import LanguageError
from intents.grammar import Grammar
from intents.language import Language
from intents.normal import Habits, Normaliser
from intents.rules import Rules
from intents.slots import Slots
from intents.templates import Lists, TemplateError

_FOLDER = Path(__file__).parent
_APART = frozenset({"habits", "lists", "listening"})


@lru_cache(maxsize=4)
def load(name: str = "en") -> Language:
    """The language `name`. Raises LanguageError where its files have a mistake."""
    folder = _FOLDER / name
    if not (name.isidentifier() and folder.is_dir()):
        raise LanguageError(name, f"is not a language known here; known are {', '.join(known())}")
    return load_folder(folder, name)


def known() -> list[str]:
    """The languages there are."""
    return sorted(p.parent.name for p in _FOLDER.glob("*/habits.toml"))


def load_folder(folder: Path, name: str) -> Language:
    """The language whose TOML files stand in `folder`, with the rules of ``intents.<name>``."""
    rules = cast(Rules, importlib.import_module(f"intents.{name}.rules"))
    normaliser = Normaliser(read_habits(folder, rules))
    lists = read_lists(folder, normaliser)
    menu, dictation = Grammar(lists), Grammar(lists)
    intents: dict[str, Intent] = {}
    for found in read_intents(folder):
        if found.name in intents:
            raise LanguageError(
                f"{found.path}:{source.line_of(found.path, f'[{found.name}]')}",
                f"[{found.name}] is written a second time; put all its phrases in one place",
            )
        if not found.dictation_only:
            _add(menu, found.name, found.says)
            _add(menu, NEVER, found.never)
        _add(dictation, found.name, found.says if found.dictation_only else found.dictation)
        intents[found.name] = Intent(found.name, found.starts)
    for grammar in (menu, dictation):
        _refuse_shared(grammar, folder)
    return Language(
        name,
        normaliser,
        Commands(intents, menu, dictation, normaliser, Slots(rules), read_listening(folder)),
        Answers(normaliser, rules),
    )


def read_habits(folder: Path, rules: Rules) -> Habits:
    """How the language dresses its sentences."""
    path = folder / "habits.toml"
    table = source.read(path)
    return Habits(
        source.word_map(path, table, "contractions"),
        *(source.strings(path, table, key).lines for key in ("fillers", "before", "after")),
        numbers=rules.NUMBER_WORDS,
    )


def read_lists(folder: Path, normaliser: Normaliser) -> Lists:
    """The word lists of the language."""
    path = folder / "lists.toml"
    table = source.read(path).get("lists", {})
    lines = {key: source.strings(path, table, key, "lists").lines for key in table}
    return Lists(lines, normaliser.word)


def read_listening(folder: Path) -> dict[str, tuple[str, ...]]:
    """What a recognizer listens for, by intent."""
    path = folder / "listening.toml"
    table = source.read(path)
    return {name: tuple(source.strings(path, table, name).lines) for name in table}


def read_intents(folder: Path) -> Iterator[source.IntentSource]:
    """Every intent in the files of `folder`."""
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in _APART:
            yield from source.intents(path)


def _add(grammar: Grammar, meaning: str, lines: source.Lines) -> None:
    for line in lines.lines:
        try:
            grammar.add(meaning, line)
        except TemplateError as error:
            raise lines.wrong(line, str(error)) from None


def _refuse_shared(grammar: Grammar, folder: Path) -> None:
    for words, one, other in grammar.shared():
        if NEVER in (one.meaning, other.meaning):
            continue
        raise LanguageError(
            str(folder),
            f'"{" ".join(words)}" means both {one.meaning} and {other.meaning}; '
            f"take it out of one of them",
        )
