"""The options of a question: ids, with what they are called in the language's data."""

from intents import Choice, Several, load

LANGUAGE = load("en")
GOALS = Choice(("g1", "g2"), labels=("call my sister", "sing"))


def test_choice_by_a_label_gives_the_id() -> None:
    rows = {"call my sister": "g1", "the second one": "g2", "sing please": "g2", "neither": None}
    said = {text: LANGUAGE.understand(text, GOALS).value for text in rows}
    assert said == rows


def test_choice_by_any_name_in_the_data_gives_the_id() -> None:
    deck = Choice(("short", "full"), named="card_deck")
    rows = {"the short deck": "short", "short": "short", "all of the cards": "full"}
    assert {text: LANGUAGE.understand(text, deck).value for text in rows} == rows


def test_choice_option_without_a_name_is_called_by_its_id() -> None:
    assert LANGUAGE.understand("a walk", Choice(("a walk", "a call"))).value == "a walk"


def test_choice_labels_come_before_the_names_of_further_options() -> None:
    goals = Choice((*GOALS.options, "all"), labels=GOALS.labels, named="goals")
    assert LANGUAGE.understand("all of them", goals).value == "all"


def test_several_by_labels_gives_ids() -> None:
    several = Several(("v1", "v2"), labels=("courage", "family"))
    assert LANGUAGE.understand("only family", several).value == ["v2"]
    assert LANGUAGE.understand("both", several).value == ["v1", "v2"]


def test_phrases_of_a_choice_are_its_labels() -> None:
    assert {"call my sister", "sing"} <= set(LANGUAGE.phrases(GOALS) or ())
