"""A small world for conversations: a journal in a folder, a clock that stands still, meanings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from assistant import wording
from assistant.conversation.acts import Interpretation
from assistant.conversation.recorder import Conversation
from assistant.conversation.reply import Reply
from assistant.conversation.utterance import Utterance
from assistant.journal import Journal
from assistant.store.repository import Repository
from intents import (
    Alternative,
    Aspiration,
    Choice,
    Command,
    Date,
    Dictation,
    Expectation,
    Freely,
    Importance,
    Invitation,
    Meaning,
    Outcome,
    Rating,
    Recurrence,
    Several,
    Time,
    YesNo,
)

MONDAY = datetime.fromisoformat("2026-11-23T07:30:00+01:00")
WORDS = wording.load("en")


def memory_in(folder: Path, now: datetime = MONDAY) -> Repository:
    return Repository(
        Journal(folder),
        lambda: now,
        prompts=WORDS.prompts(),
        cards=WORDS.cards(),
        again=WORDS.families(),
    )


def answer(value: Any, text: str = "…") -> Meaning:
    return Meaning(text, "answer", value=value, score=1.0)


def command(intent: str) -> Meaning:
    return Meaning(intent, "command", intent=intent, score=1.0)


def unsure(intent: str) -> Meaning:
    return Meaning("…", "unsure", alternatives=(Alternative(intent, 0.7, intent),))


SILENCE = Meaning("")
UNCLEAR = Meaning("brmf")
SENTENCES = (
    "we sat in the garden",
    "honesty and my family matter most to me",
    "i should be braver",
)


def some_answer(expects: Expectation, pick: int) -> Meaning:
    """An answer which fits what is expected, one of a few."""
    match expects:
        case YesNo(or_else=other) if other and pick % 3 == 2:
            kind = {"step": "goal", "value": "value"}.get(other, "words")
            return answer({"kind": kind, "words": f"words {pick}"})
        case YesNo():
            return answer(pick % 2 == 0)
        case Rating(low, high):
            return answer(int(low + pick % (high - low + 1)))
        case Date():
            return answer(f"2026-12-{pick % 28 + 1:02}")
        case Outcome():
            return answer(("done", "partly", "not_yet", "skip")[pick % 4])
        case Choice(options):
            return answer((*options, None)[pick % (len(options) + 1)])
        case Importance():
            return answer(("very", "somewhat", "not")[pick % 3])
        case Several(options):
            return answer(list(options[: pick % (len(options) + 1)]))
        case Rating():
            return answer(pick % 11)
        case Time():
            return answer(("07:30", "20:15", "12:00")[pick % 3])
        case Invitation():
            return answer(("now", "not_today", 600)[pick % 3])
        case Recurrence():
            rules = (
                {"rrule": "FREQ=DAILY", "times": None},
                {"rrule": "FREQ=WEEKLY", "times": 3},
                {"rrule": "FREQ=DAILY;COUNT=1", "times": None},
            )
            return answer(rules[pick % 3])
        case Aspiration():
            kinds = ("goal", "value", "feeling", "not_doing", "someone_else")
            return answer({"kind": kinds[pick % 5], "words": f"words {pick}"})
        case Command():
            return command(("morning_checkin", "reflect", "add_goal", "list_goals")[pick % 4])
        case Dictation():
            return command("done") if pick % 4 == 0 else answer(SENTENCES[pick % 3])
        case Freely():
            return answer(f"words {pick}")
    raise AssertionError(f"no answer for {expects}")


def respond(conversation: Conversation, meaning: Meaning) -> Reply:
    """The reply to what was understood."""
    return conversation.respond(Utterance(Interpretation.of(meaning)))


def hear_all(conversation: Conversation, meanings: list[Meaning]) -> Reply:
    reply = conversation.reply()
    for meaning in meanings:
        reply = respond(conversation, meaning)
    return reply


def spoken(reply: Reply) -> list[str]:
    return [line.text for line in WORDS.lines(reply.says)]
