"""A person's words as they are kept, named, and said back to them."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from intents.languages import folder_of

WORDS = wording.load("en")
SOME = [
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
]
FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'll|i'd|me|my|mine|myself)\b", re.I)


def spoken(key: str, words: dict[str, Any]) -> str:
    return WORDS.line(Say(key, **words)).text


def phrases(count: int = 2000) -> list[str]:
    random = Random("given back")
    return [" ".join(random.choices(SOME, k=random.randint(1, 9))) for _ in range(count)]


def test_to_second_person_any_words_leaves_no_first_person_and_is_stable() -> None:
    for phrase in phrases():
        turned = to_second_person(tidy(phrase))
        assert not FIRST_PERSON.search(turned), (phrase, turned)
        agrees = "me was" in phrase or "i'm was" in phrase  # no English to begin with
        assert agrees or not re.search(r"\byou (?:am|was)\b", turned), (phrase, turned)
        assert to_second_person(turned) == turned
        assert len(turned.split()) == len(tidy(phrase).split())


def test_tidy_any_words_changes_no_letter() -> None:
    for phrase in phrases():
        letters = re.sub(r"\s", "", phrase).lower()
        assert re.sub(r"\s", "", tidy(phrase)).lower() == letters
        assert tidy(tidy(phrase)) == tidy(phrase)


def test_wording_any_words_in_its_slots_is_well_written() -> None:
    random = Random("lines")
    worded = (p for p in phrases(60) if re.search(r"\w", p) and "." not in p)
    said = [*worded, "hello.", "really?", "so...", "it's over. i cried .", "{goal}", "well !"]
    for key, variants in WORDS.variants.items():
        fields = {f for v in variants for f in re.findall(r"(?<!{){(\w+)(?:}|:word})", v)}
        if not fields or WORDS.is_as_said(key) or key.startswith(("word.", "simple.", "help.")):
            continue
        for _ in range(3):
            line = spoken(key, {f: tidy(random.choice(said)) for f in fields})
            line = line.replace("{goal}", "X").replace("{Goal}", "X")
            for wrong in ("..", " ,", " .", "  ", "{", "}", ".,", "?."):
                assert wrong not in line.replace("...", "…"), (key, line)
            assert not re.search(r"(?:^|[.!?] )[a-z]", line), (key, line)


def test_to_second_person_sentences_turn_pronouns_and_verbs() -> None:
    _check(
        to_second_person,
        ("I was late and I am sorry", "you were late and you are sorry"),
        ("my kids and mine", "your kids and yours"),
        ("I also was there at 7 am", "you also were there at 7 am"),
        ("what was I thinking", "what were you thinking"),
        ("she was there", "she was there"),
        ("I love you", "I love you"),
    )


def test_strip_hedges_at_either_end_or_amid_leaves_the_name() -> None:
    _check(
        strip_hedges,
        ("family, I guess", "family"),
        ("um family maybe", "family"),
        ("I guess", "I guess"),
        ("saying what I think", "saying what I think"),
        ("well being", "well being"),
        ("well-being", "well-being"),
        ("ummm, well, my garden", "my garden"),
        ("my children, i suppose, and being kind", "my children, and being kind"),
    )


def test_as_value_name_verbs_become_names() -> None:
    _check(
        as_value_name,
        ("to be heard", "being heard"),
        ("be a good mother", "being a good mother"),
        ("I want to help people", "helping people"),
        ("being there for people", "being there for people"),
        ("to run free", "running free"),
        ("love", "love"),
        ("love of god", "love of god"),
        ("my kids, I suppose", "my kids"),
    )


def test_as_person_name_sentence_around_it_is_cut_off() -> None:
    _check(
        as_person_name,
        ("it's my daughter Anna I think", "my daughter Anna"),
        ("my daughter", "my daughter"),
        ("oh I could not say who of all of them would do it", ""),
    )


def test_as_action_intention_loses_its_beginning() -> None:
    _check(
        as_action,
        ("I will be kind to my mother", "be kind to my mother"),
        ("I'm going to rest", "rest"),
        ("I will not shout", "I will not shout"),
    )


def test_mentions_time_day_time_is_found() -> None:
    _check(
        mentions_time,
        ("call her this evening after dinner", True),
        ("call her when I'm home", True),
        ("swim at 7:30", True),
        ("swim at 7am", True),
        ("call her", False),
    )


def test_mentions_hardship_nothing_else_said_is_found() -> None:
    _check(
        mentions_hardship,
        ("it was a hard week", True),
        ("it was hard but I rang him", False),
    )


def test_is_sentence_names_are_told_from_sentences() -> None:
    names = ["fear", "my boss", "being late", "the fear of him", "failing"]
    told = ["you're afraid he'll shout", "he'll shout", "I can't", "it is me"]
    _check(is_sentence, *((said, False) for said in names), *((said, True) for said in told))


def test_is_pleasantry_more_than_kindness_is_none() -> None:
    said = ["that would be nice", "It's a good idea.", "sounds good, thanks"]
    _check(is_pleasantry, *((each, True) for each in said))
    _check(is_pleasantry, *((f"{each} to swim", False) for each in said))


def test_first_clause_long_step_gets_a_short_name() -> None:
    _check(
        first_clause,
        ("call my daughter on sunday and really listen to her", "call my daughter"),
        ("I want to sit with my father, and ask about the war", "sit with my father"),
        ("swim at 7:30 and then rest", "swim at 7:30"),
        ("run and then rest for as long as I like today", ""),
    )


def test_insists_on_step_own_step_stands() -> None:
    said = ["that's my step", "No, it's my own step.", "I'll do it myself"]
    assert [each for each in said if not insists_on_step(each, "fix the gate")] == []
    assert insists_on_step("Fix the gate.", "fix the gate")
    assert not insists_on_step("call my sister", "fix the gate")


EVERY = [
    *(tidy, strip_hedges, as_action, as_value_name, as_person_name, is_sentence, is_pleasantry),
    *(first_clause, mentions_time, mentions_hardship, to_second_person),
    lambda said: insists_on_step(said, "x"),
]
VOCABULARY = sorted(
    set(re.findall(r"[^\W\d_]+", (folder_of("en") / "rephrasing.toml").read_text()))
)
PIECES = st.sampled_from([*VOCABULARY, "I", "i'm", "7:30", ",", ".", "…", "  ", "-", "\u2019"])


@given(st.lists(PIECES, max_size=200).map(" ".join) | st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_rephrasing_any_text_takes_less_than_20_ms(text: str) -> None:
    for rephrase in EVERY:
        assert _seconds(rephrase, text[:400]) < 0.02


def test_rephrasing_repeated_phrases_takes_less_than_20_ms() -> None:
    """Texts on which a careless regular expression would go back again and again."""
    slow = []
    for phrase in (
        "um ",
        "um, ",
        "i think that ",
        "so, ",
        " ",
        ", ",
        "i ",
        "no i mean ",
        "a-",
        "1.",
        "'",
    ):
        text = (phrase * 400)[:400]
        slow += [(phrase, each) for each in EVERY if _seconds(each, f"x {text} x"[:400]) >= 0.02]
    assert slow == []


def test_rephrasing_language_without_tables_keeps_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zy").mkdir()
    (tmp_path / "zy" / "habits.toml").touch()
    monkeypatch.setenv("LANTERN_LANGUAGES", str(tmp_path))
    said = "I guess I will be kind, I suppose"
    for rephrase in (
        tidy,
        strip_hedges,
        as_action,
        as_value_name,
        to_second_person,
    ):
        assert rephrase(said, "zy") == said
    assert not is_sentence(said, "zy")
    assert not is_pleasantry(said, "zy")
    assert not mentions_time(said, "zy")


def _check(rephrase: Callable[[str], Any], *rows: tuple[str, Any]) -> None:
    """Compares what comes of each sentence with what is expected, all at once."""
    assert [(said, rephrase(said)) for said, _ in rows] == list(rows)


def _seconds(rephrase: Callable[[str], Any], text: str) -> float:
    """The least processor time of three calls, so that other programs do not count."""
    taken = []
    for _ in range(3):
        began = time.thread_time()
        rephrase(text)
        taken.append(time.thread_time() - began)
    return min(taken)


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("pack me bag before work", "pack your bag before work"),
        ("revise with me flash cards", "revise with your flash cards"),
        ("give me a break", "give you a break"),
        ("come with me tomorrow", "come with you tomorrow"),
        ("she drives me mad", "she drives you mad"),
    ],
)
def test_second_person_turns_me_before_a_thing_as_in_dialects(said, turned):
    assert to_second_person(said) == turned
