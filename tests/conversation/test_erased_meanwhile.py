"""Words which another program erases during a conversation are neither said nor kept again."""

from __future__ import annotations

import pytest

from assistant.conversation.manager import ConversationManager
from assistant.journal import Journal, commands
from intents import load
from tests.conversation.world import MONDAY, WORDS, memory_in
from tests.journal.looking import found_in


def said(companion: ConversationManager, sentence: str) -> str:
    return " ".join(line.text for line in companion.lines(companion.respond_to(sentence)))


@pytest.fixture
def companion(quick_folder) -> ConversationManager:
    companion = ConversationManager(memory_in(quick_folder), load("en"), WORDS)
    companion.start("add_goal")
    for words in ("water the plum tree", "every day", "no"):
        said(companion, words)
    companion.start("menu")
    return companion


@pytest.fixture
def quick_folder(tmp_path):
    return tmp_path / "journal"


def test_goal_erased_at_the_keyboard_is_not_told_any_more(companion, quick_folder):
    journal = Journal(quick_folder)
    commands.erase(journal, commands.choose(journal, matching="plum tree"), MONDAY)
    assert "plum tree" not in said(companion, "what are my goals")
    assert found_in(quick_folder, "plum tree") == []


def test_conversation_erased_at_the_keyboard_says_so_and_leaves_no_words(companion, quick_folder):
    assert "plum tree" in said(companion, "change my goal")
    commands.erase_all(Journal(quick_folder), MONDAY)
    assert "erased meanwhile" in said(companion, "make it smaller")
    companion.leave("stop")
    assert found_in(quick_folder, "plum tree") == []
