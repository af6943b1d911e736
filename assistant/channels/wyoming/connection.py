"""One client: its events in their order, each answered before the next is read.

That order is the whole flow control: a client which sends faster than it is heard, or does not
read, waits itself and nobody else does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from uuid import uuid4

import msgspec
from msgspec import Meta
from wyoming.asr import Transcript, TranscriptChunk, TranscriptStart, TranscriptStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Info
from wyoming.ping import Pong

from assistant.channels.wyoming.handling import Handling
from assistant.channels.wyoming.household import Context
from assistant.channels.wyoming.limits import Limits
from assistant.channels.wyoming.sound import Format
from assistant.channels.wyoming.transcribing import Transcribing
from assistant.channels.wyoming.wire import Refused, content, read_event, write_event
from assistant.speech.recognizers import Recognizer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Offered:
    """What all connections share. Recognition and conversations each have threads of their own,
    so that neither waits for the other."""

    info: Info
    recognizer: Recognizer
    language: str
    handling: Handling
    limits: Limits
    hearing: Executor
    talking: Executor


class _Wanted(msgspec.Struct):
    language: str | None = None
    context: dict[str, Any] | None = None


class _Said(msgspec.Struct):
    text: str
    language: str | None = None
    context: Context | None = None


class _Ping(msgspec.Struct):
    text: Annotated[str, Meta(max_length=1000)] | None = None


class Connection:
    """Serves one client until it goes, breaks the rules, or says nothing for too long."""

    def __init__(
        self, offered: Offered, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.asked = False
        self._offered = offered
        self._reader = reader
        self._writer = writer
        self._own = uuid4().hex
        """The conversation of a client which names none."""
        self._wanted = _Wanted()
        self._transcribing: Transcribing | None = None
        self._streaming = False

    async def serve(self) -> None:
        """Answer its events."""
        limits = self._offered.limits
        try:
            while event := await read_event(self._reader, limits, self._patience):
                self.asked = True
                await self._answer(event)
        except Refused as refused:
            await self._send(Error(str(refused), "refused").event())

    def send_away(self) -> None:
        """End it at once."""
        self._writer.transport.abort()

    @property
    def _patience(self) -> float:
        limits = self._offered.limits
        if not self.asked:
            return limits.first_event
        return limits.idle if self._transcribing is None else limits.audio_pause

    async def _answer(self, event: Event) -> None:
        match event.type:
            case "describe":
                await self._send(self._offered.info.event())
            case "ping":
                await self._send(Pong(content(event, _Ping).text).event())
            case "transcribe":
                self._wanted = self._checked(content(event, _Wanted))
            case "audio-start":
                self._begin(content(event, Format))
            case "audio-chunk":
                await self._hear(content(event, Format), event.payload or b"")
            case "audio-stop":
                await self._finish()
            case "transcript":
                await self._talk(content(event, _Said))
            # Whatever else there is, or will be: the protocol wants it passed over.

    # Recognition --------------------------------------------------------------------------------

    def _checked(self, wanted: _Wanted) -> _Wanted:
        language = self._offered.language
        if wanted.language and wanted.language.lower()[:2] != language:
            raise Refused(f"Only the language {language!r} is heard here.")
        return wanted

    def _begin(self, format: Format) -> None:
        self._transcribing = Transcribing(self._offered.recognizer, format)
        self._streaming = False

    async def _hear(self, format: Format, pcm: bytes) -> None:
        if self._transcribing is None:
            self._begin(format)
        now = self._transcribing
        assert now is not None, "it was begun"
        if format != now.format:
            raise Refused("The format of the sound changed in the middle of it.")
        if now.seconds > self._offered.limits.audio:
            raise Refused(f"At most {self._offered.limits.audio:.0f} seconds are heard at once.")
        settled = await self._in(self._offered.hearing, lambda: now.take(pcm))
        if settled:
            await self._stream(settled)

    async def _finish(self) -> None:
        now, self._transcribing = self._transcribing, None
        text, rest = ("", "")
        if now is not None:
            text, rest = await self._in(self._offered.hearing, now.finish)
        await self._stream(rest)
        language, context = self._offered.language, self._wanted.context
        await self._send(Transcript(text, context, language).event())
        await self._send(TranscriptStop().event())
        self._wanted = _Wanted()

    async def _stream(self, piece: str) -> None:
        if not self._streaming:
            self._streaming = True
            start = TranscriptStart(self._wanted.context, self._offered.language)
            await self._send(start.event())
        if piece:
            await self._send(TranscriptChunk(piece).event())

    # Conversations ------------------------------------------------------------------------------

    async def _talk(self, said: _Said) -> None:
        if len(said.text) > self._offered.limits.sentence:
            raise Refused(f"At most {self._offered.limits.sentence} characters are heard at once.")
        context = said.context or Context()
        if not context.conversation_id:
            context = msgspec.structs.replace(context, conversation_id=self._own)
        handling = self._offered.handling
        answer = await self._in(
            self._offered.talking, lambda: handling.handle(said.text, context, said.language)
        )
        await self._send(answer)

    async def _in(self, threads: Executor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, work)

    async def _send(self, event: Event) -> None:
        await write_event(event, self._writer, self._offered.limits)
