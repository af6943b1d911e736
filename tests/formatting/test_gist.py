"""A few words of what was said, that can be said back; or none."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.formatting.gist import (
    MOST_WORDS,
    echo,
    gist,
    gives_reason,
    in_short,
    is_own_doing,
    said_twice,
    says_no_more,
)
from assistant.formatting.intention import for_another_day
from tests.tables import each

GISTS = {
    "um i read them two books even though i was dead on my feet": "I read them two books",
    "they ate vegetables ha that's something and i asked leo about his day": "they ate vegetables",
    "oh yeah i snapped at leo about his shoes i hate that": "I snapped at leo about his shoes",
    "work messages they just changed my shift again": "work messages",
    "as i said chaos": "chaos",
    "i went for a walk without my phone": "I went for a walk without my phone",
    "i said sorry to him in the end": "I said sorry to him in the end",
    "i'd go out more if he asked": "",
    "i have speaked with my colleague in english the whole lunch": "",
    "the mornings the mornings are just awful": "the mornings are awful",
    "um patience or no a calm mum a calm mum": "a calm mum",
    "what means intention": "",
    "you know you make me tired": "",
    "nothing really": "",
    "it was all right": "",
    "dreich but my roses are in": "",
    "running": "running",
    "": "",
}
ECHOES = {
    "i am proud i booked the test and i told fatima the truth about the man": "I booked the test",
    "i i rang the nurse and i had the tracing it were clear": "I rang the nurse",
    "i wrote to dennis it's the first time i've said it out loud": "I wrote to dennis",
    "let it ring three times and answer": "let it ring three times and answer",
    "it would let me grow": "it would let me grow",
    "stay where i am": "stay where I am",
    "the sun again": "",
    "call my mother": "",
    "i was going to say i did not cry": "",
    "i got as far as the church and me chest went a bit tight": "I got as far as the church",
    "not today the nurse says rest till they've done a tracing": "",
    "nowt got in the way of em they went down lovely": "",
    "haha a third one i buy a horse no no no third": "",
    "i am not angry now i was yesterday": "",
    "i can not bring one bowl to my own mother": "",
    "yes i sing and one old man smile to me": "",
    "and after he say enough mama": "",
    "well my mother she has the operation on thursday": "",
    "when i passed my daughter's room tonight i cried": "",
}
TWICE = {
    "family i think family my daughter and my mother": "family",
    "honesty or patience": "",
    "my kids and my kids' school": "",
}
NO_MORE = ("haha a third one i buy a horse no no no third", "no that's plenty", "there is no third")
NEXT_DAY = {
    "tomorrow i want to call my mother because she is ill since one week": "call my mother",
    "tomorrow is my english test": "my english test",
    "to sleep before one and not make another list": "sleep before one and not make another list",
    "shoes by the door the night before i guess": "shoes by the door the night before",
    "go to the bank tomorrow": "go to the bank",
    "the same as today": "",
    "oatmeal": "oatmeal",
    "sleep late if i can": "sleep late",
    "our susan rang and i was short with her": "",
    "i was going to say nothing special": "",
}
DONE = (
    "i rang my sister",
    "helping noor with her stats",
    "we laughed a long time",
    "i did say sorry to mia",
)
NOT_DONE = (
    "it was sunny",
    "they ate vegetables",
    "i was tired",
    "my son passed his test",
    "the soup",
    "nothing",
    "i snapped at leo",
    "i felt better",
    "everything was hard",
)


@each(("said", "expected"), GISTS.items())
def test_gist_of_what_was_said_is_one_clean_piece_or_nothing(said: str, expected: str) -> None:
    assert gist(said) == expected


@each(("said", "expected"), ECHOES.items())
def test_echo_is_a_whole_thought_or_nothing(said: str, expected: str) -> None:
    assert echo(said) == expected


@each(("said", "expected"), TWICE.items())
def test_said_twice_only_with_a_hedge_between(said: str, expected: str) -> None:
    assert said_twice(said) == expected


@each("said", NO_MORE)
def test_says_no_more_is_no_other_way(said: str) -> None:
    assert says_no_more(said)
    assert not says_no_more("i write to her, there's no hurry")


@each(("said", "expected"), NEXT_DAY.items())
def test_for_another_day_reads_right_on_that_day(said: str, expected: str) -> None:
    assert for_another_day(said) == expected


@each(("said", "own"), [*((said, True) for said in DONE), *((said, False) for said in NOT_DONE)])
def test_is_own_doing_only_of_what_the_person_did(said: str, own: bool) -> None:
    assert is_own_doing(said) is own


@each(("said", "why"), [("i was late because of the bus", True), ("i forgot the bottle", False)])
def test_gives_reason_where_it_says_why(said: str, why: bool) -> None:
    assert gives_reason(said) is why


def test_in_short_leaves_short_words_alone() -> None:
    assert in_short("it was all right") == "it was all right"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([*" ".join(GISTS).split(), ",", ".", "…", "I'm", "7:30"]), max_size=30)
)
def test_gist_of_anything_is_a_piece_of_it(words: list[str]) -> None:
    found = gist(" ".join(words))
    assert len(echo(" ".join(words)).split()) <= MOST_WORDS
    assert len(found.split()) <= MOST_WORDS
    assert set(found.lower().split()) <= {word.lower() for word in words}
