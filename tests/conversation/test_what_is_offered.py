"""Whatever a question offers is understood, in the words in which it was offered.

Every dialogue is performed with many plain answers, until every question with something to choose
from was asked. Then each option is said, with and without its article, and each part of what
Lantern says when it asks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import get_args

import pytest

from assistant import dialogues
from assistant.conversation.safety_talk import safety_brief
from assistant.dialogues.catalogue import SCRIPTS
from assistant.dialogues.safety import safety
from assistant.dialogues.steps import Ask, Dialogue, Say
from assistant.journal import Journal
from assistant.practice.events import Answered
from assistant.practice.reminders import ReminderSet
from assistant.safety.concern import Concern, Kind
from assistant.store.repository import Repository
from intents import Choice, Command, Importance, Meaning, Several, load
from tests.conversation.test_every_dialogue import lived  # noqa: F401
from tests.conversation.world import MONDAY, WORDS, some_answer

LANGUAGE = load("en")
TRIES, LONGEST = 60, 200
TAKEN_OFF = ("the ", "a ", "an ", "my ", "your ", "to ")
LEADS_UP = ("For the next week", "what is it for")
OPEN = frozenset({"explore.which_theme", "menu.anything_else", "goals.anything_else"})
"""Questions which offer what they do not name one by one."""


@pytest.fixture(scope="module")
def asked(lived: Path) -> list[Ask]:  # noqa: F811
    """All questions with something to choose from, as they are asked of somebody with a life."""
    memory = Repository(
        Journal(lived),
        lambda: MONDAY,
        prompts=WORDS.prompts(),
        cards=WORDS.cards(),
        again=WORDS.families(),
    )
    session = memory.new_session()
    hours = (("morning_checkin", "07:30"), ("evening_checkin", "20:15"), ("reflect", "12:00"))
    set_ = tuple(ReminderSet(f"r{at}", name, at, "FREQ=DAILY") for name, at in hours)
    memory.record(Answered("reminder.shall_i", notes=set_), session)
    found: dict[tuple[str, object], Ask] = {}
    for name in SCRIPTS:
        for seed in range(TRIES):
            brief = memory.brief(name, session, {})
            if seed % 2 and "core" in brief:  # somebody who has sorted the cards before
                brief |= {"core": [{"id": "v1", "name": "kindness"}]}
            if seed % 2 and "half" in brief:  # somebody who said no more than "at six"
                brief |= {"half": True, "time": "06:00"}
            for ask in _asked(memory.perform(name, brief), Random(f"{name} {seed}")):
                found.setdefault((ask.key, ask.expects), ask)
    for kind in get_args(Kind):
        for ask in _asked(safety(safety_brief("s", MONDAY, Concern(kind), "")), Random(kind)):
            found.setdefault((ask.key, ask.expects), ask)
    return list(found.values())


def _asked(dialogue: Dialogue, random: Random) -> Iterator[Ask]:
    value = None
    for _ in range(LONGEST):
        try:
            step = dialogue.send(value)
        except StopIteration:
            return
        value = None
        if isinstance(step, Ask):
            if isinstance(step.expects, Choice | Several | Command):
                yield step
            value = None if random.random() < 0.1 else _answer(step, random)


def _answer(ask: Ask, random: Random) -> object:
    if isinstance(ask.expects, Importance):  # most cards matter, so that some are to rest
        return "very" if random.random() < 0.8 else "not"
    if ask.key == "goal.which_value" and random.random() < 0.2:
        return {"kind": "several", "names": [str(label) for label in ask.expects.labels]}
    if isinstance(ask.expects, Command):
        return random.choice(("add_goal", None))
    return some_answer(ask.expects, random.randrange(60)).value


def test_dialogues_every_choice_in_the_source_is_asked(asked: list[Ask]) -> None:
    keys = {ask.key for ask in asked}
    missing = [key for key in _written() if not any(k.startswith(key) for k in keys)]
    assert missing == []


def _written() -> Iterator[str]:
    """The keys of all questions in the source which have something to choose from."""
    choosing = ("choose", "choose_apart", "choose_goal", "choose_some", "choose_value")
    for path in Path(str(dialogues.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Ask"),
                    args=[ast.Constant(value=str(key)), ast.Call(func=ast.Name(id=kind)), *_],
                ) if kind in ("Choice", "Several", "Command"):
                    yield key
                case ast.Call(func=ast.Name(id=asks), args=[ast.Constant(value=str(key)), *_]) if (
                    asks in choosing
                ):
                    yield key


def test_choice_option_said_by_name_is_understood(asked: list[Ask]) -> None:
    wrong = []
    for ask in asked:
        if not isinstance(ask.expects, Choice | Several):
            continue
        names = LANGUAGE.names_of(ask.expects)
        for option, (name, *others) in zip(ask.expects.options, names, strict=True):
            for said in (*_ways(name), *others):
                meant = _understood(said, ask).value
                if meant not in (option, [option]):
                    wrong.append((ask.key, said, meant))
    assert wrong == []


def _ways(option: str) -> Iterator[str]:
    bare = option
    for article in TAKEN_OFF:
        bare = bare.removeprefix(article)
    yield from dict.fromkeys((option, bare, f"{option}, please", f"I'd like {option}"))
    if not option[0].isdigit():
        yield f"the {bare}"


def test_choice_option_said_as_offered_is_understood(asked: list[Ask]) -> None:
    wrong = []
    for ask in asked:
        if ask.key in OPEN:
            continue
        for line in _lines(ask):
            for part in _offered(line):
                meaning = _understood(part, ask)
                if meaning.kind not in ("answer", "command"):
                    wrong.append((ask.key, part, meaning.kind))
    assert wrong == []


def test_command_it_and_one_mean_the_goal(asked: list[Ask]) -> None:
    ask = next(ask for ask in asked if ask.key == "goals.what_now")
    for wish, begins in (
        ("add one", "add_goal"), ("add another one", "add_goal"), ("change it", "change_goal"),
        ("change one", "change_goal"), ("let one rest", "pause_goal"), ("pause it", "pause_goal"),
        ("pause that one", "pause_goal"), ("let it go", "drop_goal"), ("drop one", "drop_goal"),
        ("let one go", "drop_goal"), ("ask why I'm doing it", "why_goal"), ("stop", "stop"),
        ("why am I doing this one", "why_goal"), ("pause", "pause"), ("help", "help"),
    ):  # fmt: skip
        assert (wish, _understood(wish, ask).intent) == (wish, begins)


def _lines(ask: Ask) -> list[str]:
    return list(dict.fromkeys(WORDS.line(Say(ask.key, nth, **ask.words)).text for nth in range(4)))


def _offered(line: str) -> Iterator[str]:
    """The parts of the sentence which offers: "add a goal", "change one", "let one rest"."""
    for sentence in re.split(r"[.?!] *|: +", line):
        parts = re.split(r",? or |, ", sentence)
        if " or " not in sentence:
            continue
        for part in parts:
            said = re.sub(r"\byou're\b", "I'm", re.sub(r"\byour\b", "my", part.strip()))
            if said not in ("", *LEADS_UP):
                yield said


def _understood(said: str, ask: Ask) -> Meaning:
    return LANGUAGE.understand(said, ask.expects, now=MONDAY)
