"""How many satellites `lantern serve` hears at once, in real time, until a transcript is late."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import soxr  # noqa: E402
from wyoming.asr import Transcribe  # noqa: E402
from wyoming.audio import AudioChunk, AudioStart, AudioStop  # noqa: E402
from wyoming.client import AsyncTcpClient  # noqa: E402

from assistant.speech.models.installed import find_model  # noqa: E402
from assistant.speech.voices.process import Manner  # noqa: E402
from assistant.speech.voices.synthesizer import Synthesizer  # noqa: E402
from tests.speech.materials import HUMANS, pcm, tiny_model  # noqa: E402

RATE, SAMPLES = 16000, 1024
LATE = 1.0
"""Seconds from the end of the sound to its transcript; later is too late."""
CROWDS = (1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96)
UTTERANCES = 2
SECONDS = 8
TAKEN_FROM = ("ljspeech", "librivox-austen", "librispeech", "jfk", "mfa")


def sounds() -> list[bytes]:
    """Eight seconds each of people reading; without them, of a synthesizer."""
    files = [f for name in TAKEN_FROM for f in sorted((HUMANS / name).glob("*"))] if HUMANS else []
    read = [pcm(file) for file in files if file.suffix in (".wav", ".flac")]
    if not read:
        voice = Synthesizer(Manner(voice="en-us", rate=150))
        sound = voice.synthesize("today i was at work and then i called my sister " * 4)
        voice.close()
        read = [soxr.resample(sound.samples, sound.rate, RATE).astype(np.int16).tobytes()]
    length = SECONDS * RATE * 2
    return [(sound * 8)[:length] for sound in read]


async def satellite(port: int, sound: bytes, begin: float) -> float:
    """Stream one utterance as fast as it is spoken; how long after it the transcript came."""
    loop = asyncio.get_running_loop()
    async with AsyncTcpClient("127.0.0.1", port) as client:
        await client.write_event(Transcribe(language="en").event())
        await client.write_event(AudioStart(RATE, 2, 1).event())
        for number, at in enumerate(range(0, len(sound), SAMPLES * 2), start=1):
            await asyncio.sleep(begin + number * SAMPLES / RATE - loop.time())
            piece = sound[at : at + SAMPLES * 2]
            await client.write_event(AudioChunk(RATE, 2, 1, piece).event())
        ended = begin + len(sound) / 2 / RATE
        await client.write_event(AudioStop().event())
        while event := await client.read_event():
            if event.type == "transcript":
                return loop.time() - ended
    raise SystemExit("The service hung up.")


async def crowd(port: int, many: int, heard: list[bytes]) -> list[float]:
    """So many at once, not all in the same moment, each with several utterances."""

    async def one(number: int, own: list[bytes]) -> list[float]:
        late = []
        for sound in own:
            begin = asyncio.get_running_loop().time() + number % 10 / 10
            late.append(await satellite(port, sound, begin))
        return late

    mine = [list(islice(cycle(heard), n, n + UTTERANCES)) for n in range(many)]
    return [s for each in await asyncio.gather(*map(one, range(many), mine)) for s in each]


def memory(pid: int) -> float:
    """MiB which the process has in memory now."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def processor(pid: int) -> float:
    """Seconds of processor time it has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measured(port: int, pid: int, many: int, heard: list[bytes]) -> tuple[list[float], float]:
    """How late the transcripts are, and the most memory the service had meanwhile."""
    highest = 0.0
    streaming = asyncio.ensure_future(crowd(port, many, heard))
    while not streaming.done():
        highest = max(highest, memory(pid))
        await asyncio.sleep(0.25)
    return streaming.result(), highest


def measure(name: str, options: list[str], heard: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "assistant", "serve", "--port", "0", "--data", folder]
        command += ["--connections", "500", *options]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            line = ""
            while "serves Wyoming at" not in line:
                line = process.stderr.readline()
            port = int(line.split(";")[0].rpartition(":")[2])
            asyncio.run(crowd(port, 1, heard))
            empty, enough = memory(process.pid), 0
            print(f"{name}: {empty:.0f} MiB with nobody there")
            print(
                "  at once   transcript after: median   95 %   most   a core for each  memory each"
            )
            for many in CROWDS:
                used = processor(process.pid)
                late, most = asyncio.run(measured(port, process.pid, many, heard))
                share = (processor(process.pid) - used) / (many * UTTERANCES * SECONDS)
                middle, high = (float(np.percentile(late, p)) for p in (50, 95))
                print(
                    f"  {many:7} {middle:24.2f} {high:6.2f} {max(late):6.2f} s"
                    f" {100 * share:14.1f} % {max(0.0, most - empty) / many:12.2f} MiB",
                    flush=True,
                )
                if high > LATE:
                    break
                enough = many
            print(f"  {enough} satellites at once, each transcript within {LATE:.0f} s (95 %)")
            process.terminate()


def main() -> None:
    heard = sounds()
    kind = "people reading" if HUMANS else "a synthesizer"
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{os.cpu_count()} cores; load before: {load}; sound of {kind}, in real time")
    tiny, installed = tiny_model(), find_model()
    measure(tiny.name, ["--model", str(tiny)], heard)
    if installed is not None:
        measure(installed.name, ["--model", str(installed)], heard)
    measure("pocketsphinx", ["--recognizer", "pocketsphinx"], heard)


if __name__ == "__main__":
    main()
