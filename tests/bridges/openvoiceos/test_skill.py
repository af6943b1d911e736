"""The skill inside OpenVoiceOS, in one process."""

import pytest


def welcome(device, value="honesty", session="default"):
    """A first conversation, with a value and a goal."""
    for sentence in ("talk to lantern", value, "call my brother", "twice a week"):
        device.say(sentence, session=session)
    device.say("stop", session=session)


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("start my morning check in", "Would you like to bring honesty to today?"),
        ("I want to reflect", "question to"),
        ("help me with my goals", "call your brother"),
        ("what are my values", "honesty"),
    ],
)
def test_intent_phrase_begins_dialogue(device, sentence, begins):
    welcome(device)
    assert begins.lower() in device.say(sentence).lower()


def test_check_in_runs_to_its_end(device):
    welcome(device)
    device.say("start my morning check in")
    device.say("yes")
    device.say("no")
    assert "listen first" in device.say("listen first")
    assert device.skill._under_way == {}


def test_microphone_opens_only_for_expected_answer(device):
    welcome(device)
    assert device.hear("start my morning check in")[-1][1]
    assert not device.hear("stop")[-1][1]


def test_reflection_with_cancel_words_is_gathered(device):
    welcome(device)
    device.say("i want to reflect")
    device.say("no")
    device.say("no")
    said = [
        "i had to cancel the trip with my sister",
        "and she said never mind but i do mind",
        "i wish i could stop thinking about it",
        "forget it i told her and then i cried",
    ]
    for sentence in said:
        assert device.hear(sentence) == [("", True)]  # it goes on listening, and says nothing
    assert "kept" in device.say("that's all")
    kept = "".join(file.read_text() for file in device.folder.rglob("*.jsonl"))
    assert [sentence for sentence in said if sentence not in kept.lower()] == []


def test_silence_is_asked_about_three_times(device):
    welcome(device)
    device.say("start my morning check in")
    asked = [device.stay_silent() for _ in range(4)]
    texts = [text for answers in asked for text, _ in answers]
    assert len(set(texts)) == 4
    assert [listens for answers in asked for _, listens in answers] == [True, True, True, False]
    assert "kept" in texts[-1]


def test_silence_in_reflection_is_asked_about_later(device):
    welcome(device)
    device.say("i want to reflect")
    device.say("no")
    device.say("no")
    assert [device.stay_silent() for _ in range(3)] == [[("", True)]] * 3
    assert device.stay_silent()[-1][0]


def test_stop_keeps_answers_and_offers_to_continue(device):
    welcome(device)
    device.say("start my morning check in")
    device.say("yes")
    assert "kept" in device.say("stop")
    assert "Shall we go on" in device.say("start my morning check in")


def test_never_mind_ends_question(device):
    welcome(device)
    device.say("start my morning check in")
    assert not device.hear("never mind")[-1][1]


def test_two_satellites_do_not_mix(device):
    welcome(device, "honesty")
    welcome(device, "patience", session="bedroom")
    device.say("start my morning check in")
    device.say("start my morning check in", session="bedroom")
    assert "patience" in device.say("repeat", session="bedroom")
    assert "honesty" in device.say("repeat")
    assert "patience" not in device.say("what are my values")


def test_unknown_session_reaches_no_journal(device):
    welcome(device)
    told = device.say("what are my values", session="guest-satellite")
    assert "guest-satellite" in told
    assert "honesty" not in told


def test_past_entries_are_read_aloud_only_where_allowed(device):
    welcome(device)
    for sentence in ("i want to reflect", "no", "no", "my sister rang", "that's all", "no"):
        device.say(sentence)
    assert device.skill._under_way == {}
    device.say("talk to lantern")
    assert "rang" not in device.say("what did i say about my sister")
    device.skill.settings["aloud"] = True
    try:
        assert "rang" in device.say("what did i say about my sister")
    finally:
        device.skill.settings["aloud"] = False


def test_danger_in_any_reading_is_answered(device):
    welcome(device)
    device.say("start my morning check in")
    told = device.say("i want to dye", "i want to die")
    assert told.endswith("Are you thinking about ending your life?")


def test_utterance_after_conversation_goes_to_other_skills(device):
    welcome(device)
    device.say("start my morning check in")
    device.say("stop")
    assert device.say("turn on the light in the hall") == ""
