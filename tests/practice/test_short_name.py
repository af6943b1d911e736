"""Names of values and steps: cut out of what was said, whole phrases, fit to be read out."""

from assistant.practice.naming import A_NAME, A_TITLE, is_name, short_name, whole_name
from tests.tables import each

VALUES = {
    "um good evening for us is music": "",
    "well i suppose it's my garden really that keeps me sane": "my garden",
    "um patience i guess or no being a calm mum a calm mum": "being a calm mum",
    "i want to be there for my kids even when i'm exhausted": "being there for my kids",
    "for me is very important the family but also that i learn": "the family",
    "i don't know being his dad": "being his dad",
    "it's honesty": "honesty",
    "the nearness of the lord i'd call it his presence": "the nearness of the lord",
    "well now i'm eileen and it would be my garden pet i'm never out of it": "my garden",
    "family and god two things": "family and god",
    "patience with my boys": "patience with my boys",
    "it's hard to say but i think peace of mind mostly": "peace of mind",
    "with my kids": "being with my kids",
    "for the flock": "the flock",
    "what my mam taught me": "what my mam taught me",
    "my wife she's been ill since easter": "my wife",
    "he never shouts at us": "",
    "i was a driver for years so i'd have to say caring for people": "caring for people",
    "we shout too much so being gentler": "being gentler",
    "the doctor sent me here so my kids really": "my kids",
    "it used to be running but my knees so now swimming i suppose": "swimming",
    "to be a good uncle to my two nephews even from far away": (
        "being a good uncle to my two nephews"
    ),
    "being outdoors it's the only place i'm calm": "being outdoors",
    "the twins are what keep me going": "the twins",
    "one thing i'd say to be honest because i lied": "being honest",
    "oh dear sorry just the one thing": "",
    "": "",
}

STEPS = {
    "i will ring my sister because she is ill": "ring my sister",
    "i'll bake a loaf": "bake a loaf",
    "read ten pages of the plumbing book": "read ten pages of the plumbing book",
    "i want to pray before i touch the phone": "pray before I touch the phone",
    "i suppose sit with them at breakfast for ten minutes without looking at my phone": (
        "sit with them at breakfast without looking at my phone"
    ),
    "phone in the bag while i wait for order": "phone in the bag while I wait for order",
    "say no to the next person who asks me": "say no to the next person who asks me",
    "talk to the little ones mind she's always in a rush": "talk to the little ones",
    "then write down one line for the lambing": "write down one line for the lambing",
    "ask for help with the form": "ask for help with the form",
    "there's a class in the hall on mondays so i might go along to that": "",
    "look up the bus times so i can visit my aunt": "look up the bus times",
    "at the bus stop at nine i write the card": "write the card",
    "visit him on sunday when it's quiet well it's never quiet": "visit him on Sunday",
    "plant the bulbs and water them even if it is late i mean late in the year": (
        "plant the bulbs and water them"
    ),
    "the roses look dreadful so i could cut some by the gate": "cut some roses by the gate",
    "say thank you to the driver": "say thank you to the driver",
    "bake a loaf for mrs kaur since she's on her own": "bake a loaf for mrs kaur",
}

NO_NAMES = (
    *(
        "what be and it go",
        "read ten pages of the",
        "without the phone you dropped that bit",
        "your",
    ),
    *(
        "why do you always cut the last word",
        "no no not that",
        "your family and also",
        "i told you",
    ),
    *("being the", "pray in the morning before", "it's wrong", "he shouts at us", "and my work"),
)

NAMES = (
    *("carry on", "what i believe in", "no phone at the table", "being there for my kids", "rest"),
    *(
        "the people i love",
        "family and god",
        "count to ten before i answer",
        "speaking up",
        "mercy",
    ),
)


@each(("said", "name"), VALUES.items())
def test_short_name_is_taken_from_the_words_said(said: str, name: str) -> None:
    found = short_name(said)
    assert found == name
    assert len(found.split()) <= A_NAME


@each(("said", "name"), STEPS.items())
def test_short_name_of_a_step_is_whole_phrases_with_what_is_the_point(said: str, name: str) -> None:
    found = short_name(said, step=True)
    assert found.lower() == name.lower()
    assert len(found.split()) <= A_TITLE


@each("words", NO_NAMES)
def test_is_name_half_a_phrase_a_complaint_or_a_question_is_none(words: str) -> None:
    assert not is_name(words)


@each("words", NAMES)
def test_is_name_whole_phrase_is_one(words: str) -> None:
    assert is_name(words)


def test_whole_name_says_all_but_fillers_and_else_nothing() -> None:
    assert whole_name("um i suppose ring my sister", step=True) == "ring my sister"
    assert whole_name("ring my sister because she is ill", step=True) == ""
