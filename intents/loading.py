"""Loads a language from its folder."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast
from zlib import crc32

from intents import source
from intents.answers import Answers
from intents.commands import NEVER, Commands, Intent, Phrases
from intents.errors import LanguageError
from intents.features import Features
from intents.grammar import Grammar, Line
from intents.hearing import Hearing
from intents.language import Language
from intents.learned import load_model
from intents.normal import Habits, Normaliser
from intents.rules import Rules
from intents.slots import Slots
from intents.templates import Lists, TemplateError

_FOLDER = Path(__file__).parent
_APART = frozenset({"habits", "lists", "answers", "listening"})


@lru_cache(maxsize=4)
def load(name: str = "en") -> Language:
    """The language `name`. Raises LanguageError where its files have a mistake."""
    folder = _FOLDER / name
    if not (name.isidentifier() and folder.is_dir()):
        raise LanguageError(name, f"is not a language known here; known are {', '.join(known())}")
    # A language is many small objects which all stay: no use in searching them for garbage.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return load_folder(folder, name)
    finally:
        if collecting:
            gc.enable()


def known() -> list[str]:
    """The languages there are."""
    return sorted(p.parent.name for p in _FOLDER.glob("*/habits.toml"))


def load_folder(folder: Path, name: str) -> Language:
    """The language whose TOML files stand in `folder`, with the rules of ``intents.<name>``."""
    rules = cast(Rules, importlib.import_module(f"intents.{name}.rules"))
    normaliser = Normaliser(read_habits(folder, rules))
    intents, phrases = read_phrases(folder, normaliser)
    model = load_model(folder / "commands.bin")
    if model is None or model.made_from != fingerprint(folder):
        # Files which were trained on were checked then.
        refuse_shared(phrases, folder)
    words = normaliser.seen
    features = read_features(folder, rules, words)
    hearing = Hearing(words, rules.sound)
    slots = Slots(rules)
    return Language(
        name,
        normaliser,
        Commands(
            intents, phrases, normaliser, slots, model, features, hearing, read_listening(folder)
        ),
        Answers(
            normaliser,
            rules,
            load_model(folder / "aspirations.bin"),
            read_features(folder, rules, frozenset()),
        ),
        rules.UNFINISHED,
    )


def read_phrases(folder: Path, normaliser: Normaliser) -> tuple[dict[str, Intent], Phrases]:
    """The intents of a folder, and their lines by where they live."""
    lists = read_lists(folder, normaliser)
    phrases = Phrases(Grammar(lists), Grammar(lists))
    intents: dict[str, Intent] = {}
    for found in read_intents(folder):
        if found.name in intents:
            raise LanguageError(
                f"{found.path}:{source.line_of(found.path, f'[{found.name}]')}",
                f"[{found.name}] is written a second time; put all its phrases in one place",
            )
        intents[found.name] = Intent(found.name, found.starts)
        if found.dictation_only:
            _add(phrases.dictation, found.name, found.says)
            continue
        _add(phrases.menu, found.name, found.says)
        _add(phrases.menu, NEVER, found.never)
        _add(phrases.menu, found.name, found.tells, told=True)
        _add(phrases.dictation, found.name, found.dictation)
    return intents, phrases


def read_listening(folder: Path) -> dict[str, tuple[str, ...]]:
    """What a recognizer listens for while it expects a closed answer, by intent."""
    path = folder / "listening.toml"
    table = source.read(path)
    return {name: tuple(source.strings(path, table, name).lines) for name in table}


def read_habits(folder: Path, rules: Rules) -> Habits:
    """How the language dresses its sentences."""
    path = folder / "habits.toml"
    table = source.read(path)
    fillers, before, after, negators = (
        source.strings(path, table, key).lines for key in ("fillers", "before", "after", "negators")
    )
    contractions = source.word_map(path, table, "contractions")
    return Habits(contractions, fillers, before, after, rules.NUMBER_WORDS, frozenset(negators))


def read_lists(folder: Path, normaliser: Normaliser) -> Lists:
    """The word lists of the language."""
    path = folder / "lists.toml"
    table = source.read(path).get("lists", {})
    lines = {key: source.strings(path, table, key, "lists").lines for key in table}
    return Lists(lines, normaliser.word)


def read_features(folder: Path, rules: Rules, known: frozenset[str]) -> Features:
    """What the learned models of the language see."""
    path = folder / "lists.toml"
    table = source.read(path).get("alike", {})
    alike = {
        rules.stem(word): group
        for group in table
        for word in source.strings(path, table, group, "alike").lines
    }
    return Features(rules.stem, rules.sound, alike, known)


def fingerprint(folder: Path) -> str:
    """A mark of all the phrases of a language: it changes with any of them."""
    mark = 0
    for path in sorted(folder.glob("*.toml")):
        if path.stem != "answers":
            mark = crc32(path.read_bytes(), mark)
    return f"{mark:08x}"


def read_intents(folder: Path) -> Iterator[source.IntentSource]:
    """Every intent in the files of `folder`."""
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in _APART:
            yield from source.intents(path)


def _add(grammar: Grammar, meaning: str, lines: source.Lines, told: bool = False) -> None:
    for line in lines.lines:
        try:
            grammar.add(meaning, line, told)
        except TemplateError as error:
            raise lines.wrong(line, str(error)) from None


def refuse_shared(phrases: Phrases, folder: Path) -> None:
    """Raises LanguageError where a phrase means two things in one place."""
    for grammar in (phrases.menu, phrases.dictation):
        for words, one, other in grammar.shared():
            if NEVER not in (one.meaning, other.meaning):
                raise LanguageError(
                    _where(folder, one) + " and " + _where(folder, other),
                    f'"{" ".join(words)}" means both {one.meaning} and {other.meaning}; '
                    f"take it out of one of them",
                )


def _where(folder: Path, line: Line) -> str:
    for path in sorted(folder.glob("*.toml")):
        if line.text in path.read_text(encoding="utf-8"):
            return f"{path}:{source.line_of(path, line.text)}"
    return str(folder)
