"""The person's words are read, kept and said back by the tables of the language they speak."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

import assistant
from assistant import wording
from assistant.conversation.safety_talk import safety_brief
from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.catalogue import SCRIPTS
from assistant.dialogues.evening import EveningBrief, ask_of_day
from assistant.dialogues.explore import ExploreBrief, what_was_heard
from assistant.dialogues.safety import number
from assistant.dialogues.steps import Ask, Say
from assistant.dialogues.stuck import StuckBrief, stuck
from assistant.dialogues.value import in_a_word
from assistant.journal import Journal
from assistant.practice.state import State
from assistant.safety.concern import Concern
from assistant.store.repository import Repository

NOW = datetime.fromisoformat("2026-11-23T07:30+01:00")
LAYERS = ("assistant.formatting", "assistant.practice", "assistant.safety")
"""The packages that read the tables of a language."""


def first_asked(steps: Any) -> Ask:
    """The first question of a dialogue."""
    return next(step for step in steps if isinstance(step, Ask))


def given(steps: Any) -> Any:
    """What a part of a dialogue that asks nothing gives."""
    try:
        step = next(steps)
    except StopIteration as stop:
        return stop.value
    raise AssertionError(step)


def test_conversation_rephrases_by_the_language_and_not_by_english(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    had = subprocess.run(
        [sys.executable, "-m", "assistant", "morning", "--one-thing", "--text", "--lang", "xx",
         "--data", str(journal), "--without-safety"],
        input="mi vo maybe I will gida mi la\n",
        capture_output=True, text=True, timeout=60, env=os.environ,
    )  # fmt: skip
    # "La" and "mi vo" are cut off, and "mi" is "tu"; "maybe" and "I will" are no words of xx.
    assert "lan: Maybe I will gida tu, za." in had.stdout.splitlines(), had.stderr
    state = Repository(Journal(journal), lambda: NOW).state()
    assert [intention.words for intention in state.intentions] == ["maybe I will gida mi"]


def test_brief_of_every_dialogue_has_the_language(tmp_path: Path) -> None:
    repository = Repository(Journal(tmp_path / "journal"), lambda: NOW, language="xx")
    wrong = [name for name in SCRIPTS if repository.brief(name, "s", {})["language"] != "xx"]
    assert not wrong


def test_brief_of_old_journal_without_language_is_english() -> None:
    assert msgspec.convert({"session": "s", "now": NOW.isoformat()}, Brief).language == "en"
    assert Moment(State(), NOW, "s").basics["language"] == "en"


def test_wording_turns_words_to_the_second_person_of_its_language() -> None:
    assert wording.load("xx").language == "xx"
    said = Say("one_breath.heard", words="mi my")
    assert wording.load("xx").line(said).text == "Tu my, za."
    assert wording.load("en").line(said).text.startswith("Mi your.")


def test_value_is_named_by_the_language() -> None:
    brief = Brief("s", NOW.isoformat(), language="xx")
    assert given(in_a_word(brief, "mi vo to be heard la")) == "to be heard"


def test_stuck_finds_obstacles_of_the_language_only() -> None:
    now, found = NOW.isoformat(), []
    for words in ("eee zora", "I am afraid"):
        dialogue = stuck(StuckBrief("s", now, language="xx"))
        assert first_asked(dialogue).key == "stuck.what_happens"
        step = dialogue.send(words)
        assert isinstance(step, Ask)
        found.append(step.key)
    assert found == ["stuck.is_it.zor", "stuck.has_it_a_name"]


def test_explore_finds_values_and_shoulds_of_the_language_only() -> None:
    brief, asked = ExploreBrief("s", NOW.isoformat(), language="xx"), []
    for words in ("sola", "my family and my work", "mi du gida", "I should work"):
        asked.append(first_asked(what_was_heard(brief, "admire", words)).key)
    assert asked == [
        "explore.shall_i_keep.one",
        "explore.is_there_a_value",
        "explore.whose_voice",
        "explore.is_there_a_value",
    ]


def test_evening_answers_heavy_words_of_the_language_only() -> None:
    brief, heard = EveningBrief("s", NOW.isoformat(), language="xx"), []
    for words in ("gru", "it was awful"):
        steps = ask_of_day(brief, "toward")
        next(steps)
        steps.send(words)
        said = next(steps)
        assert isinstance(said, Say)
        heard.append(said.key)
    assert heard == ["heard.hard.evening.heard.toward", "heard.nothing"]


def test_safety_reads_numbers_and_countries_of_the_language() -> None:
    brief = safety_brief("s", NOW, Concern("explicit"), "GB", language="xx")
    assert brief.helplines.country_in("eee brita") == "GB"
    assert brief.helplines.country_in("ireland") == ""
    assert "1-1-6, 1-2-3" in [say.words.get("number") for say in number(brief, "GB")]


def test_calls_that_read_tables_name_the_language() -> None:
    """A call without `language` would read English words in every language."""
    package = Path(assistant.__file__).parent
    trees = {_module(file, package): ast.parse(file.read_text()) for file in package.rglob("*.py")}
    reading = {
        f"{module}.{function.name}": names.index("language")
        for module, tree in trees.items()
        if module.startswith(LAYERS)
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        and "language" in (names := [argument.arg for argument in function.args.args])
    }
    assert len(reading) > 20
    known = {m: dict(_imported(tree)) | _own(m, tree) for m, tree in trees.items()}
    wrong = []
    for module, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            place = reading.get(_called(call.func, known[module], known))
            if place is None or len(call.args) > place:
                continue
            if not any(keyword.arg == "language" for keyword in call.keywords):
                wrong.append(f"{module}:{call.lineno}: {ast.unparse(call)}")
    assert not wrong


def _module(file: Path, package: Path) -> str:
    parts = file.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The names imported in a module, and what they stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _own(module: str, tree: ast.Module) -> dict[str, str]:
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return {function.name: f"{module}.{function.name}" for function in functions}


def _called(function: ast.expr, names: dict[str, str], known: dict[str, dict[str, str]]) -> str:
    """The full name of a called function, followed through the packages that pass it on."""
    if isinstance(function, ast.Name):
        full = names.get(function.id, "")
    elif isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        full = f"{names.get(function.value.id, '')}.{function.attr}"
    else:
        return ""
    module, _, name = full.rpartition(".")
    further = known.get(module, {}).get(name, full)
    return further if further == full else _called(ast.Name(name), {name: further}, known)
