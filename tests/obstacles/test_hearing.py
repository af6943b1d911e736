"""What is in the way is heard from the words: sentences which the list was not written from."""

import tomllib
from pathlib import Path

import pytest

from assistant.practice.obstacle_detection import load

HERE = Path(__file__).parent
LEXICON = load("en")


def labelled(file: str) -> list[tuple[str, str]]:
    table = tomllib.loads((HERE / file).read_text(encoding="utf-8"))
    return [(name, said) for name, sentences in table.items() for said in sentences]


def heard(said: str) -> str:
    found = LEXICON.detect(said)
    return found.name if found else "none"


def shares(file: str) -> tuple[float, float, float]:
    """Right of those which name something; wrong of those suggested; suggested where none is."""
    pairs = [(name, heard(said)) for name, said in labelled(file)]
    named = [(name, got) for name, got in pairs if name != "none"]
    suggested = [(name, got) for name, got in pairs if got != "none"]
    none = [got for name, got in pairs if name == "none"]
    return (
        sum(name == got for name, got in named) / len(named),
        sum(name != got for name, got in suggested) / len(suggested),
        sum(got != "none" for got in none) / len(none),
    )


def test_sentences_not_used_to_write_the_list() -> None:
    right, wrong, from_nothing = shares("held_out.toml")
    assert right >= 0.7
    assert wrong <= 0.1
    assert from_nothing <= 0.1


def test_the_held_out_sentences_are_others() -> None:
    assert not {s for _, s in labelled("dev.toml")} & {s for _, s in labelled("held_out.toml")}


def test_it_says_from_which_words() -> None:
    found = LEXICON.detect("i get nervous, what if they laugh")
    assert found is not None
    assert found.because == ("nervous", "what if they laugh")


@pytest.mark.parametrize(
    "said",
    ["i'm not afraid", "it was never really fear", "not because i'm ashamed", "without any fear"],
)
def test_what_is_denied_is_not_heard(said: str) -> None:
    assert heard(said) == "none"


def test_every_name_is_heard_somewhere() -> None:
    assert {name for name, _ in labelled("dev.toml")} == {*LEXICON.names, "none"}


@pytest.mark.parametrize(
    "said", ["", "…", "ÄÖ 漢字 🙂", "a" * 5000, "not " * 2000, "what if " * 2000]
)
def test_any_text(said: str) -> None:
    LEXICON.detect_all(said)
