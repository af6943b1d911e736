"""`lantern voice`: lists the voices, lets one be heard, and chooses one."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import JOURNAL, gather, with_options
from assistant.cli.texts import command, echo, group, option, text
from assistant.cli.wiring import load_wording, manner_of, open_for_talking, repository_for
from assistant.errors import Trouble

if TYPE_CHECKING:
    from assistant.speech.audio.base import Sound


@group("voice")
def voice() -> None:
    """Group the commands below."""


@command("voice list")
@with_options(JOURNAL)
def list_(**given: Any) -> None:
    """List the voices."""
    from assistant.speech.language_data import speech_data
    from assistant.speech.voices.natural import PREFIX, natural_voices
    from assistant.speech.voices.synthesizer import Synthesizer

    options = gather(given)
    natural = {each.name: each for each in natural_voices(options.language)}
    with closing(Synthesizer(manner_of(options), language=options.language)) as synthesizer:
        for name in synthesizer.choices(options.language):
            if name not in natural:
                echo("voice.one", name=name)
    for each in natural.values():
        echo("voice.natural", name=each.name, about=each.about)
        echo("voice.licence", licence=each.licence)
    for offered in speech_data(options.language).natural_voices:
        if PREFIX + offered.name not in natural:
            echo("voice.offered", name=PREFIX + offered.name, about=offered.about)
            echo("voice.licence", licence=offered.licence)


@command("voice try")
@click.argument("name")
@option("--voice-out", type=click.Path(path_type=Path), metavar="FILE")
@option("--yes", is_flag=True)
@with_options(JOURNAL)
def try_(name: str, voice_out: Path | None, yes: bool, **given: Any) -> None:
    """Let a voice say a sentence, over the loudspeaker or into a file."""
    from assistant.dialogues.steps import Say
    from assistant.speech.voices.synthesizer import Synthesizer

    options = gather(given)
    accepted = _accepted(name, yes)
    if accepted is None:
        return
    manner = replace(manner_of(options), voice=accepted)
    sentence = load_wording(options).line(Say("doctor.say.how_i_sound")).text
    with closing(Synthesizer(manner, language=options.language)) as synthesizer:
        sound = synthesizer.synthesize(sentence, personal=False)
        if synthesizer.manner.voice != accepted:  # It fell back to another one.
            raise Trouble("speech.no_such_voice", name=name)
    _play(sound, voice_out, options.settings.loudspeaker)


@command("voice use")
@click.argument("name")
@option("--yes", is_flag=True)
@with_options(JOURNAL)
def use(name: str, yes: bool, **given: Any) -> None:
    """Speak with a voice from now on."""
    from assistant.practice.events import SettingChanged
    from assistant.speech.voices.synthesizer import Synthesizer

    options = gather(given)
    accepted = _accepted(name, yes)
    if accepted is None:
        return
    manner = replace(manner_of(options), voice=accepted)
    with closing(Synthesizer(manner, language=options.language)) as synthesizer:
        synthesizer.synthesize(text("voice.used", name=accepted))
        if synthesizer.manner.voice != accepted:
            raise Trouble("speech.no_such_voice", name=name)
    repository = repository_for(options, open_for_talking(options), "text")
    repository.record(SettingChanged("voice", accepted), "")
    echo("voice.used", name=accepted)


def _accepted(name: str, yes: bool) -> str | None:
    """The whole name of a voice; None where its licence was shown and not accepted.

    Raises `Trouble` where a natural voice is meant that is not installed.
    """
    from assistant.speech.voices.natural import find_natural, is_natural

    natural = find_natural(name)
    if natural is None:
        if is_natural(name):
            raise Trouble("speech.natural_not_installed", name=name)
        return name
    if not natural.accepted:
        echo("voice.natural", err=True, name=natural.name, about=natural.about)
        echo("voice.licence", err=True, licence=natural.licence)
        if not yes and not click.confirm(text("voice.accept"), default=False, err=True):
            return None
        natural.accept()
    return natural.name


def _play(sound: Sound, file: Path | None, loudspeaker: Any) -> None:
    if file is not None:
        import soundfile

        try:
            soundfile.write(file, sound.samples, sound.rate)
        except (soundfile.LibsndfileError, TypeError, ValueError) as error:
            raise Trouble("speech.sound_not_writable", path=file, reason=str(error)) from error
        return
    from assistant.doctor.examination import LoudspeakerTest

    player = LoudspeakerTest(loudspeaker)
    try:
        player.play(sound)
    finally:
        player.close()


for _command in (list_, try_, use):
    voice.add_command(_command)
