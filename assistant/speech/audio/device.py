"""A real microphone and a real loudspeaker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from assistant.errors import Trouble
from assistant.speech.audio.base import RATE, TAIL, Block, Sound
from assistant.speech.audio.echo_canceller import EchoCanceller
from assistant.speech.audio.portaudio import (
    Capture,
    DeviceName,
    Playback,
    refresh,
    stderr_silenced,
)

_WAIT = 0.25
"""Seconds to wait for samples at a time; also the interval of the empty blocks of a lost device."""
_LOST_AFTER = 4
"""Timeouts after which the microphone is lost. Timeouts are counted rather than seconds: after the
computer slept, the clock has moved on and the microphone is still there."""
_FIRST = 12
"""The same before a microphone has delivered anything: some need seconds, such as headsets over
Bluetooth."""
_TRY_EVERY = 0.5
"""Seconds between two attempts to reopen a lost device."""


class Device:
    """Audio over PortAudio. The loss of a device is detected within two seconds, and the device is
    reopened when it is back. Blocks are `muted` until the actual end of playback and its tail, so
    that Lantern's own voice is not recognized."""

    rate = RATE

    def __init__(
        self,
        microphone: DeviceName = None,
        loudspeaker: DeviceName = None,
        echo_canceller: Callable[[], EchoCanceller | None] = lambda: None,
    ) -> None:
        """Open both devices. Raises Trouble where one is missing or refuses.

        `echo_canceller` is called each time they are opened, and cancels the echo of what is
        played in the muted blocks.
        """
        self._new_canceller = echo_canceller
        self._canceller: EchoCanceller | None = None
        self._names = (microphone, loudspeaker)
        self._lock = threading.Lock()
        self._capture: Capture | None = None
        self._playback: Playback | None = None
        self._overflows = 0
        self._at = 0.0
        self._closed = False
        self._open()

    @property
    def overflows(self) -> int:
        """How often samples of the microphone were lost."""
        return self._overflows + (self._capture.overflows if self._capture else 0)

    def blocks(self) -> Iterator[Block]:
        """The recorded audio, as time passes; empty blocks while a device is lost."""
        timeouts = 0
        overflows = self.overflows
        delivered: Capture | None = None
        while not self._closed:
            capture, playback = self._capture, self._playback
            if capture is None or playback is None:
                return
            taken = capture.take(_WAIT)
            timeouts = 0 if taken else timeouts + 1
            delivered = capture if taken else delivered
            patience = _LOST_AFTER if delivered is capture else _FIRST
            if timeouts >= patience or capture.failed or playback.failed:
                yield from self._until_back()
                timeouts = 0
            elif taken and taken[0]:
                pcm, began = taken
                if self.overflows > overflows:
                    overflows = self.overflows
                    yield Block(b"", self._at, event="gap")
                yield self._block(pcm, began, muted=began < playback.ends + TAIL)

    def play(self, sound: Sound) -> None:
        """Play after what is playing already; no effect while the device is lost."""
        with self._lock:
            if self._playback:
                self._playback.play(sound)

    def stop(self) -> float:
        """Stop playback within one buffer. Returns the seconds played."""
        with self._lock:
            return self._playback.stop() if self._playback else 0.0

    @property
    def playing(self) -> bool:
        """True until the last sample has left the loudspeaker."""
        playback = self._playback
        return playback is not None and playback.playing

    def close(self) -> None:
        """Close both devices; `blocks` ends."""
        self._closed = True
        _close_both(*self._detach())

    def _open(self) -> None:
        microphone, loudspeaker = self._names
        capture = Capture(microphone)
        canceller = self._new_canceller()
        try:
            on_played = canceller.add_played if canceller else None
            playback = Playback(loudspeaker, on_played=on_played)
        except Trouble:
            capture.close()
            raise
        with self._lock:
            self._capture, self._playback = capture, playback
            self._canceller = canceller

    def _detach(self) -> tuple[Capture | None, Playback | None]:
        """Take the open streams out of use. The caller closes them."""
        with self._lock:
            capture, self._capture = self._capture, None
            playback, self._playback = self._playback, None
            self._canceller = None  # Its library prints a warning if it is alive at the very end.
        if capture:
            self._overflows += capture.overflows
        return capture, playback

    def _until_back(self) -> Iterator[Block]:
        """Report the loss, reopen the devices when they are back, and report that."""
        offset = time.monotonic() - self._at
        # In another thread, because a hanging sound server blocks these calls.
        lost = self._detach()
        reopening = threading.Thread(target=self._reopen, args=lost, daemon=True)
        reopening.start()
        yield Block(b"", self._at, muted=True, event="lost")
        while not self._closed:
            reopening.join(_WAIT)
            self._at = time.monotonic() - offset
            if self._capture and not reopening.is_alive():
                yield Block(b"", self._at, muted=True, event="back")
                return
            yield Block(b"", self._at, muted=True)

    def _reopen(self, capture: Capture | None, playback: Playback | None) -> None:
        _close_both(capture, playback)
        while not self._closed:
            try:
                with stderr_silenced():
                    refresh()
                    self._open()
            except Trouble:
                time.sleep(_TRY_EVERY)
                continue
            if self._capture is None or self._capture.take(_FIRST * _WAIT) is not None:
                break
            # It opens and delivers nothing, for example while another program has exclusive use.
            _close_both(*self._detach())
        if self._closed:  # In the meantime.
            _close_both(*self._detach())

    def _block(self, pcm: bytes, began: float, muted: bool) -> Block:
        clean, canceller = None, self._canceller
        if canceller is not None:
            if muted:
                clean = canceller.cancel(pcm, began)
            else:
                canceller.skip(pcm, began)
        block = Block(pcm, self._at, muted, clean=clean)
        self._at += block.seconds
        return block


def _close_both(capture: Capture | None, playback: Playback | None) -> None:
    if playback:
        playback.close()
    if capture:
        capture.close()
