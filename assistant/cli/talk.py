"""Have a conversation, in the channel which was asked for."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

import click

from assistant import wording
from assistant.cli.loading import Later
from assistant.cli.offer import offer_model, told_lately
from assistant.cli.opening import unlock
from assistant.cli.options import Options
from assistant.conversation.manager import Companion
from assistant.errors import Trouble
from assistant.journal import Journal, WrongPassphrase
from assistant.store.repository import Memory

if TYPE_CHECKING:
    from assistant.handsfree.single_instance import InstanceLock
    from assistant.speech.audio import Audio
    from assistant.speech.recognizers import Recognizer
    from assistant.speech.voices.manner import Manner
    from assistant.speech.voices.process import SynthesizerProcess
    from intents import Language


_TYPE_INSTEAD = re.compile(r"\s*[—:.]?\s*or type(?: instead)?, with: --text$")
"""What troubles with sound advise in the end, and what is done at once."""


class _NoSound(Trouble):
    """There is no microphone or no loudspeaker."""


def talk(wanted: str, options: Options) -> None:
    """Have a conversation from its beginning to its end."""
    if options.text:
        _type(wanted, options)
        return
    if options.audio is None and not has_model(options):
        offer_model()
    try:
        _speak(wanted, options)
    except _NoSound as trouble:
        typing = wording.load(options.language).variants["sound.no_sound"][0]
        print(_TYPE_INSTEAD.sub(f". {typing}", str(trouble)), file=sys.stderr)
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
    memory = memory_for(options, opened_journal(options), source, can_record, voices)
    return Companion(memory, language or load_language(options), wording.load(options.language))


def memory_for(
    options: Options,
    journal: Journal,
    source: str,
    can_record: bool = False,
    voices: Callable[[], Sequence[str]] = tuple,
) -> Memory:
    """What is remembered, in a journal which is open."""
    words = wording.load(options.language)
    return Memory(
        journal,
        options.clock,
        prompts=words.prompts(),
        again=words.families(),
        cards=words.cards(),
        source=source,
        can_record=can_record,
        usual=options.usual,
        voices=voices,
    )


def load_language(options: Options) -> Language:
    """What understands."""
    from assistant.safety.rules import load as safety_rules
    from intents import load

    safety_rules("en")  # Read now, so that the first answer does not wait for it.
    return load(options.language)


def opened_journal(options: Options) -> Journal:
    """The journal; it may stay locked, and then only what is new is kept."""
    journal = Journal(options.folder)
    try:
        unlock(journal)
    except WrongPassphrase as error:
        click.echo(wording.load(options.language).error(error), err=True)
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
        _follow(companion, options)


def manner_of(options: Options) -> Manner:
    """How Lantern speaks, by the settings file."""
    from assistant.speech.voices.manner import Manner

    usual, pitch = options.usual, options.settings.pitch
    return Manner(int(usual.rate), usual.volume, pitch, usual.voice or None)


def _speak(wanted: str, options: Options) -> None:
    from assistant.speech.voices.process import SynthesizerProcess

    # First of all: it gets ready while everything else is imported. Another rate than the usual,
    # wished for in the journal, starts it anew.
    manner = manner_of(options)
    process = SynthesizerProcess(manner)
    try:
        lock = _instance_lock(wanted, options) if options.audio is None else None
    except Trouble:
        process.close()
        raise
    if lock is False:
        process.close()
        return
    try:
        _speak_with(wanted, options, manner, process)
    finally:
        if lock:
            lock.release()


def _follow(companion: Companion, options: Options) -> None:
    """What was said of hours is done by systemd too, where it was asked to."""
    from assistant.handsfree.systemd import user_unit_folder

    if options.now is None and any(user_unit_folder().glob("lantern-*.timer")):
        from assistant.cli.schedule import follow

        follow(companion.memory, options)


def _instance_lock(wanted: str, options: Options) -> InstanceLock | Literal[False] | None:
    """The microphone is ours from now on; False: another Lantern has it, and begins there.

    Raises Trouble where that one is in a conversation.
    """
    from assistant.handsfree.single_instance import InstanceLock, StartRequest, request_start

    try:
        lock = InstanceLock()
    except Trouble:  # Nobody can ask this one to begin, but one can talk all the same.
        return None
    if lock.acquire(lambda request: "busy"):
        return lock
    if request_start(StartRequest(wanted, str(options.folder.absolute()))) == "busy":
        raise Trouble(
            "Lantern is in a conversation already. End that one first, or go on by typing, "
            "with: --text"
        )
    print(wording.load(options.language).variants["listen.begins_there"][0])
    return False


def _speak_with(wanted: str, options: Options, manner: Manner, process: SynthesizerProcess) -> None:
    try:
        audio = open_audio(options)
    except Trouble as trouble:
        process.close()
        if options.audio is not None:
            raise
        raise _NoSound(str(trouble)) from trouble

    from assistant.channels.captions import Captions
    from assistant.channels.recordings import Recordings
    from assistant.channels.spoken import SpokenChannel
    from assistant.speech.voices.voice import Voice

    voice = Voice(manner, process=process)
    recognizer = Later(lambda: load_recognizer(options))
    language = Later(lambda: load_language(options))
    captions = Captions(sys.stdout, wording.load(options.language))
    try:
        companion = companion_for(
            options,
            "voice",
            can_record=True,
            voices=lambda: voice.choices(options.language),
            language=language,
        )
        recordings = Recordings(companion.memory.journal)
        spoken = SpokenChannel(
            companion,
            recognizer,
            voice,
            audio,
            captions,
            recordings,
            barge_in=options.settings.barge_in,
        )
        try:
            if not has_model(options) and not told_lately(options.clock()):
                spoken.say("sound.short_answers")
            spoken.start(wanted)
            language.begin()
            recognizer.begin()
            spoken.run()
        except KeyboardInterrupt:
            for line in companion.lines(companion.leave("stop")):
                captions.show_lantern(line.text)
        except Trouble as trouble:
            spoken.announce_error(trouble)
            raise
        finally:
            companion.after_last_words()
            _follow(companion, options)
    finally:
        audio.close()
        voice.close()


def open_audio(options: Options) -> Audio:
    """The microphone and the loudspeaker, or what was named in their place. Raises Trouble."""
    if options.audio is not None:
        from assistant.speech.audio.recording import recording

        return recording(options.audio, options.voice_out)
    from assistant.speech.audio.device import Device

    return Device(options.settings.microphone, options.settings.loudspeaker)


def load_recognizer(options: Options) -> Recognizer:
    """The recognizer which was asked for, or the best there is. Takes a second or so."""
    from assistant.speech.recognizers import open_recognizer

    settings = options.settings
    return open_recognizer(
        options.recognizer or settings.recognizer,
        options.model,
        configured=settings.model,
        language=options.language,
    )


def has_model(options: Options) -> bool:
    """Whether there is a Vosk model to hear with."""
    from assistant.speech.recognizers import find_model

    if (options.recognizer or options.settings.recognizer) == "pocketsphinx":
        return False
    configured = options.settings.model
    return find_model(options.model, configured=configured, language=options.language) is not None
