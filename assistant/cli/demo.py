"""`lantern demo`: a whole spoken check-in against a simulated person."""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from assistant.cli.options import JOURNAL, PLAIN, SAFETY, SPEECH, gather, with_options
from assistant.cli.texts import command, option, text

SMALL_MODEL = Path(__file__).parents[2] / "models" / "tiny-en"
"""The model of this repository, made from synthesized speech: good enough for a demonstration."""


@command("demo")
@option("--fast", is_flag=True)
@option("--script", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--voice-out", type=click.Path(path_type=Path), metavar="FILE")
@with_options(JOURNAL, SPEECH, PLAIN, SAFETY)
def demo(fast: bool, script: Path | None, voice_out: Path | None, **given: Any) -> None:
    """Have a spoken check-in with a simulated person."""
    from assistant.channels.captions import Captions
    from assistant.cli.wiring import (
        announce_missing_safety,
        conversation_manager_for,
        load_recognizer,
    )
    from assistant.demo.conversation import demonstrate, prepare
    from assistant.demo.person import read_script
    from assistant.dialogues.checkin import A_NEW_STEP

    options = gather(given)
    announce_missing_safety(options)
    here = options.data or Path(tempfile.mkdtemp(prefix="lantern-demo-"))
    options = options.keeping(here)
    sound = voice_out or here / "conversation.wav"
    recognizer = load_recognizer(options, otherwise=SMALL_MODEL)
    manager = conversation_manager_for(options, source="voice")
    prepare(manager.repository, options.clock() - timedelta(days=A_NEW_STEP), options.language)
    captions = Captions(sys.stdout, manager.wording, options.plain_captions)
    captions.note(text("demo.listens", recognizer=recognizer.name))
    demonstrate(
        manager,
        recognizer,
        read_script(script, options.language),
        captions,
        sound=sound,
        speed="fast" if fast else "real",
        language=options.language,
    )
    captions.note(text("demo.sound", file=sound))
    captions.note(text("demo.journal", file=manager.repository.journal.path))
