"""A recording in the place of the microphone."""

from __future__ import annotations

from pathlib import Path

from assistant.speech.audio.reading import Reading
from assistant.speech.audio.virtual import Pace, Virtual
from assistant.speech.audio.writing import Writing
from assistant.speech.sound import Samples


class RecordedPerson:
    """Someone recorded earlier: they wait while Lantern speaks, and their time stands still."""

    def __init__(self, path: Path) -> None:
        """Open the recording. Raises Trouble when it is none."""
        self._reading = Reading(path)

    def speak(self, samples: int) -> bytes | None:
        """The next of the recording; None after its end."""
        return self._reading.read(samples) or None

    def hear(self, samples: Samples, rate: int) -> None:
        """They cannot."""


def recording(
    path: Path,
    voice_out: Path | None = None,
    *,
    both_sides: bool = False,
    pace: Pace = "fast",
) -> Virtual:
    """Hear the recording at `path`; write what Lantern says (or both sides) to `voice_out`.

    The recording goes on only while Lantern listens. After its end every block is an "end".
    """
    person = RecordedPerson(path)
    return Virtual(person, pace, Writing(voice_out, both_sides) if voice_out else None)
