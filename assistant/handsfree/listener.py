"""The hands-free loop: waits for a wake phrase, a reminder or a request; converses; waits again.

One loop over the blocks of one audio stream. While it waits, nothing it hears is kept.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from assistant.channels.captions import Captions
from assistant.channels.spoken import SpokenChannel
from assistant.channels.utterance_listener import (
    RecognitionContext,
    SpokenUtterance,
    UtteranceListener,
)
from assistant.conversation.acts import Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.handsfree.conversation import HandsFreeConversation
from assistant.handsfree.single_instance import Answer, StartRequest
from assistant.handsfree.wake_phrase import WakeCall, WakePhraseDetector, wake_phrases
from assistant.practice.reminders import Due, Reminder, due
from assistant.practice.schedule import Days
from assistant.practice.state import State
from assistant.speech.audio.base import RATE, Audio, Block
from assistant.speech.recognizers import Recognizer
from assistant.speech.voice_activity import VoiceActivityDetector
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.wording import Wording
from intents import Command

_LOOK_EVERY = 1.0
"""Seconds of audio between two looks at the clock."""
_BLOCK = RATE // 25 * 2
"""Bytes in a block of the audio after the wake phrase."""
_MORNING = "morning_checkin"

Trigger = WakeCall | Due | StartRequest
"""What ends the waiting and begins a conversation."""


class DueReminders:
    """The reminders of one journal; it is read again only when something was written to it."""

    def __init__(self, folder: Path, state: Callable[[], State]) -> None:
        """`folder` is that of the journal, and `state` reads it."""
        self._folder = folder
        self._state = state
        self._stamp: object = None
        self._reminders: list[Reminder] = []
        self._away: list[Days] = []
        self._checked_in: Callable[[date], str] = lambda today: ""
        self._offered: set[tuple[str, str, str]] = set()

    def due(self, now: datetime) -> Due | None:
        """What to offer now. The morning check-in is not offered twice on one day."""
        self._read_again()
        waiting = [r for r in self._reminders if not self._had_check_in(r, now)]
        one = due(waiting, now, self._away)
        return None if one is None or one.key in self._offered else one

    def mark_offered(self, one: Due) -> None:
        """Do not offer it again, even where the disk refuses to keep what became of it."""
        self._offered.add(one.key)

    def _had_check_in(self, reminder: Reminder, now: datetime) -> bool:
        return reminder.dialogue == _MORNING and self._checked_in(now.date()) == str(now.date())

    def _read_again(self) -> None:
        stamp = _stamp(self._folder)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        # The next conversation tells what is wrong; until then, what is known stays valid.
        with suppress(Trouble):
            state = self._state()
            self._reminders, self._checked_in = state.reminders, state.checked_in
            self._away = state.days.away_days


def _stamp(folder: Path) -> object:
    """A value that changes whenever any process writes to the journal."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".jsonl")
        states = [(path.name, path.stat()) for path in files]
    except OSError:
        return None
    return tuple((name, state.st_size, state.st_mtime_ns) for name, state in states)


class OpenChannel(Protocol):
    """Opens a spoken channel with a `HandsFreeConversation` that has not begun."""

    def __call__(self, folder: str = "") -> SpokenChannel:
        """`folder` is that of the journal; "" is the person's own."""


@dataclass(frozen=True, slots=True)
class HandsFreeSetup:
    """What the hands-free loop works with. `on_end` is called after each conversation."""

    audio: Audio
    voice: Synthesizer
    captions: Captions
    recognizer: Recognizer
    wording: Wording
    language: str
    clock: Callable[[], datetime]
    reminders: DueReminders
    open_channel: OpenChannel
    on_end: Callable[[ConversationManager], None]


class HandsFreeListener:
    """Waits and converses until it is told to stop listening, or the audio ends."""

    def __init__(
        self, setup: HandsFreeSetup, new_detector: Callable[[], WakePhraseDetector]
    ) -> None:
        self._setup = setup
        self._new_detector = new_detector
        self._sleep = wake_phrases(setup.language).sleep
        self._requests: queue.SimpleQueue[StartRequest] = queue.SimpleQueue()
        self._busy = False

    def answer(self, request: StartRequest) -> Answer:
        """Answer the request of another process. Called in another thread."""
        if self._busy:
            return "busy"
        if request.dialogue:
            self._busy = True
            self._requests.put(request)
        return "begins"

    def run(self) -> None:
        """Listen until it is over."""
        while (trigger := self._wait()) is not None:
            self._busy = True
            if isinstance(trigger, WakeCall) and trigger.phrase == self._sleep:
                break
            if self._converse(trigger):
                break
            self._busy = False
        else:
            return
        self._say_asleep()

    def _wait(self) -> Trigger | None:
        """Wait for a trigger; `None` where the audio has ended."""
        setup = self._setup
        detector = self._new_detector()
        since_look = _LOOK_EVERY
        for block in setup.audio.blocks():
            if block.event == "end" and not setup.audio.playing:
                return detector.finish()
            if block.event in ("lost", "back"):
                setup.captions.note(setup.wording.line(Say(f"sound.{block.event}")).text)
                detector = self._new_detector()
            since_look += block.seconds
            if since_look >= _LOOK_EVERY:
                since_look = 0.0
                if (trigger := self._due_reminder()) is not None:
                    return trigger
            if not self._requests.empty():
                return self._requests.get()
            if block.muted or not block.pcm:
                continue
            if (call := detector.accept(block)) is not None:
                return call
        return None

    def _due_reminder(self) -> Due | None:
        one = self._setup.reminders.due(self._setup.clock())
        if one is not None:
            self._setup.reminders.mark_offered(one)
        return one

    def _converse(self, trigger: Trigger) -> bool:
        """Have the conversation; whether the person said in it to stop listening."""
        folder = trigger.folder if isinstance(trigger, StartRequest) else ""
        channel = self._setup.open_channel(folder)
        conversation = channel.manager
        assert isinstance(conversation, HandsFreeConversation)
        try:
            channel.play_earcon("listening")
            match trigger:
                case StartRequest(dialogue=dialogue):
                    channel.start(dialogue)
                case Due():
                    conversation.due = trigger
                    channel.start("at_its_hour")
                case WakeCall():
                    self._answer_call(channel, conversation, trigger)
            channel.run()
        except Trouble as trouble:  # The next conversation may go well.
            channel.announce_error(trouble)
            self._setup.captions.note(self._setup.wording.error(trouble))
        finally:
            conversation.after_last_words()
            self._setup.on_end(conversation)
        return conversation.asleep

    def _answer_call(
        self, channel: SpokenChannel, conversation: HandsFreeConversation, call: WakeCall
    ) -> None:
        """Begin after the wake phrase: with the command that followed it, or at the menu."""
        said = self._recognize(conversation, call.after) if call.after else None
        if said is None or not said.interpretation.text.strip():
            channel.say("listen.here")
            channel.start("menu")
            return
        wanted = said.interpretation.intent or ""
        if conversation.repository.has_dialogue(wanted) and conversation.was_in_the_middle(wanted):
            channel.captions.show_person(said.interpretation.text)
            channel.start(wanted)
            return
        # Taken as if it had been said at the menu, so that safety and all else is as there.
        conversation.begin("menu", {"called": True})
        channel.take_utterance(said)

    def _recognize(self, conversation: HandsFreeConversation, pcm: bytes) -> SpokenUtterance | None:
        """The utterance that followed the wake phrase in the same breath."""
        language, expects = conversation.language, Command()

        def interpret(text: str) -> Interpretation:
            return conversation.interpret(text, expects)

        context = RecognitionContext(expects, language.phrases(expects), (), 1.0, interpret)
        listener = UtteranceListener(
            lambda: self._setup.recognizer, context, activity=VoiceActivityDetector(RATE)
        )
        for at in range(0, len(pcm), _BLOCK):
            listener.accept(Block(pcm[at : at + _BLOCK], at / 2 / RATE))
        return listener.finish()

    def _say_asleep(self) -> None:
        setup = self._setup
        line = setup.wording.line(Say("listen.asleep"))
        setup.captions.show_lantern(line.text)
        for sound in setup.voice.sentences(line.text, personal=False):
            setup.audio.play(sound)
        for _ in setup.audio.blocks():
            if not setup.audio.playing:
                return
