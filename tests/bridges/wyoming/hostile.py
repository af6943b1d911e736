"""Clients that harm on purpose, each until it is told to stop, and one good client among them."""

import asyncio
import json
import time

from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient

from tests.bridges.wyoming.service import raw, utterance

_LOW = {"rate": 8000, "width": 1, "channels": 1}
_MIB = 1024 * 1024
"""The most bytes of one event: at 8 kHz and 8 bits more than two minutes of sound."""
_HUGE = {"type": "audio-chunk", "data": _LOW, "payload_length": _MIB}


async def _flood(port, piece):
    """Send the same bytes for ever, on a new connection whenever one is closed."""
    while True:
        writer = None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            drain = asyncio.ensure_future(_discard(reader))
            while not drain.done():
                writer.write(piece)
                await writer.drain()
        except OSError:
            await asyncio.sleep(0.05)
        finally:
            if writer is not None:
                writer.close()


async def _discard(reader):
    while await reader.read(65536):
        pass


def _sentence(text, place="hall"):
    data = {"text": text, "context": {"conversation_id": "x", "satellite_id": place}}
    body = json.dumps(data).encode()
    return raw({"type": "transcript", "data_length": len(body)}, body)


FLOODS = {
    "huge pieces": raw(_HUGE, payload=b"\x07" * _MIB),
    "huge pieces again": raw(_HUGE, payload=b"\x70" * _MIB),
    "audio-start": raw({"type": "audio-start", "data": _LOW}) * 50,
    "long sentences": _sentence("word sorry word i mean seven no wait monday " * 200),
    "pings": raw({"type": "ping"}) * 200,
}


async def _round_trip(port, events, until):
    before = time.perf_counter()
    async with AsyncTcpClient("127.0.0.1", port) as client:
        for event in events:
            await client.write_event(event.event())
        while event := await client.read_event():
            if event.type == until:
                return time.perf_counter() - before
    raise ConnectionError("hung up")


async def good_client(port, sound, times):
    """Round trips of a good client, in seconds, by their kind.

    They are the transcript of `sound` (16 kHz), and the answer to a sentence.
    """
    asked = Transcript("what are my values", context={"satellite_id": "study"}, language="en")
    kinds = {"transcript": (utterance(sound), "transcript"), "answer": ([asked], "handled")}
    measured = {kind: [] for kind in kinds}
    for _ in range(times):
        for kind, (events, until) in kinds.items():
            measured[kind].append(await _round_trip(port, events, until))
            await asyncio.sleep(0.05)
    return measured


def run_floods(port):
    """All the floods, for ever; for a process of their own."""

    async def all_of_them():
        await asyncio.gather(*(_flood(port, flood) for flood in FLOODS.values()))

    asyncio.run(all_of_them())
