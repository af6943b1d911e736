"""espeak-ng as a source of speech and of pronunciations, through the library espeakng-loader ships.

It tells when each phoneme of an utterance begins, so that speech comes with exact labels.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from models.tiny.phones import SILENCE, Pronunciation

SYNCHRONOUS, PHONEME_EVENTS = 2, 1
UTF8, END = 1, 0
PHONEME = 7
RATE, PITCH, RANGE = 1, 3, 4
UNDERSCORED = ord("_") << 8

# espeak mnemonic -> ARPAbet. By phoneme, not by sound: the lexicon is read off the same phonemes.
ARPABET = {
    **{"": "", ";": "", "|": "", ":": "", "p": "P", "b": "B", "t": "T", "t#": "T", "t2": "T"},
    **{"?": "T", "t[": "T", "d": "D", "d#": "D", "k": "K", "x": "K", "g": "G", "f": "F", "v": "V"},
    **{"T": "TH", "D": "DH", "s": "S", "z": "Z", "S": "SH", "Z": "ZH", "h": "HH", "tS": "CH"},
    **{"dZ": "JH", "m": "M", "n": "N", "n-": "AX N", "N": "NG", "l": "L", "l#": "L"},
    **{"@L": "AX L", "r": "R", "r-": "R", "w": "W", "w#": "W", "j": "Y"},
    **{"a": "AE", "a#": "AX", "aa": "AE", "A": "AA", "A:": "AA", "A@": "AA R", "A~": "AA N"},
    **{"0": "AA", "0#": "AX", "02": "AA", "O": "AO", "O2": "AO", "O:": "AO", "O@": "AO R"},
    **{"o@": "AO R", "O~": "AO N", "OI": "OY", "E": "EH", "E#": "EH", "E2": "EH"},
    **{"e@": "EH R", "e": "EH", "eI": "EY", "I": "IH", "I2": "IH", "I#": "IH", "IR": "ER"},
    **{"VR": "ER", "i": "IY", "i:": "IY", "i@": "IY AX", "i@3": "IH R", "U": "UH", "U@": "UH R"},
    **{"u": "UW", "u:": "UW", "u#": "UW", "V": "AH", "@": "AX", "@2": "AX", "@5": "AX"},
    **{"@-": "AX", "3": "ER", "3:": "ER", "aI": "AY", "aI2": "AY", "aI3": "AY", "aI@": "AY ER"},
    **{"aU": "AW", "aU@": "AW ER", "oU": "OW"},
}
NON_RHOTIC = {
    **{"A@": "AA", "O@": "AO", "o@": "AO", "e@": "EH", "i@3": "IY AX", "U@": "UH AX", "3": "AX"},
    **{"aI@": "AY AX", "aU@": "AW AX", "aa": "AA"},
}
RHOTIC_ACCENTS = frozenset({"en-US", "en-US-nyc", "en-GB-scotland"})

Samples = NDArray[np.float32]


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How to say something: espeak's accent, variant, words a minute, pitch and its range."""

    accent: str = "en-US"
    variant: str = ""
    speed: int = 175
    pitch: int = 50
    spread: int = 50


@dataclass(frozen=True, slots=True)
class Spoken:
    """Speech of a synthesizer: samples in 16-bit range, their rate, and (second, phone)."""

    samples: Samples
    rate: float
    phones: tuple[tuple[float, str], ...]


def arpabet(mnemonic: str, accent: str) -> list[str]:
    """The phones of one espeak phoneme, such as ``["AA", "R"]`` of ``A@``; none of a pause."""
    bare = mnemonic.replace("'", "").replace(",", "").replace("%", "").replace("=", "")
    if bare.startswith("_"):
        return []
    key = bare if bare in ARPABET else bare.rstrip("0123456789#")
    if key not in ARPABET:
        raise KeyError(f"espeak phoneme {mnemonic!r} has no phone of ours: add it to ARPABET.")
    if accent not in RHOTIC_ACCENTS and key in NON_RHOTIC:
        return NON_RHOTIC[key].split()
    return ARPABET[key].split()


class Espeak:
    """The espeak-ng library. It holds global state: one at a time in a process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self.rate = int(self._library.espeak_Initialize(SYNCHRONOUS, 0, data, PHONEME_EVENTS))
        if self.rate <= 0:
            raise RuntimeError("espeak-ng did not start: reinstall the package espeakng-loader.")
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._sound: list[bytes] = []
        self._phonemes: list[tuple[float, str]] = []
        self._callback = _CALLBACK(self._collect)
        self._library.espeak_SetSynthCallback(self._callback)

    def _collect(self, wave: ctypes._Pointer[ctypes.c_short], count: int, events: object) -> int:
        if wave and count > 0:
            self._sound.append(ctypes.string_at(wave, 2 * count))
        place = 0
        while (event := events[place]).type != END:  # type: ignore[index]
            if event.type == PHONEME:
                self._phonemes.append(
                    (event.sample / self.rate, event.id.decode("utf8", "replace"))
                )
            place += 1
        return 0

    def _choose(self, accent: str, variant: str = "") -> None:
        voice = f"gmw/{accent}+{variant}" if variant else f"gmw/{accent}"
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice}.")

    def say(self, text: str, manner: Manner) -> Spoken:
        """Speak a text."""
        self._sound, self._phonemes = [], []
        self._choose(manner.accent, manner.variant)
        for key, value in ((RATE, manner.speed), (PITCH, manner.pitch), (RANGE, manner.spread)):
            self._library.espeak_SetParameter(key, int(value), 0)
        data = text.encode() + b"\0"
        self._library.espeak_Synth(data, len(data), 0, 1, 0, UTF8, None, None)
        self._library.espeak_Synchronize()
        samples = np.frombuffer(b"".join(self._sound), "<i2").astype(np.float32)
        ends = [start for start, _ in self._phonemes[1:]] + [len(samples) / self.rate]
        phones: list[tuple[float, str]] = []
        for (start, mnemonic), end in zip(self._phonemes, ends, strict=True):
            if mnemonic.startswith("_"):
                phones.append((start, SILENCE))
                continue
            parts = arpabet(mnemonic, manner.accent)
            step = (end - start) / max(1, len(parts))
            phones += [(start + step * k, phone) for k, phone in enumerate(parts)]
        return Spoken(samples, self.rate, tuple(phones))

    def pronounce(self, text: str, accent: str) -> list[Pronunciation]:
        """How each word is pronounced in this text; espeak may join small words."""
        self._choose(accent)
        left = ctypes.c_char_p(text.encode())
        said: list[Pronunciation] = []
        while left.value:
            clause = self._library.espeak_TextToPhonemes(ctypes.byref(left), UTF8, UNDERSCORED)
            for word in clause.decode("utf8", "replace").split():
                phones = [p for mnemonic in word.split("_") for p in arpabet(mnemonic, accent)]
                said.append(tuple(phones))
        return [word for word in said if word]
