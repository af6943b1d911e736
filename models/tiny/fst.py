"""Weighted finite-state transducers, written with OpenFst's programs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

PLUGINS = Path("/usr/lib")
"""Where Debian puts OpenFst's lookahead types, which its own programs do not find."""


class Transducer:
    """A transducer being written down; state 0 is its start. Costs are negative natural logs."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._states = 0

    def state(self) -> int:
        """A new state."""
        self._states += 1
        return self._states - 1

    def arc(self, source: int, target: int, reads: int, writes: int, cost: float = 0.0) -> None:
        """An arc; label 0 reads or writes nothing."""
        self._lines.append(f"{source} {target} {reads} {writes} {cost:.4f}")

    def final(self, state: int, cost: float = 0.0) -> None:
        """Let a path end here."""
        self._lines.append(f"{state} {cost:.4f}")

    def compile(self, path: Path, sort: str) -> None:
        """Write it in OpenFst's own form, arcs sorted by `ilabel` or `olabel`."""
        text = "\n".join(self._lines).encode() + b"\n"
        # Lines are arcs in order of making: state 0 must come first, so that it is the start.
        compiled = run(["fstcompile"], text)
        path.write_bytes(run(["fstarcsort", f"--sort_type={sort}"], compiled))


def run(command: list[str], data: bytes = b"") -> bytes:
    """What one of OpenFst's programs answers."""
    plugins = [
        str(folder) for folder in sorted(Path("/usr/lib").glob("*/fst/*")) if folder.is_dir()
    ]
    environment = dict(os.environ, LD_LIBRARY_PATH=":".join(plugins))
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, env=environment, check=False
        )
    except FileNotFoundError as missing:
        raise RuntimeError(
            f"{command[0]} is not installed: "
            "run 'apt-get install libfst-tools libfst22-plugins-base'."
        ) from missing
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr.decode(errors='replace')}")
    return done.stdout
