"""Builds the parts of Lantern for the options of one command.

Each function imports what it builds only when it is called, because a command needs few parts and
the first word should be spoken within a second.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from assistant.cli.options import Options
from assistant.cli.texts import echo, echo_error
from assistant.cli.unlocking import unlock
from assistant.errors import Trouble

if TYPE_CHECKING:
    from assistant.channels.spoken import SpokenChannel
    from assistant.conversation.manager import ConversationManager
    from assistant.handsfree.listener import HandsFreeSetup
    from assistant.journal import Journal
    from assistant.practice.preferences import OtherVoice
    from assistant.speech.audio.base import Audio
    from assistant.speech.recognizers import Recognizer
    from assistant.speech.voices.process import Manner
    from assistant.speech.voices.synthesizer import Synthesizer
    from assistant.store.repository import Repository
    from assistant.wording import Wording
    from intents import Language

T = TypeVar("T")


class Later(Generic[T]):
    """A part that is loaded in the background after `begin`; calling it waits for it.

    It is for what a conversation needs only after its first words are spoken.
    """

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._loaded: Future[T] = Future()
        self._begun = False

    def begin(self) -> None:
        """Start loading."""
        if not self._begun:
            self._begun = True
            # A daemon thread, so that the process can end without waiting for it.
            Thread(target=self._run, daemon=True).start()

    def __call__(self) -> T:
        """Return the part. Raises the error that loading it raised."""
        self.begin()
        return self._loaded.result()

    def _run(self) -> None:
        try:
            self._loaded.set_result(self._load())
        except BaseException as error:
            self._loaded.set_exception(error)


# The journal.


def open_journal(options: Options) -> Journal:
    """Open the journal, unlocked. Raises `Trouble` if it stays locked."""
    journal = open_for_adding(options)
    if not unlock(journal):
        raise Trouble("command_line.locked")
    return journal


def open_for_adding(options: Options) -> Journal:
    """Open the journal, locked if it is encrypted, for commands that do not read it.

    Repairs made while opening it are reported on standard error.
    """
    from assistant.journal import Journal

    journal = Journal(options.folder)
    for notice in journal.notices:
        echo_error(notice)
    return journal


def open_for_talking(options: Options) -> Journal:
    """Open the journal for a conversation. It may stay locked; then it only takes new lines."""
    from assistant.journal import Journal, Locked, WrongPassphrase

    journal = Journal(options.folder)
    try:
        unlock(journal)
    except (WrongPassphrase, Locked) as error:
        echo_error(error)
    return journal


def say_damage(journal: Journal) -> None:
    """Say on standard error how many lines of the journal could not be read, if any."""
    if journal.damage:
        echo("journal.unreadable", err=True, count=len(journal.damage))


# Words.


def load_wording(options: Options) -> Wording:
    """Load the wording."""
    from assistant import wording

    return wording.load(options.language)


def load_language(options: Options) -> Language:
    """Load the language for understanding."""
    from assistant.conversation.preparing import prepare
    from intents import load

    notices_danger(options)
    return prepare(load(options.language))


def notices_danger(options: Options) -> bool:
    """Whether words that may mean danger are noticed in the language.

    Raises `Trouble` if they are not, unless the options allow a conversation without.
    """
    from assistant import safety

    if not options.without_safety:
        safety.require(options.language)
    return safety.available(options.language)


def announce_missing_safety(options: Options) -> None:
    """Say on standard error if danger is not noticed in the language.

    Raises `Trouble` as `notices_danger` does.
    """
    if not notices_danger(options):
        echo("talk.without_safety", err=True)


# The conversation.


def repository_for(
    options: Options,
    journal: Journal,
    source: str,
    can_record: bool = False,
    voices: Callable[[], Sequence[OtherVoice]] = tuple,
    *,
    opens: bool = False,
) -> Repository:
    """Make the repository of an open journal. `opens`: pages can be opened in a browser here."""
    from assistant.store.pages import Pages
    from assistant.store.repository import Repository

    words = load_wording(options)
    return Repository(
        journal,
        options.clock,
        prompts=words.prompts(),
        again=words.families(),
        cards=words.cards(),
        source=source,
        can_record=can_record,
        usual=options.usual,
        voices=voices,
        language=options.language,
        pages=Pages(journal.folder, words, opens=opens),
    )


def conversation_manager_for(
    options: Options,
    source: str,
    can_record: bool = False,
    voices: Callable[[], Sequence[OtherVoice]] = tuple,
    language: Callable[[], Language] | None = None,
) -> ConversationManager:
    """Make the conversation manager for the person and the language of these options.

    `language` is called when something has to be understood for the first time.
    """
    from assistant.conversation.manager import ConversationManager

    repository = repository_for(
        options, open_for_talking(options), source, can_record, voices, opens=True
    )
    return ConversationManager(
        repository,
        language or load_language(options),
        load_wording(options),
        way_out=options.settings.way_out or "",
    )


# Sound.


def manner_of(options: Options) -> Manner:
    """How Lantern speaks, by the settings file."""
    from assistant.speech.voices.process import Manner

    usual, pitch = options.usual, options.settings.pitch
    return Manner(int(usual.rate), usual.volume, pitch, usual.voice or None)


def open_audio(options: Options) -> Audio:
    """Open the microphone and loudspeaker, or what was named instead. Raises `Trouble`."""
    if options.audio is not None:
        from assistant.speech.audio.virtual import recorded_audio

        return recorded_audio(options.audio, options.voice_out)
    from assistant.speech.audio.device import Device
    from assistant.speech.audio.echo_canceller import open_echo_canceller

    settings = options.settings
    if settings.barge_in == "off":
        return Device(settings.microphone, settings.loudspeaker)
    return Device(settings.microphone, settings.loudspeaker, open_echo_canceller)


def open_loudspeaker(options: Options) -> Audio:
    """Open the loudspeaker alone, where nobody is to be heard. Raises `Trouble`."""
    if options.audio is not None:
        return open_audio(options)
    from assistant.speech.audio.loudspeaker import Loudspeaker

    return Loudspeaker(options.settings.loudspeaker)


def load_recognizer(options: Options, otherwise: Path | None = None) -> Recognizer:
    """Load the recognizer that was asked for, or the best available. Takes about a second.

    `otherwise`: the folder of a Vosk model to use if none was asked for and none is installed.
    """
    from assistant.speech.models.installed import find_model
    from assistant.speech.recognizers import open_recognizer

    settings, model = options.settings, options.model
    named = options.recognizer or settings.recognizer
    if model is None and otherwise is not None and named in (None, "vosk"):
        there = find_model(configured=settings.model, language=options.language)
        model = otherwise if there is None and otherwise.is_dir() else None
    return open_recognizer(
        named,
        model,
        configured=settings.model,
        language=options.language,
    )


def has_model(options: Options) -> bool:
    """Whether a model that understands sentences is installed, and is to be used."""
    from assistant.speech.models.installed import find_model, find_moonshine

    named = options.recognizer or options.settings.recognizer
    if named == "pocketsphinx":
        return False
    if named != "vosk" and find_moonshine(language=options.language) is not None:
        return True
    configured = options.settings.model
    return find_model(options.model, configured=configured, language=options.language) is not None


# Waiting hands-free.


def setup_for(
    options: Options,
    audio: Audio,
    voice: Synthesizer,
    recognizer: Recognizer,
    on_end: Callable[[ConversationManager], None],
) -> tuple[HandsFreeSetup, Language]:
    """Make what a listener needs for these options, and the language.

    `on_end` is called with the manager of each conversation when it is over.
    """
    from assistant.channels.captions import Captions
    from assistant.channels.recordings import Recordings
    from assistant.channels.spoken import SpokenChannel
    from assistant.handsfree.conversation import HandsFreeConversation
    from assistant.handsfree.listener import DueReminders, HandsFreeSetup
    from assistant.speech.takes.extracting import open_extractor

    words = load_wording(options)
    captions = Captions(sys.stdout, words, options.plain_captions)
    language = load_language(options)
    clock = _running_clock(options)
    # Opened once, because its passphrase is asked for once; new lines are read each time.
    own = open_for_talking(options)

    def open_channel(folder: str = "") -> SpokenChannel:
        other = bool(folder) and Path(folder) != options.folder.absolute()
        theirs = replace(options, data=Path(folder), person=None) if other else options
        repository = repository_for(
            replace(theirs, now=clock()) if theirs.now else theirs,
            open_for_talking(theirs) if other else own,
            "voice",
            can_record=True,
            voices=lambda: voice.other_voices(options.language),
        )
        way_out = theirs.settings.way_out or ""
        manager = HandsFreeConversation(repository, language, words, way_out=way_out)
        return SpokenChannel(
            manager,
            lambda: recognizer,
            voice,
            audio,
            captions,
            Recordings(manager.repository.journal),
            barge_in=options.settings.barge_in,
            extract=lambda: open_extractor(recognizer),
        )

    reminders = DueReminders(options.folder, lambda: open_channel().manager.repository.state())
    setup = HandsFreeSetup(
        audio, voice, captions, recognizer, words, options.language, clock, reminders,
        open_channel, on_end,
    )  # fmt: skip
    return setup, language


def _running_clock(options: Options) -> Callable[[], datetime]:
    """Return the person's clock; with --now it starts at that time."""
    if options.now is None:
        return _local_now
    named, began = options.now, time.monotonic()
    return lambda: named + timedelta(seconds=time.monotonic() - began)


def _local_now() -> datetime:
    """Return the time in the computer's current time zone, which may have changed meanwhile."""
    if hasattr(time, "tzset"):
        time.tzset()
    return datetime.now().astimezone()
