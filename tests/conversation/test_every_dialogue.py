"""Every dialogue, had by somebody who says anything at any time: thousands of utterances in words.

LANTERN_WALKS sets how many conversations each dialogue has (2); what fails names its seed.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest

from assistant.conversation.manager import ConversationManager
from assistant.conversation.reply import Reply
from assistant.dialogues.catalogue import SCRIPTS
from assistant.journal import Journal
from assistant.practice.days import DayTold
from assistant.practice.domains import DomainRated
from assistant.practice.events import (
    Answered,
    GoalAdded,
    GoalChecked,
    IntentionSet,
    Noted,
    Segment,
    SessionBegan,
    ValueKept,
)
from assistant.practice.exercises import LetterSealed
from assistant.practice.goals import GoalReached
from assistant.store.repository import Repository
from intents import Aspiration, Dictation, Freely, load
from tests.conversation.world import MONDAY, WORDS

WALKS = int(os.environ.get("LANTERN_WALKS", "2"))
LONGEST = 30
A_FEW = 6
"""So many silences end any conversation."""
LANGUAGE = load("en")
BADLY_WRITTEN = re.compile(r"(?<!\.)\.\.(?!\.)| [,.;:!?](?:\s|$)|  |[{}]|^[a-z]|[.!?] (?=[a-z])")
"""A doubled full stop, a space before a comma, a brace, a sentence in lower case."""

ANSWERS = (
    *("yes", "no", "yes please", "not really", "seven", "three", "ten", "the first one"),
    *("the second", "neither", "both", "all of them", "none", "done", "partly", "not yet"),
    *("very", "somewhat", "not important", "every day", "twice a week", "on mondays", "once"),
    *("tomorrow", "next friday", "in a month", "in a year", "half past seven", "kindness"),
    *("family", "i am afraid they might laugh", "it has to be perfect", "i feel numb and empty"),
    *("no time", "i should call my mother", "to be happy", "stop smoking", "my boss respects me"),
    *(
        "now",
        "later",
        "not today",
        "breathe",
        "look around",
        "make one smaller",
        "let one rest",
        "leave it all as it is",
    ),
)
WISHES = (
    *("help", "go back", "undo", "repeat", "slower", "where are we", "skip", "skip this one"),
    *("that's all", "keep it", "pause", "resume", "take your time", "what are my values"),
    *("what are my goals", "scratch that", "ground me", "what is the difference"),
    *("an easier one", "why am i doing this", "go easy today", "louder"),
)
NOTHING = ("", "", "brmf", "ÄÖ 漢字 🙂", "uh")
REPEATS = frozenset({"go back", "undo", "repeat", "resume", "pause", "keep it", "scratch that"})


def utterance(random: Random, nth: int) -> str:
    kind = random.random()
    if kind < 0.4:
        return random.choice(ANSWERS)
    if kind < 0.65:
        return f"painting {nth + 2} planks of the garden fence"
    return random.choice(WISHES if kind < 0.88 else NOTHING)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of somebody with values, goals, hard days, a letter which is due."""
    folder: Path = tmp_path_factory.mktemp("lived") / "journal"
    moments = (MONDAY - timedelta(days=n) for n in range(400, 0, -1))
    now = next(moments)
    memory = Repository(Journal(folder), lambda: now, prompts=WORDS.prompts())
    session = memory.new_session()
    memory.record(SessionBegan("reflect", {}), session)
    for said in notes():
        now = next(moments)
        notes_ = said if isinstance(said, tuple) else ()
        event = Answered("reflect.with_a_question", notes=notes_) if notes_ else said
        memory.record(event, session)  # type: ignore[arg-type]
    memory.record(Answered("letter.write", notes=(LetterSealed(session, "2026-11-20"),)), session)
    memory.record(Answered("reflect.go_ahead", how="dictated", ends=True), session)
    return folder


def notes() -> Iterator[tuple[Noted, ...] | Segment]:
    yield Segment("reflect.go_ahead", "dear me keep singing")
    yield (ValueKept("v1", "kindness", "being kind"), ValueKept("v2", "music"))
    yield (GoalAdded("g1", "call my sister", "v1", "FREQ=DAILY"), GoalAdded("g2", "sing", "v2"))
    yield (GoalAdded("g3", "tidy the shed", "", "FREQ=WEEKLY", 2),)
    yield (GoalReached("g2", "2026-11-20", False),)
    for day in ("2026-11-18", "2026-11-20", "2026-11-22"):
        yield (GoalChecked("g1", "not_yet", day), IntentionSet("be slow", day))
    yield (DomainRated("health", 9, 2, "2026-10-01"), DomainRated("health", 9, 5, "2026-11-20"))
    yield (DayTold("2026-11-20", "in_the_way", "too tired"),)


class Walk:
    """One conversation, and what it was like."""

    def __init__(self, folder: Path, seed: str) -> None:
        self.folder = folder
        self.memory = self.opened()
        self.companion = ConversationManager(self.memory, LANGUAGE, WORDS)
        self.random = Random(seed)

    def opened(self, now: datetime = MONDAY) -> Repository:
        return Repository(
            Journal(self.folder), lambda: now, prompts=WORDS.prompts(), again=WORDS.families()
        )

    def have(self, dialogue: str) -> None:
        before = self.lines(self.companion.start(dialogue))
        for nth in range(LONGEST):
            if self.companion.reply.ended:
                return
            said = utterance(self.random, nth)
            takes_words = self.takes_words()
            after = self.lines(self.companion.respond_to(said))
            if takes_words and "fence" in said:
                assert self.kept(said), f"{said!r} was lost"
            if said not in REPEATS and not self.companion.reply.paused:
                self.not_again(before, after, said)
            before = after

    def takes_words(self) -> bool:
        """Whether any words would answer what is asked now."""
        reply = self.companion.reply
        beneath = self.companion.conversation.state.open_expectation
        words = (Freely, Aspiration, Dictation)
        on = self.companion.watch.talk is None and not reply.paused
        return (
            on
            and reply.ask is not None
            and isinstance(reply.ask.expects, words)
            and (beneath == reply.ask.expects)
        )

    def kept(self, said: str) -> bool:
        entries = self.memory.entries(self.companion.conversation.root)
        kept = (e.event for e in entries if isinstance(e.event, Answered | Segment))
        return any(said in msgspec.json.encode(event).decode() for event in kept)

    def not_again(self, before: list[str], after: list[str], said: str) -> None:
        """Nothing is said twice running, where nobody wished for that.

        Only the question may come again, after a word on what was said instead of an answer.
        """
        if said in (*ANSWERS, *NOTHING) or "fence" in said:
            led_to = after[:-1] if len(after) > 1 else after
            again = [line for line in led_to if line in before and "two, three, four" not in line]
            assert not again, f"after {said!r} it said again: {again}"

    def lines(self, reply: Reply) -> list[str]:
        lines = [line.text for line in self.companion.lines(reply)]
        for line in lines:
            assert not BADLY_WRITTEN.search(line), f"badly written: {line!r}"
        return lines

    def silence(self) -> None:
        for _ in range(A_FEW):
            if self.companion.reply.ended:
                return
            self.companion.respond_to("resume" if self.companion.reply.paused else "")
        assert self.companion.reply.ended, "only silence ends it within a few turns"

    def is_on_disk(self) -> None:
        root = self.companion.conversation.root
        again = self.opened()
        assert [e.event for e in again.entries(root)] == [
            e.event for e in self.memory.entries(root)
        ], "what is on disk is what was in memory"


@pytest.mark.parametrize("dialogue", sorted(SCRIPTS))
@pytest.mark.parametrize("life", ["new", "lived"])
def test_dialogue_anything_said_never_fails(
    dialogue: str, life: str, lived: Path, tmp_path: Path
) -> None:
    for nth in range(WALKS):
        folder = tmp_path / str(nth)
        if life == "lived":
            shutil.copytree(lived, folder)
        seed = f"{dialogue} {life} {nth}"
        walk = Walk(folder, seed)
        try:
            walk.have(dialogue)
            walk.is_on_disk()
            walk.silence()
        except Exception as error:
            raise AssertionError(f"in the conversation {seed!r}: {error}") from error
