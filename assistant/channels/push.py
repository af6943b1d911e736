"""The push channel: a sentence in, a reply out, nothing kept in memory in between.

For services which hold nothing but an id: the conversation is found again in the journal. Only a
talk about safety is never in the journal; it is kept in this process, and with it forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from assistant import wording
from assistant.channels.waking import woken
from assistant.channels.watches import Watches
from assistant.conversation.manager import Companion
from assistant.conversation.reply import Reply
from assistant.conversation.state import Progress
from assistant.journal import commands
from assistant.journal.vault import Locked
from assistant.store.repository import Memory
from assistant.wording import Line
from intents import load

ABANDONED = timedelta(minutes=10)
"""So long nothing was said: whoever speaks next is not taken to answer the old question."""
RESTED = timedelta(hours=1)
"""So long a pause which was asked for may be."""

_WATCHES = Watches(lasts=ABANDONED)
_LOCKS: defaultdict[str, Lock] = defaultdict(Lock)
_BACKUPS: dict[str, Memory] = {}
"""By folder: what makes its backup of the day just now, or made it last."""


@dataclass(frozen=True, slots=True)
class Told:
    """A reply and its words."""

    reply: Reply
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """All of it in one piece, for those who speak it."""
        return " ".join(line.text for line in self.lines)

    @property
    def listens(self) -> bool:
        """Whether an answer is waited for now."""
        return self.reply.ask is not None and not self.reply.paused

    @property
    def expects(self) -> str | None:
        """What kind of answer is waited for; `None` where the conversation is over for now."""
        return self.reply.ask.expects.name if self.reply.ask else None


def hear(
    folder: Path,
    session: str,
    sentence: str,
    clock: Callable[[], datetime],
    *,
    begin: str = "menu",
    readings: Sequence[str] = (),
    language: str = "en",
    may_read_aloud: bool = False,
) -> Told:
    """The reply to a sentence in the conversation which the channel calls `session`.

    Where there is none under way, one begins: what the sentence asks for, and if that is nothing,
    the dialogue `begin`. `readings` are what else the sentence may have been. Others may hear this
    channel: the journal is read out on it only where `may_read_aloud`. Raises `Locked` for an
    encrypted journal which the keyring does not open.
    """
    with _LOCKS[str(folder)]:
        companion = _companion(folder, session, clock, language, may_read_aloud)
        root = _under_way(companion)
        if root is None and companion.watch.talk is None:
            reply = woken(companion, sentence, begin)
        else:
            companion.go_on(root or "")
            meaning = companion.understand(sentence)
            reply = companion.take(meaning, readings=readings)
        return _told(companion, reply, folder)


def leave(
    folder: Path, session: str, clock: Callable[[], datetime], language: str = "en"
) -> Told | None:
    """Leave what is under way in a conversation, as after "stop"; `None` where nothing is.

    A talk about danger is not left so: it waits for the person.
    """
    with _LOCKS[str(folder)]:
        companion = _companion(folder, session, clock, language, False)
        root = _under_way(companion)
        if root is None or companion.watch.talk is not None:
            return None
        companion.conversation.root = root
        return _told(companion, companion.leave("stop"), folder)


def _companion(
    folder: Path,
    session: str,
    clock: Callable[[], datetime],
    language: str,
    may_read_aloud: bool,
) -> Companion:
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
        own_voice=False,
    )
    watch = _WATCHES.of(str(folder), session, clock())
    return Companion(memory, load(language), words, channel=session, watch=watch)


def _under_way(companion: Companion) -> str | None:
    """The conversation this session is in the middle of. What was abandoned is left first."""
    memory = companion.memory
    found = None
    for session in memory.unfinished():
        if session.channel != companion.conversation.channel or session.left:
            continue
        if _abandoned(memory, session):
            companion.conversation.root = session.session
            companion.leave("silence")
            companion.conversation.root = ""
        else:
            found = session.session
    return found


def _abandoned(memory: Memory, session: Progress) -> bool:
    latest = memory.entries(session.session)[-1]
    limit = RESTED if session.paused else ABANDONED
    return memory.clock() - datetime.fromisoformat(latest.ts) > limit


def _told(companion: Companion, reply: Reply, folder: Path) -> Told:
    _back_up(companion.memory, str(folder))
    return Told(reply, companion.lines(reply))


def _back_up(memory: Memory, folder: str) -> None:
    """Make the backup of the day beside the conversation, if there is none yet.

    What went wrong with it is told with the next reply, and it is tried again.
    """
    before = _BACKUPS.get(folder)
    if before is not None and before.backing_up:
        return
    if before is not None:
        memory.to_tell += before.to_tell
        del _BACKUPS[folder]
    if commands.backup_due(memory.journal, memory.clock()):
        _BACKUPS[folder] = memory
        memory.back_up_soon()
