"""Have a conversation, in the channel which was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from assistant import wording
from assistant.cli.loading import Later
from assistant.cli.offer import offer_model
from assistant.cli.opening import unlock
from assistant.cli.options import Options
from assistant.companion import Companion
from assistant.errors import Trouble
from assistant.journal import Journal
from assistant.journal.keyfile import WrongPassphrase
from assistant.memory import Memory

if TYPE_CHECKING:
    from assistant.speech.audio import Audio
    from assistant.speech.recognizers import Recognizer
    from intents import Language


class _NoSound(Trouble):
    """There is no microphone or no loudspeaker."""


def talk(wanted: str, options: Options) -> None:
    """Have a conversation from its beginning to its end."""
    if options.text:
        _type(wanted, options)
        return
    if options.audio is None and not _has_model(options):
        offer_model()
    try:
        _speak(wanted, options)
    except _NoSound as trouble:
        print(trouble, file=sys.stderr)
        print(wording.load(options.language).variants["sound.no_sound"][0])
        _type(wanted, options)


def companion_for(
    options: Options,
    source: str,
    can_record: bool = False,
    voices: Callable[[], Sequence[str]] = tuple,
    language: Callable[[], Language] | None = None,
) -> Companion:
    """Lantern for the person and the language of these options.

    `language` is asked for what understands when there is something to understand.
    """
    words = wording.load(options.language)
    memory = Memory(
        _opened(options),
        options.clock,
        prompts=words.prompts(),
        cards=words.cards(),
        again=words.families(),
        source=source,
        can_record=can_record,
        usual=options.usual,
        voices=voices,
    )
    return Companion(memory, language or _language(options), words)


def _language(options: Options) -> Language:
    from assistant.safety.rules import load as safety_rules
    from intents import load

    safety_rules("en")  # Read now, so that the first answer does not wait for it.
    return load(options.language)


def _opened(options: Options) -> Journal:
    """The journal; it may stay locked, and then only what is new is kept."""
    journal = Journal(options.folder)
    try:
        unlock(journal)
    except WrongPassphrase as error:
        click.echo(str(error), err=True)
    return journal


def _type(wanted: str, options: Options) -> None:
    from assistant.channels import typed

    companion = companion_for(options, source="text")
    try:
        typed.converse(companion, wanted, sys.stdin, sys.stdout)
    except KeyboardInterrupt:
        print()
        for line in companion.lines(companion.leave("stop")):
            print(f"lantern: {line.text}")
    finally:
        companion.after_last_words()


def _speak(wanted: str, options: Options) -> None:
    from assistant.speech.voices.manner import Manner
    from assistant.speech.voices.process import SynthesizerProcess

    # First of all: it gets ready while everything else is imported. Another rate than the usual,
    # wished for in the journal, starts it anew.
    usual = options.usual
    pitch = options.settings.pitch
    manner = Manner(int(usual.rate), usual.volume, pitch, usual.voice or None)
    process = SynthesizerProcess(manner)
    try:
        audio = _audio(options)
    except Trouble as trouble:
        process.close()
        if options.audio is not None:
            raise
        raise _NoSound(str(trouble)) from trouble

    from assistant.channels.captions import Captions
    from assistant.channels.recordings import Recordings
    from assistant.channels.spoken import Spoken
    from assistant.speech.voices.voice import Voice

    voice = Voice(manner, process=process)
    recognizer = Later(lambda: _recognizer(options))
    language = Later(lambda: _language(options))
    captions = Captions(sys.stdout)
    try:
        companion = companion_for(
            options,
            "voice",
            can_record=True,
            voices=lambda: voice.choices(options.language),
            language=language,
        )
        recordings = Recordings(companion.memory.journal)
        spoken = Spoken(companion, recognizer, voice, audio, captions, recordings)
        try:
            if not _has_model(options):
                spoken.say("sound.short_answers")
            spoken.begin(wanted)
            language.begin()
            recognizer.begin()
            spoken.go_on()
        except KeyboardInterrupt:
            for line in companion.lines(companion.leave("stop")):
                captions.lantern(line.text)
        except Trouble as trouble:
            spoken.tell_trouble(trouble)
            raise
        finally:
            companion.after_last_words()
    finally:
        audio.close()
        voice.close()


def _audio(options: Options) -> Audio:
    if options.audio is not None:
        from assistant.speech.audio.recording import recording

        return recording(options.audio, options.voice_out)
    from assistant.speech.audio.device import Device

    return Device(options.settings.microphone, options.settings.loudspeaker)


def _recognizer(options: Options) -> Recognizer:
    from assistant.speech.recognizers import open_recognizer

    settings = options.settings
    return open_recognizer(
        options.recognizer or settings.recognizer,
        options.model,
        configured=settings.model,
        language=options.language,
    )


def _has_model(options: Options) -> bool:
    from assistant.speech.recognizers import find_model

    if (options.recognizer or options.settings.recognizer) == "pocketsphinx":
        return False
    configured = options.settings.model
    return find_model(options.model, configured=configured, language=options.language) is not None
