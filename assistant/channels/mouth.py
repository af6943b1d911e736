"""The mouth: says lines and earcons aloud as the person likes it, and knows what was heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from assistant.channels.captions import Captions
from assistant.channels.interrupting import Interruption
from assistant.channels.recordings import Recordings
from assistant.errors import Trouble
from assistant.practice.preferences import Settings
from assistant.speech.audio import Audio
from assistant.speech.earcons import Earcon, earcon
from assistant.speech.sound import Sound
from assistant.speech.voices.voice import Voice, trouble_sound
from assistant.wording import Line


class Mouth:
    """Everything that is said in a conversation goes through here, and nowhere else."""

    def __init__(
        self,
        voice: Voice,
        audio: Audio,
        captions: Captions,
        recordings: Recordings | None,
        interruption: Interruption,
    ) -> None:
        """`interruption` is told what plays; `recordings` are the person's own voice."""
        self.voice = voice
        self.audio = audio
        self.captions = captions
        self.recordings = recordings
        self.interruption = interruption
        self.unheard: list[Sound] = []
        """What was still to be said when somebody spoke over it."""
        self.stopped = False
        """Somebody did, and nothing was said since."""

    def use(self, settings: Settings) -> None:
        """Speak from now on as the person likes it."""
        manner = replace(self.voice.manner, rate=int(settings.rate), volume=settings.loudness)
        # A pitch or a voice which nobody asked for is the synthesizer's own.
        if settings.voice:
            manner = replace(manner, voice=settings.voice)
        if settings.pitch != Settings().pitch or manner.pitch is not None:
            manner = replace(manner, pitch=int(settings.pitch))
        self.voice.manner = manner

    def speak(self, lines: Iterable[Line]) -> None:
        """Say these; gives back while they are still to be heard. A voice which fails is told."""
        for line in lines:
            if not line.unseen:
                self.captions.lantern(line.text)
            try:
                for sound in self._own_voice(line) or self._said(line):
                    self.play(sound)
            except Trouble as trouble:
                self.play(trouble_sound())
                self.captions.note(str(trouble))

    def sign(self, name: Earcon, settings: Settings) -> None:
        """Play an earcon, unless the person does not want any."""
        if settings.earcons:
            made = earcon(name)
            self.play(Sound((made.samples * settings.loudness).astype(np.int16), made.rate))

    def play(self, sound: Sound) -> None:
        """Play this after what is playing."""
        if not self.audio.playing:
            self.interruption.begins()
        self.stopped = False
        self.interruption.plays(sound)
        self.audio.play(sound)

    def stop(self) -> None:
        """Be silent at once, and remember what was not heard."""
        self.unheard = self.interruption.unheard(self.audio.stop())
        self.stopped = True

    def say_the_rest(self) -> bool:
        """Say what was not heard, from the beginning of that sentence; whether there was any."""
        rest, self.unheard = self.unheard, []
        for sound in rest:
            self.play(sound)
        return bool(rest)

    def _said(self, line: Line) -> Iterator[Sound]:
        return self.voice.say(line.text, personal=line.personal)

    def _own_voice(self, line: Line) -> list[Sound]:
        """The line as the person themselves said it; nothing where not all of that was kept."""
        if self.recordings is None:
            return []
        sounds = [self.recordings.sound(name) for name in line.recordings]
        whole = [sound for sound in sounds if sound is not None]
        return whole if len(whole) == len(sounds) else []
