"""A mark of everything a learned file was made from: texts, and code without its remarks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from intents import loading
from intents.languages import folder_of, rules_of

_CODE = (
    "automaton", "examples", "grammar", "learned", "loading", "sounds", "source", "tables", "text",
    "training", "wishes",
)  # fmt: skip
"""The modules which make examples, features and models."""
_WORD = re.compile(r"[^\W\d_]+")
_TABLES = ("answers", "numbers", "calendar")


def fingerprint(language: str) -> str:
    """The mark of all that the learned files of a language are made from.

    It changes with every phrase, every table, every sentence to learn from, and with the code which
    makes something of them; not with its layout, comments or docstrings. Of the language's rules
    counts what they make of the words.
    """
    folder = folder_of(language)
    texts = [
        *loading.sources(folder),
        *(path for name in _TABLES if (path := folder / f"{name}.toml").exists()),
        *sorted((folder / "learning").glob("*.toml")),
    ]
    code = [Path(__file__).with_name(f"{name}.py") for name in _CODE]
    return f"{crc32(_sounds(language, texts).encode()):08x}-{of_files([*texts, *code])}"


def _sounds(language: str, texts: Iterable[Path]) -> str:
    """What the rules of a language make of every word of some files."""
    rules = rules_of(language)
    words = {word for path in texts for word in _WORD.findall(path.read_text("utf-8").lower())}
    made = [(word, rules.stem(word), rules.sound(word)) for word in sorted(words)]
    return repr((made, sorted(rules.NUMBER_WORDS)))


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
