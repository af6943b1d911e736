"""How the tests are marked, and how scripts/test deals them out to parallel workers.

The workers of pytest-xdist take whole modules, in this order: sound first, which waits on real time
and can do so beside others, then what is slow, then the rest. So no worker is left with a long
module at the end. A test module may split itself with `pytest.mark.xdist_group`.
"""

import os
import shutil
import tempfile

import pytest

_OWN = {"state": "XDG_STATE_HOME", "config": "XDG_CONFIG_HOME"}
_RERUNS = 2
"""A sound server which gets no processor time leaves a gap in what is played or heard. A test on
real sound is run again then; a fault of Lantern's own fails each time."""


def pytest_configure(config):
    """Keep away from the person's own settings, and from what is noted of their journals."""
    config.own_folders = [tempfile.mkdtemp(prefix=f"lantern-{name}-") for name in _OWN]
    os.environ.update(zip(_OWN.values(), config.own_folders, strict=True))
    os.environ.pop("LANTERN_SETTINGS", None)


def pytest_unconfigure(config):
    for folder in config.own_folders:
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items):
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker("audio")
        if item.get_closest_marker("audio"):
            item.add_marker(pytest.mark.flaky(reruns=_RERUNS, reruns_delay=1))
        if item.path.parent.name == "interop":
            item.add_marker("interop")
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))
    items.sort(key=_turn)  # Stable: the order within each module stays.


def _turn(item):
    marks = [mark for mark in ("audio", "slow") if item.get_closest_marker(mark)]
    return {"audio": 0, "slow": 1}[marks[0]] if marks else 2
