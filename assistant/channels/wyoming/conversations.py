"""Conversations over Wyoming: a sentence from a place in, Lantern's reply out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from wyoming.event import Event
from wyoming.handle import Handled, NotHandled

from assistant.channels import push
from assistant.channels.wyoming.protocol import PlaceContext
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.settings import Place, folder_of
from assistant.wording import load

ANYWHERE = "*"
"""In the settings, the name that stands for every place that is not named."""
MOST_PLACES = 256
"""The number of places whose latest conversation id is remembered."""


class Conversations:
    """Answers sentences in the journal that each place may reach. Called from several threads."""

    def __init__(
        self,
        journals: Path,
        places: Mapping[str, Place],
        clock: Callable[[], datetime],
        language: str,
        on_unknown: Callable[[str], None] = lambda name: None,
    ) -> None:
        """`places` says whose journal, in the folder `journals`, a place reaches.

        `on_unknown` is called with the name of a place that reaches none.
        """
        self._journals = journals
        self._places = places
        self._clock = clock
        self._language = language
        self._wording = load(language)
        self._on_unknown = on_unknown
        self._latest: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def answer(
        self,
        sentence: str,
        context: PlaceContext,
        language: str | None,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Event:
        """The event to send back: `handled`, or `not-handled` with the reason in a sentence.

        Nothing is kept of a sentence whose answer is not `wanted` any more.
        """
        known: dict[str, Any] = {"conversation_id": context.conversation_id}
        if language and language.split("-")[0].split("_")[0].lower() != self._language:
            return NotHandled(self._line("place.language"), known).event()
        place = self.place_of(context)
        name = context.names[0]
        if place is None:
            self._on_unknown(name)
            return NotHandled(self._line("place.unknown", name=name), known).event()
        session = f"wyoming:{name}"
        try:
            folder = folder_of(place.person, self._journals)
            if self._is_new(name, context.conversation_id or ""):
                push.leave(folder, session, self._clock, self._language)
            reply = push.reply_to(
                folder,
                session,
                sentence,
                self._clock,
                language=self._language,
                may_read_aloud=place.aloud,
                wanted=wanted,
            )
        except Trouble as trouble:
            return NotHandled(self._wording.error(trouble), known).event()
        expects = {"expects": reply.expects, "continue_conversation": reply.listens}
        return Handled(reply.text, known | expects).event()

    def place_of(self, context: PlaceContext) -> Place | None:
        """What the settings allow where this was said; `None`: nothing."""
        named = (self._places.get(name) for name in (*context.names, ANYWHERE))
        return next((place for place in named if place is not None), None)

    def _is_new(self, place: str, conversation: str) -> bool:
        """Whether a known place begins another conversation with this sentence."""
        with self._lock:
            before = self._latest.pop(place, conversation)
            self._latest[place] = conversation
            while len(self._latest) > MOST_PLACES:
                self._latest.popitem(last=False)
        return before != conversation

    def _line(self, key: str, **words: Any) -> str:
        return self._wording.line(Say(key, **words)).text
