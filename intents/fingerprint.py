"""A mark of everything a learned file was made from: texts, and what the code makes of them."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from intents import examples, loading
from intents.languages import folder_of

_CODE = ("examples", "training")
"""The modules which count as they are written: they say what is learned from, and how."""
_TABLES = ("answers", "numbers", "calendar")


@lru_cache(maxsize=2)
def fingerprint(language: str) -> str:
    """The mark of all that the learned files of a language are made from.

    It changes with every phrase, table and sentence to learn from, with whatever else changes how
    they become words and features, and with the code which draws examples and trains; not with the
    layout, comments and docstrings of that code.
    """
    folder = folder_of(language)
    texts = [
        *loading.sources(folder),
        *(path for name in _TABLES if (path := folder / f"{name}.toml").exists()),
        *sorted((folder / "learning").glob("*.toml")),
    ]
    code = [Path(__file__).with_name(f"{name}.py") for name in _CODE]
    return f"{of_files([*texts, *code])}-{_of_features(examples.read(language)):08x}"


def _of_features(material: examples.Material) -> int:
    """A mark of the words and features of every sentence, and of a phrase of every line."""
    rng, found = random.Random(1), 0
    rows = [*material.said, *material.said_in_reflections, *material.misheard]
    for grammar in (material.menu, material.dictation, material.others, material.hopes):
        rows += [(line.meaning, grammar.sample(n, rng)) for n, line in enumerate(grammar.lines)]
    for meaning, words in rows:
        core = material.normaliser.core(material.normaliser.words(words))
        made = (meaning, core, sorted(material.features(core)))
        found = crc32(repr(made).encode(), found)
    return found


def of_files(paths: Iterable[Path]) -> str:
    """The mark of some files: of what their code does, where they are code."""
    found = 0
    for path in paths:
        text = path.read_text(encoding="utf-8")
        lines = _instructions(text) if path.suffix == ".py" else [text]
        for line in lines:
            found = crc32(line.encode(), found)
    return f"{found:08x}"


def _instructions(code: str) -> Iterator[str]:
    """The lines of a module but for remarks and blank ones, without the blanks around them."""
    remarks = {
        number
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    for number, line in enumerate(code.splitlines(), start=1):
        bare = line.strip()
        if bare and number not in remarks and not bare.startswith("#"):
            yield bare
