"""The hour that answers "at what time?" in a sentence: "half six, no, make it seven, after my tea".

The last one counts that is said after one was taken back. Where the half of the day is not said, it
goes by what is told beside the hour, and an hour before six is one of the afternoon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.step_said import plain_words
from assistant.conversation.reading.changes.when_said import taken_back
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.unasked_words import said_anywhere
from assistant.dialogues.reminder import half_a_day_on
from intents import Meaning, Time

if TYPE_CHECKING:
    from intents import Language

NOON, EARLIEST = "12:00", "06:00"
"""An hour before the second is one of the afternoon where that is not said."""
AN_HOUR = 6
"""An hour is said in no more words."""


def hour_said(text: str, context: Context, language: Language) -> Meaning | None:
    """The hour that `text` answers with; `None` where nothing but what is read of all is meant."""
    if not isinstance(context.expects, Time):
        return None
    phrases, words = phrases_of(language.name), text.split()
    plain = plain_words(words)
    begins = [start for _, start in taken_back(plain, phrases)]
    pieces = [words[start : start + size] for start in begins for size in range(AN_HOUR, 0, -1)]
    read = next(
        (
            meaning
            for piece in pieces
            if (meaning := _hour(" ".join(piece), context, language)) is not None
        ),
        None,
    )
    read = read or _hour(text, context, language)
    if read is None:
        return None
    time = str(read.value)
    told = any(phrases.has("half_of_day", word) for word in plain)
    late = said_anywhere("tells_of_evening", plain, phrases)
    if time < NOON and ((late and time >= EARLIEST) or (not told and time < EARLIEST)):
        time = half_a_day_on(time)
    return Meaning(text, "answer", value=time, score=1.0)


def _hour(said: str, context: Context, language: Language) -> Meaning | None:
    read = language.understand(said, Time(), now=context.now)
    return read if read.kind == "answer" and isinstance(read.value, str) else None
