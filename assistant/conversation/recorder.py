"""One conversation over its journal: handlers give events and a reply, and here they are recorded.

Nothing else writes to the journal during a conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from assistant.conversation import dictation
from assistant.conversation.dispatch import STILL_PAUSED, respond
from assistant.conversation.ports import RepositoryPort, Slots
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.session import ConversationState, Playbacks
from assistant.conversation.state import Sessions
from assistant.conversation.threads import with_note
from assistant.conversation.utterance import Utterance
from assistant.dialogues.steps import EVERYTHING, Say
from assistant.practice.events import Answered, Closed, Entry, Offered, SessionBegan, Withdrawn
from assistant.practice.pages import PageAsked

NO_SLOTS: Slots = MappingProxyType({})


class Conversation:
    """One conversation in one channel. Its whole state is in the journal; `root` finds it again."""

    def __init__(self, repository: RepositoryPort, root: str = "", channel: str = "") -> None:
        self.repository = repository
        self.channel = channel
        self._root = root
        self._playbacks: Playbacks = {}
        self._sessions: Sessions | None = None

    @property
    def root(self) -> str:
        """The session the conversation began with; "" where there is none."""
        return self._root

    @root.setter
    def root(self, root: str) -> None:
        if root != self._root:
            self._root = root
            self._forget()

    @property
    def state(self) -> ConversationState:
        """Where the conversation stands."""
        entries = self.repository.entries(self._root)
        known = self._sessions
        if known is None or not _continues(entries, known.entries):
            # For the first time, or somebody else wrote to it: folded anew.
            self._forget()
            known = self._sessions = Sessions(entries)
        for entry in entries[len(known.entries) :]:
            known.add(entry)
        return ConversationState(known, self.repository, self._root, self.channel, self._playbacks)

    def reply(self) -> Reply:
        """What was said last and is waited for now, as it would be said again."""
        return self.state.reply()

    def question(self) -> Reply:
        """The same without what comes before the question."""
        waits = self.reply()
        return replace(waits, says=(Say(STILL_PAUSED),) if waits.paused else waits.says[-1:])

    def begin(self, dialogue: str, slots: Slots = NO_SLOTS, first: str = "") -> Reply:
        """Begin a dialogue anew; `first` is one to have before its first words."""
        return self.carry_out(self.state.begin(dialogue, slots, first))

    def offer(self, wanted: str) -> Reply:
        """Offer to go on with this conversation, left earlier, though `wanted` was asked for."""
        self.repository.record(Offered(wanted), self.root)
        return self.reply()

    def leave(self, why: Literal["stop", "silence", "end_of_input"]) -> Reply:
        """Leave the conversation as it is; it can be gone on with later."""
        return self.carry_out(self.state.leave(why))

    def close(self, why: Literal["declined", "too_old"]) -> None:
        """Do not go on with this conversation. All that was said in it is kept."""
        self.repository.record(Closed(why), self.root)

    def respond(self, utterance: Utterance, reply: Reply | None = None) -> Reply:
        """The reply to an utterance, everything it makes recorded before.

        `reply` is what Lantern said last.
        """
        state = self.state
        response = respond(state, utterance, reply or state.reply())
        if utterance.thread is not None:
            response = with_note(response, utterance.thread)
        if utterance.take is not None:
            response = with_note(response, utterance.take)
        return self.carry_out(response)

    def apply(self, handler: Callable[[ConversationState], Response]) -> Reply:
        """Have a handler respond to where the conversation stands now."""
        return self.carry_out(handler(self.state))

    def carry_out(self, response: Response) -> Reply:
        """Record the events of a response, and of those it leads to; give the reply.

        The reply exists only when all its events were handed to the disk.
        """
        words, say = response.first_words, response.first_words_say
        met = response.first_words_met
        while True:
            if response.root is not None:
                self._root = response.root
                self._sessions = None
            erased = self._record(response.events)
            if erased and not self.repository.entries(self._root):
                # Everything is gone, and this conversation with it.
                self.root = ""
                return Reply((Say("erased_everything"),))
            reply = response.reply.after(Say("erased")) if erased else response.reply
            reply = reply.after(*self._make_pages(response.events))
            if not response.goes_on:
                break
            response = self.state.go_on(reply.says, response.briefly)
        if words:
            begun = dictation.first_segment(self.state, reply, words, say, met)
            self._record(begun.events)
            return begun.reply
        return reply

    def _record(self, events: tuple[SessionEvent, ...]) -> bool:
        """Record the events; whether they had something erased, and it is gone."""
        erased = False
        for session, event in events:
            self.repository.record(event, session)
            if not isinstance(event, Answered | SessionBegan):
                if isinstance(event, Withdrawn):
                    self._playbacks.clear()
                continue
            if event.erases:
                if EVERYTHING in event.erases:
                    erased = self.repository.erase_everything()
                else:
                    erased = self.repository.erase(event.erases) or erased
                self._forget()
            if event.notes:
                # Dialogues that wait may tell of what was noted: they are performed anew.
                for other in self._playbacks.keys() - {session}:
                    del self._playbacks[other]
        return erased

    def _make_pages(self, events: tuple[SessionEvent, ...]) -> list[Say]:
        """Make the pages that were asked for; what to say of each."""
        return [
            self.repository.make_page(noted)
            for _, event in events
            if isinstance(event, Answered | SessionBegan)
            for noted in event.notes
            if isinstance(noted, PageAsked)
        ]

    def _forget(self) -> None:
        self._sessions = None
        self._playbacks.clear()


def _continues(entries: Sequence[Entry], known: Sequence[Entry]) -> bool:
    """Whether `entries` begin with those known: the same first and last of them."""
    size = len(known)
    return len(entries) >= size and (
        not size or (entries[0].id == known[0].id and entries[size - 1].id == known[-1].id)
    )
