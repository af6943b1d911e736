"""One client: its events in order, each answered before the next is read.

That order is the flow control: a client that sends faster than its audio is recognized, or does
not read its answers, waits itself and delays no other client.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from uuid import uuid4

import msgspec
from wyoming.asr import Transcript, TranscriptChunk, TranscriptStart, TranscriptStop
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event
from wyoming.handle import NotHandled
from wyoming.info import Info
from wyoming.ping import Pong
from wyoming.tts import SynthesizeStopped

from assistant.channels.wyoming.conversations import Conversations
from assistant.channels.wyoming.fair_threads import FairThreads, Pace, Share
from assistant.channels.wyoming.listening import Turn
from assistant.channels.wyoming.protocol import (
    AudioFormat,
    Limits,
    PingText,
    PlaceContext,
    ProtocolError,
    Sentence,
    SpokenText,
    TranscriptionRequest,
    data_of,
    read_event,
    write_event,
)
from assistant.channels.wyoming.speaking import Voice, chunks
from assistant.channels.wyoming.transcription import Transcription, pieces
from assistant.errors import Trouble
from assistant.speech.audio.base import Sound
from assistant.speech.recognizers import Recognizer
from assistant.wording import Wording
from intents import load as load_language

T = TypeVar("T")

_SILENT_RATE = 22050
"""The rate of a sound without any samples."""
_WORK_AT_ONCE, _WORK_A_SECOND = 1.0, 0.1
"""Seconds of work for the sentences from one place, then in each second; most take hundredths."""


class PlaceShares:
    """How much each place has used the threads; its clients connect anew for each sentence."""

    def __init__(self, most: int = 256) -> None:
        """`most`: the number of places that are remembered; those used longest ago go first."""
        self._most = most
        self._places: OrderedDict[str, tuple[Share, Pace]] = OrderedDict()

    def of(self, place: str) -> tuple[Share, Pace]:
        """The share of one place, and its pace in seconds of work."""
        found = self._places.pop(place, None) or (Share(), Pace(_WORK_AT_ONCE, _WORK_A_SECOND))
        self._places[place] = found
        while len(self._places) > self._most:
            self._places.popitem(last=False)
        return found


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
    recognition_threads: FairThreads
    conversation_threads: FairThreads
    shares: PlaceShares
    voice: Voice | None
    voice_threads: FairThreads


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
        self._peer: str = (writer.get_extra_info("peername") or ("unknown",))[0].split("%")[0]
        self._id = uuid4().hex
        """The conversation id of a client that names none."""
        self._request = TranscriptionRequest()
        self._transcription: Transcription | None = None
        self._streaming = False
        self._to_speak: str | None = None
        """What is still to be spoken of a text that is streamed; `None` where none is."""
        self._speaking = 0
        """The rate of the sound that was begun; 0 where none is."""
        self._finished = False
        """Whether the transcript was sent before the client has ended the sound."""
        self._share = Share()
        limits = services.limits
        self._events = Pace(limits.events_at_once, limits.events_a_second)
        self._sound = Pace(limits.sound_at_once, limits.sound_a_second)

    async def serve(self) -> None:
        """Answer events."""
        limits = self._services.limits
        try:
            while event := await read_event(self._reader, limits, self._timeout):
                self.active = True
                await self._answer(event)
                if event.type != "audio-chunk":
                    self._events.count(1)
                # Events that are here already take turns with those of others.
                await asyncio.sleep(self._events.wait())
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
                await self._start_transcription(data_of(event, AudioFormat))
            case "audio-chunk":
                await self._transcribe(data_of(event, AudioFormat), event.payload or b"")
            case "audio-stop":
                await self._finish_transcription()
            case "transcript":
                await self._converse(data_of(event, Sentence))
            case "synthesize-start" if self._services.voice:
                self._to_speak = ""
            case "synthesize-chunk" if self._to_speak is not None:
                await self._speak_sentences(data_of(event, SpokenText).text)
            case "synthesize-stop" if self._to_speak is not None:
                rest, self._to_speak = self._to_speak, None
                await self._speak(rest)
                await self._end_speech()
                await self._send(SynthesizeStopped().event())
            # While a text is streamed, the whole of it comes as well, for services that cannot.
            case "synthesize" if self._services.voice and self._to_speak is None:
                await self._speak(data_of(event, SpokenText).text)
                await self._end_speech()
            # Every other event is ignored, as the protocol asks.

    # Recognition --------------------------------------------------------------------------------

    def _checked(self, request: TranscriptionRequest) -> TranscriptionRequest:
        language = self._services.language
        if request.language and request.language.lower()[:2] != language:
            raise ProtocolError("channels.wyoming.other_language", language=language)
        return request

    async def _start_transcription(self, format: AudioFormat) -> Transcription:
        self._transcription = None
        recognizer = self._services.recognizer
        listening = self._services.conversations.expected.at(self._peer)
        language = load_language(self._services.language)
        self._finished = False
        self._transcription = await self._recognize(
            lambda: Transcription(recognizer, format, Turn(language, listening))
        )
        self._streaming = False
        return self._transcription

    async def _transcribe(self, format: AudioFormat, pcm: bytes) -> None:
        if self._finished:  # The turn is over, and its words are sent.
            return
        current = self._transcription or await self._start_transcription(format)
        if format != current.format:
            raise ProtocolError("channels.wyoming.format_changed")
        for piece in pieces(pcm, format):
            if current.seconds > self._services.limits.audio:
                raise ProtocolError(
                    "channels.wyoming.audio_too_long", most=f"{self._services.limits.audio:.0f}"
                )
            await asyncio.sleep(self._sound.wait())
            self._sound.count(len(piece) / format.frame / format.rate)
            words = await self._recognize(partial(current.accept, piece))
            if words:
                await self._send_words(words)
            if current.over:
                await self._finish_transcription()
                self._finished = True
                return

    async def _finish_transcription(self) -> None:
        if self._finished:
            self._finished = False
            return
        current, self._transcription = self._transcription, None
        text, rest = ("", "")
        if current is not None:
            text, rest = await self._recognize(current.finish)
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
        context = msgspec.structs.replace(
            context, conversation_id=context.conversation_id or self._id, peer=self._peer
        )
        await self._send(await self._answer_within(sentence, context))

    async def _answer_within(self, sentence: Sentence, context: PlaceContext) -> Event:
        """The answer to a sentence; one that takes too long is dropped before it is kept."""
        services, too_late = self._services, threading.Event()
        work = partial(
            services.conversations.answer,
            sentence.text,
            context,
            sentence.language,
            lambda: not too_late.is_set(),
        )
        share, pace = services.shares.of(context.names[0])
        try:
            async with asyncio.timeout(services.limits.answer):
                await asyncio.sleep(pace.wait())
                return await services.conversation_threads.run(share, partial(pace.timed, work))
        except TimeoutError:
            too_late.set()
            known = {"conversation_id": context.conversation_id}
            error = Trouble("channels.wyoming.took_too_long")
            return NotHandled(services.wording.error(error), known).event()

    # Lantern's voice ----------------------------------------------------------------------------

    async def _speak_sentences(self, piece: str) -> None:
        voice = self._services.voice
        assert voice is not None, "it is streamed to a voice"
        text = (self._to_speak or "") + piece
        whole, self._to_speak = voice.split(text)
        await self._speak(whole)

    async def _speak(self, text: str) -> None:
        voice, most = self._services.voice, self._services.limits.spoken
        assert voice is not None, "it is said by a voice"
        if len(text) > most:
            raise ProtocolError("channels.wyoming.sentence_too_long", most=most)
        if not text.strip():
            return
        conversations = self._services.conversations
        conversations.spoken_to.add(self._peer)
        known = conversations.expected.at(self._peer)
        try:
            sounds = voice.sounds(text, known.settings if known else None)
            while sound := await self._services.voice_threads.run(
                self._share, partial(next, sounds, None)
            ):
                await self._send_sound(sound)
        except Trouble as trouble:
            raise ProtocolError(trouble.key, **trouble.words) from trouble

    async def _send_sound(self, sound: Sound) -> None:
        if self._speaking != sound.rate:
            await self._send(AudioStart(sound.rate, 2, 1).event())
            self._speaking = sound.rate
        for piece in chunks(sound):
            await self._send(AudioChunk(sound.rate, 2, 1, piece).event())

    async def _end_speech(self) -> None:
        if not self._speaking:
            await self._send(AudioStart(_SILENT_RATE, 2, 1).event())
        self._speaking = 0
        await self._send(AudioStop().event())

    async def _recognize(self, work: Callable[[], T]) -> T:
        return await self._services.recognition_threads.run(self._share, work)

    async def _send(self, event: Event) -> None:
        await write_event(event, self._writer, self._services.limits)
