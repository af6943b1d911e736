"""`lantern doctor`: what works here, what does not, and what to do about it."""

from __future__ import annotations

import json
from typing import Any

import click
import msgspec

from assistant.cli.options import JOURNAL, SPEECH, gather, with_options


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON; speaks only to measure the echo.")
@click.option("--quiet", is_flag=True, help="Do not speak the findings or ask for a sentence.")
@with_options(JOURNAL, SPEECH)
@click.pass_context
def doctor(context: click.Context, /, as_json: bool, quiet: bool, **given: Any) -> None:
    """Examine microphone, loudspeaker, voice, recognizer, journal and helpline.

    It speaks what it finds and what to do, asks for a sentence and plays it back. Exit status 1
    where something is broken.

    Example: lantern doctor
    """
    from assistant.doctor.examine import Doctor, Things
    from assistant.doctor.loudspeaker import Loudspeaker
    from assistant.speech.audio.device import Device
    from assistant.speech.recognizers import open_recognizer
    from assistant.speech.voices.manner import Manner
    from assistant.speech.voices.voice import Voice
    from intents import load

    options = gather(given)
    settings, usual = options.settings, options.usual
    voice = Voice(Manner(int(usual.rate), usual.volume, settings.pitch, usual.voice or None))
    things = Things(
        audio=lambda: Device(settings.microphone, settings.loudspeaker),
        loudspeaker=lambda: Loudspeaker(settings.loudspeaker),
        voice=voice,
        recognizer=lambda: open_recognizer(
            options.recognizer or settings.recognizer,
            options.model,
            configured=settings.model,
            language=options.language,
        ),
        language=load(options.language),
        folder=options.folder,
        country=_country(options.folder),
    )
    examination = Doctor(things, _untold if as_json else click.echo, not (as_json or quiet))
    try:
        findings = list(examination.examine())
    finally:
        examination.close()
        voice.close()
    broken = [finding for finding in findings if finding.how == "broken"]
    if as_json:
        click.echo(json.dumps([msgspec.to_builtins(f) for f in findings], ensure_ascii=False))
    if broken:
        context.exit(1)


def _country(folder: Any) -> str:
    """The country the person told, where the journal can be read without asking for anything."""
    from assistant.errors import Trouble
    from assistant.journal import commands
    from assistant.store.read_model import Record

    if not folder.is_dir():
        return ""
    try:
        journal = commands.open_unlocked(folder)
        return "" if journal.locked else Record(journal).state.country
    except (Trouble, OSError):
        return ""


def _untold(text: str) -> None:
    """A program is reading; all of it is told at the end."""
