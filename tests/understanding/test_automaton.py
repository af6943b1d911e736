"""The machine of all phrases knows exactly the phrases of the lines it was made of."""

import random

import pytest

from intents.automaton import Automaton, determined
from intents.grammar import NEVER, Grammar, Lists


def grammar():
    made = Grammar(Lists({"tea": ("tea", "a cup of tea")}, lambda word: (word,)))
    made.add("make", "(make|brew) [me] <tea> [now]")
    made.add("find", "find {what} in the (kitchen|shed)")
    made.add("find", "where is {what}")
    made.add("thirsty", "i am thirsty [now]", told=True)
    made.add(NEVER, "make me tea now")
    made.add(NEVER, "make tea not war")
    return made


@pytest.fixture(params=["made", "loaded"])
def machine(request):
    made = determined(grammar())
    return made if request.param == "made" else Automaton.load(made.dump())


def meaning(machine, said, told=True):
    fit = machine.fits(tuple(said.split()), told)
    return fit and fit.meaning


def test_fits_phrase_of_any_line_gives_its_meaning(machine):
    lines = grammar()
    rng = random.Random(1)
    for number in range(len(lines.lines) - 2):
        for _ in range(30):
            words = lines.sample(number, rng)
            said = " ".join("my old hat" if word == "{what}" else word for word in words)
            assert meaning(machine, said) == lines.lines[number].meaning


@pytest.mark.parametrize(
    "said", ["", "make", "make me", "tea", "make tea now now", "find in the shed"]
)
def test_fits_anything_else_gives_nothing(machine, said):
    assert meaning(machine, said) is None


def test_fits_never_line_gives_way_to_a_meaning(machine):
    assert meaning(machine, "make me tea now") == "make"
    assert meaning(machine, "make tea not war") == NEVER


def test_fits_told_line_is_left_out_on_request(machine):
    assert meaning(machine, "i am thirsty") == "thirsty"
    assert meaning(machine, "i am thirsty", told=False) is None


def test_fits_slot_keeps_the_places_of_its_words(machine):
    fit = machine.fits(("find", "my", "old", "hat", "in", "the", "shed"))
    assert dict(fit.slots) == {"what": (1, 4)}
    fit = machine.fits(("where", "is", "the", "man", "in", "the", "kitchen"))
    assert dict(fit.slots) == {"what": (2, 7)}


def test_nearly_phrase_which_sounds_alike_is_found_at_its_cost(machine):
    offers = [[("brew", 1, 0.0)], [("tree", 1, 0.0), ("tea", 1, 0.3)]]
    assert [(near.meaning, near.cost) for near in machine.nearly(offers, 0.6)] == [("make", 0.3)]
    assert not list(machine.nearly(offers, 0.2))
