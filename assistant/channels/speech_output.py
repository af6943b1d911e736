"""Speech output: plays lines and earcons in the person's preferred manner."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol

import numpy as np

from assistant.channels.barge_in import BargeInDetector
from assistant.channels.captions import Captions
from assistant.channels.recordings import Recordings
from assistant.errors import Trouble
from assistant.practice.preferences import Settings
from assistant.speech.audio.base import Audio, Sound
from assistant.speech.earcons import Earcon, earcon
from assistant.speech.voices.process import Manner
from assistant.wording import Line, Wording


def manner_in(settings: Settings, usual: Manner) -> Manner:
    """The manner a person asked for; `usual` where they asked for nothing."""
    manner = replace(usual, rate=int(settings.rate), volume=settings.loudness)
    # A pitch or a voice nobody asked for is the synthesizer's own.
    if settings.voice:
        manner = replace(manner, voice=settings.voice)
    if settings.pitch != Settings().pitch or manner.pitch is not None:
        manner = replace(manner, pitch=int(settings.pitch))
    return manner


class Voice(Protocol):
    """What speaks: a `Synthesizer`, or nothing."""

    manner: Manner

    def sentences(self, text: str, *, personal: bool = True) -> Iterator[Sound]:
        """The sounds of the sentences of `text`."""

    def trouble_sound(self) -> Sound:
        """What is played where the voice does not work."""


class SpeechOutput:
    """Everything that is played in a spoken conversation, and what of it was not heard."""

    def __init__(
        self,
        voice: Voice,
        audio: Audio,
        captions: Captions,
        recordings: Recordings | None,
        barge_in: BargeInDetector,
        wording: Wording,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`barge_in` is told what plays; `recordings` hold the person's own voice.

        `clock` gives the seconds by which the captions know when a sentence begins to play.
        """
        self.voice = voice
        self.audio = audio
        self.captions = captions
        self.recordings = recordings
        self.barge_in = barge_in
        self.wording = wording
        self.unheard: list[Sound] = []
        """What was left to play when somebody interrupted."""
        self.interrupted = False
        """Whether somebody interrupted, and nothing was played since."""
        self._clock = clock
        self._ends = 0.0
        self._pause = 0.0
        self._only_questions = False

    def apply(self, settings: Settings) -> None:
        """Speak in this manner from now on."""
        self.voice.manner = manner_in(settings, self.voice.manner)
        self._pause = settings.sentence_pause
        self._only_questions = settings.only_questions

    def speak(self, lines: Iterable[Line], whole: bool = True) -> None:
        """Queue these lines; returns while they play. A failing voice is announced by a sound.

        Where not the `whole` has to be said and the person wants to hear only the questions, what
        is said besides them is only written.
        """
        first = not self.audio.playing
        sampled = ""
        for line in lines:
            if not line.unseen:
                self.captions.show_lantern(line.text)
            if line.besides and self._only_questions and not whole:
                continue
            try:
                for sound in self._own_voice(line) or self._synthesized(line, sampled):
                    if self._pause and not first:
                        self.play(_silence(self._pause, sound.rate))
                    self.play(sound)
                    first = False
            except Trouble as trouble:
                self.play(self.voice.trouble_sound())
                self.captions.note(self.wording.error(trouble))
            sampled = line.voice

    def play_earcon(self, name: Earcon, settings: Settings) -> None:
        """Queue an earcon, unless the person wants none."""
        if settings.earcons:
            made = earcon(name)
            self.play(Sound((made.samples * settings.loudness).astype(np.int16), made.rate))

    def play(self, sound: Sound) -> None:
        """Queue a sound."""
        if not self.audio.playing:
            self.barge_in.playback_started()
        self.interrupted = False
        now = self._clock()
        begins = max(now, self._ends) if self.audio.playing else now
        self._ends = begins + sound.seconds
        self.captions.show_speaking(sound, begins - now)
        self.barge_in.add_played(sound)
        self.audio.play(sound)

    def interrupt(self) -> None:
        """Stop playing at once and remember what was not heard."""
        self.unheard = self.barge_in.unheard(self.audio.stop())
        self.captions.stop_speaking()
        self.interrupted = True

    @property
    def heard_voice(self) -> str:
        """The voice that was heard last where several were played; "" if none was interrupted."""
        return self.unheard[0].voice if self.unheard else ""

    def resume(self) -> bool:
        """Play what was not heard, from the beginning of its sentence; whether there was any."""
        rest, self.unheard = self.unheard, []
        for sound in rest:
            self.play(sound)
        return bool(rest)

    def _synthesized(self, line: Line, before: str) -> Iterator[Sound]:
        """The sentences of a line, in the voice it is for; `before` is that of the line before.

        Who speaks while a voice still says its name means the voice before.
        """
        if not line.voice:
            yield from self.voice.sentences(line.text, personal=line.personal)
            return
        usual = self.voice.manner
        self.voice.manner = replace(usual, voice=line.voice)
        try:
            for place, sound in enumerate(self.voice.sentences(line.text, personal=line.personal)):
                yield replace(sound, voice=line.voice if place else before or line.voice)
        finally:
            self.voice.manner = usual

    def _own_voice(self, line: Line) -> list[Sound]:
        """The line in the person's own recordings; empty unless all of them are there."""
        if self.recordings is None:
            return []
        sounds = [self.recordings.load(name) for name in line.recordings]
        found = [sound for sound in sounds if sound is not None]
        return found if len(found) == len(sounds) else []


def _silence(seconds: float, rate: int) -> Sound:
    return Sound(np.zeros(round(seconds * rate), np.int16), rate)
