"""`lantern doctor`: checks what works on this computer, and says how to fix what does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import click

from assistant.cli.options import JOURNAL, SPEECH, Options, gather, with_options
from assistant.cli.texts import command, option, write, write_json
from assistant.cli.wiring import load_recognizer, load_wording, manner_of
from assistant.settings import RecognizerName

if TYPE_CHECKING:
    from assistant.speech.recognizers import Recognizer
    from assistant.wording import Wording

RECOGNIZERS: tuple[RecognizerName, ...] = get_args(RecognizerName)


@command("doctor")
@option("--json", "as_json", is_flag=True)
@option("--quiet", is_flag=True)
@option("--read", is_flag=True)
@with_options(JOURNAL, SPEECH)
@click.pass_context
def doctor(context: click.Context, /, as_json: bool, quiet: bool, read: bool, **given: Any) -> None:
    """Check everything, and write the results."""
    from assistant.doctor.examination import Examination, LoudspeakerTest, Subjects
    from assistant.speech.audio.device import Device
    from assistant.speech.audio.echo_canceller import open_echo_canceller
    from assistant.speech.voices.synthesizer import Synthesizer
    from intents import load

    options = gather(given)
    settings = options.settings
    words = load_wording(options)
    if read:
        _read_aloud(context, options, words, as_json)
        return
    voice = Synthesizer(manner_of(options), language=options.language)
    subjects = Subjects(
        audio=lambda: Device(settings.microphone, settings.loudspeaker, open_echo_canceller),
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


def _read_aloud(context: click.Context, options: Options, words: Wording, as_json: bool) -> None:
    """Let the person read sentences, and say which recognizer understood how much of them."""
    from assistant.dialogues.steps import Say
    from assistant.doctor.examination import AudioTest
    from assistant.doctor.hearing import ReadAloud, check_hearing, record_sentence
    from assistant.speech.audio.device import Device
    from assistant.speech.earcons import earcon

    show = _ignore if as_json else write
    settings = options.settings
    recognizers = _recognizers(options)
    test = AudioTest(Device(settings.microphone, settings.loudspeaker))
    read = []
    try:
        show(words.line(Say("doctor.read.begin")).text)
        for sentence in words.variants["doctor.read.sentences"]:
            show(sentence)
            test.play(earcon("listening"))
            read.append(ReadAloud(sentence, record_sentence(test.pieces())))
            test.play(earcon("heard"))
    finally:
        test.close()
    nothing = words.line(Say("doctor.read.nothing")).text

    def tell(name: str, sentence: str, heard: str) -> None:
        said = words.line(Say("doctor.read.heard", recognizer=name, heard=heard or nothing)).text
        show(f"  {said}")

    result = check_hearing(read, recognizers, options.language, tell)
    if as_json:
        write_json(json.dumps([result.as_json(words)], ensure_ascii=False))
    else:
        write(f"{result.found(words)} {result.remedy(words)}".strip())


def _recognizers(options: Options) -> list[Recognizer]:
    """Return the recognizer in use, and every other one that works here."""
    from contextlib import suppress

    from assistant.errors import Trouble
    from assistant.speech.recognizers import open_recognizer

    found = [load_recognizer(options)]
    for name in RECOGNIZERS:
        if name not in found[0].name.split("+"):
            with suppress(Trouble):
                found.append(open_recognizer(name, language=options.language))
    return found


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
