"""Rewriting on a disk which refuses: a plain error, and nothing lost."""

from __future__ import annotations

import shutil

import pytest

from assistant.errors import Trouble

from .faults import faults
from .looking import sentence
from .scenarios import SCENARIOS, check


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name != "talk"])
@pytest.mark.parametrize("lasting", [1, 1000])
def test_rewrite_fault_at_any_call_loses_nothing(name, lasting, quick_path):
    before, work = quick_path / "before" / "journal", quick_path / "work" / "journal"
    SCENARIOS[name].prepare(before)

    def again() -> list[str]:
        shutil.rmtree(work.parent, ignore_errors=True)
        shutil.copytree(before.parent, work.parent)
        return []

    again()
    with faults() as counted:
        SCENARIOS[name].work(work, lambda text: None)
    said: list[str] = []
    for at in range(1, counted.count + 1):
        told = again()
        try:
            with faults(range(at, at + lasting)):
                SCENARIOS[name].work(work, told.append)
        except Trouble as trouble:
            said.append(sentence(trouble))
        check(name, work, told)
    assert len(said) > counted.count // 3
    assert all("Input/output" not in text and text.endswith(".") for text in said)
