"""What pyproject.toml says is what there is: so a bare machine gets all it needs."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"assistant", "intents", "models", "tests"}
# What a package is called where its name is another, and it may not be installed here.
CALLED = {
    "sklearn": ["scikit-learn"],
    "piper": ["piper-tts"],
    "faster_whisper": ["faster-whisper"],
    "pywebrtc_audio": ["pywebrtc-audio"],
}
# What only environments apart hold, in which tests/bridges/interop runs other people's programs.
APART = {"aiohttp", "ovoscope"}
FILE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = FILE["project"]
EXTRAS = PROJECT["optional-dependencies"]
DATA = FILE["tool"]["setuptools"]["package-data"]["*"]
# Where imports come from, and the extras which may be there beside what everybody has.
FOLDERS = {
    "intents": ["parts-model"],
    "assistant": [
        "echo",
        "encrypt",
        "openvoiceos",
        "parts-model",
        "piper",
        "safety-model",
        "show",
        "whisper",
        "wyoming",
    ],
    "models": ["dev", "encrypt", "tiny-model"],
    "tests": ["dev", "encrypt", "openvoiceos", "tiny-model", "wyoming"],
}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[ \[<>=;~!]", name)[0]).lower()


def declared(extras: list[str]) -> set[str]:
    lists = [PROJECT["dependencies"], *(EXTRAS[extra] for extra in extras)]
    return {normal(requirement) for each in lists for requirement in each}


def imported(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            yield from ((file, name.split(".")[0]) for name in names)


@pytest.mark.parametrize("folder", FOLDERS)
def test_packages_imported_are_declared(folder: str) -> None:
    distributions = packages_distributions()
    known = declared(FOLDERS[folder])
    missing = sorted(
        f"{file.relative_to(ROOT)}: {name}"
        for file, name in imported(ROOT / folder)
        if name not in OURS | APART | sys.stdlib_module_names
        and not known & {normal(each) for each in distributions.get(name, CALLED.get(name, [name]))}
    )
    assert not missing


def test_dependencies_hold_no_developer_tools() -> None:
    assert not declared([]) & {normal(each) for each in EXTRAS["dev"]}


@pytest.mark.parametrize("package", ["assistant", "intents"])
def test_data_files_are_in_the_package(package: str) -> None:
    files = (file for file in (ROOT / package).rglob("*") if file.is_file())
    beside = [file for file in files if file.suffix not in (".py", ".pyc")]
    assert not [file for file in beside if not any(file.match(pattern) for pattern in DATA)]
