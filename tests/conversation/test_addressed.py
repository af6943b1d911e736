"""What is said to Lantern anywhere in an utterance, and what only sounds so."""

from assistant import wording
from assistant.conversation.acts import Context
from assistant.conversation.reading.themes import theme_in
from assistant.conversation.reading.to_lantern.addressed import call_in_dictation, parts_addressed
from assistant.conversation.reading.to_lantern.its_words import of_a_line
from assistant.dialogues.steps import Ask, Say
from intents import Dictation, Freely, YesNo
from tests.tables import each

OPEN = {
    "he ate the ears what do you mean kind to myself can you explain": "question.meaning",
    "you haven't answered me can me niece read that letter": "question.privacy",
    "no you did not get me right i mean i am far from her": "complaint.mistaken",
    "i wrote to dennis after six years is it locked up": "answer question.privacy",
    "yes and you just say thank you": "complaint.cold",
    "i could write her a letter with a recipe is it silly": "answer question.silly",
    "i cooked for my neighbour and we talked": "",
    "she asked what i mean to do": "",
    "i was only joking but he got upset": "",
    "it wasn't hard": "",
    "does my landlord see what i say here": "question.privacy",
    "they will all hear that i can't sing": "",
    "aren't you pleased for me": "question.glad_for_me",
}
THEMES = {
    "yes please a question about the driving test": "the driving test",
    "yes": "",
    "the question about whether to go is what keeps me up at night these days": "",
}


@each(("said", "found"), OPEN.items())
def test_parts_addressed_at_an_open_question(said: str, found: str) -> None:
    parts = parts_addressed(said, Context(Ask("evening.kind", Freely())), "en") or ()
    assert " ".join(f"{p.kind}.{p.name}".rstrip(".") for p in parts) == found


def test_parts_addressed_denied_mood_counts_only_after_one_was_said() -> None:
    ask = Ask("evening.kind", Freely())
    heard = Context(ask, said=(Say("heard.hard.evening"), ask.say))
    assert parts_addressed("it wasn't hard it was a joke", heard, "en") is not None
    assert parts_addressed("it wasn't hard it was a joke", Context(ask), "en") is None


def test_parts_addressed_at_a_yes_or_no_keeps_the_yes() -> None:
    said = "okay yes family why not but what does it mean bring to today"
    parts = parts_addressed(said, Context(Ask("morning", YesNo("family"))), "en")
    assert parts is not None
    assert [part.kind for part in parts] == ["answer", "question"]


def test_call_in_dictation_is_a_question_and_not_dictated() -> None:
    dictating = Context(Ask("just_listen.listening", Dictation()))
    assert call_in_dictation("are you still there", dictating, "en") is not None
    told = "i asked him are you still there and he said nothing at all that night"
    assert call_in_dictation(told, dictating, "en") is None


@each(("said", "theme"), THEMES.items())
def test_theme_of_the_question_that_is_asked_for(said: str, theme: str) -> None:
    assert theme_in(said, "en") == theme


LINES = {
    "what do you mean theres no hurry": "my_words.heard.unsure",
    "what does it mean there's no hurry": "my_words.heard.unsure",
    "what do you mean by that": "",
    "he said what do you mean there is nothing": "",
}


@each(("said", "name"), LINES.items())
def test_of_a_line_finds_the_line_that_is_quoted(said: str, name: str) -> None:
    ask = Ask("evening.kind", Freely())
    context = Context(ask, said=(Say("heard.unsure", nth=2), ask.say))
    parts = of_a_line(said, context, wording.load("en"))
    assert "".join(part.name for part in parts or ()) == name
