"""Runs a conversation in the chosen channel: spoken, from a recording, or typed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import click

from assistant.cli.following import follow_reminders
from assistant.cli.options import Options
from assistant.cli.texts import echo, error_text, standard_input, text, write
from assistant.cli.wiring import (
    Later,
    announce_missing_safety,
    conversation_manager_for,
    has_model,
    load_language,
    load_recognizer,
    load_wording,
    manner_of,
    notices_danger,
    open_audio,
    open_loudspeaker,
)
from assistant.errors import Trouble

if TYPE_CHECKING:
    from assistant.channels.show.conversation import PageInput
    from assistant.channels.show.page import Page
    from assistant.handsfree.single_instance import InstanceLock
    from assistant.speech.voices.process import Manner, SynthesizerProcess

Slots = Mapping[str, Any]
NO_SLOTS: Slots = MappingProxyType({})
_REMIND_AFTER = timedelta(days=7)


class _NoSound(Exception):
    """There is no microphone or no loudspeaker; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def talk(wanted: str, options: Options, page: Page | None = None, slots: Slots = NO_SLOTS) -> None:
    """Have the conversation named `wanted` from its beginning to its end.

    With a `page`, it is shown and answered there too. `slots` came with the wish for it, such as a
    word to learn.
    """
    announce_missing_safety(options)
    if options.switch:
        from assistant.cli.switch import choose

        choose(wanted, options, slots, page)
        return
    if options.text:
        _type(wanted, options, slots)
        return
    if options.audio is None and not options.keys and not has_model(options):
        offer_model(options.language)
    try:
        _speak(wanted, options, page, slots)
    except _NoSound as error:
        words = load_wording(options)
        # Without the advice to type instead, because that is done next.
        cause = {name: word for name, word in error.trouble.words.items() if name != "typing"}
        reason = words.error(Trouble(error.trouble.key, **cause))
        if page is not None:
            from assistant.cli.on_page import read_on_page

            write(f"{reason} {words.phrase('show.no_sound')}", err=True)
            read_on_page(wanted, options, page)
            return
        write(f"{reason} {words.variants['sound.no_sound'][0]}", err=True)
        _type(wanted, options, slots)


def _type(wanted: str, options: Options, slots: Slots) -> None:
    from assistant.channels import typed

    language = Later(lambda: load_language(options))
    manager = conversation_manager_for(options, source="text", language=language)
    try:
        plain = options.plain_captions
        there, keys = standard_input(), bool(options.keys)
        begin = language.begin
        typed.converse(manager, wanted, there, sys.stdout, begin, plain, slots, keys)
    except KeyboardInterrupt:
        write("")
        for line in manager.lines(manager.leave("stop")):
            write(f"lantern: {line.text}")
    finally:
        manager.after_last_words()
        follow_reminders(manager, options)


def _speak(wanted: str, options: Options, page: Page | None, slots: Slots) -> None:
    from assistant.speech.voices.process import SynthesizerProcess

    # First of all: it gets ready while everything else is imported. Another rate than the usual,
    # wished for in the journal, starts it anew.
    manner = manner_of(options)
    process = SynthesizerProcess(manner)
    try:
        lock = None
        if options.audio is None and not options.keys:
            lock = _instance_lock(wanted, options)
    except Trouble:
        process.close()
        raise
    if lock is False:
        process.close()
        return
    try:
        _speak_with(wanted, options, manner, process, page, slots)
    finally:
        if lock:
            lock.release()


def _instance_lock(wanted: str, options: Options) -> InstanceLock | Literal[False] | None:
    """Reserve the microphone. Return False if another Lantern has it and begins there.

    Raises `Trouble` if that one is in a conversation.
    """
    from assistant.handsfree.single_instance import InstanceLock, StartRequest, request_start

    try:
        lock = InstanceLock()
    except Trouble:  # Without a place for the socket no other Lantern can ask, but talking works.
        return None
    if lock.acquire(lambda request: "busy"):
        return lock
    if request_start(StartRequest(wanted, str(options.folder.absolute()))) == "busy":
        raise Trouble("command_line.in_conversation")
    write(load_wording(options).variants["listen.begins_there"][0])
    return False


def _speak_with(
    wanted: str,
    options: Options,
    manner: Manner,
    process: SynthesizerProcess,
    page: Page | None,
    slots: Slots,
) -> None:
    try:
        audio = open_loudspeaker(options) if options.keys else open_audio(options)
    except Trouble as trouble:
        process.close()
        if options.audio is not None:
            raise
        raise _NoSound(trouble) from trouble

    from assistant.channels.captions import Captions
    from assistant.channels.key_answers import KeyAnswers
    from assistant.channels.keyboard import keyboard
    from assistant.channels.recordings import Recordings
    from assistant.channels.spoken import SpokenChannel
    from assistant.speech.takes.extracting import open_extractor
    from assistant.speech.voices.synthesizer import Synthesizer

    voice = Synthesizer(manner, process=process, language=options.language)
    recognizer = Later(lambda: load_recognizer(options))
    language = Later(lambda: load_language(options))
    try:
        manager = conversation_manager_for(
            options,
            "voice",
            can_record=True,
            voices=lambda: voice.other_voices(options.language),
            language=language,
        )
        recordings = Recordings(manager.repository.journal)
        keys = ExitStack()
        pressed = keys.enter_context(keyboard(sys.stdin))
        given: PageInput | None = None
        captions = Captions(sys.stdout, manager.wording, options.plain_captions)
        if page is not None:
            captions = page.captions(sys.stdout, manager, options.plain_captions)
            given = page.input(manager, lambda digits: spoken.say("show.code", digits=digits))
        answers = None
        if sys.stdin.isatty():
            by_keys = bool(options.keys)
            answers = KeyAnswers(manager, pressed, captions, by_keys, can_hear=not by_keys)
        spoken = SpokenChannel(
            manager,
            recognizer,
            voice,
            audio,
            captions,
            recordings,
            barge_in=options.settings.barge_in,
            escaped=given.escaped if given else lambda: False,
            chosen=given.chosen if given else lambda: None,
            extract=lambda: open_extractor(recognizer()),
            keys=answers,
        )
        try:
            hears = not options.keys
            if hears and not has_model(options) and not reminded_lately(options.clock()):
                spoken.say("sound.short_answers")
            if not notices_danger(options):
                spoken.say("command_line.talk.without_safety")
            spoken.start(wanted, slots)
            language.begin()
            if hears:
                recognizer.begin()
            spoken.run()
        except KeyboardInterrupt:
            for line in manager.lines(manager.leave("stop")):
                captions.show_lantern(line.text)
        except Trouble as trouble:
            spoken.announce_error(trouble)
            raise
        finally:
            keys.close()
            manager.after_last_words()
            follow_reminders(manager, options)
    finally:
        audio.close()
        voice.close()


def reminded_lately(now: datetime) -> bool:
    """Whether a missing speech model was mentioned in the last week; if not, note it as today."""
    from assistant.speech.models.installed import models_folder

    told = models_folder() / ".told"
    try:
        if told.exists() and datetime.fromisoformat(told.read_text()) > now - _REMIND_AFTER:
            return True
        told.parent.mkdir(parents=True, exist_ok=True)
        told.write_text(now.isoformat())
    except (OSError, ValueError):
        return False  # If this cannot be stored, mention it too often rather than never.
    return False


def offer_model(language: str) -> None:
    """Offer once to download the speech model, at a terminal with a network connection."""
    from assistant.speech.models.fetch import fetch, progress_bar, reachable
    from assistant.speech.models.installed import catalogue, models_folder

    offered = models_folder() / ".offered"
    if offered.exists() or not (standard_input().isatty() and sys.stderr.isatty()):
        return
    model = catalogue(language)[0]
    if not reachable(model):
        return
    offered.parent.mkdir(parents=True, exist_ok=True)
    offered.touch()
    question = text("talk.offer_model", megabytes=model.megabytes)
    if click.confirm(question, default=True, err=True):
        try:
            with progress_bar(sys.stderr, lambda step: text(f"models.{step}")) as progress:
                fetch(model, progress=progress)
        except Trouble as trouble:
            echo("talk.without_model", err=True, what=error_text(trouble))
