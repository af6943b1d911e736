"""The synthesizer's own process: one utterance at a time, killed when it hangs.

Run as ``python -m assistant.speech.voices.child MANNER FOLDER``: the manner of speaking as JSON
(`rate`, `volume`, `pitch`, `voice`), and a private folder for the sound files. It never changes
its manner: pyttsx3 drops a change now and then, when it comes after a first utterance, because it
cancels what espeak has not yet looked at. Another manner is another process.

Standard input: a JSON line for each request, ``{"say": TEXT}`` or ``{"list": true}``. Standard
output: a JSON line for each answer, in order: ``{"bytes": N}`` and then N bytes of a sound file,
``{"voices": [...]}``, or ``{"fault": WHAT}``.
"""

from __future__ import annotations

import ctypes
import json
import os
import queue
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO, Literal


def main() -> None:
    """Answer requests until standard input ends; then end at once, whatever is going on."""
    # pyttsx3 prints; what it prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    manner, folder = json.loads(sys.argv[1]), Path(sys.argv[2])
    requests: queue.Queue[dict[str, Any]] = queue.Queue()
    # The main thread is the synthesizer's: macOS insists.
    threading.Thread(target=_read, args=(requests, folder), daemon=True).start()
    try:
        synthesizer = _Synthesizer(manner)
    except Exception as error:
        _answer(answers, {"fault": f"{type(error).__name__}: {error}"})
        return
    _answer(answers, {"ready": True})
    for number in range(sys.maxsize):
        request = requests.get()
        try:
            if "list" in request:
                _answer(answers, {"voices": synthesizer.voices()})
            else:
                _answer(answers, {}, synthesizer.say(request["say"], folder / str(number)))
        except Exception as error:
            _answer(answers, {"fault": f"{type(error).__name__}: {error}"})


class _Synthesizer:
    """pyttsx3, as much of it as works: the first manner, and sound files."""

    def __init__(self, manner: dict[str, Any]) -> None:
        import pyttsx3

        if sys.platform.startswith("linux"):
            _load_espeak()
            self._engine = pyttsx3.init("espeak")
        else:
            self._engine = pyttsx3.init()
        self._fault: Exception | None = None
        self._engine.connect("error", self._on_error)
        self._engine.setProperty("rate", manner["rate"])
        self._engine.setProperty("volume", manner["volume"])
        if manner["voice"] is not None:
            self._engine.setProperty("voice", self._identity(manner["voice"]))
        if manner["pitch"] is not None:
            try:
                self._engine.setProperty("pitch", manner["pitch"])
            except Exception:
                print("this synthesizer has no pitch", file=sys.stderr)

        if sys.platform.startswith("linux"):
            from pyttsx3.drivers import _espeak

            # espeak looks at a change in a thread of its own; a cancellation before would drop it.
            _espeak.Synchronize()

    def voices(self) -> list[dict[str, Any]]:
        """Every voice: its `id`, `name` and `languages`."""
        return [
            {"id": str(voice.id), "name": str(voice.name), "languages": list(map(str, tongues))}
            for voice in self._engine.getProperty("voices")
            for tongues in [voice.languages or ()]
        ]

    def say(self, text: str, path: Path) -> bytes:
        """The sound of `text`, as the bytes of a WAV or AIFF file."""
        path = path.with_suffix(".aiff" if sys.platform == "darwin" else ".wav")
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        # runAndWait returns early now and then, before the file is there or while it is written.
        # Waiting is limited by the parent, which kills.
        while not _is_whole(path) and self._fault is None:
            time.sleep(0.002)
        if self._fault is not None:
            raise self._fault
        try:
            return path.read_bytes()
        finally:
            path.unlink()

    def _identity(self, wanted: str) -> str:
        """The voice meant by an id, a name or a language; a variant such as ``+f3`` is kept."""
        base, plus, variant = wanted.partition("+")
        for voice in self.voices():
            if base.lower() in (voice["id"].lower(), voice["name"].lower(), *voice["languages"]):
                return f"{voice['id']}{plus}{variant}"
        raise LookupError(wanted)

    def _on_error(self, exception: Exception, **_: Any) -> None:
        self._fault = exception


def _is_whole(path: Path) -> bool:
    """Whether a WAV or AIFF file is as long as it says; its length is written last."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
            size = file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        return False
    order: Literal["little", "big"] = "little" if head[:4] == b"RIFF" else "big"
    return len(head) == 8 and size > 44 and int.from_bytes(head[4:], order) + 8 == size


def _load_espeak() -> None:
    """Bring the espeak-ng of the Python package; without it, a system's own is used."""
    try:
        import espeakng_loader
    except ImportError:
        return
    # In this order: without the data path espeak ends the process.
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def _read(requests: queue.Queue[dict[str, Any]], folder: Path) -> None:
    for line in sys.stdin.buffer:
        requests.put(json.loads(line))
    # The parent is gone, perhaps killed: leave nothing which was said behind.
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _answer(out: BinaryIO, answer: dict[str, Any], sound: bytes | None = None) -> None:
    if sound is not None:
        answer["bytes"] = len(sound)
    out.write(json.dumps(answer).encode() + b"\n" + (sound or b""))
    out.flush()


if __name__ == "__main__":
    main()
