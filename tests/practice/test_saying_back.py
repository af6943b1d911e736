"""What is said back of an utterance, in the words of the person."""

from __future__ import annotations

from assistant.dialogues.saying_back import said_back

SAID_BACK = {
    "a bath and an early night": "A bath and an early night",
    "my heart was pounding but i asked for the raise": "You asked for the raise",
    "i told my boss i can't work sundays any more": "You told your boss you can't work Sundays",
    "um mum fell this afternoon and i was at work": "Your mum fell this afternoon",
    "my son broke his arm at football and they kept him in": "Your son broke his arm at football",
    "she came through it she's asking for her tea": "She came through it",
    "we laughed a long time on the phone": "You laughed a long time on the phone",
    "i was short with my sister": "You were short with your sister",
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


def test_said_back_is_nothing_to_questions_corrections_and_harsh_words() -> None:
    assert {said: said_back(said) for said in NOTHING} == dict.fromkeys(NOTHING, "")
