"""`lantern demo`: a whole spoken check-in with a simulated person, without a microphone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assistant.channels.captions import Captions
from assistant.channels.recordings import Recordings
from assistant.channels.spoken import SpokenChannel
from assistant.conversation.manager import ConversationManager
from assistant.conversation.ports import RepositoryPort
from assistant.demo.person import Script, SimulatedPerson, demo_data
from assistant.practice.events import Answered, GoalAdded, SessionBegan, ValueKept
from assistant.speech.audio.files import ConversationWriter
from assistant.speech.audio.virtual import Speed, VirtualAudio
from assistant.speech.recognizers import Recognizer
from assistant.speech.voices.synthesizer import Synthesizer

RATE = 150
"""The words a minute of the simulated person."""


def prepare(repository: RepositoryPort, day: datetime, language: str = "en") -> None:
    """Record the values and the goal of the demo in an empty journal, as if told on `day`."""
    if repository.state().values:
        return
    data = demo_data(language)
    now, repository.clock = repository.clock, lambda: day
    session = repository.new_session()
    repository.record(SessionBegan(dialogue="welcome", brief={}, ends=True), session)
    notes: tuple[ValueKept | GoalAdded, ...] = (
        *(ValueKept(f"{session}.{n}", value) for n, value in enumerate(data.values, 1)),
        GoalAdded(f"{session}.{len(data.values) + 1}", data.goal, f"{session}.1", "FREQ=DAILY"),
    )
    repository.record(Answered(ask="demo.before", notes=notes, ends=True), session)
    repository.clock = now


def demonstrate(
    manager: ConversationManager,
    recognizer: Recognizer,
    script: Script,
    captions: Captions,
    *,
    sound: Path,
    speed: Speed = "real",
    wanted: str = "morning_checkin",
    recordings: Recordings | None = None,
    language: str = "en",
) -> None:
    """Have the conversation; both sides are captioned and written to `sound`."""
    voice = Synthesizer(language=language)
    manner = replace(voice.manner, voice=demo_data(language).voice, rate=RATE)
    person_voice = Synthesizer(manner, language=language)
    try:
        person = SimulatedPerson(
            recognizer, person_voice, manager.wording, script, language=language
        )
        audio = VirtualAudio(person, speed, ConversationWriter(sound, both_sides=True))
        try:
            spoken = SpokenChannel(manager, lambda: recognizer, voice, audio, captions, recordings)
            spoken.converse(wanted)
        finally:
            audio.close()
    finally:
        person_voice.close()
        voice.close()
