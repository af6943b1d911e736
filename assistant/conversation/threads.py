"""What is told in an utterance that will have gone on is kept with it, to be asked about once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from assistant.conversation.acts import Interpretation
from assistant.conversation.reply import Response, SessionEvent
from assistant.practice.events import Answered, Missed, Segment
from assistant.practice.moods import mood_of
from assistant.practice.own_voice import TakeKept
from assistant.practice.thread_detection import detect_thread, is_about, tells_an_end
from assistant.practice.threads import Thread, ThreadKept, ThreadMet, ThreadNoted

AN_ANSWER = 6
"""An answer with fewer words names something and tells nothing."""


def thread_in(said: Interpretation, id: str, day: str, language: str) -> ThreadKept | None:
    """The thread that an utterance begins; `None` where it tells nothing that goes on."""
    if said.kind == "command" or (said.is_answer and len(said.text.split()) < AN_ANSWER):
        return None
    feeling = mood_of(said.text, language)
    if tells_an_end(said.text, language):
        return None
    told = detect_thread(said.text, feeling.weight, language)
    if told is None:
        return None
    mood = "fear" if told.worry else str(feeling.mood)
    return ThreadKept(id, day, told.who, told.words, mood, max(1, feeling.weight))


def thread_over(
    said: Interpretation, kept: Sequence[Thread], day: str, language: str
) -> ThreadMet | None:
    """The note that a thread kept earlier needs no question: it was told how it went on."""
    if said.kind == "command" or not tells_an_end(said.text, language):
        return None
    about = [thread for thread in kept if is_about(thread.who, said.text, language)]
    return ThreadMet(about[-1].id, day) if about else None


def with_note(response: Response, note: ThreadNoted | TakeKept) -> Response:
    """The response with something noted in the line that holds the words themselves."""
    events: list[SessionEvent] = list(response.events)
    for place, (session, event) in enumerate(events):
        holds = isinstance(event, Answered | Segment) or (
            isinstance(event, Missed) and event.why == "told"
        )
        if holds and isinstance(event, Answered | Segment | Missed):
            noted = msgspec.structs.replace(event, notes=(*event.notes, note))
            events[place] = (session, noted)
            return replace(response, events=tuple(events))
    return response
