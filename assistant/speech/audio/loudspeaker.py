"""Audio without a microphone: only a loudspeaker, or not even that."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from assistant.errors import Trouble
from assistant.speech.audio.base import RATE, Block, Sound
from assistant.speech.audio.portaudio import DeviceName, Playback, refresh, stderr_silenced

_BLOCK = 0.03
"""Seconds between two blocks."""
_TRY_EVERY = 1.0
"""Seconds between two attempts to reopen a lost loudspeaker."""


class Silence:
    """No sound at all. What is played takes its time all the same."""

    rate = RATE

    def __init__(self) -> None:
        self._closed = threading.Event()
        self._begins = self._ends = 0.0

    def blocks(self) -> Iterator[Block]:
        """Empty blocks, as time passes; ends after `close`."""
        began = time.monotonic()
        while not self._closed.wait(_BLOCK):
            yield self._block(time.monotonic() - began)

    def play(self, sound: Sound) -> None:
        """Let the time of the sound pass, after that of what is playing already."""
        now = time.monotonic()
        if now >= self._ends:
            self._begins = self._ends = now
        self._ends += sound.seconds

    def stop(self) -> float:
        """Let no more time pass. Returns the seconds that have passed since the last silence."""
        now = time.monotonic()
        passed = min(now, self._ends) - self._begins
        self._ends = min(now, self._ends)
        return passed

    @property
    def playing(self) -> bool:
        """True until the time of what is played has passed."""
        return time.monotonic() < self._ends

    def close(self) -> None:
        """End `blocks`."""
        self._closed.set()

    def _block(self, at: float) -> Block:
        return Block(b"", at)


class Loudspeaker(Silence):
    """A loudspeaker over PortAudio. It is reopened when it was lost and is back."""

    def __init__(self, name: DeviceName = None) -> None:
        """Open it. Raises Trouble where it is missing or refuses."""
        super().__init__()
        self._name = name
        self._playback: Playback | None = Playback(name)
        self._reopening: threading.Thread | None = None

    def play(self, sound: Sound) -> None:
        """Play after what is playing already; no effect while the loudspeaker is lost."""
        if self._playback:
            self._playback.play(sound)

    def stop(self) -> float:
        """Stop playback within one buffer. Returns the seconds played."""
        return self._playback.stop() if self._playback else 0.0

    @property
    def playing(self) -> bool:
        """True until the last sample has left the loudspeaker."""
        return self._playback is not None and self._playback.playing

    def close(self) -> None:
        """Close the loudspeaker; `blocks` ends."""
        super().close()
        if self._playback:
            self._playback.close()

    def _block(self, at: float) -> Block:
        if self._playback and self._playback.failed:
            lost, self._playback = self._playback, None
            # In another thread, because a hanging sound server blocks these calls.
            self._reopening = threading.Thread(target=self._reopen, args=(lost,), daemon=True)
            self._reopening.start()
            return Block(b"", at, muted=True, event="lost")
        if self._playback and self._reopening and not self._reopening.is_alive():
            self._reopening = None
            return Block(b"", at, muted=True, event="back")
        return Block(b"", at)

    def _reopen(self, lost: Playback) -> None:
        lost.close()
        while not self._closed.wait(_TRY_EVERY):
            try:
                with stderr_silenced():
                    refresh()
                    self._playback = Playback(self._name)
                return
            except Trouble:
                continue
