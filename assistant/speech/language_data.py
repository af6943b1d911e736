"""What recognizers and synthesizers need to know of a language: its file `speech.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

from intents.languages import folder_of


class SpeechModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model to fetch: a zip archive that holds one folder with the model's name.

    `size` is that of the archive in bytes; `sha256` its checksum in hexadecimal, "" where no
    source for one is known; `source` the publisher's page; `alias` a short name to fetch it by.
    """

    name: str
    language: str
    about: str
    url: str
    size: int
    sha256: str
    licence: str
    source: str
    alias: str = ""

    @property
    def megabytes(self) -> int:
        """The size of the archive, as it is announced."""
        return round(self.size / 1e6)


class SpeechData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `speech.toml`.

    `fillers` are words that recognizers output for silence. `pocketsphinx` is the name of the
    model for this language in PocketSphinx's package, "" where it has none. `voices` are clearly
    different voices of espeak-ng, `abbreviations` words before a full stop that end no sentence,
    `models` the Vosk models to fetch, the recommended one first.
    """

    fillers: frozenset[str] = frozenset()
    pocketsphinx: str = ""
    voices: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    models: tuple[SpeechModel, ...] = ()


@cache
def speech_data(language: str) -> SpeechData:
    """The speech data of a language; empty where it has no `speech.toml`."""
    try:
        text = (folder_of(language) / "speech.toml").read_bytes()
    except FileNotFoundError:
        return SpeechData()
    return msgspec.toml.decode(text, type=SpeechData)
