"""The small model knows every word Lantern listens for."""

import random

import pytest

from models.tiny import phrases, texts

TINY = texts.REPOSITORY / "models" / "tiny-en"


def known_words():
    return {line.split()[0] for line in (TINY / "graph" / "words.txt").read_text().splitlines()}


def test_small_model_every_word_of_every_phrase_is_known():
    missing = sorted(set(texts.vocabulary()) - known_words())

    assert not missing, (
        f"models/tiny-en does not know: {', '.join(missing)}. "
        "To teach it: scripts/build_tiny_model graph (seconds; see models/README.md)"
    )


def test_small_model_every_word_of_the_measured_sentences_is_known():
    sentences = [s for n in ("held_out", "chosen_by", "phrases") for s in texts.measured(n)]

    assert {word for s in sentences for word in s.split()} <= known_words()


def test_small_model_no_measured_sentence_was_trained_on():
    learned = {*texts.made_up(20_000, seed=1), *texts.sayings(seed=1)}

    assert not learned.intersection(texts.measured("held_out"), texts.measured("chosen_by"))


def test_small_model_files_stay_small():
    size = sum(file.stat().st_size for file in TINY.rglob("*") if file.is_file())

    assert size <= 4_000_000


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "commands.toml").write_text(
        'fillers = ["um", "you know"]\n'
        "[lists]\nagain = ['again', 'once more']\n"
        '[stop]\nsays = ["(stop|halt) [now]", "<again> {thing}"]\nnever = ["stop it, he\'d said"]\n'
    )
    return tmp_path


def test_phrase_words_come_from_all_strings_of_the_files(folder):
    strings, _ = phrases.read(folder)

    assert {word for text in strings for word in texts.words_in(text)} == {
        *("um", "you", "know", "again", "once", "more"),
        *("stop", "halt", "now", "it", "he'd", "said"),
    }


def test_template_is_spoken_in_each_of_its_variants(folder):
    strings, lists = phrases.read(folder)
    sampler = phrases.Sampler(lists, ["a walk"], random.Random(1))
    said = {sampler.say(s) for s in strings for _ in range(50)}

    assert {"stop", "halt", "stop now", "halt now", "again a walk", "once more a walk"} <= said
