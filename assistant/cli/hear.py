"""`lantern hear`: transcribes recordings."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import JOURNAL, SPEECH, Options, gather, with_options
from assistant.cli.texts import (
    command,
    echo,
    echo_error,
    error_text,
    option,
    text,
    usage_error,
    write,
    write_json,
)
from assistant.cli.wiring import load_recognizer
from assistant.export.terminal import cleaned
from intents import command as understanding

if TYPE_CHECKING:
    from assistant.speech.recognizers import Recognizer


@command("hear")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@option("--json", "as_json", is_flag=True)
@option("--redo", is_flag=True)
@option("--phrases", default="", metavar="A,B,C")
@option("--expecting", type=click.Choice(understanding.NAMES))
@option("--options", "choices", default="", metavar="A,B,C")
@option("--whisper", is_flag=True)
@with_options(SPEECH, JOURNAL)
@click.pass_context
def hear(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    as_json: bool,
    redo: bool,
    phrases: str,
    expecting: str | None,
    choices: str,
    whisper: bool,
    **given: Any,
) -> None:
    """Transcribe files, or the journal's recordings again."""
    if redo == bool(files):
        raise usage_error("hear.name_recordings")
    closed = bool(phrases or expecting)
    if closed and (redo or whisper or (phrases and expecting)):
        raise usage_error("hear.one_way_of_reading")
    options = gather(given)
    recognizer = _whisper(options) if whisper else load_recognizer(options)
    if redo:
        _redo(context, options, recognizer, as_json)
        return
    if closed:
        _read_closed(context, options, recognizer, files, phrases, expecting, choices, as_json)
        return
    from assistant.speech.transcription import transcribe_files

    nothing = text("hear.nothing")
    found = list(transcribe_files(files, recognizer, _show))
    _show_no_more()
    if as_json:
        told = [
            t.as_json() | ({"trouble": error_text(t.trouble)} if t.trouble else {}) for t in found
        ]
        write_json(json.dumps(told, ensure_ascii=False))
    for heard in found:
        if heard.trouble:
            echo_error(heard.trouble)
        if not as_json and (heard.text or not heard.trouble):
            name = f"{heard.file}: " if len(found) > 1 else ""
            write(f"{name}{heard.text or nothing}")
    if any(heard.trouble for heard in found):
        context.exit(1)


def _read_closed(
    context: click.Context,
    options: Options,
    recognizer: Recognizer,
    files: tuple[Path, ...],
    phrases: str,
    expecting: str | None,
    choices: str,
    as_json: bool,
) -> None:
    """Read each file as one of the phrases, or as the answer to a question."""
    from assistant.speech.closed_reading import read_answers, read_phrases

    if expecting:
        from intents import load

        try:
            expects = understanding.expectation(expecting, tuple(_listed(choices)))
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        assert expects is not None
        found = list(read_answers(files, recognizer, expects, load(options.language)))
    else:
        found = list(read_phrases(files, recognizer, [p.lower() for p in _listed(phrases)]))
    if as_json:
        told = [
            r.as_json() | ({"trouble": error_text(r.trouble)} if r.trouble else {}) for r in found
        ]
        write_json(json.dumps(told, ensure_ascii=False, default=str))
    for heard in found:
        if heard.trouble:
            echo_error(heard.trouble)
        elif not as_json:
            name = f"{heard.file}: " if len(found) > 1 else ""
            shown = heard.text if heard.accepted else text("hear.none_of_them", heard=heard.text)
            write(f"{name}{shown}")
    if any(heard.trouble for heard in found):
        context.exit(1)


def _whisper(options: Options) -> Recognizer:
    from assistant.speech.recognizers import open_whisper

    return open_whisper(options.language)


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _redo(context: click.Context, options: Options, recognizer: Recognizer, as_json: bool) -> None:
    from assistant.cli.wiring import open_journal
    from assistant.speech.transcription import reread_recordings

    model = getattr(recognizer, "folder", None)
    by = f"{recognizer.name} {model.name}" if model else recognizer.name
    read = []
    journal, now = open_journal(options), options.clock()
    for again in reread_recordings(journal, recognizer, by, now, options.language):
        read.append(again)
        if as_json:
            continue
        if again.trouble:
            write(error_text(again.trouble), err=True)
        elif again.changed:
            echo("hear.changed", was=again.was, now=again.now)
        else:
            echo("hear.same", was=again.was)
    if as_json:
        told = [{"recording": a.recording, "was": a.was, "now": a.now, "kept": a.changed,
                 "trouble": error_text(a.trouble) if a.trouble else ""} for a in read]  # fmt: skip
        write_json(json.dumps(told, ensure_ascii=False))
    else:
        changed = sum(again.changed for again in read)
        echo("hear.read_again", recognizer=by, count=len(read), changed=changed)
    if any(again.trouble for again in read):
        context.exit(1)


def _show(file: Path, seconds: float, of: float) -> None:
    """Shows the progress on one line of a terminal, in whole tenths."""
    if sys.stderr.isatty() and of > 0 and int(seconds * 10 / of) != int((seconds - 0.2) * 10 / of):
        share = min(1.0, seconds / of)
        shown = text("hear.progress", file=file.name, share=f"{share:.0%}", seconds=f"{of:.0f}")
        sys.stderr.write(f"\r\x1b[K{cleaned(shown)}")
        sys.stderr.flush()


def _show_no_more() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
