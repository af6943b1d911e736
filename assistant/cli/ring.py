"""It is the hour of something, and a timer says so: offer it, unless a running Lantern does."""

from __future__ import annotations

import time
from datetime import datetime

from assistant import wording
from assistant.cli.listen import setup_for
from assistant.cli.options import Options
from assistant.cli.talk import load_recognizer, manner_of, open_audio
from assistant.dialogues.steps import Say
from assistant.handsfree.conversation import HandsFreeConversation
from assistant.handsfree.listener import HandsFreeSetup
from assistant.handsfree.single_instance import InstanceLock
from assistant.handsfree.systemd import show_notification
from assistant.practice.reminders import Due, Reminder, due
from assistant.speech.voices.voice import Voice

_NAP = 20.0
"""Seconds of sleep at a time: a computer which slept itself is not to be late for long."""


def ring(id: str, options: Options) -> None:
    """Offer what this reminder is for, and again later where that was the answer."""
    lock = InstanceLock()
    if not lock.acquire(lambda request: "busy"):
        return  # Who has the microphone knows the hour, or is in a conversation.
    try:
        recognizer = load_recognizer(options)
        voice = Voice(manner_of(options))
        try:
            audio = open_audio(options)
            try:
                setup, _ = setup_for(options, audio, voice, recognizer)
                while (one := _due(id, setup)) is not None:
                    _offer(one, setup, options)
                    if not _until_again(id, setup):
                        return
            finally:
                audio.close()
        finally:
            voice.close()
    finally:
        lock.release()


def _due(id: str, setup: HandsFreeSetup) -> Due | None:
    known = _reminder(id, setup)
    return due([known], setup.clock()) if known else None


def _reminder(id: str, setup: HandsFreeSetup) -> Reminder | None:
    reminders = setup.open_channel().companion.memory.state().reminders
    return next((one for one in reminders if one.id == id), None)


def _offer(one: Due, setup: HandsFreeSetup, options: Options) -> None:
    words = wording.load(options.language)
    question = words.line(Say(f"reminder.shall_we.{one.reminder.dialogue}")).text
    show_notification("Lantern", question)
    spoken = setup.open_channel()
    companion = spoken.companion
    assert isinstance(companion, HandsFreeConversation)
    companion.due = one
    try:
        spoken.play_earcon("listening")
        spoken.start("at_its_hour")
        spoken.run()
    finally:
        companion.after_last_words()


def _until_again(id: str, setup: HandsFreeSetup) -> bool:
    """Wait for the moment it was put off to; False where it was not."""
    known = _reminder(id, setup)
    if known is None or not known.until:
        return False
    until = datetime.fromisoformat(known.until)
    while (left := (until - setup.clock()).total_seconds()) > 0:
        time.sleep(min(left, _NAP))
    return True
