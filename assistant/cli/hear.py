"""`lantern hear`: recordings to words."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant import wording
from assistant.cli.options import JOURNAL, SPEECH, Options, gather, with_options

if TYPE_CHECKING:
    from assistant.speech.recognizers import Recognizer


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Words, times and confidences, as JSON.")
@click.option("--redo", is_flag=True, help="Read the journal's kept recordings again.")
@with_options(SPEECH, JOURNAL)
@click.pass_context
def hear(
    context: click.Context, /, files: tuple[Path, ...], as_json: bool, redo: bool, **given: Any
) -> None:
    """Transcribe recordings (WAV, FLAC and others); or, with --redo, those in the journal again.

    After a better model was fetched, --redo lets it read what was kept; both readings stay.

    Example: lantern hear reflection.flac --json
    """
    if redo == bool(files):
        raise click.UsageError("Please name recordings, or say --redo for those in the journal.")
    options = gather(given)
    recognizer = _recognizer(options)
    if redo:
        _redo(context, options, recognizer, as_json)
        return
    from assistant.speech.hear import hear as transcribe

    found = list(transcribe(files, recognizer, _show))
    _show_no_more()
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


def _redo(context: click.Context, options: Options, recognizer: Recognizer, as_json: bool) -> None:
    from assistant.cli.opening import open_journal
    from assistant.speech.rereading import reread

    model = getattr(recognizer, "folder", None)
    by = f"{recognizer.name} {model.name}" if model else recognizer.name
    words = wording.load(options.language)
    read = []
    for again in reread(open_journal(options), recognizer, by, options.clock()):
        read.append(again)
        if as_json:
            continue
        if again.trouble:
            click.echo(words.error(again.trouble), err=True)
        elif again.changed:
            click.echo(f"was: {again.was}\nnow: {again.now}")
        else:
            click.echo(f"the same: {again.was}")
    if as_json:
        told = [{"recording": a.recording, "was": a.was, "now": a.now, "kept": a.changed,
                 "trouble": words.error(a.trouble) if a.trouble else ""} for a in read]  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        changed = sum(again.changed for again in read)
        click.echo(f"Read again by {by}: {len(read)}; read otherwise now: {changed}.")
    if any(again.trouble for again in read):
        context.exit(1)


def _recognizer(options: Options) -> Recognizer:
    from assistant.speech.recognizers import open_recognizer

    return open_recognizer(
        options.recognizer or options.settings.recognizer,
        options.model,
        configured=options.settings.model,
        language=options.language,
    )


def _show(file: Path, seconds: float, of: float) -> None:
    """How far it has come, on one line of a terminal, in whole tenths."""
    if sys.stderr.isatty() and of > 0 and int(seconds * 10 / of) != int((seconds - 0.2) * 10 / of):
        share = min(1.0, seconds / of)
        sys.stderr.write(f"\r\x1b[K{file.name}: {share:.0%} of {of:.0f} s")
        sys.stderr.flush()


def _show_no_more() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
