"""Runs a conversation by one switch, with a voice or in writing only."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from assistant.cli.following import follow_reminders
from assistant.cli.options import Options
from assistant.cli.texts import echo_error, standard_input
from assistant.cli.wiring import (
    Later,
    conversation_manager_for,
    load_language,
    manner_of,
    notices_danger,
    open_audio,
    open_loudspeaker,
)
from assistant.errors import Trouble

if TYPE_CHECKING:
    from assistant.channels.scanning.switches import SoundSwitch
    from assistant.channels.show.page import Page
    from assistant.conversation.manager import ConversationManager
    from assistant.conversation.ports import Slots
    from assistant.speech.audio.base import Audio
    from assistant.speech.voices.synthesizer import Synthesizer


def choose(wanted: str, options: Options, slots: Slots, page: Page | None = None) -> None:
    """Have the conversation named `wanted` by one switch; with a `page`, it is shown there too.

    `slots` came with the wish for it. Raises `Trouble` where there is neither a terminal, a page, a
    joystick nor a learned sound.
    """
    from assistant.channels.barge_in import BargeInDetector
    from assistant.channels.captions import Captions
    from assistant.channels.keyboard import keyboard
    from assistant.channels.recordings import Recordings
    from assistant.channels.scanning.channel import SwitchChannel
    from assistant.channels.scanning.switches import KeySwitch, Switch, joysticks
    from assistant.channels.scanning.words import completion_for
    from assistant.channels.speech_output import SpeechOutput
    from assistant.speech.voices.silent import SilentVoice

    language = Later(lambda: load_language(options))
    with ExitStack() as opened:
        manager = conversation_manager_for(
            options,
            source="text",
            voices=lambda: voice.other_voices(options.language) if voice else (),
            language=language,
        )
        switches: list[Switch] = []
        for stick in joysticks():
            opened.callback(stick.close)
            switches.append(stick)
        learned = _learned_sound(manager)
        if learned is not None:
            switches.append(learned)
        if not switches and page is None and not standard_input().isatty():
            raise Trouble("command_line.no_switch")
        audio, voice = _sound(options, hears=learned is not None)
        opened.callback(audio.close)
        if voice is not None:
            opened.callback(voice.close)
        plain = options.plain_captions
        captions = Captions(sys.stdout, manager.wording, plain)
        if page is not None:
            captions = page.captions(sys.stdout, manager, plain)
        recordings = Recordings(manager.repository.journal)
        never = BargeInDetector("off")
        output = SpeechOutput(
            voice or SilentVoice(manner_of(options)),
            audio,
            captions,
            recordings,
            never,
            manager.wording,
        )
        screen = None if options.plain_captions else sys.stdout
        keys = opened.enter_context(keyboard(standard_input(), screen))
        if page is None or standard_input().isatty():
            switches.append(KeySwitch(keys))
        if page is not None:
            given = page.input(manager, lambda digits: channel.say("show.code", digits=digits))
            switches.append(page.switch(given))
        words = Later(lambda: completion_for(manager))
        channel = SwitchChannel(
            manager,
            output,
            audio,
            captions,
            switches,
            words,
            options.settings.switch_rest,
            heard=voice is not None,
        )
        try:
            if not notices_danger(options):
                channel.say("command_line.talk.without_safety")
            channel.start(wanted, slots)
            language.begin()
            words.begin()
            channel.run()
        except KeyboardInterrupt:
            for line in manager.lines(manager.leave("stop")):
                captions.show_lantern(line.text)
        except Trouble as trouble:
            channel.announce_error(trouble)
            raise
        finally:
            manager.after_last_words()
            follow_reminders(manager, options)


def _learned_sound(manager: ConversationManager) -> SoundSwitch | None:
    """The sound that the person taught as their switch; `None` where there is none."""
    from assistant.channels.scanning.switches import SoundSwitch
    from assistant.speech.takes.comparing import LEAST_TAKES
    from assistant.speech.takes.extracting import open_extractor
    from assistant.speech.takes.learned import LearnedWords

    repository, name = manager.repository, manager.wording.phrase("scan.sound")
    if repository.locked or repository.state().own_voice.words.get(name, 0) < LEAST_TAKES:
        return None
    words = LearnedWords(lambda: repository.state().own_voice, open_extractor)
    return SoundSwitch(lambda pcm: words.is_sure(pcm, name))


def _sound(options: Options, hears: bool) -> tuple[Audio, Synthesizer | None]:
    """A loudspeaker and a voice; silence where only writing is wanted, or nothing can be heard.

    `hears`: a microphone too, for a sound that chooses.
    """
    from assistant.speech.audio.loudspeaker import Silence
    from assistant.speech.voices.synthesizer import Synthesizer

    if options.text and not hears:
        return Silence(), None
    try:
        audio = open_audio(options) if hears else open_loudspeaker(options)
    except Trouble as trouble:
        if options.audio is not None:
            raise
        echo_error(trouble)
        return Silence(), None
    if options.text:
        return audio, None
    return audio, Synthesizer(manner_of(options), language=options.language)
