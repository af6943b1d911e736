"""A satellite in a room, as Home Assistant's own integration for Wyoming sees it."""

import asyncio
import threading

from wyoming.audio import AudioChunk, AudioStop
from wyoming.event import async_read_event, async_write_event
from wyoming.info import Attribution, Describe, Info, Satellite
from wyoming.pipeline import PipelineStage, RunPipeline
from wyoming.snd import Played

RATE, STEP = 16000, 3200


class SimulatedSatellite:
    """Plays what it is sent, and sends what is said to it after its wake word."""

    def __init__(self, name):
        self.name = name
        self.port = 0
        self.played = 0.0
        """Seconds of sound that it was to play."""
        self.events = []
        """All other events, as (type, data)."""
        self._writers = []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(30)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)

    def say(self, sound, patience=30.0):
        """What Lantern answered to this sound, in words; None where no answer came."""
        self.events.clear()
        said = asyncio.run_coroutine_threadsafe(self._say(sound, patience), self._loop)
        return said.result(patience + 30)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self, reader, writer):
        self._writers.append(writer)
        try:
            while event := await async_read_event(reader):
                if Describe.is_type(event.type):
                    about = Satellite(self.name, Attribution("", ""), True, None, None)
                    await async_write_event(Info(satellite=about).event(), writer)
                elif AudioChunk.is_type(event.type):
                    chunk = AudioChunk.from_event(event)
                    self.played += len(chunk.audio) / chunk.width / chunk.channels / chunk.rate
                elif AudioStop.is_type(event.type):
                    await async_write_event(Played().event(), writer)
                elif event.type == "ping":
                    await async_write_event(event.__class__("pong"), writer)
                else:
                    self.events.append((event.type, event.data))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass

    async def _say(self, sound, patience):
        run = RunPipeline(PipelineStage.ASR, PipelineStage.TTS, restart_on_end=False)
        await self._send(run.event())
        sound += bytes(int(patience * RATE) * 2)
        for at in range(0, len(sound), STEP):
            piece = AudioChunk(RATE, 2, 1, sound[at : at + STEP])
            await self._send(piece.event())
            await asyncio.sleep(STEP / 2 / RATE)
            told = [data for kind, data in self.events if kind == "synthesize"]
            if told or any(kind == "error" for kind, _ in self.events):
                await asyncio.sleep(2)
                return told[0]["text"] if told else None
        return None

    async def _send(self, event):
        await async_write_event(event, self._writers[-1])
