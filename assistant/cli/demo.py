"""`lantern demo`: a whole spoken check-in against a simulated person."""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import JOURNAL, SPEECH, gather, with_options

if TYPE_CHECKING:
    from assistant.cli.options import Options
    from assistant.speech.recognizers import Recognizer

SMALL_MODEL = Path(__file__).parents[2] / "models" / "tiny-en"
"""The model of this repository, made from synthesized speech: good enough for a demonstration."""


@click.command()
@click.option("--fast", is_flag=True, help="Do not wait in real time.")
@click.option(
    "--script",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What the person answers (TOML), instead of the usual.",
)
@click.option(
    "--voice-out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the conversation's sound, both sides, to this WAV file.",
)
@with_options(JOURNAL, SPEECH)
def demo(fast: bool, script: Path | None, voice_out: Path | None, **given: Any) -> None:
    """A whole morning check-in with a simulated person: no microphone needed.

    The person's lines are spoken by another voice and go through the recognizer as sound; they
    hear Lantern by ear as well. Nothing touches your own journal unless --data names it.

    Example: lantern demo --fast
    """
    from assistant.channels.captions import Captions
    from assistant.cli.talk import companion_for
    from assistant.demo.conversation import demonstrate, prepare
    from assistant.demo.person import read_script

    options = gather(given)
    here = options.data or Path(tempfile.mkdtemp(prefix="lantern-demo-"))
    options = options.keeping(here)
    sound = voice_out or here / "conversation.wav"
    recognizer = _recognizer(options)
    companion = companion_for(options, source="voice")
    prepare(companion.memory, options.clock() - timedelta(days=1))
    captions = Captions(sys.stdout, companion.wording)
    captions.note(f"(A simulated person speaks; {recognizer.name} listens.)")
    demonstrate(
        companion,
        recognizer,
        read_script(script),
        captions,
        sound=sound,
        pace="fast" if fast else "real",
    )
    captions.note(f"The sound of this conversation: {sound}")
    captions.note(f"Its journal: {companion.memory.journal.path}")


def _recognizer(options: Options) -> Recognizer:
    from assistant.speech.recognizers import find_model, open_recognizer

    settings = options.settings
    model = options.model
    if model is None and (options.recognizer or settings.recognizer) != "pocketsphinx":
        found = find_model(None, configured=settings.model, language=options.language)
        model = None if found or not SMALL_MODEL.is_dir() else SMALL_MODEL
    return open_recognizer(
        options.recognizer or settings.recognizer,
        model,
        configured=settings.model,
        language=options.language,
    )
