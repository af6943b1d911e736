"""Every error has a sentence in the wording, and gives all words which the sentence needs."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from assistant import wording

ROOT = Path(__file__).parents[1]
SENTENCES = {
    key.removeprefix("errors."): variants
    for key, variants in wording.load("en").variants.items()
    if key.startswith("errors.")
}
IN_SENTENCES = ("settings.must_be.",)
"""The beginnings of keys which only other sentences name."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for package in ("assistant", "intents"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def error_classes() -> set[str]:
    """`Trouble` and its subclasses, but those which make their key from other arguments."""
    found, more = {"Trouble"}, True
    own_arguments: set[str] = set()
    while more:
        more = False
        for _, tree in trees():
            for node in ast.walk(tree):
                if not isinstance(node, ast.ClassDef) or node.name in found | own_arguments:
                    continue
                if found & {ast.unparse(base) for base in node.bases}:
                    makes = any(getattr(n, "name", "") == "__init__" for n in node.body)
                    (own_arguments if makes else found).add(node.name)
                    more = True
    return found


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def mistake(call: ast.Call) -> str:
    """What is wrong with the making of an error; "" where nothing is."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.JoinedStr):
        start = first.values[0]
        begins = start.value if isinstance(start, ast.Constant) else ""
        return "" if begins and any(key.startswith(begins) for key in SENTENCES) else "no such keys"
    if not isinstance(first, ast.Constant):
        return ""  # A key which was made elsewhere.
    if first.value not in SENTENCES:
        return f"no sentence for {first.value!r}"
    given = {word.arg for word in call.keywords}
    if None in given or any(fields(sentence) <= given for sentence in SENTENCES[first.value]):
        return ""
    return f"{first.value!r} needs more words than {sorted(map(str, given))}"


def test_errors_each_raise_has_a_sentence_and_its_words() -> None:
    classes, wrong = error_classes(), []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            if ast.unparse(node.func).split(".")[-1] in classes and (what := mistake(node)):
                wrong.append(f"{path}:{node.lineno}: {what}")
    assert not wrong


def test_errors_each_sentence_is_used() -> None:
    code = "".join((ROOT / path).read_text(encoding="utf-8") for path, _ in trees())
    unused = [key for key in SENTENCES if not is_used(key, code)]
    assert not unused


def is_used(key: str, code: str) -> bool:
    """Whether the key is in the code, or a beginning of it to which the rest is added."""
    area = key.index(".") + 1
    begun = any(f'"{key[:end]}{{' in code for end in range(area, len(key)))
    return begun or f'"{key}"' in code or key.startswith(IN_SENTENCES)
