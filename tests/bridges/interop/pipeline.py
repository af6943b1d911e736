"""Run in Home Assistant's Python: sound into the pipeline of Assist, as its websocket takes it.

Arguments: the address, a token, a file of 16 kHz samples, the seconds of silence after it at most,
and the entities for speech to text, for the conversation and for the voice. Makes that assistant
the preferred one. Without a file, that is all; else prints what came, as JSON.
"""

import asyncio
import json
import sys

import aiohttp

STEP = 3200


async def main(url, token, file, seconds, stt, agent, voice):
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{url}/api/websocket") as ws:
        await ws.receive_json()
        await ws.send_json({"type": "auth", "access_token": token})
        await ws.receive_json()
        await ws.send_json(
            {
                "id": 1,
                "type": "assist_pipeline/pipeline/create",
                "name": "Lantern",
                "language": "en",
                "conversation_language": "en",
                "conversation_engine": agent,
                "stt_engine": stt,
                "stt_language": "en",
                "tts_engine": voice,
                "tts_language": "en",
                "tts_voice": None,
                "wake_word_entity": None,
                "wake_word_id": None,
                "prefer_local_intents": False,
            }
        )
        made = await ws.receive_json()
        prefer = {"id": 2, "type": "assist_pipeline/pipeline/set_preferred"}
        await ws.send_json({**prefer, "pipeline_id": made["result"]["id"]})
        await ws.receive_json()
        if not file:
            print("{}")
            return
        with open(file, "rb") as recorded:
            sound = recorded.read()
        sound += bytes(int(float(seconds) * 16000) * 2)
        run = {
            "id": 3,
            "type": "assist_pipeline/run",
            "start_stage": "stt",
            "end_stage": "intent",
            "pipeline": made["result"]["id"],
            "input": {"sample_rate": 16000},
        }
        await ws.send_json(run)
        print(json.dumps(await events(ws, sound)))


async def events(ws, sound):
    loop = asyncio.get_running_loop()
    told, sending, began = {}, None, loop.time()
    async for message in ws:
        event = message.json().get("event")
        if event is None:
            if message.json().get("success") is False:
                return {"error": message.json()}
            continue
        told[event["type"]] = {**(event.get("data") or {}), "after": loop.time() - began}
        if event["type"] == "run-start":
            handler = event["data"]["runner_data"]["stt_binary_handler_id"]
            began = loop.time()
            sending = asyncio.ensure_future(send(ws, bytes([handler]), sound))
        if event["type"] in ("run-end", "error"):
            break
    if sending is not None:
        sending.cancel()
    return told


async def send(ws, handler, sound):
    """As fast as it was spoken, and then the end of it."""
    for at in range(0, len(sound), STEP):
        await ws.send_bytes(handler + sound[at : at + STEP])
        await asyncio.sleep(STEP / 32000)
    await ws.send_bytes(handler)


asyncio.run(main(*sys.argv[1:]))
