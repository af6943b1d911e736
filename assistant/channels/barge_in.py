"""Barge-in: notices that somebody speaks while Lantern does, and tells that from its own voice."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np

from assistant.settings import BargeIn
from assistant.speech.audio.base import RATE, Block, Sound
from assistant.speech.echo import MAX_CORRELATION, MAX_DELAY, measure_echo
from assistant.speech.voice_activity import VoiceActivityDetector

_PROVEN = 1.0
"""Seconds of playback without any voice at the microphone, after which a voice is a person's."""
_VOICE = 0.12
"""Seconds of unbroken voice that interrupt: a click does not."""
_PRE_ROLL = 0.8
"""Seconds of audio before that moment that belong to what the person says."""
_PRE_ROLL_CANCELLING = 1.5
"""The same where the echo is cancelled: a first word beneath Lantern's own may be too faint."""
_DELAY_CANCELLING = 1.0
"""The longest time in seconds from playing a sound to its echo, where the echo is cancelled: what
is left of it may come late. Without, it is `MAX_DELAY`."""
_REMAINS = 0.1
"""The part of the microphone's level which remains, at the least, where a person speaks and the
echo is cancelled. Of an echo alone a sixteenth remains in reverberant rooms, mostly far less."""


class BargeInDetector:
    """Takes the blocks that come while Lantern speaks, and tells when a person speaks over it.

    In the mode "on" any voice interrupts, in the mode "off" none does. In the mode "auto" a voice
    interrupts where the microphone is known not to pick up Lantern's own: after a second of
    playback without any, and only as long as what is heard is unlike what was played. Where the
    microphone does pick it up, the same is expected of the audio from which the echo was cancelled;
    where there is none, nothing interrupts any more.
    """

    def __init__(self, mode: BargeIn = "auto") -> None:
        self._mode = mode
        self._activity = VoiceActivityDetector(RATE, aggressiveness=3)
        self._can_cancel = False
        """Whether the audio comes without the echo too."""
        self._cancels = False
        """Whether Lantern hears itself, so that only the audio without the echo is judged."""
        self._proven = 0.0 if mode == "auto" else _PROVEN
        self._run = 0.0
        self._blocks: deque[Block] = deque()
        self._samples = 0
        self._played: list[Sound] = []

    @property
    def possible(self) -> bool:
        """Whether a voice can be told from Lantern's own, as far as is known."""
        return self._mode != "off"

    def playback_started(self) -> None:
        """Lantern begins to speak, after a silence."""
        self._played.clear()
        self._samples = 0
        self._blocks.clear()
        self._run = 0.0

    def add_played(self, sound: Sound) -> None:
        """This sound follows what is playing."""
        if self.possible:
            self._played.append(sound)

    def detect(self, block: Block) -> bool:
        """Take a block. True when somebody speaks over Lantern, which is the moment to stop."""
        if not self.possible or not block.pcm:
            return False
        self._keep(block)
        self._can_cancel = block.clean is not None
        if self._mode == "auto" and block.clean == b"":  # Playing or recording was held up.
            self._proven = self._run = 0.0
            return False
        voiced = any(self._activity.detect(self._judged(block)))
        self._run = self._run + block.seconds if voiced else 0.0
        if self._run < _VOICE:
            self._proven += block.seconds
            return False
        if self._mode == "on":
            return True
        if self._proven < _PROVEN or self._is_echo():
            self._distrust()
            return False
        if not self._is_loud():
            if not self._cancels:
                self._distrust()
            return False
        return True

    def unheard(self, seconds: float) -> list[Sound]:
        """What was not heard when playback was stopped after `seconds`.

        Begins with the sentence that was interrupted.
        """
        ends = 0.0
        for number, sound in enumerate(self._played):
            ends += sound.seconds
            if ends > seconds:
                return self._played[number:]
        return []

    def take_blocks(self) -> list[Block]:
        """What the person has said so far, from the beginning; given out once."""
        blocks = [self.heard(block) for block in self._blocks]
        self._blocks.clear()
        return blocks

    def heard(self, block: Block) -> Block:
        """What of a block may be listened to: without the echo, where Lantern hears itself."""
        return replace(block, pcm=self._judged(block))

    def _judged(self, block: Block) -> bytes:
        return block.clean if self._cancels and block.clean else block.pcm

    def _distrust(self) -> None:
        """Lantern may have heard itself: judge the audio without the echo, once it is proven."""
        if not self._can_cancel:
            self._mode = "off"
        elif not self._cancels:
            self._cancels = True
            self._activity = VoiceActivityDetector(RATE, aggressiveness=3)
        self._proven = 0.0
        self._run = 0.0

    def _is_loud(self) -> bool:
        """Whether what is left without the echo, if it is cancelled, is more than an echo's rest.

        It is compared with the loudest of the last moments: in a short pause of Lantern's, the
        reverberation of the word before is all there is.
        """
        if not self._can_cancel:
            return True
        voice = b"".join(block.clean or b"" for block in self._last(_VOICE))
        return _level(voice) >= _REMAINS * max(_level(b.pcm) for b in self._last(_PRE_ROLL))

    def _last(self, seconds: float) -> list[Block]:
        return [block for block in self._blocks if block.at > self._blocks[-1].at - seconds]

    def _keep(self, block: Block) -> None:
        self._samples += len(block.pcm) // 2
        self._blocks.append(block)
        kept = _PRE_ROLL_CANCELLING if self._cancels else _PRE_ROLL
        while self._blocks and block.at - self._blocks[0].at > kept:
            self._blocks.popleft()

    def _is_echo(self) -> bool:
        """Whether the microphone picks up what was just played, as when headphones are put down."""
        if not self._played:
            return False
        rate = self._played[0].rate
        played = np.concatenate([sound.samples for sound in self._played if sound.rate == rate])
        heard = np.frombuffer(b"".join(map(self._judged, self._last(_PRE_ROLL))), np.int16)
        longest = _DELAY_CANCELLING if self._can_cancel else MAX_DELAY
        delay = np.zeros(int(longest * RATE), np.int16)
        now = self._samples / RATE
        begin = max(0.0, now - (len(heard) + len(delay)) / RATE)
        recent = Sound(played[int(begin * rate) : int(now * rate)], rate)
        echo = measure_echo(delay, np.concatenate([delay, heard]), recent, longest=longest)
        return echo.correlation >= MAX_CORRELATION


def _level(pcm: bytes) -> float:
    """The root mean square of 16-bit samples."""
    samples = np.frombuffer(pcm, np.int16).astype(np.float64)
    return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0
