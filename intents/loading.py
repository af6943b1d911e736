"""Loads a language from its folder."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from intents import source
from intents.answers import Answers
from intents.automaton import determined
from intents.commands import Commands, Intent
from intents.errors import LanguageError
from intents.features import Features
from intents.grammar import NEVER, Grammar, Line, Lists, TemplateError
from intents.hearing import Hearing
from intents.language import Language
from intents.languages import folder_of, rules_of
from intents.learned import load_model
from intents.prepared import PREPARED, Phrases, Prepared, read_prepared
from intents.rules import Rules
from intents.slots import Slots
from intents.text import Habits, Normaliser, Words

_BESIDE = ("habits", "lists", "listening")
"""The files of a language which say nothing of commands alone."""


@lru_cache(maxsize=4)
def load(name: str = "en") -> Language:
    """The language `name`. Raises LanguageError where its files have a mistake."""
    folder = folder_of(name)
    # A language is many small objects which all stay: no use in searching them for garbage.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return load_folder(folder, name)
    finally:
        if collecting:
            gc.enable()


def load_folder(folder: Path, name: str) -> Language:
    """The language whose TOML files stand in `folder`, with the rules of the language `name`."""
    rules = rules_of(name)
    written = read_prepared(folder / PREPARED, fingerprint(folder)) or prepare(folder, rules)
    numbers = rules.NUMBER_WORDS
    normaliser = Normaliser(Habits(**written.habits, numbers=numbers))
    known = frozenset(written.known)
    features = Features(rules.stem, rules.sound, written.alike, known)
    return Language(
        name,
        normaliser,
        Commands(
            {n: Intent(n, starts) for n, starts in written.intents.items()},
            written.phrases,
            normaliser,
            Slots(rules),
            load_model(folder / "commands.bin"),
            load_model(folder / "dictated.bin"),
            features,
            Hearing(written.known, rules.sound),
            written.listening,
        ),
        Answers(
            normaliser,
            rules,
            load_model(folder / "aspirations.bin"),
            load_model(folder / "outcomes.bin"),
            replace(features, known=frozenset()),
            read_options(folder),
        ),
        lambda meaning, words: line_of(folder, normaliser, meaning, words),
        rules.UNFINISHED,
        rules.meant_of,
    )


def prepare(folder: Path, rules: Rules) -> Prepared:
    """Reads and checks the files of a folder. Raises LanguageError where one has a mistake."""
    habits = read_habits(folder, rules)
    normaliser = Normaliser(habits)
    intents, menu, dictation = read_phrases(folder, normaliser)
    refuse_shared((menu, dictation), folder)
    return Prepared(
        fingerprint(folder),
        {intent.name: intent.starts for intent in intents.values()},
        read_listening(folder),
        read_alike(folder, rules),
        {
            "contractions": dict(habits.contractions),
            "endings": dict(habits.endings),
            "fillers": habits.fillers,
            "before": habits.before,
            "after": habits.after,
            "negators": habits.negators,
            "idle": habits.idle,
        },
        tuple(sorted(normaliser.seen)),
        Phrases(determined(menu), determined(dictation)),
    )


def line_of(folder: Path, normaliser: Normaliser, meaning: str, words: Words) -> str:
    """The line of the language files which has these words as a phrase."""
    for grammar in read_phrases(folder, normaliser)[1:]:
        for number in grammar.lines_of(meaning):
            alone = grammar.only(number)
            if determined(alone).fits(words) is not None:
                return alone.lines[0].text
    return ""


def read_phrases(
    folder: Path, normaliser: Normaliser
) -> tuple[dict[str, Intent], Grammar, Grammar]:
    """The intents of a folder, their lines, and those which live in a reflection."""
    lists = read_lists(folder, normaliser)
    menu, dictation = Grammar(lists), Grammar(lists)
    intents: dict[str, Intent] = {}
    for found in read_intents(folder):
        if found.name in intents:
            raise LanguageError(
                f"{found.path}:{source.line_of(found.path, f'[{found.name}]')}",
                f"[{found.name}] is written a second time; put all its phrases in one place",
            )
        intents[found.name] = Intent(found.name, found.starts)
        if found.dictation_only:
            _add(dictation, found.name, found.says)
            continue
        _add(menu, found.name, found.says)
        _add(menu, NEVER, found.never)
        _add(menu, found.name, found.tells, told=True)
        _add(dictation, found.name, found.dictation)
    return intents, menu, dictation


def read_listening(folder: Path) -> dict[str, tuple[str, ...]]:
    """What a recognizer listens for while it expects a closed answer, by intent."""
    path = folder / "listening.toml"
    table = source.read(path)
    return {name: tuple(source.strings(path, table, name).lines) for name in table}


def read_options(folder: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    """What the options of questions are called, by table and id."""
    path = folder / "options.toml"
    if not path.exists():
        return {}
    tables = source.read(path)
    return {
        name: {option: tuple(source.strings(path, table, option, name).lines) for option in table}
        for name, table in tables.items()
    }


def read_habits(folder: Path, rules: Rules) -> Habits:
    """How the language dresses its sentences."""
    path = folder / "habits.toml"
    table = source.read(path)
    fillers, before, after, negators, idle = (
        source.strings(path, table, key).lines
        for key in ("fillers", "before", "after", "negators", "idle")
    )
    return Habits(
        source.word_map(path, table, "contractions"),
        source.word_map(path, table, "endings"),
        fillers,
        before,
        after,
        rules.NUMBER_WORDS,
        frozenset(negators),
        frozenset(idle),
    )


def read_lists(folder: Path, normaliser: Normaliser) -> Lists:
    """The word lists of the language."""
    path = folder / "lists.toml"
    table = source.read(path).get("lists", {})
    lines = {key: source.strings(path, table, key, "lists").lines for key in table}
    return Lists(lines, normaliser.word)


def read_alike(folder: Path, rules: Rules) -> dict[str, str]:
    """The words of one meaning: each by its stem, with the name of its group."""
    path = folder / "lists.toml"
    table = source.read(path).get("alike", {})
    return {
        rules.stem(word): group
        for group in table
        for word in source.strings(path, table, group, "alike").lines
    }


def fingerprint(folder: Path) -> str:
    """A mark of all the phrases of a language: it changes with any of them."""
    mark = 0
    for path in _sources(folder):
        mark = crc32(path.read_bytes(), mark)
    return f"{mark:08x}"


def _sources(folder: Path) -> list[Path]:
    beside = [folder / f"{name}.toml" for name in _BESIDE]
    return sorted((*(path for path in beside if path.exists()), *folder.glob("commands/*.toml")))


def read_intents(folder: Path) -> Iterator[source.IntentSource]:
    """Every intent in the files of `folder`."""
    for path in sorted((folder / "commands").glob("*.toml")):
        yield from source.intents(path)


def _add(grammar: Grammar, meaning: str, lines: source.Lines, told: bool = False) -> None:
    for line in lines.lines:
        try:
            grammar.add(meaning, line, told)
        except TemplateError as error:
            raise lines.wrong(line, str(error)) from None


def refuse_shared(grammars: Iterable[Grammar], folder: Path) -> None:
    """Raises LanguageError where a phrase means two things in one place."""
    for grammar in grammars:
        for words, one, other in grammar.shared():
            if NEVER not in (one.meaning, other.meaning):
                raise LanguageError(
                    _where(folder, one) + " and " + _where(folder, other),
                    f'"{" ".join(words)}" means both {one.meaning} and {other.meaning}; '
                    f"take it out of one of them",
                )


def _where(folder: Path, line: Line) -> str:
    for path in _sources(folder):
        if line.text in path.read_text(encoding="utf-8"):
            return f"{path}:{source.line_of(path, line.text)}"
    return str(folder)
