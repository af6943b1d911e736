"""Kills at random moments of appending and of rewriting: nothing confirmed is lost."""

from __future__ import annotations

import os
import shutil

import pytest

from .kills import how_long, moments, run_and_kill
from .scenarios import SCENARIOS, check

KILLS = 50
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario_killed_fifty_times_loses_nothing(name, quick_path):
    scenario = SCENARIOS[name]
    before = quick_path / "before" / "journal"
    scenario.prepare(before)
    work = quick_path / "work" / "journal"

    def again() -> None:
        shutil.rmtree(work.parent, ignore_errors=True)
        shutil.copytree(before.parent, work.parent)

    longest = 0.1
    if name != "talk":
        for _ in range(2):  # the first time, libraries are loaded
            again()
            longest = how_long(lambda tell: scenario.work(work, tell))
    killed = 0
    for after in moments(longest, KILLS, seed=50):
        again()
        told, was_killed = run_and_kill(lambda tell: scenario.work(work, tell), after)
        killed += was_killed
        check(name, work, told)
    assert killed > KILLS // 4
