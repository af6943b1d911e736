import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import SoundCache, Synthesizer, trouble_sound
from tests.speech.materials import REPOSITORY, raises_trouble


@pytest.fixture(scope="module")
def voice(own_cache):
    voice = Synthesizer()
    yield voice
    voice.close()


def loudness(sound):
    return float(np.sqrt(np.mean(sound.samples.astype(float) ** 2)))


def test_it_says_something_audible(voice):
    sound = voice.synthesize("Good morning. How are you?")

    assert 1.0 < sound.seconds < 4.0
    assert loudness(sound) > 500


def test_the_first_sentence_does_not_wait_for_the_others(voice):
    first = next(voice.sentences("Good morning. " + "This is one more sentence. " * 200))

    assert first.seconds < 1.5


def test_each_utterance_is_its_own(voice):
    long, short = "One two three four five six seven eight nine ten.", "Yes."
    lengths = [voice.synthesize(text).seconds for text in (long, short) * 10]

    assert min(lengths[0::2]) > 2 * max(lengths[1::2])


@pytest.mark.parametrize("rates", [(80, 120, 175, 250, 400), (400, 250, 175, 120, 80)])
def test_every_change_of_rate_is_heard_at_once(rates):
    voice = Synthesizer()
    seconds = []
    for rate in rates:
        voice.manner = Manner(rate=rate)
        seconds.append(voice.synthesize("Good morning, how are you today?").seconds)
    voice.close()

    assert seconds == sorted(seconds, reverse=rates[0] < rates[-1])
    assert max(seconds) > 5 * min(seconds)


def test_quieter_is_quieter_and_pitch_and_voice_change_the_sound():
    voice = Synthesizer()
    sounds = []
    manners = (Manner(), Manner(volume=0.3), Manner(pitch=90), Manner(voice="en-us"))
    for manner in manners:
        voice.manner = manner
        sounds.append(voice.synthesize("Good morning."))
    voice.close()

    plain, quiet, high, american = sounds
    assert loudness(quiet) < 0.5 * loudness(plain)
    assert all(other.samples.tobytes() != plain.samples.tobytes() for other in (high, american))


def test_a_manner_out_of_range_goes_to_the_edge():
    assert Manner(rate=9000, volume=7, pitch=-3) == Manner(rate=400, volume=1.0, pitch=0)


def test_a_voice_which_is_not_there_is_trouble():
    voice = Synthesizer(Manner(voice="nobody"))
    with raises_trouble(match="no voice called nobody"):
        voice.synthesize("Hello.")
    voice.close()


def test_it_names_its_voices(voice):
    assert any("en-us" in name.languages for name in voice.names())


@pytest.mark.parametrize("text", ["", "  \n", "...", "\0"])
def test_nothing_to_say_is_no_sound(voice, text):
    assert voice.synthesize(text).seconds == 0


@pytest.mark.parametrize("text", ["日本語", "a\0b", "wörd 🙂 <speak>", "word " * 3000])
def test_any_text_can_be_said(voice, text):
    assert voice.synthesize(text).seconds > 0


def test_a_killed_synthesizer_is_started_again(voice):
    voice.synthesize("Before.")
    os.kill(voice.pid, signal.SIGKILL)

    assert voice.synthesize("After.").seconds > 0


def test_a_hanging_synthesizer_is_killed_and_started_again():
    voice = Synthesizer(longest_wait=0.5)
    voice.synthesize("Before.")
    hanging = voice.pid
    os.kill(hanging, signal.SIGSTOP)

    assert voice.synthesize("After.").seconds > 0
    with pytest.raises(ProcessLookupError):
        os.kill(hanging, 0)
    voice.close()


def test_a_voice_which_cannot_start_is_trouble_and_has_a_sound_for_it(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    voice = Synthesizer()
    with raises_trouble(match="--text"):
        voice.synthesize("Hello.")

    assert trouble_sound().seconds > 2
    assert loudness(trouble_sound()) > 500


def test_several_threads_may_speak(voice):
    from concurrent.futures import ThreadPoolExecutor

    texts = ["Yes.", "This one is a good deal longer than the other."] * 8
    with ThreadPoolExecutor(4) as pool:
        seconds = [sound.seconds for sound in pool.map(voice.synthesize, texts)]

    assert min(seconds[1::2]) > max(seconds[0::2])


def test_the_synthesizer_ends_with_its_parent(tmp_path):
    code = (
        "from assistant.speech.voices.synthesizer import Synthesizer; import os, time;"
        "v = Synthesizer(); v.synthesize('Hello.'); print(v.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()

    deadline = time.monotonic() + 5
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(child)
    assert list(tmp_path.iterdir()) == []


def _runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_folder_with_modules_of_the_same_names_does_not_disturb(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit(7)")
    (tmp_path / "pyttsx3.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    voice = Synthesizer()

    assert voice.synthesize("Hello.").seconds > 0
    voice.close()


def test_wordings_are_kept_and_a_persons_words_never(tmp_path):
    voice = Synthesizer(cache=SoundCache(tmp_path / "kept"))
    voice.synthesize("I miss my brother.")
    assert not (tmp_path / "kept").exists()

    voice.synthesize("Good morning.", personal=False)
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.stat().st_mode & 0o077 == 0

    first = voice.synthesize("Good morning.", personal=False)
    voice.manner = Manner(rate=300)
    faster = voice.synthesize("Good morning.", personal=False)
    voice.close()
    assert faster.seconds < first.seconds


def test_what_is_kept_is_said_without_the_synthesizer(tmp_path):
    voice = Synthesizer(cache=SoundCache(tmp_path))
    voice.synthesize("Good morning.", personal=False)
    os.kill(voice.pid, signal.SIGSTOP)

    assert voice.synthesize("Good morning.", personal=False).seconds > 0
    voice.close()


def test_a_damaged_kept_sound_is_made_anew(tmp_path):
    voice = Synthesizer(cache=SoundCache(tmp_path))
    voice.synthesize("Good morning.", personal=False)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"nonsense")

    assert voice.synthesize("Good morning.", personal=False).seconds > 0
    voice.close()


def test_the_cache_is_bounded(tmp_path):
    cache = SoundCache(tmp_path, limit=1000)
    for number in range(20):
        cache.put(str(number), bytes(300))

    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 1000


def test_a_cache_which_cannot_be_written_is_no_trouble(tmp_path):
    (tmp_path / "file").write_text("")
    voice = Synthesizer(cache=SoundCache(tmp_path / "file" / "below"))

    assert voice.synthesize("Good morning.", personal=False).seconds > 0
    voice.close()
