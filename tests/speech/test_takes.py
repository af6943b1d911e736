"""Learned sounds: what is kept of them, and what is like them."""

import numpy as np
import pytest

from assistant.practice.own_voice import KeptTake, OwnVoice
from assistant.speech.takes.comparing import Take, Takes
from assistant.speech.takes.extracting import open_extractor
from assistant.speech.takes.features import Extractor, packed, unpacked
from assistant.speech.takes.learned import LearnedWords
from assistant.speech.takes.voiced import RATE, samples_of, sounding
from assistant.speech.takes.warping import distances
from tests.speech.materials import HUMANS, needs_moonshine, pcm, quiet, raises_trouble

needs_takes = pytest.mark.skipif(
    HUMANS is None or not (HUMANS / "fsdd-takes").is_dir(),
    reason="the takes of people are not here",
)


def tone(seconds, pitch, bright, seed=0):
    """A hum: harmonics of a pitch, louder the lower they are; `bright` makes them more alike."""
    drawn = np.random.default_rng(seed)
    at = np.arange(int(seconds * RATE)) / RATE
    pitch = pitch * (1 + 0.02 * drawn.standard_normal())
    waves = sum(np.sin(2 * np.pi * pitch * n * at) * bright**n for n in range(1, 16))
    rise = np.minimum(1, np.minimum(at, seconds - at) / 0.04)
    return 5000 * waves * rise / np.abs(waves).max() + drawn.normal(0, 15, len(at))


def click(seed=0):
    drawn = np.random.default_rng(seed)
    at = np.arange(int(0.05 * RATE)) / RATE
    return 9000 * np.exp(-at / 0.006) * np.sin(2 * np.pi * 1900 * at) + drawn.normal(0, 15, len(at))


def pause(seconds, seed=0):
    return np.random.default_rng(seed + 99).normal(0, 15, int(seconds * RATE))


SOUNDS = {
    "yes": lambda n: [tone(0.45 + 0.06 * n, 125, 0.6, n)],
    "no": lambda n: [tone(0.2, 125, 0.6, n), pause(0.15 + 0.03 * n), tone(0.22, 125, 0.6, n + 7)],
    "stop": lambda n: [tone(0.35 + 0.04 * n, 320, 0.95, n)],
    "help": lambda n: [click(n), pause(0.2 + 0.02 * n), click(n + 3)],
}
"""Sounds that are no words: a hum, "mm" twice, a bright call, two clicks of the tongue."""


def sound(word, n):
    """One of the ways somebody makes this sound, in a room."""
    pieces = [pause(0.4, n), *SOUNDS[word](n), pause(0.7, n + 1)]
    return np.concatenate(pieces).astype(np.int16).tobytes()


def learned(extract, examples):
    own = OwnVoice()
    own.takes = [
        KeptTake(str(n), word, packed(extract(heard))) for n, (word, heard) in enumerate(examples)
    ]
    return LearnedWords(lambda: own, extract)


def person(speaker, digit, take):
    """One of a person's takes, with quiet around it."""
    return quiet(0.4) + pcm(HUMANS / "fsdd-takes" / f"{digit}_{speaker}_{take}.wav") + quiet(0.7)


def test_distances_same_sound_at_another_speed_is_nearer_than_another():
    rows = np.random.default_rng(0).normal(0, 1, (20, 8)).astype(np.float32)
    slower = np.repeat(rows, 2, axis=0)
    other = np.random.default_rng(1).normal(0, 1, (25, 8)).astype(np.float32)
    for by_angle in (True, False):
        same, stretched, different = distances(rows, [rows, slower, other], by_angle)
        assert same == pytest.approx(0, abs=1e-3)
        assert stretched == pytest.approx(0, abs=1e-3)
        assert different > 0.5


def test_distances_do_not_depend_on_what_else_is_compared():
    drawn = np.random.default_rng(0)
    rows = [drawn.normal(0, 1, (size, 5)).astype(np.float32) for size in (9, 14, 30)]
    together = distances(rows[0], rows, by_angle=False)
    alone = [distances(rows[0], [other], by_angle=False)[0] for other in rows]
    assert together == pytest.approx(alone, rel=1e-4, abs=1e-3)


def test_sounding_finds_a_sound_in_a_room_and_none_in_silence():
    begin, end = sounding(samples_of(sound("yes", 0)))
    assert begin / RATE == pytest.approx(0.35, abs=0.03)
    assert end / RATE == pytest.approx(0.90, abs=0.03)
    assert sounding(samples_of(bytes(RATE))) == (0, 0)
    assert sounding(samples_of(b"")) == (0, 0)


def test_packed_features_are_read_again():
    features = Extractor()(sound("no", 1))
    again = unpacked(packed(features))
    assert again.keys() == features.keys()
    for kind, rows in features.items():
        assert np.abs(again[kind] - rows).max() <= np.abs(rows).max() / 100
    assert unpacked({"a-later-kind-9": "AAAA"}) == {}
    with raises_trouble("damaged"):
        unpacked({"cepstra-1": "AQID"})


def test_nearest_sounds_that_are_no_words_are_told_apart():
    extract = Extractor()
    known = learned(extract, [(word, sound(word, n)) for word in SOUNDS for n in range(3)])
    heard = {word: [known.nearest(sound(word, n)) for n in (3, 4)] for word in SOUNDS}
    assert {w: [n.word for n in found] for w, found in heard.items()} == {w: [w, w] for w in SOUNDS}
    assert [w for w, found in heard.items() if not all(n.sure for n in found)] == []
    assert known.word(quiet(1.0)) is None


def test_hear_refuses_a_sound_that_already_means_another_word():
    extract = Extractor()
    known = learned(extract, [("yes", sound("yes", n)) for n in range(3)])
    heard = known.hear(sound("yes", 4), "no")
    assert (heard.wrong, heard.other) == ("close", "yes")
    assert known.hear(sound("no", 0), "no").wrong == ""
    assert known.hear(quiet(1.0), "no").wrong == "nothing"
    assert known.hear(b"".join(sound("yes", n) for n in range(6)), "no").wrong == "nothing"


def test_learned_words_follow_what_the_journal_holds():
    extract, own = Extractor(), OwnVoice()
    known = LearnedWords(lambda: own, extract)
    assert known.word(sound("yes", 3)) is None
    takes = [KeptTake(str(n), "yes", packed(extract(sound("yes", n)))) for n in range(3)]
    own.takes = takes[:1]
    assert known.word(sound("yes", 3)) is None, "one example is too few"
    own.takes = takes
    assert known.word(sound("yes", 3)) == ("yes", True)
    own.takes = []
    assert known.word(sound("yes", 3)) is None


def test_damaged_take_is_one_take_fewer():
    extract, own = Extractor(), OwnVoice()
    own.takes = [KeptTake(str(n), "yes", packed(extract(sound("yes", n)))) for n in range(2)]
    own.takes.append(KeptTake("x", "yes", {"cepstra-1": "AQID"}))
    assert LearnedWords(lambda: own, extract).word(sound("yes", 3)) == ("yes", True)


@needs_takes
def test_nearest_words_of_people_by_cepstra_alone():
    """Speakers on whom nothing was chosen; see docs/learning.md for how often."""
    extract, sure, wrong = Extractor(), 0, []
    for speaker in ("lucas", "nicolas"):
        taught = [(str(d), person(speaker, d, n)) for d in range(5) for n in (1, 8, 15)]
        known = learned(extract, taught)
        for digit in range(10):
            for take in (3, 11):
                nearest = known.nearest(person(speaker, digit, take))
                if nearest.sure and nearest.word == str(digit):
                    sure += 1
                elif nearest.sure:
                    wrong.append((speaker, digit, take, nearest))
    assert sure >= 16
    assert len(wrong) <= 2


@needs_takes
@needs_moonshine
def test_nearest_words_of_people_with_encoder():
    extract, found = open_extractor(), []
    assert extract.embedding is not None
    taught = [(str(d), person("lucas", d, n)) for d in range(3) for n in (1, 8, 15)]
    known = learned(extract, taught)
    found = [known.word(person("lucas", d, 5)) for d in range(5)]
    assert found == [("0", True), ("1", True), ("2", True), None, None]


def test_takes_with_only_one_kind_of_features_are_compared_by_that():
    """What was learned on a machine with Moonshine's model counts on one without it."""
    extract = Extractor()
    both = {"moonshine-1": np.ones((4, 3), np.float32)}
    takes = [Take("yes", {**extract(sound("yes", n)), **both}) for n in range(3)]
    nearest = Takes(takes).nearest(extract(sound("yes", 3)))
    assert nearest is not None
    assert nearest.sure
