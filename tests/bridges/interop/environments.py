"""Other people's programs, each in an environment of its own under .venv-interop."""

import hashlib
import os
import subprocess
import sys

import pytest

from tests.speech.materials import REPOSITORY

WANTED = os.environ.get("LANTERN_INTEROP") == "1"
FOLDER = REPOSITORY / ".venv-interop"
SATELLITE = ("wyoming-satellite==1.0.0",)
WAKE_WORD = ("wyoming-openwakeword==1.8.2", "numpy<2")
OPENVOICEOS = (
    f"-e{REPOSITORY}[openvoiceos]",
    "ovos-core>=2.1,<2.2",
    "ovos-messagebus<1",
    "ovoscope<1",
    "padacioso<2",
    "ovos-adapt-parser<2",
    "ovos-utils==0.8.5",  # without it pip takes unfinished versions
    "pytest>=8",
    "pytest-timeout>=2.3",
)


def environment(name, requirements):
    """Its folder of programs. Built once, when interop tests are asked for; else they skip."""
    venv = FOLDER / name
    project = (REPOSITORY / "pyproject.toml").read_bytes() if "-e" in requirements[0] else b""
    mark = hashlib.sha256(" ".join(requirements).encode() + project).hexdigest()
    built = venv / ".built"
    if built.exists() and built.read_text() == mark:
        return venv / "bin"
    if not WANTED:
        pytest.skip("other people's programs are not here; run: scripts/test --interop")
    if sys.version_info >= (3, 12) and name != "openvoiceos":
        pytest.skip("these programs need Python 3.11: the engine they use has no newer wheel")
    subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
    pip = [venv / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    installed = subprocess.run([*pip, *requirements], capture_output=True, text=True, check=False)
    if installed.returncode:
        pytest.skip(f"{name} could not be installed: {installed.stderr.strip()[-300:]}")
    built.write_text(mark)
    return venv / "bin"
