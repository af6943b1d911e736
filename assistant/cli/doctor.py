"""`lantern doctor`: checks what works on this computer, and says how to fix what does not."""

from __future__ import annotations

import json
from typing import Any

import click

from assistant.cli.options import JOURNAL, SPEECH, gather, with_options
from assistant.cli.texts import command, option, write, write_json
from assistant.cli.wiring import load_recognizer, load_wording, manner_of


@command("doctor")
@option("--json", "as_json", is_flag=True)
@option("--quiet", is_flag=True)
@with_options(JOURNAL, SPEECH)
@click.pass_context
def doctor(context: click.Context, /, as_json: bool, quiet: bool, **given: Any) -> None:
    """Check everything, and write the results."""
    from assistant.doctor.examination import Examination, LoudspeakerTest, Subjects
    from assistant.speech.audio.device import Device
    from assistant.speech.voices.synthesizer import Synthesizer
    from intents import load

    options = gather(given)
    settings = options.settings
    words = load_wording(options)
    voice = Synthesizer(manner_of(options), language=options.language)
    subjects = Subjects(
        audio=lambda: Device(settings.microphone, settings.loudspeaker),
        loudspeaker=lambda: LoudspeakerTest(settings.loudspeaker),
        synthesizer=voice,
        recognizer=lambda: load_recognizer(options),
        language=load(options.language),
        folder=options.folder,
        country=_country(options.folder),
    )
    show = _ignore if as_json else write
    examination = Examination(subjects, words, show, not (as_json or quiet))
    try:
        results = list(examination.run())
    finally:
        examination.close()
        voice.close()
    if as_json:
        write_json(json.dumps([r.as_json(words) for r in results], ensure_ascii=False))
    if any(result.status == "broken" for result in results):
        context.exit(1)


def _country(folder: Any) -> str:
    """Return the country the person told, if the journal can be read without a passphrase."""
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


def _ignore(text: str) -> None:
    """Writes nothing, because the JSON at the end holds every result."""
