"""The push channel: one sentence in, one reply out, for services that hold nothing but an id.

The conversation is found again in the journal at each call. Only a talk about safety is never
written there; it is kept in the memory of this process, and is gone when the process ends.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from assistant import wording
from assistant.channels.first_sentence import begin_from_sentence, without_name
from assistant.conversation.manager import ConversationManager
from assistant.conversation.ports import RepositoryPort
from assistant.conversation.reply import Reply
from assistant.conversation.safety_watch import SafetyWatch
from assistant.conversation.state import SessionState
from assistant.conversation.utterance import Utterance
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.journal import Locked, commands
from assistant.practice.preferences import Pace, Settings
from assistant.practice.reminders import due
from assistant.store.pages import Pages
from assistant.store.repository import Repository
from assistant.wording import Line
from intents import load

ABANDONED = timedelta(minutes=10)
"""After so long without a sentence, the next one is not taken as an answer to the old question."""
ABANDONED_PAUSE = timedelta(hours=1)
"""The same, where the person asked for a pause."""
_PRIVACY = ("question.privacy", "telling.privacy")
_ENDS = frozenset(".!?…:;,")
_CLOSING = "\"')\u201d\u2019"
MOST_SESSIONS = 256
"""The number of sessions whose safety state is kept; the least recently used goes first."""


@dataclass(frozen=True, slots=True)
class PushReply:
    """A reply and its wording."""

    reply: Reply
    lines: tuple[Line, ...]
    settings: Settings = field(default_factory=Settings)
    """What this person set by voice."""
    pace: Pace = field(default_factory=dict)
    """How this person was seen to pause."""

    @property
    def text(self) -> str:
        """All lines in one string, each of them ended before the next begins."""
        return " ".join(_ended(line.text) for line in self.lines)

    @property
    def listens(self) -> bool:
        """Whether an answer is expected now; not during a pause."""
        return self.reply.ask is not None and not self.reply.paused

    @property
    def expects(self) -> str | None:
        """The name of the expected kind of answer; `None` when the conversation has ended."""
        return self.reply.ask.expects.name if self.reply.ask else None


def _ended(text: str) -> str:
    """A line with a sign at its end, so that a voice pauses there."""
    return text if not text or text.rstrip(_CLOSING)[-1:] in _ENDS else f"{text}."


class SafetyWatches:
    """The safety state of each session, for as long as the session is used."""

    def __init__(self, lasts: timedelta) -> None:
        """`lasts`: how long after its last sentence the state of a session is dropped."""
        self._lasts = lasts
        self._kept: OrderedDict[tuple[str, str], tuple[SafetyWatch, datetime]] = OrderedDict()

    def of(self, folder: str, session: str, now: datetime) -> SafetyWatch:
        """The state of a session at this moment; a new one if it was dropped."""
        watch, before = self._kept.pop((folder, session), (SafetyWatch(), now))
        if now - before > self._lasts:
            watch = SafetyWatch()
        self._kept[folder, session] = watch, now
        while len(self._kept) > MOST_SESSIONS:
            self._kept.popitem(last=False)
        return watch


_WATCHES = SafetyWatches(lasts=ABANDONED)
_LOCKS: defaultdict[str, Lock] = defaultdict(Lock)
_TURNS: defaultdict[str, int] = defaultdict(int)
"""By folder: how many sentences were answered in this process."""
_OFFERED: set[tuple[str, str, str, str]] = set()
"""The reminders that were offered in this process, by folder and key."""
_BACKUPS: dict[str, RepositoryPort] = {}
"""By folder: the repository that makes today's backup, or made the last one."""


def reply_to(
    folder: Path,
    session: str,
    sentence: str,
    clock: Callable[[], datetime],
    *,
    begin: str = "menu",
    readings: Sequence[str] = (),
    language: str = "en",
    may_read_aloud: bool = False,
    own_voice: bool = False,
    wanted: Callable[[], bool] = lambda: True,
) -> PushReply:
    """The reply to a sentence in the conversation the channel calls `session`.

    Without a conversation under way, the dialogue the sentence asks for begins, or else `begin`.
    `readings` are the other recognitions of the sentence. What the journal holds is said only where
    `may_read_aloud`, since others may hear this channel. `own_voice`: whether Lantern's voice
    speaks the reply. Nothing is kept of a sentence whose answer is not `wanted` any more when it is
    understood. Raises `Locked` for an encrypted journal whose passphrase is not in the keyring, and
    `Trouble` where the answer is not wanted.
    """
    moment = clock()

    def begun() -> ConversationManager:
        return _manager(folder, session, lambda: moment, language, may_read_aloud, own_voice)

    with _LOCKS[str(folder)]:
        turn, manager = _TURNS[str(folder)], begun()
        goes_on = _take_up(manager)
    # Understanding takes longest, and waits for nobody: it is done for this question then.
    manager.interpret(sentence if goes_on else without_name(sentence))
    with _LOCKS[str(folder)]:
        if not wanted():
            raise Trouble("channels.not_wanted")
        if turn != _TURNS[str(folder)]:  # Something was answered meanwhile, maybe this question.
            manager = begun()
            goes_on = _take_up(manager)
        _TURNS[str(folder)] += 1
        if goes_on:
            said = manager.interpret(sentence)
            reply = manager.respond(Utterance(said, readings=tuple(readings)))
        else:
            reply = begin_from_sentence(manager, sentence, begin)
        return _with_lines(manager, reply, folder)


def _take_up(manager: ConversationManager) -> bool:
    """Take up the conversation the channel is in the middle of; whether there is one."""
    root = _session_under_way(manager)
    if root is None and manager.watch.talk is None:
        return False
    manager.go_on(root or "")
    return True


def offer_due(
    folder: Path,
    session: str,
    clock: Callable[[], datetime],
    language: str = "en",
    may_read_aloud: bool = False,
    ready: Callable[[], bool] = lambda: True,
) -> PushReply | None:
    """Offer the reminder that is due; `None` where there is none, or a conversation is under way.

    Each is offered once in this process, and only where the place is `ready` for it, which is asked
    when one is due. Where others may hear, one with words of its own is only said to be there.
    Raises `Locked` as `reply_to` does.
    """
    with _LOCKS[str(folder)]:
        manager = _manager(folder, session, clock, language, may_read_aloud, False)
        state = manager.repository.state()
        one = due(state.reminders, clock(), state.days.away_days)
        if one is None or (str(folder), *one.key) in _OFFERED or _session_under_way(manager):
            return None
        if not ready():
            return None
        _OFFERED.add((str(folder), *one.key))
        return _with_lines(manager, manager.start("at_its_hour", one.slots), folder)


def _manager(
    folder: Path,
    session: str,
    clock: Callable[[], datetime],
    language: str,
    may_read_aloud: bool,
    own_voice: bool,
) -> ConversationManager:
    words = wording.load(language)
    journal = commands.open_unlocked(folder)
    if journal.locked:
        raise Locked("channels.journal_locked")
    repository = Repository(
        journal,
        clock,
        prompts=words.prompts(),
        cards=words.cards(),
        again=words.families(),
        may_read_aloud=may_read_aloud,
        own_voice=own_voice,
        language=language,
        pages=Pages(journal.folder, words),
    )
    watch = _WATCHES.of(str(folder), session, clock())
    return ConversationManager(repository, load(language), words, channel=session, watch=watch)


def _session_under_way(manager: ConversationManager) -> str | None:
    """The id of the conversation this channel is in; abandoned ones are left first."""
    repository = manager.repository
    found = None
    for session in repository.unfinished():
        if session.channel != manager.conversation.channel or session.left:
            continue
        if _abandoned(repository, session):
            manager.conversation.root = session.session
            manager.leave("silence")
            manager.conversation.root = ""
        else:
            found = session.session
    return found


def _abandoned(repository: RepositoryPort, session: SessionState) -> bool:
    latest = repository.entries(session.session)[-1]
    limit = ABANDONED_PAUSE if session.paused else ABANDONED
    return repository.clock() - datetime.fromisoformat(latest.ts) > limit


def _with_lines(manager: ConversationManager, reply: Reply, folder: Path) -> PushReply:
    _back_up(manager.repository, str(folder))
    # What is said of privacy on Lantern's own machine is not all of it where others pass it on.
    kind = manager.conversation.channel.partition(":")[0]
    says = tuple(
        Say(f"place.privacy.{kind}") if say.key.startswith(_PRIVACY) else say for say in reply.says
    )
    state = manager.repository.state()
    lines = manager.lines(replace(reply, says=says))
    return PushReply(reply, lines, state.settings, state.pace)


def _back_up(repository: RepositoryPort, folder: str) -> None:
    """Start today's backup in the background, if there is none yet.

    A failure is told with the next reply, and the backup is tried again.
    """
    before = _BACKUPS.get(folder)
    if before is not None and before.backing_up:
        return
    if before is not None:
        repository.to_tell += before.to_tell
        del _BACKUPS[folder]
    if commands.backup_due(repository.journal, repository.clock()):
        _BACKUPS[folder] = repository
        repository.back_up_soon()
