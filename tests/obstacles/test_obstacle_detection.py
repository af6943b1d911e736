"""Obstacles are detected in sentences that the patterns were not written from."""

import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.practice.obstacle_detection import load
from intents.languages import folder_of

HERE = Path(__file__).parent
LEXICON = load("en")
WORDS = sorted(
    set(re.findall(r"[a-z']+", (folder_of("en") / "obstacles.toml").read_text(encoding="utf-8")))
)


def labelled(file: str) -> list[tuple[str, str]]:
    table = tomllib.loads((HERE / file).read_text(encoding="utf-8"))
    return [(name, said) for name, sentences in table.items() for said in sentences]


def detected(said: str) -> str:
    found = LEXICON.detect(said)
    return found.name if found else "none"


def shares(file: str) -> tuple[float, float, float]:
    """Return the shares of right among named, wrong among suggested, suggested among none."""
    pairs = [(name, detected(said)) for name, said in labelled(file)]
    named = [(name, got) for name, got in pairs if name != "none"]
    suggested = [(name, got) for name, got in pairs if got != "none"]
    none = [got for name, got in pairs if name == "none"]
    return (
        sum(name == got for name, got in named) / len(named),
        sum(name != got for name, got in suggested) / len(suggested),
        sum(got != "none" for got in none) / len(none),
    )


def test_detect_held_out_sentences_is_mostly_right() -> None:
    right, wrong, from_nothing = shares("held_out.toml")
    assert right >= 0.7
    assert wrong <= 0.1
    assert from_nothing <= 0.1


def test_sentences_two_files_share_none() -> None:
    assert not {s for _, s in labelled("dev.toml")} & {s for _, s in labelled("held_out.toml")}


def test_detect_match_says_its_words() -> None:
    found = LEXICON.detect("i get nervous, what if they laugh")
    assert found is not None
    assert found.because == ("nervous", "what if they laugh")


def test_detect_denied_finds_none() -> None:
    denied = [
        *("i'm not afraid", "it was never really fear", "not because i'm ashamed"),
        "without any fear",
    ]
    assert {said: detected(said) for said in denied} == dict.fromkeys(denied, "none")


def test_names_every_obstacle_has_sentences() -> None:
    assert {name for name, _ in labelled("dev.toml")} == {*LEXICON.names, "none"}


@given(st.lists(st.sampled_from(WORDS), max_size=100).map(" ".join) | st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_detect_all_any_text_takes_less_than_20_ms(said: str) -> None:
    assert _seconds(said[:400]) < 0.02


def test_detect_all_long_text_takes_bounded_time() -> None:
    texts = [
        "",
        "…",
        "ÄÖ 漢字 🙂",
        "a" * 5000,
        "not " * 2000,
        "what if " * 2000,
        "not i am " * 2000,
    ]
    assert [text[:20] for text in texts if _seconds(text) > 0.2] == []


def test_load_language_without_obstacles_detects_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zv").mkdir()
    (tmp_path / "zv" / "habits.toml").touch()
    monkeypatch.setenv("LANTERN_LANGUAGES", str(tmp_path))
    assert load("zv").detect("i am so afraid") is None


def _seconds(said: str) -> float:
    """The least processor time of three calls, so that other programs do not count."""
    taken = []
    for _ in range(3):
        began = time.thread_time()
        LEXICON.detect_all(said)
        taken.append(time.thread_time() - began)
    return min(taken)
