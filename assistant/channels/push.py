"""The push channel: a sentence in, a reply out, nothing kept in memory in between.

For services which hold nothing but an id: the conversation is found again in the journal. Only a
talk about safety is never in the journal; it is kept in this process, and with it forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from assistant import wording
from assistant.companion import Companion
from assistant.journal import Journal
from assistant.memory import Memory
from assistant.reply import Reply
from assistant.safety.watch import Watch
from intents import load

_WATCHES: dict[tuple[str, str], Watch] = {}


def hear(
    folder: Path,
    session: str,
    sentence: str,
    clock: Callable[[], datetime],
    *,
    begin: str = "menu",
    language: str = "en",
) -> Reply:
    """The reply to a sentence in the conversation which the channel calls `session`.

    Where there is none under way, one begins with the dialogue `begin`, and the sentence is not
    heard: it was what woke Lantern.
    """
    words = wording.load(language)
    memory = Memory(Journal(folder), clock, prompts=words.prompts())
    watch = _WATCHES.setdefault((str(folder), session), Watch())
    companion = Companion(memory, load(language), words, channel=session, watch=watch)
    under_way = [s for s in memory.unfinished() if s.channel == session and not s.left]
    if watch.talk is None and not under_way:
        return companion.start(begin)
    companion.go_on(under_way[-1].session if under_way else "")
    return companion.hear(sentence)
