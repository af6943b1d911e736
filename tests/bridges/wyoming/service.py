"""The service in a thread of this process, and clients for it."""

import asyncio
import json
import socket
import threading
from contextlib import contextmanager
from datetime import datetime

import numpy as np
import soxr
from wyoming.asr import Transcribe, Transcript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.event import Event

from assistant.channels.wyoming.conversations import Conversations
from assistant.channels.wyoming.protocol import Limits
from assistant.channels.wyoming.server import Server
from assistant.settings import Place
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer

MORNING = datetime.fromisoformat("2026-11-23T07:30:00+01:00")
PLACES = {
    "bedroom": Place(person="anna", aloud=True),
    "kitchen": Place(person="anna", aloud=True),
    "hall": Place(person="anna"),
    "study": Place(person="ben", aloud=True),
}
PATIENT = 60.0
"""Seconds a test waits for what must come; a loaded machine is slow."""


class Service:
    """A running service: where it is, and what it reported."""

    def __init__(self, folder):
        self.folder = folder
        self.port = 0
        self.now = MORNING
        self.unknown = []
        self.wrong = []

    def ask(self, *events, until=("transcript", "handled", "not-handled", "info", "pong", "error")):
        """Send events on a new connection; returns the answers, up to one of the types `until`."""
        return asyncio.run(self._ask(events, until))

    async def _ask(self, events, until):
        client = AsyncTcpClient("127.0.0.1", self.port)
        async with asyncio.timeout(PATIENT), client:
            for event in events:
                await client.write_event(event.event() if hasattr(event, "event") else event)
            heard = []
            while not heard or heard[-1].type not in until:
                event = await client.read_event()
                if event is None:
                    return heard
                heard.append(event)
            return heard

    def say(self, place, text, conversation=None, language="en"):
        """A sentence from a satellite, as Home Assistant sends it."""
        context = {"conversation_id": conversation or f"of-{place}", "satellite_id": place}
        return self.ask(Transcript(text, context=context, language=language))[0]

    @contextmanager
    def connected(self):
        """A bare connection, for invalid requests."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENT) as bare:
            yield bare


@contextmanager
def running(recognizer, folder, limits=None, allowed=(), places=PLACES, voice=None):
    """The service, until the end of the block."""
    service = Service(folder)
    conversations = Conversations(folder, places, lambda: service.now, "en", service.unknown.append)
    server = Server(
        recognizer, conversations, "en", limits or Limits(), allowed, service.wrong.append, voice
    )
    ready, loop = threading.Event(), asyncio.new_event_loop()

    def serve():
        asyncio.set_event_loop(loop)
        loop.run_until_complete(server.run("127.0.0.1", 0, is_ready))

    def is_ready(port):
        service.port = port
        ready.set()

    thread = threading.Thread(target=serve)
    thread.start()
    assert ready.wait(PATIENT)
    try:
        yield service
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join(PATIENT)
        assert not thread.is_alive()
        loop.close()


class Spoken:
    """Sentences as sound, each synthesized once."""

    def __init__(self):
        self._voice = Synthesizer(Manner(voice="en-us", rate=150))
        self._sounds = {}

    def __call__(self, text, rate=16000):
        if text not in self._sounds:
            sound = self._voice.synthesize(text)
            self._sounds[text] = soxr.resample(sound.samples, sound.rate, rate).astype(np.int16)
        return self._sounds[text]

    def close(self):
        self._voice.close()


def utterance(pcm, rate=16000, width=2, channels=1, milliseconds=64):
    """The events of an utterance, as a satellite sends them."""
    step = rate * milliseconds // 1000 * width * channels
    pieces = [pcm[at : at + step] for at in range(0, len(pcm), step)]
    return [
        Transcribe(language="en"),
        AudioStart(rate, width, channels),
        *(AudioChunk(rate, width, channels, piece) for piece in pieces),
        AudioStop(),
    ]


def raw(header, data=b"", payload=b""):
    """The bytes of an event with any header, valid or not."""
    return json.dumps(header).encode() + b"\n" + data + payload


def event(type, **data):
    return Event(type, data)
