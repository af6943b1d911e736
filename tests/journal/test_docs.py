"""The examples of docs/journal.md work as printed there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.journal.line import decode_line
from assistant.store.read_model import entry_of

PAGE = (Path(__file__).parents[2] / "docs" / "journal.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)


EXAMPLES = "".join(blocks("json"))


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    (tmp_path / "journal-3f9a2c10.jsonl").write_text(EXAMPLES)
    return {**os.environ, "JOURNAL": str(tmp_path / "journal-3f9a2c10.jsonl")}


def test_docs_json_example_is_a_valid_entry():
    lines = EXAMPLES.splitlines()
    assert [line for line in lines if entry_of(decode_line(line.encode())) is None] == []


@pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
@pytest.mark.parametrize(
    ("command", "printed"),
    list(
        zip(
            blocks("sh"),
            (
                "1 answered",
                "partly i only walked ten minutes\nI noticed how quiet the river was.\n",
                "2026-11-23\tg1\tpartly\n",
            ),
            strict=True,
        )
    ),
)
def test_docs_jq_example_prints_expected(command, printed, environment):
    done = subprocess.run(
        ["sh", "-c", command], env=environment, capture_output=True, text=True, check=True
    )
    assert printed in done.stdout


@pytest.mark.parametrize("program", blocks("python"))
def test_docs_python_example_runs(program, environment):
    if "pandas" in program:
        pytest.importorskip("pandas")
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
