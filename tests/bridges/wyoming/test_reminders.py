"""A reminder is spoken on a satellite at its hour, and answered from there."""

import asyncio
import time
from datetime import datetime

import pytest

from assistant.channels import push
from assistant.channels.wyoming.announcing import Announcer
from assistant.channels.wyoming.speaking import Voice
from assistant.settings import Place, folder_of
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from tests.bridges.interop.satellite import SimulatedSatellite

TEN = datetime.fromisoformat("2026-11-29T10:00+00:00")


@pytest.fixture
def voice():
    made = Voice(lambda: Synthesizer(Manner(voice="en-us", rate=300)), "en")
    yield made
    made.close()


def told(folder, sentence, now):
    reply = push.reply_to(
        folder_of("anna", folder), "wyoming:bedroom", sentence, lambda: now, may_read_aloud=True
    )
    return reply.text


def announced(folder, address, voice, now):
    place = {"bedroom": Place("anna", aloud=True, satellite=address)}
    trouble = []
    asyncio.run(Announcer(folder, place, lambda: now, "en", voice, trouble.append).look())
    return trouble


def test_reminder_is_spoken_on_the_satellite_and_put_off_from_there(tmp_path, voice):
    told(tmp_path, "remind me in an hour to call the clinic", TEN)
    told(tmp_path, "stop", TEN)
    with SimulatedSatellite("bedroom") as satellite:
        address = f"tcp://127.0.0.1:{satellite.port}"
        assert announced(tmp_path, address, voice, TEN.replace(minute=30)) == []
        assert satellite.played == 0.0
        assert announced(tmp_path, address, voice, TEN.replace(hour=11)) == []
        assert satellite.played > 1.0
        played, again = satellite.played, TEN.replace(hour=11, minute=20)
        assert told(tmp_path, "in ten minutes", TEN.replace(hour=11, minute=4)) == (
            "In ten minutes, then."
        )
        announced(tmp_path, address, voice, TEN.replace(hour=11, minute=12))
        assert satellite.played == played
        announced(tmp_path, address, voice, again)
        assert satellite.played > played


def test_reminder_with_no_satellite_there_stays_for_another_place(tmp_path, voice):
    told(tmp_path, "remind me in an hour to call the clinic", TEN)
    told(tmp_path, "stop", TEN)
    began = time.monotonic()
    assert announced(tmp_path, "tcp://127.0.0.1:9", voice, TEN.replace(hour=11)) == []
    assert time.monotonic() - began < 5
    folder = folder_of("anna", tmp_path)
    offer = push.offer_due(folder, "wyoming:hall", lambda: TEN.replace(hour=11), "en", True)
    assert offer is not None
    assert "call the clinic" in offer.text
