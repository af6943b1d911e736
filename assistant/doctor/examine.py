"""The examination, in its order: what speaks first, so that all the rest can be spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.doctor.barge_in import examine_echo
from assistant.doctor.booth import Booth
from assistant.doctor.finding import Finding
from assistant.doctor.helpline import examine_helpline
from assistant.doctor.journal import examine_journal
from assistant.doctor.loudspeaker import Loudspeaker
from assistant.doctor.microphone import SPOKEN, examine_room, examine_sentence
from assistant.doctor.recognizer import examine_recognizer
from assistant.doctor.voice import examine_voice
from assistant.errors import Trouble
from assistant.speech.audio.base import RATE, Audio
from assistant.speech.earcons import earcon
from assistant.speech.echo import measure
from assistant.speech.recognizers import Recognizer
from assistant.speech.sound import Samples, Sound
from assistant.speech.voices.voice import Voice, trouble_sound
from intents import Language

ROOM = 1.0
SENTENCE = 4.0
"""Seconds which are listened to."""
_NO_SOUND = Finding(
    "sound",
    "broken",
    "There is neither a microphone nor a loudspeaker here.",
    "Connect both, a headset for example, and see that the system's sound settings show them; "
    "then run lantern doctor again. Until then you can type, with: --text",
)
_ECHO = "I speak a sentence now, and listen to whether I hear myself. Please say nothing."


@dataclass(frozen=True, slots=True)
class Things:
    """What is examined; each is made when its turn comes."""

    audio: Callable[[], Audio]
    loudspeaker: Callable[[], Loudspeaker]
    voice: Voice
    recognizer: Callable[[], Recognizer]
    language: Language
    folder: Path
    country: str


class Doctor:
    """Goes through everything, and tells each finding by voice as long as there is one.

    `tell` is given each sentence; it prints it.
    """

    def __init__(self, things: Things, tell: Callable[[str], None], aloud: bool = True) -> None:
        """`aloud`: speak, and ask for a sentence; else only listen and measure."""
        self._things = things
        self._tell = tell
        self._aloud = aloud
        self._booth: Booth | None = None
        self._alone: Loudspeaker | None = None
        self._spoken_to = False

    def examine(self) -> Iterator[Finding]:
        """Every finding, as it is made; after it was told."""
        things = self._things
        voice = examine_voice(things.voice, "This is how I sound.")
        yield from self._sound(voice)
        recognizer, _ = examine_recognizer(things.recognizer, things.language)
        for finding in (
            recognizer,
            examine_journal(things.folder),
            examine_helpline(things.country, "en"),
        ):
            yield self._told(finding)
        self.close()

    def close(self) -> None:
        """Let go of the devices."""
        if self._booth:
            self._booth.audio.close()
        if self._alone:
            self._alone.close()
        self._booth = self._alone = None

    def _sound(self, voice: Finding) -> Iterator[Finding]:
        try:
            self._booth = Booth(self._things.audio())
        except Trouble as trouble:
            yield from self._without_both(voice, trouble)
            return
        self._spoken_to = self._aloud and voice.how != "broken"
        if self._aloud and voice.how == "broken":
            self._booth.play(trouble_sound())
        yield self._told(voice)
        try:
            yield from self._devices(self._booth)
        except Trouble as trouble:
            self._spoken_to = False
            yield self._told(_broken("sound", trouble))

    def _without_both(self, voice: Finding, trouble: Trouble) -> Iterator[Finding]:
        """There is no microphone, or no loudspeaker; who hears no screen hears of it all the same,
        where there is a loudspeaker at least."""
        neither = False
        try:
            self._alone = self._things.loudspeaker()
            self._spoken_to = self._aloud and voice.how != "broken"
        except Trouble as other:
            # The microphone is opened first: another trouble now is the loudspeaker's own.
            neither = str(other) != str(trouble)
        yield self._told(voice)
        yield self._told(_NO_SOUND if neither else _broken("sound", trouble))

    def _devices(self, booth: Booth) -> Iterator[Finding]:
        booth.play(earcon("listening"))
        yield self._told(Finding("loudspeaker", "well", "The loudspeaker plays to the end."))
        room = booth.record(ROOM)
        microphone = examine_room(room)
        yield self._told(microphone)
        if microphone.how == "broken":
            return
        if self._spoken_to:
            yield self._sentence(booth, float(microphone.figures["room_db"]))
        yield self._told(self._echo(booth, room))

    def _sentence(self, booth: Booth, room: float) -> Finding:
        self._say("Please say a sentence after the sound, such as: I can hear you.")
        booth.play(earcon("listening"))
        said = booth.record(SENTENCE)
        booth.play(earcon("heard"))
        finding = examine_sentence(said, room)
        if finding.figures["seconds"] >= SPOKEN:
            self._say("This is what I heard.")
            booth.play(Sound(said, RATE))
        return self._told(finding)

    def _echo(self, booth: Booth, room: Samples) -> Finding:
        try:
            sound = self._things.voice.render(_ECHO, personal=False)
        except Trouble:
            sound = earcon("listening")
        heard = np.frombuffer(b"".join(b.pcm for b in booth.play(sound)), np.int16)
        return examine_echo(measure(room, heard, sound))

    def _told(self, finding: Finding) -> Finding:
        self._say(f"{finding.found} {finding.remedy}".strip(), finding)
        return finding

    def _say(self, text: str, finding: Finding | None = None) -> None:
        self._tell(text if finding is None else f"{finding.name}: {finding.how}. {text}")
        out = self._booth or self._alone
        if not (out and self._spoken_to):
            return
        try:
            for sound in self._things.voice.say(text, personal=False):
                out.play(sound)
        except Trouble as trouble:
            self._spoken_to = False
            self._tell(str(trouble))


def _broken(name: str, trouble: Trouble) -> Finding:
    return Finding(name, "broken", str(trouble))
