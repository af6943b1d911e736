"""Ask once how something goes on that was told on another day."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.dialogues.checkin import CheckInBrief
from assistant.dialogues.hearing import Met, meet
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.formatting.reflecting import as_reflection
from assistant.practice.threads import ThreadMet
from intents import Freely


def ask_of_thread(brief: CheckInBrief) -> Generator[Step, Any, Met]:
    """Ask how it is now, of one thing told earlier. Return how the answer was met."""
    thread = brief.told
    if thread is None or brief.gently:
        return "light"
    told = as_reflection(thread.words, brief.language) if thread.words else ""
    of = "clause" if told else "worry" if thread.mood == "fear" else "who"
    question = f"thread.how_is_it.{of}"
    told = told[:1].lower() + told[1:]
    said: str | None = yield Ask(
        question, Freely(thoughts=True), about=thread.id, who=thread.who, thread=told
    )
    yield Note(ThreadMet(thread.id, brief.day))
    if not said:
        yield Say("thread.let_be")
        return "light"
    return (yield from meet(brief, "thread.met", said))
