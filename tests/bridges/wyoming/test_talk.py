"""Conversations over Wyoming, with the protocol's own client library at the other end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from wyoming.asr import Transcript
from wyoming.handle import Handled, NotHandled

from assistant.channels.wyoming.conversations import Conversations
from assistant.channels.wyoming.protocol import PlaceContext
from assistant.settings import Place
from tests.bridges.wyoming.service import MORNING, running

KEPT = ("Kept.", "I have that.", "Mm-hm.", "Go on.")


def welcome(service, place, value):
    """A first conversation, with a value and a goal."""
    for sentence in ("hello lantern", value, "call my brother", "twice a week", "stop"):
        service.say(place, sentence)


def text(answer):
    assert Handled.is_type(answer.type), answer
    return Handled.from_event(answer).text


def test_check_in_runs_to_its_end(service):
    welcome(service, "kitchen", "honesty")
    service.now += timedelta(days=7)
    said = [
        text(service.say("kitchen", sentence))
        for sentence in (
            "start my morning check in",
            "yes",
            "not yet",
            "i was tired",
            "no",
            "listen first",
        )
    ]
    assert said[0] == "Good morning. Would you like to bring honesty to today?"
    assert said[2].startswith("Not yet.")
    assert "listen first" in said[-1]


def test_answer_tells_what_is_expected(service):
    welcome(service, "kitchen", "honesty")
    asked = service.say("kitchen", "start my morning check in").data["context"]
    assert asked == {
        "conversation_id": "of-kitchen",
        "expects": "yesno",
        "continue_conversation": True,
    }
    ended = service.say("kitchen", "stop").data["context"]
    assert ended["expects"] is None
    assert not ended["continue_conversation"]


def test_reflection_is_gathered_over_many_sentences(service):
    welcome(service, "bedroom", "honesty")
    service.say("bedroom", "i want to reflect")
    for sentence in ("no", "no"):
        service.say("bedroom", sentence)
    segments = [f"this is part {n} of what i have to cancel and to say" for n in range(12)]
    for segment in segments:
        assert text(service.say("bedroom", segment)) in (
            "Kept.",
            "I have that.",
            "Mm-hm.",
            "Go on.",
        )
    service.say("bedroom", "that's all")
    service.say("bedroom", "stop")
    told = text(service.say("bedroom", "read my last reflection"))
    assert all(segment in told.lower() for segment in segments)


def test_two_satellites_at_once_do_not_mix(service):
    welcome(service, "kitchen", "honesty")
    welcome(service, "study", "patience")

    def many(place):
        return [text(service.say(place, "what are my values")) for _ in range(10)]

    with ThreadPoolExecutor(2) as both:
        anna, ben = both.map(many, ("kitchen", "study"))
    assert all("honesty" in told and "patience" not in told for told in anna)
    assert all("patience" in told and "honesty" not in told for told in ben)


def test_unknown_satellite_reaches_no_journal(service):
    welcome(service, "kitchen", "honesty")
    answer = service.say("guest room", "what are my values")
    assert NotHandled.is_type(answer.type)
    assert "guest room" in answer.data["text"]
    assert "honesty" not in answer.data["text"]
    assert service.unknown == ["guest room"]
    assert not (service.folder / "journal.jsonl").exists()


def test_client_without_place_reaches_no_journal(service):
    assert NotHandled.is_type(service.ask(Transcript("what are my values"))[0].type)


def test_past_entries_are_read_aloud_only_where_allowed(service):
    welcome(service, "kitchen", "honesty")
    for sentence in ("i want to reflect", "no", "no", "my sister rang", "that's all", "stop"):
        service.say("kitchen", sentence)
    asked = "what did i say about my sister"
    assert "rang" not in text(service.say("hall", asked))
    assert "honesty" not in text(service.say("hall", "what are my values"))
    assert "rang" in text(service.say("bedroom", asked))


def test_conversation_goes_on_under_new_conversation_id(service):
    welcome(service, "kitchen", "honesty")
    asked = text(service.say("kitchen", "start my morning check in", "first"))
    assert text(service.say("kitchen", "repeat", "second")).endswith(asked.partition(". ")[2])


def test_dictation_goes_on_under_new_conversation_id(service):
    """Home Assistant forgets a conversation after five minutes, and when it starts again."""
    welcome(service, "bedroom", "honesty")
    for sentence in ("i want to reflect", "no", "no", "my sister rang"):
        service.say("bedroom", sentence, "first")
    service.now += timedelta(minutes=6)
    service.say("bedroom", "and i was glad", "second")
    service.say("bedroom", "that's all", "third")
    service.say("bedroom", "stop", "third")
    told = text(service.say("bedroom", "read my last reflection"))
    assert "my sister rang and I was glad" in told


def old_home_assistant(service, sentence, conversation):
    """A sentence as Home Assistant up to 2026.2 sends it."""
    asked = Transcript(sentence, context={"conversation_id": conversation}, language="en")
    return service.ask(asked)[0]


@pytest.fixture
def by_address(recognizer, tmp_path):
    places = {"127.0.0.1": Place(aloud=True), "kitchen": Place("anna")}
    with running(recognizer, tmp_path, places=places) as service:
        yield service


def test_place_without_a_name_is_the_address_of_the_client(by_address):
    service = by_address
    for number, sentence in enumerate(("hello lantern", "honesty", "skip", "stop")):
        text(old_home_assistant(service, sentence, f"of-{number}"))
    told = text(old_home_assistant(service, "what are my values", "another"))
    assert told == "You've told me of these values: honesty."
    first = text(old_home_assistant(service, "i want to kill myself", "x"))
    assert first.endswith("Are you thinking about ending your life?")
    assert "emergency number" in text(old_home_assistant(service, "yes", "y"))
    assert NotHandled.is_type(service.say("a satellite of its own", "hello").type)


def test_id_of_an_unknown_place_is_not_read_out(tmp_path):
    conversations = Conversations(tmp_path, {}, lambda: MORNING, "en")
    for name in ("01JDQ2W8X1Y2Z3A4B5C6D7E8F9", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"):
        answer = conversations.answer("hello", PlaceContext(device_id=name), None)
        assert name not in answer.data["text"]


def test_long_reply_is_cut_at_a_sentence(tmp_path):
    conversations = Conversations(tmp_path, {"*": Place(aloud=True)}, lambda: MORNING, "en")
    place = PlaceContext(satellite_id="study")

    def told(sentence):
        return conversations.answer(sentence, place, None).data["text"]

    for sentence in ("hello", "honesty", "skip", "stop", "i want to reflect", "no", "no"):
        told(sentence)
    for _ in range(9):
        told("today i was out in the garden for a while and thought of my sister " * 120)
    told("that's all")
    told("stop")
    reply = told("read my last reflection")
    assert 10_000 < len(reply.encode()) < 64_000
    assert reply.endswith("as much as I can say at once here.")


def test_safety_talk_goes_on_under_new_conversation_id(service):
    first = text(service.say("kitchen", "i want to kill myself", "first"))
    assert first.endswith("Are you thinking about ending your life?")
    assert "emergency number" in text(service.say("kitchen", "yes", "second"))
    kept = "".join(file.read_text() for file in service.folder.rglob("*.jsonl"))
    assert "kill" not in kept


def test_other_language_is_not_handled(service):
    answer = service.say("kitchen", "guten morgen", language="de-DE")
    assert NotHandled.is_type(answer.type)
    assert answer.data["text"] == "I only speak English so far."


def test_regional_variant_of_language_is_handled(service):
    assert Handled.is_type(service.say("kitchen", "hello", language="en-GB").type)


def test_place_of_unnamed_place_is_wildcard(tmp_path):
    places = {"*": Place("guest"), "kitchen": Place("anna")}
    conversations = Conversations(tmp_path, places, lambda: MORNING, "en")
    conversations.answer("hello", PlaceContext(conversation_id="x"), None)
    assert (tmp_path / "guest").is_dir()
    assert not (tmp_path / "anna").exists()


def test_person_with_path_in_name_is_refused(tmp_path):
    places = {"kitchen": Place("../../elsewhere")}
    conversations = Conversations(tmp_path / "journals", places, lambda: MORNING, "en")
    answer = conversations.answer("hello", PlaceContext(satellite_id="kitchen"), None)
    assert NotHandled.is_type(answer.type)
    assert not (tmp_path / "elsewhere").exists()
