"""Words that let things be, ask back or refuse lead no dialogue round in a loop."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from assistant.conversation.confirmation import NEVER_SUGGESTED
from assistant.conversation.manager import ConversationManager
from assistant.dialogues.catalogue import SCRIPTS
from assistant.journal import Journal
from assistant.practice.events import Answered, GoalAdded, SessionBegan, ValueKept
from assistant.store.repository import Repository
from intents import load
from tests.conversation.world import MONDAY, WORDS

LANGUAGE = load("en")
TURNS = 14
WALKS = 2
SAYINGS = (
    *("let it be as it is", "none of them leave them all", "which one", "which one?", "not that"),
    *("leave them all as they are", "no need to change anything", "neither", "both", "either"),
    *("i don't mind", "yes", "no", "yes", "no", "the other one", "not that one again"),
    *("why goal", "why do you ask", "what do you mean", "forget it", "never mind", "it may stay"),
    *("i already said that", "no that's wrong", "hm", "um", "call it something else"),
    *("remind me at nine", "add a goal", "what are my goals", "keep it short today", "undo"),
    *("i don't know", "maybe", "later", "go on", "the first one", "done", "brmf", ""),
)
REPEATED = 2
"""The same reply may come so often running."""
LIES_STILL = frozenset({"still_paused", "still_paused_again", "paused"})


def lived(folder: Path) -> None:
    """A journal with two values and two goals."""
    memory = Repository(Journal(folder), lambda: MONDAY, prompts=WORDS.prompts())
    session = memory.new_session()
    memory.record(SessionBegan("reflect", {}), session)
    notes = (
        *(ValueKept("v1", "kindness"), ValueKept("v2", "music")),
        *(GoalAdded("g1", "call my sister", "v1"), GoalAdded("g2", "sing", "v2", "FREQ=DAILY")),
    )
    memory.record(Answered("reflect.with_a_question", notes=notes, ends=True), session)


def walk(dialogue: str, folder: Path, seed: str) -> list[str]:
    """What is said round in a loop in one conversation; nothing where all is well."""
    now = datetime.fromisoformat("2026-11-24T19:30:00+01:00")
    memory = Repository(Journal(folder), lambda: now, prompts=WORDS.prompts(), cards=WORDS.cards())
    manager = ConversationManager(memory, LANGUAGE, WORDS)
    random = Random(seed)
    reply = manager.start(dialogue)
    same, said_before = 0, ""
    for _ in range(TURNS):
        if reply.ended:
            return []
        said = random.choice(SAYINGS)
        reply = manager.respond_to(said)
        lines = " | ".join(line.text for line in manager.lines(reply))
        quiet = any(say.key in LIES_STILL for say in reply.says)
        same = same + 1 if lines and lines == said_before and said and not quiet else 0
        said_before = lines
        if same >= REPEATED:
            return [f"{dialogue} ({seed}): {lines!r} once more after {said!r}"]
    return []


def test_dialogues_refusals_and_questions_never_loop(tmp_path: Path) -> None:
    loops: list[str] = []
    for dialogue in sorted(SCRIPTS):
        for nth in range(WALKS):
            folder = tmp_path / f"{dialogue}-{nth}"
            lived(folder)
            loops += walk(dialogue, folder, f"{dialogue}-{nth}")
    assert not loops


@pytest.mark.parametrize("said", ["let it be as it is", "none of them, leave them all"])
def test_review_leave_all_is_the_answer(said: str, tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    lived(folder)
    now = datetime.fromisoformat("2026-11-30T19:30:00+01:00")
    memory = Repository(Journal(folder), lambda: now, prompts=WORDS.prompts())
    manager = ConversationManager(memory, LANGUAGE, WORDS)
    manager.start("weekly_review")
    while manager.reply.ask is not None and not manager.reply.ask.key.startswith("adjusting."):
        manager.respond_to("skip")
    assert manager.reply.ask is not None, "it is asked what is to be changed"
    asked = manager.reply.ask.key
    manager.respond_to(said)
    assert manager.reply.ask is None or manager.reply.ask.key != asked


def test_suggestions_every_command_has_a_plain_sentence() -> None:
    suggestible = set(LANGUAGE.intents) - NEVER_SUGGESTED
    assert {name for name in suggestible if f"did_you_mean.{name}" not in WORDS.variants} == set()
