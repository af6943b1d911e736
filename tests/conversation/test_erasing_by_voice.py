"""What was erased by voice is gone from the whole folder, whenever the power goes."""

from __future__ import annotations

import pytest

from assistant.conversation.manager import ConversationManager
from assistant.conversation.utterance import Utterance
from assistant.errors import Trouble
from assistant.journal import commands
from assistant.journal.recordings import save_recording
from intents import load
from tests.conversation.world import MONDAY, WORDS, memory_in
from tests.journal.looking import found_in

SECRET = "the treasure lies beneath the plum tree"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "journal"


def companion_in(folder, **more) -> ConversationManager:
    memory = memory_in(folder)
    for name, value in more.items():
        setattr(memory, name, value)
    return ConversationManager(memory, load("en"), WORDS)


def say(companion, *sentences) -> list[str]:
    return [line.text for s in sentences for line in companion.lines(companion.respond_to(s))]


@pytest.fixture
def kept(folder) -> ConversationManager:
    """A reflection which was read back, found and read again, backed up, and recorded."""
    companion = companion_in(folder)
    companion.start("reflect")
    say(companion, "no", "it is windy")
    save_recording(companion.repository.journal, "a.flac", SECRET.encode())
    meaning = companion.interpret(SECRET)
    companion.respond(Utterance(meaning, "a.flac", 2.0))
    say(companion, "that's all", "yes")
    companion.start("menu")
    say(companion, "what did i say about the treasure", "read my last entry")
    commands.back_up(companion.repository.journal, MONDAY)
    return companion


def test_nothing_is_left_anywhere(kept, folder):
    assert found_in(folder, "plum tree")
    say(kept, "delete my last entry", "yes")
    assert found_in(folder, "plum tree") == []
    assert found_in(folder, "it is windy") == []
    assert not (folder / "recordings" / "a.flac").exists()
    assert companion_in(folder).repository.state().reflections == []


def test_telling_leaves_no_copy(kept, folder):
    lines = [line for line in kept.repository.journal.lines() if b"plum tree" in bytes(line.data)]
    assert [line.type for line in lines] == ["segment"]


def test_a_power_cut_between_the_yes_and_the_erasure(kept, folder, monkeypatch):
    class PowerCut(BaseException):
        pass

    def cut(*_):
        raise PowerCut

    monkeypatch.setattr(commands, "erase", cut)
    with pytest.raises(PowerCut):
        say(kept, "delete my last entry", "yes")
    monkeypatch.undo()
    assert found_in(folder, "plum tree")
    memory_in(folder)  # the next start
    assert found_in(folder, "plum tree") == []


def test_a_disk_which_refuses_is_said_and_it_is_done_at_the_next_start(kept, folder, monkeypatch):
    def refuse(*_):
        raise Trouble("I could not erase that yet: the disk is full.")

    monkeypatch.setattr(commands, "erase", refuse)
    said = say(kept, "delete my last entry", "yes")
    assert "I could not erase that yet: the disk is full." in said
    assert not [line for line in said if "gone for good" in line]
    monkeypatch.undo()
    memory_in(folder)
    assert found_in(folder, "plum tree") == []


def test_the_journal_is_not_read_out_where_others_hear(kept, folder):
    shared = companion_in(folder, may_read_aloud=False)
    shared.start("menu")
    said = say(shared, "what did i say about the treasure", "read my last entry")
    said += say(shared, "delete my last entry")
    assert not [line for line in said if "plum" in line or "treasure" in line or "windy" in line]
    assert "I don't read from your journal here" in said[0]
    assert "Shall I erase it for good?" in said[-1]


def test_a_withdrawn_sentence_is_not_found(folder):
    companion = companion_in(folder)
    companion.start("reflect")
    say(companion, "no", "a purple elephant", "scratch that", "that's all")
    assert companion.repository.find("elephant", None, None, 3) == ()


@pytest.mark.parametrize(
    ("dialogue", "said", "words", "named"),
    [
        (
            "welcome",
            ["patience", "call my brother every day", "no"],
            "call my brother",
            "That would be your goal from Monday, 23 November 2026: ",
        ),
        (
            "welcome",
            ["patience", "stop"],
            "patience",
            "That would be your value from Monday, 23 November 2026: ",
        ),
        (
            "evening_checkin",
            ["we planted the quince", "stop"],
            "we planted the quince",
            "The last thing you told me is from Monday, 23 November 2026: ",
        ),
    ],
)
def test_the_last_words_are_named_and_erased_whatever_they_are(
    folder, dialogue, said, words, named
):
    companion = companion_in(folder)
    companion.start(dialogue)
    say(companion, *said)
    companion.start("goals" if dialogue == "welcome" else "menu")
    commands.back_up(companion.repository.journal, MONDAY)
    asked = say(companion, "delete my last entry")[-1]
    assert asked.startswith(named)
    assert words in asked
    say(companion, "yes", "stop")
    companion_in(folder)  # what a conversation began with goes when it is left
    assert found_in(folder, words) == []
    again = companion_in(folder)
    again.start("menu")
    assert words not in " ".join(say(again, "delete my last entry"))


def test_after_a_no_the_last_words_stay(folder):
    companion = companion_in(folder)
    companion.start("welcome")
    say(companion, "patience", "call my brother every day", "no")
    companion.start("menu")
    assert say(companion, "delete my last entry", "no")[-2] in (
        "All right, it stays.",
        "It stays as it is.",
    )
    assert [goal.title for goal in companion.repository.state().goals] == ["call my brother"]


def test_an_earlier_goal_stays_when_the_last_is_erased(folder):
    companion = companion_in(folder)
    companion.start("welcome")
    say(companion, "patience", "call my brother every day", "no")
    companion.start("add_goal")
    say(companion, "water the fern every day", "no")
    companion.start("menu")
    say(companion, "delete my last entry", "yes")
    state = companion_in(folder).repository.state()
    assert [goal.title for goal in state.goals] == ["call my brother"]
    assert [value.name for value in state.values] == ["patience"]
