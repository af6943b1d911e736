"""The journal as a conversation sees it: recording events, and what is known from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from threading import Timer
from typing import Any

import msgspec

from assistant.conversation.state import SessionState
from assistant.dialogues.brief import Brief, Moment, Passage, without
from assistant.dialogues.catalogue import SCRIPTS
from assistant.dialogues.steps import TAKE_OVER, Dialogue, Say
from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.journal.erasure import Choice
from assistant.practice.events import Entry, GentleUntil, JournalEvent, SessionBegan, SettingChanged
from assistant.practice.observations import Families
from assistant.practice.pages import PageAsked
from assistant.practice.preferences import (
    AMOUNTS,
    VOICE_WISHES,
    Confirm,
    OtherVoice,
    Settings,
    adjusted,
)
from assistant.practice.state import State
from assistant.store.history import History
from assistant.store.outbox import Outbox
from assistant.store.pages import Pages

_A_WHILE = 3.0
"""Seconds after which the backup of the day is made."""
_NEAR = 0.6
"""The least score of a passage that is read aloud, as a share of the best one's."""


class Repository:
    """The journal as a conversation sees it. `clock` gives the moment in the person's time zone.

    `to_tell` is what has to be said before anything else: keys of the wording, or sentences. What
    the disk refuses stays in memory and is tried again with the next event. While the journal is
    locked the past is not known, and new events are kept all the same.
    """

    def __init__(
        self,
        journal: Journal,
        clock: Callable[[], datetime],
        *,
        prompts: Sequence[str] = (),
        cards: Mapping[str, str] | None = None,
        source: str = "text",
        can_record: bool = False,
        may_read_aloud: bool = True,
        again: Families | None = None,
        own_voice: bool = True,
        usual: Settings | None = None,
        voices: Callable[[], Sequence[OtherVoice]] = tuple,
        language: str = "en",
        pages: Pages | None = None,
    ) -> None:
        """`usual` are the settings of the settings file; those changed by voice override them.

        `own_voice`: whether the voice is Lantern's, so that it can be changed. `voices` gives the
        voices to choose from. `language` is the one of the conversations.
        `pages` makes pages; without it there are none.
        """
        self._usual = usual or Settings()
        self._voices = voices
        self.journal = journal
        self.clock = clock
        self.prompts = tuple(prompts)
        self.cards = dict(cards or {})
        self.again = again or Families()
        self.source = source
        self.language = language
        self.can_record = can_record
        self.may_read_aloud = may_read_aloud
        self._own_voice = own_voice
        self.locked = journal.locked
        self._pages = pages
        self._outbox = Outbox(journal)
        self._backup: Timer | None = None
        self._history = History(journal, self._usual)
        self._file = 0
        """The number which the system gives to this device's file; 0 without one."""
        self._is_replaced()
        # Reading may have put something right too.
        self.to_tell: list[str | Say] = [_say(notice) for notice in journal.notices]
        if self.locked:
            self.to_tell.append(Say("locked"))
        elif journal.damage:
            self.to_tell.append(Say("damaged"))
        if self._history.to_erase_everything:  # when the power went
            self.erase_everything()
        elif left := self._history.to_erase:
            self.erase(tuple(left))

    # What is known ------------------------------------------------------------------------------

    def state(self) -> State:
        """What is known after all events."""
        if self._is_replaced():
            self._history.read()
        return self._history.state()

    def _is_replaced(self) -> bool:
        """Whether the journal's file was replaced since it was read.

        Another program may have erased something, which is then neither said nor kept again.
        """
        known = self._file
        try:
            self._file = self.journal.path.stat().st_ino
        except OSError:
            self._file = 0
        return known not in (0, self._file)

    def entries(self, root: str) -> Sequence[Entry]:
        """The events of a session and of those begun from within it, in order."""
        if self._is_replaced():
            before = len(self._history.of_root(root))
            self._history.read()
            if len(self._history.of_root(root)) < before:
                self.to_tell.append(Say("erased_meanwhile"))
        return self._history.of_root(root)

    def unfinished(self) -> list[SessionState]:
        """The conversations that were not brought to their end, oldest first.

        Those which cannot be gone on with, for what a line says of them, are left out.
        """
        return [left for left in self._history.unfinished() if self._can_go_on(left.session)]

    def _can_go_on(self, root: str) -> bool:
        begun = [e.event for e in self.entries(root) if isinstance(e.event, SessionBegan)]
        try:
            for session in begun:
                if not session.ends:
                    next(self.perform(session.dialogue, session.brief), None)
        except Exception:  # what a line says may be anything, and so may what comes of it
            return False
        return True

    @property
    def unsaved(self) -> bool:
        """Whether something is in memory only."""
        return bool(self._outbox.waiting)

    def words_since(self, day: date) -> Sequence[str]:
        """What the person said from this day on, in the newest turns."""
        return self._history.words_since(day)

    def answers_to(self, ask: str, limit: int) -> Sequence[str]:
        """The short answers a question was given in the person's words, the newest first."""
        return self._history.answers_to(ask, limit)

    def find(
        self, query: str, since: date | None, until: date | None, limit: int
    ) -> tuple[Passage, ...]:
        """The best passages for some words within some days."""
        hits = self._history.find(query, since, until, limit)
        best = max((hit.score for hit in hits), default=0.0)
        return tuple(Passage(h.ts[:10], h.passage, h.id) for h in hits if h.score >= best * _NEAR)

    # What conversations need --------------------------------------------------------------------

    def record(self, event: JournalEvent, session: str) -> Entry:
        """Keep an event. Where the disk refuses, it is kept in memory and `to_tell` says so."""
        waiting, trouble = bool(self._outbox.waiting), self._outbox.trouble
        moment = self.clock().isoformat()
        saved = self._outbox.add(Entry("", moment, session, event, self.source))
        now = [*saved, *self._outbox.waiting]
        self._history.recorded(saved, self._outbox.waiting)
        if waiting:  # They may be saved now, under other ids.
            self._history.read()
        else:
            self._history.add(now[-1])
        if self._outbox.trouble and self._outbox.trouble != trouble:
            self.to_tell.append(_say(self._outbox.trouble))
        elif trouble and not self._outbox.trouble:
            self.to_tell.append(Say("saved_again"))
        return now[-1]

    def erase(self, lines: Sequence[str]) -> bool:
        """Erase these lines for good, wherever there is a copy. What goes wrong is in `to_tell`."""
        # What a conversation began with is needed while it goes on; the next start erases it.
        ids = set(lines) - self._history.beginnings()
        self._outbox.forget(ids)
        self._history.forget(ids, self._outbox.waiting)
        gone = [line.removeprefix(TAKE_OVER) for line in lines if line.startswith(TAKE_OVER)]
        try:
            if gone:
                commands.take_over(self.journal, gone)
            chosen = tuple(line for line in self.journal.lines() if line.id in ids)
            if chosen:
                done = commands.erase(self.journal, Choice(chosen), self.clock())
                self._is_replaced()  # by this program
                self.to_tell += [_say(notice) for notice in done.notices]
                if done.waiting:
                    self.to_tell.append(Say("erased_here"))
                    return False
        except Trouble as trouble:
            self.to_tell.append(_say(trouble))
            return False
        return True

    def make_page(self, asked: PageAsked) -> Say:
        """Make the page that was asked for; say where it is, or why there is none."""
        if self._pages is None:
            return Say("make_page.cannot")
        try:
            return self._pages.make(self.state(), asked, self.clock().date())
        except Trouble as trouble:
            return _say(trouble)

    def erase_everything(self) -> bool:
        """Erase the whole journal, its recordings and its backups; whether that is done now."""
        if self._backup is not None:
            self._backup.cancel()
        try:
            commands.erase_all(self.journal, self.clock())
        except Trouble as trouble:
            self.to_tell.append(_say(trouble))
            return False
        self._outbox = Outbox(self.journal)
        self._history = History(self.journal, self._usual)
        return True

    def back_up_soon(self) -> None:
        """Make the backup of the day, if there is none, in a pause beside the conversation.

        Not at once: the first answer is not to wait for it.
        """
        self._backup = Timer(_A_WHILE, self._back_up)
        self._backup.start()

    @property
    def backing_up(self) -> bool:
        """Whether the backup of the day is still to come, or being made."""
        return self._backup is not None and self._backup.is_alive()

    def back_up_now(self) -> None:
        """Make the backup which is still to come, if there is one: the conversation is over."""
        if self._backup is None or self._backup.finished.is_set():
            return
        self._backup.cancel()
        self._back_up()

    def new_session(self) -> str:
        """A fresh id for a session."""
        return self.journal.new_session_id()

    def brief(self, dialogue: str, session: str, slots: Mapping[str, Any]) -> dict[str, Any]:
        """All that a dialogue is told when it begins, as plain data."""
        moment = Moment(
            self.state(),
            self.clock(),
            session,
            self.prompts,
            self.cards,
            self.can_record,
            self.may_read_aloud and not self.state().settings.quietly,
            self.locked,
            slots,
            self.again,
            self.find,
            self._history.last,
            self._history.held,
            self.language,
        )
        # As it will be read again from the journal: plain JSON, lists and not tuples.
        brief: dict[str, Any] = msgspec.json.decode(
            msgspec.json.encode(SCRIPTS[dialogue].brief.at(moment))
        )
        return brief

    def perform(self, dialogue: str, brief: dict[str, Any]) -> Dialogue:
        """A dialogue, from its beginning."""
        script = SCRIPTS[dialogue]
        known = without(msgspec.convert(brief, script.brief), self.state().values_gone)
        if type(known).recalled is not Brief.recalled:
            known = known.recalled(self.state())
        if type(known).quoting is not Brief.quoting:
            known = known.quoting(self._history.words_in)
        return script.perform(known)

    def renamed(self) -> Mapping[str, str]:
        """The present names of values and goals, by the names they had before."""
        return self.state().renamed()

    def rests(self) -> frozenset[str]:
        """The keys of the questions that are not asked just now."""
        return self.state().rests.questions(self.clock().date())

    def ordinal(self, dialogue: str) -> int:
        """How many sessions of this dialogue began before."""
        return self.state().sessions.get(dialogue, 0)

    def has_dialogue(self, name: str) -> bool:
        """Whether there is a dialogue of this name to begin."""
        return name in SCRIPTS

    def confirm(self) -> Confirm:
        """When an answer is read back before it counts; what was typed was not misheard."""
        confirm = self.state().settings.confirm
        return "in_doubt" if confirm == "always" and self.source == "text" else confirm

    def adjusted(self, wish: str, nth: int, amount: float = 0.0) -> tuple[JournalEvent | None, Say]:
        """What a wish such as "slower" changes, and what to say of it; `nth` chooses the variant.

        `amount` is the value that was named, as in "at three hundred words a minute".
        """
        if wish in VOICE_WISHES and not self._own_voice:
            return None, Say("voice.not_mine")
        setting, value, key = adjusted(self.state().settings, wish, amount)
        event = SettingChanged(setting, value) if setting is not None else None
        named = {"amount": value} if wish in AMOUNTS else {}
        return event, Say(key, nth=nth + (event is not None), **named)

    def other_voices(self) -> Sequence[OtherVoice]:
        """The voices that can be chosen beside the present one; none where it is not Lantern's.

        Each call asks the synthesizer which there are.
        """
        if not self._own_voice:
            return ()
        now = self.state().settings.voice
        return tuple(voice for voice in self._voices() if voice.id != now)

    def gentle_until(self, days: int = 0) -> JournalEvent | None:
        """Lets the heavier questions rest today and `days` more; `None`: they do already."""
        today = self.clock().date()
        until = str(today + timedelta(days=days))
        return GentleUntil(until) if self.state().gently_until(today) < until else None

    def _back_up(self) -> None:
        try:
            commands.back_up(self.journal, self.clock(), daily=True)
        except Trouble as trouble:
            if not self.unsaved:  # else the disk's trouble is known already
                self.to_tell.append(_say(trouble))


def _say(trouble: Trouble) -> Say:
    return Say(f"errors.{trouble.key}", **trouble.words)
