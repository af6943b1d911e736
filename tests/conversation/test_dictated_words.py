"""What ends a dictation, and what in it wants a word at once."""

from assistant.conversation.reading.dictation.dictated_words import (
    answered_whether_all,
    ending_of,
    put_to_lantern,
)
from tests.tables import each

ENDS = {
    "well that's all for now love": ("", "surely"),
    "right that's me done": ("", "surely"),
    "so we sold the boat in the end that's all really": (
        "so we sold the boat in the end",
        "surely",
    ),
    "she sings now yeah that's all": ("she sings now", "surely"),
    "i was only cold that's all": ("i was only cold that's all", "perhaps"),
    "we sold the boat so that's about it": ("we sold the boat so that's about it", "perhaps"),
    "two tins and that's all i had": ("two tins and that's all i had", ""),
    "he said that's it": ("he said that's it", ""),
}
ASKS = {
    "you still there love": "there",
    "hello": "there",
    "it's like talking to a brick wall": "demand",
    "what should i do about the boat": "what_to_do",
    "what can i do when i start shouting at them": "moment",
    "do you think she heard me": "is_it_so",
    "do you know what she said": "",
    "why did he never write": "",
    "i asked him are you still there": "",
    "hello he said to me as if nothing had been": "",
}
ALL = {"yes": True, "yeah that's all": True, "no there's more": False, "no he was late": None}


@each(("said", "found"), ENDS.items())
def test_ending_of_a_dictated_sentence(said: str, found: tuple[str, str]) -> None:
    ending = ending_of(said, "en")
    assert (ending.head, ending.ends) == found


@each(("said", "asked"), ASKS.items())
def test_put_to_lantern_finds_direct_questions_only(said: str, asked: str) -> None:
    assert put_to_lantern(said, "en") == asked


@each(("said", "over"), ALL.items())
def test_answered_whether_all(said: str, over: bool | None) -> None:
    assert answered_whether_all(said, "en") is over
