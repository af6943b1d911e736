"""Style, types and layers, by the tools which check them."""

import subprocess
import sysconfig
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sysconfig.get_path("scripts"))


def bash_scripts():
    files = [*REPOSITORY.glob("scripts/*"), *REPOSITORY.glob(".ci/*")]
    return [file for file in files if file.is_file() and _first_line(file).endswith("bash")]


def _first_line(file):
    return file.read_bytes().split(b"\n", 1)[0].decode("utf-8", "replace")


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports", "--no-logo", "--no-cache"],
        ["shellcheck", "-x", *bash_scripts()],
    ],
    ids=lambda command: " ".join(command[:2]) if command[0] == "ruff" else command[0],
)
def test_style_whole_repository_is_clean(command):
    program, *arguments = command
    done = subprocess.run(
        [PROGRAMS / program, *arguments], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
