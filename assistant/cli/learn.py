"""`lantern learn`: learns how a person speaks, and words and commands of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import CHANNEL, JOURNAL, SPEECH, Options, gather, with_options
from assistant.cli.texts import (
    Group,
    command,
    echo,
    echo_error,
    option,
    usage_error,
    write_json,
)
from assistant.errors import Trouble
from assistant.export.learned import read_shared, shared

if TYPE_CHECKING:
    from assistant.store.repository import Repository
    from intents import Language


_WRONG = {"close": "learn.close", "unlike": "learn.unlike", "nothing": "learn.nothing"}
"""What is said of an example that was not kept."""


@click.group("learn", cls=Group, key="learn", invoke_without_command=True)
@with_options(CHANNEL, JOURNAL, SPEECH)
@click.pass_context
def learn(context: click.Context, /, **given: Any) -> None:
    """Learn the words that are usually learned, if no command below was given."""
    context.obj = gather(given)
    if context.invoked_subcommand is None:
        _learn_by_voice("", context.obj)


@command("learn voice")
@click.argument("word", required=False, default="")
@with_options(CHANNEL, JOURNAL, SPEECH)
def voice(word: str, **given: Any) -> None:
    """Learn a word by voice, or all that are usually learned."""
    _learn_by_voice(word, gather(given))


def _learn_by_voice(word: str, options: Options) -> None:
    from assistant.cli.talk import talk
    from assistant.handsfree.wake_phrase import wake_phrases

    wake = options.settings.wake or wake_phrases(options.language).wake
    slots = {"word": word} if word else {"wake": wake}
    talk("learn_word" if word else "learn_voice", options, slots=slots)


@command("learn from")
@click.argument("word")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_options(JOURNAL)
@click.pass_context
def from_(context: click.Context, /, word: str, files: tuple[Path, ...], **given: Any) -> None:
    """Learn a word from recordings of it."""
    from assistant.practice.own_voice import TakeKept
    from assistant.speech.takes.extracting import open_extractor
    from assistant.speech.takes.learned import LearnedWords

    repository = _opened(gather(given))
    learned = LearnedWords(lambda: repository.state().own_voice, open_extractor())
    kept = 0
    for file in files:
        try:
            heard = learned.hear(_sound_of(file), word)
        except Trouble as trouble:
            echo_error(trouble)
            continue
        if heard.wrong:
            echo(_WRONG[heard.wrong], err=True, file=file, word=word, other=heard.other)
            continue
        repository.record(TakeKept(word, heard.features), "")
        kept += 1
    echo("learn.kept", number=kept, word=word)
    if kept < len(files):
        context.exit(1)


@command("learn list")
@option("--json", "as_json", is_flag=True)
@with_options(JOURNAL)
def list_(as_json: bool, **given: Any) -> None:
    """List what was learned."""
    own = _opened(gather(given)).state().own_voice
    if as_json:
        write_json(json.dumps(own.shown(), ensure_ascii=False))
        return
    if not (own.words or own.names or own.commands):
        echo("learn.none")
    for word, number in own.words.items():
        echo("learn.word", word=word, number=number)
    for name, known in own.names.items():
        echo("learn.name", name=name, means=known.means)
    for phrase, taught in own.commands.items():
        echo("learn.command", phrase=phrase, does=taught.does)


@command("learn forget")
@click.argument("word", required=False, default="")
@option("--all", "every", is_flag=True)
@with_options(JOURNAL)
def forget(word: str, every: bool, **given: Any) -> None:
    """Erase what was learned of a word, a name or a command, or all of it, for good."""
    from assistant.formatting.own_names import bare

    if bool(word) == every:
        raise usage_error("learn.what_to_forget")
    repository = _opened(gather(given))
    own = repository.state().own_voice
    there: list[tuple[str, tuple[str, ...]]] = [(one.word, (one.line,)) for one in own.takes]
    there += own.lines().items()
    chosen = (lines for named, lines in there if every or bare(named) == bare(word))
    ids = dict.fromkeys(line for lines in chosen for line in lines)
    if not ids:
        raise Trouble("learn.not_known", word=word)
    done = repository.erase(tuple(ids))
    echo("learn.erased" if done else "learn.not_erased", number=len(ids))


@command("learn name")
@click.argument("name")
@option("--means", default="", metavar="WORDS")
@option("--heard", multiple=True, metavar="WORDS")
@with_options(JOURNAL)
def name(name: str, means: str, heard: tuple[str, ...], **given: Any) -> None:
    """Learn a name or a word, as it is written."""
    from assistant.formatting.own_names import bare
    from assistant.practice.own_voice import NameLearned

    if not bare(name):
        raise usage_error("learn.no_name")
    _opened(gather(given)).record(NameLearned(name.strip(), means, tuple(map(bare, heard))), "")
    echo("learn.name_kept", name=name.strip())


@command("learn command")
@click.argument("phrase")
@click.argument("does")
@with_options(JOURNAL)
def teach(phrase: str, does: str, **given: Any) -> None:
    """Take words of one's own for something that Lantern does."""
    from assistant.cli.wiring import load_language

    options = gather(given)
    _teach(_opened(options), load_language(options), phrase, does)
    echo("learn.command", phrase=phrase, does=does)


@command("learn export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@option("--with-voice", is_flag=True)
@option("--replace", is_flag=True)
@with_options(JOURNAL)
def export(file: Path, with_voice: bool, replace: bool, **given: Any) -> None:
    """Write names and commands to a file, to share them or to move them."""
    from assistant.export.files import write_file

    own = _opened(gather(given)).state().own_voice
    text = shared(own, with_voice)
    if str(file) == "-":
        write_json(text)
        return
    if file.exists() and not replace:
        raise Trouble("command_line.file_exists", file=file)
    try:
        write_file(file, text + "\n")
    except OSError as error:
        raise Trouble("learn.not_written", file=file, reason=error.strerror) from error
    echo("learn.exported", file=file)


@command("learn import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@with_options(JOURNAL)
@click.pass_context
def import_(context: click.Context, /, file: Path, **given: Any) -> None:
    """Take names and commands from a file; those that cannot be taken are named."""
    from assistant.cli.wiring import load_language

    options = gather(given)
    brought = read_shared(file)
    repository, language = _opened(options), load_language(options)
    refused = 0
    for take in brought.takes:
        repository.record(take, "")
    for known in brought.names:
        repository.record(known, "")
    for taught in brought.commands:
        try:
            _teach(repository, language, taught.phrase, taught.does)
        except Trouble as trouble:
            refused += 1
            echo_error(trouble)
    echo("learn.imported", number=len(brought.takes) + len(brought.names) + len(brought.commands)
         - refused)  # fmt: skip
    if refused:
        context.exit(1)


def _teach(repository: Repository, language: Language, phrase: str, does: str) -> None:
    """Keep a command of one's own. Raises `Trouble` where it cannot be one."""
    from assistant.conversation.reading.own_words import is_command, wrong_phrase
    from assistant.formatting.own_names import bare
    from assistant.practice.own_voice import OwnCommandTaught

    if wrong := wrong_phrase(phrase, language):
        raise Trouble(f"learn.phrase_{wrong}", phrase=phrase)
    if not is_command(does, language):
        raise Trouble("learn.not_understood", does=does)
    repository.record(OwnCommandTaught(bare(phrase), does), "")


@command("learn allow")
@option("--sound/--no-sound", default=None)
@option("--quietly/--no-quietly", default=None)
@with_options(JOURNAL)
def allow(sound: bool | None, quietly: bool | None, **given: Any) -> None:
    """Say what may be kept: the sound of takes, and examples from confirmed answers."""
    from assistant.practice.own_voice import LearningAllowed

    if sound is None and quietly is None:
        raise usage_error("learn.what_to_allow")
    _opened(gather(given)).record(LearningAllowed(sound, quietly), "")
    echo("learn.allowed")


def _opened(options: Options) -> Repository:
    from assistant.cli.wiring import open_journal, repository_for

    return repository_for(options, open_journal(options), "text")


def _sound_of(file: Path) -> bytes:
    """A recording as 16-bit mono at 16 kHz. Raises `Trouble`."""
    from assistant.speech.audio.files import RecordingReader

    reader = RecordingReader(file)
    try:
        return b"".join(iter(lambda: reader.read(16000), b""))
    finally:
        reader.close()


for each in (voice, from_, name, teach, list_, forget, allow, export, import_):
    learn.add_command(each)
