"""`lantern demo`: a whole spoken check-in with a simulated person, on any machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from assistant.channels.captions import Captions
from assistant.channels.recordings import Recordings
from assistant.channels.spoken import SpokenChannel
from assistant.conversation.manager import ConversationManager
from assistant.conversation.ports import RepositoryPort
from assistant.demo.person import SimulatedPerson
from assistant.practice.events import Answered, GoalAdded, SessionBegan, ValueKept
from assistant.speech.audio.files import ConversationWriter
from assistant.speech.audio.virtual import VirtualAudio
from assistant.speech.recognizers import Recognizer
from assistant.speech.voices.synthesizer import Synthesizer

ANOTHER_VOICE = "en-gb"


def prepare(memory: RepositoryPort, day: datetime) -> None:
    """Give a fresh journal two values and a goal, as if they had been told on an earlier day."""
    if memory.state().values:
        return
    now, memory.clock = memory.clock, lambda: day
    session = memory.new_session()
    memory.record(SessionBegan(dialogue="welcome", brief={}, ends=True), session)
    notes = (
        ValueKept(f"{session}.1", "family"),
        ValueKept(f"{session}.2", "honesty"),
        GoalAdded(f"{session}.3", "a walk after lunch", f"{session}.1", "FREQ=DAILY"),
    )
    memory.record(Answered(ask="demo.before", notes=notes, ends=True), session)
    memory.clock = now


def demonstrate(
    companion: ConversationManager,
    recognizer: Recognizer,
    script: Mapping[str, Sequence[str]],
    captions: Captions,
    *,
    sound: Path,
    pace: Literal["fast", "real"] = "real",
    wanted: str = "morning_checkin",
    recordings: Recordings | None = None,
) -> None:
    """Have the conversation; both sides are captioned and written to `sound`."""
    voice = Synthesizer()
    person_voice = Synthesizer(replace(voice.manner, voice=ANOTHER_VOICE, rate=150))
    try:
        person = SimulatedPerson(recognizer, person_voice, companion.wording, script)
        audio = VirtualAudio(person, pace, ConversationWriter(sound, both_sides=True))
        try:
            spoken = SpokenChannel(
                companion, lambda: recognizer, voice, audio, captions, recordings
            )
            spoken.converse(wanted)
        finally:
            audio.close()
    finally:
        person_voice.close()
        voice.close()
