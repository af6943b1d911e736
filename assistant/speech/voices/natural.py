"""Natural voices: Piper's, an extra. Which there are, their licences, and which were accepted.

Piper itself (GPL) is imported in the child process only. None of its voices is a default: each has
a licence of its own, which is shown before the voice is used for the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from assistant.speech.language_data import speech_data
from intents.languages import known

PREFIX = "piper:"
"""How the names of natural voices begin, in `Manner.voice`."""
NATURAL_RATE = 175
"""The words a minute at which a natural voice speaks by itself."""


@dataclass(frozen=True, slots=True)
class NaturalVoice:
    """A natural voice that is installed. `licence` is "" where nothing is known of it."""

    name: str
    model: Path
    about: str
    licence: str

    @property
    def called(self) -> str:
        """What the voice calls itself."""
        name = self.name.removeprefix(PREFIX)
        return name[:1].upper() + name[1:]

    @property
    def accepted(self) -> bool:
        """Whether the person has seen its licence and wants to use it."""
        return _mark(self.name).exists()

    def accept(self) -> None:
        """Note that the person has seen its licence and wants to use it."""
        _mark(self.name).parent.mkdir(parents=True, exist_ok=True)
        _mark(self.name).touch()


def voices_folder() -> Path:
    """Where a person may put voices of their own: NAME.onnx and NAME.onnx.json."""
    return platformdirs.user_data_path("lantern", appauthor=False) / "voices"


def natural_voices(language: str = "en") -> tuple[NaturalVoice, ...]:
    """The natural voices installed: those from packages, then the person's own."""
    if find_spec("piper") is None:
        return ()
    found = []
    for offered in speech_data(language).natural_voices:
        spec = find_spec(offered.module)
        if spec is not None and spec.origin:
            model = Path(spec.origin).parent / offered.model
            if model.is_file():
                found.append(
                    NaturalVoice(PREFIX + offered.name, model, offered.about, offered.licence)
                )
    for model in sorted(voices_folder().glob("*.onnx")):
        if model.with_suffix(".onnx.json").is_file():
            found.append(NaturalVoice(PREFIX + model.stem, model, model.name, ""))
    return tuple(found)


def find_natural(name: str) -> NaturalVoice | None:
    """The natural voice of any language called `name`, with or without the prefix."""
    wanted = PREFIX + name.removeprefix(PREFIX)
    voices = (voice for language in known() for voice in natural_voices(language))
    return next((voice for voice in voices if voice.name == wanted), None)


def is_natural(name: str | None) -> bool:
    """Whether a voice's name is that of a natural voice."""
    return bool(name) and str(name).startswith(PREFIX)


def _mark(name: str) -> Path:
    return voices_folder() / f".accepted-{name.removeprefix(PREFIX)}"
