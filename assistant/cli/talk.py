"""Have a conversation, in the channel which was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

import click

from assistant import wording
from assistant.channels import typed
from assistant.cli.opening import unlock
from assistant.cli.options import Options
from assistant.companion import Companion
from assistant.errors import Trouble
from assistant.journal import Journal
from assistant.journal.keyfile import WrongPassphrase
from assistant.memory import Memory
from intents import load

if TYPE_CHECKING:
    from assistant.speech.audio import Audio
    from assistant.speech.recognizers import Recognizer


def talk(wanted: str, options: Options) -> None:
    """Have a conversation from its beginning to its end."""
    if options.text:
        _type(wanted, options)
        return
    if options.audio is None and not _has_model(options):
        offer_model()
    try:
        audio = _audio(options)
    except Trouble as trouble:
        if options.audio is not None:
            raise
        print(trouble, file=sys.stderr)
        print(wording.load(options.language).variants["sound.no_sound"][0])
        _type(wanted, options)
        return
    _speak(wanted, options, audio)


def offer_model() -> None:
    """Offer the speech model, once, to a person at a terminal whose machine can reach it."""
    from assistant.speech.models import catalogue, fetch, models_folder, reachable
    from assistant.speech.models.bar import progress_bar

    offered = models_folder() / ".offered"
    if offered.exists() or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    model = catalogue()[0]
    if not reachable(model):
        return
    offered.parent.mkdir(parents=True, exist_ok=True)
    offered.touch()
    question = f"Fetch a speech model once ({model.megabytes} MB), to hear you much better?"
    if click.confirm(question, default=True, err=True):
        try:
            with progress_bar(sys.stderr) as progress:
                fetch(model, progress=progress)
        except Trouble as trouble:
            click.echo(f"{trouble} Going on without it.", err=True)


def companion_for(options: Options, source: str, can_record: bool = False) -> Companion:
    """Lantern for the person and the language of these options."""
    words = wording.load(options.language)
    settings = options.settings
    memory = Memory(
        _opened(options),
        options.clock,
        prompts=words.prompts(),
        source=source,
        can_record=can_record,
        rate=settings.rate,
        volume=settings.volume,
    )
    return Companion(memory, load(options.language), words)


def _opened(options: Options) -> Journal:
    """The journal; it may stay locked, and then only what is new is kept."""
    journal = Journal(options.folder)
    try:
        unlock(journal)
    except WrongPassphrase as error:
        click.echo(str(error), err=True)
    return journal


def _type(wanted: str, options: Options) -> None:
    companion = companion_for(options, source="text")
    try:
        typed.converse(companion, wanted, sys.stdin, sys.stdout)
    except KeyboardInterrupt:
        print()
        for line in companion.lines(companion.leave("stop")):
            print(f"lantern: {line.text}")


def _speak(wanted: str, options: Options, audio: Audio) -> None:
    from assistant.channels.captions import Captions
    from assistant.channels.recordings import Recordings
    from assistant.channels.spoken import Spoken
    from assistant.speech.voices.manner import Manner
    from assistant.speech.voices.voice import Voice

    voice = Voice(Manner(voice=options.settings.voice))
    try:
        companion = companion_for(options, source="voice", can_record=True)
        captions = Captions(sys.stdout)
        recognizer = _loading(options)
        spoken = Spoken(
            companion, recognizer, voice, audio, captions, Recordings(companion.memory.journal)
        )
        try:
            if not _has_model(options):
                spoken.say("sound.short_answers")
            spoken.converse(wanted)
        except KeyboardInterrupt:
            for line in companion.lines(companion.leave("stop")):
                captions.lantern(line.text)
        except Trouble as trouble:
            spoken.tell_trouble(trouble)
            raise
    finally:
        audio.close()
        voice.close()


def _audio(options: Options) -> Audio:
    if options.audio is not None:
        from assistant.speech.audio.recording import recording

        return recording(options.audio, options.voice_out)
    from assistant.speech.audio.device import Device

    return Device(options.settings.microphone, options.settings.loudspeaker)


def _loading(options: Options) -> Callable[[], Recognizer]:
    """The recognizer, loaded in the background while the first words are spoken."""
    from assistant.speech.recognizers import open_recognizer

    settings = options.settings
    pool = ThreadPoolExecutor(1, thread_name_prefix="recognizer")
    loading = pool.submit(
        lambda: open_recognizer(
            options.recognizer or settings.recognizer,
            options.model,
            configured=settings.model,
            language=options.language,
        )
    )
    pool.shutdown(wait=False)
    return cache(loading.result)


def _has_model(options: Options) -> bool:
    from assistant.speech.recognizers import find_model

    if (options.recognizer or options.settings.recognizer) == "pocketsphinx":
        return False
    configured = options.settings.model
    return find_model(options.model, configured=configured, language=options.language) is not None
