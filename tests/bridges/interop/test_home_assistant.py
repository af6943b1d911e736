"""Lantern in Home Assistant itself, the newest version and the oldest that is supported."""

import time
from datetime import timedelta

import pytest

from assistant.channels.wyoming.speaking import Voice
from assistant.settings import Place
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from tests.bridges.interop.home_assistant import PYTHONS, HomeAssistant, home_assistant_python
from tests.bridges.interop.satellite import SimulatedSatellite
from tests.bridges.interop.test_satellite import free_port
from tests.bridges.wyoming.conftest import recognizer, spoken  # noqa: F401
from tests.bridges.wyoming.service import running

pytestmark = [pytest.mark.timeout(900), pytest.mark.interop]
ENDS_TURNS = {"2026.11.0"}
"""The versions that leave the end of a turn to Lantern."""


@pytest.fixture(scope="module", params=PYTHONS)
def home(request, recognizer, tmp_path_factory):  # noqa: F811
    """A Home Assistant with Lantern added, as the README tells somebody new."""
    python = home_assistant_python(request.param)
    folder = tmp_path_factory.mktemp("home")
    home = HomeAssistant(python, folder / "config", free_port())
    home.version = request.param
    voice = Voice(lambda: Synthesizer(Manner(voice="en-us")), "en")
    everywhere = {"*": Place(aloud=True)}
    with running(recognizer, folder / "journals", places=everywhere, voice=voice) as lantern:
        home.lantern = lantern
        try:
            home.start()
            home.welcome()
            assert home.add(lantern.port).startswith("lantern-")
            home.agent = home.entity("conversation")
            yield home
        finally:
            home.stop()
            voice.close()
        assert not lantern.wrong


def talk(home, *sentences):
    """The replies; each sentence comes under a conversation id of its own."""
    return [home.say(sentence)[0] for sentence in sentences]


def test_conversations_by_text(home):
    told = talk(home, "hello", "honesty", "call my brother", "twice a week", "stop")
    assert told[1].startswith("Honesty. I've kept that, in your words.")
    assert "call your brother, twice a week" in told[3]
    assert "Home Assistant hears us too" in talk(home, "is this private?")[0]
    assert "did you mean" not in talk(home, "Hi")[0].lower()
    talk(home, "stop")


def test_offer_to_go_on_is_answered(home):
    asked = talk(home, "start my morning check in", "yes", "stop")[1]
    offered = talk(home, "start my morning check in")[0]
    assert offered == "We were in the middle of your check-in. Shall we go on from there?"
    assert talk(home, "yes")[0].endswith(asked.rpartition(". ")[2])
    talk(home, "stop", "start my morning check in")
    assert "honesty" in talk(home, "no")[0]
    talk(home, "stop")


def test_dictation_outlives_silence_and_a_restart(home):
    talk(home, "i want to reflect", "no", "no")
    assert talk(home, "my sister rang today")[0] in ("Kept.", "I have that.", "Mm-hm.", "Go on.")
    home.lantern.now += timedelta(minutes=6)
    home.stop()
    home.start()
    talk(home, "and i was glad", "that's all", "stop")
    assert "my sister rang today and I was glad" in talk(home, "read my last reflection")[0]


def test_talk_about_danger_outlives_a_new_conversation(home):
    first, one, _ = home.say("i want to kill myself")
    assert first.endswith("Are you thinking about ending your life?")
    second, other, _ = home.say("yes")
    assert one != other
    assert "emergency number" in second
    talk(home, "no", "no", "yes", "stop", "stop")
    home.lantern.now += timedelta(minutes=30)


def test_answer_by_sound(home, spoken):  # noqa: F811
    """A short answer, and nobody tells the pipeline when it was over."""
    talk(home, "start my morning check in")
    told = home.hear(spoken("no").tobytes(), seconds=12)
    if home.version in ENDS_TURNS:
        assert told["stt-end"]["stt_output"]["text"] in ("no", "know")  # both are understood
        assert told["stt-end"]["after"] < 8
        assert told["intent-end"]["intent_output"]["response"]["speech"]["plain"]["speech"]
    else:
        assert "stt-end" in told or "error" in told
    talk(home, "stop")


def test_dictation_by_sound_keeps_what_comes_after_a_pause(home, spoken):  # noqa: F811
    if home.version not in ENDS_TURNS:
        pytest.skip("this version ends a turn at the first pause")
    talk(home, "i want to reflect", "no", "no")
    said = spoken("today i was with my family").tobytes()
    said += bytes(3 * 32000) + spoken("and i called my sister").tobytes()
    told = home.hear(said, seconds=15)
    assert "family" in told["stt-end"]["stt_output"]["text"]
    assert "sister" in told["stt-end"]["stt_output"]["text"]
    talk(home, "that's all", "stop")


@pytest.fixture(scope="module")
def kitchen(home):
    with SimulatedSatellite("kitchen") as satellite:
        assert home.add(satellite.port) == "kitchen"
        home.prefer_lantern()
        assert home.entity("assist_satellite", "kitchen")
        yield satellite


def test_satellite_talks_in_lanterns_voice(home, kitchen, spoken):  # noqa: F811
    told = kitchen.say(spoken("what are my values").tobytes())
    assert told is not None, home.log()
    assert kitchen.played > 1


def test_reminder_on_a_satellite_is_answered(home, kitchen, spoken):  # noqa: F811
    """The blueprint announces it, and the answer to it is understood."""
    lantern = home.lantern
    for sentence in ("stop", "remind me every day at nine in the morning", "yes"):
        lantern.say("assist_satellite.kitchen", sentence)
    lantern.say("assist_satellite.kitchen", "stop")
    lantern.now = lantern.now.replace(hour=9, minute=1) + timedelta(days=1)
    kitchen.played = 0.0
    home.call("automation.trigger", entity_id=home.entity("automation", "reminder"))
    deadline = time.monotonic() + 30
    while kitchen.played < 1 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert kitchen.played > 1, home.ask("/api/states/automation.reminder")
    time.sleep(3)
    told = kitchen.say(spoken("yes").tobytes())
    if home.version in ENDS_TURNS:
        assert told is not None, home.log()
        assert "honesty" in told
    talk(home, "stop")


def test_own_integration_asks_back_without_the_wake_word(home):
    assert home.add(home.lantern.port, "lantern") == "Lantern"
    agent = next(
        state["entity_id"]
        for state in home.ask("/api/states")
        if state["entity_id"].startswith("conversation.lantern")
        and state["entity_id"] != home.agent
    )
    told, _, goes_on = home.say("start my evening check in", agent)
    assert told
    assert goes_on
    told, _, goes_on = home.say("stop", agent)
    assert not goes_on


def test_latency(home):
    talk(home, "hello")
    times = []
    for _ in range(20):
        before = time.perf_counter()
        talk(home, "repeat")
        times.append(time.perf_counter() - before)
    talk(home, "stop")
    print(f"Home Assistant {home.version}: {sorted(times)[10] * 1000:.0f} ms a sentence")
    assert sorted(times)[10] < 2
