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
from assistant.journal import commands
from assistant.journal.vault import Locked
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
    may_read_aloud: bool = False,
) -> Reply:
    """The reply to a sentence in the conversation which the channel calls `session`.

    Where there is none under way, one begins with the dialogue `begin`, and the sentence is not
    heard: it was what woke Lantern. Others may hear this channel: the journal is read out on it
    only where `may_read_aloud`. Raises `Locked` for an encrypted journal which the keyring does
    not open.
    """
    words = wording.load(language)
    journal = commands.opened(folder)
    if journal.locked:
        raise Locked(
            "The journal is encrypted; this channel needs its passphrase in the system's keyring: "
            "lantern journal passphrase remember."
        )
    memory = Memory(
        journal,
        clock,
        prompts=words.prompts(),
        cards=words.cards(),
        again=words.families(),
        may_read_aloud=may_read_aloud,
    )
    watch = _WATCHES.setdefault((str(folder), session), Watch())
    companion = Companion(memory, load(language), words, channel=session, watch=watch)
    under_way = [s for s in memory.unfinished() if s.channel == session and not s.left]
    if watch.talk is None and not under_way:
        return companion.start(begin)
    companion.go_on(under_way[-1].session if under_way else "")
    return companion.hear(sentence)
