"""Runs all checks of `lantern doctor`, the voice first, so that the other results can be spoken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.dialogues.steps import Say
from assistant.doctor.checks import (
    SPOKEN,
    CheckResult,
    check_conversations,
    check_echo,
    check_helpline,
    check_journal,
    check_recognizer,
    check_room,
    check_sentence,
    check_voice,
)
from assistant.errors import Trouble
from assistant.speech.audio.base import RATE, Audio, Block, Samples, Sound
from assistant.speech.audio.portaudio import DeviceName, Playback
from assistant.speech.earcons import earcon
from assistant.speech.echo import measure_echo
from assistant.speech.recognizers.base import Recognizer
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.wording import Wording
from intents import Language

ROOM = 1.0
SENTENCE = 4.0
"""Seconds that are recorded."""
_TIMEOUT = 20.0
"""Seconds after which waiting for a device is given up."""
_INTERVAL = 0.02


class AudioTest:
    """Plays and records in turn. Raises Trouble as soon as a device is lost."""

    def __init__(self, audio: Audio) -> None:
        self.audio = audio
        self._blocks = audio.blocks()

    def play(self, sound: Sound) -> list[Block]:
        """Play to the last sample; returns what was recorded meanwhile."""
        self.audio.play(sound)
        recorded: list[Block] = []
        left = sound.seconds + _TIMEOUT
        while self.audio.playing or not recorded:
            block = self._next_block()
            recorded.append(block)
            left -= block.seconds or 0.04
            if left < 0:
                raise Trouble("speech.playback_stalled")
        return recorded

    def record(self, seconds: float) -> Samples:
        """Record for so long, without Lantern's own voice."""
        pcm = bytearray()
        while len(pcm) < seconds * RATE * 2:
            block = self._next_block()
            if not block.muted:
                pcm += block.pcm
        return np.frombuffer(bytes(pcm), np.int16)

    def pieces(self) -> Iterator[bytes]:
        """What is recorded from now on, without Lantern's own voice."""
        while True:
            block = self._next_block()
            if not block.muted:
                yield block.pcm

    def close(self) -> None:
        """Close the devices."""
        self.audio.close()

    def _next_block(self) -> Block:
        block = next(self._blocks, None)
        if block is None or block.event in ("lost", "end"):
            raise Trouble("speech.device_lost")
        return block


class LoudspeakerTest:
    """The loudspeaker alone, for results to be heard where there is no microphone."""

    def __init__(self, name: DeviceName = None) -> None:
        """Open it. Raises Trouble where there is none."""
        self._playback = Playback(name)

    def play(self, sound: Sound) -> None:
        """Play to the last sample, unless the device fails."""
        self._playback.play(sound)
        limit = time.monotonic() + sound.seconds + _TIMEOUT
        while self._playback.playing and not self._playback.failed and time.monotonic() < limit:
            time.sleep(_INTERVAL)

    def close(self) -> None:
        """Close it."""
        self._playback.close()


@dataclass(frozen=True, slots=True)
class Subjects:
    """What is examined. The functions open a device or load a model when it is its turn."""

    audio: Callable[[], Audio]
    loudspeaker: Callable[[], LoudspeakerTest]
    synthesizer: Synthesizer
    recognizer: Callable[[], Recognizer]
    language: Language
    folder: Path
    country: str


class Examination:
    """Runs the checks and tells each result, aloud where possible."""

    def __init__(
        self,
        subjects: Subjects,
        wording: Wording,
        show: Callable[[str], None],
        aloud: bool = True,
    ) -> None:
        """`show` is called with each sentence, to print it. `aloud`: speak, and ask for a sentence
        of the person's; else only measure."""
        self._subjects = subjects
        self._wording = wording
        self._show = show
        self._aloud = aloud
        self._test: AudioTest | None = None
        self._loudspeaker: LoudspeakerTest | None = None
        self._speaks = False
        self._of_sound = False
        """Whether the devices are being examined, or what was found of them is being told."""
        self._lost: Trouble | None = None
        """What happened to them meanwhile."""

    def run(self) -> Iterator[CheckResult]:
        """Every result, after it was told."""
        subjects = self._subjects
        name = subjects.language.name
        voice = check_voice(subjects.synthesizer, self._wording, name)
        yield from self._check_sound(voice)
        recognizer, _ = check_recognizer(subjects.recognizer, subjects.language)
        for result in (
            recognizer,
            check_journal(subjects.folder, self._wording),
            check_conversations(subjects.folder),
            check_helpline(subjects.country, name),
        ):
            yield self._told(result)
        self.close()

    def close(self) -> None:
        """Close the devices."""
        for device in (self._test, self._loudspeaker):
            if device:
                device.close()
        self._test = self._loudspeaker = None

    def _check_sound(self, voice: CheckResult) -> Iterator[CheckResult]:
        try:
            self._test = AudioTest(self._subjects.audio())
        except Trouble as trouble:
            yield from self._without_audio(voice, trouble)
            return
        self._speaks = self._aloud and voice.status != "broken"
        if self._aloud and voice.status == "broken":
            self._test.play(self._subjects.synthesizer.trouble_sound())
        yield self._told(voice)
        # Told only when all is examined: a device that goes away before that is not well.
        self._of_sound = True
        try:
            found = list(self._check_devices(self._test))
        except Trouble as trouble:
            self._lost = trouble
        else:
            for result in found:
                self._told(result)
                if self._lost:
                    break
        self._of_sound = False
        if self._lost is None:
            yield from found
            return
        self._speaks = False
        yield self._told(CheckResult("sound", "broken", "failed", trouble=self._lost))

    def _without_audio(self, voice: CheckResult, trouble: Trouble) -> Iterator[CheckResult]:
        """The results without a microphone or a loudspeaker; aloud where there is a loudspeaker."""
        neither = False
        try:
            self._loudspeaker = self._subjects.loudspeaker()
            self._speaks = self._aloud and voice.status != "broken"
        except Trouble as other:
            # The microphone is opened first: another Trouble now is that of the loudspeaker.
            neither = other.key != trouble.key
        yield self._told(voice)
        if neither:
            yield self._told(CheckResult("sound", "broken", "none"))
        else:
            yield self._told(CheckResult("sound", "broken", "failed", trouble=trouble))

    def _check_devices(self, test: AudioTest) -> Iterator[CheckResult]:
        test.play(earcon("listening"))
        yield CheckResult("loudspeaker", "well", "works")
        room = test.record(ROOM)
        microphone = check_room(room)
        yield microphone
        if microphone.status == "broken":
            return
        if self._speaks:
            yield self._check_sentence(test, float(microphone.figures["room_db"]))
        yield self._check_echo(test, room)

    def _check_sentence(self, test: AudioTest, room: float) -> CheckResult:
        self._say(self._text("ask_for_sentence"))
        test.play(earcon("listening"))
        samples = test.record(SENTENCE)
        test.play(earcon("heard"))
        result = check_sentence(samples, room)
        if result.figures["seconds"] >= SPOKEN:
            self._say(self._text("playback"))
            test.play(Sound(samples, RATE))
        return result

    def _check_echo(self, test: AudioTest, room: Samples) -> CheckResult:
        try:
            text = self._text("listen_to_myself")
            sound = self._subjects.synthesizer.synthesize(text, personal=False)
        except Trouble:
            sound = earcon("listening")
        blocks = test.play(sound)
        recorded = np.frombuffer(b"".join(b.pcm for b in blocks), np.int16)
        clean = np.frombuffer(b"".join(b.clean or b"" for b in blocks), np.int16)
        return check_echo(measure_echo(room, recorded, sound, clean))

    def _told(self, result: CheckResult) -> CheckResult:
        text = f"{result.found(self._wording)} {result.remedy(self._wording)}".strip()
        variants = self._wording.variants
        shown = variants["doctor.line"][0].format(
            check=variants[f"doctor.check.{result.check}"][0],
            status=variants[f"doctor.status.{result.status}"][0],
            text=text,
        )
        self._say(text, shown)
        return result

    def _text(self, key: str) -> str:
        return self._wording.line(Say(f"doctor.say.{key}")).text

    def _say(self, text: str, shown: str = "") -> None:
        """Speak `text`, where possible, and show it, or `shown` in its place."""
        self._show(shown or text)
        out = self._test or self._loudspeaker
        if not (out and self._speaks):
            return
        try:
            for sound in self._subjects.synthesizer.sentences(text, personal=False):
                out.play(sound)
        except Trouble as trouble:
            self._speaks = False
            if self._of_sound and trouble.key == "speech.device_lost":
                self._lost = trouble
            else:
                self._show(self._wording.error(trouble))
