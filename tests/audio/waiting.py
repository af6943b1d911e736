"""Wait for what is to happen rather than for a time, which a busy machine needs more of."""

import time


def wait_until(condition, seconds=20.0, tell=lambda: ""):
    """Return as soon as `condition()` is true. After `seconds` fail, with what `tell()` gives."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {tell()}"
        time.sleep(0.01)


def repeat_until(action, condition, every=1.5, seconds=60.0, tell=lambda: ""):
    """Do `action()` again and again, `every` so many seconds, until `condition()` is true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {tell()}"
        action()
        again = time.monotonic() + every
        while time.monotonic() < again and not condition():
            time.sleep(0.01)
