"""What is said back of an utterance, in the words of the person."""

from __future__ import annotations

from assistant.dialogues.saying_back import said_back

SAID_BACK = {
    "a bath and an early night": "A bath and an early night",
    "my heart was pounding but i asked for the raise": "You asked for the raise",
    "i told my boss i can't work sundays any more": (
        "You told your boss you can't work Sundays any more"
    ),
    "i walked past the pub and went to the pictures instead": (
        "You walked past the pub and went to the pictures instead"
    ),
    "he spilled the milk and i screamed at him": "",
    "pride dear": "",
    "the soup i made for the man downstairs and he ate all of it": "",
    "he told me he loves me first time in thirty years": "",
    "i cheated on my diet and on my wife and the second one is worse": "",
    "i'd tell my brother but he doesn't want to know": "",
    "the hosepipe burst soaked my daughter in law and we both laughed": "",
    "i was fine till i burnt the mince and she asked me for the fourth time": "",
    "i have not corrected him about them hmm i did correct him once": "",
    "and i said hello love and she asked who i was": "",
    "my daughter said she wishes she lived with her father": "",
    "i can't stop thinking about what i said to her at the funeral": "",
    "i'm that tired i put the milk in the washing machine": "You're that tired",
    "they told us there's nothing more they can do": "",
    "um mum fell this afternoon and i was at work": "Your mum fell this afternoon",
    "my son broke his arm at football and they kept him in": "Your son broke his arm at football",
    "she came through it she's asking for her tea": "She came through it",
    "we laughed a long time on the phone": "You laughed a long time on the phone",
    "i was short with my sister": "",
    "i went aye and he held my hand the whole time": "",
    "i was done in and the da on my mind so there's nobody else": "",
    "it is that i come home and the room is dark": "",
    "not yet today i did not write even one word i cleaned instead": "",
    "i'm just upset my boss said something very hard today": "",
    "i would yes she's been up since four mind": "",
    "my eyes is so dry they click": "",
    "bought bulbs put the bins out": "",
    "nobody picked me they said you can be scorer": "Nobody picked you",
    "my hamster died he was just cold": "Your hamster died",
    "i sat in the car outside and had a bit of a cry": "",
    "i did a mushroom omelette with the end of the cheese": "",
    "i feel like a proper failure and i'm up drinking with the young ones": "",
    "i looked in on ruth she's off work with cancer and i took her some bread": "",
}
NOTHING = (
    "what do you mean by that",
    "no that's not what i said",
    "i am so stupid",
    "call it walking",
    "there's no point in any of it",
    "she said i'm a useless son",
)


def test_said_back_is_a_short_sentence_to_the_person() -> None:
    assert {said: said_back(said) for said in SAID_BACK} == SAID_BACK


def test_said_back_of_a_deed_that_was_asked_for_may_be_without_a_subject() -> None:
    assert said_back("a bath and an early night", deed=True) == "A bath and an early night"


def test_said_back_is_nothing_to_questions_corrections_and_harsh_words() -> None:
    assert {said: said_back(said) for said in NOTHING} == dict.fromkeys(NOTHING, "")
