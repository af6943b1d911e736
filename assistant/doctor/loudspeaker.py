"""The loudspeaker alone, to be heard where there is no microphone."""

from __future__ import annotations

import time

from assistant.speech.audio.playback import Playback
from assistant.speech.audio.portaudio import Which
from assistant.speech.sound import Sound

_LONGEST = 20.0
_LOOK = 0.02


class Loudspeaker:
    """Plays one sound after another."""

    def __init__(self, which: Which = None) -> None:
        """Open it. Raises Trouble where there is none."""
        self._playback = Playback(which)

    def play(self, sound: Sound) -> None:
        """Play to the last sample, if the device goes on that long."""
        self._playback.play(sound)
        limit = time.monotonic() + sound.seconds + _LONGEST
        while self._playback.playing and not self._playback.failed and time.monotonic() < limit:
            time.sleep(_LOOK)

    def close(self) -> None:
        """Let go of it."""
        self._playback.close()
