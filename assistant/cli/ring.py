"""It is the hour of something, and a timer says so: offer it, unless a running Lantern does."""

from __future__ import annotations

import time
from datetime import datetime

from assistant import wording
from assistant.cli.listen import means_for
from assistant.cli.options import Options
from assistant.cli.talk import load_recognizer, manner_of, open_audio
from assistant.dialogues.steps import Say
from assistant.handsfree import timers
from assistant.handsfree.called import Called
from assistant.handsfree.door import Door
from assistant.handsfree.listener import Means
from assistant.practice.reminders import Due, Reminder, due
from assistant.speech.voices.voice import Voice

_NAP = 20.0
"""Seconds of sleep at a time: a computer which slept itself is not to be late for long."""


def ring(id: str, options: Options) -> None:
    """Offer what this reminder is for, and again later where that was the answer."""
    door = Door()
    if not door.open(lambda request: "busy"):
        return  # Who has the microphone knows the hour, or is in a conversation.
    try:
        recognizer = load_recognizer(options)
        voice = Voice(manner_of(options))
        try:
            audio = open_audio(options)
            try:
                means, _ = means_for(options, audio, voice, recognizer)
                while (one := _due(id, means)) is not None:
                    _offer(one, means, options)
                    if not _until_again(id, means):
                        return
            finally:
                audio.close()
        finally:
            voice.close()
    finally:
        door.close()


def _due(id: str, means: Means) -> Due | None:
    known = _reminder(id, means)
    return due([known], means.clock()) if known else None


def _reminder(id: str, means: Means) -> Reminder | None:
    reminders = means.opens().companion.memory.state().reminders
    return next((one for one in reminders if one.id == id), None)


def _offer(one: Due, means: Means, options: Options) -> None:
    words = wording.load(options.language)
    question = words.line(Say(f"reminder.shall_we.{one.reminder.dialogue}")).text
    timers.notify("Lantern", question)
    spoken = means.opens()
    companion = spoken.companion
    assert isinstance(companion, Called)
    companion.due = one
    try:
        spoken.play_earcon("listening")
        spoken.start("at_its_hour")
        spoken.run()
    finally:
        companion.after_last_words()


def _until_again(id: str, means: Means) -> bool:
    """Wait for the moment it was put off to; False where it was not."""
    known = _reminder(id, means)
    if known is None or not known.until:
        return False
    until = datetime.fromisoformat(known.until)
    while (left := (until - means.clock()).total_seconds()) > 0:
        time.sleep(min(left, _NAP))
    return True
