"""A sentence from a client, and what Lantern says to it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any

from wyoming.event import Event
from wyoming.handle import Handled, NotHandled

from assistant import wording
from assistant.channels import push
from assistant.channels.wyoming.household import Context, Household
from assistant.dialogues.steps import Say
from assistant.errors import Trouble

_MOST = 256
"""Places of which the last conversation's id is kept in mind."""


class Handling:
    """Has the conversations. Called from several threads."""

    def __init__(
        self,
        household: Household,
        clock: Callable[[], datetime],
        language: str,
        unknown: Callable[[str], None] = lambda name: None,
    ) -> None:
        """`unknown` is told the name of a place which was set up for nobody."""
        self._household = household
        self._clock = clock
        self._language = language
        self._unknown = unknown
        self._latest: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def handle(self, sentence: str, context: Context, language: str | None) -> Event:
        """What to send back: `handled`, or `not-handled` with the reason in a sentence."""
        known: dict[str, Any] = {"conversation_id": context.conversation_id}
        if language and language.split("-")[0].split("_")[0].lower() != self._language:
            return NotHandled(self._say("place.language"), known).event()
        place = self._household.reached_from(context)
        name = context.names[0]
        if place is None:
            self._unknown(name)
            return NotHandled(self._say("place.unknown", name=name), known).event()
        session = f"wyoming:{name}"
        try:
            folder = self._household.folder(place)
            if self._is_new(name, context.conversation_id or ""):
                push.leave(folder, session, self._clock, self._language)
            told = push.hear(
                folder,
                session,
                sentence,
                self._clock,
                language=self._language,
                may_read_aloud=place.aloud,
            )
        except Trouble as trouble:
            return NotHandled(str(trouble), known).event()
        waits = {"expects": told.expects, "continue_conversation": told.listens}
        return Handled(told.text, known | waits).event()

    def _is_new(self, place: str, conversation: str) -> bool:
        """Whether a place, spoken with before, begins another conversation with this sentence."""
        with self._lock:
            before = self._latest.pop(place, conversation)
            self._latest[place] = conversation
            while len(self._latest) > _MOST:
                self._latest.popitem(last=False)
        return before != conversation

    def _say(self, key: str, name: str = "") -> str:
        return wording.load(self._language).line(Say(key, name=name)).text
