"""Which kind of thing is told, and that nothing is said of what is none."""

from __future__ import annotations

import tomllib

from assistant.practice.tellings import telling_in
from intents.languages import folder_of

KINDS = {
    "i can't say no to people": "saying_no",
    "i told her i couldn't do the stall and the sky didn't fall": "said_no",
    "she died eight years ago": "death_old",
    "my father is dead nineteen years": "death_old",
    "my mother died last week": "death_recent",
    "it's three years today since my wife died": "death_anniversary",
    "i set two places at the table again": "missing_the_dead",
    "i finally went through his clothes": "their_things",
    "we had to put the cat to sleep": "pet_died",
    "the house is so quiet": "empty_house",
    "he has dialysis now twice a week": "loved_one_ill",
    "the scan was clear": "good_results",
    "i failed the test": "exam_failed",
    "i passed my theory test": "exam_passed",
    "i poured it down the sink": "drink_not",
    "i drank again last night": "drink_slip",
    "nobody knows that but you": "secret",
    "i'll tell him on sunday after dinner": "resolve_to_tell",
    "i cried but they were happy tears": "happy_tears",
    "i miss my country": "homesick",
    "they said it's gone to his lungs": "illness_worse",
    "he's got weeks, they told us": "illness_worse",
    "tomas is off with cancer": "loved_one_ill",
    "i sat in the van and had a bit of a cry": "crying",
    "then she cried because i have to leave": "someone_cried",
    "i was getting drunk so i needn't think": "drink_slip",
    "a customer shouted at me": "insulted",
    "oh joy another monday": "joke",
}
NONE = (
    "ring my sister",
    "my husband would laugh at me for that",
    "she has not called me in weeks",
    "my cousin has a new car",
    "i'm not lonely at all",
    "he'll be tired after his run",
    "a version for tired days",
    "i live alone since my brother went to peru",
    "she's gone to the liver specialist",
    "the parcel was late but it got to her on time",
    "it's back in his room now",
    "he's got days off next week",
    "she's got weeks of holiday",
    "i can't operate the cooker",
    "it has spread to the neighbour's garden",
    "i cried at the end of the book",
    "brick is heavy for my back and no future",
    "every second tuesday",
    "can you change the name of it",
    "the bus was late again",
)


def test_telling_of_each_kind_is_named() -> None:
    found = {said: told.kind if (told := telling_in(said)) else "" for said in KINDS}
    assert found == KINDS


def test_telling_of_no_kind_is_not_named() -> None:
    assert {said: telling_in(said) for said in NONE} == dict.fromkeys(NONE)


def test_each_kind_that_is_met_has_lines_of_its_own() -> None:
    kinds = tomllib.loads((folder_of("en") / "tellings.toml").read_text(encoding="utf-8"))
    heard = tomllib.loads((folder_of("en") / "wording" / "heard.toml").read_text(encoding="utf-8"))
    met = {name for name, kind in kinds.items() if name != "lists" and kind.get("met")}
    assert met == set(heard["about"])
    assert [kind for kind, lines in heard["about"].items() if len(set(lines)) < 3] == []
