"""A whole spoken check-in, on real sound."""

import pytest

from tests.audio.talking import Conversation, events, state

SCRIPTS = {
    "vosk": """
"morning.which_value" = ["family", "(mumble)", "honesty"]
"reprompt.unclear.1.choice" = "honesty"
"morning.how_did_it_go" = ["undo", "not yet"]
"morning.what_got_in_the_way" = "i was tired"
"morning.another_goal" = "(silence)"
"reprompt.silence.1" = "no"
"morning.intention" = "listen first"
""",
    "pocketsphinx": """
"morning.which_value" = ["(mumble)", "honesty"]
"reprompt.unclear.1.choice" = "honesty"
"morning.how_did_it_go" = "not yet"
"morning.what_got_in_the_way" = [
    "i was tired", "i was tired", "i was tired", "i was tired", "i was tired"
]
"morning.another_goal" = ["undo", "(silence)"]
"reprompt.silence.1" = "no"
"morning.intention" = "listen first"
""",
}
"""Each with an undo, speech of which nothing can be made out, a silence and a no in it. Words of
one's own are not PocketSphinx's strength: undo is said where it is a closed question, and an
intention which was read back wrongly is skipped."""

VOICES = {
    "vosk": (("en-us", "en-gb-scotland", "en-gb", "en-gb-x-rp"), 150),
    "pocketsphinx": (("en-us+f2",), 110),
}
"""PocketSphinx learnt from people: of the synthesizer's voices it hears this one only.
test_faults.py has a conversation with Moonshine."""


@pytest.mark.slow
@pytest.mark.parametrize("recognizer", ["vosk", "pocketsphinx"])
def test_morning_undo_mumble_and_silence_keeps_what_was_meant(recognizer, server, known):
    voices, rate = VOICES[recognizer]
    script = SCRIPTS[recognizer]
    with Conversation(server, known, "morning", recognizer, script, voices, rate) as conversation:
        conversation.wait()
    told = str(conversation)
    kept = state(conversation.data)
    value = {value["name"]: value["id"] for value in kept["values"]}["honesty"]
    assert {"undo", "(mumble)", "(silence)"} < set(conversation.said), told
    assert list(kept["day_values"].values()) == [value], told
    assert len(kept["goals"]) == 1
    (check,) = kept["goals"][0]["history"]
    assert check["outcome"] == "not_yet", told
    whys = [e["data"]["why"] for e in events(conversation.data) if e["type"] == "missed"]
    missed = [why for why in whys if why not in ("unsure", "corrected")]  # Not: read back.
    # A mumble is words which mean nothing here, no words at all, or words which are asked about.
    asked_about = "unsure" in whys
    assert "silence" in missed, told
    assert len(missed) >= 2 or asked_about, told
    own = [intention["words"].lower() for intention in kept["intentions"]]
    if recognizer == "vosk":
        assert own == ["listen first"], told
        assert missed[-1] == "silence", told
        assert len(missed) == 2 or asked_about, told
        assert check["barrier"] == "I was tired"
    else:
        assert own in ([], ["listen first"]), told
        assert check["barrier"].lower().removeprefix("ah ") == "i was tired", told
