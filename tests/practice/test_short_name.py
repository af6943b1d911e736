"""A short name for what was said, of its own words."""

from assistant.practice.naming import A_NAME, short_name
from tests.tables import each

VALUES = {
    "um patience i guess or no being a calm mum a calm mum": "being a calm mum",
    "i want to be there for my kids even when i'm exhausted": "being there for my kids",
    "for me is very important the family but also that i learn": "the family",
    "i don't know being his dad": "being his dad",
    "it's honesty": "honesty",
    "the nearness of the lord i'd call it his presence": "the nearness of the lord",
    "he never shouts at us": "",
    "": "",
}


@each(("said", "name"), VALUES.items())
def test_short_name_is_taken_from_the_words_said(said: str, name: str) -> None:
    found = short_name(said)
    assert found == name
    assert len(found.split()) <= A_NAME


def test_short_name_of_a_step_leaves_out_who_does_it_and_why() -> None:
    assert short_name("i will ring my sister because she is ill", step=True) == "ring my sister"
