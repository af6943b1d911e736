"""Every line that Lantern can say has a wording, and can be put together."""

import re
from itertools import product
from pathlib import Path

import pytest

from assistant import wording
from assistant.dialogues.catalogue import SCRIPTS
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.wording import Wording
from tests.tables import each

WORDS = wording.load("en")
SOURCES = [*Path(wording.__file__).parent.parent.rglob("*.py")]
KEY = re.compile(r'(?:Say|Ask|say)\(\s*f?"([a-z_][a-z_.{}\[\]\']+)"')
EXPECTS = (
    *("yesno", "rating", "number", "time", "date", "recurrence", "duration", "choice"),
    *("outcome", "goal", "command", "freely", "dictation"),
)


def keys_in_code() -> list[str]:
    found = {key for source in SOURCES for key in KEY.findall(source.read_text("utf-8"))}
    return sorted(found)


def test_keys_in_code_search_finds_many() -> None:
    assert len(keys_in_code()) > 40


@each("key", keys_in_code())
def test_line_key_in_code_has_a_wording(key: str) -> None:
    fixed = key.split("{")[0].rstrip(".")
    assert any(k == fixed or k.startswith(f"{fixed}.") for k in WORDS.variants) or (
        WORDS.line(Say(key))
    )


@each("expects", EXPECTS)
def test_line_help_of_expectation_is_there(expects: str) -> None:
    assert WORDS.line(Say(f"help.{expects}")).text


@each(("why", "expects"), product(("silence", "unclear"), EXPECTS))
def test_line_reprompts_of_expectation_differ(why: str, expects: str) -> None:
    said = {WORDS.line(Say(f"reprompt.{why}.{n}.{expects}")).text for n in (1, 2, 3)}
    assert len(said) == 3


@each("dialogue", sorted(SCRIPTS))
def test_line_dialogue_left_or_resumed_has_a_wording(dialogue: str) -> None:
    assert WORDS.line(Say(f"pick_up.shall_we_go_on.{dialogue}")).text
    assert WORDS.line(Say(f"left.stop.{dialogue}")).text


@each("prompt", WORDS.prompts())
def test_line_prompt_has_a_deep_and_an_easier_wording(prompt: str) -> None:
    assert WORDS.line(Say(f"prompt.{prompt}.deep")).text
    assert WORDS.line(Say(f"prompt.{prompt}.easier")).text


def test_line_said_again_takes_the_next_variant() -> None:
    said = [WORDS.line(Say("undo.done", nth)).text for nth in range(2)]
    assert said[0] != said[1]


def test_line_without_a_name_takes_a_variant_without() -> None:
    words = Wording({"hello": ("Hello.", "Hello, {name}.")})
    assert words.line(Say("hello", name="")).text == "Hello."
    assert words.line(Say("hello", name="Ada")).text == "Hello, Ada."


def test_line_with_words_put_in_is_personal() -> None:
    words = Wording({"kept": ("I kept {words}.",), "bye": ("Bye.",)})
    assert words.line(Say("kept", words="it")).personal
    assert not words.line(Say("bye")).personal


def test_line_list_is_joined_with_or() -> None:
    words = Wording({"which": ("{values:or}?",), "word.or": ("or",)})
    assert words.line(Say("which", values=["a", "b", "c"])).text == "A, b or c?"


def test_line_braces_in_words_stay_as_they_are() -> None:
    words = Wording({"kept": ("I kept {words}.",)})
    assert words.line(Say("kept", words="{name} {0}")).text == "I kept {name} {0}."


@each("word", ("failed", "you should", "streak", "lazy", "i understand how you feel"))
def test_wordings_hold_no_word_of_blame(word: str) -> None:
    said = " ".join(v for variants in WORDS.variants.values() for v in variants).lower()
    assert word not in said


@each("variant", [variant for variants in WORDS.variants.values() for variant in variants])
def test_wordings_offer_at_most_three_options(variant: str) -> None:
    question = variant.rsplit("? ", 1)[-1] if "?" in variant else ""
    assert question.count(",") <= 3


SIMPLE = [key for key in WORDS.variants if key.startswith("simple.")]


@each("key", SIMPLE)
def test_simple_wording_is_shorter_with_the_same_words(key: str) -> None:
    def longest(variants: tuple[str, ...]) -> int:
        return max(len(s.split()) for v in variants for s in re.split(r"[.?!] ", v))

    usual, simple = WORDS.variants[key.removeprefix("simple.")], WORDS.variants[key]
    assert longest(simple) <= longest(usual)
    assert longest(simple) <= 12
    fields = {name for v in usual for name in re.findall(r"{(\w+)", v)}
    assert {name for v in simple for name in re.findall(r"{(\w+)", v)} <= fields


def test_line_simple_only_where_asked_for() -> None:
    say = Say("reflect.may_i_record")
    assert WORDS.line(say, simple=True).text != WORDS.line(say).text
    assert WORDS.line(Say("undo.nothing"), simple=True) == WORDS.line(Say("undo.nothing"))


def test_load_unknown_language_raises() -> None:
    with pytest.raises(Trouble, match=r"language\.unknown"):
        wording.load("qq")


def test_line_with_zero_says_it() -> None:
    words = Wording({"left": ("{left} to go.", "On we go.")})
    assert words.line(Say("left", left=0)).text == "0 to go."
    assert words.line(Say("left", left=None)).text == "On we go."
    assert words.line(Say("left", left=False)).text == "On we go."


def test_line_under_a_key_marked_as_said_keeps_the_first_person() -> None:
    words = Wording({"read.it": ("{words}.",), "readable": ("{words}.",)}, as_said=("read",))
    assert words.line(Say("read.it", words="my kids")).text == "My kids."
    assert words.line(Say("readable", words="my kids")).text == "Your kids."


def test_phrase_puts_words_in_exactly() -> None:
    words = Wording({"goal": ("{title}, for {value}", "{title}")})
    assert words.phrase("goal", title="my walk", value="") == "my walk"
    assert words.phrase("goal", title="my walk", value="health") == "my walk, for health"


def test_clock_names_the_part_of_the_day() -> None:
    told = {time: WORDS.clock(time) for time in ("07:30", "12:00", "13:00", "20:05")}
    assert told == {
        "07:30": "7:30 in the morning",
        "12:00": "noon",
        "13:00": "1 o'clock in the afternoon",
        "20:05": "8:05 in the evening",
    }
