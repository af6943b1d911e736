"""What a person wants done, found by the learned model in sentences that no rule knows."""

from intents import Aspiration, Command, Outcome, YesNo
from tests.tables import each

SAID = [
    (Command(), "the violin is only once not each and every sunday", "days", "the violin"),
    (Command(), "no the choir isn't for health that should be under my faith", "serves",
     "the choir"),
    (YesNo(), "well not the allotment pet it's the folk that's in it", "rename", "the allotment"),
    (Command(), "och just put it back the way i had it", "undo", ""),
    (Command(), "no i didn't say anything of the sort", "wrong", ""),
    (YesNo(), "leave all of that be will you", "leave", ""),
    (Command(), "can we not do questions tonight i just need to get something off my chest",
     "listen", ""),
]  # fmt: skip
NOTHING = [
    (Command(), "we had a lovely time down at the harbour with the little ones"),
    (Outcome(), "done and she rang me back before i'd put the kettle on"),
    (Aspiration(), "being the kind of grandad who turns up"),
    (YesNo(), "yes"),
    (Command(), ""),
]


@each(("expects", "said", "name", "about"), SAID)
def test_wish_is_found_with_the_words_it_is_about(language, expects, said, name, about):
    wish = language.wish(said, expects)
    assert wish.name == name
    assert wish.chance > 0.5
    assert " ".join(said.split()[slice(*wish.target)]) == about


@each(("expects", "said"), NOTHING)
def test_nothing_is_wished_where_something_is_told_or_answered(language, expects, said):
    wish = language.wish(said, expects)
    assert wish.name == "none" or wish.chance < 0.5
