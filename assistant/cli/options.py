"""The options that the commands of conversations and of the journal share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import click
import msgspec

from assistant.cli.texts import Decorated, echo_error, option, text
from assistant.errors import Trouble
from assistant.practice.preferences import Settings as Usual
from assistant.settings import RecognizerName, Settings, folder_of, read_settings
from assistant.wording import FALLBACK
from intents.languages import known


@dataclass(frozen=True)
class Options:
    """The options of the command line; None for those not given."""

    text: bool | None = None
    plain: bool | None = None
    switch: bool | None = None
    keys: bool | None = None
    audio: Path | None = None
    voice_out: Path | None = None
    data: Path | None = None
    lang: str | None = None
    person: str | None = None
    now: datetime | None = None
    recognizer: RecognizerName | None = None
    model: Path | None = None
    without_safety: bool | None = None

    def over(self, general: Options) -> Options:
        """Return these options, completed by those given before the command."""
        given = {f.name: getattr(self, f.name) for f in fields(self)}
        return replace(general, **{name: v for name, v in given.items() if v is not None})

    def keeping(self, data: Path) -> Options:
        """Return the same options with this journal folder."""
        return replace(self, data=data)

    @property
    def folder(self) -> Path:
        """The folder of the person's journal."""
        folder = self.data or self.settings.journal_folder
        return folder if self.person is None else folder_of(self.person or " ", folder)

    @property
    def language(self) -> str:
        """The language of the conversation. Raises `Trouble` if it is unknown."""
        language = self.lang or self.settings.language
        if language not in (there := known()):
            raise Trouble("language.unknown", language=language, known=there)
        return language

    @cached_property
    def settings(self) -> Settings:
        """The settings: the person's own file, completed by the one for everybody.

        Warnings about the files are written once on standard error.
        """
        read = read_settings(person=self.person)
        for remark in read.remarks:
            echo_error(remark)
        return read.settings

    @property
    def plain_captions(self) -> bool:
        """Whether each line is written once and never rewritten."""
        return bool(self.plain) or self.settings.plain

    @property
    def usual(self) -> Usual:
        """The settings of how Lantern speaks and listens, from the settings file."""
        settings, usual = self.settings, Usual()
        given = {
            "rate": settings.rate,
            "volume": settings.volume,
            "pitch": settings.pitch,
            "voice": settings.voice or self._voice,
            "patience": settings.patience,
            "confirm": settings.confirm,
            "simple": settings.simple,
            "earcons": settings.earcons,
            "sentence_pause": settings.sentence_pause,
            "only_questions": settings.only_questions,
            "scan": settings.scan,
            "voice_rest": settings.voice_rest,
        }
        return msgspec.structs.replace(
            usual, **{name: value for name, value in given.items() if value is not None}
        )

    @property
    def _voice(self) -> str | None:
        """The first voice of the language; None to leave the choice to the synthesizer."""
        if self.language == FALLBACK:
            return None
        from assistant.speech.language_data import speech_data

        return next(iter(speech_data(self.language).voices), None)

    def clock(self) -> datetime:
        """Return the current time in the person's time zone."""
        return self.now or datetime.now().astimezone()


class _Moment(click.ParamType):  # type: ignore[type-arg]
    name = "ISO"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(text("main.not_a_moment", given=value), param, ctx)
        return moment if moment.tzinfo else moment.astimezone()


JOURNAL = (
    option("--data", type=click.Path(path_type=Path, file_okay=False), metavar="DIR"),
    option("--person", metavar="NAME"),
    option("--lang", metavar="LANG"),
    option("--now", type=_Moment(), metavar="ISO"),
)
SPEECH = (
    option("--recognizer", type=click.Choice(["vosk", "moonshine", "pocketsphinx"])),
    option("--model", type=click.Path(path_type=Path), metavar="DIR"),
)
AUDIO = (
    option("--audio", type=click.Path(path_type=Path), metavar="FILE"),
    option("--voice-out", type=click.Path(path_type=Path), metavar="FILE"),
)
SAFETY = (option("--without-safety", is_flag=True, default=None),)
PLAIN = (option("--plain", is_flag=True, default=None),)
SWITCH = (
    option("--switch", is_flag=True, default=None),
    option("--keys", is_flag=True, default=None),
)
CHANNEL = (option("--text", is_flag=True, default=None), *PLAIN, *SWITCH, *AUDIO, *SAFETY)


def with_options(*groups: tuple[Callable[[Any], Any], ...]) -> Callable[[Decorated], Decorated]:
    """Add groups of options to a command."""

    def add(command: Decorated) -> Decorated:
        for group in reversed(groups):
            for add_option in reversed(group):
                command = add_option(command)
        return command

    return add


def gather(given: dict[str, Any]) -> Options:
    """Return the shared options of a command, completed by those given before it."""
    names = {f.name for f in fields(Options)}
    own = Options(**{name: value for name, value in given.items() if name in names})
    general = click.get_current_context().find_object(Options)
    return own.over(general) if general else own
