"""Echo: speaking over Lantern through loudspeakers, in simulated rooms on a sound server.

    scripts/bench echo
    python scripts/benchmarks/echo.py --minutes 2 --people 8 --room desk

Lantern's sentences go through the sound server to a room (delay, reverberation, drift of the
clocks, noise) and from there to the microphone. First nobody speaks, and each time that Lantern
would stop speaking is counted as an answer to itself; then recordings of people are played over it.
"Heard" is a first word which Moonshine reads from what was listened to; "in quiet" is the same
without Lantern.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.channels.barge_in import BargeInDetector  # noqa: E402
from assistant.speech.audio.base import RATE, Block, Samples, Sound  # noqa: E402
from assistant.speech.audio.device import Device  # noqa: E402
from assistant.speech.audio.echo_canceller import open_echo_canceller  # noqa: E402
from assistant.speech.recognizers import Recognizer, open_recognizer  # noqa: E402
from assistant.speech.recognizers.moonshine.writing import spoken_words  # noqa: E402
from assistant.speech.voices.process import Manner  # noqa: E402
from assistant.speech.voices.synthesizer import Synthesizer  # noqa: E402
from scripts.benchmarks.hearing import GROUPS, recordings, shared  # noqa: E402
from tests.audio.pulse import Microphone, PulseServer, missing, pulse_server  # noqa: E402
from tests.audio.room import RoomOnServer  # noqa: E402

ROOMS: dict[str, dict[str, float]] = {
    "desk": {"level": 0.4, "reverberation": 0.25, "delay": 0.02, "drift": 6e-5, "noise": 12},
    "living room": {"level": 0.7, "reverberation": 0.5, "delay": 0.06, "drift": -1e-4, "noise": 25},
    "wireless": {"level": 0.5, "reverberation": 0.4, "delay": 0.12, "drift": 1.5e-4, "noise": 20},
}
LEVELS = (6.0, 0.0, -6.0)
"""Decibels of the person's voice above the echo."""
TEXT = (
    "Good morning. It is nice to hear you again. Yesterday you wanted to walk as far as the river. "
    "Some days are heavier than others, and that is nothing to be ashamed of. What you care about "
    "does not change because one day went differently. Take all the time you need. "
    "Which of your steps would you like to think about first? You can also leave it for today. "
)
LONGEST = 5.0
"""Seconds of the longest recording that is played over Lantern."""
SPEAKS_AFTER = (3.0, 6.0)
APART = 1.0
"""Seconds between two interruptions that count as two."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--minutes", type=float, default=2.0, help="in each room, nobody speaking")
    parser.add_argument("--people", type=int, default=9, help="recordings in each room")
    parser.add_argument("--room", choices=ROOMS, action="append")
    given = parser.parse_args()
    if reason := missing():
        raise SystemExit(reason)
    if open_echo_canceller() is None:
        raise SystemExit('the extra is not installed: pip install ".[echo]"')
    voice = Synthesizer(Manner(voice="en-gb", rate=150))
    story = list(voice.sentences(TEXT))
    voice.close()
    with pulse_server() as server:
        from assistant.speech.audio.portaudio import refresh

        refresh()
        for name in given.room or ROOMS:
            print(f"{name}: {ROOMS[name]}", flush=True)
            echo = alone(server, story, ROOMS[name], given.minutes)
            if given.people:
                over(server, story, ROOMS[name], given.people, echo)


@contextlib.contextmanager
def opened(server: PulseServer, room: dict[str, float]) -> Iterator[Device]:
    """The device, in this room."""
    with (
        RoomOnServer(server, seed=11, **room),
        contextlib.closing(Device(echo_canceller=open_echo_canceller)) as device,
    ):
        yield device


def alone(server: PulseServer, story: list[Sound], room: dict[str, float], minutes: float) -> float:
    """Lantern speaks and nobody else does; the level of its echo."""
    detectors = {
        "with the canceller": BargeInDetector("auto"),
        "without, any voice interrupts": BargeInDetector("on"),
    }
    stops: dict[str, list[float]] = {name: [] for name in detectors}
    there, left = [], []
    processor = time.process_time()
    with opened(server, room) as device:
        for block in telling(device, story, list(detectors.values()), minutes * 60):
            for name, detector in detectors.items():
                seen = block if name.startswith("with the") else replace(block, clean=None)
                last = stops[name][-1] if stops[name] else -APART
                if detector.detect(seen) and block.at - last >= APART:
                    stops[name].append(block.at)
            if block.at > 5:  # Converged.
                there.append(block.pcm)
                left.append(block.clean or b"")
    processor = time.process_time() - processor
    echo, rest = energies(there), energies(left)
    loud = echo > np.quantile(echo, 0.5)
    loss = 10 * np.log10(echo[loud] / np.maximum(rest[loud], 1.0))
    for name, found in stops.items():
        print(f"  answers itself, {name}: {len(found)} times in {minutes:g} minutes")
    print(f"  echo return loss: median {np.median(loss):.0f} dB, of one block in twenty at most "
          f"{np.quantile(loss, 0.05):.0f} dB; {processor / minutes / 60:.1%} of a core with "
          "everything", flush=True)  # fmt: skip
    return float(np.sqrt(np.mean(echo[loud])))


def over(
    server: PulseServer, story: list[Sound], room: dict[str, float], people: int, echo: float
) -> None:
    """People speak over Lantern: how many of their first words are heard."""
    humans = shared()
    if humans is None:
        raise SystemExit("the recordings of people are not here")
    recognizer = open_recognizer("moonshine", None)
    said = [
        (words, np.frombuffer(pcm, np.int16))
        for path, words, pcm in recordings(humans)
        if words and len(pcm) < LONGEST * RATE * 2
        and path.startswith((*GROUPS["read"], *GROUPS["commands"]))
    ]  # fmt: skip
    rng = np.random.default_rng(7)
    chosen = [said[k] for k in rng.permutation(len(said))[:people]]
    with opened(server, room) as device:
        detector = BargeInDetector("auto")
        for level in LEVELS:
            found = [
                interrupted(device, detector, story, server, leveled(samples, echo, level),
                            float(rng.uniform(*SPEAKS_AFTER)))
                for _, samples in chosen
            ]  # fmt: skip
            took = sorted(seconds for seconds, _ in found if seconds is not None)
            firsts = sum(
                begins(recognizer, pcm, words)
                for (_, pcm), (words, _) in zip(found, chosen, strict=True)
            )
            quiet = sum(begins(recognizer, s.tobytes(), words) for words, s in chosen)
            median = f"{took[len(took) // 2]:.2f} s" if took else "never"
            print(f"  a person {level:+.0f} dB to the echo: {len(took)} of {people} interrupt, "
                  f"median after {median}; first word heard {firsts} of {people}, in quiet "
                  f"{quiet}", flush=True)  # fmt: skip


def telling(
    device: Device, story: list[Sound], detectors: list[BargeInDetector], seconds: float
) -> Iterator[Block]:
    """The muted blocks while Lantern tells the story again and again for so many seconds."""
    queued = began = 0.0
    for block in device.blocks():
        began = began or block.at
        if block.at - began > seconds:
            device.stop()
            return
        if queued < block.at - began + 1:
            for sound in story:
                queued += sound.seconds
                for detector in detectors:
                    if not device.playing:
                        detector.playback_started()
                    detector.add_played(sound)
                device.play(sound)
        if block.muted:
            yield block


def interrupted(
    device: Device,
    detector: BargeInDetector,
    story: list[Sound],
    server: PulseServer,
    samples: Samples,
    after: float,
) -> tuple[float | None, bytes]:
    """When somebody who speaks after these seconds stops Lantern, and what is then listened to."""
    # A stream of its own for each, which no silence before it has left behind.
    person = Microphone(server, RATE)
    detector.playback_started()
    for sound in story:
        detector.add_played(sound)
        device.play(sound)
    began: float | None = None
    spoke = stopped = None
    heard: list[bytes] = []
    for block in device.blocks():
        began = block.at if began is None else began
        if spoke is None and block.at > began + after:
            person.speak(samples)
            spoke = block.at
        if spoke is not None and block.at > spoke + len(samples) / RATE + 1.0:
            break
        if stopped is not None:
            heard.append(detector.heard(block).pcm)
        elif block.muted and device.playing and detector.detect(block):
            device.stop()
            if spoke is None:
                break  # Itself.
            stopped = block.at - spoke
            heard += [spoken.pcm for spoken in detector.take_blocks()]
    device.stop()
    person.close()
    quiet = 0.0
    for block in device.blocks():
        quiet = 0.0 if block.muted else quiet + block.seconds
        if quiet > 0.5:
            break
    return stopped, b"".join(heard)


def begins(recognizer: Recognizer, pcm: bytes, words: list[str]) -> bool:
    """Whether the first word of a recording is heard, among the first two."""
    stream = recognizer.stream()
    stream.accept(pcm)
    heard = [w for w in spoken_words(stream.finish().text) if w]
    return words[0] in heard[:2]


def leveled(samples: Samples, echo: float, decibels: float) -> Samples:
    """A recording so loud, by its louder half, above the echo."""
    energy = energies([samples[at : at + 640].tobytes() for at in range(0, len(samples), 640)])
    loud = float(np.sqrt(np.mean(energy[energy > np.quantile(energy, 0.5)])))
    gain = echo * 10 ** (decibels / 20) / loud
    return (samples * gain).clip(-32768, 32767).astype(np.int16)


def energies(blocks: list[bytes]) -> Samples:
    """The mean square of each block."""
    return np.array(
        [np.mean(np.frombuffer(b, np.int16).astype(float) ** 2) if b else 0.0 for b in blocks]
    )


if __name__ == "__main__":
    main()
