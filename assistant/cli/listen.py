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
    from assistant.handsfree.listener import Means
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
    from assistant.handsfree.door import Door

    options = gather(given)
    if systemd:
        _write_service(phrase, options)
        return
    signal.signal(signal.SIGTERM, _stop)
    door = Door() if options.audio is None else None
    knocks = _Knocks()
    if door and not door.open(knocks.answer):
        raise Trouble(
            "Another Lantern has the microphone: it is listening already, or in a conversation. "
            "End that one first."
        )
    try:
        _listen(phrase, options, knocks)
    except KeyboardInterrupt:
        click.echo("Lantern has stopped listening.")
    finally:
        if door:
            door.close()


def _write_service(phrase: str | None, options: Options) -> None:
    from assistant.cli.schedule import lantern_command
    from assistant.handsfree import timers
    from assistant.handsfree.systemd import unit

    command = [*lantern_command(options), "listen", *(["--phrase", phrase] if phrase else [])]
    folder = timers.user_units()
    timers.write_service(folder, "lantern-listen.service", unit(command, "Lantern listens"))
    click.echo(
        f"Written: {folder / 'lantern-listen.service'}. To begin: systemctl --user daemon-reload; "
        "systemctl --user enable --now lantern-listen"
    )


class _Knocks:
    """Answers at the door, before there is a listener too."""

    def __init__(self) -> None:
        from assistant.handsfree.door import Answer, Request

        self.listener: Callable[[Request], Answer] | None = None

    def answer(self, request: Any) -> Any:
        return self.listener(request) if self.listener else "busy"


def _listen(phrase: str | None, options: Options, knocks: _Knocks) -> None:
    from assistant.cli.talk import load_recognizer, manner_of, open_audio
    from assistant.handsfree.listener import Listener
    from assistant.handsfree.phrase import SLEEP, WAKE, checked
    from assistant.handsfree.watcher import Watcher
    from assistant.speech.voices.voice import Voice
    from intents import Command

    recognizer = load_recognizer(options)
    wake = checked(phrase or options.settings.wake or WAKE, recognizer)
    voice = Voice(manner_of(options))
    try:
        audio = open_audio(options)
        try:
            means, language = means_for(options, audio, voice, recognizer)
            commands = language.phrases(Command()) or ()

            def watcher() -> Watcher:
                return Watcher(recognizer, (wake, SLEEP), commands, options.language)

            listener = Listener(means, watcher)
            knocks.listener = listener.answer
            from assistant.dialogues.steps import Say

            waiting = means.wording.line(Say("listen.waiting", phrase=wake))
            means.captions.note(waiting.text)
            listener.run()
        finally:
            audio.close()
    finally:
        voice.close()


def means_for(
    options: Options, audio: Audio, voice: Any, recognizer: Recognizer
) -> tuple[Means, Any]:
    """What a listener works with for these options, and what understands."""
    from assistant import wording
    from assistant.channels.captions import Captions
    from assistant.channels.recordings import Recordings
    from assistant.channels.spoken import SpokenChannel
    from assistant.cli.schedule import follow
    from assistant.cli.talk import load_language, memory_for, opened_journal
    from assistant.handsfree.called import Called
    from assistant.handsfree.hours import Hours
    from assistant.handsfree.listener import Means

    words = wording.load(options.language)
    captions = Captions(sys.stdout, words)
    language = load_language(options)
    clock = _clock(options)
    # Opened once, for its passphrase is asked for once; what others add to it is read each time.
    own = opened_journal(options)

    def opens(folder: str = "") -> SpokenChannel:
        other = bool(folder) and Path(folder) != options.folder.absolute()
        theirs = replace(options, data=Path(folder), person=None) if other else options
        memory = memory_for(
            _at(theirs, clock),
            opened_journal(theirs) if other else own,
            "voice",
            can_record=True,
            voices=lambda: voice.choices(options.language),
        )
        companion = Called(memory, language, words)
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

    def ended(companion: Companion) -> None:
        follow(companion.memory, options)

    hours = Hours(options.folder, lambda: opens().companion.memory.state())
    return Means(audio, voice, captions, recognizer, words, clock, hours, opens, ended), language


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
