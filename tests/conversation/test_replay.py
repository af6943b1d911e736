"""Replaying a dialogue from its answers."""

from collections.abc import Generator

from assistant.conversation.replay import BEGUN, Turn, play
from assistant.dialogues.steps import Ask, Begin, Note, Say
from assistant.practice.events import NameGiven
from intents import Freely, YesNo


def tea() -> Generator:
    yield Say("hello")
    wanted = yield Ask("tea", YesNo())
    if wanted:
        kind = yield Ask("kind", Freely(), about="tea")
        yield Note(NameGiven(kind))
        yield Say("here")
    yield Say("bye")


TEA = Turn("1", "tea", "", True)
GREEN = Turn("2", "kind", "tea", "green")


def test_play_stops_at_the_first_question_without_an_answer() -> None:
    scene = play(tea(), [])
    assert scene.ask == Ask("tea", YesNo())
    assert [say.key for say in scene.says] == ["hello", "tea"]


def test_play_says_only_what_came_after_the_last_answer() -> None:
    assert [say.key for say in play(tea(), [TEA]).says] == ["kind"]


def test_play_notes_belong_to_the_turn_which_made_them() -> None:
    scene = play(tea(), [TEA, GREEN])
    assert scene.notes == {"2": (NameGiven("green"),)}


def test_it_ends() -> None:
    scene = play(tea(), [TEA, GREEN])
    assert scene.ended
    assert [say.key for say in scene.says] == ["here", "bye"]


def test_play_answer_without_its_question_is_unused() -> None:
    no = Turn("3", "tea", "", False)
    assert play(tea(), [no, GREEN]).unused == ("2",)


def test_play_answers_in_any_order_are_found_by_name() -> None:
    assert play(tea(), [GREEN, TEA]).ended


def test_play_new_question_is_asked_and_other_answers_stay() -> None:
    def changed() -> Generator:
        yield Ask("new", YesNo())
        yield from tea()

    assert play(changed(), [TEA, GREEN]).ask == Ask("new", YesNo())
    assert play(changed(), [TEA, GREEN, Turn("4", "new", "", True)]).ended


def test_play_begun_dialogue_is_waited_for() -> None:
    def outer() -> Generator:
        yield Begin("tea")
        yield Say("after")

    assert play(outer(), []).begin == Begin("tea")
    assert play(outer(), [Turn("s", BEGUN, "tea", None, "begun")]).ended


def test_play_key_said_again_is_counted() -> None:
    def nagging() -> Generator:
        for nth in range(3):
            yield Ask("why", Freely(), about=str(nth))

    turns = [Turn(str(n), "why", str(n), "because") for n in range(2)]
    variants = [play(nagging(), turns[:n], ordinal=5).says[0].nth for n in range(3)]
    assert variants == [5, 6, 7]
