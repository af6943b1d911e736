"""`lantern hear`: recordings to words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from assistant.cli.options import JOURNAL, SPEECH, gather, with_options


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Words, times and confidences, as JSON.")
@with_options(SPEECH, JOURNAL)
@click.pass_context
def hear(context: click.Context, /, files: tuple[Path, ...], as_json: bool, **given: Any) -> None:
    """Transcribe recordings (WAV, FLAC and others).

    Example: lantern hear reflection.flac --json
    """
    from assistant.speech.hear import hear as transcribe
    from assistant.speech.recognizers import open_recognizer

    options = gather(given)
    recognizer = open_recognizer(
        options.recognizer or options.settings.recognizer,
        options.model,
        configured=options.settings.model,
        language=options.language,
    )
    found = list(transcribe(files, recognizer))
    if as_json:
        click.echo(json.dumps([heard.as_json() for heard in found], ensure_ascii=False))
    for heard in found:
        if heard.trouble:
            click.echo(heard.trouble, err=True)
        if not as_json and (heard.text or not heard.trouble):
            name = f"{heard.file}: " if len(found) > 1 else ""
            click.echo(f"{name}{heard.text or '(nothing)'}")
    if any(heard.trouble for heard in found):
        context.exit(1)
