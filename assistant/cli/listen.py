"""`lantern listen`: hands-free. It waits for its phrase and for the hour of what was scheduled."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import JOURNAL, SPEECH, Options, gather, with_options
from assistant.errors import Trouble

if TYPE_CHECKING:
    from assistant.conversation.manager import Companion
    from assistant.handsfree.listener import HandsFreeSetup
    from assistant.speech.audio import Audio
    from assistant.speech.recognizers import Recognizer


@click.command()
@click.option("--phrase", metavar="WORDS", help='What to wait for, instead of "hello lantern".')
@click.option(
    "--audio",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Hear a recording instead of the microphone.",
)
@click.option(
    "--voice-out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what Lantern says to this WAV file.",
)
@click.option(
    "--systemd",
    is_flag=True,
    help="Write a service which listens whenever you are logged in, and end.",
)
@with_options(JOURNAL, SPEECH)
def listen(phrase: str | None, systemd: bool, **given: Any) -> None:  # fmt: skip
    """Wait for "hello lantern", and for the hour of what was scheduled; then talk, then wait again.

    While it waits nothing of what it hears is kept or sent anywhere. "Lantern, sleep" ends it.

    Example: lantern listen
    """
    from assistant.handsfree.single_instance import InstanceLock

    options = gather(given)
    if systemd:
        _write_service(phrase, options)
        return
    signal.signal(signal.SIGTERM, _stop)
    lock = InstanceLock() if options.audio is None else None
    requests = _StartRequests()
    if lock and not lock.acquire(requests.answer):
        raise Trouble(
            "Another Lantern has the microphone: it is listening already, or in a conversation. "
            "End that one first."
        )
    try:
        _listen(phrase, options, requests)
    except KeyboardInterrupt:
        click.echo("Lantern has stopped listening.")
    finally:
        if lock:
            lock.release()


def _write_service(phrase: str | None, options: Options) -> None:
    from assistant import wording
    from assistant.cli.schedule import lantern_command
    from assistant.dialogues.steps import Say
    from assistant.handsfree.systemd import service_unit, user_unit_folder, write_service

    command = [*lantern_command(options), "listen", *(["--phrase", phrase] if phrase else [])]
    folder = user_unit_folder()
    description = wording.load(options.language).line(Say("systemd.listens")).text
    write_service(folder, "lantern-listen.service", service_unit(command, description))
    click.echo(
        f"Written: {folder / 'lantern-listen.service'}. To begin: systemctl --user daemon-reload; "
        "systemctl --user enable --now lantern-listen"
    )


class _StartRequests:
    """Answers the requests of other processes, "busy" until there is a listener."""

    def __init__(self) -> None:
        from assistant.handsfree.single_instance import Answer, StartRequest

        self.listener: Callable[[StartRequest], Answer] | None = None

    def answer(self, request: Any) -> Any:
        return self.listener(request) if self.listener else "busy"


def _listen(phrase: str | None, options: Options, requests: _StartRequests) -> None:
    from assistant.cli.talk import load_recognizer, manner_of, open_audio
    from assistant.handsfree.listener import HandsFreeListener
    from assistant.handsfree.wake_phrase import (
        WakePhraseDetector,
        checked_wake_phrase,
        wake_phrases,
    )
    from assistant.speech.voices.voice import Voice
    from intents import Command

    recognizer = load_recognizer(options)
    known = wake_phrases(options.language)
    wake = checked_wake_phrase(phrase or options.settings.wake or known.wake, recognizer)
    voice = Voice(manner_of(options))
    try:
        audio = open_audio(options)
        try:
            setup, language = setup_for(options, audio, voice, recognizer)
            commands = language.phrases(Command()) or ()

            def new_detector() -> WakePhraseDetector:
                phrases = (wake, known.sleep)
                return WakePhraseDetector(recognizer, phrases, commands, options.language)

            listener = HandsFreeListener(setup, new_detector)
            requests.listener = listener.answer
            from assistant.dialogues.steps import Say

            waiting = setup.wording.line(Say("listen.waiting", phrase=wake))
            setup.captions.note(waiting.text)
            listener.run()
        finally:
            audio.close()
    finally:
        voice.close()


def setup_for(
    options: Options, audio: Audio, voice: Any, recognizer: Recognizer
) -> tuple[HandsFreeSetup, Any]:
    """What a listener works with for these options, and what understands."""
    from assistant import wording
    from assistant.channels.captions import Captions
    from assistant.channels.recordings import Recordings
    from assistant.channels.spoken import SpokenChannel
    from assistant.cli.schedule import follow
    from assistant.cli.talk import load_language, memory_for, opened_journal
    from assistant.handsfree.conversation import HandsFreeConversation
    from assistant.handsfree.listener import DueReminders, HandsFreeSetup

    words = wording.load(options.language)
    captions = Captions(sys.stdout, words)
    language = load_language(options)
    clock = _clock(options)
    # Opened once, for its passphrase is asked for once; what others add to it is read each time.
    own = opened_journal(options)

    def open_channel(folder: str = "") -> SpokenChannel:
        other = bool(folder) and Path(folder) != options.folder.absolute()
        theirs = replace(options, data=Path(folder), person=None) if other else options
        memory = memory_for(
            _at(theirs, clock),
            opened_journal(theirs) if other else own,
            "voice",
            can_record=True,
            voices=lambda: voice.choices(options.language),
        )
        companion = HandsFreeConversation(memory, language, words)
        recordings = Recordings(companion.memory.journal)
        return SpokenChannel(
            companion,
            lambda: recognizer,
            voice,
            audio,
            captions,
            recordings,
            barge_in=options.settings.barge_in,
        )

    def on_end(companion: Companion) -> None:
        follow(companion.memory, options)

    reminders = DueReminders(options.folder, lambda: open_channel().companion.memory.state())
    setup = HandsFreeSetup(
        audio, voice, captions, recognizer, words, options.language, clock, reminders,
        open_channel, on_end,
    )  # fmt: skip
    return setup, language


def _clock(options: Options) -> Callable[[], datetime]:
    """The person's clock; from the moment named by --now on, it goes as clocks do."""
    if options.now is None:
        return _now
    named, began = options.now, time.monotonic()
    return lambda: named + timedelta(seconds=time.monotonic() - began)


def _now() -> datetime:
    """The moment where the computer is now: it may have travelled since it began to listen."""
    if hasattr(time, "tzset"):
        time.tzset()
    return datetime.now().astimezone()


def _at(options: Options, clock: Callable[[], datetime]) -> Options:
    """The same options at the moment the clock shows."""
    return replace(options, now=clock()) if options.now else options


def _stop(number: int, frame: Any) -> None:
    raise KeyboardInterrupt
