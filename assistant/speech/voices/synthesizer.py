"""The synthesizer: text in, sound out, sentence by sentence, with a cache of fixed texts."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import threading
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import soundfile

from assistant.errors import Trouble
from assistant.practice.preferences import OtherVoice
from assistant.speech.audio.base import Sound, WordTime
from assistant.speech.earcons import earcon
from assistant.speech.language_data import speech_data
from assistant.speech.voices.natural import is_natural, natural_voices
from assistant.speech.voices.process import (
    Manner,
    SynthesizerDied,
    SynthesizerFault,
    SynthesizerProcess,
)
from assistant.speech.voices.stretching import stretched
from intents.languages import folder_of

_SENTENCE_SECONDS = 6.0
"""Seconds for one sentence. It takes 0.02; a slow machine under load needs much more."""
_SLOWEST_MADE = 80
"""The words a minute below which espeak-ng becomes no slower; its sound is stretched then."""
_WORDS = b"\nwords "
"""Stands between a sound file and the times of its words, as they are kept."""
_CACHE_SIZE = 32 * 2**20
_MAX_CHARACTERS = 240
"""Characters in one piece of text: an utterance of a synthesizer has a time limit."""
_END = re.compile(r"""[.!?…]+["'”\u2019)\]]*\s+(?=["'“\u2018(\[]*[^\W_a-z])|\n+""")
_BREATH = re.compile(r"[,;:—\u2013]\s+")

_ESPEAK_FAMILIES = frozenset({"gmw", "roa"})
"""How the ids of espeak-ng's voices begin. It has a hundred languages, and speakers as variants."""


@dataclass(frozen=True, slots=True)
class VoiceName:
    """A voice of the synthesizer."""

    id: str
    name: str
    languages: tuple[str, ...]


class Synthesizer:
    """Speaks in a manner, which may change at any time. Safe to use from several threads."""

    def __init__(
        self,
        manner: Manner | None = None,
        cache: SoundCache | None = None,
        longest_wait: float = _SENTENCE_SECONDS,
        process: SynthesizerProcess | None = None,
        language: str = "en",
    ) -> None:
        """Start the process, unless one in this manner is given, so that it is ready when needed.

        `longest_wait`: seconds for a sentence after which the process is restarted. `language` is
        that of the texts.
        """
        self._manner = manner or Manner()
        self._cache = cache or SoundCache()
        self._longest_wait = longest_wait
        self._language = language
        self._abbreviations = speech_data(language).abbreviations
        self._lock = threading.Lock()
        self._process: SynthesizerProcess | None = process or SynthesizerProcess(self._manner)

    @property
    def manner(self) -> Manner:
        """How it speaks; a change restarts the process."""
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
        """The id of the process, where it runs."""
        return self._process.pid if self._process else None

    def sentences(self, text: str, *, personal: bool = True) -> Iterator[Sound]:
        """The sounds of the sentences of `text`, each synthesized when it is asked for.

        Only texts without the person's words (`personal=False`) are cached. Raises Trouble when
        the synthesizer does not work even after a restart; see `trouble_sound`.
        """
        for sentence in split_sentences(text, self._abbreviations):
            yield self._synthesize_sentence(sentence, keep=not personal)

    def synthesize(self, text: str, *, personal: bool = True) -> Sound:
        """The sound of the whole text."""
        sounds = list(self.sentences(text, personal=personal))
        if not sounds:
            return Sound(np.zeros(0, np.int16), 22050)
        return Sound(np.concatenate([sound.samples for sound in sounds]), sounds[0].rate)

    def names(self) -> tuple[VoiceName, ...]:
        """Every voice that `Manner.voice` may name, but the natural ones."""
        answer = self._list()
        return tuple(
            VoiceName(voice["id"], voice["name"], tuple(voice["languages"]))
            for voice in answer["voices"]
        )

    def choices(self, language: str) -> tuple[str, ...]:
        """Clearly different voices for a language, each a name for `Manner.voice`.

        Natural voices are among them once their licence was shown and accepted.
        """
        there = self.names()
        natural = tuple(v.name for v in natural_voices(language) if v.accepted)
        return (*self._usual_choices(there, language), *natural)

    def other_voices(self, language: str) -> tuple[OtherVoice, ...]:
        """The voices for a language with what each is called, the natural ones last.

        A natural one of which no licence was shown yet is not accepted.
        """
        there = self.names()
        names = {voice.id: voice.name for voice in there} | speech_data(language).voice_names
        usual = self._usual_choices(there, language)
        natural = (
            OtherVoice(voice.name, voice.called, voice.licence, voice.accepted)
            for voice in natural_voices(language)
        )
        return (*(OtherVoice(voice, names.get(voice, voice)) for voice in usual), *natural)

    def _usual_choices(self, there: Sequence[VoiceName], language: str) -> tuple[str, ...]:
        if any(voice.id.partition("/")[0] in _ESPEAK_FAMILIES for voice in there):
            spoken = {name for voice in there for name in voice.languages}
            named = speech_data(language).voices
            return tuple(name for name in named if name.partition("+")[0] in spoken)
        return tuple(
            voice.id
            for voice in there
            if any(name.replace("_", "-").lower().startswith(language) for name in voice.languages)
        )

    def trouble_sound(self) -> Sound:
        """The recorded announcement that the voice does not work and to look at the screen.

        An earcon where the language has no recording.
        """
        try:
            return _decode((folder_of(self._language) / "voice_trouble.flac").read_bytes())
        except FileNotFoundError:
            return earcon("trouble")

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._process:
                self._process.close()
            self._process = None

    def _synthesize_sentence(self, sentence: str, keep: bool) -> Sound:
        key = f"{self._manner!r} {sentence}"
        kept = self._cache.get(key) if keep else None
        if kept is not None:
            try:
                return self._as_slowly(replace(_with_words(kept), text=sentence))
            except soundfile.LibsndfileError:
                pass  # A damaged file; it is replaced.
        answer, data = self._ask({"say": sentence})
        data += _WORDS + json.dumps(answer.get("words", [])).encode()
        if keep:
            self._cache.put(key, data)
        return self._as_slowly(replace(_with_words(data), text=sentence))

    def _as_slowly(self, sound: Sound) -> Sound:
        """The sound at the rate of the manner, where that is slower than a synthesizer speaks."""
        if is_natural(self._manner.voice):
            return sound  # It speaks at any rate.
        return stretched(sound, _SLOWEST_MADE / self._manner.rate)

    def _list(self) -> dict[str, list[dict[str, str]]]:
        if not is_natural(self._manner.voice):
            return self._ask({"list": True})[0]
        other = SynthesizerProcess(replace(self._manner, voice=None))
        try:
            answer, _ = other.ask({"list": True}, self._longest_wait)
        except SynthesizerFault as error:
            raise Trouble("speech.voice_failed", reason=str(error)) from error
        finally:
            other.close()
        return answer

    def _ask(self, request: dict[str, object]) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            reason: Trouble | str = ""
            for attempt in range(4 if is_natural(self._manner.voice) else 2):
                if attempt == 2:  # The natural voice does not work; the usual one may.
                    self._manner = replace(self._manner, voice=None)
                self._process = self._process or SynthesizerProcess(self._manner)
                try:
                    return self._process.ask(request, self._longest_wait)
                except (SynthesizerDied, SynthesizerFault) as error:
                    reason = error if isinstance(error, Trouble) else str(error)
                    self._process.close()
                    self._process = None
        if isinstance(reason, str) and reason.startswith("LookupError"):
            raise Trouble("speech.no_such_voice", name=self._manner.voice)
        raise Trouble("speech.voice_failed", reason=reason)


class SoundCache:
    """Sound files by the text and the manner, at most `limit` bytes of them."""

    def __init__(self, folder: Path | None = None, limit: int = _CACHE_SIZE) -> None:
        """`folder`: the user's own cache folder where None."""
        self._folder = folder or platformdirs.user_cache_path("lantern", appauthor=False) / "voice"
        self._limit = limit

    def get(self, key: str) -> bytes | None:
        """The file of `key` (the text and the manner), or None."""
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def put(self, key: str, sound: bytes) -> None:
        """Keep a file. A full disk or a read-only folder is ignored."""
        path = self._path(key)
        draft = path.with_suffix(f".{os.getpid()}.draft")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
                file.write(sound)
            os.replace(draft, path)
            self._shrink()
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / hashlib.sha256(key.encode()).hexdigest()

    def _shrink(self) -> None:
        files = sorted(
            (state.st_mtime, state.st_size, path)
            for path in self._folder.iterdir()
            for state in [path.stat()]
        )
        total = sum(size for _, size, _ in files)
        for _, size, path in files:
            if total <= self._limit:
                break
            path.unlink(missing_ok=True)
            total -= size


def split_sentences(text: str, abbreviations: Container[str] = ()) -> Iterator[str]:
    """The speakable pieces of `text`, in order, none empty and none very long.

    A full stop after one of `abbreviations`, or after a single letter, ends no sentence.
    """
    # Control characters are not spoken, and a NUL would end the text inside the synthesizer.
    text = "".join(c for c in text if c.isprintable() or c.isspace())
    start = 0
    for end in _END.finditer(text):
        if re.fullmatch(r"\.[^\S\n]+", end.group()):
            last = text[start : end.start()].split()[-1:]
            if any(word in abbreviations or (len(word) == 1 and word.isalpha()) for word in last):
                continue
        yield from _pieces(text[start : end.end()])
        start = end.end()
    yield from _pieces(text[start:])


def _pieces(sentence: str) -> Iterator[str]:
    rest = " ".join(sentence.split())
    while len(rest) > _MAX_CHARACTERS:
        breaths = [breath.end() for breath in _BREATH.finditer(rest, 0, _MAX_CHARACTERS)]
        at = breaths[-1] if breaths else rest.rfind(" ", 0, _MAX_CHARACTERS) + 1 or _MAX_CHARACTERS
        yield rest[:at].strip()
        rest = rest[at:].strip()
    if any(c.isalnum() for c in rest):
        yield rest


def _with_words(data: bytes) -> Sound:
    """The sound of a file that may be followed by the times of its words."""
    file, _, told = data.rpartition(_WORDS)
    try:
        words = tuple(WordTime(at, at + long, ms / 1000) for at, long, ms in json.loads(told))
    except (TypeError, ValueError):  # An older or a damaged file.
        words = ()
    return replace(_decode(file or data), words=words)


def _decode(data: bytes) -> Sound:
    """The sound of a WAV, or of macOS's AIFF."""
    samples, rate = soundfile.read(io.BytesIO(data), dtype="int16", always_2d=True)
    return Sound(samples[:, 0], rate)
