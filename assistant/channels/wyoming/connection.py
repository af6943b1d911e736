"""One client: its events in order, each answered before the next is read.

That order is the flow control: a client that sends faster than its audio is recognized, or does
not read its answers, waits itself and delays no other client.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

import msgspec
from wyoming.asr import Transcript, TranscriptChunk, TranscriptStart, TranscriptStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Info
from wyoming.ping import Pong

from assistant.channels.wyoming.conversations import Conversations
from assistant.channels.wyoming.protocol import (
    AudioFormat,
    Limits,
    PingText,
    PlaceContext,
    ProtocolError,
    Sentence,
    TranscriptionRequest,
    data_of,
    read_event,
    write_event,
)
from assistant.channels.wyoming.transcription import Transcription
from assistant.speech.recognizers import Recognizer
from assistant.wording import Wording

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """What all connections share.

    Recognition and conversations have threads of their own, so that neither waits for the other.
    """

    info: Info
    recognizer: Recognizer
    language: str
    wording: Wording
    conversations: Conversations
    limits: Limits
    recognition_threads: Executor
    conversation_threads: Executor


class Connection:
    """Serves one client until it disconnects, breaks the protocol, or is silent for too long."""

    def __init__(
        self, services: Services, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.active = False
        """Whether it has sent a whole event yet."""
        self._services = services
        self._reader = reader
        self._writer = writer
        self._id = uuid4().hex
        """The conversation id of a client that names none."""
        self._request = TranscriptionRequest()
        self._transcription: Transcription | None = None
        self._streaming = False

    async def serve(self) -> None:
        """Answer events."""
        limits = self._services.limits
        try:
            while event := await read_event(self._reader, limits, self._timeout):
                self.active = True
                await self._answer(event)
        except ProtocolError as error:
            await self._send(Error(self._services.wording.error(error), "refused").event())

    def abort(self) -> None:
        """Close the connection at once."""
        self._writer.transport.abort()

    @property
    def _timeout(self) -> float:
        limits = self._services.limits
        if not self.active:
            return limits.first_event
        return limits.idle if self._transcription is None else limits.audio_pause

    async def _answer(self, event: Event) -> None:
        match event.type:
            case "describe":
                await self._send(self._services.info.event())
            case "ping":
                await self._send(Pong(data_of(event, PingText).text).event())
            case "transcribe":
                self._request = self._checked(data_of(event, TranscriptionRequest))
            case "audio-start":
                self._start_transcription(data_of(event, AudioFormat))
            case "audio-chunk":
                await self._transcribe(data_of(event, AudioFormat), event.payload or b"")
            case "audio-stop":
                await self._finish_transcription()
            case "transcript":
                await self._converse(data_of(event, Sentence))
            # Every other event is ignored, as the protocol asks.

    # Recognition --------------------------------------------------------------------------------

    def _checked(self, request: TranscriptionRequest) -> TranscriptionRequest:
        language = self._services.language
        if request.language and request.language.lower()[:2] != language:
            raise ProtocolError("channels.wyoming.other_language", language=language)
        return request

    def _start_transcription(self, format: AudioFormat) -> Transcription:
        self._transcription = Transcription(self._services.recognizer, format)
        self._streaming = False
        return self._transcription

    async def _transcribe(self, format: AudioFormat, pcm: bytes) -> None:
        current = self._transcription or self._start_transcription(format)
        if format != current.format:
            raise ProtocolError("channels.wyoming.format_changed")
        if current.seconds > self._services.limits.audio:
            raise ProtocolError(
                "channels.wyoming.audio_too_long", most=f"{self._services.limits.audio:.0f}"
            )
        words = await self._run(self._services.recognition_threads, lambda: current.accept(pcm))
        if words:
            await self._send_words(words)

    async def _finish_transcription(self) -> None:
        current, self._transcription = self._transcription, None
        text, rest = ("", "")
        if current is not None:
            text, rest = await self._run(self._services.recognition_threads, current.finish)
        await self._send_words(rest)
        language, context = self._services.language, self._request.context
        await self._send(Transcript(text, context, language).event())
        await self._send(TranscriptStop().event())
        self._request = TranscriptionRequest()

    async def _send_words(self, words: str) -> None:
        if not self._streaming:
            self._streaming = True
            start = TranscriptStart(self._request.context, self._services.language)
            await self._send(start.event())
        if words:
            await self._send(TranscriptChunk(words).event())

    # Conversations ------------------------------------------------------------------------------

    async def _converse(self, sentence: Sentence) -> None:
        most = self._services.limits.sentence
        if len(sentence.text) > most:
            raise ProtocolError("channels.wyoming.sentence_too_long", most=most)
        context = sentence.context or PlaceContext()
        if not context.conversation_id:
            context = msgspec.structs.replace(context, conversation_id=self._id)
        conversations = self._services.conversations
        answer = await self._run(
            self._services.conversation_threads,
            lambda: conversations.answer(sentence.text, context, sentence.language),
        )
        await self._send(answer)

    async def _run(self, threads: Executor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, work)

    async def _send(self, event: Event) -> None:
        await write_event(event, self._writer, self._services.limits)
