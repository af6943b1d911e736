"""Lantern in Home Assistant itself, the newest version and the oldest that is supported."""

import time
from datetime import timedelta

import pytest

from assistant.settings import Place
from tests.bridges.interop.home_assistant import PYTHONS, HomeAssistant, home_assistant_python
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
    with running(recognizer, folder / "journals", places={"*": Place(aloud=True)}) as lantern:
        home.lantern = lantern
        try:
            home.start()
            home.welcome()
            assert home.add_wyoming(lantern.port).startswith("lantern-")
            yield home
        finally:
            home.stop()
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
    first, one = home.say("i want to kill myself")
    assert first.endswith("Are you thinking about ending your life?")
    second, other = home.say("yes")
    assert one != other
    assert "emergency number" in second
    talk(home, "no", "no", "yes", "stop", "stop")
    home.lantern.now += timedelta(minutes=30)


def test_answer_by_sound(home, spoken):  # noqa: F811
    """A short answer, and nobody tells the pipeline when it was over."""
    talk(home, "start my morning check in")
    told = home.hear(spoken("no").tobytes(), seconds=12)
    if home.version in ENDS_TURNS:
        assert told["stt-end"]["stt_output"]["text"] == "no"
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
