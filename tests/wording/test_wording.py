"""Every line Lantern may say is in the wording, and can be said."""

import re
from pathlib import Path

import pytest

from assistant import wording
from assistant.dialogue import Say
from assistant.dialogues import SCRIPTS
from assistant.errors import Trouble
from assistant.wording import Wording

WORDS = wording.load("en")
SOURCES = [*Path(wording.__file__).parent.parent.rglob("*.py")]
KEY = re.compile(r'(?:Say|Ask|say)\(\s*f?"([a-z_.{}\[\]\']+)"')
EXPECTS = (
    *("yesno", "rating", "number", "time", "date", "recurrence", "duration", "choice"),
    *("outcome", "goal", "command", "freely", "dictation"),
)
    assert said[0] != said[1]


def test_a_name_is_said_only_when_it_is_known() -> None:
    words = Wording({"hello": ("Hello.", "Hello, {name}.")})
    assert words.line(Say("hello", name="")).text == "Hello."
    assert words.line(Say("hello", name="Ada")).text == "Hello, Ada."


def test_words_of_the_person_make_a_line_personal() -> None:
    words = Wording({"kept": ("I kept {words}.",), "bye": ("Bye.",)})
    assert words.line(Say("kept", words="it")).personal
    assert not words.line(Say("bye")).personal


def test_a_list_is_joined_as_one_says_it() -> None:
    words = Wording({"which": ("{values:or}?",), "word.or": ("or",)})
    assert words.line(Say("which", values=["a", "b", "c"])).text == "A, b or c?"


def test_braces_in_what_a_person_said_are_only_words() -> None:
    words = Wording({"kept": ("I kept {words}.",)})
    assert words.line(Say("kept", words="{name} {0}")).text == "I kept {name} {0}."


def test_no_word_of_blame() -> None:
    said = " ".join(v for variants in WORDS.variants.values() for v in variants).lower()
    for word in ("failed", "you should", "streak", "lazy", "i understand how you feel"):
        assert word not in said


def test_at_most_three_options_at_once() -> None:
    for variants in WORDS.variants.values():
        for variant in variants:
            question = variant.rsplit("? ", 1)[-1] if "?" in variant else ""
            assert question.count(",") <= 3, variant


def test_an_unknown_language_is_trouble() -> None:
    with pytest.raises(Trouble, match="no wording"):
        wording.load("xx")
