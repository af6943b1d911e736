"""The manner of speaking, and the parent's side of the synthesizer's process."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from assistant.errors import Trouble

_PACKAGES = Path(__file__).parents[3]
_START_SECONDS = 15.0

SLOWEST, FASTEST = 60, 600


@dataclass(frozen=True, slots=True)
class Manner:
    """Rate, volume, pitch and voice; values out of range are set to the nearest allowed one."""

    rate: int = 175
    """Words a minute, 60 to 600."""
    volume: float = 1.0
    """0 to 1."""
    pitch: int | None = None
    """0 to 100, 50 is the voice's own; None leaves it alone. Not every synthesizer has one."""
    voice: str | None = None
    """The id, the name or the language of a voice; None is the synthesizer's default."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", min(max(int(self.rate), SLOWEST), FASTEST))
        object.__setattr__(self, "volume", min(max(float(self.volume), 0.0), 1.0))
        if self.pitch is not None:
            object.__setattr__(self, "pitch", min(max(int(self.pitch), 0), 100))


class SynthesizerDied(Trouble):
    """The process ended or did not answer in time. It is gone; another may be started."""


class SynthesizerFault(Exception):
    """The process answered that a request failed."""


class SynthesizerProcess:
    """One child process, which speaks in one manner."""

    def __init__(self, manner: Manner) -> None:
        """Start the process. Returns at once; `ask` waits until it is ready."""
        folder = tempfile.mkdtemp(prefix="lantern-voice-")
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-P",  # Never imports modules from the current folder.
                "-m",
                "assistant.speech.voices.child",
                json.dumps(asdict(manner)),
                folder,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": _python_path()},
        )
        self._answers: queue.SimpleQueue[tuple[dict[str, Any], bytes] | None] = queue.SimpleQueue()
        self._end = weakref.finalize(self, _kill, self._process, folder)
        threading.Thread(
            target=_read_answers, args=(self._process.stdout, self._answers), daemon=True
        ).start()
        self._ready = False

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def ask(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for its answer, for at most `seconds` after the process is ready.

        Raises SynthesizerDied or SynthesizerFault.
        """
        if not self._ready:
            self._answer(_START_SECONDS)
            self._ready = True
        try:
            assert self._process.stdin
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            self.close()
            raise SynthesizerDied("speech.synthesizer_ended") from error
        return self._answer(seconds)

    def close(self) -> None:
        """Kill the process and remove its files."""
        self._end()

    def _answer(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            raise SynthesizerDied("speech.synthesizer_timeout", seconds=f"{seconds:.0f}") from None
        if answer is None:
            self.close()
            raise SynthesizerDied("speech.synthesizer_ended")
        if "fault" in answer[0]:
            raise SynthesizerFault(answer[0]["fault"])
        return answer


def _read_answers(
    out: IO[bytes], answers: queue.SimpleQueue[tuple[dict[str, Any], bytes] | None]
) -> None:
    while line := out.readline():
        answer = json.loads(line)
        sound = out.read(answer.get("bytes", 0))
        if len(sound) < answer.get("bytes", 0):
            break
        answers.put((answer, sound))
    answers.put(None)


def _kill(process: subprocess.Popen[bytes], folder: str) -> None:
    process.kill()
    process.wait()
    if process.stdin:
        with suppress(OSError):  # A request was not yet written.
            process.stdin.close()
    shutil.rmtree(folder, ignore_errors=True)


def _python_path() -> str:
    return os.pathsep.join(filter(None, (str(_PACKAGES), os.environ.get("PYTHONPATH"))))
