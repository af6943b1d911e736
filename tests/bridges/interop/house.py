"""What Home Assistant does between a satellite and the services, and a person in the room.

The satellite and the wake word engine are other people's programs; this stands for the assistant
which joins them: sound from the satellite to speech-to-text, words to the conversation, the reply
as sound back to the satellite.
"""

import asyncio
from dataclasses import dataclass

from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.handle import Handled
from wyoming.info import Describe
from wyoming.satellite import RunSatellite

from assistant.speech.voice_activity import VoiceActivityDetector

RATE = 16000
PAUSE = 0.9
"""Seconds of quiet after which the person is taken to have finished."""
PATIENT = 60.0


@dataclass
class Exchange:
    """One turn: what was heard, and what was answered."""

    heard: str
    told: str


class House:
    """Connects one satellite to one Wyoming service of Lantern."""

    def __init__(self, satellite, lantern, name, speak):
        """`satellite` and `lantern` are ports; `speak` gives a sentence as 16 kHz samples."""
        self._satellite = AsyncTcpClient("127.0.0.1", satellite)
        self._lantern = lantern
        self._name = name
        self._speak = speak

    async def arrive(self):
        """Connect to the satellite, which begins to listen for its wake word."""
        await self._satellite.connect()
        await self._satellite.write_event(Describe().event())
        info = await self._next("info")
        await self._satellite.write_event(RunSatellite().event())
        return info

    async def woken(self):
        """Wait until the satellite has heard its wake word."""
        await self._next("run-pipeline")

    async def turn(self):
        """From the first word after the wake word to the last one of the reply."""
        heard = await self._transcript()
        await self._satellite.write_event(Transcript(heard).event())
        told = await self._handled(heard)
        samples = self._speak(told) if told else b""
        await self._satellite.write_event(AudioStart(RATE, 2, 1).event())
        await self._satellite.write_event(AudioChunk(RATE, 2, 1, bytes(samples)).event())
        await self._satellite.write_event(AudioStop().event())
        return Exchange(heard, told)

    async def _transcript(self):
        activity, spoken, quiet = VoiceActivityDetector(RATE), False, 0.0
        async with AsyncTcpClient("127.0.0.1", self._lantern) as lantern:
            await lantern.write_event(Transcribe(language="en").event())
            await lantern.write_event(AudioStart(RATE, 2, 1).event())
            while not spoken or quiet < PAUSE:
                event = await self._next("audio-chunk")
                chunk = AudioChunk.from_event(event)
                voiced = any(activity.detect(chunk.audio))
                spoken = spoken or voiced
                quiet = 0.0 if voiced else quiet + chunk.seconds
                await lantern.write_event(event)
            await lantern.write_event(AudioStop().event())
            while event := await lantern.read_event():
                if Transcript.is_type(event.type):
                    return Transcript.from_event(event).text
        raise AssertionError("no transcript came")

    async def _handled(self, text):
        context = {"conversation_id": "01J", "satellite_id": self._name}
        async with AsyncTcpClient("127.0.0.1", self._lantern) as lantern:
            await lantern.write_event(Transcript(text, context=context, language="en").event())
            event = await lantern.read_event()
        assert event is not None
        assert Handled.is_type(event.type), event
        return Handled.from_event(event).text or ""

    async def _next(self, kind):
        async with asyncio.timeout(PATIENT):
            while event := await self._satellite.read_event():
                if event.type == kind:
                    return event
        raise AssertionError("the satellite has gone")
