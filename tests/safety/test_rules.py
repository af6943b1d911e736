"""Noticing: recall and false alarms by class, and how single sentences are read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import wording
from assistant.errors import Trouble
from assistant.safety import (
    KINDS,
    as_json,
    available,
    learned,
    load,
    notice,
    notice_any,
    reader_training,
    require,
    training,
)
from assistant.safety.helplines import digits_aloud
from assistant.safety.helplines import load as helplines
from assistant.safety.noticing import notice_near
from assistant.safety.reader import FILE as READER_FILE
from assistant.safety.reader import load_reader
from assistant.safety.weights import load_weights
from intents.errors import LanguageError
from intents.languages import folder_of
from tests.safety.sentences import PARTS, sentences, some_sentences

WORDS = sorted(load("en").vocabulary() | set(load("en").spelling.sample().split()))
"""Every word by which a pattern is found, and those which are spelled otherwise."""
AIM = {"explicit": 0.95, "self_harm": 0.9, "passive": 0.85, "abuse": 0.85, "harm_to_others": 0.85,
       "coded": 0.75}  # fmt: skip
"""The least recall of each class, in each part. What is reached stands in docs/safety.md."""


@pytest.mark.parametrize("part", PARTS)
def test_notice_sentences_of_each_class_misses_few(part: str) -> None:
    concern, _ = some_sentences(part)
    missed = {kind: [s for s in concern[kind] if notice(s) is None] for kind in KINDS}
    too_many = {
        kind: said
        for kind, said in missed.items()
        if len(said) > (1 - AIM[kind]) * len(concern[kind])
    }
    assert too_many == {}


@pytest.mark.parametrize("part", PARTS)
def test_notice_harmless_sentences_raises_few_alarms(part: str) -> None:
    _, quiet = some_sentences(part)
    everything = [sentence for kind in quiet.values() for sentence in kind]
    alarms = [sentence for sentence in everything if notice(sentence) is not None]
    assert len(alarms) <= 0.03 * len(everything), alarms


@pytest.mark.parametrize("part", PARTS)
def test_notice_answers_to_our_prompts_raises_no_certain_alarm(part: str) -> None:
    _, quiet = sentences(part)
    found = {sentence: notice(sentence) for sentence in quiet["prompts"]}
    assert [s for s, concern in found.items() if concern and concern.certainty == "certain"] == []
    assert sum(concern is not None for concern in found.values()) <= 0.03 * len(found)


def test_sentences_two_parts_share_none() -> None:
    dev, held_out = (
        {s for by in sentences(part) for k in by.values() for s in k} for part in PARTS
    )
    assert dev.isdisjoint(held_out)


def test_as_json_concern_or_none_shows_class_and_certainty() -> None:
    shown = {
        "I want to kill myself.": {"class": "explicit", "certainty": "certain"},
        "I can't do this anymore.": {"class": "passive", "certainty": "uncertain"},
        "My husband hits me.": {"class": "abuse", "certainty": "certain"},
        "What a lovely day.": None,
        "": None,
    }
    assert {said: as_json(notice(said)) for said in shown} == shown


def test_notice_any_spelling_finds_it() -> None:
    spellings = [
        "i i want i want to d d die",
        "I DON\u2019T WANT TO LIVE ANYMORE!!!",
        "The weather was fine. I want to die. Then we had tea.",
        "i wanna kms",
        "Um, I, uh, I want to, you know, die.",
        "can't stop thinking about killing myself",
        "I don't know if I want to kill myself or not",
        "I'll drive too fast, if it kills me it kills me",
    ]
    assert [said for said in spellings if notice(said) is None] == []


def test_notice_two_concerns_finds_the_more_pressing() -> None:
    found = notice("My husband hits me. I want to kill myself.")
    assert found is not None
    assert found.kind == "explicit"
    assert found.pressing


def test_notice_any_one_reading_of_several_is_enough() -> None:
    assert notice_any(("a one", "i want to die")) is not None
    assert notice_any(("no", "there is no milk left")) is None


def test_notice_words_no_rule_knows_is_uncertain() -> None:
    said = "if a lorry swerved onto the pavement i would be glad of it"
    assert load("en").notice(said) is None
    found = notice(said)
    assert found is not None
    assert found.certainty == "uncertain"


def test_notice_denied_finds_none() -> None:
    assert notice("no i am not thinking about killing myself please don't worry") is None


@pytest.mark.parametrize("times", [6, 60, 600])
def test_notice_amid_a_long_reflection_finds_it(times: int) -> None:
    walk = "so this morning we walked down to the river and looked at the boats for a while "
    said = f"{walk * times} and i want to kill myself {walk * times}"
    assert notice(said) is not None


def test_model_made_from_the_material_there_is() -> None:
    model = load_weights(folder_of("en") / learned.FILE)
    assert model is not None
    made_from = training.fingerprint("en")
    assert model.made_from == made_from, "run python -m assistant.safety.training en"


def test_encoder_made_from_the_material_there_is() -> None:
    made = load_reader(folder_of("en") / READER_FILE)
    assert made is not None
    found = reader_training.fingerprint("en")
    assert made.made_from == found, "run scripts/models build safety_encoder"


def test_load_broken_encoder_raises_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / READER_FILE
    path.write_bytes(b"no archive")
    with pytest.raises(LanguageError, match="scripts/models build safety_encoder"):
        load_reader(path)


def test_load_no_encoder_reads_by_words_alone(tmp_path: Path) -> None:
    assert load_reader(tmp_path / READER_FILE) is None


def test_load_model_of_other_features_raises_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "features_mark", lambda *_: "00000000")
    learned.load.cache_clear()
    with pytest.raises(LanguageError, match=r"make it again with .*training en"):
        learned.load("en")


@pytest.fixture
def language_without_safety(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "zz"
    folder.mkdir()
    (folder / "habits.toml").touch()
    monkeypatch.setenv("LANTERN_LANGUAGES", str(tmp_path))
    return "zz"


def test_available_language_without_safety_is_not(language_without_safety: str) -> None:
    assert not available(language_without_safety)
    assert available("en")


def test_require_language_without_safety_raises_what_to_do(language_without_safety: str) -> None:
    with pytest.raises(Trouble) as raised:
        require(language_without_safety)
    assert "--without-safety" in wording.load("en").error(raised.value)
    require("en")


def test_notice_language_without_safety_finds_none(language_without_safety: str) -> None:
    assert notice("I want to die", language_without_safety) is None
    assert not notice_near(["my son wants to die"], language_without_safety)


def test_explain_match_names_its_words() -> None:
    found = next(load("en").explain("I really want to end my life"))
    assert found.words == "want to end my life"


def _processor_seconds(sentence: str) -> float:
    """What a sentence costs of the processor: other programs are not to count."""
    began = time.thread_time()
    notice(sentence)
    return time.thread_time() - began


def _yardstick() -> float:
    begun = time.process_time()
    total = 0
    for n in range(50_000):
        total += hash((n, total)) & 7
    return time.process_time() - begun


def test_notice_ordinary_sentence_takes_half_a_millisecond_or_one_reading() -> None:
    """Half of them are not read by the encoder, which takes 13 ms; none is read twice."""
    _, quiet = sentences("held_out")
    taken = [min(_processor_seconds(s) for _ in range(3)) for s in quiet["everyday"]]
    # Beside a fixed piece of work, which takes 5 ms on a slow machine.
    slower = max(1.0, min(_yardstick() for _ in range(5)) / 0.005)
    assert sorted(taken)[len(taken) // 2] <= 0.001 * slower
    assert sorted(taken)[int(0.95 * len(taken))] <= 0.025 * slower


def test_helplines_each_has_source_and_date() -> None:
    found = helplines()
    assert found.checked
    for line in found.lines:
        assert line.source
        assert line.seen
        assert line.sources >= 2 or int(line.seen[:4]) >= 2023
        assert line.phone or line.text


def test_digits_aloud_groups_are_set_apart() -> None:
    assert digits_aloud("116 123") == "1 1 6, 1 2 3"
    assert digits_aloud("112 or 999") == "1 1 2 or 9 9 9"
    assert digits_aloud("0800-2000") == "0 8 0 0, 2 0 0 0"


def test_country_in_names_people_use_gives_its_code() -> None:
    named = {"I'm in the United States": "US", "Northern Ireland": "GB", "ireland": "IE", "Oz": ""}
    assert {said: helplines().country_in(said) for said in named} == named


def test_helplines_unreadable_own_file_raises_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("[[line]\n")
    with pytest.raises(Trouble) as raised:
        helplines(tmp_path / "own.toml")
    assert "own.toml cannot be read" in wording.load("en").error(raised.value)


def test_small_speech_model_knows_the_words_of_danger() -> None:
    words = Path(__file__).parents[2] / "models" / "tiny-en" / "graph" / "words.txt"
    if not words.exists():
        pytest.skip("no small model here")
    known = {line.split()[0] for line in words.read_text(encoding="utf-8").splitlines()}
    needed = {"die", "dead", "kill", "myself", "suicide", "suicidal", "hurt", "cut", "hits", "live",
              "alive", "life", "pills", "gun", "knife", "afraid"}  # fmt: skip
    assert needed - known == set()


def test_notice_refusal_counts_only_where_more_is_said() -> None:
    noticed = {
        "I don't want to do this": False,
        "I really don't want to do this today": False,
        "I don't want to do this anymore": True,
        "I'm so tired. I don't want to do this": True,
        "I don't want to do this, life I mean": True,
    }
    assert {said: notice(said) is not None for said in noticed} == noticed


def test_notice_what_others_do_or_shouting_finds_none() -> None:
    harmless = [
        "well if it rains then margaret won't come",
        "if it snows then the bus won't come",
        "the bus won't come",
        "the boys won't come for christmas",
        "I'm afraid he'll shout",
        "I'm afraid my father will shout at me",
        "I'm scared she'll say no",
    ]
    assert [said for said in harmless if notice(said) is not None] == []


def test_notice_fear_of_violence_at_home_is_abuse() -> None:
    feared = [
        "I'm afraid my husband will shout at me when he gets home",
        "I'm afraid he'll hit me",
        "I'm afraid he'll shout when he comes home",
        "I'm scared he will shout and hit us",
    ]
    found = [notice(said) for said in feared]
    assert [concern.kind if concern else None for concern in found] == ["abuse"] * len(feared)


@given(st.lists(st.sampled_from(WORDS), max_size=80))
@settings(max_examples=150, deadline=None)
def test_notice_any_words_takes_less_than_20_ms(words: list[str]) -> None:
    said = " ".join(words)[:400]
    notice(said)  # Patterns are compiled at their first use.
    assert min(_processor_seconds(said) for _ in range(3)) < 0.02


@given(st.text(max_size=400))
@settings(deadline=None)
def test_notice_any_text_raises_nothing(text: str) -> None:
    notice(text)
    notice_near([text])
