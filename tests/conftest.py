"""Tests in real time are at the mercy of what else the machine does just then.

A sound server which does not get its turn leaves a gap in what is played, and a tone of one second
lasts longer. Such a test is tried again, twice at most; a fault of Lantern's own fails each time.
"""

import pytest

_ATTEMPTS_MORE = 2


def pytest_collection_modifyitems(items):
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker("realtime")
        if item.get_closest_marker("realtime"):
            item.add_marker(pytest.mark.flaky(reruns=_ATTEMPTS_MORE, reruns_delay=1))
