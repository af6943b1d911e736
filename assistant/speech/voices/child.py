"""The process of the synthesizer: one utterance at a time, killed by its parent when it hangs.

Run as ``python -m assistant.speech.voices.child MANNER FOLDER``: the manner of speaking as JSON
(`rate`, `volume`, `pitch`, `voice`), and a private folder for the sound files. The manner of a
process never changes, because pyttsx3 sometimes loses a change: it cancels what espeak has not yet
processed. Another manner needs another process.

Standard input: a JSON line for each request, ``{"say": TEXT}`` or ``{"list": true}``. Standard
output: a JSON line for each answer, in order: ``{"bytes": N, "words": [...]}`` and then N bytes of
a sound file, ``{"voices": [...]}``, or ``{"fault": WHAT}``. A word is where it begins in the text,
how many characters it has, and when it is spoken, in milliseconds; only espeak tells that.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import queue
import shutil
import sys
import threading
import time
import wave
from pathlib import Path
from typing import Any, BinaryIO

_NATURAL = "piper:"


def main() -> None:
    """Answer requests until standard input ends; then exit at once."""
    # pyttsx3 prints to standard output, which must not mix with the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    manner, folder = json.loads(sys.argv[1]), Path(sys.argv[2])
    requests: queue.Queue[dict[str, Any]] = queue.Queue()
    # macOS requires the synthesizer in the main thread.
    threading.Thread(target=_read_requests, args=(requests, folder), daemon=True).start()
    try:
        natural = (manner["voice"] or "").startswith(_NATURAL)
        synthesizer = _Piper(manner) if natural else _Synthesizer(manner)
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
                sound = synthesizer.say(request["say"], folder / str(number))
                _answer(answers, {"words": synthesizer.words}, sound)
        except Exception as error:
            _answer(answers, {"fault": f"{type(error).__name__}: {error}"})


class _Piper:
    """A natural voice. It has no pitch."""

    def __init__(self, manner: dict[str, Any]) -> None:
        # Imported here, because most voices are ready sooner without.
        from assistant.speech.voices.natural import NATURAL_RATE, find_natural

        voice = find_natural(manner["voice"])
        if voice is None:
            raise LookupError(manner["voice"])
        from piper import PiperVoice, SynthesisConfig

        self.words: list[tuple[int, int, int]] = []
        self._voice = PiperVoice.load(str(voice.model))
        self._config = SynthesisConfig(
            length_scale=NATURAL_RATE / manner["rate"], volume=manner["volume"]
        )

    def voices(self) -> list[dict[str, Any]]:
        """None: the parent knows the natural voices, and asks another process for the others."""
        return []

    def say(self, text: str, path: Path) -> bytes:
        """The sound of `text`, as the bytes of a WAV file."""
        memory = io.BytesIO()
        with wave.open(memory, "wb") as file:
            self._voice.synthesize_wav(text, file, syn_config=self._config)
        return memory.getvalue()


class _Synthesizer:
    """The part of pyttsx3 that works: one manner, and sound files."""

    def __init__(self, manner: dict[str, Any]) -> None:
        import pyttsx3

        self.words: list[tuple[int, int, int]] = []
        if sys.platform.startswith("linux"):
            _load_espeak()
            self._engine = pyttsx3.init("espeak")
            self._note_words()
        else:
            self._engine = pyttsx3.init()
        self._fault: Exception | None = None
        self._engine.connect("error", self._on_error)
        self._engine.setProperty("rate", manner["rate"])
        self._engine.setProperty("volume", manner["volume"])
        if manner["voice"] is not None:
            self._engine.setProperty("voice", self._find_voice(manner["voice"]))
        self._apply_manner()
        if self._fault is not None:
            raise self._fault
        if manner["pitch"] is not None:
            # Only some synthesizers have a pitch; the others speak without it.
            self._engine.setProperty("pitch", manner["pitch"])
            self._apply_manner()

    def voices(self) -> list[dict[str, Any]]:
        """Every voice: its `id`, `name` and `languages`."""
        return [
            {"id": str(voice.id), "name": str(voice.name), "languages": list(map(str, languages))}
            for voice in self._engine.getProperty("voices")
            for languages in [voice.languages or ()]
        ]

    def say(self, text: str, path: Path) -> bytes:
        """The sound of `text`, as the bytes of a WAV or AIFF file."""
        path = path.with_suffix(".aiff" if sys.platform == "darwin" else ".wav")
        self._synchronize()
        self._fault = None
        self.words.clear()
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        # runAndWait sometimes returns early. The parent limits the wait by killing this process.
        while not (data := _read_complete(path)) and self._fault is None:
            time.sleep(0.005)
        path.unlink(missing_ok=True)
        if self._fault is not None:
            raise self._fault
        return data

    def _note_words(self) -> None:
        """Note when each word is spoken, which pyttsx3 does not pass on."""
        from pyttsx3.drivers import _espeak

        taken_by_pyttsx3 = self._engine.proxy._driver._onSynth

        def take(samples: Any, count: int, events: Any) -> int:
            place = 0
            while events[place].type != _espeak.EVENT_LIST_TERMINATED:
                event = events[place]
                if event.type == _espeak.EVENT_WORD:
                    begins = event.text_position - 1
                    self.words.append((begins, event.length, event.audio_position))
                place += 1
            taken: int = taken_by_pyttsx3(samples, count, events)
            return taken

        _espeak.SetSynthCallback(take)

    def _apply_manner(self) -> None:
        """Apply the manner before the first utterance. pyttsx3 delays it until its loop begins,
        and the loop begins with a cancel, with which espeak would lose it."""
        self._engine.proxy.setBusy(False)
        self._synchronize()
        self._engine.proxy.setBusy(True)

    def _synchronize(self) -> None:
        """Wait until espeak has finished and reported everything. A late report of the end of an
        utterance would be taken for the end of the next one, which would be empty."""
        if sys.platform.startswith("linux"):
            from pyttsx3.drivers import _espeak

            _espeak.Synchronize()

    def _find_voice(self, wanted: str) -> str:
        """The id of the voice with this id, name or language; keeps a variant such as ``+f3``."""
        base, plus, variant = wanted.partition("+")
        for voice in self.voices():
            if base.lower() in (voice["id"].lower(), voice["name"].lower(), *voice["languages"]):
                return f"{voice['id']}{plus}{variant}"
        raise LookupError(wanted)

    def _on_error(self, exception: Exception, **_: Any) -> None:
        self._fault = exception


def _read_complete(path: Path) -> bytes:
    """The file once it is complete, empty until then. A WAV holds its own size."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return b""
    if data[:4] == b"RIFF" and len(data) < int.from_bytes(data[4:8], "little") + 8:
        return b""
    return data


def _load_espeak() -> None:
    """Load espeak-ng from the Python package; without it, the system's is used."""
    try:
        import espeakng_loader
    except ImportError:
        return
    # In this order: without the data path espeak exits the process.
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def _read_requests(requests: queue.Queue[dict[str, Any]], folder: Path) -> None:
    for line in sys.stdin.buffer:
        requests.put(json.loads(line))
    # The parent is gone, perhaps killed: remove the files of what was said.
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _answer(out: BinaryIO, answer: dict[str, Any], sound: bytes | None = None) -> None:
    if sound is not None:
        answer["bytes"] = len(sound)
    out.write(json.dumps(answer).encode() + b"\n" + (sound or b""))
    out.flush()


if __name__ == "__main__":
    main()
