"""What Lantern says it has kept, changed or done is on disk before it is said."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from random import Random

import msgspec
import pytest

from assistant.conversation.manager import ConversationManager
from assistant.conversation.reply import Reply
from assistant.dialogues.catalogue import SCRIPTS
from assistant.journal import Journal, disk
from assistant.store.repository import Repository
from intents import load
from tests.conversation.test_every_dialogue import lived, utterance  # noqa: F401
from tests.conversation.world import MONDAY, WORDS

LANGUAGE = load("en")
TURNS = 14
WAYS_IN = {
    "change_value": {"value": "courage"},
    "add_goal": {"goal": "call my sister", "often": {"rrule": "FREQ=WEEKLY;BYDAY=SU", "times": 0}},
    "set_reminder": {"time": "07:30", "about": "morning_checkin", "rrule": "FREQ=DAILY"},
    "going_away": {"date": "2026-11-30"},
    "pause_goal": {"goal": "call my sister"},
    "drop_goal": {"goal": "call my sister"},
    "goal_done": {"goal": "call my sister"},
}
"""What may come with the wish for a dialogue, so that it needs no question."""


def manager_in(folder: Path) -> ConversationManager:
    repository = Repository(
        Journal(folder), lambda: MONDAY, prompts=WORDS.prompts(), again=WORDS.families()
    )
    return ConversationManager(repository, LANGUAGE, WORDS)


def claims(manager: ConversationManager, reply: Reply) -> list[str]:
    question = reply.ask.key if reply.ask else ""
    return [say.key for say in reply.says if say.key != question and WORDS.claims(say)]


GENERAL = ("still_paused", "back.kept", "help.goal")
"""Wordings that say of everything said before that it is kept, or will be."""


def noted(folder: Path) -> str:
    """Everything that was noted or dictated, as text; not the words as they were heard."""
    found = []
    for kind, data in on_disk(folder):
        found += [data.get("notes"), data.get("text") if kind == "segment" else None]
        found += [data] if kind.startswith("reminder") or data.get("why") == "told" else []
    return msgspec.json.encode(found).decode().casefold()


def missing(reply: Reply, claimed: list[str], folder: Path) -> list[str]:
    """The person's words in a claim that nothing on disk holds."""
    text = noted(folder)
    return [
        f"{say.key}: {words}"
        for say in reply.says
        if say.key in claimed
        for name, words in say.words.items()
        if name in ("value", "goal", "words", "step") and isinstance(words, str) and words
        if msgspec.json.encode(words).decode()[1:-1].casefold() not in text
    ]


def on_disk(folder: Path) -> list[tuple[str, dict]]:
    return [(line.type, msgspec.json.decode(line.data)) for line in Journal(folder).lines()]


@pytest.mark.parametrize("asked_with", ["alone", "with_slots"])
def test_kept_wording_every_dialogue_has_its_event_on_disk(
    asked_with: str,
    lived: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    wrong = []
    for dialogue in sorted(SCRIPTS):
        slots = WAYS_IN.get(dialogue, {}) if asked_with == "with_slots" else {}
        folder = tmp_path / dialogue
        shutil.copytree(lived, folder)
        manager = manager_in(folder)
        random = Random(dialogue)
        before = len(on_disk(folder))
        reply = manager.begin(dialogue, slots)
        for nth in range(TURNS):
            lines = on_disk(folder)
            claimed = [key for key in claims(manager, reply) if not key.startswith(GENERAL)]
            if claimed and len(lines) == before:
                wrong.append(f"{dialogue}: {claimed} without an event")
            wrong += [f"{dialogue}: {what} is nowhere" for what in missing(reply, claimed, folder)]
            if reply.ended:
                break
            before = len(lines)
            reply = manager.respond_to(utterance(random, nth))
    assert wrong == []


def test_change_value_one_sentence_and_then_stop_is_on_disk(tmp_path: Path) -> None:
    manager = manager_in(tmp_path / "journal")
    for dialogue, *sentences in (
        ("welcome", "honesty", "skip"),
        ("menu", "change my value to courage", "stop"),
    ):
        manager.start(dialogue)
        for sentence in sentences:
            manager.respond_to(sentence)
    assert [value.name for value in manager_in(tmp_path / "journal").repository.state().values] == [
        "courage"
    ]


def test_reply_disk_full_claims_nothing_in_any_dialogue(
    lived: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    wrong = []
    for dialogue in sorted(SCRIPTS):
        folder = tmp_path / dialogue
        shutil.copytree(lived, folder)
        manager = manager_in(folder)
        random = Random(dialogue)
        with monkeypatch.context() as patch:
            patch.setattr(disk, "sync", full)
            reply = manager.begin(dialogue, WAYS_IN.get(dialogue, {}))
            for nth in range(TURNS):
                claimed = claims(manager, reply)
                said = [line.text for line in manager.lines(reply)]
                promises = [WORDS.line(say).text for say in reply.says if say.key in claimed]
                wrong += [f"{dialogue}: {text}" for text in promises if text in said]
                if claimed and not any("not saved" in text for text in said):
                    wrong.append(f"{dialogue}: {claimed} and no word that it is not saved")
                if reply.ended:
                    break
                reply = manager.respond_to(utterance(random, nth))
    assert not wrong
