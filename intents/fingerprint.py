"""A mark of everything a learned file was made from: texts, and code without its remarks."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from intents import loading
from intents.languages import folder_of

_CODE = (
    "automaton", "examples", "grammar", "learned", "loading", "matcher", "source", "tables", "text",
    "training", "wishes",
)  # fmt: skip
"""The modules which make examples, features and models."""
_TABLES = ("answers", "numbers", "calendar")


def fingerprint(language: str) -> str:
    """The mark of all that the learned files of a language are made from.

    It changes with every phrase, every table, every sentence to learn from, and with the code which
    makes something of them; not with its layout, comments or docstrings.
    """
    folder = folder_of(language)
    texts = [
        *loading.sources(folder),
        *(path for name in _TABLES if (path := folder / f"{name}.toml").exists()),
        *sorted((folder / "learning").glob("*.toml")),
    ]
    code = [Path(__file__).with_name(f"{name}.py") for name in _CODE]
    return of_files([*texts, *code, *sorted(folder.glob("*.py"))])


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
