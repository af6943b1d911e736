"""What recognizers and synthesizers need to know of a language: its file `speech.toml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from intents.languages import folder_of


class Writing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a model writes this language that gives written text instead of words.

    `ghosts` are texts it gives where nobody spoke, in lower-case words. `asks` are first words of
    sentences that end with a question mark. `digits` are the numbers by their words, and `signs`
    the words by the signs that stand for them. `before` and `behind` are words that people say
    around an answer and that change nothing, as the model writes them. `rivals` are short words
    that are taken for answers to other questions.
    """

    ghosts: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    digits: dict[str, str] = {}
    signs: dict[str, str] = {}
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


class SpeechModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model to fetch: a zip archive that holds one folder with the model's name.

    `size` is that of the archive in bytes; `sha256` its checksum in hexadecimal, "" where no
    source for one is known; `source` the publisher's page; `alias` a short name to fetch it by.
    `engine` is the recognizer that reads it.

    A model may also be some files of a package in the package registry. `package` then names it
    with its version, `platform` is one its archive is made for (the files are the same for all),
    and `files` are the checksums of the files by their paths in the archive. `url` is then "".
    """

    name: str
    language: str
    about: str
    size: int
    sha256: str
    licence: str
    source: str
    url: str = ""
    alias: str = ""
    engine: Literal["vosk", "moonshine"] = "vosk"
    package: str = ""
    platform: str = ""
    files: dict[str, str] = {}

    @property
    def megabytes(self) -> int:
        """The size of the archive, as it is announced."""
        return round(self.size / 1e6)


class OfferedVoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A natural voice in a package: `module` is what it is imported as, `model` a file in it.

    `licence` is what is known of its licence, in words to show.
    """

    name: str
    package: str
    module: str
    model: str
    about: str
    licence: str


class OfferedWhisper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A Whisper model in a package: `module` is what it is imported as, `folder` a folder in it."""

    package: str
    module: str
    folder: str


class SpeechData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `speech.toml`.

    `fillers` are words that recognizers output for silence. `pocketsphinx` is the name of the
    model for this language in PocketSphinx's package, "" where it has none. `writing` is for
    models that write sentences. `voices` are clearly different voices of espeak-ng, `voice_names`
    what each is called, `abbreviations` words before a full stop that end no sentence, `models` the
    models to fetch, the recommended one first, and `natural_voices` those that come in packages.
    `whisper` is the model that reads recordings again.
    """

    fillers: frozenset[str] = frozenset()
    pocketsphinx: str = ""
    writing: Writing = Writing()
    voices: tuple[str, ...] = ()
    voice_names: dict[str, str] = {}
    abbreviations: frozenset[str] = frozenset()
    models: tuple[SpeechModel, ...] = ()
    natural_voices: tuple[OfferedVoice, ...] = ()
    whisper: OfferedWhisper | None = None


@cache
def speech_data(language: str) -> SpeechData:
    """The speech data of a language; empty where it has no `speech.toml`."""
    try:
        text = (folder_of(language) / "speech.toml").read_bytes()
    except FileNotFoundError:
        return SpeechData()
    return msgspec.toml.decode(text, type=SpeechData)
