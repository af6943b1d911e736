"""A whole spoken check-in, on real sound."""

import pytest

from tests.audio.talking import Talking, events, state

SCRIPTS = {
    "vosk": """
"morning.which_value" = ["family", "honesty"]
"morning.how_did_it_go" = ["undo", "(mumble)"]
"reprompt.unclear.1.outcome" = "not yet"
"morning.what_got_in_the_way" = "i was tired"
"morning.another_goal" = "(silence)"
"reprompt.silence.1" = "no"
"morning.intention" = "listen first"
""",
    "pocketsphinx": """
"morning.which_value" = ["(mumble)", "honesty"]
"reprompt.unclear.1.choice" = "honesty"
"morning.how_did_it_go" = "not yet"
"morning.what_got_in_the_way" = ["i was tired", "i was tired", "i was tired", "i was tired"]
"morning.another_goal" = ["undo", "(silence)"]
"reprompt.silence.1" = "no"
"morning.intention" = "listen first"
""",
}
"""Each with an undo, speech of which nothing can be made out, a silence and a no in it. Words of
one's own are not PocketSphinx's strength, and undo is said where it is a closed question."""

VOICES = {"vosk": ("en-us", 150), "pocketsphinx": ("en-us+f2", 110)}
"""PocketSphinx learnt from people: of the synthesizer's voices it hears this one best."""


@pytest.mark.timeout(200)
@pytest.mark.parametrize("recognizer", ["vosk", "pocketsphinx"])
def test_a_morning(recognizer, server, known):
    voice, rate = VOICES[recognizer]
    with Talking(server, known, "morning", recognizer, SCRIPTS[recognizer], voice, rate) as talking:
        talking.wait()
    kept = state(talking.data)
    value = {value["name"]: value["id"] for value in kept["values"]}["honesty"]
    said = [line.split("\t")[0] for line in talking.said]
    assert {"undo", "(mumble)", "(silence)"} < set(said), str(talking)
    assert list(kept["day_values"].values()) == [value], str(talking)
    assert [check["outcome"] for check in kept["goals"][0]["history"]] == ["not_yet"]
    assert len(kept["goals"]) == 1
    missed = [event["data"]["why"] for event in events(talking.data) if event["type"] == "missed"]
    # A mumble is either words which mean nothing here, or no words at all.
    assert len(missed) == 2
    assert missed[1] == "silence"
    (intention,) = kept["intentions"]
    if recognizer == "vosk":
        assert intention["words"] == "listen first"
