"""The disk refuses for a while: said once, the conversation goes on, and all of it is saved."""

from __future__ import annotations

import errno

import pytest

from assistant.conversation.manager import ConversationManager
from assistant.journal import disk
from assistant.practice.events import Answered, Segment, Withdrawn
from intents import load
from tests.conversation.world import WORDS, memory_in


@pytest.fixture
def companion(tmp_path) -> ConversationManager:
    return ConversationManager(memory_in(tmp_path / "journal"), load("en"), WORDS)


@pytest.fixture
def full(monkeypatch):
    """A disk which is full while `full.on`."""
    sync = disk.sync

    class Full:
        on = False

        def __call__(self, fd):
            if self.on:
                raise OSError(errno.ENOSPC, "No space left on device")
            sync(fd)

    full = Full()
    monkeypatch.setattr(disk, "sync", full)
    return full


def said(companion: ConversationManager, *sentences: str) -> list[str]:
    return [line.text for s in sentences for line in companion.lines(companion.respond_to(s))]


def saved(companion: ConversationManager) -> list:
    again = memory_in(companion.repository.journal.folder)
    return list(again.entries(companion.conversation.root))


def test_it_is_said_once_and_again_when_all_is_saved(companion, full):
    companion.lines(companion.start("reflect"))
    said(companion, "no")
    full.on = True
    heard = said(companion, "i walked by the river", "it was quiet", "i sat down")
    assert [
        line for line in heard if "I could not save that yet: the disk is full" in line
    ] == heard
    assert len(heard) == 1
    full.on = False
    assert said(companion, "then i went home") == ["All of it is saved now."]
    texts = [e.event.text for e in saved(companion) if isinstance(e.event, Segment)]
    assert texts == ["I walked by the river", "it was quiet", "I sat down", "then I went home"]


def test_what_takes_back_what_was_not_saved_yet_names_its_true_line(companion, full):
    companion.lines(companion.start("reflect"))
    said(companion, "no", "i walked by the river")
    full.on = True
    said(companion, "nobody must know this", "scratch that", "it was quiet")
    full.on = False
    said(companion, "scratch that", "i went home")
    entries = saved(companion)
    ids = {entry.id for entry in entries}
    taken = [id for e in entries if isinstance(e.event, Withdrawn) for id in e.event.withdraws]
    assert len(taken) == 2
    assert set(taken) <= ids, "true ids"
    (reflection,) = memory_in(companion.repository.journal.folder).state().reflections
    assert reflection.words == "I walked by the river I went home"
    assert [e.id for e in companion.repository.entries(companion.conversation.root)] == [
        e.id for e in entries
    ], "in memory as on disk"


def test_a_changed_answer_replaces_the_true_line(companion, full):
    companion.lines(companion.start("welcome"))
    full.on = True
    said(companion, "honesty", "go back", "patience")
    full.on = False
    said(companion, "go for a walk")
    entries = saved(companion)
    (changed,) = [e.event for e in entries if isinstance(e.event, Answered) and e.event.replaces]
    assert changed.replaces in {entry.id for entry in entries}
    state = memory_in(companion.repository.journal.folder).state()
    assert [value.name for value in state.values] == ["patience"]


def test_it_does_not_say_that_it_is_kept_when_it_is_not(companion, full):
    companion.lines(companion.start("reflect"))
    said(companion, "no")
    full.on = True
    said(companion, "i walked by the river")
    last = [line.text for line in companion.lines(companion.leave("stop"))]
    assert last == ["What you said since then is not saved, and I can't keep it once we end."]
