"""A real microphone and a real loudspeaker."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from assistant.errors import Trouble
from assistant.speech.audio.base import RATE, TAIL, Block
from assistant.speech.audio.capture import Capture
from assistant.speech.audio.playback import Playback
from assistant.speech.audio.portaudio import Which, hushed, refresh
from assistant.speech.sound import Sound

_WAIT = 0.25
"""Seconds to wait for samples at a time; also how often a lost device gives an empty block."""
_LOST_AFTER = 4
"""Waits in vain after which the microphone is gone. Waits are counted, not the clock: after a
night asleep the clock has moved and the microphone is still there."""
_FIRST = 1.0
"""Seconds within which a device which was opened again gives its first samples."""
_TRY_EVERY = 0.5
"""Seconds from one look for a lost device to the next."""


class Device:
    """Audio over PortAudio. A device which goes is noticed within two seconds, and taken up again
    when it is back. What Lantern itself says is never heard: blocks are `muted` up to the actual
    end of playback and a tail."""

    rate = RATE

    def __init__(self, microphone: Which = None, loudspeaker: Which = None) -> None:
        """Open both devices. Raises Trouble with what to do where there is no sound."""
        self._which = (microphone, loudspeaker)
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
        """Everything heard, as time goes by. Around a lost device there are empty blocks."""
        in_vain = 0
        overflows = self.overflows
        while not self._closed:
            capture, playback = self._capture, self._playback
            if capture is None or playback is None:
                return
            taken = capture.take(_WAIT)
            in_vain = 0 if taken else in_vain + 1
            if in_vain >= _LOST_AFTER or capture.failed or playback.failed:
                yield from self._until_back()
                in_vain = 0
            elif taken and taken[0]:
                pcm, sounded = taken
                if self.overflows > overflows:
                    overflows = self.overflows
                    yield Block(b"", self._at, event="gap")
                yield self._block(pcm, muted=sounded < playback.ends + TAIL)

    def play(self, sound: Sound) -> None:
        """Play after what is playing already; nothing while the device is lost."""
        with self._lock:
            if self._playback:
                self._playback.play(sound)

    def stop(self) -> float:
        """Stop playing within a buffer. Gives the seconds which were heard."""
        with self._lock:
            return self._playback.stop() if self._playback else 0.0

    @property
    def playing(self) -> bool:
        """True until the last sample has left the loudspeaker."""
        playback = self._playback
        return playback is not None and playback.playing

    def close(self) -> None:
        """Let go of both devices; `blocks` ends."""
        self._closed = True
        self._shut(*self._let_go())

    def _open(self) -> None:
        microphone, loudspeaker = self._which
        capture = Capture(microphone)
        try:
            playback = Playback(loudspeaker)
        except Trouble:
            capture.close()
            raise
        with self._lock:
            self._capture, self._playback = capture, playback

    def _let_go(self) -> tuple[Capture | None, Playback | None]:
        """From now on nothing plays and nothing is heard; what was open is still to be closed."""
        with self._lock:
            capture, self._capture = self._capture, None
            playback, self._playback = self._playback, None
        if capture:
            self._overflows += capture.overflows
        return capture, playback

    def _shut(self, capture: Capture | None, playback: Playback | None) -> None:
        if playback:
            playback.close()
        if capture:
            capture.close()

    def _until_back(self) -> Iterator[Block]:
        """Say that the device is lost, try until it is back, and say so."""
        gone = time.monotonic() - self._at
        # A sound server which hangs would hang this too: it is asked in another thread.
        lost = self._let_go()
        reopening = threading.Thread(target=self._reopen, args=lost, daemon=True)
        reopening.start()
        yield Block(b"", self._at, muted=True, event="lost")
        while not self._closed:
            reopening.join(_WAIT)
            self._at = time.monotonic() - gone
            if self._capture and not reopening.is_alive():
                yield Block(b"", self._at, muted=True, event="back")
                return
            yield Block(b"", self._at, muted=True)

    def _reopen(self, capture: Capture | None, playback: Playback | None) -> None:
        self._shut(capture, playback)
        while not self._closed:
            try:
                with hushed():
                    refresh()
                    self._open()
            except Trouble:
                time.sleep(_TRY_EVERY)
                continue
            if self._capture is None or self._capture.take(_FIRST) is not None:
                break
            # It opens and gives nothing, as while another program has it to itself.
            self._shut(*self._let_go())
        if self._closed:  # In the meantime.
            self._shut(*self._let_go())

    def _block(self, pcm: bytes, muted: bool) -> Block:
        block = Block(pcm, self._at, muted)
        self._at += block.seconds
        return block
