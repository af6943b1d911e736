import itertools
import resource
import time

import numpy as np
import pytest
import soundfile

from assistant import wording
from assistant.speech.audio.base import RATE, Sound
from assistant.speech.audio.files import RecordingReader
from assistant.speech.audio.virtual import recorded_audio
from tests.speech.materials import HUMANS, feed, needs_humans, quiet, raises_trouble


def tone(seconds, rate=16000, frequency=440):
    return (8000 * np.sin(2 * np.pi * frequency * np.arange(int(rate * seconds)) / rate)).astype(
        np.int16
    )


def loudness(samples):
    return float(np.sqrt(np.mean(np.asarray(samples, float) ** 2))) if len(samples) else 0.0


def file(
    folder, rate=16000, channels=1, subtype="PCM_16", name="person.wav", seconds=1.0, format=None
):
    samples = np.repeat(tone(seconds, rate)[:, None], channels, axis=1)
    soundfile.write(folder / name, samples / 32768, rate, subtype=subtype, format=format)
    return folder / name


def read_all(path):
    reading = RecordingReader(path)
    pieces = []
    while piece := reading.read(640):
        pieces.append(piece)
    reading.close()
    return np.frombuffer(b"".join(pieces), np.int16)


def until_end(audio):
    blocks = []
    for block in audio.blocks():
        if block.event == "end":
            return blocks
        blocks.append(block)
    raise AssertionError("it never ended")


@pytest.mark.parametrize(
    ("rate", "channels", "subtype", "name"),
    [
        (16000, 1, "PCM_16", "a.wav"),
        (8000, 1, "PCM_U8", "a.wav"),
        (96000, 2, "PCM_24", "a.wav"),
        (44100, 6, "FLOAT", "a.wav"),
        (48000, 2, "PCM_16", "a.flac"),
        (22050, 1, "PCM_16", "a.aiff"),
        (48000, 1, "VORBIS", "a.ogg"),
    ],
)
def test_recording_reader_any_format_is_read(tmp_path, rate, channels, subtype, name):
    samples = read_all(file(tmp_path, rate, channels, subtype, name))

    assert len(samples) == pytest.approx(16000, abs=20)
    assert loudness(samples) == pytest.approx(8000 / np.sqrt(2), rel=0.03)
    strongest = np.abs(np.fft.rfft(samples)).argmax() * 16000 / len(samples)
    assert strongest == pytest.approx(440, abs=3)


def damaged_flac(folder):
    path = file(folder, name="person.flac", seconds=30)
    whole = bytearray(path.read_bytes())
    path.write_bytes(whole[: len(whole) // 2])
    return path


def cut_wav(folder):
    path = file(folder)
    path.write_bytes(path.read_bytes()[:10000])
    return path


def content(data):
    def write(folder):
        (folder / "person.wav").write_bytes(data)
        return folder / "person.wav"

    return write


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "nothing.wav", "There is no file"),
        (lambda folder: folder, "is a folder"),
        (content(b""), "is empty"),
        (content(b"Dear diary, today I went for a walk.\n" * 9), "not a sound file"),
        (content(b"RIFF\x24\x00\x00\x00WAVE"), "not a sound file"),
        (content(b"RI"), "not a sound file"),
        (lambda folder: file(folder, seconds=0), "no sound in"),
        (cut_wav, "cut short"),
        (damaged_flac, "damaged"),
    ],
)
def test_recording_reader_no_recording_raises_one_sentence(tmp_path, make, says):
    path = make(tmp_path)
    with raises_trouble(match=says) as trouble:
        read_all(path)

    sentence = wording.load().error(trouble.value)
    assert str(path) in sentence
    assert "\n" not in sentence


def test_recording_reader_unknown_length_is_read(tmp_path):
    path = file(tmp_path)
    data = bytearray(path.read_bytes())
    data[4:8] = data[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(data)

    assert len(read_all(path)) == 16000


def wav_without_length(folder):
    """As a recorder leaves it that was stopped hard."""
    path = file(folder)
    data = bytearray(path.read_bytes())
    data[40:44] = bytes(4)
    path.write_bytes(data)
    return path


def flac_without_length(folder):
    """As a program leaves it that wrote to a pipe."""
    path = file(folder, name="a.flac")
    data = bytearray(path.read_bytes())
    data[21] &= 0xF0
    data[22:26] = bytes(4)
    path.write_bytes(data)
    return path


def upside_down(folder):
    """Two channels, one the other upside down: their mean is silence."""
    mono, _ = soundfile.read(file(folder), dtype="float32")
    soundfile.write(folder / "a.wav", np.stack([mono, -mono], axis=1), 16000)
    return folder / "a.wav"


def one_of_six(folder):
    mono, _ = soundfile.read(file(folder), dtype="float32")
    silent = np.zeros_like(mono)
    soundfile.write(folder / "a.wav", np.stack([*[silent] * 5, mono], axis=1), 16000)
    return folder / "a.wav"


def extensible(folder):
    return file(folder, 48000, 2, "PCM_24", "a.wav", format="WAVEX")


def with_no_numbers(folder):
    samples, _ = soundfile.read(file(folder), dtype="float32")
    samples[100:110], samples[200] = np.nan, np.inf
    soundfile.write(folder / "a.wav", samples, 16000, subtype="FLOAT")
    return folder / "a.wav"


def test_recording_reader_recordings_as_they_come_are_read(tmp_path):
    wrong = {}
    for make in (
        wav_without_length, flac_without_length, upside_down, one_of_six, extensible,
        with_no_numbers,
    ):  # fmt: skip
        folder = tmp_path / make.__name__
        folder.mkdir()
        reader = RecordingReader(make(folder))
        samples = np.frombuffer(reader.read(RATE * 10), np.int16)
        heard = loudness(samples), len(samples), reader.seconds
        reader.close()
        if heard != pytest.approx((8000 / np.sqrt(2), 16000, 1.0), rel=0.05):
            wrong[make.__name__] = heard
    assert wrong == {}


def test_recording_reader_cut_mp3_is_read_as_far_as_it_goes(tmp_path):
    path = file(tmp_path, name="person.mp3", subtype="MPEG_LAYER_III", seconds=4)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    reader = RecordingReader(path)
    assert len(reader.read(RATE)) == RATE * 2
    with raises_trouble(match="ends early"):
        reader.read(RATE * 10)


def test_not_a_recording_names_another_file_to_write(tmp_path):
    path = tmp_path / "my diary.wav"
    path.write_bytes(b"Dear diary, today I went for a walk.")
    with raises_trouble(match="not a sound file") as trouble:
        RecordingReader(path)
    assert "ffmpeg -i 'my diary.wav' 'my diary-new.wav'" in wording.load().error(trouble.value)


def test_recorded_audio_gives_short_blocks_then_end(tmp_path):
    audio = recorded_audio(file(tmp_path, seconds=2.0))
    blocks = until_end(audio)

    assert sum(block.seconds for block in blocks) == pytest.approx(2.0)
    assert all(block.seconds <= 0.05 for block in blocks)
    assert next(audio.blocks()).event == "end"


def test_recorded_audio_waits_during_playback(tmp_path):
    audio = recorded_audio(file(tmp_path, seconds=1.0))
    heard = list(itertools.islice(audio.blocks(), 5))
    audio.play(Sound(tone(3.0, 22050), 22050))
    assert audio.playing
    heard += until_end(audio)

    assert not audio.playing
    muted = [block for block in heard if block.muted]
    assert sum(block.seconds for block in muted) == pytest.approx(3.15, abs=0.01)
    assert loudness(np.frombuffer(b"".join(block.pcm for block in muted), np.int16)) == 0
    spoken = b"".join(block.pcm for block in heard if not block.muted)
    assert np.array_equal(np.frombuffer(spoken, np.int16), read_all(tmp_path / "person.wav"))


def test_block_times_follow_the_samples(tmp_path):
    audio = recorded_audio(file(tmp_path, seconds=1.0))
    audio.play(Sound(tone(2.0, 22050), 22050))
    blocks = until_end(audio)

    ends = [0.0, *(block.at + block.seconds for block in blocks)]
    assert [block.at for block in blocks] == pytest.approx(ends[:-1], abs=0.001)
    assert ends[-1] == pytest.approx(3.15, abs=0.02)


def test_stop_returns_seconds_played(tmp_path):
    audio = recorded_audio(file(tmp_path))
    audio.play(Sound(tone(5.0, 22050), 22050))
    blocks = audio.blocks()
    for _ in range(25):
        next(blocks)

    assert audio.stop() == pytest.approx(1.0, abs=0.05)
    assert not audio.playing


def test_recorded_audio_real_speed_takes_its_duration(tmp_path):
    audio = recorded_audio(file(tmp_path, seconds=0.5), speed="real")
    began = time.monotonic()
    until_end(audio)

    assert 0.45 <= time.monotonic() - began <= 1.5


def conversation(audio):
    audio.play(Sound(tone(1.0, 22050), 22050))
    heard = 0.0
    for block in audio.blocks():
        if block.event == "end":
            break
        heard += 0 if block.muted else block.seconds
        if 0.5 < heard < 0.55:
            audio.play(Sound(tone(0.5, 16000), 16000))
            heard = 0.6
    audio.close()


def test_conversation_writer_writes_lantern(tmp_path):
    out = tmp_path / "lantern.wav"
    conversation(recorded_audio(file(tmp_path, seconds=2.0), out))
    samples, rate = soundfile.read(out, dtype="int16")

    assert len(samples) / rate == pytest.approx(1.9, abs=0.02)
    assert out.stat().st_mode & 0o077 == 0


def test_conversation_writer_writes_both_sides_in_order(tmp_path):
    out = tmp_path / "both.flac"
    conversation(recorded_audio(file(tmp_path, seconds=2.0), out, both_sides=True))
    samples, rate = soundfile.read(out, dtype="int16")

    assert len(samples) / rate == pytest.approx(1.0 + 0.15 + 0.5 + 0.5 + 0.15 + 1.5, abs=0.1)


def test_conversation_writer_stopped_sound_is_written_as_far_as_played(tmp_path):
    out = tmp_path / "lantern.wav"
    audio = recorded_audio(file(tmp_path, seconds=0.2), out)
    audio.play(Sound(tone(5.0, 22050), 22050))
    blocks = audio.blocks()
    for _ in range(25):
        next(blocks)
    audio.stop()
    until_end(audio)
    audio.close()

    assert soundfile.info(out).duration == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(
    ("out", "says"),
    [("nowhere/lantern.wav", "cannot be written"), ("lantern.mp3", r"WAV or FLAC.*lantern\.wav")],
)
def test_conversation_writer_unwritable_path_raises_trouble(tmp_path, out, says):
    with raises_trouble(match=says):
        recorded_audio(file(tmp_path), tmp_path / out)


def test_conversation_writer_full_disk_raises_trouble(tmp_path):
    (tmp_path / "full.wav").symlink_to("/dev/full")
    with raises_trouble(match=r"full\.wav cannot be written"):
        conversation(recorded_audio(file(tmp_path), tmp_path / "full.wav"))


def test_conversation_writer_disk_filling_up_raises_trouble(tmp_path):
    audio = recorded_audio(file(tmp_path), tmp_path / "full.wav")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30000, limits[1]))
    try:
        with raises_trouble(match="Make room"):
            conversation(audio)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@needs_humans
def test_recorded_audio_speech_is_recognized(pocketsphinx, tmp_path):
    samples, rate = soundfile.read(HUMANS / "fsdd/7_theo_1.wav", dtype="int16")
    pause = np.zeros(rate // 2, np.int16)
    soundfile.write(tmp_path / "seven.wav", np.concatenate([pause, samples, pause]), rate)
    stream = pocketsphinx.stream(["seven", "one"])
    for block in until_end(recorded_audio(tmp_path / "seven.wav")):
        stream.accept(block.pcm)

    assert feed(stream, quiet(0.1)).finish().text == "seven"
