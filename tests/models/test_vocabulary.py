"""The small model knows every word Lantern listens for."""

import random

import pytest

from models.tiny import phrases, texts

TINY = texts.REPOSITORY / "models" / "tiny-en"


def known_words():
    return {line.split()[0] for line in (TINY / "graph" / "words.txt").read_text().splitlines()}


def test_every_word_of_every_phrase_is_in_the_small_model():
    missing = sorted(set(texts.vocabulary()) - known_words())

    assert not missing, (
        f"models/tiny-en does not know: {', '.join(missing)}. "
        "To teach it: scripts/build_tiny_model graph (seconds; see models/README.md)"
    )


def test_every_sentence_it_is_measured_on_is_made_of_words_it_knows():
    sentences = [s for n in ("held_out", "chosen_by", "phrases") for s in texts.measured(n)]

    assert {word for s in sentences for word in s.split()} <= known_words()


def test_no_sentence_it_is_measured_on_was_among_those_it_learned():
    learned = {*texts.made_up(20_000, seed=1), *texts.sayings(seed=1)}

    assert not learned.intersection(texts.measured("held_out"), texts.measured("chosen_by"))


def test_the_model_stays_small():
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


def test_words_come_from_all_strings_of_the_phrase_files(folder):
    strings, _ = phrases.read(folder)

    assert {word for text in strings for word in texts.words_in(text)} == {
        *("um", "you", "know", "again", "once", "more"),
        *("stop", "halt", "now", "it", "he'd", "said"),
    }


def test_a_template_is_said_in_each_of_its_ways(folder):
    strings, lists = phrases.read(folder)
    sampler = phrases.Sampler(lists, ["a walk"], random.Random(1))
    said = {sampler.say(s) for s in strings for _ in range(50)}

    assert {"stop", "halt", "stop now", "halt now", "again a walk", "once more a walk"} <= said
