"""Ten sentences read aloud: who understood how much, and what would help."""

import numpy as np
import pytest

from assistant import wording
from assistant.doctor.hearing import ReadAloud, check_hearing, record_sentence
from assistant.speech.recognizers import open_recognizer
from tests.speech.materials import HUMANS, MOONSHINE, needs_humans, needs_moonshine, pcm, quiet

WORDS = wording.load("en")
READ = {
    "speechbrain/spk1_snt1.wav": "The child almost hurt the small dog.",
    "speechbrain/spk2_snt2.wav": "What joy there is in living.",
    "librivox-austen/sense_and_sensibility_01_austen_64kb-0930.wav": (
        "He might even have been made amiable himself."
    ),
}


def pieces(sound):
    yield from (sound[at : at + 1280] for at in range(0, len(sound), 1280))


@pytest.fixture(scope="module")
def people():
    return [
        ReadAloud(sentence, np.frombuffer(pcm(HUMANS / name), np.int16))
        for name, sentence in READ.items()
    ]


@needs_humans
def test_record_sentence_ends_after_the_pause_behind_it():
    sentence = pcm(HUMANS / "speechbrain/spk1_snt1.wav")
    recorded = record_sentence(pieces(quiet(1) + sentence + quiet(9)))

    assert len(sentence) // 2 < len(recorded) < len(sentence) // 2 + 16000 * 3


def test_record_sentence_nobody_speaks_ends_all_the_same():
    assert len(record_sentence(pieces(quiet(30)))) <= 16000 * 10.1


@needs_humans
@needs_moonshine
def test_check_hearing_recommends_the_recognizer_that_understands_more(people):
    good, poor = open_recognizer("moonshine", MOONSHINE), open_recognizer("pocketsphinx")
    told = []
    result = check_hearing(people, [good, poor], heard=lambda *each: told.append(each))
    other = check_hearing(people, [poor, good])

    assert (result.status, result.key) == ("well", "well")
    assert "moonshine understood" in result.found(WORDS)
    assert len(told) == 6
    assert (other.status, other.key) == ("weak", "other_is_better")
    assert "--recognizer moonshine" in other.remedy(WORDS)


@needs_humans
@needs_moonshine
def test_check_hearing_faint_voice_is_told_to_come_nearer(people):
    noise = np.random.default_rng(2)
    faint = [
        ReadAloud(
            each.sentence,
            (each.samples * 0.004 + noise.normal(0, 12, len(each.samples))).astype(np.int16),
        )
        for each in people
    ]
    result = check_hearing(faint, [open_recognizer("moonshine", MOONSHINE)])

    assert (result.status, result.key) == ("weak", "too_quiet")
    assert "nearer" in result.remedy(WORDS)
