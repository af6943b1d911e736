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
    from assistant.speech.audio.base import Audio
    from assistant.speech.recognizers import Recognizer
    from assistant.speech.voices.process import Manner
    from assistant.speech.voices.synthesizer import Synthesizer
    from assistant.store.repository import Repository
    from assistant.wording import Wording
    from intents import Language

T = TypeVar("T")


class Later(Generic[T]):
    """A part which is loaded in the background from `begin` on; calling it waits for it.

    What a conversation needs only after its first words is loaded while they are spoken.
    """

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._loaded: Future[T] = Future()
        self._begun = False

    def begin(self) -> None:
        """Start to load."""
        if not self._begun:
            self._begun = True
            # A daemon, so that a process which ends meanwhile does not wait for it.
            Thread(target=self._run, daemon=True).start()

    def __call__(self) -> T:
        """The part. Raises what went wrong when it was loaded."""
        self.begin()
        return self._loaded.result()

    def _run(self) -> None:
        try:
            self._loaded.set_result(self._load())
        except BaseException as error:
            self._loaded.set_exception(error)


# The journal.


def open_journal(options: Options) -> Journal:
    """The journal, ready to be read. Raises `Trouble` where it stays locked."""
    journal = open_for_adding(options)
    if not unlock(journal):
        raise Trouble("command_line.locked")
    return journal


def open_for_adding(options: Options) -> Journal:
    """The journal, locked if it is encrypted: enough for what needs no reading.

    What was repaired while it was opened is said on standard error.
    """
    from assistant.journal import Journal

    journal = Journal(options.folder)
    for notice in journal.notices:
        echo_error(notice)
    return journal


def open_for_talking(options: Options) -> Journal:
    """The journal for a conversation; it may stay locked, and then only what is new is kept."""
    from assistant.journal import Journal, WrongPassphrase

    journal = Journal(options.folder)
    try:
        unlock(journal)
    except WrongPassphrase as error:
        echo_error(error)
    return journal


def say_damage(journal: Journal) -> None:
    """Say on standard error how many lines of the journal could not be read, if any."""
    if journal.damage:
        echo("journal.unreadable", err=True, count=len(journal.damage))


# Words.


def load_wording(options: Options) -> Wording:
    """What Lantern says."""
    from assistant import wording

    return wording.load(options.language)


def load_language(options: Options) -> Language:
    """What understands."""
    from assistant import safety
    from intents import load

    if notices_danger(options):
        safety.load(options.language)  # Now, so that the first answer does not wait for it.
    return load(options.language)


def notices_danger(options: Options) -> bool:
    """Whether words which may mean danger are noticed in the language.

    Raises `Trouble` where they are not, and nobody asked for a conversation all the same.
    """
    from assistant import safety

    if not options.without_safety:
        safety.require(options.language)
    return safety.available(options.language)


def announce_missing_safety(options: Options) -> None:
    """Say on standard error that danger is not noticed in the language, where it is not.

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
    voices: Callable[[], Sequence[str]] = tuple,
) -> Repository:
    """What is remembered, in a journal which is open."""
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
    )


def conversation_manager_for(
    options: Options,
    source: str,
    can_record: bool = False,
    voices: Callable[[], Sequence[str]] = tuple,
    language: Callable[[], Language] | None = None,
) -> ConversationManager:
    """Lantern for the person and the language of these options.

    `language` is called when there is something to understand for the first time.
    """
    from assistant.conversation.manager import ConversationManager

    repository = repository_for(options, open_for_talking(options), source, can_record, voices)
    return ConversationManager(
        repository, language or load_language(options), load_wording(options)
    )


# Sound.


def manner_of(options: Options) -> Manner:
    """How Lantern speaks, by the settings file."""
    from assistant.speech.voices.process import Manner

    usual, pitch = options.usual, options.settings.pitch
    return Manner(int(usual.rate), usual.volume, pitch, usual.voice or None)


def open_audio(options: Options) -> Audio:
    """The microphone and the loudspeaker, or what was named in their place. Raises `Trouble`."""
    if options.audio is not None:
        from assistant.speech.audio.virtual import recorded_audio

        return recorded_audio(options.audio, options.voice_out)
    from assistant.speech.audio.device import Device

    return Device(options.settings.microphone, options.settings.loudspeaker)


def load_recognizer(options: Options, otherwise: Path | None = None) -> Recognizer:
    """The recognizer which was asked for, or the best there is. Takes a second or so.

    `otherwise`: the folder of a model to use where none was asked for and none is installed.
    """
    from assistant.speech.recognizers import open_recognizer

    settings, model = options.settings, options.model
    if model is None and otherwise is not None and not has_model(options):
        pocketsphinx = (options.recognizer or settings.recognizer) == "pocketsphinx"
        model = otherwise if otherwise.is_dir() and not pocketsphinx else None
    return open_recognizer(
        options.recognizer or settings.recognizer,
        model,
        configured=settings.model,
        language=options.language,
    )


def has_model(options: Options) -> bool:
    """Whether there is a Vosk model to hear with."""
    from assistant.speech.models.installed import find_model

    if (options.recognizer or options.settings.recognizer) == "pocketsphinx":
        return False
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
    """What a listener works with for these options, and what understands.

    `on_end` is called with the manager of each conversation when it is over.
    """
    from assistant.channels.captions import Captions
    from assistant.channels.recordings import Recordings
    from assistant.channels.spoken import SpokenChannel
    from assistant.handsfree.conversation import HandsFreeConversation
    from assistant.handsfree.listener import DueReminders, HandsFreeSetup

    words = load_wording(options)
    captions = Captions(sys.stdout, words)
    language = load_language(options)
    clock = _running_clock(options)
    # Opened once, since its passphrase is asked for once; what others add is read each time.
    own = open_for_talking(options)

    def open_channel(folder: str = "") -> SpokenChannel:
        other = bool(folder) and Path(folder) != options.folder.absolute()
        theirs = replace(options, data=Path(folder), person=None) if other else options
        repository = repository_for(
            replace(theirs, now=clock()) if theirs.now else theirs,
            open_for_talking(theirs) if other else own,
            "voice",
            can_record=True,
            voices=lambda: voice.choices(options.language),
        )
        manager = HandsFreeConversation(repository, language, words)
        return SpokenChannel(
            manager,
            lambda: recognizer,
            voice,
            audio,
            captions,
            Recordings(manager.repository.journal),
            barge_in=options.settings.barge_in,
        )

    reminders = DueReminders(options.folder, lambda: open_channel().manager.repository.state())
    setup = HandsFreeSetup(
        audio, voice, captions, recognizer, words, options.language, clock, reminders,
        open_channel, on_end,
    )  # fmt: skip
    return setup, language


def _running_clock(options: Options) -> Callable[[], datetime]:
    """The person's clock; from the moment named by --now on, it goes on as clocks do."""
    if options.now is None:
        return _local_now
    named, began = options.now, time.monotonic()
    return lambda: named + timedelta(seconds=time.monotonic() - began)


def _local_now() -> datetime:
    """The moment in the time zone which the computer has now: it may have travelled meanwhile."""
    if hasattr(time, "tzset"):
        time.tzset()
    return datetime.now().astimezone()
