"""The journal: whole, and with room to grow."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant import wording
from assistant.doctor.finding import Finding
from assistant.journal import commands

LITTLE_ROOM = 100_000_000
"""Bytes. A year of talking takes a few millions, its recordings some more."""


def examine_journal(folder: Path) -> Finding:
    """Verify every line; nothing is changed, and no passphrase is needed."""
    try:
        report = commands.verify(folder)
        there = next(p for p in (folder, *folder.parents) if p.exists())
        free = shutil.disk_usage(there).free
    except OSError as error:
        return Finding(
            "journal",
            "broken",
            f"The journal in {folder} cannot be read: {error.strerror}.",
            "Give yourself the right to that folder, or name another with: --data DIR",
        )
    figures = {"folder": str(folder), "lines": report.lines, "damage": len(report.damage),
               "newer": report.newer, "free_bytes": free}  # fmt: skip
    if report.damage:
        return Finding(
            "journal",
            "broken",
            f"Some of the journal is damaged: {wording.load().error(report.damage[0].trouble)}.",
            "Bring back what a backup has with: lantern journal restore",
            figures,
        )
    if free < LITTLE_ROOM:
        return Finding(
            "journal",
            "weak",
            "The journal is whole, and the disk is nearly full.",
            "Make room on the disk.",
            figures,
        )
    lines = f"all {report.lines} lines of it" if report.lines else "nothing is in it yet"
    return Finding("journal", "well", f"The journal is whole: {lines}.", "", figures)
