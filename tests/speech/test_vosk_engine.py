"""The behaviour of Vosk that Lantern relies on, with the model in the repository.

The speech is synthesized while the tests run.
"""

import json
import threading
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from vosk import KaldiRecognizer, Model, SetLogLevel

pytest.importorskip("espeakng_loader", reason="espeak-ng speaks in these tests")

from models.tiny.espeak import Espeak, Manner
from models.tiny.sound import RATE, Scene, record

TINY = Path(__file__).parents[2] / "models" / "tiny-en"
STEP = RATE // 10
ANSWERS = ["yes", "no", "not yet", "start my morning check in", "that's all", "kindness", "[unk]"]


@pytest.fixture(scope="module")
def model():
    SetLogLevel(-1)
    return Model(str(TINY))


@pytest.fixture(scope="module")
def espeak():
    return Espeak()


@pytest.fixture
def say(espeak):
    """Speech at 16 kHz with quiet before and after, and the time in seconds at which it ends."""

    def speak(text, after=1.5, variant="f4", speed=160):
        spoken = espeak.say(text, Manner(variant=variant, speed=speed))
        scene = Scene(before=0.3, after=after)
        signal = record(spoken.samples, spoken.rate, scene, np.random.default_rng(0))
        return signal, scene.before + spoken.phones[-1][0]

    return speak


def recognizer(model, phrases=None):
    grammar = () if phrases is None else (json.dumps(phrases),)
    engine = KaldiRecognizer(model, RATE, *grammar)
    engine.SetWords(True)
    return engine


def pieces(signal, step=STEP):
    for start in range(0, len(signal), step):
        yield signal[start : start + step].astype("<i2").tobytes()


def listen(engine, signal):
    """All results of the engine for a signal."""
    results = [json.loads(engine.Result()) for p in pieces(signal) if engine.AcceptWaveform(p)]
    return [*results, json.loads(engine.FinalResult())]


def text(results):
    return " ".join(r["text"] for r in results if r["text"])


def test_vosk_partial_text_grows_during_speech(model, say):
    signal, end = say("start my morning check in")
    engine, partials = recognizer(model, ANSWERS), []
    for piece in pieces(signal[: int(end * RATE)]):
        engine.AcceptWaveform(piece)
        partials.append(json.loads(engine.PartialResult())["partial"])

    seen = list(dict.fromkeys(p for p in partials if p))
    assert len(seen) >= 3
    assert "start my morning check in".startswith(seen[0])
    assert [len(p) for p in seen] == sorted(len(p) for p in seen)


def test_vosk_end_of_utterance_is_reported_soon(model, say):
    signal, end = say("start my morning check in")
    engine = recognizer(model, ANSWERS)
    reported = next(
        (k + 1) * STEP / RATE for k, p in enumerate(pieces(signal)) if engine.AcceptWaveform(p)
    )

    assert 0.3 < reported - end < 1.3
    assert json.loads(engine.Result())["text"] == "start my morning check in"


def test_vosk_two_answers_with_pause_are_two_results(model, say):
    signal = np.concatenate([say("yes")[0], say("not yet")[0]])

    heard = [r["text"] for r in listen(recognizer(model, ANSWERS), signal) if r["text"]]

    assert heard == ["yes", "not yet"]


def test_vosk_words_have_times_and_confidences(model, espeak, say):
    signal, end = say("start my morning check in")

    words = [w for r in listen(recognizer(model, ANSWERS), signal) for w in r.get("result", ())]

    assert [w["word"] for w in words] == ["start", "my", "morning", "check", "in"]
    assert words[0]["start"] == pytest.approx(0.3, abs=0.12)
    assert words[-1]["end"] == pytest.approx(end, abs=0.25)
    assert all(a["end"] <= b["start"] + 0.05 for a, b in pairwise(words))
    assert all(0 <= w["conf"] <= 1 for w in words)


def test_vosk_closed_and_open_recognizers_share_a_model(model, say):
    closed, open_ = recognizer(model, ANSWERS), recognizer(model)
    signal, _ = say("i am grateful for my family and for the sunshine")
    heard = {closed: "", open_: ""}
    for piece in pieces(signal):
        for engine in heard:
            if engine.AcceptWaveform(piece):
                heard[engine] += json.loads(engine.Result())["text"] + " "
    heard = {
        engine: so_far + json.loads(engine.FinalResult())["text"]
        for engine, so_far in heard.items()
    }

    # A word too many is the model's; none which was said is missing.
    said = "i am grateful for my family and for the sunshine"
    assert set(said.split()) <= set(heard[open_].split())
    assert set(heard[closed].split()) <= {"[unk]"}


def test_vosk_new_recognizer_has_only_its_own_phrases(model, say):
    questions = {
        "seven": ["one", "seven", "ten"],
        "honesty": ["honesty", "courage"],
        "yes": ["yes", "no"],
    }

    heard = [text(listen(recognizer(model, p), say(said)[0])) for said, p in questions.items()]

    assert heard == list(questions)


def test_vosk_earlier_audio_does_not_change_result(model, say):
    signal, _ = say("i feel tired but hopeful")
    first = text(listen(recognizer(model), signal))
    text(listen(recognizer(model, ANSWERS), say("kindness")[0]))

    assert text(listen(recognizer(model), signal)) == first


def test_vosk_two_threads_share_one_model(model, say):
    signals = {said: say(said)[0] for said in ("kindness", "that's all")}
    heard = {}

    def run(said):
        heard[said] = text(listen(recognizer(model, ANSWERS), signals[said]))

    threads = [threading.Thread(target=run, args=(said,)) for said in signals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert heard == {said: said for said in signals}


def test_vosk_unknown_word_is_reported(model):
    assert model.vosk_model_find_word("yes") >= 0
    assert model.vosk_model_find_word("[unk]") >= 0
    assert model.vosk_model_find_word("zyzzyva") == -1


def test_vosk_grammar_unknown_word_is_dropped(model, say):
    engine = recognizer(model, ["yes", "zyzzyva", "no"])

    assert text(listen(engine, say("yes")[0])) == "yes"


def test_vosk_speech_outside_grammar_is_unknown(model, say):
    heard = text(listen(recognizer(model, ANSWERS), say("quantum physics lecture")[0]))

    assert heard
    assert set(heard.split()) == {"[unk]"}


def noise(level, seconds=4):
    return np.random.default_rng(3).normal(0, level, seconds * RATE).clip(-32768, 32767)


def click():
    signal = noise(10)
    burst = np.random.default_rng(4).normal(0, 9000, 400) * np.exp(-np.arange(400) / 60)
    signal[:400] += burst
    return signal


@pytest.mark.parametrize("phrases", [ANSWERS, None], ids=["closed", "open"])
@pytest.mark.parametrize(
    "signal",
    [np.zeros(4 * RATE), noise(30), noise(1500), click()],
    ids=["nothing at all", "a quiet room", "a loud fan", "a recorder's click"],
)
def test_vosk_without_speech_gives_no_words(model, phrases, signal):
    assert text(listen(recognizer(model, phrases), signal)) in ("", "[unk]")


def test_vosk_other_sample_rate_is_resampled(model, espeak):
    spoken = espeak.say("good morning", Manner())
    silence = np.zeros(espeak.rate // 2, np.float32)
    pcm = np.concatenate([silence, spoken.samples, silence]).astype("<i2").tobytes()
    engine = KaldiRecognizer(model, espeak.rate, json.dumps(["good morning", "good night"]))
    engine.AcceptWaveform(pcm)

    assert json.loads(engine.FinalResult())["text"] == "good morning"
