"""Names, steps, intentions and outcomes, said as a recognizer gives them."""

from assistant.formatting.intention import for_another_day, intention_of
from assistant.formatting.things import cue_and_step, things
from assistant.practice.naming import short_name, step_title
from assistant.practice.outcome_detection import outcome_told
from tests.tables import each

SEVERAL = {
    "well my mother i suppose and i used to dance i would love to dance again": (
        "my mother",
        "dancing again",
    ),
    "my faith and my granddaughter ann she's in spain and rex that's my dog": (
        "my faith",
        "my granddaughter ann",
        "rex",
    ),
    "painting and mum": ("painting", "mum"),
    "my kids and my music i'd say": ("my kids", "my music"),
    "my students and my own writing i'd love to finish the novel": (
        "my students",
        "my own writing",
        "finishing the novel",
    ),
    "being able to walk without the stick and my grandsons": (
        "being able to walk without the stick",
        "my grandsons",
    ),
    "my wife and our two girls": (),
    "my wife and my kids": (),
    "family my husband and the boys": (),
    "honesty i can't stand liars": (),
    "music i play the trumpet": (),
    "peace and quiet": (),
    "god and my garden": (),
    "firm but fair": (),
    "my recovery i'm eleven months sober": (),
    "my health because i've been ill": (),
    "bruv is this thing on": (),
}
NAMES = {
    "slow but steady": "slow but steady",
    "firm but fair": "firm but fair",
    "my recovery i'm eleven months sober": "my recovery",
    "learning german so i can talk to my in laws": "learning german",
    "looking after my mum she's got dementia": "looking after my mum",
    "to be a good teacher for my pupils": "being a good teacher for my pupils",
    "mate i don't know being decent i suppose": "being decent",
    "family my husband and the boys this matters most": "family",
    "bruv is this private yes or no": "",
    "being kind but firm": "being kind but firm",
    "honesty i can't stand liars": "honesty",
    "music i play the trumpet": "music",
    "my wife and our two girls": "my wife and our two girls",
}
STEPS = {
    "tell my boss i can't work sundays any more": "tell my boss I can't work Sundays any more",
    "say i'll think about it": "say I'll think about it",
    "i could ring my brother in law on sunday": "ring my brother in law on Sunday",
    "go to the meeting my sponsor says i should speak": "go to the meeting",
    "sit with mum and look at the old photographs": "sit with mum and look at the old photographs",
    "text my mate dave": "text my mate dave",
    "not check my emails after eight": "not check my emails after eight",
    "say no thank you when they offer me a drink": "say no when they offer me a drink",
    "i could get my bike out of the shed": "get my bike out of the shed",
    "get out of the flat even just to the corner shop": "get out of the flat",
    "stretch": "stretch",
}
CUES = {
    "when the baby naps i lie down instead of doing the dishes": (
        "when the baby naps",
        "lie down instead of doing the dishes",
    ),
    "after i drop the kids at school i walk round the lake": (
        "after i drop the kids at school",
        "walk round the lake",
    ),
    "if my husband raises his voice i leave the room and breathe": (
        "if my husband raises his voice",
        "leave the room and breathe",
    ),
    "every time he shouts i count to ten": ("every time he shouts", "count to ten"),
    "whenever my son comes home put the phone away and look at him": (
        "whenever my son comes home",
        "put the phone away and look at him",
    ),
    "when i get up stretch for five minutes": ("when i get up", "stretch for five minutes"),
    "after work i'll call my mum": ("after work", "call my mum"),
    "when the kids are asleep i want to read ten pages": (
        "when the kids are asleep",
        "read ten pages",
    ),
    "sit with my daughter when she does her homework": (
        "",
        "sit with my daughter when she does her homework",
    ),
    "after the morning prayer make tea for my wife": (
        "after the morning prayer",
        "make tea for my wife",
    ),
}
INTENTIONS = {
    "tell my boss i can't do the late shift": "tell my boss I can't do the late shift",
    "no wine and bed by ten": "no wine and bed by ten",
    "just get through the day": "just get through the day",
    "listen more talk less": "listen more talk less",
    "ask thomas how his exam went": "ask thomas how his exam went",
    "nothing big just water the tomatoes": "water the tomatoes",
    "i want to go to the mosque for friday prayer": "go to the mosque for Friday prayer",
    "say yes to the walk when karin asks": "say yes to the walk when karin asks",
    "i'll leave work at five whatever happens": "leave work at five whatever happens",
    "my stretches and the physio ones": "my stretches and the physio ones",
    "go and see dad he's in ward six": "go and see dad",
    "today i will eat a proper lunch away from the desk": "eat a proper lunch away from the desk",
    "write the letter i've been putting off": "write the letter I've been putting off",
    "ringing nan and telling her the truth lol": "ringing nan and telling her the truth",
    "it was a bad night and i don't know": "",
    "ok so call the surgery please": "call the surgery",
}
TOMORROW = {
    "be there when she wakes up": "be there when she wakes up",
    "take dad the photo to look at": "take dad the photo to look at",
    "a walk after tea instead of the cigarette": "a walk after tea instead of the cigarette",
    "no shouting tomorrow": "no shouting",
    "finish by six and cook": "finish by six and cook",
    "my brother rang and i was short with him": "",
    "not open the laptop tomorrow evening": "not open the laptop",
}
OUTCOMES = (
    ("mend the bike", "done my neighbour held the ladder half the screws were rusty", "done"),
    ("walk", "yesterday i did it with the dog", "done"),
    ("walk", "not yet i only made it last night", "not_yet"),
    ("walk", "done but only the short way", "partly"),
    ("walk", "tuesday yes thursday late so partly i think", "partly"),
    ("swim", "done half of it", "partly"),
    ("swim", "not yet but i did ten lengths on friday", None),
    ("ring mum", "done she was out of breath half the time from the stairs", "done"),
)


@each(("said", "expected"), SEVERAL.items())
def test_things_named_side_by_side_are_each_a_name(said, expected):
    assert things(said) == expected


@each(("said", "expected"), NAMES.items())
def test_short_name_is_a_natural_phrase(said, expected):
    assert short_name(said) == expected


@each(("said", "expected"), STEPS.items())
def test_step_title_keeps_its_verb_and_what_is_to_be_said(said, expected):
    assert step_title(said) == expected


@each(("said", "expected"), CUES.items())
def test_cue_is_told_from_its_step(said, expected):
    assert cue_and_step(said) == expected


@each(("said", "expected"), INTENTIONS.items())
def test_intention_is_said_back_whole(said, expected):
    assert intention_of(said) == expected


@each(("said", "expected"), TOMORROW.items())
def test_tomorrow_reads_on_its_own_day(said, expected):
    assert for_another_day(said) == expected


@each(("step", "said", "expected"), OUTCOMES)
def test_outcome_first_word_decides(step, said, expected):
    told = outcome_told(said, step, "en")
    assert (told.outcome if told and told.sure else None) == expected
