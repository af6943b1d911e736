import inspect
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

import intents

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def language():
    return intents.load("en")


@pytest.fixture
def now():
    """Monday, 23 November 2026, nine in the morning."""
    return datetime(2026, 11, 23, 9)


def sentences(name):
    """(key, sentence) of every sentence under `said` in a file of this folder."""
    table = tomllib.loads((HERE / f"{name}.toml").read_text())
    return [(key, sentence) for key, part in table.items() for sentence in part["said"]]


def each(names, rows):
    """Calls a test with every row of a table, and reports all rows which fail at once.

    `names` are the arguments which a row fills, one name or several; fixtures are the test's own.
    """
    given = (names,) if isinstance(names, str) else tuple(names)

    def of(test):
        signature = inspect.signature(test)

        def test_of_all_rows(**fixtures):
            failing = []
            for row in rows:
                filled = (row,) if isinstance(names, str) else row
                try:
                    test(**fixtures, **dict(zip(given, filled, strict=True)))
                except AssertionError as error:
                    failing.append((row, str(error).partition("\n")[0]))
            assert not failing, f"{len(failing)} of {len(rows)} rows"

        left = [p for name, p in signature.parameters.items() if name not in given]
        test_of_all_rows.__signature__ = signature.replace(parameters=left)
        test_of_all_rows.__name__ = test.__name__
        test_of_all_rows.__doc__ = test.__doc__
        test_of_all_rows.__dict__.update(test.__dict__)
        return test_of_all_rows

    return of
