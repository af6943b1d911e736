import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import SoundCache, Synthesizer
from tests.speech.materials import REPOSITORY, raises_trouble


@pytest.fixture(scope="module")
def voice(own_cache):
    voice = Synthesizer()
    yield voice
    voice.close()


def loudness(sound):
    return float(np.sqrt(np.mean(sound.samples.astype(float) ** 2)))


def test_synthesize_text_is_audible(voice):
    sound = voice.synthesize("Good morning. How are you?")

    assert 1.0 < sound.seconds < 4.0
    assert loudness(sound) > 500


def test_sentences_first_is_ready_before_the_others(voice):
    first = next(voice.sentences("Good morning. " + "This is one more sentence. " * 200))

    assert first.seconds < 1.5


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="espeak alone tells it")
def test_sentences_tell_when_each_word_is_spoken(tmp_path):
    text = "How did the café go, at half past seven?"
    usual, slow = (Synthesizer(Manner(rate=rate), SoundCache(tmp_path)) for rate in (160, 60))
    [made] = usual.sentences(text, personal=False)
    [kept] = usual.sentences(text, personal=False)
    [slowly] = slow.sentences(text)
    usual.close()
    slow.close()

    assert made.text == text
    assert [made.text[word.begin : word.end] for word in made.words] == [
        *("How", "did", "the", "café", "go", "at", "half", "past", "seven")
    ]
    times = [word.seconds for word in made.words]
    assert times == sorted(set(times))
    assert times[-1] < made.seconds
    # In the pause before "at", which follows a comma, nothing is loud.
    until = int((times[5] - 0.02) * made.rate)
    pause = made.samples[until - made.rate // 20 : until]
    assert np.abs(pause).max() < np.abs(made.samples).max() / 4
    assert kept.words == made.words
    assert slowly.words[-1].seconds > 2 * times[-1]
    assert slowly.words[-1].seconds < slowly.seconds


def test_synthesize_repeated_calls_give_their_own_text(voice):
    long, short = "One two three four five six seven eight nine ten.", "Yes."
    lengths = [voice.synthesize(text).seconds for text in (long, short) * 10]

    assert min(lengths[0::2]) > 2 * max(lengths[1::2])


@pytest.mark.parametrize(
    "rates", [(60, 80, 120, 175, 250, 400, 500, 600), (600, 400, 250, 175, 120, 80, 60)]
)
def test_manner_change_of_rate_applies_at_once(rates):
    voice = Synthesizer()
    seconds = []
    for rate in rates:
        voice.manner = Manner(rate=rate)
        seconds.append(voice.synthesize("Good morning, how are you today?").seconds)
    voice.close()

    assert seconds == sorted(seconds, reverse=rates[0] < rates[-1])
    assert max(seconds) > 9 * min(seconds)


def test_manner_volume_pitch_and_voice_change_the_sound():
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


def test_manner_out_of_range_is_clamped():
    assert Manner(rate=9000, volume=7, pitch=-3) == Manner(rate=600, volume=1.0, pitch=0)


def test_synthesize_unknown_voice_raises_trouble():
    voice = Synthesizer(Manner(voice="nobody"))
    with raises_trouble(match="no voice called nobody"):
        voice.synthesize("Hello.")
    voice.close()


def test_names_lists_voices(voice):
    assert any("en-us" in name.languages for name in voice.names())


@pytest.mark.parametrize("text", ["", "  \n", "...", "\0"])
def test_synthesize_nothing_to_say_is_empty(voice, text):
    assert voice.synthesize(text).seconds == 0


@pytest.mark.parametrize("text", ["日本語", "a\0b", "wörd 🙂 <speak>", "word " * 3000])
def test_synthesize_any_text_makes_sound(voice, text):
    assert voice.synthesize(text).seconds > 0


def test_synthesize_killed_process_is_restarted(voice):
    voice.synthesize("Before.")
    os.kill(voice.pid, signal.SIGKILL)

    assert voice.synthesize("After.").seconds > 0


def test_synthesize_hanging_process_is_restarted():
    voice = Synthesizer(longest_wait=0.5)
    voice.synthesize("Before.")
    hanging = voice.pid
    os.kill(hanging, signal.SIGSTOP)

    assert voice.synthesize("After.").seconds > 0
    with pytest.raises(ProcessLookupError):
        os.kill(hanging, 0)
    voice.close()


def test_synthesize_process_that_cannot_start_raises_trouble(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    voice = Synthesizer()
    with raises_trouble(match="--text"):
        voice.synthesize("Hello.")

    sound = voice.trouble_sound()
    assert sound.seconds > 2
    assert loudness(sound) > 500


def test_synthesize_from_several_threads_works(voice):
    from concurrent.futures import ThreadPoolExecutor

    texts = ["Yes.", "This one is a good deal longer than the other."] * 8
    with ThreadPoolExecutor(4) as pool:
        seconds = [sound.seconds for sound in pool.map(voice.synthesize, texts)]

    assert min(seconds[1::2]) > max(seconds[0::2])


def test_child_process_ends_with_its_parent(tmp_path):
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


def test_child_process_ignores_modules_in_current_folder(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit(7)")
    (tmp_path / "pyttsx3.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)
    voice = Synthesizer()

    assert voice.synthesize("Hello.").seconds > 0
    voice.close()


def test_cache_keeps_wordings_never_personal_words(tmp_path):
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


def test_cache_hit_needs_no_process(tmp_path):
    voice = Synthesizer(cache=SoundCache(tmp_path))
    voice.synthesize("Good morning.", personal=False)
    os.kill(voice.pid, signal.SIGSTOP)

    assert voice.synthesize("Good morning.", personal=False).seconds > 0
    voice.close()


def test_cache_damaged_file_is_replaced(tmp_path):
    voice = Synthesizer(cache=SoundCache(tmp_path))
    voice.synthesize("Good morning.", personal=False)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"nonsense")

    assert voice.synthesize("Good morning.", personal=False).seconds > 0
    voice.close()


def test_cache_size_is_limited(tmp_path):
    cache = SoundCache(tmp_path, limit=1000)
    for number in range(20):
        cache.put(str(number), bytes(300))

    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 1000


def test_cache_unwritable_folder_is_ignored(tmp_path):
    (tmp_path / "file").write_text("")
    voice = Synthesizer(cache=SoundCache(tmp_path / "file" / "below"))

    assert voice.synthesize("Good morning.", personal=False).seconds > 0
    voice.close()
