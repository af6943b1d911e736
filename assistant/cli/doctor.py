"""`lantern doctor`: what works here, what does not, and what to do about it."""

from __future__ import annotations

import json
from typing import Any

import click
import msgspec

from assistant.cli.options import JOURNAL, SPEECH, gather, with_options
from assistant.cli.texts import command, option
from assistant.cli.wiring import load_recognizer, manner_of


@command("doctor")
@option("--json", "as_json", is_flag=True)
@option("--quiet", is_flag=True)
@with_options(JOURNAL, SPEECH)
@click.pass_context
def doctor(context: click.Context, /, as_json: bool, quiet: bool, **given: Any) -> None:
    """Examine everything, and tell what is found."""
    from assistant.doctor.examine import Doctor, Things
    from assistant.doctor.loudspeaker import Loudspeaker
    from assistant.speech.audio.device import Device
    from assistant.speech.voices.voice import Voice
    from intents import load

    options = gather(given)
    settings = options.settings
    voice = Voice(manner_of(options))
    things = Things(
        audio=lambda: Device(settings.microphone, settings.loudspeaker),
        loudspeaker=lambda: Loudspeaker(settings.loudspeaker),
        voice=voice,
        recognizer=lambda: load_recognizer(options),
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
    from assistant.store.read_model import ReadModel

    if not folder.is_dir():
        return ""
    try:
        journal = commands.open_unlocked(folder)
        return "" if journal.locked else ReadModel(journal).state.country
    except (Trouble, OSError):
        return ""


def _untold(text: str) -> None:
    """A program is reading; all of it is told at the end."""
