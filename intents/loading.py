"""Loads a language from its folder."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from intents import source
from intents.answers import Answers
from intents.automaton import SharedPhrase, determined
from intents.cache import kept, mark
from intents.errors import LanguageError
from intents.grammar import NEVER, Grammar, Line, Lists, TemplateError
from intents.language import Language
from intents.languages import folder_of, rules_of
from intents.learned import NONE, Features, Model, load_model
from intents.matcher import Intent, Matcher
from intents.prepared import Phrases, Prepared
from intents.requests import Requests
from intents.rules import Rules
from intents.slots import Slots
from intents.sounds import SoundAlike
from intents.tables import read_tables
from intents.text import Habits, Normaliser, Words

if TYPE_CHECKING:
    from intents.parts import Parts

_BESIDE = ("habits", "lists", "listening")
"""The files of a language which say nothing of commands alone."""
_CODE = ("automaton", "grammar", "loading", "prepared", "source", "text")
"""The modules on which it depends what is made of those files."""
_HABITS = (
    "fillers", "before", "after", "negators", "idle", "unfinished", "letters", "spelled",
    "ordinals", "out_of", "minus", "to", "ranged",
)  # fmt: skip
_HOPES = frozenset({"value", "goal", "feeling", "not_doing", "someone_else"})
_OUTCOMES = frozenset({"done", "partly", "not_yet", "skip", NONE})


def load(name: str = "en") -> Language:
    """The language `name`, read once for its folder.

    Raises LanguageError where there is no such language, or its files have a mistake.
    """
    return _load(folder_of(name), name)


@lru_cache(maxsize=4)
def _load(folder: Path, name: str) -> Language:
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
    made_from = mark((*sources(folder), *_code(name)))
    written = Prepared.from_bytes(
        kept(f"{name}-phrases", made_from, lambda: prepare(folder, rules).to_bytes())
    )
    tables = read_tables(folder)
    normaliser = Normaliser(replace(written.habits, numbers=rules.NUMBER_WORDS))
    features = Features(rules.stem, rules.sound, written.alike, frozenset(written.known))
    names = frozenset(written.intents) | {NONE}
    return Language(
        name,
        normaliser,
        Matcher(
            {name: Intent(name, *declared) for name, declared in written.intents.items()},
            written.phrases,
            normaliser,
            Slots(rules, tables, normaliser),
            learned(folder, "commands", names),
            learned(folder, "dictated", names),
            features,
            SoundAlike(written.known, rules.sound),
            written.listening,
        ),
        Answers(
            normaliser,
            rules,
            tables,
            learned(folder, "aspirations", _HOPES),
            learned(folder, "outcomes", _OUTCOMES),
            replace(features, known=frozenset()),
        ),
        lambda meaning, words: line_of(folder, normaliser, meaning, words),
        frozenset(written.unfinished),
        lambda: _parts(folder),
        Requests(normaliser, lambda: read_requests(folder)),
        rules.sound,
    )


def _parts(folder: Path) -> Parts | None:
    """What cuts utterances into parts. Imported late: numpy takes longer than all else here."""
    from intents import parts

    return parts.load(folder)


def learned(folder: Path, name: str, known: frozenset[str]) -> Model | None:
    """The learned model `name` of a language; none where it has none.

    Raises LanguageError where it is broken, or was made when there were other classes. A model
    which was made before a phrase was written goes on working: the phrase is known as it stands.
    """
    path = folder / f"{name}.bin"
    model = load_model(path)
    gone = set(model.classes) - known if model is not None else set()
    if gone:
        raise LanguageError(
            str(path),
            f"was made when there was {min(gone)}, which there is no more; "
            f"make it again with scripts/models build {name}",
        )
    return model


def prepare(folder: Path, rules: Rules) -> Prepared:
    """Reads and checks the files of a folder. Raises LanguageError where one has a mistake."""
    habits, unfinished = read_habits(folder, rules)
    normaliser = Normaliser(habits)
    intents, menu, dictation = read_phrases(folder, normaliser)
    try:
        phrases = Phrases(determined(menu), determined(dictation))
    except SharedPhrase:
        refuse_shared((menu, dictation), folder)
        raise
    return Prepared(
        {intent.name: (intent.starts, intent.only) for intent in intents.values()},
        read_listening(folder),
        read_alike(folder, rules),
        habits,
        unfinished,
        tuple(sorted(normaliser.seen)),
        phrases,
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
        intents[found.name] = Intent(found.name, found.starts, found.only)
        if found.only == ("dictation",):
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


def read_habits(folder: Path, rules: Rules) -> tuple[Habits, tuple[str, ...]]:
    """How the language dresses its sentences, and the words after which they go on."""
    path = folder / "habits.toml"
    table = source.read(path)
    lines = {key: source.strings(path, table, key).lines for key in _HABITS}
    habits = Habits(
        source.word_map(path, table, "contractions"),
        source.word_map(path, table, "endings"),
        lines["fillers"],
        lines["before"],
        lines["after"],
        rules.NUMBER_WORDS,
        frozenset(lines["negators"]),
        frozenset(lines["idle"]),
        lines["letters"],
        lines["spelled"],
        lines["ordinals"],
        " ".join(lines["out_of"]),
        " ".join(lines["minus"]),
        " ".join(lines["to"]),
        lines["ranged"],
    )
    return habits, lines["unfinished"]


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


def read_requests(folder: Path) -> Mapping[str, Sequence[str]]:
    """The templates of requests in the language of `folder`; none where it has no file of them."""
    path = folder / "requests.toml"
    return source.read(path) if path.exists() else {}


def sources(folder: Path) -> list[Path]:
    """The files of a language which say what its commands are."""
    beside = [folder / f"{name}.toml" for name in _BESIDE]
    return sorted((*(path for path in beside if path.exists()), *folder.glob("commands/*.toml")))


def _code(language: str) -> Iterator[Path]:
    for name in _CODE:
        yield Path(__file__).with_name(f"{name}.py")
    yield from sorted(folder_of(language).glob("*.py"))


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
    for path in sources(folder):
        if line.text in path.read_text(encoding="utf-8"):
            return f"{path}:{source.line_of(path, line.text)}"
    return str(folder)
