"""What happens to speech between a mouth and a recognizer, at random.

A room, a telephone, noise, a recorder being switched on, a louder or softer voice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16000
LOUDEST = 32767.0

Signal = NDArray[np.float64]
Random = np.random.Generator


@dataclass(frozen=True, slots=True)
class Scene:
    """How a recording is made. Times in seconds, levels in decibels below the loudest."""

    tempo: float = 1.0
    before: float = 0.3
    after: float = 0.5
    level: float = -6.0
    clean: bool = True


def quiet_scene(rng: Random, after: float = 0.5) -> Scene:
    """A recording with nothing wrong with it."""
    return Scene(before=rng.uniform(0.05, 0.6), after=after)


def any_scene(rng: Random, after: float | None = None) -> Scene:
    """A recording as they come."""
    return Scene(
        tempo=rng.uniform(0.88, 1.12),
        before=rng.uniform(0.05, 0.6),
        after=rng.uniform(0.05, 0.7) if after is None else after,
        level=rng.uniform(-32, -1),
        clean=False,
    )


def colour(bins: int, rng: Random, depth: float, knots: int = 6) -> Signal:
    """A smooth random gain over frequency bins; `depth` is its deviation in decibels."""
    curve = rng.normal(0, depth, knots)
    places = np.linspace(0, knots - 1, bins)
    return np.asarray(10 ** (np.interp(places, np.arange(knots), curve) / 20))


def coloured_noise(length: int, rng: Random, depth: float = 9.0) -> Signal:
    """Noise with a random spectrum and a deviation of one."""
    size = 1 << max(1, (length - 1).bit_length())
    spectrum = np.fft.rfft(rng.normal(0, 1, size)) * colour(size // 2 + 1, rng, depth)
    noise = np.fft.irfft(spectrum, size)[:length]
    return np.asarray(noise / (noise.std() or 1.0))


def clicks(length: int, rng: Random) -> Signal:
    """Clicks, thumps and switch-on noises: decaying coloured bursts, often at the very start."""
    out = np.zeros(length)
    for _ in range(rng.integers(1, 4)):
        size = min(length, int(RATE * 10 ** rng.uniform(-2.3, -0.4)))
        burst = coloured_noise(size, rng)
        time = np.arange(size)
        burst *= np.exp(-rng.uniform(1, 6) * time / size) * np.minimum(1, time / 30)
        at = 0 if rng.random() < 0.5 else int(rng.integers(0, length - size + 1))
        loudness = 10 ** (rng.uniform(-35, -4) / 20)
        out[at : at + size] += burst / (np.abs(burst).max() or 1.0) * loudness
    return out


def resampled(samples: Signal, rate: float, tempo: float, rng: Random | None) -> Signal:
    """At 16 kHz, played `tempo` times as fast; with `rng`, through a random microphone."""
    length = int(len(samples) * RATE / rate / tempo)
    bins = length // 2 + 1
    spectrum = np.zeros(bins, complex)
    source = np.fft.rfft(samples)
    shared = min(bins, len(source))
    spectrum[:shared] = source[:shared]
    if rng is not None:
        spectrum *= colour(bins, rng, depth=6.0)
        frequency = np.linspace(0, RATE / 2, bins)
        if rng.random() < 0.15:  # a telephone
            spectrum *= frequency < rng.uniform(3300, 4200)
            spectrum *= frequency > rng.uniform(0, 300)
    return np.asarray(np.fft.irfft(spectrum, length) * (length / len(samples)))


def in_a_room(signal: Signal, rng: Random) -> Signal:
    """With a small room's echo: decaying noise as its impulse response."""
    length = int(RATE * rng.uniform(0.05, 0.35))
    echo = rng.normal(0, 1, length) * np.exp(-6.9 * np.arange(length) / length)
    echo *= rng.uniform(0.01, 0.07)
    echo[0] = 1
    size = 1 << (len(signal) + length).bit_length()
    product = np.fft.rfft(signal, size) * np.fft.rfft(echo, size)
    return np.asarray(np.fft.irfft(product, size)[: len(signal)])


def noise_around(signal: Signal, rng: Random) -> Signal:
    """Coloured noise 10 to 45 dB below the signal, steady or coming and going."""
    noise = coloured_noise(len(signal), rng)
    if rng.random() < 0.4:
        swell = np.interp(
            np.linspace(0, 1, len(noise)), np.linspace(0, 1, 6), rng.uniform(0.2, 1.5, 6)
        )
        noise *= swell
    power = float(np.sqrt(np.mean(signal**2))) or 1.0
    return np.asarray(noise * power * 10 ** (-rng.uniform(10, 45) / 20))


def record(samples: NDArray[np.float32], rate: float, scene: Scene, rng: Random) -> Signal:
    """What a microphone gives: 16 kHz samples, whole numbers in 16-bit range."""
    microphone = None if scene.clean else rng
    speech = resampled(samples.astype(np.float64), rate, scene.tempo, microphone)
    before, after = (np.zeros(int(RATE * s)) for s in (scene.before, scene.after))
    heard = np.concatenate([before, speech, after])
    if not scene.clean and rng.random() < 0.3:
        heard = in_a_room(heard, rng)
    heard *= LOUDEST * 10 ** (scene.level / 20) / (np.abs(heard).max() or 1.0)
    if not scene.clean and rng.random() < 0.6:
        heard = heard + noise_around(heard, rng)
    if not scene.clean and rng.random() < 0.4:
        heard = heard + clicks(len(heard), rng) * np.abs(heard).max()
    return np.asarray(np.clip(np.round(heard), -LOUDEST - 1, LOUDEST))


def nobody_speaking(rng: Random) -> Signal:
    """Half a second to three of silence, noise, a hum, clicks."""
    length = int(RATE * rng.uniform(0.5, 3))
    kind = rng.integers(4)
    if kind == 0:
        return np.zeros(length)
    sound = coloured_noise(length, rng, depth=12) * 10 ** (rng.uniform(0, 68) / 20)
    if kind == 2:
        hum = np.sin(np.arange(length) * rng.uniform(0.02, 1))
        sound += 10 ** (rng.uniform(10, 60) / 20) * hum
    if rng.random() < 0.5:
        sound += clicks(length, rng) * rng.uniform(100, 15000)
    return np.asarray(np.clip(np.round(sound), -LOUDEST - 1, LOUDEST))
