"""The order of the prompts, and the cards of the card sort."""

from pathlib import Path

import pytest

from assistant import wording
from assistant.practice.values import HEAVY, SHORT_DECK, THEMES, next_prompt
from tests.tables import each

WORDS = wording.load("en")
PROMPTS = WORDS.prompts()
NAMES = Path(__file__).parents[3] / "shared" / "values-cards.txt"


def test_prompts_all_forty_have_a_theme() -> None:
    themed = [prompt for prompts in THEMES.values() for prompt in prompts]
    assert len(PROMPTS) >= 40
    assert sorted(themed) == sorted(PROMPTS)


def test_next_prompt_none_twice_until_all_were_given() -> None:
    given: list[str] = []
    for _ in PROMPTS:
        given.append(next_prompt(PROMPTS, given))
    assert sorted(given) == sorted(PROMPTS)
    assert next_prompt(PROMPTS, given) == PROMPTS[0]


@each("theme", THEMES)
def test_next_prompt_theme_gives_its_own(theme: str) -> None:
    assert next_prompt(PROMPTS, (), theme=theme) in THEMES[theme]


def test_next_prompt_gently_leaves_out_the_heavy() -> None:
    given: list[str] = []
    for _ in range(2 * len(PROMPTS)):
        given.append(next_prompt(PROMPTS, given, gently=True))
    assert not HEAVY & set(given)


def test_cards_are_eighty_three_with_the_short_deck_among_them() -> None:
    cards = WORDS.cards()
    assert len(cards) == 83
    assert len(SHORT_DECK) == len(set(SHORT_DECK)) == 24
    assert set(SHORT_DECK) <= set(cards)


@pytest.mark.skipif(not NAMES.exists(), reason="the list of names is not here")
def test_cards_are_named_as_published() -> None:
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    published = {line.casefold() for line in lines if line and not line.startswith("#")}
    assert {name.casefold() for name in WORDS.cards().values()} == published
