"""The events of the journal, folded into what is known, and the conversations not over yet.

The journal is read as a stream. Only the events of unfinished conversations stay in memory; the
others are read again when they are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

import msgspec

from assistant.conversation.state import Sessions, SessionState
from assistant.dialogues.brief import Last
from assistant.dialogues.steps import EVERYTHING
from assistant.journal import Journal
from assistant.journal.erasure import strings_in
from assistant.journal.searching import Hit, fold_text
from assistant.practice.events import (
    Answered,
    Closed,
    Entry,
    Missed,
    Reread,
    Segment,
    SessionBegan,
)
from assistant.practice.preferences import Settings
from assistant.practice.state import Folding, Reflection, State
from assistant.practice.words import name_in, parts_of, words_of
from assistant.store import search as finding
from assistant.store.read_model import entries_of
from assistant.store.search import REACHING_BACK, later

_LATEST = 500
"""Among so many of the newest turns the last words of the person are looked for."""
_LETTER = "letter."
"""How the questions begin to which a letter is dictated."""
_SHORT = 60
"""An answer of more characters is not offered again."""


class History:
    """All events up to now. Of a locked journal only those recorded since are known."""

    def __init__(self, journal: Journal, usual: Settings) -> None:
        """Reads the journal; the settings begin as `usual`. Raises `Trouble`."""
        self._journal, self._usual = journal, usual
        self._locked = journal.locked
        self._while_locked: list[Entry] = []
        self._unsaved: list[Entry] = []
        self._forgotten: set[str] = set()
        self.to_erase: set[str] = set()
        """Lines that an answer had erased, and that are still there: the power went before."""
        self.to_erase_everything = False
        """Whether an answer had everything erased, and the power went before."""
        self.read()

    def read(self) -> None:
        """Read everything anew. Raises `Trouble`."""
        reaching = list(self._entries((*REACHING_BACK, b'"erases":')))
        back = later(reaching)
        # Of this device only: what was brought in from elsewhere erases nothing here by itself.
        own = f"{self._journal.device}-"
        doomed = {
            id
            for entry in reaching
            if isinstance(entry.event, Answered | SessionBegan) and entry.id not in back.gone
            for id in (entry.event.erases if entry.id.startswith(own) else ())
        }
        self.to_erase = set()
        self.to_erase_everything = EVERYTHING in doomed
        self._root: dict[str, str] = {}
        self._of_root: defaultdict[str, list[Entry]] = defaultdict(list)
        self._over: set[str] = set()
        self._back = back
        self._latest: list[Entry] = []
        self._folding: Folding | None = Folding(back.gone, back.again, self._usual)
        for entry in self._entries():
            self._folding.add(entry)
            self._place(entry)
            if entry.id in doomed:
                self.to_erase.add(entry.id)
            if entry.session in self._of_root and _ends(entry) and entry.id not in back.gone:
                self._over.add(entry.session)
                del self._of_root[entry.session]
        self.to_erase -= self.beginnings()

    def add(self, entry: Entry) -> None:
        """Take in the newest event."""
        self._place(entry)
        if getattr(entry.event, "withdraws", ()) or isinstance(entry.event, Reread):
            self._folding = None  # It changes what was folded before.
        elif self._folding is not None:
            self._folding.add(entry)

    def recorded(self, saved: Sequence[Entry], unsaved: Sequence[Entry]) -> None:
        """Take note of what was `saved` just now, and of what is in memory only."""
        if self._locked:
            self._while_locked += saved
        self._unsaved = list(unsaved)

    def forget(self, ids: Collection[str], unsaved: Sequence[Entry]) -> None:
        """Leave these lines out from now on, whether or not they are erased on the disk."""
        self._forgotten |= set(ids)
        self._unsaved = list(unsaved)
        self.read()

    def state(self) -> State:
        """What is known after all events. Raises `Trouble`."""
        if self._folding is None:
            self.read()
        assert self._folding is not None
        return self._folding.state()

    def root_of(self, session: str) -> str:
        """The session at the bottom of the one given: the conversation it belongs to."""
        return self._root.get(session, session)

    def of_root(self, root: str) -> Sequence[Entry]:
        """The events of a session and of those begun from within it, in order."""
        if root not in self._over:
            return self._of_root[root]
        return [entry for entry in self._entries() if self._root.get(entry.session) == root]

    def unfinished(self) -> list[SessionState]:
        """The conversations that were not brought to their end, oldest first."""
        roots = (Sessions(entries).get(root) for root, entries in self._of_root.items() if entries)
        return [root for root in roots if root is not None and not root.over]

    def words_since(self, day: date) -> list[str]:
        """What the person said from this day on, in the newest turns; not what was taken back."""
        self.state()
        since = (e for e in self._latest if e.ts[:10] >= str(day) and e.id not in self._back.gone)
        return [words for entry in since if (words := words_of(entry))]

    def answers_to(self, ask: str, limit: int) -> list[str]:
        """The short answers a question was given in the person's words, the newest first."""
        self.state()  # So that what was just taken back is left out.
        holding = b'"ask":' + msgspec.json.encode(ask)
        given = sorted(self._back.standing(self._entries((holding,))), key=_moment)
        answers: dict[str, str] = {}
        for entry in reversed(given):
            match entry.event:
                case Answered(ask=asked, how="said", said=said) if asked == ask:
                    words = said.strip()
                    if 0 < len(words) <= _SHORT:
                        answers.setdefault(words.casefold(), words)
        return list(answers.values())[:limit]

    def find(self, query: str, since: date | None, until: date | None, limit: int) -> list[Hit]:
        """The best passages for some words within some days."""
        return finding.search(
            self._journal, query, since=since, until=until, limit=limit, read=self._entries
        )

    def beginnings(self) -> set[str]:
        """The lines with which the conversations under way began."""
        return {
            entry.id
            for root in self.unfinished()
            if not root.left
            for entry in self._of_root[root.session]
            if isinstance(entry.event, SessionBegan) and not _told_beside(entry.event)
        }

    def words_in(self, line: str) -> str:
        """The person's words in a line, a dictation's as a whole; "" where it has none."""
        if said := self._dictation(line):
            return said.words
        entries = self._entries((b'"id":"%s"' % line.encode(),))
        standing = (e for e in self._back.standing(entries) if e.id == line)
        return next((name_in(e)[1] or words_of(e) for e in standing), "")

    def last(self, kind: str = "") -> Last | None:
        """What the person said last in their own words, and every line that holds it.

        Of one `kind` (see `Last`), or of any ("").
        """
        self.state()  # So that what was just taken back is left out.
        for entries in (self._latest, self._entries() if kind else ()):
            # What was imported comes last in the journal, and was said earlier.
            by_time = sorted(entries, key=_moment)
            for entry in reversed(by_time):
                if entry.id in self._back.gone or not words_of(entry):
                    continue
                if kind in ("", self._kind(entry)):
                    return self._last(entry)
        return None

    def held(self, line: str) -> Last | None:
        """What a line holds, and every other line that holds it too."""
        self.state()
        there = self._back.standing(self._entries((b'"id":"%s"' % line.encode(),)))
        entry = next((e for e in there if e.id == line), None)
        return self._last(entry) if entry and words_of(entry) else None

    def _last(self, entry: Entry) -> Last:
        kind = self._kind(entry)
        if said := self._dictation(entry.id):
            lines = tuple(said.lines)
            return Last(said.when[:10], entry.id, lines, kind, self._elsewhere(lines))
        lines = tuple(self._holding(entry))
        return Last(entry.ts[:10], entry.id, lines, kind, self._elsewhere(lines))

    def _elsewhere(self, lines: Sequence[str]) -> tuple[str, ...]:
        """The other devices that hold some of `lines` in files of their own."""
        try:
            own = self._journal.own_devices()
        except OSError:
            return ()
        devices = {line.rpartition("-")[0] for line in lines if not line.startswith("unsaved-")}
        return tuple(sorted(devices - own))

    def _kind(self, entry: Entry) -> str:
        if said := self._dictation(entry.id):
            return "letter" if said.ask.startswith(_LETTER) else "reflection"
        return name_in(entry)[0] or "words"

    def _dictation(self, line: str) -> Reflection | None:
        return next((r for r in reversed(self.state().reflections) if line in r.lines), None)

    def _holding(self, said: Entry) -> Iterator[str]:
        """The lines that hold the same words: those of its conversation, and beginnings of later
        ones.
        """
        parts = {fold_text(part) for part in parts_of(said)}
        root = self.root_of(said.session)
        for entry in self._entries([part.encode() for part in parts if part.isascii()]):
            beginning = isinstance(entry.event, SessionBegan)
            turn = isinstance(entry.event, Answered | Missed)
            if beginning or (turn and self.root_of(entry.session) == root):
                texts = strings_in(msgspec.to_builtins(entry.event))
                if entry.id == said.id or not parts.isdisjoint(map(fold_text, texts)):
                    yield entry.id

    def _entries(self, holding: Sequence[bytes] = ()) -> Iterator[Entry]:
        there = self._while_locked if self._locked else entries_of(self._journal, holding)
        return (e for e in chain(there, self._unsaved) if e.id not in self._forgotten)

    def _place(self, entry: Entry) -> None:
        if isinstance(entry.event, SessionBegan):
            parent = entry.event.parent
            self._root[entry.session] = self._root.get(parent, entry.session)
        elif isinstance(entry.event, Segment | Answered | Missed):
            self._latest.append(entry)
            if len(self._latest) >= 2 * _LATEST:
                self._latest = sorted(self._latest, key=_moment)[-_LATEST:]
        root = self._root.get(entry.session)
        if root is not None and root not in self._over:
            self._of_root[root].append(entry)


def _told_beside(began: SessionBegan) -> bool:
    """Whether it is over and was asked for beside something, which goes on without it."""
    return began.ends and began.aside


def _moment(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.ts)


def _ends(entry: Entry) -> bool:
    """Whether this event ends its session."""
    event = entry.event
    return isinstance(event, Closed) or (isinstance(event, Answered | SessionBegan) and event.ends)
