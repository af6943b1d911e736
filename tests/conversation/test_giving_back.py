"""A person's words, tidied, named and given back to them."""

import re
from random import Random
from typing import Any

import pytest

from assistant import wording
from assistant.dialogues.steps import Say
from assistant.formatting.rephrasing import (
    as_action,
    as_person_name,
    as_value_name,
    first_clause,
    insists_on_step,
    is_pleasantry,
    is_sentence,
    mentions_hardship,
    mentions_time,
    strip_hedges,
    tidy,
    to_second_person,
)

WORDS = wording.load("en")
SOME = (
    *(
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "i'm",
        "i am",
        "i was",
        "i've",
        "was",
        "am",
        "kids",
        "the",
    ),
    *(
        "mother",
        "walk",
        "and",
        "to",
        "be",
        "heard",
        "maybe",
        "friday",
        ",",
        ".",
        " ",
        "never",
        "also",
    ),
)
FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'll|i'd|me|my|mine|myself)\b", re.I)


def spoken(key: str, words: dict[str, Any]) -> str:
    return WORDS.line(Say(key, **words)).text


def phrases(count: int = 2000) -> list[str]:
    random = Random("given back")
    return [" ".join(random.choices(SOME, k=random.randint(1, 9))) for _ in range(count)]


def test_nothing_of_the_first_person_is_left_and_twice_is_as_once() -> None:
    for phrase in phrases():
        turned = to_second_person(tidy(phrase))
        assert not FIRST_PERSON.search(turned), (phrase, turned)
        agrees = "me was" in phrase or "i'm was" in phrase  # no English to begin with
        assert agrees or not re.search(r"\byou (?:am|was)\b", turned), (phrase, turned)
        assert to_second_person(turned) == turned
        assert len(turned.split()) == len(tidy(phrase).split())


def test_tidy_changes_no_word() -> None:
    for phrase in phrases():
        letters = re.sub(r"\s", "", phrase).lower()
        assert re.sub(r"\s", "", tidy(phrase)).lower() == letters
        assert tidy(tidy(phrase)) == tidy(phrase)


def test_whatever_was_said_a_line_is_well_written() -> None:
    """In every wording, with anything in its slots."""
    random = Random("lines")
    worded = (p for p in phrases(60) if re.search(r"\w", p) and "." not in p)
    said = [*worded, "hello.", "really?", "so...", "it's over. i cried .", "{goal}", "well !"]
    for key, variants in WORDS.variants.items():
        fields = {f for v in variants for f in re.findall(r"{(\w+)(?:}|:word})", v)}
        if not fields or WORDS.is_as_said(key) or key.startswith(("word.", "simple.", "help.")):
            continue
        for _ in range(3):
            line = spoken(key, {f: tidy(random.choice(said)) for f in fields})
            line = line.replace("{goal}", "X").replace("{Goal}", "X")
            for wrong in ("..", " ,", " .", "  ", "{", "}", ".,", "?."):
                assert wrong not in line.replace("...", "…"), (key, line)
            assert not re.search(r"(?:^|[.!?] )[a-z]", line), (key, line)


@pytest.mark.parametrize(
    ("said", "given_back"),
    [
        ("I was late and I am sorry", "you were late and you are sorry"),
        ("my kids and mine", "your kids and yours"),
        ("I also was there at 7 am", "you also were there at 7 am"),
        ("what was I thinking", "what were you thinking"),
        ("she was there", "she was there"),
        ("I love you", "I love you"),
    ],
)
def test_first_person_becomes_second(said: str, given_back: str) -> None:
    assert to_second_person(said) == given_back


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("family, I guess", "family"),
        ("um family maybe", "family"),
        ("I guess", "I guess"),
        ("saying what I think", "saying what I think"),
        ("well being", "well being"),
    ],
)
def test_a_hedge_is_no_part_of_a_name(said: str, name: str) -> None:
    assert strip_hedges(said) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("to be heard", "being heard"),
        ("be a good mother", "being a good mother"),
        ("I want to help people", "helping people"),
        ("being there for people", "being there for people"),
        ("to run free", "running free"),
        ("love", "love"),
        ("love of god", "love of god"),
        ("my kids, I suppose", "my kids"),
    ],
)
def test_a_value_has_a_name_which_can_stand_in_a_sentence(said: str, name: str) -> None:
    assert as_value_name(said) == name


def test_who_it_is() -> None:
    assert as_person_name("it's my daughter Anna I think") == "my daughter Anna"
    assert as_person_name("my daughter") == "my daughter"
    assert as_person_name("oh I could not say who of all of them would do it") == ""


def test_what_is_meant_and_when() -> None:
    assert as_action("I will be kind to my mother") == "be kind to my mother"
    assert as_action("I'm going to rest") == "rest"
    assert as_action("I will not shout") == "I will not shout"
    assert mentions_time("call her this evening after dinner")
    assert not mentions_time("call her")


def test_a_hard_week_is_no_proud_moment() -> None:
    assert mentions_hardship("it was a hard week")
    assert not mentions_hardship("it was hard but I rang him")


@pytest.mark.parametrize("said", ["fear", "my boss", "being late", "the fear of him", "failing"])
def test_a_name_stands_where_a_name_belongs(said: str) -> None:
    assert not is_sentence(said)


@pytest.mark.parametrize(
    "said", ["you're afraid he'll shout", "he'll shout", "I can't", "it is me"]
)
def test_a_sentence_is_no_name(said: str) -> None:
    assert is_sentence(said)


@pytest.mark.parametrize("said", ["that would be nice", "It's a good idea.", "sounds good, thanks"])
def test_a_pleasantry_names_nothing(said: str) -> None:
    assert is_pleasantry(said)
    assert not is_pleasantry(f"{said} to swim")


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("call my daughter on sunday and really listen to her", "call my daughter"),
        ("I want to sit with my father, and ask about the war", "sit with my father"),
        ("run and then rest for as long as I like today", ""),
    ],
)
def test_a_long_step_has_a_short_name(said: str, short: str) -> None:
    assert first_clause(said) == short


@pytest.mark.parametrize("said", ["that's my step", "No, it's my own step.", "I'll do it myself"])
def test_who_says_it_is_theirs_stands_by_it(said: str) -> None:
    assert insists_on_step(said, "fix the gate")
    assert not insists_on_step("call my sister", "fix the gate")


def test_hesitation_in_the_middle_goes() -> None:
    said = "my children, i suppose, and being kind to people"
    assert strip_hedges(said) == "my children, and being kind to people"
