"""Lantern's voice: text in, sound out, sentence by sentence."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import numpy as np
import soundfile

from assistant.errors import Trouble
from assistant.speech.sound import Sound
from assistant.speech.voices.cache import SoundCache
from assistant.speech.voices.manner import Manner
from assistant.speech.voices.process import SynthesizerDied, SynthesizerFault, SynthesizerProcess
from assistant.speech.voices.sentences import sentences

_LONGEST_WAIT = 6.0
"""Seconds for one sentence. It takes 0.02; a slow machine under load is given a lot more."""

_FAMILIES = frozenset({"gmw", "roa"})
"""How the ids of espeak-ng's voices begin. It has a hundred languages, and speakers as variants."""
_DIFFERENT = {"en": ("en-gb", "en-gb+f3", "en-us", "en-us+f2", "en-gb-scotland", "en-gb+m7")}


@dataclass(frozen=True, slots=True)
class VoiceName:
    """A voice the synthesizer has."""

    id: str
    name: str
    languages: tuple[str, ...]


class Voice:
    """Says things in a manner, which may change at any time. Safe to use from several threads."""

    def __init__(
        self,
        manner: Manner | None = None,
        cache: SoundCache | None = None,
        longest_wait: float = _LONGEST_WAIT,
        process: SynthesizerProcess | None = None,
    ) -> None:
        """Start the synthesizer at once, so that it is ready when something is to be said.

        `longest_wait`: seconds a sentence may take before the synthesizer is started anew.
        `process`: one which was started already, in this manner.
        """
        self._manner = manner or Manner()
        self._cache = cache or SoundCache()
        self._longest_wait = longest_wait
        self._lock = threading.Lock()
        self._process: SynthesizerProcess | None = process or SynthesizerProcess(self._manner)

    @property
    def manner(self) -> Manner:
        """How it speaks."""
        return self._manner

    @manner.setter
    def manner(self, manner: Manner) -> None:
        with self._lock:
            if manner == self._manner:
                return
            self._manner = manner
            if self._process:
                self._process.close()
            self._process = SynthesizerProcess(manner)

    @property
    def pid(self) -> int | None:
        """The process number of the synthesizer, where it runs."""
        return self._process.pid if self._process else None

    def say(self, text: str, *, personal: bool = True) -> Iterator[Sound]:
        """The sound of `text`, a sentence at a time, each made when it is asked for.

        Only texts without the person's words (`personal=False`) are kept in the cache. Raises
        Trouble when the voice does not work even after a new start; `trouble_sound` says so then.
        """
        for sentence in sentences(text):
            yield self._sentence(sentence, keep=not personal)

    def render(self, text: str, *, personal: bool = True) -> Sound:
        """The sound of the whole text."""
        sounds = list(self.say(text, personal=personal))
        if not sounds:
            return Sound(np.zeros(0, np.int16), 22050)
        return Sound(np.concatenate([sound.samples for sound in sounds]), sounds[0].rate)

    def names(self) -> tuple[VoiceName, ...]:
        """Every voice which `Manner.voice` may name."""
        answer, _ = self._ask({"list": True})
        return tuple(
            VoiceName(voice["id"], voice["name"], tuple(voice["languages"]))
            for voice in answer["voices"]
        )

    def choices(self, language: str) -> tuple[str, ...]:
        """Voices for a language which are plainly different, each a name for `Manner.voice`."""
        there = self.names()
        if any(voice.id.partition("/")[0] in _FAMILIES for voice in there):
            tongues = {tongue for voice in there for tongue in voice.languages}
            named = _DIFFERENT.get(language, ())
            return tuple(name for name in named if name.partition("+")[0] in tongues)
        return tuple(
            voice.id
            for voice in there
            if any(
                tongue.replace("_", "-").lower().startswith(language) for tongue in voice.languages
            )
        )

    def close(self) -> None:
        """End the synthesizer's process."""
        with self._lock:
            if self._process:
                self._process.close()
            self._process = None

    def _sentence(self, sentence: str, keep: bool) -> Sound:
        said = f"{self._manner!r} {sentence}"
        kept = self._cache.get(said) if keep else None
        if kept is not None:
            try:
                return _decode(kept)
            except soundfile.LibsndfileError:
                pass  # Something damaged it; it is made anew.
        _, data = self._ask({"say": sentence})
        sound = _decode(data)
        if keep:
            self._cache.put(said, data)
        return sound

    def _ask(self, request: dict[str, object]) -> tuple[dict[str, list[dict[str, str]]], bytes]:
        with self._lock:
            reason = ""
            for _ in range(2):
                self._process = self._process or SynthesizerProcess(self._manner)
                try:
                    return self._process.ask(request, self._longest_wait)
                except (SynthesizerDied, SynthesizerFault) as error:
                    reason = str(error)
                    self._process.close()
                    self._process = None
        if reason.startswith("LookupError"):
            raise Trouble(
                f"There is no voice called {self._manner.voice}. "
                "See which there are with: lantern doctor"
            )
        raise Trouble(
            f"The voice does not work ({reason}). Go on by typing, with: --text — "
            "and see what is wrong with: lantern doctor"
        )


def trouble_sound() -> Sound:
    """ "Something went wrong with my voice. Please look at the screen.", made beforehand."""
    return _decode((resources.files(__package__) / "trouble.flac").read_bytes())


def _decode(data: bytes) -> Sound:
    """A WAV, or macOS's AIFF."""
    samples, rate = soundfile.read(io.BytesIO(data), dtype="int16", always_2d=True)
    return Sound(samples[:, 0], rate)
