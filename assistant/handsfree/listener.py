"""The listener: waits for its phrase, for an hour and for a knock at the door; converses; waits.

One loop over the blocks of one audio stream. While it waits, nothing of what is heard is kept.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.channels.captions import Captions
from assistant.channels.spoken import SpokenChannel
from assistant.channels.utterance_listener import (
    RecognitionContext,
    SpokenUtterance,
    UtteranceListener,
)
from assistant.conversation.manager import Companion
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.handsfree.called import Called
from assistant.handsfree.door import Answer, Request
from assistant.handsfree.hours import Hours
from assistant.handsfree.phrase import SLEEP
from assistant.handsfree.watcher import Call, Watcher
from assistant.practice.reminders import Due
from assistant.speech.activity import VoiceActivity
from assistant.speech.audio import Audio, Block
from assistant.speech.audio.base import RATE
from assistant.speech.recognizers import Recognizer
from assistant.speech.voices.voice import Voice
from assistant.wording import Wording
from intents import Command, Meaning

_LOOK_EVERY = 1.0
"""Seconds of sound from one look at the clock to the next."""
_BLOCK = RATE // 25 * 2

Summons = Call | Due | Request
"""What ends the waiting."""


class Opens(Protocol):
    """Opens a conversation, in the journal of this folder; "": in the person's own."""

    def __call__(self, folder: str = "") -> SpokenChannel:
        """A spoken conversation which has not begun, with somebody who `Called`."""


@dataclass(frozen=True, slots=True)
class Means:
    """What the listener works with: sound, the recognizer, the words, the clock, the hours."""

    audio: Audio
    voice: Voice
    captions: Captions
    recognizer: Recognizer
    wording: Wording
    clock: Callable[[], datetime]
    hours: Hours
    opens: Opens
    ended: Callable[[Companion], None]
    """Called with the companion of each conversation when it is over."""


class Listener:
    """Waits and converses until it is sent to sleep, or nothing more is to be heard."""

    def __init__(self, means: Means, watcher: Callable[[], Watcher]) -> None:
        self._means = means
        self._watcher = watcher
        self._knocks: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._talking = False

    def answer(self, request: Request) -> Answer:
        """What to tell another Lantern which asks; called in another thread."""
        if self._talking:
            return "busy"
        if request.dialogue:
            self._talking = True
            self._knocks.put(request)
        return "begins"

    def run(self) -> None:
        """Listen until it is over."""
        while (summons := self._wait()) is not None:
            self._talking = True
            if isinstance(summons, Call) and summons.phrase == SLEEP:
                break
            if self._converse(summons):
                break
            self._talking = False
        else:
            return
        self._say_asleep()

    def _wait(self) -> Summons | None:
        """Wait for something; None where nothing more is to be heard."""
        means = self._means
        watcher = self._watcher()
        unlooked = _LOOK_EVERY
        for block in means.audio.blocks():
            if block.event == "end" and not means.audio.playing:
                return watcher.finish()
            if block.event in ("lost", "back"):
                means.captions.note(means.wording.line(Say(f"sound.{block.event}")).text)
                watcher = self._watcher()
            unlooked += block.seconds
            if unlooked >= _LOOK_EVERY:
                unlooked = 0.0
                if (summons := self._due()) is not None:
                    return summons
            if not self._knocks.empty():
                return self._knocks.get()
            if block.muted or not block.pcm:
                continue
            if (call := watcher.hear(block)) is not None:
                return call
        return None

    def _due(self) -> Due | None:
        one = self._means.hours.due(self._means.clock())
        if one is not None:
            self._means.hours.met(one)
        return one

    def _converse(self, summons: Summons) -> bool:
        """Have the conversation; whether it was told to stop listening in it."""
        folder = summons.folder if isinstance(summons, Request) else ""
        spoken = self._means.opens(folder)
        companion = spoken.companion
        assert isinstance(companion, Called)
        try:
            spoken.play_earcon("listening")
            match summons:
                case Request(dialogue=dialogue):
                    spoken.start(dialogue)
                case Due():
                    companion.due = summons
                    spoken.start("at_its_hour")
                case Call():
                    self._answer_call(spoken, companion, summons)
            spoken.run()
        except Trouble as trouble:  # Said, and written; the next call may go well.
            spoken.announce_error(trouble)
            self._means.captions.note(str(trouble))
        finally:
            companion.after_last_words()
            self._means.ended(companion)
        return companion.asleep

    def _answer_call(self, spoken: SpokenChannel, companion: Called, call: Call) -> None:
        heard = self._understood(companion, call.after) if call.after else None
        if heard is None or not heard.meaning.text.strip():
            spoken.say("listen.here")
            spoken.start("menu")
            return
        wanted = heard.meaning.intent or ""
        if companion.memory.has_dialogue(wanted) and companion.was_in_the_middle(wanted):
            spoken.captions.show_person(heard.meaning.text)
            spoken.start(wanted)
            return
        # As if it had been said at the menu, so that everything is heard which is heard there.
        companion.begin("menu", {"called": True})
        spoken.take_utterance(heard)

    def _understood(self, companion: Called, pcm: bytes) -> SpokenUtterance | None:
        """What was said in the same breath as the phrase."""
        language = companion.language
        expects = Command()

        def understand(text: str) -> Meaning:
            return language.understand(text, expects, now=self._means.clock())

        context = RecognitionContext(
            expects, language.phrases(expects), language.dictation_phrases(), 1.0, understand
        )
        listener = UtteranceListener(
            lambda: self._means.recognizer, context, activity=VoiceActivity(RATE)
        )
        for at in range(0, len(pcm), _BLOCK):
            listener.accept(Block(pcm[at : at + _BLOCK], at / 2 / RATE))
        return listener.finish()

    def _say_asleep(self) -> None:
        means = self._means
        line = means.wording.line(Say("listen.asleep"))
        means.captions.show_lantern(line.text)
        for sound in means.voice.say(line.text, personal=False):
            means.audio.play(sound)
        for _ in means.audio.blocks():
            if not means.audio.playing:
                return
