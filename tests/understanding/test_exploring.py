"""Wishes of the values conversations, where they are alive, and what only sounds like them."""

from intents import Command, Dictation, Importance, load
from tests.tables import each


@each(
    ("said", "expects", "intent"),
    [
        ("an easier one", Dictation(), "go_easy"),
        ("something lighter please", Dictation(), "go_easy"),
        ("this is too much for me", Dictation(), "go_easy"),
        ("ask me something", Dictation(), "ask_me"),
        ("you can ask me a question", Dictation(), "ask_me"),
        ("add a card of my own", Importance(), "add_card"),
        ("there is one missing", Importance(), "add_card"),
        ("ask me a question", Command(), "explore_values"),
        ("today's question", Command(), "explore_values"),
        ("where can i read more about this", Command(), "explain_help"),
        ("i would like an easier life", Dictation(), None),
        ("he asked me something", Dictation(), None),
        ("it was too much for her", Dictation(), None),
        ("i lost my card", Importance(), None),
    ],
)
def test_command_only_beside_some_questions_lives_there_alone(
    said: str, expects, intent: str | None
) -> None:
    meaning = load("en").understand(said, expects)
    assert (meaning.intent if meaning.kind == "command" else None) == intent
