"""Conversations over Wyoming: a sentence from a place in, Lantern's reply out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from wyoming.event import Event
from wyoming.handle import Handled, NotHandled

from assistant.channels import push
from assistant.channels.first_sentence import NAME
from assistant.channels.wyoming.listening import Expected, Listening
from assistant.channels.wyoming.protocol import PlaceContext
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.safety import notice
from assistant.settings import Place, folder_of
from assistant.wording import load
from intents import load as load_language

ANYWHERE = "*"
"""In the settings, the name that stands for every place that is not named."""
_LONGEST = 32_000
"""Bytes of a reply: clients take 64 KiB, and this is half an hour of speech."""
_ID = re.compile(r"[0-9a-f]{16,}|[0-9A-HJKMNP-TV-Z]{26}")
"""A name that nobody gave, which is not read out."""


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
        self._kept = count()
        self.expected = Expected()
        """What is expected of the next words from each address."""
        self.spoken_to: set[str] = set()
        """The addresses for which Lantern's own voice speaks."""

    def prepare(self) -> None:
        """Load what understanding needs, so that the first sentence does not wait for it."""
        load_language(self._language).understand(NAME, now=self._clock())
        notice(NAME, self._language)

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
        name, place = self.place_of(context)
        if place is None:
            self._on_unknown(name)
            unknown = self._line("place.unknown", name="" if _ID.fullmatch(name) else name)
            return NotHandled(unknown, known).event()
        try:
            reply = push.reply_to(
                folder_of(place.person, self._journals),
                f"wyoming:{name}",
                sentence,
                self._clock,
                language=self._language,
                may_read_aloud=place.aloud,
                own_voice=context.peer in self.spoken_to,
                wanted=wanted,
            )
        except Trouble as trouble:
            return NotHandled(self._wording.error(trouble), known).event()
        ask = reply.reply.ask
        listening = Listening(ask.expects if ask else None, reply.settings, reply.pace)
        self.expected.put(context.peer or "", listening)
        text = reply.text
        if not text and reply.expects is not None:
            # No sound at all would seem a fault; so each piece of a dictation is acknowledged.
            text = self._line("place.kept", nth=next(self._kept))
        expects = {"expects": reply.expects, "continue_conversation": reply.listens}
        return Handled(self._shortened(text), known | expects).event()

    def place_of(self, context: PlaceContext) -> tuple[str, Place | None]:
        """The name of the place where this was said, and what the settings allow there, if any.

        The first of its names that the settings have, else the first of all. A conversation's id
        is a name only where the settings have it: it changes.
        """
        names = [name for name in (*context.names, context.conversation_id) if name]
        named = next((name for name in names if name in self._places), None)
        if named is not None:
            return named, self._places[named]
        return names[0], self._places.get(ANYWHERE)

    def _shortened(self, text: str) -> str:
        """A text that every client can take, cut at the end of a sentence."""
        if len(text.encode()) <= _LONGEST:
            return text
        cut = text.encode()[:_LONGEST].decode(errors="ignore")
        sentences = max(cut.rfind(f"{end} ") for end in ".!?")
        return f"{cut[: sentences + 1] or cut} {self._line('place.more')}"

    def _line(self, key: str, **words: Any) -> str:
        return self._wording.line(Say(key, **words)).text
