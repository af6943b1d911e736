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
