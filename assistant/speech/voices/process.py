"""The parent's side of the synthesizer's process."""

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
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from assistant.speech.voices.manner import Manner

_PACKAGES = Path(__file__).parents[3]


class SynthesizerDied(Exception):
    """The process ended or did not answer in time; it is gone, and another may be started."""


class SynthesizerFault(Exception):
    """The process answered that it cannot do this."""


class SynthesizerProcess:
    """One child process, speaking in one manner for as long as it lives."""

    def __init__(self, manner: Manner) -> None:
        """Start the process; it gets ready while this one goes on."""
        folder = tempfile.mkdtemp(prefix="lantern-voice-")
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-P",  # Never a module which happens to lie in the folder one stands in.
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
        self._end = weakref.finalize(self, _end, self._process, folder)
        threading.Thread(
            target=_listen, args=(self._process.stdout, self._answers), daemon=True
        ).start()
        self._ready = False

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def ask(self, request: dict[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for its answer, at most `seconds` after the process is ready."""
        if not self._ready:
            self._answer(15.0)
            self._ready = True
        try:
            assert self._process.stdin
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            self.close()
            raise SynthesizerDied("it has ended") from error
        return self._answer(seconds)

    def close(self) -> None:
        """Kill the process and remove its files."""
        self._end()

    def _answer(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            raise SynthesizerDied(f"no answer within {seconds:.0f} seconds") from None
        if answer is None:
            self.close()
            raise SynthesizerDied("it has ended")
        if "fault" in answer[0]:
            raise SynthesizerFault(answer[0]["fault"])
        return answer


def _listen(
    out: IO[bytes], answers: queue.SimpleQueue[tuple[dict[str, Any], bytes] | None]
) -> None:
    while line := out.readline():
        answer = json.loads(line)
        sound = out.read(answer.get("bytes", 0))
        if len(sound) < answer.get("bytes", 0):
            break
        answers.put((answer, sound))
    answers.put(None)


def _end(process: subprocess.Popen[bytes], folder: str) -> None:
    process.kill()
    process.wait()
    if process.stdin:
        with suppress(OSError):  # A request was still on its way.
            process.stdin.close()
    shutil.rmtree(folder, ignore_errors=True)


def _python_path() -> str:
    return os.pathsep.join(filter(None, (str(_PACKAGES), os.environ.get("PYTHONPATH"))))
